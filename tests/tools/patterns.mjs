// With paths of scripts as arguments: on standard output, JSON of the patterns that these make with
// RegExp when they are loaded. Without, on standard input, JSON of patterns (`source`, `flags`, and
// `texts` of three parts, of which the second is repeated); on standard output, JSON: for each pattern
// the texts on which its steps grow with more than their length. What it is at is on standard error.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// As in tests/test_patterns.py; times are in microseconds.
const [SHORT, LONG, MOST_TIMES, SOON] = [4_000, 16_000, 8, 5_000];

function micros(pattern, text) {
  const start = process.cpuUsage();
  for (const _ of text.matchAll(pattern));
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

const least = (times, work) => Math.min(...Array.from({ length: times }, work));

function isSlow(pattern, [before, repeated, after]) {
  const textOf = (length) => before + repeated.repeat(length / repeated.length) + after;
  const [short, long] = [textOf(SHORT), textOf(LONG)];
  if (least(2, () => micros(pattern, short)) <= SOON) return false;
  const times = least(3, () => micros(pattern, long)) / least(3, () => micros(pattern, short));
  return times > MOST_TIMES;
}

// Scripts look at their page when they are loaded: at one with nothing on it.
globalThis.document = {
  documentElement: { dataset: {} },
  addEventListener() {},
  querySelector: () => null,
  querySelectorAll: () => [],
};
globalThis.addEventListener = () => {};
globalThis.history = { state: null };

async function madeBy(paths) {
  const made = [];
  const Usual = globalThis.RegExp;
  globalThis.RegExp = class extends Usual {
    constructor(...values) {
      super(...values);
      made.push({ source: this.source, flags: this.flags });
    }
  };
  for (const path of paths) await import(pathToFileURL(path));
  globalThis.RegExp = Usual;
  return made;
}

function slowOf(patterns) {
  return patterns.map(({ source, flags, texts }) => {
    console.error(source);
    const pattern = new RegExp(source, [...new Set(`${flags}g`)].join(""));
    return texts.filter((text) => isSlow(pattern, text));
  });
}

const paths = process.argv.slice(2);
const found = paths.length ? await madeBy(paths) : slowOf(JSON.parse(readFileSync(0, "utf8")));
console.log(JSON.stringify(found));
