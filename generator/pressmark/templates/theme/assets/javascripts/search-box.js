/* Opens the search box, on every page: by an element with data-search-open, by / and by Ctrl-K or
   Cmd-K; other single keys are heard here too. What answers in it is loaded when somebody reaches for it, and on the search page. */

const page = document.querySelector("[data-search-page]");
const OPENER = "[data-search-open]";
const RELOAD = "[data-search-reload]";
const TYPEAHEAD = "[role=listbox], [role=menu], [role=grid], [role=tree], [role=application]";
export const ROOT = new URL("../../", import.meta.url);
const [NOTICED, LONG, AGAIN] = [500, 10_000, 4_000]; // ms, as in search-state.js

let made;
let answering; // a promise of what answers, once somebody has reached for it
let failures = 0;
/** Whether single keys do anything, which search-state.js lets a reader choose. */
export const keys = { single: true };
/** What single keys do; reader.js has further ones. */
export const singles = { "/": () => open() };

// Without a script there is no search box: no page has it before somebody reaches for it.
function box() {
  if (made) return made;
  document.body.insertAdjacentHTML(
    "beforeend",
    `<dialog class="pm-search" id="pm-search" aria-label="Search papers">
<form class="pm-search__form" role="search" action="${new URL("search/", ROOT)}">
<label class="pm-search__hidden" for="pm-search-field">Search papers</label>
<input class="pm-search__field" id="pm-search-field" name="q" type="text" dir="auto" role="combobox"
aria-expanded="false" aria-autocomplete="list" aria-controls="pm-search-list" autocomplete="off"
autocapitalize="off" spellcheck="false" enterkeyhint="search" maxlength="300"
placeholder="Title, author, idea or arXiv id">
<button class="pm-search__close" type="button" data-search-close>Close</button>
</form>
<p class="pm-search__status" role="status"></p>
<button class="pm-search__reload" type="button" data-search-reload hidden>Reload the page</button>
<div class="pm-search__list" id="pm-search-list" role="listbox" aria-label="Papers found" hidden></div>
</dialog>`,
  );
  made = document.getElementById("pm-search");
  made.addEventListener("click", (event) => {
    // Of the dialog's own box nothing is left but the ground behind it.
    if (event.target === made || event.target.closest("[data-search-close]")) made.close();
  });
  return made;
}

/** Loads what answers. Until it is there, the box or the search page says what becomes of it. */
async function load() {
  const place = page ?? box();
  const say = (text, fails = false) => {
    const status = place.querySelector("[role=status]");
    status.textContent = text;
    status.closest("[hidden]")?.removeAttribute("hidden");
    const button = place.querySelector(RELOAD);
    button.hidden = !fails;
    button.onclick = () => reload(place).catch(load);
  };
  const waits = [];
  if (page ? location.search : made.open) {
    waits.push(setTimeout(say, NOTICED, "Loading …"));
    waits.push(setTimeout(say, LONG, "The site is slow to answer.", true));
  }
  // Browsers keep what could not be loaded, under its address.
  const version = failures ? `?${failures}` : "";
  try {
    answering ??= import(`./search-${page ? "page" : "dialog"}.js${version}`);
    await answering;
  } catch {
    answering = undefined;
    failures += 1;
    const changed = "The site may have changed since this page was opened.";
    say(`The search could not be loaded. ${navigator.onLine ? changed : "There is no connection."}`, true);
    if (page || made.open) setTimeout(load, AGAIN * failures);
    return;
  } finally {
    waits.forEach(clearTimeout);
  }
  (await answering).attend(place);
}

addEventListener("online", () => {
  if (failures && !answering) load();
});

/** Loads the page anew, with what is sought, where the site answers; elsewhere it would be lost. */
export async function reload(place) {
  await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(LONG) });
  history.replaceState({ ...history.state, sought: place.querySelector("[name=q]")?.value ?? "" }, "");
  location.reload();
}

function open(text = "") {
  if (page) {
    page.querySelector("input").focus();
    return;
  }
  if ("old" in document.documentElement.dataset) {
    location.assign(new URL("search/", ROOT)); // which says that the browser is too old
    return;
  }
  const dialog = box();
  const field = dialog.querySelector("input");
  if (text) field.value = text;
  if (!dialog.open) dialog.showModal();
  field.select();
  load();
}

function isPlainClick(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

/** Whether an input method is at work, for which a key is meant; Safari says so in a number. */
export const isComposed = (event) => event.isComposing || event.keyCode === 229;

document.addEventListener("click", (event) => {
  const opener = event.target.closest(OPENER);
  if (!opener || !isPlainClick(event)) return;
  event.preventDefault();
  open(opener.value);
});

// A field that is reached with the keyboard opens the box when it is typed into, though not in the
// midst of a word that an input method composes.
for (const change of ["input", "compositionend"]) {
  document.addEventListener(change, (event) => {
    if (event.target.matches(OPENER) && !event.isComposing) open(event.target.value);
  });
}

for (const reach of ["pointerover", "focusin"]) {
  document.addEventListener(reach, (event) => {
    if (!page && event.target.closest?.(OPENER)) load();
  });
}

document.addEventListener("keydown", (event) => {
  /** @type {any[]} */
  const [target] = event.composedPath(); // inside what a page's own scripts made, too
  const { key, altKey, shiftKey } = event;
  if (altKey || isComposed(event) || event.defaultPrevented) return;
  const isTyped = target.isContentEditable || target.matches?.("input, textarea, select");
  const command = event.ctrlKey || event.metaKey;
  const isCommand =
    command && !shiftKey && key.toLowerCase() === "k" && (!isTyped || target.closest("[role=search]"));
  const isSingle = keys.single && !command && !isTyped && Object.hasOwn(singles, key);
  if (!isCommand && !(isSingle && !isTaken(target))) return;
  event.preventDefault();
  if (isCommand) open();
  else if (!event.repeat || "jk".includes(key)) singles[key]();
});

/** Whether single keys belong to somebody else: a widget that has its own, or what is open above the
    page. */
function isTaken(target) {
  return (
    target.closest?.(TYPEAHEAD) ||
    document.querySelector("dialog[open]") ||
    (CSS.supports("selector(:popover-open)") && document.querySelector(":popover-open"))
  );
}

try {
  keys.single = localStorage.getItem("pressmark-slash") !== "off";
} catch {
  // Storage may be forbidden; then it is.
}
document.documentElement.dataset.slash = keys.single ? "on" : "off";

if (page) load();
else if (history.state?.sought) {
  open(history.state.sought);
  history.replaceState({ ...history.state, sought: "" }, ""); // for the next time somebody reloads
}
