/* A link to a tag or a theme that somebody points at or reaches with the keyboard goes in; a note on
   what the term means is shown beside it. It goes with Escape, stays while it is pointed at, and is
   what screen readers read after the link (WCAG 2.2, 1.4.13). */

import { element } from "./elements.js";
import { fetched } from "./fetched.js";
import { isComposed, ROOT } from "./search-box.js";

const SOON = 250; // ms that a pointer rests on a link before the note comes
const LATE = 300; // and that it may be on its way to the note
const GAP = 6; // pixels

const note = element("div", { class: "pm-term-note", role: "tooltip", id: "pm-term-note", hidden: true });
(document.querySelector("main") ?? document.body).append(note);
/** @type {Promise<Record<string, string>> | undefined} */
let texts;
let link;
let waiting = 0;
let leaving = 0;

async function load() {
  try {
    const answer = await fetched(new URL("data/descriptions.json", ROOT));
    return answer.ok ? await answer.json() : {};
  } catch {
    texts = undefined; // there may be a connection next time
    return {};
  }
}

/** Tells what the term of a link means, once it is known that somebody stays there. */
export function tell(target) {
  clearTimeout(leaving);
  if (target === link) return;
  clearTimeout(waiting);
  waiting = setTimeout(show, SOON, target);
  target.addEventListener("pointerleave", leave);
  target.addEventListener("blur", leave);
}

async function show(target) {
  if (!target.matches(":hover, :focus-visible")) return;
  texts ??= load();
  const known = await texts;
  const address = target.pathname.slice(ROOT.pathname.length);
  if (!Object.hasOwn(known, address) || !target.matches(":hover, :focus-visible")) return;
  hide();
  link = target;
  note.textContent = known[address];
  note.hidden = false;
  link.setAttribute("aria-describedby", note.id);
  place();
}

/** Puts the note below the link, or above it where there is no room, within the window. */
function place() {
  const { left, top, bottom } = link.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = note;
  const isAbove = bottom + GAP + offsetHeight > innerHeight && top > offsetHeight + GAP;
  const most = document.documentElement.clientWidth - offsetWidth - GAP;
  note.style.left = `${Math.max(GAP, Math.min(left, most)) + scrollX}px`;
  note.style.top = `${(isAbove ? top - offsetHeight - GAP : bottom + GAP) + scrollY}px`;
}

function leave() {
  clearTimeout(waiting);
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (link && !link.matches(":hover, :focus-visible") && !note.matches(":hover")) hide();
  }, LATE);
}

function hide() {
  link?.removeAttribute("aria-describedby");
  link = undefined;
  note.hidden = true;
}

note.addEventListener("pointerleave", leave);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && link && !isComposed(event)) hide();
});
