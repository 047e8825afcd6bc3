/* Mends a query that finds nothing, or has words that no paper has: mistyped words are corrected, and
   hopeless ones left out. Loaded when there is such a query. */

import { QUESTION, allOf, look, rank, withAll } from "./search.js";
import { limited } from "./search-state.js";
import { isPair, paired } from "./search-words.js";

const GUESSES = 4; // how many meanings of a mistyped word are tried
const MENDED = 8; // how many words without a common paper are taken for mistyped

const ENDINGS = "ization isation ation ition ion ment ing ness ity ities ative ive ence ance able ible"
  .split(" ")
  .flatMap((ending) => Array.from(ending, (_, length) => ending.slice(0, length + 1)));

/** What is sure of an unfinished word. Pagefind knows words without their endings, so that it
    finds "alignment" by "align" and not by "alignmen". */
function beginning(word) {
  for (let at = 4; at < word.length; at += 1) {
    const sure = word.slice(0, at);
    if (ENDINGS.includes(word.slice(at)) && /\p{L}{4}$/u.test(sure)) return sure;
  }
  return word;
}

/** Mends a query in place; its `unknown` words are those that no paper has as they are, and of which
    those that begin another are taken out. */
export async function mend(pagefind, query) {
  for (const word of query.unknown) query.sought.set(word, beginning(word));
  const { lacking } = await look(pagefind, query);
  for (const word of query.unknown) {
    const isThere = !lacking.includes(word) || (await isBeginning(pagefind, word));
    if (isThere) query.unknown.delete(word);
  }
  paired()?.leave(query);
  for (const word of [...query.unknown].filter((one) => !isPair(one))) {
    const sure = { ...query, wanted: query.wanted.filter((one) => !query.unknown.has(one)) };
    const meant = !(await isWord(query, word)) && (await guess(pagefind, sure, word));
    if (meant) correct(query, word, meant.word);
    else leave(query, word);
  }
  if (query.wanted.length && !(await allOf(pagefind, query)).length) await reinterpret(pagefind, query);
}

/** Whether a word of a question is known to mean something, though no text that is searched has it:
    then it was not mistyped. */
async function isWord(query, word) {
  if (query.terms.length < QUESTION) return false;
  try {
    const { isKnown } = await limited(import("./search-meaning.js"));
    return await isKnown(termOf(query, word).typed);
  } catch {
    return false; // whoever shows what is close in meaning says that it could not be loaded
  }
}

function correct(query, word, meant) {
  query.corrected.push([termOf(query, word).typed, meant]);
  const replace = (words) => words.map((one) => (one === word ? meant : one));
  [query.whole, query.wanted] = [replace(query.whole), replace(query.wanted)];
  query.terms = query.terms.map((term) => ({ ...term, words: replace(term.words) }));
}

/** Takes a word that no paper has out of a query. */
function leave(query, word) {
  query.left.push(termOf(query, word).typed);
  query.wanted = query.wanted.filter((one) => one !== word);
}

const termOf = ({ terms }, word) => terms.find((term) => term.words.includes(word));

/** Makes a query, each word of which some paper has, one for which there are papers, if another
    meaning of one word does. */
async function reinterpret(pagefind, query) {
  const meanings = [];
  for (const word of query.wanted.filter((one) => !isPair(one)).slice(0, MENDED)) {
    if (await isWord(query, word)) continue;
    const others = { ...query, wanted: query.wanted.filter((one) => one !== word) };
    const meant = others.wanted.length && (await guess(pagefind, others, word, 1));
    if (meant?.found) meanings.push({ word, meant });
  }
  const [best] = meanings.sort((a, b) => b.meant.score - a.meant.score);
  if (best) correct(query, best.word, best.meant.word);
}

/** What a mistyped word may have meant, best judged by the papers that have it together with the
    query's other words: { word, found, score }, or undefined. */
async function guess(pagefind, query, mistyped, furthest = 2) {
  const near = corrections(mistyped, await pagefind.words()).filter(
    ({ word, apart }) => apart > 0 && apart <= furthest && !query.wanted.includes(word),
  );
  const meanings = await Promise.all(
    near.slice(0, GUESSES).map(async ({ word, apart, frequency }) => {
      const wanted = [...query.wanted, word];
      const { results } = await withAll(pagefind, query, wanted);
      const judged = query.wanted.length ? results.slice(0, 2) : [];
      const [best] = await rank(alone(wanted), judged);
      const score = (best?.score ?? 0) - 0.2 * apart + 0.02 * frequency;
      return { word, found: results.length > 0, score };
    }),
  );
  return meanings.sort((a, b) => Number(b.found) - Number(a.found) || b.score - a.score)[0];
}

/** Words as a query. */
const alone = (wanted) => ({ whole: wanted, terms: [], wanted });

/** Whether some paper has a word that starts with this one. */
async function isBeginning(pagefind, word) {
  const answer = await pagefind.search(word);
  const [first] = await rank(alone([word]), answer.results.slice(0, 1));
  return first !== undefined && !first.lacking.length;
}

/** Damerau and Levenshtein's distance (letters missing, added, replaced, or two swapped) where it
    is at most `limit`, and more than that elsewhere. */
function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let above = [];
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], above[j - 2] + 1);
      }
    }
    if (Math.min(...next) > limit) return limit + 1;
    [above, row] = [row, next];
  }
  return row[other.length];
}

/** The words that `typed` may have meant, nearest first, then those of most papers:
    [{ word, apart, frequency }]. `list` is the generator's word list, rarest words first. */
function corrections(typed, list) {
  const limit = typed.length < 8 ? 1 : 2;
  const found = [];
  list.forEach((line, frequency) => {
    for (const word of line.split(" ")) {
      const apart = distance(typed, word, limit);
      if (apart <= limit) found.push({ word, apart, frequency });
    }
  });
  found.sort(
    (a, b) => a.apart - b.apart || b.frequency - a.frequency || (a.word < b.word ? -1 : 1),
  );
  return found;
}
