/* Papers of the list go in; files of citations, Markdown and links that carry the list come out, and
   such a link's list. The list is in the part of a link that browsers keep to themselves. */

import { LIST_PAGE } from "./reader.js";
import { ROOT } from "./search-box.js";
import { backup, fromBackup, LONGEST, UNSORTED } from "./reading-formats.js";
import { fileAt } from "./reading-files.js";
import { MOST } from "./reading-store.js";
import { each } from "./side-by-side.js";

const SIGN = "list=1."; // and the version of what follows
const LONGEST_LINK = 200_000; // characters
const FORMATS = { bib: "application/x-bibtex", ris: "application/x-research-info-systems", json: "application/json" };

/** The citations of papers in a format of the site, as { text, type, missing }: those that the site has
    none of are `missing`. */
export async function citations(papers, ending, tell) {
  const texts = await each(papers, ({ id }) => fileAt(`papers/${id}/cite.${ending}`), tell);
  const missing = papers.filter((_, at) => texts[at] === undefined);
  const told = texts.filter((text) => text !== undefined);
  const works = () => told.flatMap((text) => JSON.parse(text)).map((work) => JSON.stringify(work));
  const text = ending === "json" ? `[\n${works().join(",\n")}\n]\n` : told.join(ending === "bib" ? "\n" : "");
  return { text, type: FORMATS[ending], missing };
}

const escaped = (text) => text.replace(/[\\[\]<>*_`]/g, "\\$&");

/** Papers as Markdown, set by set, with what was read ticked and notes below. */
export function markdown(papers, sets) {
  const of = (id) => papers.filter(({ set }) => set === id);
  const item = ({ id, title, by, read, note }) => {
    const address = new URL(`papers/${id}/`, ROOT);
    const link = `- [${read ? "x" : " "}] [${escaped(title)}](${address})`;
    const rows = note ? note.split("\n").map((row) => `  > ${row}`) : [];
    return [by ? `${link} ${escaped(by)}` : link, ...rows].join("\n");
  };
  const part = (name, some) => (some.length ? [`## ${name}`, some.map(item).join("\n")] : []);
  const named = sets.flatMap(({ id, name }) => part(name, of(id)));
  const rest = named.length ? part(UNSORTED, of("")) : [of("").map(item).join("\n")];
  return [`# Reading list`, ...named, ...rest].filter(Boolean).join("\n\n") + "\n";
}

/** A link that carries papers, with the sets that they are in; notes and what was read on request. */
export async function link(papers, sets, isPrivate) {
  const used = sets.filter(({ id }) => papers.some(({ set }) => set === id));
  const told = papers.map(({ id, set, read, note }) => ({ id, set, ...(isPrivate ? { read, note } : {}) }));
  const bytes = new Blob([JSON.stringify(backup(told, used))]).stream();
  const packed = await new Response(bytes.pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
  const signs = Array.from(new Uint8Array(packed), (byte) => String.fromCharCode(byte)).join("");
  const text = btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replace(/={1,2}$/, "");
  return `${LIST_PAGE}#${SIGN}${text}`;
}

/** Whether the part of an address behind # carries a list. */
export const carriesList = (hash) => hash.startsWith("#list=");

/** The list that a link carries. Raises where it is damaged, too long or made by others. */
export async function fromLink(hash) {
  if (hash.length > LONGEST_LINK) throw new Error("it is longer than a link to a list can be");
  if (!hash.startsWith(`#${SIGN}`)) throw new Error("it was made by a newer version of this site: reload the page");
  let values;
  try {
    const text = hash.slice(SIGN.length + 1).replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    values = JSON.parse(await unpacked(packed));
  } catch {
    throw new Error("it is damaged, or was cut off when it was copied");
  }
  const list = fromBackup(Object(values));
  if (!list.papers.length) throw new Error("it carries no paper");
  if (list.papers.length > MOST.papers) throw new Error("it carries more papers than a list can have");
  // What papers are called, the library tells.
  for (const one of list.papers) {
    one.title = one.own.title = one.own.id;
  }
  return list;
}

/** The text that was packed; a little that makes a lot is not read to its end. */
async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const parts = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).text();
    size += value.length;
    if (size > LONGEST) throw new Error("too much");
    parts.push(value);
  }
}
