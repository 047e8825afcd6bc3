/* The page that browses: filters and an order stand in the address, so that what is found can be
   linked to; the list, the counts and what can be carried away follow them. */

import { withLibrary } from "./browse-data.js";
import { bibtex, canCite, table } from "./browse-export.js";
import { facetGroups } from "./browse-facets.js";
import { filtered } from "./browse-filter.js";
import {
  choiceOf,
  fromAddress,
  isNarrowed,
  nothing,
  toAddress,
  withChoice,
  yearsInWords,
} from "./browse-state.js";
import { save } from "./download.js";
import { element, grouped } from "./elements.js";
import { drawn } from "./pauses.js";
import { ROOT } from "./search-box.js";
import { kept, tell } from "./search-state.js";
import { byline, spoken, statusOf } from "./search-view.js";

const STEP = 50; // papers at a time
const FIRST = 10; // papers drawn at first
const SORTS = {
  newest: "Newest first",
  oldest: "Oldest first",
  title: "Title",
  added: "Added last",
  figures: "Most key figures",
};
const IN_TABLES = ["theme", "tag", "type", "kind"];
const IN_SEARCH = ["theme", "tag", "type", "venue"];

/** @type {any} */
const page = document.querySelector("[data-browse]");
const part = (name) => page.querySelector(`[data-browse-${name}]`);
const [list, more, sort, chosenList, fold] = ["list", "more", "sort", "chosen", "fold"].map(part);
const [take, progress, lists, searchLink] = ["take", "progress", "lists", "search"].map(part);

/** @type {any} */
let library; // once it is loaded
/** @type {any} */
let showFacets;
let state = nothing();
/** @type {string[]} */
let said = []; // what the address has that is not known
/** @type {any} */
let found; // what a state, of which it knows, leaves
let isRead = false; // whether the state is what the address asks for
let wanted = STEP; // papers to show
// The query whose papers are in the list; the page comes with those of none.
let shownFor = location.search ? undefined : "";
let countedFor; // what the counts beside the filters are of

const counted = (count) => (count === 1 ? "1 paper" : `${grouped(count)} papers`);

/** Another state, which Back leaves again. What was pressed shows before all that follows from it. */
async function go(next) {
  [state, said, wanted] = [next, [], STEP];
  const query = toAddress(state);
  if (query !== location.search) history.pushState(null, "", location.pathname + query);
  await drawn();
  if (state !== next) return;
  narrow();
  answer();
}

/** Everything but the list and the counts: what it takes is at hand. */
function narrow() {
  found = { ...filtered(library, state), state };
  showChosen();
  showTake();
  sort.value = state.sort;
  searchLink.href = `${new URL("search/", ROOT)}${toSearch()}`;
  report();
}

/** Says how many papers there are, and what the address has that is not known. */
function report() {
  const all = isNarrowed(found.state) ? ` of ${grouped(library.papers)}` : "";
  const sentence = all ? `${grouped(found.count)}${all} papers.` : `${counted(found.count)}.`;
  tell(page, [found.count ? sentence : "No paper has all of this.", ...said], !found.count);
  showFold();
}

/** On a phone the button above the filters folds them, and leads to what they leave. */
function showFold() {
  const isOpen = fold.getAttribute("aria-expanded") === "true";
  fold.textContent = isOpen && found ? `Show ${counted(found.count)}` : "Filters";
}

async function task(isStale) {
  await withLibrary(async (opened) => {
    if (library !== opened) {
      isRead = false;
      library = opened;
      showFacets = facetGroups(part("facets"), library.facets, { choose, span, fill });
      const options = library.sorts.map((name) => element("option", { value: name }, SORTS[name]));
      sort.replaceChildren(...options);
      sort.disabled = false;
    }
    if (!isRead) {
      const asked = await fromAddress(location.search, library);
      if (isStale()) return;
      ({ state, said } = asked);
      isRead = true;
      narrow();
      await showCounts();
    }
    await fillList(isStale);
  });
  if (isStale()) return;
  report(); // again, if the papers took so long that something else was said
  if (found.state === state) page.dataset.browseShown = location.search;
}

/** Brings the counts beside the filters up to what was found. */
async function showCounts() {
  const mine = found;
  if (countedFor === mine) return;
  await showFacets(mine.state, mine.counts, () => found !== mine);
  if (found === mine) countedFor = mine;
}

async function fillList(isStale) {
  const { sort: by } = found.state;
  const query = toAddress(found.state);
  const isByDate = by === "newest" || by === "oldest";
  const order = found.order(by, isByDate ? undefined : await library.orders());
  if (isStale()) return;
  const isMore = query === shownFor && wanted > STEP;
  const from = isMore ? list.children.length : 0;
  const numbers = order.slice(from, wanted);
  const coming = library.rows(numbers);
  coming.catch(() => {}); // it is awaited below
  await drawn();
  if (isStale()) return;
  await showCounts();
  const rows = await coming;
  await drawn();
  if (isStale()) return;
  const types = library.facets.find(({ id }) => id === "type");
  const stay = isMore ? 0 : standing(rows);
  const entries = rows.slice(stay)
    .map((paper, at) => entry(paper, labelsOf(types, [numbers[stay + at]])));
  if (!isMore) for (const item of [...list.children].slice(stay)) item.remove();
  list.append(...entries.splice(0, Math.max(FIRST - stay, 0)));
  list.dataset.filled = "";
  shownFor = query;
  more.hidden = wanted >= order.length;
  more.textContent = `Show ${Math.min(STEP, order.length - wanted)} more of ${grouped(order.length)}`;
  if (isMore) list.children[from]?.querySelector("a").focus({ preventScroll: true });
  await drawn();
  if (!isStale()) list.append(...entries);
}

/** How many of these papers the list begins with already. */
function standing(rows) {
  const links = [...list.querySelectorAll(":scope > li > h2 a")];
  const other = rows.findIndex(({ id }, at) => !links[at]?.pathname.endsWith(`/${id}/`));
  return other < 0 ? rows.length : other;
}

/** What was found by other filters is none of these. */
function fail() {
  lists.dataset.shown = "";
  if (shownFor === toAddress(state)) return;
  list.replaceChildren();
  more.hidden = true;
}

const answer = kept(page, task, fail, "The filters");

const choose = (facet, change) => go(withChoice(state, facet, change(choiceOf(state, facet))));
const span = (from, to) => go({ ...state, from, to });

/** Loads all values of a facet. */
async function fill(facet) {
  try {
    await facet.all();
  } catch {
    answer(); // which tells why, and tries again
  }
  narrow();
  await showCounts();
}

function showChosen() {
  const chips = [];
  const add = (label, text, next) => {
    const button = element("button", { type: "button", "aria-label": `Remove ${label}${text}` });
    button.append(label, element("bdi", {}, text), " ×");
    button.addEventListener("click", () => {
      sort.focus({ preventScroll: true }); // the button that has the focus is about to go
      go(next());
    });
    chips.push(element("li", {}, button));
  };
  for (const facet of library.facets) {
    const { yes, no } = choiceOf(state, facet.id);
    for (const [ids, key, before] of [[yes, "yes", ""], [no, "no", "not "]]) {
      for (const id of ids) {
        add(`${before}${facet.title.toLowerCase()} `, facet.find(id).label, () =>
          withChoice(state, facet.id, { [key]: ids.filter((other) => other !== id) }),
        );
      }
    }
  }
  if (state.from || state.to) add("", yearsInWords(state), () => ({ ...state, from: "", to: "" }));
  if (chips.length) {
    const clear = element("button", { type: "button" }, "Clear filters");
    clear.addEventListener("click", () => {
      sort.focus({ preventScroll: true });
      go({ ...nothing(), sort: state.sort });
    });
    chips.push(element("li", {}, clear));
  }
  chosenList.replaceChildren(...chips);
  chosenList.hidden = !chips.length;
}

/** The one value that is all that is chosen, with its facet. */
function alone() {
  const chosen = library.facets.map((facet) => ({ facet, ...choiceOf(state, facet.id) }));
  const some = chosen.filter(({ yes, no }) => yes.length || no.length);
  if (state.from && state.from === state.to && !some.length) {
    const facet = library.facets.find(({ id }) => id === "year");
    return { facet, value: facet.find(state.from) };
  }
  const [{ facet, yes, no } = { facet: undefined, yes: [], no: [] }, ...others] = some;
  const isAlone = !others.length && yes.length === 1 && !no.length && !state.from && !state.to;
  return isAlone ? { facet, value: facet.find(yes[0]) } : {};
}

/** Ways to carry away what was found: files made of it, and the page and the feed that it has. */
function showTake() {
  const { files } = library;
  const { facet, value } = alone();
  const buttons = ["BibTeX", "CSV"].map((name) => {
    const button = element("button", { type: "button", class: "pm-browse__file" }, name);
    button.setAttribute("aria-label", `Save ${counted(found.count)} as ${name}`);
    button.addEventListener("click", () => carry(name));
    return button;
  });
  const parts = canCite(found.count, files) ? buttons : buttons.slice(1);
  const links = [];
  if (value?.hasPage) {
    const address = new URL(`${facet.section}${value.id}/`, ROOT);
    const own = element("a", { href: address }, "Page of ", element("bdi", {}, value.label));
    links.push(own);
    if (facet.feed) links.push(feedLink(new URL(facet.feed, address)));
  } else if (!isNarrowed(state) && files.feed) links.push(feedLink(new URL(files.feed, ROOT)));
  progress.textContent = "";
  take.replaceChildren(...(found.count ? ["Save as ", ...parts] : []), ...links);
}

const feedLink = (address) => element("a", { href: address, type: "application/atom+xml" }, "Atom feed");

/** Saves what was found as a file. */
async function carry(name) {
  const mine = found;
  const numbers = found.order("newest");
  const say = (sentence) => {
    if (found === mine) progress.textContent = sentence;
  };
  say("Loading …");
  try {
    const papers = await library.rows(numbers);
    if (name === "CSV") {
      const facets = library.facets.filter(({ id }) => IN_TABLES.includes(id));
      const labels = new Map(facets.map((facet) => [facet.id, labelsOf(facet, numbers)]));
      const rows = papers.map((paper, at) => ({ ...paper, number: numbers[at] }));
      save(table(rows, labels), "papers.csv", "text/csv");
    } else {
      const ids = papers.map(({ id }) => id);
      const tell = (count) => say(`${grouped(count)} of ${grouped(ids.length)} loaded`);
      save(await bibtex(ids, library.files, tell), "papers.bib", "application/x-bibtex");
    }
    say(`${counted(numbers.length)} saved.`);
  } catch {
    const why = navigator.onLine ? "The site does not answer." : "There is no connection.";
    say(`${name} could not be made. ${why} Please try again.`);
  }
}

/** The labels of a facet's values that each of the papers has, by number. */
function labelsOf(facet, numbers) {
  const labels = new Map(numbers.map((paper) => [paper, []]));
  for (const { label, papers } of facet?.values ?? []) {
    if (numbers.length === 1) {
      if (papers.includes(numbers[0])) labels.get(numbers[0]).push(label);
    } else for (const paper of papers) labels.get(paper)?.push(label);
  }
  return labels;
}

/** The query of a search among the same papers, as far as a search has such filters. */
function toSearch() {
  const given = new URLSearchParams();
  for (const facet of IN_SEARCH) {
    const { yes } = choiceOf(state, facet);
    if (yes.length === 1) given.append(facet, yes[0]);
  }
  return given.size ? `?${given}` : "";
}

function entry(paper, types) {
  const [type = ""] = [...types.values()].flat();
  const title = element("a", { href: new URL(`papers/${paper.id}/`, ROOT) }, paper.title);
  const lines = [
    element("h2", spoken(paper), ...statusOf(paper), title),
    element("p", { class: "pm-find__by" }, ...byline({ ...paper, type }, [], 4)),
  ];
  if (paper.summary) {
    lines.push(element("p", { class: "pm-find__gist", ...spoken(paper, paper.summary) }, paper.summary));
  }
  return element("li", { class: "pm-find__paper" }, ...lines);
}

more.addEventListener("click", () => {
  wanted += STEP;
  answer();
});
sort.addEventListener("change", () => go({ ...state, sort: sort.value }));
fold.addEventListener("click", () => {
  const isOpen = fold.getAttribute("aria-expanded") === "true";
  fold.setAttribute("aria-expanded", String(!isOpen));
  showFold();
  if (isOpen) fold.scrollIntoView({ block: "nearest" });
});
addEventListener("popstate", () => {
  [isRead, wanted] = [false, STEP];
  answer();
});
answer();
