/* Opens the search box, on every page: by an element with data-search-open, by / and by Ctrl-K or
   Cmd-K. What answers in it is loaded when somebody reaches for it, and on the search page. */

const dialog = document.getElementById("pm-search");
const field = dialog.querySelector("input");
const page = document.querySelector("[data-search-page]");
const OPENER = "[data-search-open]";

const load = () => import("./search-dialog.js").then(({ attend }) => attend(dialog));

function open(text = "") {
  if (page) {
    page.querySelector("input").focus();
    return;
  }
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

dialog.addEventListener("click", (event) => {
  // Of the dialog's own box nothing is left but the ground behind it.
  if (event.target === dialog || event.target.closest("[data-search-close]")) dialog.close();
});

if (page) import("./search-page.js").then(({ attend }) => attend(page));
