/* What every page does for its readers besides the search: a button beside each paper saves it to the
   reading list, which this browser alone keeps, and single keys lead through lists. What few readers
   reach for is loaded when they do. */

import { ROOT, singles } from "./search-box.js";
import "./visits.js"; // every page counts as one of a visit

/** What the keys of the list begin with in the browser's storage, which all libraries of a host share. */
export const LIST = `pressmark-list ${ROOT.pathname} `;
export const LIST_PAGE = new URL("reading-list/", ROOT).href;
const ENTRIES = ".pm-entry, .pm-find__paper, .pm-step";
const ITEMS = `${ENTRIES}, .pm-related li, .pm-event, [data-evidence] tbody tr`;
const SHOWN = 6_000; // ms that a word on what was done stays

const said = document.createElement("div");
said.className = "pm-said";
said.setAttribute("role", "status");
let hiding = 0;

/** Says what became of something, and offers a link or a button; what went wrong stays. */
export function say(text, more = [], stays = false) {
  clearTimeout(hiding);
  said.replaceChildren(text, ...more);
  const hide = () => {
    if (said.matches(":hover, :focus-within")) hiding = setTimeout(hide, SHOWN);
    else said.replaceChildren();
  };
  if (!stays) hiding = setTimeout(hide, SHOWN);
}

/** The id of the paper whose page is at an address, or "". */
export function idAt({ origin, pathname }) {
  const path = origin === ROOT.origin && pathname.startsWith(ROOT.pathname);
  return (path && /^papers\/([a-z\d-]+)\/$/.exec(pathname.slice(ROOT.pathname.length))?.[1]) || "";
}

/** Loads a module; where there is no connection, this is said. */
async function load(name) {
  try {
    return await import(`./${name}.js`);
  } catch {
    const why = navigator.onLine ? "the site may have changed: reload the page" : "there is no connection";
    say(`This could not be loaded: ${why}.`, [], true);
    return {};
  }
}

function show(button) {
  let isSaved = false;
  try {
    isSaved = localStorage.getItem(`${LIST}paper ${button.dataset.save}`) !== null;
  } catch {
    // Storage may be forbidden; who presses the button is told.
  }
  button.textContent = isSaved ? "Saved" : "Save";
  button.setAttribute("aria-pressed", String(isSaved));
  button.setAttribute("aria-label", `${button.textContent} ${titleOf(button)}`);
}

/** The title of the paper that a button saves, as plain text; a paper's own page tells it itself. */
export function titleOf({ dataset }) {
  const told = document.querySelector("meta[property='og:title']")?.getAttribute("content");
  return dataset.title ?? told ?? dataset.save;
}

const showAll = () => document.querySelectorAll("[data-save]").forEach(show);

/** The link to the paper of an item, in whose other lines there may be links too. */
const linkOf = (item) => item.querySelector(":is(h2, h3) a") ?? item.querySelector("a");

function equip() {
  for (const entry of document.querySelectorAll(ENTRIES)) {
    const link = linkOf(entry);
    if (!link || !idAt(link) || entry.matches("[data-id], :has([data-save])")) continue;
    const button = Object.assign(document.createElement("button"), { type: "button" });
    Object.assign(button.dataset, { save: idAt(link), title: link.textContent });
    button.className = "pm-save";
    entry.append(button);
    show(button);
  }
}

/** Moves the focus to the title of the next paper of the page, or back to the one before. */
function step(by) {
  const links = [...document.querySelectorAll(ITEMS)].flatMap((item) => linkOf(item) ?? []);
  const shown = links.filter((link) => link.checkVisibility?.() ?? true);
  const at = shown.findIndex((link) => link.closest(ITEMS)?.contains(document.activeElement));
  const below = shown.findIndex((link) => link.getBoundingClientRect().top > 0);
  const next = at < 0 ? Math.max(below, 0) + Math.min(by, 0) : at + by;
  shown[Math.max(0, Math.min(next, shown.length - 1))]?.focus();
}

/** The link to the paper that has the focus in a list. */
function chosen() {
  const item = document.activeElement?.closest(ITEMS);
  return item && linkOf(item);
}
const own = idAt(location);

singles.j = () => step(1);
singles.k = () => step(-1);
singles.s = () => {
  const place = document.activeElement?.closest(ENTRIES) ?? document.querySelector(".pm-paper .pm-actions");
  /** @type {HTMLElement | null | undefined} */
  const button = place?.querySelector("[data-save]");
  if (button) button.click();
  else if (document.querySelector(ENTRIES)) say("Choose a paper with j first.");
};
singles.c = () => {
  const link = chosen();
  /** @type {HTMLElement | null} */
  const copy = document.querySelector("[aria-label='Copy BibTeX']");
  if (link && idAt(link)) location.assign(`${link.href}#cite`);
  else if (own && copy) [copy.scrollIntoView({ block: "center" }), copy.click()];
};
singles.m = () => {
  /** @type {HTMLAnchorElement | null} */
  const map = document.querySelector(".pm-menu a[href$='map/']");
  const id = idAt(chosen() ?? location);
  if (map) location.assign(map.href + (id ? `?paper=${id}` : ""));
};
singles["?"] = async () => (await load("reader-help")).open?.();

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-save]");
  if (button) (await load("reading-card")).toggle?.(button);
});
document.addEventListener("pressmark-list", showAll);
addEventListener("storage", ({ key }) => {
  if (key === null || key.startsWith(LIST)) showAll();
});
// Terms tell what they mean.
for (const reach of ["pointerover", "focusin"]) {
  document.addEventListener(reach, (event) => {
    const link = event.target.closest?.(".pm-cloud a, a.pm-chip");
    if (link) import("./term-notes.js").then(({ tell }) => tell(link)).catch(() => {});
  });
}

document.body.append(said);
showAll();
equip();
for (const list of document.querySelectorAll("[data-search-list], [data-browse-list], [data-entries]")) {
  new MutationObserver(equip).observe(list, { childList: true });
}
