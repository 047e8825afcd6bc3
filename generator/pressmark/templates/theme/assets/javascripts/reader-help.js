/* The keys of all pages, in a dialog, where they can be switched off. */

import { element } from "./elements.js";
import { singles } from "./search-box.js";
import { offerKey } from "./search-state.js";

const KEYS = {
  "/": "Search",
  j: "Next paper of a list",
  k: "The one before",
  s: "Save the paper to the reading list, or remove it",
  c: "Copy a paper's citation, or go to it from a list",
  m: "The map, at the paper if one is chosen",
  "?": "These keys",
};

let dialog;

function made() {
  const has = (key) => key in singles && (key !== "m" || document.querySelector(".pm-menu a[href$='map/']"));
  const rows = Object.entries(KEYS).flatMap(([key, what]) =>
    has(key) ? [element("div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, what))] : [],
  );
  const box = element("input", { type: "checkbox", "data-search-slash": true });
  const close = element("button", { type: "button", class: "pm-button" }, "Close");
  const built = element(
    "dialog",
    { class: "pm-keys", "aria-labelledby": "pm-keys" },
    element("h2", { id: "pm-keys" }, "Keys"),
    element("dl", {}, ...rows),
    element("p", {}, element("label", {}, box, " These keys are on")),
    element("p", {}, "Search opens with Ctrl+K or ⌘K too, which is never off."),
    close,
  );
  close.addEventListener("click", () => built.close());
  built.addEventListener("click", (event) => {
    if (event.target === built) built.close(); // the ground behind it
  });
  document.body.append(built);
  offerKey(built);
  return built;
}

/** Shows the keys. */
export function open() {
  dialog ??= made();
  dialog.showModal();
}
