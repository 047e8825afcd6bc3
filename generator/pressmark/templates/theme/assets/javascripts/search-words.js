/* Reads texts and queries: their words come out, split as the generator's search/words.py splits
   them. Nothing here knows of the page or the network. */

const PLAIN = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

// As prefixes these match nearly every paper; they count only when nothing else was typed.
const COMMON = new Set(
  ("a an and are as at be by can do does for from how in into is it its of on or that the their " +
    "this to towards via we what when with").split(" "),
);

const QUOTES = "\"“”„‟«»＂「」『』〝〞〟";
const QUOTED = new RegExp(`[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]|[^${QUOTES}]+`, "gu");

/** @type {any} */
let pairs;

/** What search-pairs.js offers, where it was loaded. */
export const paired = () => pairs;

/** Has texts split as search-pairs.js does, which calls this itself. */
export const splitBy = (offered) => {
  pairs = offered;
};

/** Whether a word is a pair of letters, or a letter between two others. */
export const isPair = (word) => pairs?.isPair(word) ?? false;

/** A text in the letters that words are compared by. */
export function plain(text) {
  const letters = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}|['’ʼ]/gu, (mark) => pairs?.soundOf(mark) ?? "")
    .replace(/[øłđðþßæœı]/g, (letter) => PLAIN[letter]);
  return pairs ? pairs.respelled(letters) : letters;
}

/** The words of a text: lower case, without accents, split at all but letters and digits; of
    scripts without spaces each pair of neighbours, across spaces too. */
export function words(text) {
  const letters = plain(text);
  return isPair(letters) ? pairs.split(letters) : (letters.match(/[\p{L}\p{N}]+/gu) ?? []);
}

const isTelling = (word) => !COMMON.has(word) && (isPair(word) || !/^\p{L}$/u.test(word));

/** How many words of a list tell something. */
export const telling = (list) => list.filter(isTelling).length;

/** A query as search reads it: { whole, terms, wanted, phrases }. `whole` has all its words in
    order, `wanted` those that decide which papers it finds, and `phrases` the words of what was
    quoted. A term is what was typed without a space or within quotes, { typed, words }. */
export function read(text) {
  const bare = identifiers(text);
  /** @type {{ typed: string, words: string[] }[]} */
  const terms = [];
  /** @type {string[][]} */
  const phrases = [];
  for (const [typed, quoted] of bare.matchAll(QUOTED)) {
    const list = quoted ? words(quoted) : [];
    if (list.length) {
      phrases.push(list);
      terms.push({ typed: quoted.trim(), words: list });
    } else if (quoted === undefined) {
      for (const [part] of typed.matchAll(/[\p{L}\p{M}\p{N}'’ʼ]+/gu)) {
        terms.push({ typed: part, words: words(pairs?.bare(part) ?? part) });
      }
    }
  }
  const once = [...new Set(terms.flatMap((term) => term.words))];
  const wanted = telling(once) ? once.filter(isTelling) : once;
  const kept = terms
    .map((term) => ({ ...term, words: term.words.filter((word) => wanted.includes(word)) }))
    .filter((term) => term.words.length);
  return { whole: words(bare), terms: kept, wanted, phrases };
}

/** A query without what surrounds an identifier: the address of a site that leads to it, its label,
    and the version of arXiv:2104.11914v2. What may be long has a greatest length, so that no query
    takes long. */
function identifiers(text) {
  return text
    .replace(/https?:\/\/\S+/gi, (address) => {
      try {
        return decodeURIComponent(address);
      } catch {
        return address;
      }
    })
    .replace(/\bhttps?:\/\/\S{0,200}?(?=10\.\d{4,9}\/\S)/gi, " ")
    .replace(/\b10\.48550\/(?=arxiv\.)/gi, " ")
    .replace(
      /\b(?:https?:\/\/)?(?:[\w-]{1,63}\.){0,8}(?:arxiv\.org\/\w+\/|doi\.org\/|arxiv[:.]\s*(?=\S{0,40}\d)|doi:\s*(?=10\.))/gi,
      " ",
    )
    .replace(/\b(\d{4}\.\d{4,5}|[a-z-]{1,30}(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?\b/gi, "$1");
}

/** The made-up word by which the index knows a title or an identifier. */
export function key(list) {
  let value = 2166136261;
  for (const byte of new TextEncoder().encode(list.join(" "))) {
    value = Math.imul(value ^ byte, 16777619);
  }
  return `pmt${String(value >>> 0).padStart(10, "0")}`;
}
