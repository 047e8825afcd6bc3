/* The sets of the reading list: their names go in, and what shows, makes, renames and removes them. */

import { element } from "./elements.js";
import * as store from "./reading-store.js";

const ALL = "all";

/** What takes care of the sets of the page of the list. */
export function setsOf({ part, button, apply, notice, all, refresh }) {
  const [list, tools, form, renaming] = ["sets", "set-tools", "new-set", "rename"].map(part);
  const chosen = () => all().sets.find(({ id }) => id === wanted);
  let wanted = ALL;

  function show({ papers, sets }) {
    if (wanted && wanted !== ALL && !chosen()) wanted = ALL;
    const inside = (id) => papers.filter(({ set }) => set === id).length;
    const choices = [
      [ALL, "All", papers.length],
      ...(sets.length ? [["", "In no set", inside("")]] : []),
      ...sets.map(({ id, name }) => [id, name, inside(id)]),
    ];
    const focused = document.activeElement?.getAttribute("data-set");
    list.replaceChildren(...choices.map(choice));
    if (typeof focused === "string") list.querySelector(`[data-set="${focused}"]`)?.focus();
    list.hidden = !sets.length;
    tools.hidden = !chosen();
    const field = renaming.querySelector("input");
    if (field !== document.activeElement) field.value = chosen()?.name ?? "";
  }

  function choice([id, name, papers]) {
    const made = button("", () => choose(id));
    made.dataset.set = id;
    made.setAttribute("aria-pressed", String(id === wanted));
    made.append(element("bdi", {}, name), " ", element("span", { class: "pm-count" }, String(papers)));
    return element("li", {}, made);
  }

  function choose(id) {
    wanted = id;
    refresh();
  }

  /** The name that a form has, or "" where it is none that a set can have; the form says why. */
  function nameIn(field, other) {
    const name = store.line(field.value, store.MOST.name);
    const same = all().sets.find((set) => set.name.toLowerCase() === name.toLowerCase() && set !== other);
    const isFull = !other && all().sets.length >= store.MOST.sets;
    const fault = same ? "There is a set of this name." : isFull ? `There are ${store.MOST.sets} sets.` : "";
    field.setCustomValidity(name ? fault : "Type a name.");
    return field.reportValidity() ? name : "";
  }

  for (const one of [form, renaming]) {
    one.addEventListener("input", ({ target }) => target.setCustomValidity(""));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = form.querySelector("input");
    const name = nameIn(field);
    if (!name) return;
    const { set, texts } = store.newSet(name);
    const before = apply(texts);
    if (!before) return;
    field.value = "";
    notice(`There is a set “${set.name}” now: choose it for papers below.`, before);
  });
  renaming.addEventListener("submit", (event) => {
    event.preventDefault();
    const set = chosen();
    const name = set && nameIn(renaming.querySelector("input"), set);
    if (!name) return;
    const before = apply(store.renamed(set, name));
    if (before) notice(`“${set.name}” is “${name}” now.`, before);
  });
  part("delete-set").addEventListener("click", () => {
    const set = chosen();
    const before = apply(store.withoutSet(set.id));
    list.querySelector("button")?.focus();
    if (before) notice(`Deleted the set “${set.name}”; its papers are in no set.`, before);
  });

  return {
    show,
    has: ({ set }) => wanted === ALL || set === wanted,
  };
}
