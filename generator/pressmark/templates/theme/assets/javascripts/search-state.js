/* What becomes of a search, at its place: in the box or on the search page. A task goes in; until it
   is done, the place says what it is at. The reader's choice of keys is kept up here too. */

import { keys, reload } from "./search-box.js";

// All in milliseconds.
const NOTICED = 500; // a wait of which a word is said
const LONG = 10_000; // a wait that is said to be one
const LIMIT = 30_000; // after it, nothing comes any more
const PROMPT = 400; // a wait after which what is there already is shown
const [SOON, SELDOM] = [2_000, 60_000]; // before what failed is tried again, at first and at most

/** Says at a place in sentences what becomes of a search, and with `help` what else to try; `again`
    is called when the page can't be loaded anew, for which there is a button then. */
export function tell(place, sentences, help, again) {
  const status = place.querySelector("[role=status]");
  const links = place.querySelector("[data-search-help]");
  const button = place.querySelector("[data-search-reload]");
  const spans = sentences.map((sentence) =>
    Object.assign(document.createElement("span"), { textContent: sentence }),
  );
  // What is there already is not to be read out again.
  if (status.textContent !== sentences.join("")) status.replaceChildren(...spans);
  links.hidden = !help && !again;
  links.firstElementChild.hidden = !help;
  if (!again && button === document.activeElement) place.querySelector("input")?.focus();
  button.hidden = !again;
  button.onclick = () => reload(place).catch(again);
}

/** A task at a place that needs files of the site, as a function that has it done; only what was
    asked for last counts. A long wait is told there, and so is a failure, after which `fail` is
    called and the task is tried again now and then, and at once when there is a connection. The
    task is given a function that tells whether it is out of date; `what` is what sentences call that
    which it needs. */
export function kept(place, task, fail, what = "The search") {
  let [turn, failures, again] = [0, 0, 0];
  let waits = [];
  let running = Promise.resolve();

  async function ask() {
    const mine = (turn += 1);
    const isStale = () => mine !== turn;
    clearTimeout(again);
    if (!failures && !waits.length) {
      waits = [
        setTimeout(tell, NOTICED, place, ["Loading …"]),
        setTimeout(tell, LONG, place, ["The site is slow to answer."], false, ask),
      ];
    }
    // One at a time, but for one that takes long.
    await Promise.race([running, new Promise((end) => setTimeout(end, NOTICED))]);
    if (isStale()) return;
    const done = task(isStale);
    running = done.catch(() => {});
    try {
      await done;
      if (isStale()) return;
      failures = 0;
    } catch (error) {
      if (isStale()) return;
      fail();
      tell(place, whyNot(error, what), false, ask);
      again = setTimeout(ask, Math.min(SOON * 2 ** failures, SELDOM));
      failures += 1;
    }
    waits.forEach(clearTimeout);
    waits = [];
  }

  addEventListener("online", () => {
    if (failures) ask();
  });
  return ask;
}

function whyNot(error, what) {
  const said = `${what} could not be loaded`;
  if (!navigator.onLine) return [`${said}: there is no connection.`, "It goes on when there is one."];
  if (/timed out/.test(error.message)) return [`${said}: the site does not answer.`];
  return [`${said}.`, "The site may have changed since this page was opened."];
}

/** A promise that is rejected when its time is over. */
export function limited(promise) {
  const end = (_, reject) => setTimeout(() => reject(new Error("timed out")), LIMIT);
  return Promise.race([promise, new Promise(end)]);
}

/** What a promise resolves to, if it does so promptly. */
export const soon = (promise) =>
  Promise.race([promise, new Promise((end) => setTimeout(end, PROMPT))]);

/** Calls `ask` when somebody has stopped typing in a field for so many milliseconds. Returns a
    function that tells whether an input method is composing a word in it. */
export function whenTyped(field, pause, ask) {
  let [timer, composes] = [0, false];
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };
  field.addEventListener("compositionstart", () => {
    composes = true;
  });
  field.addEventListener("compositionend", () => {
    composes = false;
    later();
  });
  field.addEventListener("input", later);
  return () => composes;
}

/** Keeps a checkbox at a place up with whether single keys do anything, and the reader's choice. */
export function offerKey(place) {
  const choice = place.querySelector("[data-search-slash]");
  choice.checked = keys.single;
  choice.addEventListener("change", () => {
    keys.single = choice.checked;
    /** @type {NodeListOf<HTMLInputElement>} */
    const others = document.querySelectorAll("[data-search-slash]");
    for (const other of others) other.checked = choice.checked;
    const word = keys.single ? "on" : "off";
    document.documentElement.dataset.slash = word;
    try {
      localStorage.setItem("pressmark-slash", word);
    } catch {
      // Storage may be forbidden; the choice then lasts until the next page.
    }
  });
}
