/* Pieces that the search box and the search page share: papers go in, elements come out. Text is
   only ever set as text, so that nothing in a record can become markup. */

import { meets, words } from "./search-text.js";

const MONTHS = "January February March April May June July August September October November December"
  .split(" ");

/** An element; `attributes` with false are left out, children may be text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** What marks a paper that was withdrawn or retracted, before its title. */
export const statusOf = (paper) =>
  paper.status ? [element("span", { class: "pm-mark" }, paper.status), " "] : [];

/** A text as nodes, with the words that answer a query marked. */
export function marked(text, wanted) {
  const parts = text.split(/([\p{L}\p{M}\p{N}'’ʼ]+)/u);
  return parts.map((part, at) => {
    const hit = at % 2 && words(part).some((word) => wanted.some((term) => meets(term, word)));
    return hit ? element("mark", {}, part) : part;
  });
}

/** Who, where and when, in one line. */
export function byline({ authors, venue, type, date }, most = 3) {
  const others = authors.length - most;
  const names = authors.slice(0, most).join(", ") + (others > 0 ? ` and ${others} more` : "");
  const [year, month] = date.split("-");
  const when = month ? `${MONTHS[month - 1]} ${year}` : year;
  return [names, venue || type, when].filter(Boolean).join(" · ");
}

/** The part of a paper that tells why it was found: its summary, unless only its digest has words
    that the title and the summary lack. */
export function gist(paper, wanted) {
  const told = words(`${paper.title} ${paper.also} ${paper.summary} ${paper.authors.join(" ")}`);
  const hidden = wanted.filter((term) => !told.some((word) => meets(term, word)));
  const said = paper.content.split(" ");
  const at = said.findIndex((chunk) =>
    words(chunk).some((word) => hidden.some((term) => meets(term, word))),
  );
  if (at < 0) return paper.summary;
  const [from, to] = [Math.max(0, at - 12), at + 24];
  const start = from > 0 ? "… " : "";
  const end = to < said.length ? " …" : "";
  return start + said.slice(from, to).join(" ") + end;
}

/** What became of a query, as sentences: how many papers, and what was changed to find them. */
export function verdict({ total, corrected, left }) {
  const quoted = (some) => some.map((word) => `“${word}”`).join(", ");
  const said = [];
  if (corrected.length) {
    const [typed, meant] = [0, 1].map((side) => quoted(corrected.map((pair) => pair[side])));
    said.push(`Did you mean ${meant}? Searched for that instead of ${typed}.`);
  }
  if (left.length && total) said.push(`No paper also has ${quoted(left)}.`);
  if (left.length && !total) said.push(`No paper has ${quoted(left)}.`);
  said.push(total ? `${papers(total)}.` : "No paper found.");
  return said;
}

/** What a facet's value is called; authors and years are called what they are. */
export function nameOf(names = {}, value) {
  return Object.hasOwn(names, value) ? names[value] : value;
}

/** A number of papers in words. */
function papers(count) {
  return count === 1 ? "1 paper" : `${count.toLocaleString("en")} papers`;
}

/** A task that runs once at a time: who asks meanwhile has it run again afterwards, once. It is
    given a function that tells whether somebody has, since its answer is then out of date. */
export function oneAtATime(task) {
  let [running, again] = [false, false];
  return async () => {
    again = running;
    while (!running) {
      running = true;
      await task(() => again).finally(() => {
        running = false;
      });
      if (!again) return;
      again = false;
    }
  };
}
