/* Compares words: what a reader typed and a paper's fields go in; how well they fit, and what a
   mistyped word may have meant, come out. Nothing here knows of the page or the network. */

const PLAIN = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

// As prefixes these match nearly every paper; they count only when nothing else was typed.
const COMMON = new Set(
  ("a an and are as at be by can do does for from how in into is it its of on or that the their " +
    "this to towards via we what when with").split(" "),
);

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

/** The words of a text: lower case, without accents, split at all but letters and digits. The
    generator's search.py splits the same way. */
export function words(text) {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}|['’ʼ]/gu, "")
    .replace(/[øłđðþßæœı]/g, (letter) => PLAIN[letter]);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const isTelling = (word) => !COMMON.has(word) && !/^\p{L}$/u.test(word);

/** A query as search reads it: all its words in order, and those that decide which papers it
    finds. Labels around an identifier go, and so does its version: arXiv:2104.11914v2. */
export function read(text) {
  const bare = text
    .replace(/\b(?:https?:\/\/)?(?:\w+\.)?(?:arxiv\.org\/\w+\/|doi\.org\/|arxiv:|doi:)\s*/gi, " ")
    .replace(/\b(\d{4}\.\d{4,5})v\d+\b/g, "$1");
  const typed = words(bare);
  const once = [...new Set(typed)];
  const telling = once.filter(isTelling);
  return { typed, wanted: telling.length ? telling : once };
}

/** The made-up word by which the index knows a title; see _title_keys in search.py. */
export function titleKey(typed) {
  let value = 2166136261;
  for (const byte of new TextEncoder().encode(typed.join(" "))) {
    value = Math.imul(value ^ byte, 16777619);
  }
  return `pmt${String(value >>> 0).padStart(10, "0")}`;
}

const stem = (word) =>
  word.replace(/(?<=...)(?:ization|isation|ation|ment|ing|ness|ity|ed|er|or|es|e|ly|al|ive|s|y)s?$/, "");

const ENDINGS = "ization isation ation ition ion ment ing ness ity ities ative ive ence ance able ible"
  .split(" ")
  .flatMap((ending) => Array.from(ending, (_, length) => ending.slice(0, length + 1)));
const UNFINISHED = new RegExp(`(?<=\\p{L}{4})(?:${ENDINGS.join("|")})$`, "u");

/** What is sure of an unfinished word. Pagefind knows words without their endings, so that it
    finds "alignment" by "align" and not by "alignmen". */
export const beginning = (word) => word.replace(UNFINISHED, "");

/** How well a paper's word answers a typed one, from 0 to 1. The last typed word may be unfinished;
    of the others a beginning is worth less. */
export function meets(typed, word, last = true) {
  if (word === typed) return 1;
  if (typed.length > 3 && stem(word) === stem(typed)) return 0.9;
  return typed.length > 1 && word.startsWith(typed) ? (last ? 0.8 : 0.4) : 0;
}

/** How well a paper fits a query: { score, lacking, weak, exact }, a number for sorting, the
    query's words that the paper does not have, or has only longer ones of, and whether the query
    is its title. */
export function fit({ typed, wanted }, paper) {
  const fields = {
    title: words(paper.title),
    also: words(paper.also),
    ids: words(`${paper.arxiv} ${paper.doi} ${paper.keys} ${paper.date}`),
    authors: words(paper.authors.join(" ")),
    labels: words([...paper.themes, ...paper.tags, paper.type, paper.venue].join(" ")),
    summary: words(paper.summary),
    content: words(paper.content),
  };
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
  const phrase = typed.join(" ");
  const titles = [fields.title, fields.also].map((title) => title.join(" "));
  const exact = titles.includes(phrase);
  const score =
    (exact ? 4 : 0) +
    (titles.some((title) => title.startsWith(phrase)) ? 0.3 : 0) +
    (titles.some((title) => ` ${title}`.includes(` ${phrase}`)) ? 0.2 : 0) +
    reached / (possible || 1) +
    (0.15 * titled) / (fields.title.filter(isTelling).length || 1);
  return { score, lacking, weak, exact };
}

/** Damerau and Levenshtein's distance (letters missing, added, replaced, or two swapped) where it
    is at most `limit`, and more than that elsewhere. */
export function distance(one, other, limit) {
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
export function corrections(typed, list) {
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
