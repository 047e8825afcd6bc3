/* Pieces that the search box and the search page share: papers go in, elements come out. */

import { element, grouped } from "./elements.js";
import { lacking, meets } from "./search-text.js";
import { isPair, paired, words } from "./search-words.js";

const MONTHS = "January February March April May June July August September October November December"
  .split(" ");

const IN_LATIN = /^\P{L}*\p{Script=Latin}/u;
const FROM_RIGHT =
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The attributes of an element that holds a text of a paper: its direction, which its first letter
    tells, and the paper's language where the text is the title, or is like it in no Latin letters. */
export function spoken({ title, language }, text = title) {
  const isOfPaper = text === title || !(IN_LATIN.test(text) || IN_LATIN.test(title));
  return { dir: FROM_RIGHT.test(text) && "rtl", lang: (isOfPaper && language) || false };
}

/** What marks a paper that was withdrawn or retracted, before its title. */
export const statusOf = (paper) =>
  paper.status ? [element("span", { class: "pm-mark" }, paper.status), " "] : [];

/** Where a text has words of the terms, as [from, to] from the first place to the last. */
export function places(text, terms) {
  if (!terms.length) return [];
  const sought = terms.flatMap((term) => term.words.filter((word) => !isPair(word)));
  const pieces = [...text.matchAll(paired()?.pieces ?? /[\p{L}\p{M}\p{N}'’ʼ]+/gu)];
  return pieces.flatMap(({ 0: piece, index, groups }) => {
    if (groups?.run) return paired().placesIn(piece, terms).map((ends) => ends.map((at) => index + at));
    const isHit = words(piece).some((word) => sought.some((term) => meets(term, word)));
    return isHit ? [[index, index + piece.length]] : [];
  });
}

/** A text as nodes, with what answers a query's terms marked. */
export function marked(text, terms) {
  const nodes = [];
  let done = 0;
  for (const [from, to] of places(text, terms)) {
    nodes.push(text.slice(done, from), element("mark", {}, text.slice(from, to)));
    done = to;
  }
  return [...nodes, text.slice(done)];
}

/** Who, where and when, in one line, as nodes: names keep their directions apart from each other. */
export function byline({ authors, others: unnamed = 0, venue, type, date }, terms, most = 3) {
  const apart = (text) => element("bdi", {}, ...marked(text, terms));
  const others = Math.max(authors.length - most, 0) + unnamed;
  const names = authors.slice(0, most).flatMap((name, at) => [at ? ", " : "", apart(name)]);
  if (others > 0) names.push(` and ${others} more`);
  const [year, month] = date.split("-");
  const when = month ? `${MONTHS[month - 1]} ${year}` : year;
  const parts = [
    names,
    [venue || type].filter(Boolean).map(apart),
    when ? [element("time", { datetime: date }, when)] : [],
  ];
  return parts.filter((part) => part.length).flatMap((part, at) => (at ? [" · ", ...part] : part));
}

/** What a paper that has only some of a query's terms is without, in words; "" where it has not
    one whole. */
export function lacks(paper, terms) {
  const typed = lacking(paper, terms).map((term) => term.typed);
  return typed.length && typed.length < terms.length ? `Without ${quoted(typed)}` : "";
}

/** How many papers are close in meaning, in a sentence; none is said where there are none. */
export function nearby(close) {
  if (!close) return ["Papers close in meaning could not be loaded."];
  return close.length ? [`${papers(close.length)} ${close.length === 1 ? "is" : "are"} close in meaning.`] : [];
}

/** What became of a query, as sentences: how many papers, and what was changed to find them. */
export function verdict({ total, full, corrected, left, terms, phrases, signs, text }) {
  if (signs) {
    return [`“${text}” has no word to search for.`, "Type a title, an author, an idea or an identifier."];
  }
  const said = [];
  if (corrected.length) {
    const [typed, meant] = [0, 1].map((side) => quoted(corrected.map((pair) => pair[side])));
    said.push(`Did you mean ${meant}? Searched for that instead of ${typed}.`);
  }
  if (left.length && total) said.push(`No paper also has ${quoted(left)}.`);
  if (left.length && !total) said.push(`No paper has ${quoted(left)}.`);
  if (full === total) said.push(total ? `${papers(total)}.` : "No paper found.");
  else if (full) said.push(`${papers(full)}.`, `${some(total - full, "more")} some of the words.`);
  else {
    const what = terms.length > 1 ? "all of this" : quoted(terms.map((term) => term.typed));
    const how = phrases.length ? " word for word" : terms.length > 1 ? "" : " in full";
    said.push(`No paper has ${what}${how}.`);
    said.push(`${some(total, total === 1 ? "paper" : "papers")} some of it.`);
  }
  return said;
}

const quoted = (some) => some.map((word) => `“${word}”`).join(", ");

/** What a facet's value is called; authors and years are called what they are. */
export function nameOf(names = {}, value) {
  return Object.hasOwn(names, value) ? names[value] : value;
}

const some = (count, what) => `${grouped(count)} ${what} ${count === 1 ? "has" : "have"}`;

/** A number of papers in words. */
function papers(count) {
  return count === 1 ? "1 paper" : `${grouped(count)} papers`;
}
