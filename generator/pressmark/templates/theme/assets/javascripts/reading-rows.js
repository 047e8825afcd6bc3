/* A paper of the reading list goes in; the element that shows it, with what changes it, comes out, and is
   kept up with the paper from then on. */

import { element } from "./elements.js";
import { MOST } from "./reading-store.js";
import { ROOT } from "./search-box.js";

const PAUSE = 600; // ms without a key before a note is stored

/** The rows of a list; `act` has a function for each change. */
export function rows(act) {
  const made = new Map();
  return (paper, sets, state) => {
    if (!made.has(paper.id)) made.set(paper.id, row(paper.id, act));
    made.get(paper.id).update(paper, sets, state);
    return made.get(paper.id).item;
  };
}

function row(id, act) {
  const link = element("a", { href: new URL(`papers/${id}/`, ROOT).href, dir: "auto" });
  const heading = element("h2", {}, link);
  const by = element("p", { class: "pm-by", dir: "auto" });
  const mark = element("p", { class: "pm-reading-gone", hidden: true }, "No longer in the library.");
  const isRead = element("input", { type: "checkbox" });
  const set = element("select");
  const note = element("textarea", { rows: "3", maxlength: String(MOST.note), dir: "auto" });
  const summary = element("summary");
  const fold = element("details", { class: "pm-reading-note" }, summary, note);
  const [up, down, remove] = ["↑", "↓", "Remove"].map((sign) =>
    element("button", { type: "button", class: "pm-reading-button" }, sign),
  );
  const tools = element(
    "div",
    { class: "pm-reading-tools" },
    element("label", {}, isRead, " Read"),
    set,
    up,
    down,
    remove,
  );
  const item = element("li", { class: "pm-entry pm-reading-paper" }, heading, by, mark, tools, fold);
  item.dataset.id = id;

  isRead.addEventListener("change", () => act.patch(id, { read: isRead.checked }));
  set.addEventListener("change", () => act.file(id, set.value));
  up.addEventListener("click", () => act.move(id, -1, up));
  down.addEventListener("click", () => act.move(id, 1, down));
  remove.addEventListener("click", () => act.remove(id));
  item.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey || event.target !== link) return;
    event.preventDefault();
    act.move(id, by, link);
  });
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    if (note.value !== note.dataset.stored && act.patch(id, { note: note.value })) {
      note.dataset.stored = note.value;
    }
  };
  note.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  note.addEventListener("change", keep);
  addEventListener("pagehide", keep);

  let offered = "";
  function update(paper, sets, { isOwnOrder, isGone, isFirst, isLast, named }) {
    const { title } = paper;
    link.textContent = title;
    heading.lang = paper.lang || "en";
    by.textContent = paper.by;
    mark.hidden = !isGone;
    isRead.checked = paper.read;
    item.classList.toggle("pm-reading-read", paper.read);
    isRead.setAttribute("aria-label", `Read: ${title}`);
    set.setAttribute("aria-label", `Set of ${title}`);
    note.setAttribute("aria-label", `Note on ${title}`);
    up.setAttribute("aria-label", `Move up: ${title}`);
    down.setAttribute("aria-label", `Move down: ${title}`);
    remove.setAttribute("aria-label", `Remove ${title}`);
    [up.hidden, down.hidden] = [!isOwnOrder, !isOwnOrder];
    // One that has the focus keeps it.
    up.setAttribute("aria-disabled", String(isFirst));
    down.setAttribute("aria-disabled", String(isLast));
    if (named !== offered) {
      const options = [["", "No set"], ...sets.map(({ id: value, name }) => [value, name])];
      set.replaceChildren(...options.map(([value, name]) => element("option", { value }, name)));
      offered = named;
    }
    set.value = paper.set;
    set.hidden = !sets.length;
    fold.toggleAttribute("data-noted", paper.note !== "");
    summary.textContent = paper.note ? "Note" : "Add a note";
    if (document.activeElement !== note && note.value === (note.dataset.stored ?? "")) {
      note.value = paper.note;
      note.dataset.stored = paper.note;
      if (paper.note) fold.open = true;
    }
  }

  return { item, update };
}
