/* The facets of the library and what is chosen of them go in; which papers that leaves, and how many
   each value would, come out. Papers are numbers, the oldest 0. Nothing here knows of the page. */

import { UNDATED, YEAR, choiceOf } from "./browse-state.js";

/** What a state leaves: { count, has, order, counts }. `has` tells of each number whether its paper
    is left, `counts` gives how many papers each value of a facet would leave, by its place, and
    `order` the numbers, of some sort, for which it is given the file of orders. */
export function filtered(library, state) {
  const { papers, facets } = library;
  const fails = new Uint8Array(papers); // how many conditions a paper does not meet, and the last
  const failing = new Uint8Array(papers);
  let condition = 0;
  const places = new Map(); // of a facet's conditions: what is wanted, what is not
  for (const facet of facets) {
    const choice = choiceOf(state, facet.id);
    const masks = [wantedOf(papers, facet, choice, state), unwantedOf(papers, facet, choice)];
    const numbers = masks.map((meets) => {
      condition += 1;
      if (meets) {
        for (let number = 0; number < papers; number += 1) {
          if (!meets[number]) {
            fails[number] += 1;
            failing[number] = condition;
          }
        }
      }
      return condition;
    });
    places.set(facet.id, numbers);
  }
  const has = fails.map((number) => Number(number === 0));

  /** The papers that are left, and those that only a condition leaves out. */
  const leftWithout = (number) =>
    has.map((isLeft, paper) => isLeft || Number(fails[paper] === 1 && failing[paper] === number));

  function counts(facet) {
    const choice = choiceOf(state, facet.id);
    const [wanted, unwanted] = places.get(facet.id);
    const isAny = choice.mode === "any" || facet.id === YEAR;
    const among = isAny ? leftWithout(wanted) : has;
    const excluded = choice.no.length ? leftWithout(unwanted) : has;
    const numbers = new Uint32Array(facet.values.length);
    for (const { id, papers: all, place } of facet.values) {
      const base = choice.no.includes(id) ? excluded : among;
      let count = 0;
      for (const paper of all) count += base[paper];
      numbers[place] = count;
    }
    return numbers;
  }

  return {
    count: has.reduce((sum, one) => sum + one, 0),
    has,
    counts,
    order: (sort, orders) => ordered(library, has, sort, orders),
  };
}

/** Which papers have what is wanted of a facet; undefined where nothing is. */
function wantedOf(papers, facet, { mode, yes }, { from, to }) {
  const isSpan = facet.id === YEAR && (from || to);
  if (!yes.length && !isSpan) return undefined;
  const hits = new Uint8Array(papers);
  const values = yes.map(facet.find);
  if (isSpan) {
    const isWithin = ({ id }) => id !== UNDATED && (!from || id >= from) && (!to || id <= to);
    values.push(...facet.values.filter(isWithin));
  }
  for (const value of values) for (const paper of value.papers) hits[paper] += 1;
  const least = mode === "all" && !isSpan ? values.length : 1;
  return hits.map((number) => Number(number >= least));
}

/** Which papers have nothing that is not wanted of a facet; undefined where nothing is excluded. */
function unwantedOf(papers, facet, { no }) {
  if (!no.length) return undefined;
  const meets = new Uint8Array(papers).fill(1);
  for (const value of no.map(facet.find)) for (const paper of value.papers) meets[paper] = 0;
  return meets;
}

function ordered(library, has, sort, orders) {
  const isLeft = (number) => has[number] === 1;
  const newest = Array.from(has.keys()).filter(isLeft).reverse();
  if (sort === "newest") return newest;
  if (sort === "oldest") {
    const years = library.facets.find(({ id }) => id === YEAR);
    const undated = years?.find(UNDATED)?.papers.length ?? 0;
    const oldest = newest.reverse();
    return [...oldest.filter((number) => number >= undated), ...oldest.filter((n) => n < undated)];
  }
  const first = orders[sort].filter(isLeft);
  if (first.length === newest.length) return first;
  const others = new Set(first);
  return [...first, ...newest.filter((number) => !others.has(number))];
}
