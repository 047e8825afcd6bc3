/* Compares words: what a reader typed and a paper's fields go in; how well they fit comes out.
   Nothing here knows of the page or the network. */

import { isPair, telling, words } from "./search-words.js";

// What a word is worth depends on where a paper has it.
/** @type {[string, number][]} */
const FIELDS = [
  ["title", 1],
  ["ids", 1],
  ["also", 0.9],
  ["authors", 0.8],
  ["labels", 0.6],
  ["summary", 0.5],
  ["content", 0.3],
];

const stem = (word) =>
  word.replace(/(?<=...)(?:ization|isation|ation|ment|ing|ness|ity|ed|er|or|es|e|ly|al|ive|s|y)s?$/, "");

/** How well a paper's word answers a typed one, from 0 to 1. The last typed word may be unfinished;
    of the others a beginning is worth less. A single letter answers by either half of a pair. */
export function meets(typed, word, last = true) {
  if (word === typed) return 1;
  if (isPair(typed)) return word.startsWith(typed) || word.endsWith(typed) ? 0.8 : 0;
  if (typed.length > 3 && stem(word) === stem(typed)) return 0.9;
  return typed.length > 1 && word.startsWith(typed) ? (last ? 0.8 : 0.4) : 0;
}

/** A paper's words by field. */
function fieldsOf(paper) {
  paper.words ??= {
    title: words(paper.title),
    also: words(paper.also),
    ids: words(`${paper.arxiv} ${paper.doi} ${paper.keys} ${paper.id} ${paper.date}`),
    authors: words(paper.authors.join(", ")),
    labels: words([...paper.themes, ...paper.tags, paper.type, paper.venue].join(", ")),
    summary: words(paper.summary),
    content: words(paper.content),
  };
  return paper.words;
}

const includes = (list, part) => ` ${list.join(" ")} `.includes(` ${part.join(" ")} `);

/** The terms that a paper does not have, or has less than half of, in these fields or in any. */
export function lacking(paper, terms, fields = FIELDS.map(([name]) => name)) {
  const found = fieldsOf(paper);
  const has = fields.flatMap((name) => found[name]);
  return terms.filter((term) => {
    const met = term.words.filter((word) => has.some((other) => meets(word, other)));
    return 2 * met.length < term.words.length;
  });
}

/** How well a paper fits a query: { score, lacking, weak, exact }, a number for sorting, the
    query's words that the paper does not have, or has only longer ones of, and whether the query
    is its title or an identifier of it. */
export function fit({ whole, terms, wanted, phrases = [] }, paper) {
  const fields = fieldsOf(paper);
  const leading = new Set(words(paper.authors[0] ?? ""));
  const lacking = [];
  const weak = [];
  let [reached, possible, titled] = [0, 0, 0];
  for (const term of wanted) {
    const weight = Math.min(Math.max(term.length, 5), 12); // longer words tell more
    let [best, nearest, inTitle] = [0, 0, 0];
    for (const [name, worth] of FIELDS) {
      for (const word of fields[name]) {
        const near = meets(term, word, term === wanted.at(-1));
        const first = name === "authors" && leading.has(word) ? 0.15 : 0;
        nearest = Math.max(nearest, near);
        best = Math.max(best, near * (worth + first));
      }
      if (name === "title") inTitle = nearest;
    }
    if (!nearest) lacking.push(term);
    if (nearest < 0.9) weak.push(term);
    reached += weight * best;
    possible += weight;
    titled += inTitle;
  }
  const phrase = whole.join(" ");
  const titles = [fields.title, fields.also].map((title) => title.join(" "));
  const names = [paper.id, paper.arxiv, paper.doi, ...paper.keys.split("\n")];
  const named = names.some((name) => words(name).join(" ") === phrase);
  const exact = titles.includes(phrase);
  const score =
    (named ? 5 : 0) +
    (exact ? 4 : 0) +
    (titles.some((title) => title.startsWith(phrase)) ? 0.3 : 0) +
    (titles.some((title) => ` ${title}`.includes(` ${phrase}`)) ? 0.2 : 0) +
    reached / (possible || 1) +
    literal(phrases, fields) +
    together(terms, fields) +
    (0.15 * titled) / (telling(fields.title) || 1);
  return { score, lacking, weak, exact: exact || named };
}

/** Whether a paper has all that was quoted word for word, 2 in a title, 1 elsewhere: the index
    finds phrases by the stems of their words. */
function literal(phrases, fields) {
  if (!phrases.length) return 0;
  const isIn = (names, phrase) => names.some((name) => includes(fields[name], phrase));
  if (phrases.every((phrase) => isIn(["title", "also"], phrase))) return 2;
  return phrases.every((phrase) => isIn(Object.keys(fields), phrase)) ? 1 : 0;
}

/** How much of what was typed a paper has as it was typed, from 0 to half: the pairs of a term
    say less of it when they are apart. */
function together(terms, fields) {
  const split = terms.filter((term) => term.words.length > 1);
  const best = split.map((term) =>
    Math.max(...FIELDS.map(([name, worth]) => (includes(fields[name], term.words) ? worth : 0))),
  );
  return (0.5 * best.reduce((sum, worth) => sum + worth, 0)) / (terms.length || 1);
}
