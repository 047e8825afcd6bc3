/* Finds what is close in meaning: a question in any words goes in, the papers come out, the closest
   first. Loaded where few papers have all of its words; the generator's space/questions.py writes
   the files that are read here, and says what is in them. */

import { ROOT } from "./search-box.js";
import { limited } from "./search-state.js";

const FOLDER = new URL("meaning/", ROOT);
const NEARNESS = 0.3; // what nearness counts beside the words that papers share with a question
const COVERAGE = 0.1; // and what the share of its words counts that lead to a paper at all
const RARITY = 0.2; // the power of a term's weight by which it counts once more
const HALVED = 32; // by so much more of weight is halved what a term tells of a place
const LEAST = 0.3; // of the closest paper's closeness, below which others are not close
const CELLS = 4; // of a large library are looked into

const SIGNS =
  "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+";

// The endings of which words of one family have different ones.
const ENDING =
  /^(.{4,}?)(?:ing|ly|ably|ibly|ness|ment|abl|ibl|ability|ibility|ity|ty|ous|iv|ativ|ful|less|al|ial|ic|ical|ism|ist|er|or|ent|ant|enc|anc|ency|ancy|ion|ation|ition|ization|iz|at|y|i)$/;
const DOUBLED = /(..)([bdfgklmnprtz])\2$/;

/** CRC-32, of the UTF-8 of a text. */
function number(text) {
  let value = -1;
  for (const byte of new TextEncoder().encode(text)) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

/** A text without the difference between capitals and small letters, as Unicode folds it. */
function folded(text) {
  return text
    .replace(/[^ı]+/gu, (part) => part.toLowerCase().toUpperCase().toLowerCase())
    .replaceAll("ς", "σ")
    .replace(/[\uab70-\uabbf\u13f8-\u13fd]/g, (letter) => letter.toUpperCase());
}

const isAscii = (text) => !/[^\0-\x7f]/.test(text);

function words(text) {
  let plain = folded(text);
  if (!isAscii(plain)) {
    plain = plain.normalize("NFKD").replace(/[\u0300-\u036f]+/g, "").normalize("NFC");
    plain = plain.replaceAll("’", "'");
    if (!isAscii(plain)) return plain.match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [];
  }
  return plain.match(/[a-z0-9']+/g) ?? [];
}

/** A word without the endings of English plurals, participles and verbs. */
function stemmed(whole) {
  let word = whole.replace(/^'+|'+$/g, "").replace(/'s$/, "");
  if (word.length < 4 || !isAscii(word)) return word;
  if (word.endsWith("ies")) word = word.slice(0, -3) + (word.length > 4 ? "y" : "ie");
  else if (word.endsWith("sses")) word = word.slice(0, -2);
  else if (/[^aisu]s$/.test(word)) word = word.slice(0, -1);
  for (const [ending, least] of /** @type {[string, number][]} */ ([["ing", 7], ["ed", 6], ["e", 5]])) {
    if (word.endsWith(ending) && word.length >= least) {
      word = word.slice(0, -ending.length);
      if (word.endsWith("is")) word = `${word.slice(0, -1)}z`;
      break;
    }
  }
  return word.replaceAll("isation", "ization");
}

function termsOfWord(word, dull) {
  const runs = isAscii(word) ? [] : (word.match(new RegExp(SIGNS, "g")) ?? []);
  if (runs.length) {
    const pairs = runs.flatMap((run) =>
      Array.from({ length: Math.max(run.length - 1, 1) }, (_, at) => run.slice(at, at + 2)),
    );
    const others = word.split(new RegExp(SIGNS)).filter(Boolean);
    return [...pairs, ...others.flatMap((other) => termsOfWord(other, dull))];
  }
  const stem = stemmed(word);
  return dull.has(stem) || [...stem].length < 2 || /^\p{Nd}+$/u.test(stem) ? [] : [stem];
}

/** What the terms of one family have in common. */
function familyOf(term) {
  if (!isAscii(term)) return term;
  const ended = [1, 2, 3].reduce((word) => word.replace(ENDING, "$1"), term);
  return ended.replace(DOUBLED, "$1$2");
}

/** The numbers of the terms of a text, as space/terms.py finds them in what papers say; `dull` words
    are none. All but the last byte of one tells its family. */
export const termsOf = (text, dull) =>
  words(text)
    .flatMap((word) => termsOfWord(word, dull))
    .map((term) => ((number(familyOf(term)) & ~255) | (number(term) & 255)) >>> 0);

const isOfFamily = (one, other) => one >>> 8 === other >>> 8;

/** Raised where files do not fit each other, for the site was published again in between. */
class Mixed extends Error {}

function expect(isSo, path) {
  if (!isSo) throw new Mixed(`${path}: not of the same site as others`);
}

/** A file without its length, with which it begins: of one that was cut off, some browsers have the
    first bytes, or none, and say nothing. */
function rest(content, path) {
  const length = content.byteLength - 4;
  expect(length >= 0 && new DataView(content).getUint32(0) === length, path);
  return content.slice(4);
}

/** The files, as they are published now; each is read once. With a tag, none is taken from where
    the browser keeps it. */
function reader(cache) {
  const files = new Map();
  return (path) => {
    if (!files.has(path)) {
      const body = limited(fetch(new URL(path, FOLDER), { cache })).then((answer) => {
        if (!answer.ok) throw new Mixed(`${path}: ${answer.status}`);
        return limited(path.endsWith(".json") ? answer.json() : answer.arrayBuffer());
      });
      const whole = body.then((content) => (path.endsWith(".json") ? content : rest(content, path)));
      whole.catch(() => files.delete(path));
      files.set(path, whole);
    }
    return files.get(path);
  };
}

let read = reader("default");

/** The papers that a question is close to, at most so many, the closest first: what is known of
    each, as search.js has it. Of the `corrected` pairs of words the second is asked for where the
    first is not known. */
export async function close(text, corrected, most) {
  try {
    return await found(text, corrected, most);
  } catch (error) {
    read = reader("reload");
    if (!(error instanceof Mixed)) throw error;
    return found(text, corrected, most);
  }
}

async function found(text, corrected, most) {
  const facts = await read("meaning.json");
  const dull = new Set(facts.dull.split(" "));
  const terms = await known(termsOf(text, dull), facts);
  for (const pair of corrected) {
    const [typed, meant] = pair.map((word) => termsOf(word, dull));
    if (!(await known(typed, facts)).length) terms.push(...(await known(meant, facts)));
  }
  const total = terms.reduce((sum, { weight }) => sum + weight ** (1 + RARITY), 0);
  if (!total) return [];
  const shares = new Map();
  const place = new Array(facts.axes).fill(0);
  for (const { weight, at, papers } of terms) {
    const part = weight / 2 ** (weight / HALVED); // rarer words tell less of a place
    at.forEach((share, axis) => (place[axis] += part * share));
    for (const [paper, share] of papers) {
      const surely = (share * weight ** RARITY) / total + COVERAGE / terms.length;
      shares.set(paper, (shares.get(paper) ?? 0) + surely);
    }
  }
  const near = await nearness(place, facts);
  const scored = [...new Set([...shares.keys(), ...near.keys()])].map((paper) => ({
    paper,
    score: (shares.get(paper) ?? 0) + NEARNESS * (near.get(paper) ?? 0),
  }));
  scored.sort((one, other) => other.score - one.score || one.paper - other.paper);
  const best = scored.slice(0, most).filter(({ score }) => score > LEAST * scored[0].score);
  return (await Promise.all(best.map(({ paper }) => papersOf(paper, facts)))).flat();
}

/** Whether a paper says a word, or another that means much the same. */
export async function isKnown(word) {
  const facts = await read("meaning.json");
  const terms = termsOf(word, new Set(facts.dull.split(" ")));
  return (await known(terms, facts)).length > 0;
}

/** What the files say of terms, of those that they know: { term, weight, at, papers }. For a term
    that they do not know stands the one of its family that leads to the most papers. */
async function known(terms, facts) {
  const records = await ofFamilies(terms, facts);
  const standing = terms.map((term) => {
    const family = records.filter((record) => isOfFamily(record.term, term));
    family.sort((one, other) => other.papers.length - one.papers.length || one.term - other.term);
    return family.find((record) => record.term === term) ?? family[0];
  });
  return [...new Set(standing.filter(Boolean))];
}

/** What the files say of terms and of all of their families. */
async function ofFamilies(terms, { terms: pieces, axes }) {
  const wanted = [...new Set(terms.map((term) => (term >>> 8) % pieces))];
  const records = await Promise.all(
    wanted.map(async (piece) => {
      const path = `terms/${piece}.bin`;
      const view = new DataView(await read(path));
      const some = [];
      for (let at = 0; at < view.byteLength; ) {
        const count = view.getUint8(at + 5);
        const next = at + 6 + axes + 5 * count;
        const term = view.getUint32(at);
        expect((term >>> 8) % pieces === piece && next <= view.byteLength, path);
        if (terms.some((one) => isOfFamily(one, term))) some.push(recordOf(view, at, axes, count));
        at = next;
      }
      return some;
    }),
  );
  return records.flat();
}

function recordOf(view, start, axes, count) {
  const first = start + 6 + axes;
  return {
    term: view.getUint32(start),
    weight: view.getUint8(start + 4),
    at: new Int8Array(view.buffer, start + 6, axes),
    papers: Array.from({ length: count }, (_, at) => [
      view.getUint32(first + 5 * at),
      view.getUint8(first + 5 * at + 4),
    ]),
  };
}

/** How near papers are to a place, from -1 to 1, by number: all of them, or those of the cells that
    are nearest to it. */
async function nearness(place, { axes, cells }) {
  const length = Math.hypot(...place);
  const near = new Map();
  if (!length) return near;
  const dot = (at) => at.reduce((sum, share, axis) => sum + share * place[axis], 0) / length / 127;
  let into = [0];
  if (cells > 1) {
    const leaders = await read("leaders.bin");
    expect(leaders.byteLength === axes * cells, "leaders.bin");
    const dots = Array.from({ length: cells }, (_, cell) =>
      dot(new Int8Array(leaders, axes * cell, axes)),
    );
    into = [...dots.keys()].sort((one, other) => dots[other] - dots[one]).slice(0, CELLS);
  }
  for (const cell of await Promise.all(into.map((cell) => read(`cells/${cell}.bin`)))) {
    expect(cell.byteLength % (4 + axes) === 0, "cells");
    const view = new DataView(cell);
    for (let at = 0; at < cell.byteLength; at += 4 + axes) {
      near.set(view.getUint32(at), dot(new Int8Array(cell, at + 4, axes)));
    }
  }
  return near;
}

/** The papers of a number, nearly always one. */
async function papersOf(paper, { lists }) {
  const path = `papers/${paper % lists}.json`;
  const rows = (await read(path)).filter(([id]) => number(id) === paper);
  expect(rows.length > 0, path);
  return rows.map(
    ([id, title, authors, count, venue, type, date, status, language, summary]) => ({
      id,
      title,
      authors: Object.assign([...authors], { length: count }),
      venue,
      type,
      date,
      status,
      language,
      summary,
      address: new URL(`papers/${encodeURIComponent(id)}/`, ROOT).href,
    }),
  );
}
