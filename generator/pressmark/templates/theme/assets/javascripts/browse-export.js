/* What was found, to carry away: papers go in, files that the browser saves come out. Citations are
   those that the site has, of each paper or of all; a table is made of what lists show. */

import { csv } from "./csv.js";
import { ROOT } from "./search-box.js";
import { limited } from "./search-state.js";
import { each } from "./side-by-side.js";

export const MOST_APART = 100; // papers whose citations are fetched one by one

async function text(path) {
  const answer = await limited(fetch(new URL(path, ROOT)));
  const content = answer.ok ? await limited(answer.text()) : "<";
  // Where there is no file, some hosts answer with a page.
  if (/^\s*</.test(content)) throw new Error(`${path} is not there`);
  return content;
}

/** Whether the citations of so many papers can be had of a site with these files. */
export function canCite(count, files) {
  return Boolean(count && (files.all || (files.one && count <= MOST_APART)));
}

/** The BibTeX of papers, by their ids in order; `tell` is called with how many of them are there. */
export async function bibtex(ids, files, tell) {
  if (!files.one || (files.all && ids.length > MOST_APART)) return partOfAll(ids, await text(files.all));
  const entries = await each(ids, (id) => text(`papers/${id}/${files.one}`), tell);
  return entries.join("\n");
}

/** The entries of some papers from the citations of all. */
function partOfAll(ids, all) {
  const entries = new Map();
  for (const entry of all.split(/^(?=@\w+\{)/m)) {
    const [, key] = /^@\w+\{([^,\s]+)/.exec(entry) ?? [];
    if (key) entries.set(key, entry.trimEnd());
  }
  return `${ids.flatMap((id) => entries.get(id) ?? []).join("\n\n")}\n`;
}

/** A table of rows of papers as CSV; `facets` give themes, tags, types and kinds. */
export function table(papers, facets) {
  const named = [...facets.keys()];
  const head = ["id", "title", "authors", "date", "venue", "status", ...named, "page"];
  const rows = papers.map((paper) => [
    paper.id,
    paper.title,
    [...paper.authors, ...(paper.others ? [`and ${paper.others} more`] : [])].join("; "),
    paper.date,
    paper.venue,
    paper.status,
    ...named.map((name) => (facets.get(name).get(paper.number) ?? []).join("; ")),
    new URL(`papers/${paper.id}/`, ROOT).href,
  ]);
  return csv([head, ...rows]);
}
