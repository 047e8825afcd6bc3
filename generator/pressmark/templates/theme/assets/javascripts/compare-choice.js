/* Ways to choose papers to compare: a field that finds them as the search does, and takes ids and
   addresses of papers too, and the reading list that this browser may keep. */

import { element } from "./elements.js";
import { idAt } from "./reader.js";
import { isId, read } from "./reading-store.js";
import { ROOT } from "./search-box.js";
import { byline, spoken, statusOf } from "./search-view.js";

const [PAUSE, SHOWN] = [150, 6]; // ms without a key before a search starts, and papers offered

/** A form by which papers are added; `add` is called with the id of one. */
export function offerSearch({ add, most }) {
  const field = element("input", {
    ...{ id: "pm-compare-field", type: "text", dir: "auto", role: "combobox", autocomplete: "off" },
    ...{ "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": "pm-compare-list" },
    ...{ autocapitalize: "off", spellcheck: "false", maxlength: "300", enterkeyhint: "done" },
    placeholder: "Title, author, arXiv id, or a record’s id",
  });
  const list = element("ul", {
    ...{ id: "pm-compare-list", role: "listbox", "aria-label": "Papers found" },
    hidden: true,
  });
  const help = element("p", { class: "pm-compare__status", role: "status" });
  const label = element("label", { for: field.id }, "Add a paper");
  const button = element("button", { type: "submit", class: "pm-button" }, "Add");
  const form = element("form", { class: "pm-compare__form" }, label, field, button, list, help);
  let turn = 0;
  let timer = 0;

  function offer(options) {
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(options.length > 0));
    field.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  async function take(id) {
    turn += 1;
    offer([]);
    field.value = "";
    help.textContent = "";
    await add(id);
    field.focus();
  }

  async function find() {
    const now = ++turn;
    const text = field.value.trim();
    if (!text) {
      offer([]);
      help.textContent = "";
      return;
    }
    try {
      const { search } = await import("./search.js");
      const found = await search(text, { enough: SHOWN });
      const papers = await found.next(SHOWN);
      if (now !== turn) return; // somebody has typed on
      offer(papers.map((paper, at) => optionOf(paper, at, found.terms ?? [])));
      help.textContent = papers.length ? "" : "No paper was found. A record’s id is taken too.";
    } catch {
      if (now === turn) help.textContent = "The search does not answer. A record’s id is taken too.";
    }
  }

  function optionOf(paper, at, terms) {
    const id = idIn(paper.address);
    const option = element(
      "li",
      { role: "option", id: `pm-compare-option-${at}`, "aria-selected": "false", "data-id": id },
      element("span", spoken(paper), ...statusOf(paper), paper.title),
      element("span", { class: "pm-compare__by" }, ...byline(paper, terms)),
    );
    option.addEventListener("click", () => take(id));
    return option;
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the key is the input method's
    const options = [...list.children];
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const moves = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1 };
    if (event.key in moves && options.length) {
      event.preventDefault();
      choose(options.at(moves[event.key] % options.length));
    } else if (event.key === "Escape" && options.length) {
      event.preventDefault();
      offer([]);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    submit();
  });

  /** Take what is chosen, the paper of an id or an address, or the only one that is found; of
      several, offer the first to be chosen. */
  async function submit() {
    const text = field.value.trim();
    const chosen = list.querySelector("[aria-selected=true]");
    if (chosen instanceof HTMLElement) return chosen.click();
    const id = idIn(text);
    if (id !== text) return take(id);
    await find();
    const found = [...list.children];
    const isKnown = found.some((option) => option.dataset.id === id);
    if (isKnown || (!found.length && isId(id))) return take(id);
    if (found.length === 1) return take(found[0].dataset.id);
    return found.length ? choose(found[0]) : undefined;
  }

  return {
    element: form,
    focus: () => field.focus(),
    update(ids) {
      field.disabled = button.disabled = ids.length >= most;
      if (field.disabled) help.textContent = `There are ${most} papers. Remove one to add another.`;
      else if (!field.value) help.textContent = "";
    },
  };
}

/** The id in the address of a paper's page; a text that is no such address is left as it is. */
function idIn(text) {
  return (text.includes("/") && URL.canParse?.(text, ROOT) && idAt(new URL(text, ROOT))) || text;
}

/** Below a form, the papers of the reading list that this browser keeps, if it keeps one. */
export function offerReadingList(form, add) {
  const papers = kept();
  if (!papers.length) return;
  const select = element("select", { id: "pm-compare-kept" });
  select.append(...papers.map(({ id, title }) => element("option", { value: id }, title)));
  const button = element("button", { type: "button", class: "pm-button" }, "Add");
  button.addEventListener("click", () => add(select.value));
  const label = element("label", { for: select.id }, "From the reading list");
  form.append(element("p", { class: "pm-compare__kept" }, label, select, button));
}

/** The papers of the reading list, as far as this browser may keep one. */
function kept() {
  try {
    return read().papers;
  } catch {
    return [];
  }
}
