/* Searches: a query and facets go in; papers come out, best first, with what was changed in the
   query to find them. Pagefind finds the papers; the first few are put in better order here. */

import { beginning, corrections, fit, read, titleKey } from "./search-text.js";

const ROOT = new URL("../../", import.meta.url);
const FOLDER = new URL("pagefind/", ROOT);
const CANDIDATES = 12; // how many papers are loaded to be put in better order
const SAMPLE = 3; // how many are enough to see whether a query's words are there
const GUESSES = 4; // how many meanings of a mistyped word are tried
const MENDED = 8; // how many words without a common paper are taken for mistyped

const LARGE = 2000; // papers from which on a search is long enough to need a worker

// Weights of the fields in Pagefind's own order, from which the candidates come.
const WEIGHTS = {
  title: 10,
  also: 8,
  arxiv: 8,
  doi: 8,
  keys: 8,
  lead: 4,
  authors: 3,
  summary: 3,
  tags: 3,
  themes: 2,
};

let started; // Pagefind, once somebody has wanted it
let listed; // the word list, once a typing error was suspected
let named; // the facets' labels, once somebody has asked
let understood = {}; // the last query as it was read
const answers = new Map(); // what Pagefind answered since then

/** Loads Pagefind, so that the first answer comes sooner. */
export function start() {
  started ??= load().catch((error) => {
    started = undefined; // the network may be back at the next attempt
    throw error;
  });
  return started;
}

async function load() {
  const [pagefind, { languages }] = await Promise.all([
    import(new URL("pagefind.js", FOLDER).href),
    json("pagefind-entry.json"),
  ]);
  await pagefind.options({
    baseUrl: ROOT.pathname,
    noWorker: languages.en.page_count < LARGE,
    ranking: { metaWeights: WEIGHTS },
  });
  await pagefind.init();
  return pagefind;
}

/** The facets' labels, { theme: { id: label }, ... }. */
export async function labels() {
  named ??= await json("labels.json");
  return named;
}

async function json(name) {
  const response = await fetch(new URL(name, FOLDER));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/** Finds the papers for a query; an empty one finds every paper, newest first.

    `chosen` holds the chosen values of facets ({ theme: ["a", "b"] }: papers with either), and
    `newest` asks for the newest first instead of the best.

    Resolves to { total, next, wanted, corrected, left }: how many papers there are, a function
    that resolves to the next so many of them, the words they were found by, pairs of a mistyped
    word and its replacement, and words left out since no paper has them with the others. */
export async function search(text, { chosen = {}, newest = false } = {}) {
  const pagefind = await start();
  const query = await understand(pagefind, text);
  const filters = either(chosen);
  let order = [];
  if (query.possible && (newest || !query.typed.length)) {
    order = (await ask(pagefind, query, { filters, sort: { date: "desc" } })).results;
  } else if (query.possible) {
    order = (await look(pagefind, query, filters)).order;
  }
  let shown = 0;
  const next = (count) => Promise.all(order.slice(shown, (shown += count)).map(paperOf));
  return { ...query, total: order.length, next };
}

/** How many papers every value of every facet would show for a query: { all, now }, both as
    { theme: { id: number } }, of the library and among what is chosen in the other facets. */
export async function count(text, chosen) {
  const pagefind = await start();
  const all = await pagefind.filters();
  const query = await understand(pagefind, text);
  if (!query.possible) return { all, now: {} };
  // Not an answer that was kept: it counts only the facets that were loaded when it was given.
  const tally = async (filters) => (await pagefind.search(phrase(query), { filters })).filters;
  const now = { ...(await tally(either(chosen))) };
  for (const facet of Object.keys(either(chosen))) {
    now[facet] = (await tally(either({ ...chosen, [facet]: [] })))[facet];
  }
  return { all, now };
}

/** Pagefind's form of chosen values: any of one facet, and something of each. */
function either(chosen) {
  const filters = Object.entries(chosen).filter(([, values]) => values.length);
  return Object.fromEntries(filters.map(([facet, values]) => [facet, { any: values }]));
}

/** The words that Pagefind is asked for; null asks for every paper. */
function phrase({ wanted, sought }) {
  return wanted.map((word) => sought?.get(word) ?? word).join(" ") || null;
}

/** Pagefind's answer. It is kept until another query is read, for the same is asked again to
    check the words and to list the papers. */
function ask(pagefind, query, options = {}) {
  const words = phrase(query);
  const key = JSON.stringify([words, options]);
  if (!answers.has(key)) {
    const answer = pagefind.search(words, options);
    answer.catch(() => answers.delete(key));
    answers.set(key, answer);
  }
  return answers.get(key);
}

/** The paper of one of Pagefind's results; its fields are plain text. */
function paperOf(result) {
  result.paper ??= result.data().then(({ raw_url: address, content, meta }) => ({
    address: new URL(address, ROOT).href,
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
    content,
  }));
  return result.paper;
}

const lines = (text) => (text ? text.split("\n") : []);

/** What a query asks for, with typing errors corrected and hopeless words left out. */
function understand(pagefind, text) {
  if (understood.text === text) return understood.query;
  answers.clear();
  const query = interpret(pagefind, read(text));
  understood = { text, query };
  query.catch(() => {
    understood = {};
  });
  return query;
}

async function interpret(pagefind, { typed, wanted }) {
  const query = { typed, wanted, sought: new Map(), corrected: [], left: [], possible: true };
  if (!wanted.length) return query;
  let found = await look(pagefind, query, {}, SAMPLE);
  let unknown = [];
  for (const word of found.weak) {
    const exact = await pagefind.search(`"${word}"`);
    if (!exact.unfilteredResultCount) unknown.push(word);
  }
  if (!unknown.length && found.order.length) return query;
  for (const word of unknown) query.sought.set(word, beginning(word));
  if (unknown.length) found = await look(pagefind, query, {}, SAMPLE);
  unknown = unknown.filter((word) => found.lacking.includes(word));
  for (const word of unknown) {
    if (await isBeginning(pagefind, word)) continue;
    const sure = { ...query, wanted: query.wanted.filter((one) => !unknown.includes(one)) };
    const meant = await guess(pagefind, sure, word);
    if (meant) correct(query, word, meant.word);
    else leave(query, [word]);
  }
  if (query.wanted.length && !(await ask(pagefind, query)).results.length) {
    await mend(pagefind, query);
  }
  query.possible = query.wanted.length > 0;
  return query;
}

function correct(query, word, meant) {
  query.corrected.push([word, meant]);
  const replace = (words) => words.map((one) => (one === word ? meant : one));
  [query.typed, query.wanted] = [replace(query.typed), replace(query.wanted)];
}

function leave(query, words) {
  query.left.push(...words);
  query.wanted = query.wanted.filter((word) => !words.includes(word));
}

/** Makes a query, each word of which some paper has, one for which there are papers: by another
    meaning of one word, or without the words that no paper has together with the longest. */
async function mend(pagefind, query) {
  const meanings = [];
  for (const word of query.wanted.slice(0, MENDED)) {
    const others = { ...query, wanted: query.wanted.filter((one) => one !== word) };
    const meant = others.wanted.length && (await guess(pagefind, others, word, 1));
    if (meant?.found) meanings.push({ word, meant });
  }
  const [best] = meanings.sort((a, b) => b.meant.score - a.meant.score);
  if (best) {
    correct(query, best.word, best.meant.word);
    return;
  }
  let kept = [];
  for (const word of [...query.wanted].sort((a, b) => b.length - a.length)) {
    const answer = await ask(pagefind, { ...query, wanted: [...kept, word] });
    if (answer.results.length) kept = [...kept, word];
  }
  leave(query, query.wanted.filter((word) => !kept.includes(word)));
}

/** What a mistyped word may have meant, best judged by the papers that have it together with the
    query's other words: { word, found, score }, or undefined. */
async function guess(pagefind, query, mistyped, furthest = 2) {
  listed ??= await json("words.json");
  const near = corrections(mistyped, listed).filter(
    ({ word, apart }) => apart > 0 && apart <= furthest && !query.wanted.includes(word),
  );
  const meanings = await Promise.all(
    near.slice(0, GUESSES).map(async ({ word, apart, frequency }) => {
      const wanted = [...query.wanted, word];
      const { results } = await ask(pagefind, { ...query, wanted });
      const judged = query.wanted.length ? results.slice(0, 2) : [];
      const [best] = await rank({ typed: wanted, wanted }, judged);
      const score = (best?.score ?? 0) - 0.2 * apart + 0.02 * frequency;
      return { word, found: results.length > 0, score };
    }),
  );
  return meanings.sort((a, b) => Number(b.found) - Number(a.found) || b.score - a.score)[0];
}

/** Whether some paper has a word that starts with this one. */
async function isBeginning(pagefind, word) {
  const answer = await pagefind.search(word);
  const [first] = await rank({ typed: [word], wanted: [word] }, answer.results.slice(0, 1));
  return first !== undefined && !first.lacking.length;
}

/** Pagefind's answer with its first results in better order: { order, lacking, weak }, the last two
    being words of the query that the best paper does not have, or has only longer ones of. */
async function look(pagefind, query, filters, candidates = CANDIDATES) {
  const { results } = await ask(pagefind, query, { filters });
  let ranked = await rank(query, results.slice(0, candidates));
  if (results.length > CANDIDATES && !ranked.some(({ exact }) => exact)) {
    // Of very many papers with these words, the one with this title may not be among the first.
    const titled = await pagefind.search(`"${titleKey(query.typed)}"`, { filters });
    ranked = [...(await rank(query, titled.results)), ...ranked];
  }
  const first = ranked.map(({ result }) => result);
  const ids = new Set(first.map(({ id }) => id));
  const order = [...first, ...results.filter(({ id }) => !ids.has(id))];
  const { lacking, weak } = ranked[0] ?? { lacking: query.wanted, weak: query.wanted };
  return { order, lacking, weak };
}

async function rank(query, results) {
  const ranked = await Promise.all(
    results.map(async (result) => ({ result, ...fit(query, await paperOf(result)) })),
  );
  return ranked.sort((a, b) => b.score - a.score); // equals stay in Pagefind's order
}
