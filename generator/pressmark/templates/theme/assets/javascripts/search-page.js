/* The search page: its element goes in. The query, the chosen filters and the order stand in the
   address bar, so that a search can be linked to, and the list follows them from then on. */

import { count, labels, search, start } from "./search.js";
import { facetList } from "./search-facets.js";
import {
  byline,
  element,
  gist,
  marked,
  nameOf,
  oneAtATime,
  statusOf,
  verdict,
} from "./search-view.js";

const PAUSE = 150; // ms without a key before a search starts
const STEP = 20; // papers at a time

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
  const [form, body, status, help] = ["form", "body", "status", "help"].map(part);
  const beginning = part("start");
  const [chosenList, list, more, sort, fold] = ["chosen", "list", "more", "sort", "fold"].map(part);
  const field = form.querySelector("input");
  const facets = facetList(part("facets"), FACETS, toggle);
  let timer = 0;
  let state = fromAddress();

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
    const address = toAddress(state);
    if (typing) history.replaceState(null, "", address);
    else if (address !== location.pathname + location.search) history.pushState(null, "", address);
    answer();
  }

  const answer = oneAtATime(async (isStale) => {
    const { text, chosen, newest } = state;
    [beginning.hidden, body.hidden] = [isAsked(state), !isAsked(state)];
    if (!isAsked(state)) {
      page.dataset.searchPage = location.search;
      return;
    }
    sort.disabled = !text; // without a query nothing is more relevant than another
    sort.value = newest || !text ? "date" : "relevance";
    try {
      const [found, counts, names] = await Promise.all([
        search(text, { chosen, newest }),
        count(text, chosen),
        labels(),
      ]);
      const first = await found.next(STEP);
      if (isStale()) return; // somebody has gone on
      facets.show(counts, chosen, names);
      showChosen(names);
      say(verdict(found), !found.total);
      list.replaceChildren();
      showPapers(found, first);
      page.dataset.searchPage = location.search;
    } catch {
      say(["The search could not be loaded."], true);
    }
  });

  function say(sentences, unhelpful) {
    status.replaceChildren(...sentences.map((sentence) => element("span", {}, sentence)));
    help.hidden = !unhelpful;
  }

  function showPapers(found, some) {
    list.append(...some.map((paper) => entry(paper, found.wanted)));
    more.hidden = list.children.length >= found.total;
    more.onclick = async () => showPapers(found, await found.next(STEP));
  }

  function showChosen(names) {
    const buttons = Object.entries(state.chosen).flatMap(([facet, values]) =>
      values.map((value) => {
        const name = nameOf(names[facet], value);
        const label = `Remove ${FACETS[facet].toLowerCase()} ${name}`;
        const button = element("button", { type: "button", "aria-label": label }, `${name} ×`);
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
    field.value = state.text;
    answer();
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go({ ...state, text: field.value.trim() }, true), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    go({ ...state, text: field.value.trim() }, true);
  });
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

function entry(paper, wanted) {
  const lines = [
    element(
      "h2",
      {},
      ...statusOf(paper),
      element("a", { href: paper.address }, ...marked(paper.title, wanted)),
    ),
    element("p", { class: "pm-find__by" }, ...marked(byline(paper, 4), wanted)),
    element("p", { class: "pm-find__gist" }, ...marked(gist(paper, wanted), wanted)),
  ];
  if (paper.also) {
    const also = marked(paper.also, wanted);
    lines.splice(1, 0, element("p", { class: "pm-find__by" }, "Later titled ", ...also));
  }
  return element("li", { class: "pm-find__paper" }, ...lines.filter((line) => line.textContent));
}
