/* Splits what is written without spaces between words, as the generator's search/words.py does, and
   what Korean joins, into pairs of neighbours; and finds those pairs in a text as it is written.
   Loaded where a library has such texts; for all others search-words.js is enough. */

import { meets } from "./search-text.js";
import { plain, splitBy } from "./search-words.js";

// Han, kana, the parts of Hangul, Thai, Lao, Khmer, Burmese.
const LETTERS =
  "\\u3005-\\u3007\\u303b\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}" +
  "\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff" +
  "\\u1100-\\u11ff\\ua960-\\ua97c\\ud7b0-\\ud7fb" +
  "\\u0e01-\\u0e30\\u0e32\\u0e33\\u0e40-\\u0e46\\u0e81-\\u0eb0\\u0eb2\\u0eb3\\u0ebd\\u0ec0-\\u0ec6" +
  "\\u1780-\\u17b3\\u17d7\\u17dc\\u1000-\\u102a\\u103f\\u1050-\\u1055";
// Marks that are sounds of their own; letters stand for them, since Pagefind drops marks.
const SOUNDS =
  /[\u0e31\u0e34-\u0e3a\u0e47\u0e4c-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ecc-\u0ece\u17b6-\u17d3\u102b-\u103e\u3099\u309a]/;
const LETTER = new RegExp(`[${LETTERS}]`, "u");
const STRETCH = `[${LETTERS}][${LETTERS}\\ua000-\\ua0ff]*`;
const PARTS = new RegExp(
  `(${STRETCH}(?:[ \\t\\n\\r\\u200b-\\u200d\\u2060\\ufeff]+${STRETCH})*)` +
    `|(?:(?![${LETTERS}])[\\p{L}\\p{N}])+`,
  "gu",
);
const SYLLABLE = new RegExp(
  `[\\u1100-\\u115f\\ua960-\\ua97c][\\u1160-\\u11ff\\ud7b0-\\ud7fb]*|[${LETTERS}][\\ua000-\\ua0ff]*`,
  "gu",
);

// What Korean adds to a noun.
const PARTICLE = /(?<=[가-힣]{2})(?:으로|에서|에게|까지|부터|[은는이가을를의에도와과로만])$/;

// As it is written, before it is plain.
const UNSPACED =
  "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}ーｰﾞﾟ";
const WRITTEN = /[^\p{M}ﾞﾟ\s][\p{M}ﾞﾟ]*/gu;

const SYLLABIC = /[\p{sc=Han}\p{sc=Hang}]/u;
const TELLING = 4; // the weight of a pair of Han or Hangul

/** How much letters tell: one that writes a syllable or a word as much as two others. */
const weight = (letters) =>
  letters.reduce((sum, letter) => sum + (SYLLABIC.test(letter) ? 2 : 1), 0);

const syllables = (letters) => letters.match(SYLLABLE) ?? [];
const isPair = (word) => LETTER.test(word);

splitBy({
  isPair,
  suffice,
  leave,
  placesIn,
  /** The letter that stands for a mark; "" where it is an accent or a tone. */
  soundOf: (mark) =>
    SOUNDS.test(mark) ? String.fromCharCode(0xa000 + (mark.charCodeAt(0) & 0xff)) : "",
  /** Plain letters in one of several spellings. */
  respelled: (letters) => letters.replace(/ー(?![ァ-ヺ])/g, "").replaceAll("เเ", "แ"),
  /** What was typed without what Korean adds to it. */
  bare: (typed) => typed.normalize().replace(PARTICLE, ""),
  /** The words of plain letters. */
  split: (letters) =>
    Array.from(letters.matchAll(PARTS), ([part, run]) => (run ? pairsOf(syllables(run)) : [part]))
      .flat(),
  /** Pieces of a text that are compared by themselves; one that is split is in the group run. */
  pieces: new RegExp(
    `(?<run>[${UNSPACED}][${UNSPACED}\\p{M}\\s]*)|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}'’ʼ])+`,
    "gu",
  ),
  /** What a text can be cut between: words, and the letters of scripts that have no spaces. */
  chunks: new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])\\S)+`, "gu"),
  isUnspaced: (chunk) => isPair(plain(chunk)),
});

function pairsOf(letters) {
  const pairs = letters.slice(1).map((letter, at) => letters[at] + letter);
  return pairs.length ? pairs : letters;
}

/** Whether some of a term's words are enough to say that it is there: a word, as much as a pair of
    Han, or the whole term. */
function suffice(some, term) {
  const [there, all] = [some, term.words].map((words) => weight(words.flatMap(syllables)));
  return some.some((word) => !isPair(word)) || there >= Math.min(TELLING, all);
}

/** Takes the pairs that no paper has out of a query, since between two words a pair says nothing,
    and with them the terms of which too little remains. Where half of a term is gone, no paper has
    all that was asked for. */
function leave(query) {
  for (const term of query.terms.filter(({ words }) => words.some(isPair))) {
    const there = term.words.filter((word) => !query.unknown.has(word));
    if (there.length === term.words.length) continue;
    if (!suffice(there, term)) {
      query.left.push(term.typed);
      for (const word of term.words) query.unknown.add(word);
    } else if (2 * there.length < term.words.length) query.torn = true;
  }
  query.wanted = query.wanted.filter((word) => !query.unknown.has(word) || !isPair(word));
}

/** Where a stretch of such letters, as it is written, answers terms: [from, to], in order. Pairs
    that stand apart from others answer when they are all of a term. */
function placesIn(run, terms) {
  const letters = lettersOf(run);
  const pairs = letters.slice(1).map(({ letter }, at) => letters[at].letter + letter);
  const split = terms.map((term) => term.words.filter(isPair)).filter((list) => list.length);
  const [single, sought] = [true, false].map((one) =>
    split.flat().filter((word) => (syllables(word).length === 1) === one),
  );
  const isMarked = letters.map(({ letter }) => single.some((word) => letter.startsWith(word)));
  for (let at = 0; at < pairs.length; at += 1) {
    let last = at;
    while (last < pairs.length && sought.some((word) => meets(word, pairs[last]))) last += 1;
    const marked = letters.slice(at, last + 1).map(({ letter }) => letter);
    const stretch = pairs.slice(at, last);
    const isTerm = split.some((list) => list.every((word) => stretch.includes(word)));
    if (last > at && (weight(marked) >= TELLING || isTerm)) isMarked.fill(true, at, last + 1);
    at = last;
  }
  const ends = letters.filter((_, at) => isMarked[at] && !isMarked[at + 1]).map(({ to }) => to);
  const starts = letters.filter((_, at) => isMarked[at] && !isMarked[at - 1]).map(({ from }) => from);
  return starts.map((from, at) => [from, ends[at]]);
}

/** The letters of a text that is split into pairs, each with where it is written. */
function lettersOf(run) {
  const written = [...run.matchAll(WRITTEN)];
  return written.flatMap(({ 0: one, index }, at) => {
    // The mark of a long vowel is a letter between two others only, see respelled.
    const isLong = one === "ー" || one === "ｰ";
    const letter = isLong ? longVowel(written[at + 1]?.[0]) : syllables(plain(one)).join("");
    return letter ? [{ letter, from: index, to: index + one.length }] : [];
  });
}

const longVowel = (next = "") => (/^[ァ-ヺ]/.test(next.normalize("NFKC")) ? "ー" : "");
