/* The filters of the page that browses: facets go in, and a group of controls for each is kept up from
   then on. What is chosen is passed on; what it does is not known here. */

import { isCalled, typedWords } from "./browse-data.js";
import { UNDATED, YEAR, choiceOf, isChoosable } from "./browse-state.js";
import { element, grouped } from "./elements.js";
import { breath, drawn } from "./pauses.js";

const SHORT = 8; // values shown of a long list, and so many of a list of years or a tree
const TREE = 24;
const STEP = 50; // more values at a time
const LONG = 15; // values from which on a list has a field to search it
const SVG = "http://www.w3.org/2000/svg";

/** Groups of controls in `place`, one for each facet; `choose(facet, change)` is called with what
    makes another choice of one's, `span(from, to)` with other years, and `fill(facet)` when somebody looks for a
    value that may not be loaded yet, which resolves when it is. */
export function facetGroups(place, facets, { choose, span, fill }) {
  const groups = facets.map((facet) =>
    facet.id === YEAR ? yearGroup(facet, choose, span) : valueGroup(facet, choose, fill),
  );
  let isPlaced = false; // once all have their counts, so that none pushes another down

  /** `counts` gives how many papers each value of a facet would leave; one group at a time follows. */
  return async (state, counts, isStale) => {
    for (const [at, { show }] of groups.entries()) {
      await breath();
      if (isStale()) return;
      const focused = document.activeElement;
      show(state, counts(facets[at]));
      // What has the focus may have been put elsewhere in its list.
      if (focused !== document.activeElement && focused?.isConnected) {
        /** @type {any} */ (focused).focus({ preventScroll: true });
      }
    }
    if (!isPlaced) place.replaceChildren(...groups.map(({ group }) => group));
    isPlaced = true;
  };
}

const without = (values, id) => values.filter((value) => value !== id);
const toggled = (values, id) => (values.includes(id) ? without(values, id) : [...values, id]);

function valueGroup(facet, choose, fill) {
  const title = facet.title.toLowerCase();
  const list = element("ul", { class: "pm-facet__values" });
  const group = element("fieldset", { class: "pm-facet" }, element("legend", {}, facet.title));
  const more = element("button", { type: "button", class: "pm-facet__more" });
  const sought = element("input", { type: "search", class: "pm-facet__filter", dir: "auto" });
  const note = element("p", { class: "pm-facet__note", "aria-live": "polite" });
  const mode = modeSelect(facet, choose);
  sought.setAttribute("aria-label", `Find ${/^[aeiou]/.test(title) ? "an" : "a"} ${title}`);
  sought.setAttribute("placeholder", sought.getAttribute("aria-label"));
  group.append(mode.label);
  if ((facet.count ?? facet.values.length) >= LONG) group.append(sought, note);
  group.append(list, more);
  const isTree = facet.values.some(({ parent }) => parent);
  const short = isTree ? TREE : SHORT;
  const rows = new Map();
  let [limit, isWhole] = [short, false];
  let last;

  function show(state, counts) {
    last = [state, counts];
    const choice = choiceOf(state, facet.id);
    const typed = typedWords(sought.value);
    const chosen = new Set([...choice.yes, ...choice.no]);
    const fits = (value) =>
      chosen.has(value.id) || (counts[value.place] > 0 && (!typed.length || isCalled(value, typed)));
    const possible = (isTree ? inTree(facet.values) : byCount(facet.values, counts)).filter(fits);
    const shown = possible.filter((value, at) => at < limit || chosen.has(value.id));
    const items = shown.map((value) => {
      if (!rows.has(value.id)) rows.set(value.id, valueRow(facet, value, choose));
      return rows.get(value.id).show(counts[value.place], choice);
    });
    if (items.length !== list.children.length || items.some((item, at) => item !== list.children[at])) {
      list.replaceChildren(...items);
    }
    isWhole = limit >= possible.length;
    more.hidden = possible.length <= short;
    const all = grouped(possible.length);
    const next = limit + STEP < possible.length ? `Show ${STEP} more of ${all}` : `Show all ${all}`;
    more.textContent = isWhole ? "Show fewer" : next;
    mode.show(choice);
    group.hidden = !possible.length && !typed.length;
    return possible.length;
  }

  more.addEventListener("click", () => {
    limit = isWhole ? short : limit + STEP;
    show(...last);
    more.focus({ preventScroll: true });
  });
  sought.addEventListener("input", async () => {
    limit = short;
    const typed = sought.value;
    await drawn();
    if (typed !== sought.value) return;
    if (facet.isWhole?.() === false) {
      note.textContent = `Loading ${title}s …`;
      await fill(facet);
    }
    const count = show(...last);
    note.textContent = sought.value.trim() ? `${grouped(count)} found` : "";
  });
  return { group, show };
}

/** Values by how many papers each would leave, the most first; of the same number as they come. */
function byCount(values, counts) {
  const size = values.length;
  const keys = Float64Array.from(values, (_, at) => counts[at] * size + (size - 1 - at)).sort();
  return Array.from(keys.reverse(), (key) => values[size - 1 - (key % size)]);
}

/** Values so that each is followed by its parts, which have a `depth`. */
function inTree(values) {
  const names = new Set(values.map(({ id }) => id));
  const parts = new Map();
  for (const value of values) {
    const above = names.has(value.parent) ? value.parent : "";
    parts.set(above, [...(parts.get(above) ?? []), value]);
  }
  const below = (name, depth) =>
    (parts.get(name) ?? []).flatMap((value) => {
      value.depth = depth;
      return [value, ...below(value.id, depth + 1)];
    });
  return below("", 0);
}

/** How several values of a facet are meant, where papers have several. */
function modeSelect(facet, choose) {
  const select = element(
    "select",
    {},
    element("option", { value: "all" }, "all of them"),
    element("option", { value: "any" }, "any of them"),
  );
  const label = element("label", { class: "pm-facet__mode" }, "Papers with ", select);
  select.addEventListener("change", () => choose(facet.id, () => ({ mode: select.value })));
  return {
    label,
    show({ mode, yes }) {
      select.value = mode;
      label.hidden = !(isChoosable(facet.id) && yes.length > 1);
    },
  };
}

function valueRow(facet, value, choose) {
  const box = element("input", { type: "checkbox" });
  const told = element("span", { class: "pm-facet__count" });
  const label = element("label", {}, box, element("bdi", {}, value.label), " ", told);
  const not = element(
    "button",
    { type: "button", class: "pm-facet__not", "aria-label": `not ${value.label}` },
    "not",
  );
  const depth = Math.min(value.depth ?? 0, 4);
  const item = element("li", { class: depth ? `pm-depth-${depth}` : false }, label, not);
  box.addEventListener("change", () =>
    choose(facet.id, ({ yes, no }) => ({ yes: toggled(yes, value.id), no: without(no, value.id) })),
  );
  not.addEventListener("click", () =>
    choose(facet.id, ({ yes, no }) => ({ yes: without(yes, value.id), no: toggled(no, value.id) })),
  );
  return {
    show(count, chosen) {
      box.checked = chosen.yes.includes(value.id);
      const isOut = chosen.no.includes(value.id);
      not.setAttribute("aria-pressed", String(isOut));
      item.toggleAttribute("data-out", isOut);
      told.textContent = grouped(count);
      return item;
    },
  };
}

/** The years, from one to another, with a bar for each that a pointer can choose. */
function yearGroup(facet, choose, span) {
  const years = facet.values.filter(({ id }) => id !== UNDATED).reverse();
  const undated = facet.find(UNDATED);
  const selects = ["From", "To"].map((name) => {
    const options = years.map(({ id }) => element("option", { value: id }, id));
    const select = element("select", {}, element("option", { value: "" }, "any"), ...options);
    return { select, label: element("label", {}, `${name} `, select) };
  });
  const [from, to] = selects.map(({ select }) => select);
  const bars = chart(years, (year) => {
    const isAlone = from.value === year && to.value === year;
    span(isAlone ? "" : year, isAlone ? "" : year);
  });
  const row = undated && valueRow(facet, undated, choose);
  const group = element(
    "fieldset",
    { class: "pm-facet" },
    element("legend", {}, facet.title),
    bars.picture,
    element("p", { class: "pm-facet__span" }, ...selects.map(({ label }) => label)),
    ...(row ? [element("ul", { class: "pm-facet__values" }, row.show(0, { yes: [], no: [] }))] : []),
  );
  for (const select of [from, to]) select.addEventListener("change", () => span(from.value, to.value));
  return {
    group,
    show(state, counts) {
      [from.value, to.value] = [state.from, state.to];
      bars.show(counts, state);
      row?.show(counts[undated.place], choiceOf(state, YEAR));
    },
  };
}

function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function chart(years, choose) {
  const height = 40;
  const picture = shape("svg", {
    class: "pm-facet__years",
    viewBox: `0 0 ${years.length} ${height}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  const bars = years.map(({ id }, at) => {
    const bar = shape("rect", { x: at + 0.08, width: 0.84 });
    const title = shape("title", {});
    const ground = shape("rect", { x: at, width: 1, y: 0, height, class: "pm-facet__ground" });
    const part = shape("g", {}, title, ground, bar);
    part.addEventListener("click", () => choose(id));
    picture.append(part);
    return { part, bar, title };
  });
  return {
    picture,
    show(counts, { from, to }) {
      const most = Math.max(1, ...years.map(({ place }) => counts[place]));
      for (const [at, { id, place }] of years.entries()) {
        const { part, bar, title } = bars[at];
        const tall = counts[place] && Math.max(1, (counts[place] / most) * height);
        bar.setAttribute("y", String(height - tall));
        bar.setAttribute("height", String(tall));
        title.textContent = `${id}: ${grouped(counts[place])}`;
        const isOut = (from && id < from) || (to && id > to);
        part.toggleAttribute("data-out", Boolean(isOut));
      }
    },
  };
}
