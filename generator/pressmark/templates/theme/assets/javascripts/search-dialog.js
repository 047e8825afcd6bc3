/* Answers in the search box as one types: the box's elements go in, and its list of papers, what
   was changed in the query, and the keys that move through the list are kept up from then on. */

import { element } from "./elements.js";
import { isComposed, ROOT } from "./search-box.js";
import { closeTo, ordered, search } from "./search.js";
import { start } from "./search-index.js";
import { kept, offerKey, soon, tell, whenTyped } from "./search-state.js";
import { byline, lacks, marked, nearby, spoken, statusOf, verdict } from "./search-view.js";

const SHOWN = 8;
const FURTHER = 2; // with some of the words, below those with all
const CLOSE = 6; // in meaning
const PAUSE = 120; // ms without a key before a search starts

let answer;

/** Take care of the search box, and of what is typed in it by now. */
export function attend(dialog) {
  start().catch(() => {}); // the first search will say so
  answer ??= equip(dialog);
  answer();
}

/** Equips the box. Returns a function that answers what is typed in it. */
function equip(dialog) {
  addRest(dialog);
  offerKey(dialog);
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const all = dialog.querySelector("[data-search-all]");
  const { href: page } = all;
  let [answered, unhelpful] = ["", false]; // a text, and what became of it
  /** @type {string[]} */
  let said = [];

  /** @type {() => HTMLElement[]} */
  const options = () => [...list.querySelectorAll("[role=option]")];

  function show(text, shown = []) {
    answered = text;
    list.dataset.query = text ?? "";
    list.replaceChildren(...shown);
    list.hidden = !shown.length;
    field.setAttribute("aria-expanded", String(shown.length > 0));
    choose(options()[0]);
  }

  function choose(option) {
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  async function task(isStale) {
    const text = field.value.trim();
    all.href = text ? `${page}?${new URLSearchParams({ q: text })}` : page;
    if (!dialog.open) return;
    if (!text && answered !== "") {
      show("");
      [said, unhelpful] = [[], false];
    }
    if (text === answered) {
      tell(dialog, said, unhelpful);
      return;
    }
    const found = await search(text, { enough: SHOWN, further: FURTHER });
    const first = await found.next(found.full ? Math.min(SHOWN, found.full + FURTHER) : SHOWN);
    if (isStale()) return; // somebody has typed on
    if (isComposing() && !found.total) {
      show(undefined);
      [said, unhelpful] = [[], false];
      tell(dialog, said, unhelpful);
      return;
    }
    const closest = closeTo(found, first, CLOSE + FURTHER);
    let close = await soon(closest);
    if (close === undefined) {
      present(text, found, first, []);
      close = await closest;
    }
    if (!isStale()) present(text, found, first, close);
  }

  /** Shows what was found for a text; `close` is null where it could not be loaded. */
  function present(text, found, first, close) {
    const [sure, near, others] = ordered(found, first, close ?? []);
    const rest = near.length ? others.slice(0, FURTHER) : others;
    const missing = (paper) => (first.indexOf(paper) < found.full ? "" : lacks(paper, found.terms));
    let count = -1;
    const made = (paper) => option(paper, (count += 1), found.terms, missing(paper));
    const shown = sure.map(made);
    if (near.length) shown.push(group("Close in meaning", near.slice(0, CLOSE).map(made)));
    show(text, [...shown, ...rest.map(made)]);
    said = [...verdict(found), ...nearby(close && near.slice(0, CLOSE))];
    unhelpful = !found.total && !near.length && !found.signs;
    tell(dialog, said, unhelpful);
  }

  const ask = kept(dialog, task, show);
  const isComposing = whenTyped(field, PAUSE, ask);

  field.addEventListener("keydown", (event) => {
    if (isComposed(event)) return; // Enter ends a word, and opens nothing
    const shown = options();
    const at = shown.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1 };
    if (event.key in moves && shown.length) {
      event.preventDefault();
      choose(shown.at(moves[event.key] % shown.length));
    } else if (event.key === "Enter" && at >= 0 && field.value.trim() === answered) {
      event.preventDefault();
      shown[at].click();
    }
  });

  return ask;
}

/** What the box has below its list: it needs none of it before something can answer. */
function addRest(dialog) {
  const link = (address, text) => `<a href="${new URL(address, ROOT)}">${text}</a>`;
  dialog.insertAdjacentHTML(
    "beforeend",
    `<p class="pm-search__help" data-search-help hidden><span>Try fewer or other words, or</span> browse
${link("papers/", "all papers")}, ${link("themes/", "themes")}, ${link("tags/", "tags")} or
${link("authors/", "authors")}.</p>
<p class="pm-search__foot"><a href="${new URL("search/", ROOT)}" data-search-all>All results with
filters</a><span class="pm-search__keys" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> choose
<kbd>↵</kbd> open <kbd>Esc</kbd> close</span>
<label class="pm-search__key"><input type="checkbox" data-search-slash> Single keys, such as
<kbd>/</kbd> and <kbd>?</kbd></label></p>`,
  );
}

/** Options of a list under a name of their own. */
function group(name, options) {
  const heading = element("div", { class: "pm-search__group", id: "pm-search-close" }, name);
  return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...options);
}

function option(paper, at, terms, missing) {
  return element(
    "a",
    {
      class: "pm-search__paper",
      role: "option",
      id: `pm-search-paper-${at}`,
      href: paper.address,
      tabindex: "-1",
      "aria-selected": "false",
    },
    element(
      "span",
      { class: "pm-search__title", ...spoken(paper) },
      ...statusOf(paper),
      ...marked(paper.title, terms),
    ),
    element("span", { class: "pm-search__by" }, ...byline(paper, terms)),
    ...(missing ? [element("span", { class: "pm-search__by" }, missing)] : []),
  );
}
