/* The search page: its element goes in. The query, the chosen filters and the order stand in the
   address bar, so that a search can be linked to, and the list follows them from then on. */

import { element } from "./elements.js";
import { closeTo, ordered, search } from "./search.js";
import { facetList } from "./search-facets.js";
import { start } from "./search-index.js";
import { among, count, labels } from "./search-sets.js";
import { kept, offerKey, soon, tell, whenTyped } from "./search-state.js";
import { lacking } from "./search-text.js";
import {
  byline,
  lacks,
  marked,
  nameOf,
  nearby,
  places,
  spoken,
  statusOf,
  verdict,
} from "./search-view.js";
import { paired } from "./search-words.js";

const PAUSE = 150; // ms without a key before a search starts
const STEP = 20; // papers at a time
const CLOSE = 10; // in meaning
const [BEFORE, AFTER] = [12, 24]; // words around the first place that tells why a paper was found
const LETTER = 0.4; // of a word is a letter of the scripts that have no spaces

const FACETS = {
  theme: "Theme",
  type: "Type",
  year: "Year",
  venue: "Venue",
  tag: "Tag",
  author: "Author",
};

/** Take care of the search page. */
export function attend(page) {
  const part = (name) => page.querySelector(`[data-search-${name}]`);
  const [form, body, beginning] = ["form", "body", "start"].map(part);
  const [chosenList, list, more, sort, fold] = ["chosen", "list", "more", "sort", "fold"].map(part);
  const field = form.querySelector("input");
  const facets = facetList(part("facets"), FACETS, toggle);
  let state = fromAddress();
  let wanted = STEP; // papers to show
  let shown; // an answer, and the address that asked for it
  let shownAt = "";
  let listed = 0; // papers of the answer that were gone through
  let closest; // a promise of the papers close in meaning to it
  /** @type {Set<string>} */
  let near = new Set(); // those listed as close in meaning
  /** @type {string[]} */
  let nearness = []; // what is said of them

  function toggle(facet, value) {
    const values = state.chosen[facet] ?? [];
    const others = values.filter((one) => one !== value);
    const now = others.length < values.length ? others : [...values, value];
    go({ ...state, chosen: { ...state.chosen, [facet]: now } });
  }

  /** Another search, which Back leaves again; typing goes on in the same one. */
  function go(next, typing = false) {
    // Without its last filter a search shows every paper; only an emptied field begins anew.
    state = typing || isAsked(next) ? next : { ...next, newest: true };
    wanted = STEP;
    const address = toAddress(state);
    if (typing) history.replaceState(null, "", address);
    else if (address !== location.pathname + location.search) history.pushState(null, "", address);
    answer();
  }

  async function task(isStale) {
    const { text, chosen, newest, enough } = state;
    [beginning.hidden, body.hidden] = [isAsked(state), !isAsked(state)];
    if (!isAsked(state)) {
      page.dataset.searchPage = location.search;
      return;
    }
    sort.disabled = !text; // without a query nothing is more relevant than another
    sort.value = newest || !text ? "date" : "relevance";
    const { search: address } = location;
    const isMore = shown && shownAt === address;
    const allow = (index) => among(index, chosen);
    const now = isMore
      ? shown
      : await Promise.all([search(text, { allow, newest, enough }), count(text, chosen, enough), labels()]);
    const [found, counts, names] = now;
    const from = isMore ? listed : 0;
    const some = await found.papers(from, wanted);
    const isNarrow = newest || Object.keys(chosen).length > 0 || isUnfinished(found);
    if (!isMore) closest = isNarrow ? [] : closeTo(found, some, CLOSE);
    let close = await soon(closest);
    if (isStale()) return; // somebody has gone on
    [shown, shownAt] = [now, address];
    if (!isMore) facets.show(counts, chosen, names);
    if (!isMore) showChosen(names);
    if (close === undefined) {
      present(found, some, 0, []);
      close = await closest;
      if (isStale()) return;
    }
    present(found, some, from, close);
    page.dataset.searchPage = address;
  }

  const isUnfinished = ({ total }) => isComposing() && !total;

  /** Lists papers, of which the first has that place among what was found, with those that are
      `close`, which is null where they could not be loaded. */
  function present(found, some, from, close) {
    const [sure, beside, others] = ordered(found, some, (!from && close) || []);
    if (!from) {
      list.replaceChildren();
      near = new Set(beside.map(({ id }) => id));
      nearness = nearby(close && beside);
    }
    listed = from + some.length;
    const made = (paper) => entry(paper, found.terms, from + some.indexOf(paper) >= found.full);
    list.append(...sure.filter(({ id }) => !near.has(id)).map(made));
    if (beside.length) list.append(section("Close in meaning", beside, found.terms));
    list.append(...others.map(made));
    const said = isUnfinished(found) ? [] : [...verdict(found), ...nearness];
    tell(page, said, !found.total && !near.size && !found.signs && !isUnfinished(found));
    const isWhole = listed >= found.total;
    more.hidden = isWhole && !found.isCut;
    more.textContent = isWhole ? "Show papers with some of the words" : "Show more";
  }

  /** What was found by another search is none of this one's. */
  function fail() {
    if (shownAt === location.search) return;
    shown = undefined;
    list.replaceChildren();
    more.hidden = true;
  }

  const answer = kept(page, task, fail);
  const isComposing = whenTyped(field, PAUSE, type);

  function type() {
    go({ ...state, text: field.value.trim(), enough: STEP }, true);
  }

  function showChosen(names) {
    const buttons = Object.entries(state.chosen).flatMap(([facet, values]) =>
      values.map((value) => {
        const name = nameOf(names[facet], value);
        const label = `Remove ${FACETS[facet].toLowerCase()} ${name}`;
        const shown = element("bdi", {}, name);
        const button = element("button", { type: "button", "aria-label": label }, shown, " ×");
        button.addEventListener("click", () => remove(() => toggle(facet, value)));
        return element("li", {}, button);
      }),
    );
    if (buttons.length) {
      const clear = element("button", { type: "button" }, "Clear filters");
      clear.addEventListener("click", () => remove(() => go({ ...state, chosen: {} })));
      buttons.push(element("li", {}, clear));
    }
    chosenList.replaceChildren(...buttons);
    chosenList.hidden = !buttons.length;
  }

  function remove(filter) {
    field.focus(); // the button that has the focus is about to go
    filter();
  }

  function restore() {
    state = fromAddress();
    wanted = STEP;
    field.value = state.text;
    answer();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    type();
  });
  more.addEventListener("click", () => {
    if (listed >= shown[0].total) {
      state = { ...state, enough: Infinity };
      shown = undefined;
    }
    wanted += STEP;
    answer();
  });
  offerKey(page);
  sort.addEventListener("change", () => go({ ...state, newest: sort.value === "date" }));
  fold.addEventListener("click", () => {
    const open = fold.getAttribute("aria-expanded") === "true";
    fold.setAttribute("aria-expanded", String(!open));
  });
  addEventListener("popstate", restore);
  field.addEventListener("focus", () => start().catch(() => {}), { once: true });
  restore();
}

function isAsked({ text, chosen, newest }) {
  return Boolean(text || newest || Object.values(chosen).some((values) => values.length));
}

function fromAddress() {
  const given = new URLSearchParams(location.search);
  const chosen = Object.keys(FACETS).map((facet) => [facet, [...new Set(given.getAll(facet))]]);
  return {
    text: (given.get("q") ?? "").trim(),
    newest: given.get("sort") === "date",
    enough: STEP, // papers with all the words, for those with some of them not to be looked for
    chosen: Object.fromEntries(chosen.filter(([, values]) => values.length)),
  };
}

function toAddress({ text, newest, chosen }) {
  const given = new URLSearchParams();
  if (text) given.set("q", text);
  for (const facet of Object.keys(FACETS)) {
    for (const value of chosen[facet] ?? []) given.append(facet, value);
  }
  if (newest) given.set("sort", "date");
  return location.pathname + (given.size ? `?${given}` : "");
}

/** The part of a text around a place. */
function around(text, place) {
  const chunks = [...text.matchAll(paired()?.chunks ?? /\S+/gu)];
  const at = chunks.findIndex(({ 0: chunk, index }) => index + chunk.length > place);
  const size = ({ 0: chunk }) => (paired()?.isUnspaced(chunk) ? LETTER : 1);
  let [from, to] = [at, at];
  for (let room = BEFORE; from > 0 && (room -= size(chunks[from - 1])) >= 0; ) from -= 1;
  for (let room = AFTER; to < chunks.length && (room -= size(chunks[to])) >= 0; ) to += 1;
  const part = text.slice(chunks[from].index, chunks[to]?.index).trim();
  return `${from > 0 ? "… " : ""}${part}${to < chunks.length ? " …" : ""}`;
}

/** The part of a paper that tells why it was found: its summary, unless only its digest has terms
    that the title and the summary lack. */
export function gist(paper, terms) {
  const hidden = lacking(paper, terms, ["title", "also", "summary", "authors"]);
  const [first] = places(paper.content, hidden);
  return first ? around(paper.content, first[0]) : paper.summary;
}

/** Papers as an entry of a list, under a name of their own. */
function section(name, papers, terms) {
  const heading = element("h2", { class: "pm-find__group", id: "pm-find-close" }, name);
  const entries = papers.map((paper) => entry(paper, terms, false, "h3"));
  const list = element("ol", { class: "pm-find__list" }, ...entries);
  const group = element("div", { role: "group", "aria-labelledby": heading.id }, heading, list);
  return element("li", { class: "pm-find__close" }, group);
}

function entry(paper, terms, isPartial, heading = "h2") {
  const told = "content" in paper ? gist(paper, terms) : paper.summary;
  const lines = [
    element(
      heading,
      spoken(paper),
      ...statusOf(paper),
      element("a", { href: paper.address }, ...marked(paper.title, terms)),
    ),
    element("p", { class: "pm-find__by" }, ...byline(paper, terms, 4)),
    element("p", { class: "pm-find__gist", ...spoken(paper, told) }, ...marked(told, terms)),
    element("p", { class: "pm-find__by" }, isPartial ? lacks(paper, terms) : ""),
  ];
  if (paper.also) {
    const also = element("bdi", {}, ...marked(paper.also, terms));
    lines.splice(1, 0, element("p", { class: "pm-find__by" }, "Later titled ", also));
  }
  return element("li", { class: "pm-find__paper" }, ...lines.filter((line) => line.textContent));
}
