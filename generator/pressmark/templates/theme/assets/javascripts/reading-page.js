/* The page of the reading list: what is stored in this browser goes in; it is shown, ordered, filed and
   noted on, and each change is stored at once. */

import { element } from "./elements.js";
import { say } from "./reader.js";
import { current, identifiers } from "./reading-files.js";
import { rows } from "./reading-rows.js";
import { setsOf } from "./reading-sets.js";
import * as store from "./reading-store.js";
import { transfers } from "./reading-transfers.js";
import { singles } from "./search-box.js";

/** @type {any} */
const page = document.querySelector("[data-reading]");
const part = (name) => page.querySelector(`[data-reading-${name}]`);
const [body, list, empty, problem, sorter] = ["body", "list", "empty", "problem", "sorter"].map(part);
const [unread, count, further, keep] = ["unread", "count", "further", "keep"].map(part);

let order = "own";
/** @type {ReturnType<typeof store.read>} */
let data = { papers: [], sets: [], newer: [], damaged: [] };
const gone = new Set();

const comparisons = {
  own: () => 0,
  date: (one, other) => other.date.localeCompare(one.date, "en"),
  title: (one, other) => one.title.localeCompare(other.title, "en"),
};

/** The papers of the chosen set, in the chosen order. */
function shown() {
  return data.papers
    .filter((paper) => sets.has(paper) && !(unread.checked && paper.read))
    .toSorted(comparisons[order]);
}

function button(text, act) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", act);
  return made;
}

/** Says what was done, and offers to undo it by what `apply` gave. */
function notice(text, before) {
  const undo = button("Undo", () => {
    if (apply(before)) say("Undone.");
    page.querySelector("h1").focus();
  });
  say(`${text} `, [undo, button("Close", () => say(""))], true);
}

/** Stores changes and shows them. Returns what undoes them, or undefined where they failed. */
function apply(texts) {
  try {
    return store.write(texts);
  } catch (/** @type {any} */ error) {
    say(`Not changed: ${error.message}.`, [], true);
    refresh();
    return undefined;
  }
}

const act = {
  patch(id, values) {
    const texts = store.changes([id], () => values);
    if (texts.length) return Boolean(apply(texts));
    say("This paper was removed from the list in another tab.");
    refresh();
    return false;
  },
  file(id, set) {
    const before = apply(store.changes([id], () => ({ set })));
    const name = data.sets.find((one) => one.id === set)?.name;
    if (before) notice(name ? `Moved to “${name}”.` : "Taken out of its set.", before);
  },
  move(id, by, focused) {
    const ids = shown().map((paper) => paper.id);
    const at = ids.indexOf(id);
    const other = ids[at + by];
    if (other === undefined || order !== "own") return;
    const all = data.papers.map((paper) => paper.id).filter((one) => one !== id);
    all.splice(all.indexOf(other) + (by > 0 ? 1 : 0), 0, id);
    if (!apply(store.order(all))) return;
    focused.focus();
    say(`Now ${at + by + 1} of ${ids.length}.`);
  },
  remove(id) {
    const ids = shown().map((paper) => paper.id);
    const at = ids.indexOf(id);
    const { title } = data.papers[data.papers.findIndex((paper) => paper.id === id)];
    const before = apply(store.removals([id]));
    if (!before) return;
    const next = list.querySelector(`[data-id="${ids[at + 1] ?? ids[at - 1]}"] a`);
    (next ?? page.querySelector("h1")).focus();
    notice(`Removed “${title}”.`, before);
  },
};

const tools = { page, part, button, apply, notice, shown, all: () => data, refresh };
const rowOf = rows(act);
const sets = setsOf(tools);
const { offer, receive } = transfers(tools);

/** Shows what is stored by now. */
function refresh() {
  problem.hidden = true;
  try {
    data = store.read();
  } catch (/** @type {any} */ error) {
    tell(`The list can't be kept: ${error.message}.`);
    body.hidden = true;
    return;
  }
  tellOfOthers();
  sets.show(data);
  const papers = shown();
  showRows(papers);
  const isEmpty = !data.papers.length;
  [empty.hidden, further.hidden, sorter.hidden] = [!isEmpty, isEmpty, isEmpty];
  keep.hidden = order === "own";
  const read = papers.filter((paper) => paper.read).length;
  const some = papers.length === 1 ? "1 paper" : `${papers.length} papers`;
  count.textContent = isEmpty ? "" : `${some}, ${read} read`;
  offer(papers);
  body.hidden = false;
}

function showRows(papers) {
  const named = JSON.stringify(data.sets);
  const items = papers.map((paper, at) =>
    rowOf(paper, data.sets, {
      isOwnOrder: order === "own",
      isGone: gone.has(paper.id),
      isFirst: at === 0,
      isLast: at === papers.length - 1,
      named,
    }),
  );
  // What stays in its place keeps the focus, and a note its place in a text.
  const isSame = items.length === list.children.length && items.every((item, at) => item === list.children[at]);
  if (!isSame) list.replaceChildren(...items);
}

function tell(text, ...more) {
  problem.replaceChildren(text, ...more);
  problem.hidden = false;
}

/** What is stored and not shown. */
function tellOfOthers() {
  const { newer, damaged } = data;
  const things = ({ length }) => (length === 1 ? "1 entry" : `${length} entries`);
  if (newer.length) {
    tell(`${things(newer)} of a newer version of this site can't be shown, and stay as they are. Reload the page.`);
  } else if (damaged.length) {
    const remove = button("Remove what is damaged", () => {
      const before = apply(damaged.map((key) => [key, null]));
      if (before) notice("Removed what was damaged.", before);
    });
    tell(`${things(damaged)} of the list can't be read: what is stored is damaged. `, remove);
  }
}

/** The list follows papers that were renamed, and marks those that the library has no more. */
async function follow() {
  const known = await identifiers();
  for (const { id, note, read } of data.papers.filter((paper) => known.get(paper.id) !== paper.id)) {
    const now = await current(id);
    if (!now) {
      gone.add(id);
      continue;
    }
    const [old] = data.papers.filter((paper) => paper.id === id);
    const there = data.papers.find((paper) => paper.id === now);
    const kept = there ? { ...there, note: there.note || note, read: there.read || read } : { ...old, id: now };
    if (apply([...store.removals([id]), store.stored("paper", kept)])) {
      say(`“${old.title}” has a new address, which the list has now.`);
    }
  }
  refresh();
}

function emptied(before) {
  const back = button("Put it back", () => {
    if (apply(before)) say("The list is back.");
  });
  say("The list was emptied in another tab. ", [back, button("Close", () => say(""))], true);
}

document.addEventListener("pressmark-list", refresh);
addEventListener("storage", ({ key }) => {
  const { papers, sets: named } = data;
  refresh();
  if (key !== null || !papers.length) return; // who removes papers one by one may undo it there
  emptied([...papers.map((one) => store.stored("paper", one)), ...named.map((one) => store.stored("set", one))]);
});
unread.addEventListener("change", refresh);
sorter.addEventListener("click", (event) => {
  const { target } = event;
  if (!target.dataset.order) return;
  order = target.dataset.order;
  for (const one of sorter.querySelectorAll("[data-order]")) {
    one.setAttribute("aria-pressed", String(one === target));
  }
  refresh();
});
keep.addEventListener("click", () => {
  const before = apply(store.order(shown().map(({ id }) => id)));
  sorter.querySelector("[data-order=own]").click();
  if (before) notice("This is your order now.", before);
});
part("clear").addEventListener("click", () => {
  const before = apply(store.removals(shown().map(({ id }) => id)));
  page.querySelector("h1").focus();
  if (before) notice(before.length === 1 ? "Removed 1 paper." : `Removed ${before.length} papers.`, before);
});
part("keys").addEventListener("click", () => singles["?"]());
// On this page s does what it does elsewhere: a saved paper is removed.
singles.s = () => {
  const id = document.activeElement?.closest(".pm-reading-paper")?.getAttribute("data-id");
  if (id) act.remove(id);
  else say("Choose a paper with j first.");
};

refresh();
receive();
addEventListener("hashchange", receive);
if (data.papers.length) requestAnimationFrame(() => follow().catch(() => {}));
