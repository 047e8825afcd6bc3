/* The papers by facet, for the search page: chosen values go in; which papers they allow, what the
   values are called, and how many papers each would show come out. */

import { json, newestFirst, results, start } from "./search.js";

let sorted; // once somebody has asked

/** The papers by facet, { theme: Map of a value to { name, papers }, ... }; `papers` are ids. */
async function facets() {
  sorted ??= await sortPapers();
  return sorted;
}

async function sortPapers() {
  const [pagefind, listed] = await Promise.all([start(), json("facets.json")]);
  const ids = (await newestFirst(pagefind)).map(({ id }) => id);
  const byValue = Object.entries(listed).map(([facet, values]) => {
    const named = Object.entries(values).map(([value, [first, ...gaps]]) => {
      const [name, numbers] = typeof first === "string" ? [first, gaps] : [value, [first, ...gaps]];
      let at = 0;
      return [value, { name, papers: numbers.map((gap) => ids[(at += gap)]) }];
    });
    return [facet, new Map(/** @type {any} */ (named))];
  });
  return Object.fromEntries(byValue);
}

/** { theme: { value: what `make` makes of it }, ... } */
function eachValue(found, make) {
  return Object.fromEntries(
    Object.entries(found).map(([facet, values]) => [
      facet,
      Object.fromEntries(Array.from(values, ([value, held]) => [value, make(held, facet)])),
    ]),
  );
}

/** The facets' labels, { theme: { id: label }, ... }. */
export async function labels() {
  return eachValue(await facets(), ({ name }) => name);
}

/** How many papers every value of every facet would show for a query: { all, now }, both as
    { theme: { id: number } }, of the library and among what is chosen in the other facets. */
export async function count(text, chosen) {
  const [found, all] = await Promise.all([facets(), results(text)]);
  const shown = {};
  for (const facet of Object.keys(found)) {
    const allowed = await among({ ...chosen, [facet]: [] });
    shown[facet] = new Set(all.filter(allowed).map(({ id }) => id));
  }
  const number = ({ papers }, facet) => papers.filter((id) => shown[facet].has(id)).length;
  return { all: eachValue(found, ({ papers }) => papers.length), now: eachValue(found, number) };
}

/** Whether a result has any of the chosen values of each facet ({ theme: ["a", "b"] }: either), as a
    function of the result. */
export async function among(chosen) {
  const picked = Object.entries(chosen).filter(([, values]) => values.length);
  if (!picked.length) return () => true;
  const found = await facets();
  const sets = picked.map(
    ([facet, values]) => new Set(values.flatMap((value) => found[facet]?.get(value)?.papers ?? [])),
  );
  return ({ id }) => sets.every((papers) => papers.has(id));
}

