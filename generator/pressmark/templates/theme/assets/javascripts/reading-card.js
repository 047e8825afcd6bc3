/* A button to save a paper goes in, of a list or of the paper's own page; what the page tells of the
   paper is stored, or removed again. */

import { element } from "./elements.js";
import { LIST_PAGE, say, titleOf } from "./reader.js";
import { additions, firstOf, read, removals, write } from "./reading-store.js";

/** Saves the paper of a button, or removes it from the list, and says so. */
export function toggle(button) {
  const { save: id } = button.dataset;
  try {
    const isSaved = read().papers.some((paper) => paper.id === id);
    const before = write(isSaved ? removals([id]) : additions([card(button)]));
    const list = element("a", { href: LIST_PAGE }, "Reading list");
    const undo = element("button", { type: "button" }, "Undo");
    undo.addEventListener("click", () => {
      button.focus(); // the button to undo is about to go
      put(before);
    });
    if (isSaved) say("Removed from the reading list. ", [undo]);
    else say("Saved in this browser. ", [list]);
  } catch (/** @type {any} */ error) {
    say(`Not changed: ${error.message}.`, [], true);
  }
}

function put(texts) {
  try {
    write(texts);
    say("Back in the reading list.");
  } catch (/** @type {any} */ error) {
    say(`Not changed: ${error.message}.`, [], true);
  }
}

/** What a page tells of the paper of a button. */
function card(button) {
  const id = button.dataset.save;
  const place = button.closest("li:not(.pm-scripted)") ?? document.querySelector(".pm-title");
  const date = place?.querySelector("time")?.dateTime ?? "";
  const lang = place?.querySelector(":is(h1, h2, h3)")?.lang ?? "";
  const line = place?.querySelector(".pm-by, .pm-find__by")?.textContent ?? ownLine(place);
  return { id, title: titleOf(button), by: line, date, lang };
}

/** The line of authors, date and venue that lists have, for a page that has it in parts. */
function ownLine(head) {
  const names = [...head.querySelectorAll(".pm-authors a")].map((name) => name.textContent);
  const facts = [...head.querySelectorAll(":is(time, .pm-facts a[href*='venues/'])")];
  const texts = [firstOf(names), ...facts.map((fact) => fact.textContent.trim())];
  return texts.filter(Boolean).join(" · ");
}
