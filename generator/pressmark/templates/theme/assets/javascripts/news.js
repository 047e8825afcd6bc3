/* The page of what is new: what is chosen in its form, or named in its address, goes in, and the list
   shows that and no more. The address follows what is chosen, so that it can be linked to. */

import { element, grouped } from "./elements.js";
import { fetched } from "./fetched.js";
import { dayInWords, keyOf } from "./visit-marks.js";
import { keep, kept, last, OFF, since } from "./visits.js";

const ROOT = new URL("../../", import.meta.url);
const DAY = /^\d{4}-\d\d-\d\d$/;
/** @type {{ since: string, theme: string, kinds: string[] }} */
const ALL = { since: "", theme: "", kinds: [] };

const words = (day) => dayInWords(new Date(`${day}T12:00`).getTime());

/** The list in `place`, and what its `form` narrows it to, which `status` says. */
function watchList(place, form, status) {
  const day = form.querySelector("#news-since");
  const theme = form.querySelector("select");
  const visit = form.querySelector("[data-visit]");
  const boxes = [...form.querySelectorAll("[name=kind]")];
  const themes = new Map([...(theme?.options ?? [])].map((each) => [each.value, each.dataset.label]));
  let chosen = ALL;

  function fromAddress() {
    const given = new URLSearchParams(location.search);
    const from = given.get("since") ?? "";
    const kinds = (given.get("kind") ?? "").split(",");
    const name = given.get("theme") ?? "";
    return {
      since: DAY.test(from) || (from === "visit" && last.end) ? from : "",
      theme: themes.has(name) ? name : "",
      kinds: boxes.map((box) => box.value).filter((kind) => kinds.includes(kind)),
    };
  }

  function isSince(item, from) {
    if (chosen.since !== "visit") return from >= chosen.since;
    const mark = item.dataset.kind === "added" ? "new" : "changed";
    return from >= since() && !last.told.has(keyOf(from, mark, item.dataset.paper));
  }

  function show() {
    const numbers = {};
    let shown = 0;
    for (const section of place.children) {
      let ofDay = 0;
      for (const item of section.querySelectorAll(".pm-entry")) {
        const inTime = isSince(item, section.dataset.day);
        const inTheme = !chosen.theme || item.dataset.theme === chosen.theme;
        const inKind = !chosen.kinds.length || chosen.kinds.includes(item.dataset.kind);
        item.hidden = !(inTime && inTheme && inKind);
        ofDay += Number(!item.hidden);
        for (const [name, counts] of [
          [`theme ${item.dataset.theme}`, inTime && inKind],
          [`kind ${item.dataset.kind}`, inTime && inTheme],
        ]) {
          numbers[name] = (numbers[name] ?? 0) + Number(counts);
        }
      }
      section.hidden = !ofDay;
      shown += ofDay;
    }
    showChoices(numbers);
    say(shown);
    place.dataset.filled = "";
  }

  function showChoices(numbers) {
    day.value = chosen.since === "visit" ? since() : chosen.since;
    visit.hidden = !last.end;
    visit.setAttribute("aria-pressed", String(chosen.since === "visit"));
    for (const option of theme?.options ?? []) {
      option.selected = option.value === chosen.theme;
      const { label } = option.dataset;
      if (label) option.textContent = `${label} (${numbers[`theme ${option.value}`] ?? 0})`;
    }
    for (const box of boxes) {
      box.checked = chosen.kinds.includes(box.value);
      box.parentElement.querySelector(".pm-count").textContent = numbers[`kind ${box.value}`] ?? 0;
    }
  }

  function say(shown) {
    const isNarrowed = chosen.since || chosen.theme || chosen.kinds.length;
    status.replaceChildren();
    if (!isNarrowed) return;
    const visited = ` since your last visit on ${dayInWords(last.end)}`;
    const from = chosen.since === "visit" ? visited : chosen.since && ` since ${words(chosen.since)}`;
    const number = grouped(shown);
    const all = element("button", { type: "button", class: "pm-button" }, "Show all");
    all.addEventListener("click", () => {
      choose(ALL);
      day.focus();
    });
    status.append(`${shown ? number : "No"} ${shown > 1 ? "changes" : "change"}${from}. `, all);
  }

  async function choose(values) {
    chosen = { ...chosen, ...values };
    const address = new URL(location.href);
    const { kinds, ...others } = chosen;
    for (const [name, value] of Object.entries({ ...others, kind: kinds.join(",") })) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
    await complete();
    show();
  }

  // A long list goes on in a file, which is fetched once it is asked what is in it.
  async function complete() {
    const { more } = form.dataset;
    if (!more || chosen === ALL) return;
    delete form.dataset.more;
    try {
      const answer = await fetched(more);
      if (!answer.ok) throw new Error(answer.statusText);
      const { changes } = await answer.json();
      place.replaceChildren(...sections(changes, themes));
    } catch {
      form.dataset.more = more; // what the page has is shown, and the next choice asks again
    }
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  day.addEventListener("change", () => choose({ since: day.value }));
  theme?.addEventListener("change", () => choose({ theme: theme.value }));
  visit.addEventListener("click", () => {
    choose({ since: chosen.since === "visit" ? "" : "visit" });
  });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      choose({ kinds: boxes.filter((each) => each.checked).map((each) => each.value) });
    });
  }
  visit.hidden = !last.end;
  const given = fromAddress();
  if (given.since || given.theme || given.kinds.length) choose(given);
  else place.dataset.filled = "";
  return { forget: () => choose({ since: chosen.since === "visit" ? "" : chosen.since }) };
}

/** The news of a file as the page shows it, a section a day. */
function sections(changes, themes) {
  const days = new Map();
  for (const change of changes) days.set(change.day, [...(days.get(change.day) ?? []), change]);
  return [...days].map(([day, group]) => {
    const heading = element("h2", { id: `d${day}` }, words(day));
    const list = element("ol", { class: "pm-entries pm-news" });
    list.append(...group.map((change) => entry(change, themes.get(change.theme))));
    const section = element("section", { class: "pm-group" }, heading, list);
    section.dataset.day = day;
    return section;
  });
}

function entry({ day, change, label, paper, title, url, theme, details, status, summary }, about) {
  const heading = element("h3", {}, element("span", { class: `pm-news-kind pm-news-${change}` }, label), " ");
  if (status) heading.append(element("span", { class: "pm-mark" }, status), " ");
  const address = url && new URL(`papers/${paper}/`, ROOT).href;
  heading.append(element(url ? "a" : "bdi", { href: address ?? false, dir: "auto" }, title));
  const item = element("li", { class: "pm-entry", id: `${day}-${change}-${paper}` }, heading);
  const facts = [details, about].filter(Boolean).join(" \u00b7 ");
  if (facts) item.append(element("p", { class: "pm-by", dir: "auto" }, facts));
  if (summary) item.append(element("p", { class: "pm-gist", dir: "auto" }, summary));
  Object.assign(item.dataset, { kind: change, theme: theme ?? "", paper });
  return item;
}

/** The part of the page that says what is kept of visits, and ends that. */
function watchVisits(part, forgotten) {
  const said = part.querySelector("[data-visits-said]");
  const [forget, change] = part.querySelectorAll("button");
  const show = (text) => {
    const isOff = kept() === OFF;
    const isBlocked = !isOff && !keep(JSON.stringify(kept() ?? {}));
    const state = isOff
      ? "No visits are kept, so nothing is marked as new."
      : "So that what is new since your last visit can be marked, this browser keeps when that was. " +
        "It is sent nowhere.";
    const blocked =
      "This browser lets the site keep nothing, so it can\u2019t tell what is new since your last " +
      "visit.";
    said.textContent = isBlocked ? blocked : [text, state].filter(Boolean).join(" ");
    forget.hidden = isOff || isBlocked;
    change.hidden = isBlocked;
    change.textContent = isOff ? "Keep visits again" : "Keep no visits";
  };
  const end = (text, done) => {
    last.end = 0;
    keep(text);
    forgotten();
    show(done);
  };
  forget.addEventListener("click", () => end("", "Your visits are forgotten."));
  change.addEventListener("click", () => {
    if (kept() === OFF) end("", "");
    else end(OFF, "");
  });
  show("");
}

const form = document.querySelector("[data-news]");
const list =
  form &&
  watchList(
    document.querySelector("[data-news-list]"),
    form,
    document.querySelector("[data-news-status]"),
  );
watchVisits(document.querySelector("[data-visits]"), () => list?.forget());
