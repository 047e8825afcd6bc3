/* What is new since the reader's last visit: the latest news of the library goes in, and papers that
   are new or changed have a mark in lists, and the home page says how many there are. */

import { fetched } from "./fetched.js";
import { last, since, tell } from "./visits.js";

const ROOT = new URL("../../", import.meta.url);
const ENTRIES = ".pm-entries:not(.pm-news) > .pm-entry, .pm-find__paper";
const LABELS = { new: "New", changed: "Changed" };
const DAY = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric" });

/** What a piece of news is called among those that a visit was told of. */
export const keyOf = (day, mark, id) => `${day} ${mark} ${id}`;

/** The day of a time where the reader is, as a text. */
export const dayInWords = (time) => new Intl.DateTimeFormat("en-GB", DAY).format(time);

/** The papers of the news since the last visit with the mark of each, and how many there are; `more`
    says that there may be others. */
function fresh(news) {
  const first = since();
  /** @type {Map<string, string>} */
  const marks = new Map();
  let unnamed = 0;
  for (const [day, groups] of news.days) {
    if (day < first) break;
    for (const mark of Object.keys(LABELS)) {
      const ids = groups[mark] ?? [];
      if (typeof ids === "number") unnamed += ids;
      else {
        for (const id of ids) {
          if (last.told.has(keyOf(day, mark, id))) continue;
          if (marks.get(id) !== "new") marks.set(id, mark);
        }
      }
    }
  }
  return { marks, count: marks.size + unnamed, more: first < news.from };
}

function keysOf(news) {
  return news.days.flatMap(([day, groups]) =>
    Object.entries(groups).flatMap(([mark, ids]) =>
      Array.isArray(ids) ? ids.map((id) => keyOf(day, mark, id)) : [],
    ),
  );
}

function markEntries(marks) {
  for (const entry of document.querySelectorAll(`:is(${ENTRIES}):not(:has(.pm-fresh))`)) {
    const link = entry.querySelector(":is(h2, h3) a[href]");
    const id = link instanceof HTMLAnchorElement && link.pathname.split("/").at(-2);
    const mark = id && marks.get(id);
    if (!mark) continue;
    const label = document.createElement("span");
    label.className = "pm-fresh";
    label.lang = "en";
    label.textContent = LABELS[mark];
    link.before(label, " ");
  }
}

function sayOnHome({ count, more }) {
  const counts = document.querySelector(".pm-home .pm-counts");
  if (!counts) return;
  const line = document.createElement("p");
  line.className = "pm-visit";
  const day = dayInWords(last.end);
  if (count) {
    const link = document.createElement("a");
    link.href = new URL("new/?since=visit", ROOT).href;
    link.textContent = `${more ? "More than " : ""}${count.toLocaleString("en")} ${
      count === 1 && !more ? "paper" : "papers"
    }`;
    line.append(link, ` new or changed since your last visit on ${day}`);
  } else {
    line.textContent = `Nothing new since your last visit on ${day}`;
  }
  counts.after(line);
}

/** Mark what is new on the page. Lists are whole without: there may be no connection, or no file. */
export async function show() {
  try {
    const answer = await fetched(new URL("data/recent.json", ROOT));
    if (!answer.ok) return;
    const news = await answer.json();
    const found = fresh(news);
    markEntries(found.marks);
    for (const list of document.querySelectorAll("[data-search-list], [data-browse-list]")) {
      new MutationObserver(() => markEntries(found.marks)).observe(list, { childList: true });
    }
    sayOnHome(found);
    tell(keysOf(news));
  } catch {
    return;
  }
}
