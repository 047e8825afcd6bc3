/* Searches: a query and facets go in; papers come out, best first, with what was changed in the
   query to find them. Pagefind finds the papers; the first few are put in better order here. */

import { corrections, fit, read, titleKey } from './search-text.js';

const ROOT = new URL('../../', import.meta.url);
const FOLDER = new URL('pagefind/', ROOT);
const CANDIDATES = 12; // how many papers are loaded to be put in better order
const GUESSES = 4; // how many meanings of a mistyped word are tried

// Weights of the fields in Pagefind's own order, from which the candidates come.
const WEIGHTS = { title: 10, also: 8, arxiv: 8, doi: 8, summary: 3, tags: 3, authors: 3, themes: 2 };

let started; // Pagefind, once somebody has wanted it
let listed; // the word list, once a typing error was suspected
let understood = {}; // the last query, which results and counts share

/** Loads Pagefind, so that the first answer comes sooner. */
export function start() {
  started ??= load().catch((error) => {
    started = undefined; // the network may be back at the next attempt
    throw error;
  });
  return started;
}

async function load() {
  const pagefind = await import(new URL('pagefind.js', FOLDER));
  await pagefind.options({ baseUrl: ROOT.pathname, ranking: { metaWeights: WEIGHTS } });
  await pagefind.init();
  return pagefind;
}

/** The facets' labels, { theme: { id: label }, ... }. */
export const labels = () => json('labels.json');

async function json(name) {
  const response = await fetch(new URL(name, FOLDER));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/** Finds the papers for a query; an empty one finds every paper, newest first.

    `chosen` holds the chosen values of facets ({ theme: ['a', 'b'] }: papers with either), and
    `newest` asks for the newest first instead of the best.

    Resolves to { total, next, wanted, corrected, left }: how many papers there are, a function
    that resolves to the next so many of them, the words they were found by, pairs of a mistyped
    word and its replacement, and words left out since no paper has them with the others. */
export async function search(text, { chosen = {}, newest = false } = {}) {
  const pagefind = await start();
  const query = await understand(pagefind, text);
  const filters = either(chosen);
  let order = [];
  if (newest || !query.typed.length) {
    const options = { filters, sort: { date: 'desc' } };
    if (query.possible) order = entries(await ask(pagefind, query, options));
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
  const now = { ...(await ask(pagefind, query, { filters: either(chosen) })).filters };
  for (const facet of Object.keys(either(chosen))) {
    const others = either({ ...chosen, [facet]: [] });
    now[facet] = (await ask(pagefind, query, { filters: others })).filters[facet];
  }
  return { all, now };
}

/** Pagefind's form of chosen values: any of one facet, and something of each. */
function either(chosen) {
  const filters = Object.entries(chosen).filter(([, values]) => values.length);
  return Object.fromEntries(filters.map(([facet, values]) => [facet, { any: values }]));
}

const ask = (pagefind, query, options) => pagefind.search(query.wanted.join(' ') || null, options);

const entries = (answer) => answer.results.map((result) => ({ result }));

/** A loaded paper, the fields of which are plain text. */
async function paperOf(entry) {
  entry.paper ??= entry.result.data().then(({ raw_url: address, content, locations, meta }) => ({
    address: new URL(address, ROOT).href,
    title: meta.title ?? '',
    also: meta.also ?? '',
    summary: meta.summary ?? '',
    authors: lines(meta.authors),
    themes: lines(meta.themes),
    tags: lines(meta.tags),
    type: meta.type ?? '',
    venue: meta.venue ?? '',
    date: meta.date ?? '',
    arxiv: meta.arxiv ?? '',
    doi: meta.doi ?? '',
    content,
    locations,
  }));
  return entry.paper;
}

const lines = (text) => (text ? text.split('\n') : []);

/** What a query asks for, with typing errors corrected and hopeless words left out. */
function understand(pagefind, text) {
  if (understood.text !== text) understood = { text, query: interpret(pagefind, read(text)) };
  return understood.query;
}

async function interpret(pagefind, { typed, wanted }) {
  const query = { typed, wanted, corrected: [], left: [], possible: true };
  if (!wanted.length) return query;
  const found = await look(pagefind, query);
  if (!found.lacking.length) return query;
  for (const word of found.lacking) {
    if (await isKnown(pagefind, word)) continue;
    const meant = await guess(pagefind, query, word);
    if (meant) query.corrected.push([word, meant]);
    else query.left.push(word);
    const replace = (words) => words.flatMap((one) => (one === word ? meant ?? [] : one));
    query.typed = replace(query.typed);
    query.wanted = replace(query.wanted);
  }
  query.possible = query.wanted.length > 0;
  if (query.possible) await reduce(pagefind, query);
  return query;
}

/** Leaves words out of a query until some paper has all the others, the longest words first. */
async function reduce(pagefind, query) {
  if ((await ask(pagefind, query)).results.length) return;
  const kept = [];
  for (const word of [...query.wanted].sort((a, b) => b.length - a.length)) {
    const answer = await ask(pagefind, { wanted: [...kept, word] });
    if (answer.results.length) kept.push(word);
  }
  query.left.push(...query.wanted.filter((word) => !kept.includes(word)));
  query.wanted = query.wanted.filter((word) => kept.includes(word));
}

/** Pagefind's answer with its first results in better order: { order, lacking }, the latter being
    words of the query that the best paper lacks. */
async function look(pagefind, query, filters = {}) {
  const answer = await ask(pagefind, query, { filters });
  const [first, rest] = [answer.results.slice(0, CANDIDATES), answer.results.slice(CANDIDATES)];
  let ranked = await rank(query, first);
  if (rest.length && !ranked.some(({ exact }) => exact)) {
    // Of very many papers with these words, the one with this title may not be among the first.
    const titled = await pagefind.search(`"${titleKey(query.typed)}"`, { filters });
    ranked = [...(await rank(query, titled.results)), ...ranked];
  }
  const ids = new Set(ranked.map(({ result }) => result.id));
  const order = [...ranked, ...rest.filter(({ id }) => !ids.has(id)).map((result) => ({ result }))];
  return { order, lacking: ranked[0]?.lacking ?? query.wanted };
}

async function rank(query, results) {
  const ranked = await Promise.all(
    results.map(async (result) => {
      const entry = { result };
      return Object.assign(entry, fit(query, await paperOf(entry)));
    }),
  );
  return ranked.sort((a, b) => b.score - a.score); // equals stay in Pagefind's order
}

/** Whether any paper has a word, or one that starts with it. */
async function isKnown(pagefind, word) {
  const exact = await pagefind.search(`"${word}"`);
  if (exact.unfilteredResultCount) return true;
  const answer = await pagefind.search(word);
  const [best] = await rank({ typed: [word], wanted: [word] }, answer.results.slice(0, 1));
  return best !== undefined && !best.lacking.length;
}

/** The word that was meant by a mistyped one, if any is near: the likeliest that some paper has
    together with the query's other words, or else the likeliest. */
async function guess(pagefind, query, word) {
  listed ??= await json('words.json');
  const near = corrections(word, listed).slice(0, GUESSES);
  for (const meant of near) {
    const wanted = query.wanted.map((one) => (one === word ? meant : one));
    if ((await ask(pagefind, { wanted })).results.length) return meant;
  }
  return near[0];
}
