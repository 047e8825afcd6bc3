/* Papers of the list go in; papers of the library that are related to them come out, first those that
   most of them are related to, and why. */

import { cardOf, fileAt } from "./reading-files.js";
import { each } from "./side-by-side.js";

const ASKED = 60; // papers of the list
const SHOWN = 10;
const LONG = 45; // characters of a title
const NAMED = 2; // papers, tags or people in a reason

/** Papers like the given ones, as { id, title, reason }; `has` tells whether a paper is one of the
    list's already. Where the site has files beside each paper (`each`) these are asked, elsewhere the
    one of all papers. */
export async function papersLike(papers, has, isLarge) {
  const asked = papers.slice(0, ASKED);
  const lists = isLarge ? await fromAll(asked) : await each(asked, beside);
  const found = new Map();
  lists.forEach((related, at) => {
    related.forEach((one, place) => {
      if (has(one.id)) return;
      const known = found.get(one.id) ?? { ...one, score: 0, to: [], shared: new Map() };
      known.score += 1 / (place + 2);
      known.to.push(asked[at]);
      for (const what of [...(one.tags ?? []), ...(one.people ?? []), ...(one.words ?? [])]) {
        known.shared.set(what, (known.shared.get(what) ?? 0) + 1);
      }
      found.set(one.id, known);
    });
  });
  const best = [...found.values()]
    .toSorted((one, other) => other.to.length - one.to.length || other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, SHOWN);
  return each(best, async (one) => ({
    ...(one.title ? one : { ...one, ...(await cardOf(one.id)) }),
    reason: reason(one, asked.length),
  }));
}

async function beside({ id }) {
  const text = await fileAt(`papers/${id}/related.json`);
  const { related = [], labels = {} } = text ? JSON.parse(text) : {};
  const labelled = (tag) => (Object.hasOwn(labels, tag) ? labels[tag] : tag);
  return related.map((one) => ({ ...one, tags: (one.tags ?? []).map(labelled) }));
}

async function fromAll(papers) {
  const text = await fileAt("data/related.json");
  const { related = {} } = text ? JSON.parse(text) : {};
  return papers.map(({ id }) => (Object.hasOwn(related, id) ? related[id] : []));
}

/** A title up to its colon or, where that is long too, its first words. */
function short(title) {
  const [head] = title.split(/:\s/);
  const end = head.lastIndexOf(" ", LONG);
  return head.length > LONG ? `${head.slice(0, end > 0 ? end : LONG)} …` : head;
}

function reason({ to, shared }, count) {
  const titles = to.slice(0, NAMED).map(({ title }) => `“${short(title)}”`);
  const more = to.length - titles.length;
  const named = titles.join(more ? ", " : " and ") + (more ? ` and ${more} more` : "");
  const whom = count > 1 && to.length === count && count > NAMED ? `all ${count} of these` : named;
  const both = [...shared].toSorted((one, other) => other[1] - one[1]).slice(0, NAMED + 1);
  const what = both.map(([name]) => name).join(", ");
  return [`Related to ${whom}`, ...(what ? [what] : [])].join(": ");
}
