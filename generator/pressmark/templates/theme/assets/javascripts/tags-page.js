/* The cloud of tags as a filter: whoever combines tags sees how many papers have all of them, and which
   other tags these have. Otherwise each tag leads to its page. */

import { withLibrary } from "./browse-data.js";
import { filtered } from "./browse-filter.js";
import { nothing, toAddress, withChoice } from "./browse-state.js";
import { element, grouped } from "./elements.js";
import { ROOT } from "./search-box.js";
import { kept, tell } from "./search-state.js";

/** @type {any} */
const place = document.querySelector("[data-combine]");
const [button, show] = ["switch", "show"].map((name) => place?.querySelector(`[data-combine-${name}]`));
/** @type {{ id: string, item: any, link: any, button: any, total: string }[]} */
const tags = [];
let chosen = asked();

function asked() {
  const values = new URLSearchParams(location.search).getAll("tag");
  return [...new Set(values.flatMap((value) => value.split(",")).filter(Boolean))];
}

const isOn = () => button.getAttribute("aria-pressed") === "true";

/** Beside each link of the cloud a button that chooses its tag, of which one is shown. */
function equip() {
  for (const link of document.querySelectorAll("#cloud a")) {
    const id = decodeURIComponent(new URL(/** @type {any} */ (link).href).pathname.split("/").at(-2) ?? "");
    const choice = element("button", { type: "button", class: link.className, hidden: true });
    choice.append(...Array.from(link.childNodes, (node) => node.cloneNode(true)));
    const total = link.querySelector(".pm-count")?.textContent ?? "";
    choice.addEventListener("click", () => {
      chosen = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
      answer();
    });
    link.after(choice);
    tags.push({ id, item: link.parentElement, link, button: choice, total });
  }
}

function turn(on) {
  button.setAttribute("aria-pressed", String(on));
  for (const tag of tags) {
    tag.link.hidden = on;
    tag.button.hidden = !on;
    tag.item.hidden = false;
  }
  if (on) answer();
  else {
    chosen = [];
    keepAddress();
    show.hidden = true;
    tell(place, [], false);
  }
}

async function task(isStale) {
  await withLibrary(async (library) => {
    if (isStale() || !isOn()) return;
    const facet = library.facets.find(({ id }) => id === "tag");
    const unknown = chosen.filter((id) => !facet.find(id));
    chosen = chosen.filter((id) => facet.find(id));
    const state = withChoice(nothing(), "tag", { yes: chosen });
    const found = filtered(library, state);
    const counts = found.counts(facet);
    for (const tag of tags) {
      const count = counts[facet.find(tag.id)?.place] ?? 0;
      const isChosen = chosen.includes(tag.id);
      tag.button.setAttribute("aria-pressed", String(isChosen));
      tag.item.hidden = !count && !isChosen;
      tag.button.querySelector(".pm-count").textContent = chosen.length ? String(count) : tag.total;
    }
    keepAddress();
    show.hidden = !chosen.length;
    show.href = `${new URL("browse/", ROOT)}${toAddress(state)}`;
    const labels = chosen.map((id) => facet.find(id).label);
    const missing = unknown.map((id) => `No paper has the tag “${id}”.`);
    tell(place, [sentence(found.count, labels), ...missing], false);
  });
}

function sentence(count, labels) {
  if (!labels.length) return "Choose tags to see what they share.";
  const papers = count === 1 ? "1 paper has" : `${grouped(count)} papers have`;
  const last = labels.at(-1);
  const all = labels.length > 1 ? `${labels.slice(0, -1).join(", ")} and ${last}` : last;
  return `${papers} ${all}.`;
}

/** What is chosen, in the address beside what else is there. */
function keepAddress() {
  const others = new URLSearchParams(location.search);
  others.delete("tag");
  const tag = chosen.length ? [`tag=${chosen.map(encodeURIComponent).join(",")}`] : [];
  const query = [...tag, ...(others.size ? [String(others)] : [])].join("&");
  history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
}

const answer = place && kept(place, task, () => {}, "The filters");

if (place) {
  equip();
  button.addEventListener("click", () => turn(!isOn()));
  if (chosen.length) turn(true);
}
