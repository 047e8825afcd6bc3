/* Answers in the search box as one types: the box's elements go in, and its list of papers, what
   was changed in the query, and the keys that move through the list are kept up from then on. */

import { element } from "./elements.js";
import { isComposed, ROOT } from "./search-box.js";
import { search } from "./search.js";
import { start } from "./search-index.js";
import { kept, offerKey, tell, whenTyped } from "./search-state.js";
import { byline, lacks, marked, spoken, statusOf, verdict } from "./search-view.js";

const SHOWN = 8;
const FURTHER = 2; // with some of the words, below those with all
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

  function show(text, options = []) {
    answered = text;
    list.dataset.query = text ?? "";
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(options.length > 0));
    choose(options[0]);
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
    const isUnfinished = isComposing() && !found.total;
    const options = first.map((paper, at) => option(paper, at, found));
    show(isUnfinished ? undefined : text, options);
    said = isUnfinished ? [] : verdict(found);
    unhelpful = !found.total && !found.signs && !isUnfinished;
    tell(dialog, said, unhelpful);
  }

  const ask = kept(dialog, task, show);
  const isComposing = whenTyped(field, PAUSE, ask);

  field.addEventListener("keydown", (event) => {
    if (isComposed(event)) return; // Enter ends a word, and opens nothing
    const options = [...list.children];
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1 };
    if (event.key in moves && options.length) {
      event.preventDefault();
      choose(options.at(moves[event.key] % options.length));
    } else if (event.key === "Enter" && at >= 0 && field.value.trim() === answered) {
      event.preventDefault();
      options[at].click();
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

function option(paper, at, { full, terms }) {
  const missing = at < full ? "" : lacks(paper, terms);
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
