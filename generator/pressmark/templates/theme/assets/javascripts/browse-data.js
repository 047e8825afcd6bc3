/* The library as it is browsed: the index of data/browse/ and what it names go in; facets, rows of
   papers and orders come out. Each file says its key, by which one of another publication of the
   site is told; then all is loaded anew. */

import { ROOT } from "./search-box.js";
import { limited } from "./search-state.js";
import { plain } from "./search-words.js";

const FOLDER = new URL("data/browse/", ROOT);

let opened; // a promise of the library, once somebody has wanted it
let cache = "default";

/** What `task` makes of the library: of one that is loaded anew, once, where it failed with another
    that may be out of date. */
export async function withLibrary(task) {
  for (let first = true; ; first = false) {
    opened ??= open();
    const mine = opened;
    try {
      return await task(await mine);
    } catch (error) {
      if (opened === mine) opened = undefined;
      if (!first || !(error instanceof OutdatedError)) throw error;
      cache = "reload";
    }
  }
}

/** The site was published anew, or a file of it is missing or broken. */
class OutdatedError extends Error {}

async function json(name) {
  const answer = await limited(fetch(new URL(name, FOLDER), { cache: /** @type {any} */ (cache) }));
  if (!answer.ok) throw new OutdatedError(`${name}: ${answer.status}`);
  try {
    return await limited(answer.json());
  } catch (error) {
    throw error instanceof SyntaxError ? new OutdatedError(`${name} is broken`) : error;
  }
}

async function open() {
  const index = await json("index.json");
  const files = new Map();

  /** The file of a name, which must have that key; one that failed is asked for again. */
  function file(name, key) {
    if (!files.has(name)) {
      const promise = json(`${name}.json?${key}`).then((content) => {
        if (content.key !== key) throw new OutdatedError(`${name} is of another publication`);
        return content;
      });
      promise.catch(() => files.delete(name));
      files.set(name, promise);
    }
    return files.get(name);
  }

  const facets = index.facets.map((values) => facet(values));
  if (index.people) facets.push(people(index.people, file));
  const [size, columns] = [index.size, index.columns];

  /** What lists show of the papers of these numbers. */
  async function rows(numbers) {
    const wanted = [...new Set(Array.from(numbers, (number) => Math.floor(number / size)))];
    const parts = await Promise.all(wanted.map((part) => file(`rows-${part}`, index.rows[part])));
    const byPart = new Map(wanted.map((part, at) => [part, parts[at].rows]));
    return Array.from(numbers, (number) => {
      const row = byPart.get(Math.floor(number / size))[number % size];
      return Object.fromEntries(columns.map((column, at) => [column, row[at]]));
    });
  }

  return {
    papers: index.papers,
    facets,
    sorts: index.sorts,
    files: index.files,
    rows,
    orders: () => file("orders", index.orders),
  };
}

/** A facet: { id, title, section, feed, values, find }. `values` are { id, label, papers, parent,
    hasPage }, `papers` numbers from the smallest on; `find` gives a value by its id. */
function facet({ id, title, section, feed, ids, labels, papers, parents, pageless }) {
  const withoutPage = new Set(pageless);
  const made = {
    id,
    title,
    section,
    feed,
    values: /** @type {any[]} */ ([]),
    byId: new Map(),
    find: (name) => made.byId.get(name),
    add(name, label, gaps, parent = "") {
      if (made.byId.has(name)) return;
      const hasPage = section !== undefined && !withoutPage.has(name);
      const value = { id: name, label, papers: numbers(gaps), parent, hasPage, place: made.values.length };
      made.values.push(value);
      made.byId.set(name, value);
    },
  };
  ids.forEach((name, at) => made.add(name, labels[at], papers[at], parents?.[at]));
  return made;
}

function numbers(gaps) {
  let number = 0;
  return Uint32Array.from(gaps, (gap) => (number += gap));
}

/** The facet of authors, of whom the index has those who wrote most: `know` adds those of these ids
    that files have, and `all` everybody. */
function people(values, file) {
  const { count, firsts, keys } = values;
  const made = facet(values);
  const part = async (number) => {
    const { ids, labels, papers } = await file(`people-${number}`, keys[number]);
    ids.forEach((name, at) => made.add(name, labels[at], papers[at]));
  };
  const partOf = (name) => firsts.findLastIndex((first) => first && first <= name);
  return Object.assign(made, {
    count,
    isWhole: () => made.values.length >= count,
    async know(names) {
      const unknown = names.filter((name) => !made.byId.has(name));
      const parts = new Set(unknown.map(partOf).filter((number) => number >= 0));
      await Promise.all([...parts].map(part));
    },
    all: () => Promise.all(keys.map((_, number) => part(number))),
  });
}

/** Whether a value is called by words that begin as the typed ones. */
export function isCalled(value, typed) {
  value.plain ??= ` ${plain(value.label)}`;
  return typed.every((start) => value.plain.includes(start));
}

/** What was typed as `isCalled` compares it. */
export const typedWords = (text) => (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => ` ${word}`);
