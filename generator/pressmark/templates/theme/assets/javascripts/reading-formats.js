/* The text of a file or what was pasted goes in, in any format that the list is exported in or that
   reference managers write; the papers that it names come out, with what it says of them besides. It
   may be anybody's text: it is bounded, and no pattern takes more than a look at each of its signs. */

import { isId, line, MOST, paper } from "./reading-store.js";

/** Characters of a text that is read at all. */
export const LONGEST = 5_000_000;
const LONGEST_NAME = 500;
const FORMAT = "pressmark-reading-list";
const LINKS = /papers\/([a-z0-9-]{1,100})(?![a-z0-9-])/;
const ARXIV = /arxiv:\s?\S{5,30}/i;
const NAMES = /\b10\.\d{4,9}\/[^\s"'<>{}|\\^`[\])]{1,200}|\b(?:arxiv[:.]|arxiv\.org\/(?:abs|pdf|html)\/)\s?[a-z.-]{0,20}\/?\d[\d.v]{4,15}/gi;

/** A text in any format as { sets, papers }: names of sets, and per paper the texts that may identify
    it, a title to call it by, and `own`, what the list had of it. Raises where it is none of them. */
export function parse(text) {
  if (text.length > LONGEST) throw new Error("it is longer than a list of papers can be");
  const start = text.replace(/^\uFEFF/, "").trimStart();
  const list = reader(start)(start);
  list.papers = list.papers.filter(({ names, title }) => names.length || title);
  if (!list.papers.length) throw new Error("it names no paper");
  if (list.papers.length > MOST.papers) {
    throw new Error(`it names more than ${MOST.papers.toLocaleString("en")} papers`);
  }
  return list;
}

function reader(text) {
  if (/^[\[{]/.test(text)) return fromJson;
  if (/^TY {1,2}-/m.test(text)) return fromRis;
  return /^[ \t]*@[ \t]*[a-z]+[ \t]*[{(]/im.test(text) ? fromBibtex : fromMarkdown;
}

const withoutSets = (papers) => ({ sets: [], papers });

function fromJson(text) {
  let values;
  try {
    values = JSON.parse(text);
  } catch {
    throw new Error("it is damaged: it begins as JSON and does not end so");
  }
  if (values?.format === FORMAT) return fromBackup(values);
  const works = (Array.isArray(values) ? values : (values.items ?? [values])).map(Object);
  return withoutSets(
    works.map((work) => ({
      names: texts([work.id, work["citation-key"], work.DOI, work.URL, work.note && arxivOf(work.note)]),
      title: line(work.title, MOST.title),
    })),
  );
}

/** Those of the values that are texts, and no longer than what identifies a paper. */
const texts = (values) =>
  values.filter((value) => typeof value === "string" && value !== "" && value.length <= LONGEST_NAME);
const arxivOf = (text) => ARXIV.exec(String(text))?.[0].replace(/\s/, "");

/** The list's own format; also what a link carries. */
export function fromBackup({ version, sets = [], papers }) {
  if (version > 1) throw new Error("it was made by a newer version of this site: reload the page");
  const isSound = version === 1 && Array.isArray(papers) && Array.isArray(sets) && sets.length <= MOST.sets;
  const names = isSound ? sets.map((name) => line(name, MOST.name)) : [];
  if (!isSound || names.some((name) => !name)) throw new Error("it is no sound reading list");
  return {
    sets: names,
    papers: papers.map((values) => {
      const { id, set } = Object(values);
      if (!isId(id)) throw new Error("it is no sound reading list: a paper has no id");
      const isIn = Number.isSafeInteger(set) && set >= 0 && set < names.length;
      if (set !== undefined && !isIn) {
        throw new Error("it is no sound reading list: a paper is in a set that is not there");
      }
      const own = { ...paper(id, values), set };
      return { names: [id], title: own.title, own };
    }),
  };
}

/** The list as its own format; `sets` are those that papers are in. */
export function backup(papers, sets) {
  const places = new Map(sets.map(({ id }, at) => [id, at]));
  const told = papers.map(({ rank: _, set, ...values }) => ({
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value !== false)),
    ...(places.has(set) ? { set: places.get(set) } : {}),
  }));
  return { format: FORMAT, version: 1, sets: sets.map(({ name }) => name), papers: told };
}

function fromRis(text) {
  /** @type {any[]} */
  const papers = [];
  /** @type {Record<string, string>} */
  let fields = {};
  for (const row of text.split(/\r\n?|\n/)) {
    const [, tag, value] = /^([A-Z][A-Z0-9]) {1,2}- ?(.*)$/.exec(row) ?? [];
    if (tag === "TY") fields = {};
    if (tag && !Object.hasOwn(fields, tag)) fields[tag] = value.trim();
    if (tag !== "ER") continue;
    const { ID, DO, AN, UR, M3, TI, T1 } = fields;
    papers.push({
      names: texts([ID, DO, AN, UR, M3]),
      title: line(TI ?? T1, MOST.title),
    });
  }
  return withoutSets(papers);
}

/** Entries are told by their braces, which are counted: values may hold anything. */
function fromBibtex(text) {
  /** @type {any[]} */
  const papers = [];
  const starts = /@\s*([a-z]+)\s*[{(]\s*([^\s,{}()"]{1,200})\s*,/gi;
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    const fields = fieldsOf(text, starts.lastIndex);
    starts.lastIndex = fields.end;
    const { title = "", doi, eprint, url } = fields.values;
    papers.push({
      names: texts([start[2], doi, eprint && `arxiv:${eprint}`, eprint, url]),
      title: line(title.replace(/[{}]/g, ""), MOST.title),
    });
  }
  return withoutSets(papers);
}

function fieldsOf(text, start) {
  /** @type {Record<string, string>} */
  const values = {};
  let [depth, quoted, from, name] = [0, false, start, ""];
  let at = start;
  const keep = () => {
    if (name && !Object.hasOwn(values, name)) values[name] = unquoted(text.slice(from, at).trim());
    name = "";
    from = at + 1;
  };
  for (; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "\\") at += 1;
    else if (sign === "{") depth += 1;
    else if ((sign === "}" || sign === ")") && depth === 0 && !quoted) break;
    else if (sign === "}") depth -= 1;
    else if (sign === '"' && depth === 0) quoted = !quoted;
    else if (sign === "=" && depth === 0 && !quoted && !name) {
      name = text.slice(from, at).trim().toLowerCase();
      from = at + 1;
    } else if (sign === "," && depth === 0 && !quoted) keep();
  }
  keep();
  return { values, end: at + 1 };
}

const unquoted = (value) =>
  ["{}", '""'].includes(`${value[0]}${value.at(-1)}`) ? value.slice(1, -1) : value;

/** Markdown as the list is exported, or any text: what links to papers, DOIs and arXiv numbers name. */
function fromMarkdown(text) {
  /** @type {any[][]} */
  const [sets, papers] = [[], []];
  let set;
  for (const row of text.split(/\r\n?|\n/)) {
    const heading = /^##\s+(.*)$/.exec(row);
    const note = /^\s+>\s?(.*)$/.exec(row);
    const last = papers.at(-1);
    if (heading) {
      const name = line(heading[1], MOST.name);
      set = name && name !== UNSORTED ? Math.max(sets.indexOf(name), -1) : undefined;
      if (set === -1) set = sets.push(name) - 1;
    } else if (note && last) {
      last.own.note = `${last.own.note}${last.own.note && "\n"}${note[1]}`.slice(0, MOST.note);
    } else {
      const names = texts([LINKS.exec(row)?.[1], ...(row.match(NAMES) ?? []).map(unended)]);
      const title = line(linkedText(row.replace(/^\s*[-*]\s+\[[ xX]\]\s/, "")), MOST.title);
      const own = { read: /^\s*[-*]\s+\[[xX]\]/.test(row), note: "", set };
      if (names.length) papers.push({ names, title, own });
    }
  }
  if (sets.length > MOST.sets) throw new Error("it has more sets than a list can have");
  return { sets, papers };
}

const unended = (name) => name.replace(/[.,;:]{1,3}$/, "");

/** What the first link of a row of Markdown is on, without the signs that escape others. */
function linkedText(row) {
  const start = row.indexOf("[") + 1;
  let text = "";
  for (let at = start; start && at < row.length && row[at] !== "]"; at += 1) {
    if (row[at] === "\\") at += 1;
    text += row[at] ?? "";
  }
  return text;
}

/** What Markdown calls those papers that are in no set, after those that are. */
export const UNSORTED = "In no set";
