/* The filters of the search page: counts and chosen values go in, and lists of checkboxes are kept
   up from then on. A click on one is passed on; what it does is not known here. */

import { meets } from "./search-text.js";
import { element } from "./elements.js";
import { nameOf } from "./search-view.js";
import { words } from "./search-words.js";

const SHORT = 8; // values shown of a long list
const LONG = 15; // values from which on a list has a field to search it

/** Lists of checkboxes in `place`, one for every facet of `titles` ({ theme: "Theme" }) that the
    library has; `choose(facet, value)` is called when one is clicked. */
export function facetList(place, titles, choose) {
  const lists = {};

  /** `counts` is what search.js counts, `chosen` the chosen values and `names` the labels. */
  function show({ all, now }, chosen, names) {
    for (const [facet, title] of Object.entries(titles)) {
      if (!all[facet]) continue;
      lists[facet] ??= valueList(facet, title, all[facet], names[facet], choose);
      lists[facet].show(now[facet] ?? {}, chosen[facet] ?? []);
    }
    const made = Object.keys(titles).flatMap((facet) => lists[facet]?.group ?? []);
    if (place.children.length < made.length) place.replaceChildren(...made);
  }

  return { show };
}

/** One facet. Its values keep one order, by how many papers of the library have them, so that
    nothing moves under the pointer when the numbers change. */
function valueList(facet, title, all, names, choose) {
  const name = (value) => nameOf(names, value);
  const values = Object.keys(all).sort((a, b) =>
    facet === "year" ? b.localeCompare(a) : all[b] - all[a] || name(a).localeCompare(name(b), "en"),
  );
  /** @type {ReturnType<typeof valueRow>[]} */
  const rows = []; // made when first shown: a library has thousands of authors
  const list = element("ul", { class: "pm-facet__values" });
  const group = element("fieldset", { class: "pm-facet" }, element("legend", {}, title), list);
  const more = element("button", { type: "button", class: "pm-facet__more" });
  const filter = element("input", { type: "search", class: "pm-facet__filter", dir: "auto" });
  filter.setAttribute("aria-label", `Find a ${title.toLowerCase()}`);
  filter.setAttribute("placeholder", `Find a ${title.toLowerCase()}`);
  if (values.length >= LONG) list.before(filter);
  list.after(more);
  let [open, numbers] = [false, {}];
  /** @type {string[]} */
  let picked = [];

  function show(now, chosen) {
    [numbers, picked] = [now, chosen];
    const sought = words(filter.value);
    let shown = 0;
    let possible = 0;
    let before;
    values.forEach((value, at) => {
      const number = Object.hasOwn(numbers, value) ? numbers[value] : 0;
      const isChosen = picked.includes(value);
      const has = words(name(value));
      const found = sought.every((start) =>
        has.some((word) => word.startsWith(start) || meets(start, word)),
      );
      const fits = (number > 0 && found) || isChosen;
      possible += fits;
      const visible = fits && (isChosen || open || shown < SHORT);
      shown += visible;
      if (visible && !rows[at]) {
        rows[at] = valueRow(`${facet}-${at}`, name(value));
        if (before) before.after(rows[at].item);
        else list.prepend(rows[at].item);
      }
      rows[at]?.show(visible, number, isChosen);
      before = rows[at]?.item ?? before;
    });
    more.hidden = possible <= SHORT;
    more.textContent = open ? "Show fewer" : `Show all ${possible}`;
    more.setAttribute("aria-expanded", String(open));
    group.hidden = !possible && !sought.length;
  }

  more.addEventListener("click", () => {
    open = !open;
    show(numbers, picked);
  });
  filter.addEventListener("input", () => show(numbers, picked));
  list.addEventListener("change", (event) => {
    choose(facet, values[rows.findIndex((row) => row?.box === event.target)]);
  });
  return { group, show };
}

function valueRow(id, label) {
  const box = element("input", { type: "checkbox", id: `pm-facet-${id}` });
  const number = element("span", { class: "pm-facet__count" });
  const item = element(
    "li",
    {},
    element("label", { for: box.id }, box, element("bdi", {}, label), " ", number),
  );
  return {
    box,
    item,
    show(visible, count, isChosen) {
      item.hidden = !visible;
      box.checked = isChosen;
      number.textContent = String(count);
    },
  };
}
