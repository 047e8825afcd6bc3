/* Searches: a query and facets go in; papers come out, best first, with what was changed in the
   query to find them. Pagefind finds the papers; the first few are put in better order here. */

import { ROOT } from "./search-box.js";
import { withIndex } from "./search-index.js";
import { limited } from "./search-state.js";
import { fit, lacking } from "./search-text.js";
import { key, paired, read } from "./search-words.js";

const CANDIDATES = 12; // how many papers are loaded to be put in better order
const SAMPLE = 3; // how many are enough to see whether a query's words are there
const FEW = 3; // papers with all the words, where others may be close in meaning
export const QUESTION = 4; // words from which on a query is a question
const SHARE = 4; // a paper has something of a term when it has one in so many of its pairs

let misses = 0; // how often what finds papers by meaning could not be loaded
let understood = {}; // the last query as it was read, and of which index

/** Finds the papers for a query; an empty one finds every paper, newest first.

    `allow` resolves to what tells of a result of an index whether it may be shown, and `newest`
    asks for the newest first instead of the best. Papers with all that was asked for come first,
    then those with some of it. Those are left out when `enough` papers of the library have all, or
    one is called what was asked for; below others, `further` of them are put in order.

    Resolves to { total, full, isCut, papers, next, ...query }: how many papers there are, how many
    of them have all of it, whether others were left out, and two functions, one that resolves to
    the papers from a place on and before another, one that does to the next so many. Of the query
    there are `terms`, by which papers were found; `corrected`, pairs of what was typed and what was searched
    for instead; `left`, what no paper has; and `signs`, whether it has no word. */
export async function search(text, options = {}) {
  /** @type {any} */
  const found = { papers, next };
  let searched; // an index, and the results that it has
  /** @type {any[]} */
  let order = [];
  let shown = 0;

  function papers(from, to) {
    return withIndex(async (index) => {
      if (index !== searched) {
        const { query, groups, isCut } = await find(index, text, options);
        order = groups.flat();
        Object.assign(found, query, { total: order.length, full: groups[0].length, isCut });
        searched = index;
      }
      return Promise.all(order.slice(from, to).map(paperOf));
    });
  }

  async function next(count) {
    const some = await papers(shown, shown + count);
    shown += some.length;
    return some;
  }

  await next(0);
  return found;
}

const allowAny = async (_) => (_) => true;

/** The papers that are close in meaning to what was searched for, where few papers have all of it,
    at most so many beside the `first` ones found; null where they could not be loaded. */
export async function closeTo(found, first, most) {
  const { terms, exact, full, phrases, corrected, text } = found;
  const isNamed = full && !lacking(first[0], terms, ["ids", "authors"]).length;
  if (!terms.length || phrases.length || exact || full >= FEW || isNamed) return [];
  try {
    const { close } = await limited(import(`./search-meaning.js${misses ? `?${misses}` : ""}`));
    return await close(text, corrected, most);
  } catch {
    misses += 1;
    return null;
  }
}

/** What is shown of an answer, the `first` papers with its words and those `close` in meaning, in
    the order in which it is: [papers with all the words, close ones, others]. A question of several
    words is answered by what is close, any other query by its words. */
export function ordered({ full, left, terms }, first, close) {
  const isQuestion = terms.length >= QUESTION;
  const sure = isQuestion && close.length ? first.slice(0, left.length ? 0 : full) : first;
  const ids = new Set(sure.map(({ id }) => id));
  const near = close.filter(({ id }) => !ids.has(id));
  near.forEach(({ id }) => ids.add(id));
  return [sure, near, first.filter(({ id }) => !ids.has(id))];
}

/** What a query is taken for, two groups of results, those with all of it and with some, and
    whether the latter were left out. */
async function find(pagefind, text, options) {
  const { allow = allowAny, newest = false, enough = Infinity, further = CANDIDATES } = options;
  const [query, allowed] = await Promise.all([understand(pagefind, text), allow(pagefind)]);
  const { all, some, isCut } = await results(pagefind, query, enough);
  const groups = [all, some].map((group) => group.filter(allowed));
  if (newest && query.whole.length) {
    const place = new Map((await newestFirst(pagefind)).map(({ id }, at) => [id, at]));
    for (const group of groups) group.sort((a, b) => place.get(a.id) - place.get(b.id));
  } else if (query.whole.length) {
    const titled = async () => (await exactly(pagefind, key(query.whole))).results.filter(allowed);
    groups[0] = await inOrder(query, groups[0], CANDIDATES, titled);
    groups[1] = await inOrder(query, groups[1], groups[0].length ? further : CANDIDATES);
  }
  return { query, groups, isCut };
}

/** The results of a query as it was understood: { all, some, isCut }, as `search` has them. */
export async function results(pagefind, query, enough) {
  if (!query.whole.length) {
    return { all: query.signs ? [] : await newestFirst(pagefind), some: [], isCut: false };
  }
  const all = await allOf(pagefind, query);
  const isEnough = enough < Infinity && (all.length >= enough || query.exact);
  const some = isEnough ? [] : await someOf(pagefind, query);
  return { all, some, isCut: isEnough && query.wanted.length > 1 };
}

/** Pagefind's answer to words; null asks for every paper. It is kept until another query is read,
    for the same is asked again to check the words and to list the papers. */
function ask(pagefind, words, options = {}) {
  const { answers } = pagefind;
  const asked = JSON.stringify([words, options]);
  if (!answers.has(asked)) {
    const answer = pagefind.search(words, options);
    answer.catch(() => answers.delete(asked));
    answers.set(asked, answer);
  }
  return answers.get(asked);
}

/** The papers with each of some words, or with words that these begin. */
export const withAll = (pagefind, { sought }, words) =>
  ask(pagefind, words.map((word) => sought?.get(word) ?? word).join(" "));

/** The papers with these words as they are, one after another. */
const exactly = (pagefind, ...words) => ask(pagefind, `"${words.join(" ")}"`);

export const newestFirst = async (pagefind) =>
  (await ask(pagefind, null, { sort: { date: "desc" } })).results;

/** The results that have all that was asked for. */
export async function allOf(pagefind, query) {
  if (!query.wanted.length || query.torn) return [];
  let { results } = await withAll(pagefind, query, query.wanted);
  for (const phrase of query.phrases) {
    const has = new Set((await exactly(pagefind, ...phrase)).results.map(({ id }) => id));
    results = results.filter(({ id }) => has.has(id));
  }
  return results;
}

/** The other results that have something of what was asked for, those with more of it first. */
async function someOf(pagefind, query) {
  const all = new Set((await allOf(pagefind, query)).map(({ id }) => id));
  const terms = [...query.terms, ...query.typed]; // a corrected word may have been meant
  const once = [...new Map(terms.map((term) => [term.words.join(" "), term])).values()];
  const scores = new Map();
  for (const term of once) {
    const matches = new Map();
    for (const word of term.words.filter((word) => !query.unknown.has(word))) {
      for (const result of (await withAll(pagefind, query, [word])).results) {
        const match = matches.get(result.id) ?? { result, met: [], score: 0 };
        matches.set(result.id, match);
        match.met.push(word);
        match.score += result.score;
      }
    }
    for (const [id, { result, met, score }] of matches) {
      if (all.has(id) || met.length * SHARE < term.words.length) continue;
      if (paired()?.suffice(met, term) === false) continue;
      scores.set(id, { result, score: score + (scores.get(id)?.score ?? 0) });
    }
  }
  const found = [...scores.values()].sort((a, b) => b.score - a.score);
  return found.map(({ result }) => result);
}

/** The paper of one of Pagefind's results; its fields are plain text. */
function paperOf(result) {
  result.paper ??= result.data().then(({ raw_url: address, content, meta }) => ({
    address: new URL(address, ROOT).href,
    id: address.split("/").filter(Boolean).at(-1) ?? "",
    title: meta.title ?? "",
    also: meta.also ?? "",
    summary: meta.summary ?? "",
    authors: lines(meta.authors),
    themes: lines(meta.themes),
    tags: lines(meta.tags),
    type: meta.type ?? "",
    venue: meta.venue ?? "",
    date: meta.date ?? "",
    arxiv: meta.arxiv ?? "",
    doi: meta.doi ?? "",
    keys: meta.keys ?? "",
    status: meta.status ?? "",
    language: meta.language ?? "",
    content,
  }));
  return result.paper;
}

const lines = (text) => (text ? text.split("\n") : []);

/** What a query asks for, with typing errors corrected and hopeless words left out. */
export function understand(pagefind, text) {
  if (understood.text === text && understood.pagefind === pagefind) return understood.query;
  pagefind.answers.clear();
  const query = interpret(pagefind, text);
  understood = { text, query, pagefind };
  query.catch(() => {
    understood = {};
  });
  return query;
}

async function interpret(pagefind, text) {
  const asked = read(text);
  const query = {
    ...asked,
    text,
    typed: asked.terms,
    signs: !asked.whole.length && text.trim() !== "",
    sought: new Map(),
    unknown: new Set(),
    corrected: [],
    left: [],
    torn: false,
    exact: false,
  };
  if (!query.wanted.length) return query;
  const found = await look(pagefind, query);
  query.exact = found.exact;
  for (const word of found.weak) {
    if (!(await exactly(pagefind, word)).unfilteredResultCount) query.unknown.add(word);
  }
  if (!query.unknown.size && found.order.length) return query;
  await (await pagefind.mender()).mend(pagefind, query);
  if (query.wanted.length) query.exact = (await look(pagefind, query)).exact;
  return query;
}

/** What Pagefind finds for a query's words: { order, lacking, weak, exact }, of the best of the
    first papers the words that it does not have, or has only longer ones of, and whether it is
    called what was asked for. */
export async function look(pagefind, query) {
  const { results: order } = await withAll(pagefind, query, query.wanted);
  const [best] = await rank(query, order.slice(0, SAMPLE));
  const none = { lacking: query.wanted, weak: query.wanted, exact: false };
  const { lacking, weak, exact } = best ?? none;
  return { order, lacking, weak, exact };
}

/** Results with so many of them, the first, in better order. Of very many papers with these words,
    the one with this title may not be among the first: `titled` finds it. */
async function inOrder(query, results, count, titled = async () => []) {
  let ranked = await rank(query, results.slice(0, count));
  if (results.length > count && !ranked.some(({ exact }) => exact)) {
    ranked = [...(await rank(query, await titled())), ...ranked];
  }
  const first = ranked.map(({ result }) => result);
  const ids = new Set(first.map(({ id }) => id));
  return [...first, ...results.filter(({ id }) => !ids.has(id))];
}

export async function rank(query, results) {
  const ranked = await Promise.all(
    results.map(async (result) => ({ result, ...fit(query, await paperOf(result)) })),
  );
  return ranked.sort((a, b) => b.score - a.score); // equals stay in Pagefind's order
}
