/* What the site's files say of papers: ids and identifiers go in; the library's own ids, citations and
   lines of authors come out. Nothing is asked of anybody else, and nothing of the list is sent along. */

import { fetched } from "./fetched.js";
import { firstOf, isId } from "./reading-store.js";
import { ROOT } from "./search-box.js";


/** A file of the site, or undefined where there is none. Raises where the site does not answer. */
export async function fileAt(path) {
  let answer;
  try {
    answer = await fetched(new URL(path, ROOT));
    const text = await answer.text();
    // Where there is no file, some hosts answer with a page.
    return answer.ok && !/^\s*</.test(text) ? text : undefined;
  } catch {
    throw new Error(navigator.onLine ? "the site does not answer" : "there is no connection");
  }
}

/** A DOI or an arXiv number in the one spelling that is compared; other texts in lower case. */
export function normal(text) {
  const plain = text.trim().toLowerCase();
  const doi = /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s?)?(10\.\d{4,9}\/\S+)$/.exec(plain)?.[1];
  const arxiv = /(?:^|arxiv[:.]|arxiv\.org\/(?:abs|pdf|html)\/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?$/
    .exec(plain)?.[1];
  return arxiv ?? doi ?? plain;
}

let library;

/** The library's papers by every identifier of theirs: id, earlier ids, DOI, arXiv number and citation
    keys, as `normal` spells them. */
export function identifiers() {
  library ??= load().catch((error) => {
    library = undefined; // there may be a connection next time
    throw error;
  });
  return library;
}

async function load() {
  const text = await fileAt("data/identifiers.json");
  if (text === undefined) throw new Error("the list of the library's papers is gone: reload the page");
  const { papers } = JSON.parse(text);
  const found = new Map();
  for (const [id, ...others] of papers) {
    for (const other of others) found.set(normal(other), id);
  }
  for (const [id] of papers) found.set(id, id);
  return found;
}

/** What a paper is called by now: its id, the one that it was renamed to, or "" where it is gone. */
export async function current(id) {
  const known = (await identifiers()).get(id);
  if (known) return known;
  // Files at an address that leads on are those of where it leads.
  const text = await fileAt(`papers/${id}/cite.json`);
  const now = text && JSON.parse(text)[0]?.id;
  return isId(now) ? now : "";
}

/** What a list shows of a paper of the library, made of its citation. */
export async function cardOf(id) {
  const text = await fileAt(`papers/${id}/cite.json`);
  const [work = {}] = text ? JSON.parse(text) : [];
  const names = (work.author ?? []).map(
    ({ family = "", given = "", literal = "", "non-dropping-particle": particle = "" }) =>
      literal || [given, particle, family].filter(Boolean).join(" "),
  );
  const parts = work.issued?.["date-parts"]?.[0] ?? [];
  const date = parts.map((part) => String(part).padStart(2, "0")).join("-");
  const by = [firstOf(names), parts[0], work["container-title-short"] ?? work["container-title"]];
  return { id, title: work.title, by: by.filter(Boolean).join(" · "), date, lang: work.language };
}
