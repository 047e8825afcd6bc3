/* Answers in the search box as one types: the box's elements go in, and its list of papers, what
   was changed in the query, and the keys that move through the list are kept up from then on. */

import { search, start } from "./search.js";
import { byline, element, lacks, marked, oneAtATime, statusOf, verdict } from "./search-view.js";

const SHOWN = 8;
const PAUSE = 120; // ms without a key before a search starts

let attended = false;

/** Take care of the search box; to ask again changes nothing. */
export function attend(dialog) {
  start().catch(() => {}); // the first search will say so
  if (attended) return;
  attended = true;

  const field = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[role=status]");
  const help = dialog.querySelector("[data-search-help]");
  const all = dialog.querySelector("[data-search-all]");
  const { href: page } = all;
  let [answered, timer] = ["", 0];

  function show(text, options, said, unhelpful) {
    answered = text;
    list.dataset.query = text;
    help.hidden = !unhelpful;
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(options.length > 0));
    status.replaceChildren(...said.map((sentence) => element("span", {}, sentence)));
    choose(options[0]);
  }

  function choose(option) {
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  const answer = oneAtATime(async (isStale) => {
    const text = field.value.trim();
    all.href = text ? `${page}?${new URLSearchParams({ q: text })}` : page;
    if (text === answered) return;
    if (!text) {
      show("", [], [], false);
      return;
    }
    try {
      const found = await search(text, { enough: SHOWN });
      const first = await found.next(SHOWN);
      if (isStale()) return; // somebody has typed on
      const options = first.map((paper, at) => option(paper, at, found));
      show(text, options, verdict(found), !found.total && !found.signs);
    } catch {
      show("", [], ["The search could not be loaded."], true);
    }
  });

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(answer, PAUSE);
  });

  field.addEventListener("keydown", (event) => {
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

  answer(); // of what was typed while this was loading
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
      { class: "pm-search__title" },
      ...statusOf(paper),
      ...marked(paper.title, terms),
    ),
    element("span", { class: "pm-search__by" }, ...marked(byline(paper), terms)),
    ...(missing ? [element("span", { class: "pm-search__by" }, missing)] : []),
  );
}
