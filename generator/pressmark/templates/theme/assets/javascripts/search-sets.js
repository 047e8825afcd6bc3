/* The papers by facet, for the search page: chosen values go in; which papers they allow, what the
   values are called, and how many papers each would show come out. */

import { newestFirst, results, understand } from "./search.js";
import { withIndex } from "./search-index.js";

const sorted = new WeakMap(); // of an index, once somebody has asked

/** The papers by facet, { theme: Map of a value to { name, papers }, ... }; `papers` are ids. */
function facets(index) {
  if (!sorted.has(index)) sorted.set(index, sortPapers(index));
  return sorted.get(index);
}

async function sortPapers(index) {
  const [listed, papers] = await Promise.all([index.json("facets.json"), newestFirst(index)]);
  const ids = papers.map(({ id }) => id);
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
export function labels() {
  return withIndex(async (index) => eachValue(await facets(index), ({ name }) => name));
}

/** How many papers every value of every facet would show for a query: { all, now }, both as
    { theme: { id: number } }, of the library and among what is chosen in the other facets. With
    `enough` papers are left out as by search. */
export function count(text, chosen, enough) {
  return withIndex((index) => tally(index, text, chosen, enough));
}

async function tally(index, text, chosen, enough) {
  const [found, query] = await Promise.all([facets(index), understand(index, text)]);
  const { all, some } = await results(index, query, enough);
  const shown = {};
  for (const facet of Object.keys(found)) {
    const allowed = await among(index, { ...chosen, [facet]: [] });
    shown[facet] = new Set([...all, ...some].filter(allowed).map(({ id }) => id));
  }
  const number = ({ papers }, facet) => papers.filter((id) => shown[facet].has(id)).length;
  return { all: eachValue(found, ({ papers }) => papers.length), now: eachValue(found, number) };
}

/** Whether a result of an index has any of the chosen values of each facet ({ theme: ["a", "b"] }:
    either), as a function of the result. */
export async function among(index, chosen) {
  const picked = Object.entries(chosen).filter(([, values]) => values.length);
  if (!picked.length) return () => true;
  const found = await facets(index);
  const sets = picked.map(
    ([facet, values]) => new Set(values.flatMap((value) => found[facet]?.get(value)?.papers ?? [])),
  );
  return ({ id }) => sets.every((papers) => papers.has(id));
}

