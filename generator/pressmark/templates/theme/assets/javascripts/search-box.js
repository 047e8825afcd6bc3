/* Opens the search box, on every page: by an element with data-search-open, by / and by Ctrl-K or
   Cmd-K. What answers in it is loaded when somebody reaches for it, and on the search page. */

const page = document.querySelector("[data-search-page]");
const OPENER = "[data-search-open]";
const ROOT = new URL("../../", import.meta.url);

let made;

// Without a script there is no search box: no page has it before somebody reaches for it.
function box() {
  if (made) return made;
  const link = (address, text) => `<a href="${new URL(address, ROOT)}">${text}</a>`;
  document.body.insertAdjacentHTML(
    "beforeend",
    `<dialog class="pm-search" id="pm-search" aria-label="Search papers">
<form class="pm-search__form" role="search" action="${new URL("search/", ROOT)}">
<label class="pm-search__hidden" for="pm-search-field">Search papers</label>
<input class="pm-search__field" id="pm-search-field" name="q" type="text" role="combobox"
aria-expanded="false" aria-autocomplete="list" aria-controls="pm-search-list" autocomplete="off"
autocapitalize="off" spellcheck="false" enterkeyhint="search" maxlength="300"
placeholder="Title, author, idea or arXiv id">
<button class="pm-search__close" type="button" data-search-close>Close</button>
</form>
<p class="pm-search__status" role="status"></p>
<div class="pm-search__list" id="pm-search-list" role="listbox" aria-label="Papers found" hidden></div>
<p class="pm-search__help" data-search-help hidden>Try fewer or other words, or browse
${link("papers/", "all papers")}, ${link("themes/", "themes")}, ${link("tags/", "tags")} or
${link("authors/", "authors")}.</p>
<p class="pm-search__foot"><a href="${new URL("search/", ROOT)}" data-search-all>All results with
filters</a><span class="pm-search__keys" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> choose
<kbd>↵</kbd> open <kbd>Esc</kbd> close</span></p>
</dialog>`,
  );
  const dialog = document.getElementById("pm-search");
  dialog.addEventListener("click", (event) => {
    // Of the dialog's own box nothing is left but the ground behind it.
    if (event.target === dialog || event.target.closest("[data-search-close]")) dialog.close();
  });
  made = dialog;
  return dialog;
}

const load = () => import("./search-dialog.js").then(({ attend }) => attend(box()));

function open(text = "") {
  if (page) {
    page.querySelector("input").focus();
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

document.addEventListener("click", (event) => {
  const opener = event.target.closest(OPENER);
  if (!opener || !isPlainClick(event)) return;
  event.preventDefault();
  open(opener.value);
});

// A field that is reached with the keyboard opens the box when it is typed into.
document.addEventListener("input", (event) => {
  if (event.target.matches(OPENER)) open(event.target.value);
});

for (const reach of ["pointerover", "focusin"]) {
  document.addEventListener(reach, (event) => {
    if (!page && event.target.closest?.(OPENER)) load();
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
  if (!command && !slash) return;
  event.preventDefault();
  open();
});

if (page) import("./search-page.js").then(({ attend }) => attend(page));
