/* Which papers the map shows: the controls above it, with the number of papers that each choice would
   leave, and the page's address, which holds what was chosen. */

import { grouped } from "./elements.js";
import { breath, drawn } from "./pauses.js";

const FIELDS = ["theme", "tag", "from", "to"];

/** Gives an element that text, if it has another: who writes the same again has the page laid out anew. */
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

export class MapFilter {
  constructor(form, onChange) {
    this.form = form;
    this.fields = FIELDS.map((name) => form.elements.namedItem(name)).filter(Boolean);
    this.knowsTags = true; // of the papers that it filters
    this.labels = new Map();
    for (const field of this.fields) {
      for (const option of field.options) this.labels.set(option, option.textContent);
    }
    const wanted = new URLSearchParams(location.search);
    for (const field of this.fields) {
      const value = wanted.get(field.name) ?? "";
      if ([...field.options].some((option) => option.value === value)) field.value = value;
    }
    // What was chosen shows before all that follows from it.
    form.addEventListener("change", () => drawn().then(onChange));
    form.addEventListener("submit", (event) => event.preventDefault());
    // A form is empty only after the event.
    form.addEventListener("reset", () => drawn().then(onChange));
    form.hidden = false;
  }

  get isEmpty() {
    return this.fields.every((field) => !field.value);
  }

  get hasTag() {
    return this.fields.some((field) => field.name === "tag" && field.value);
  }

  #test(field) {
    const { name, value, selectedOptions, selectedIndex } = field;
    if (!value) return null;
    if (name === "theme") {
      const number = Number(selectedOptions[0].dataset.number);
      return (paper) => paper.theme === number;
    }
    if (name === "tag") return (paper) => paper.tags.includes(selectedIndex - 1);
    const year = Number(value);
    if (name === "from") return (paper) => paper.year >= year;
    return (paper) => paper.year > 0 && paper.year <= year;
  }

  /** Marks the papers that are not chosen, and gives the number of those that are. How many there
      would be by each other choice is written once that shows. */
  apply(papers) {
    const tests = this.fields.map((field) => this.#test(field));
    const used = tests.flatMap((test) => (test ? [test] : []));
    let chosen = 0;
    for (const paper of papers) {
      paper.off = false;
      for (const test of used) {
        if (!test(paper)) paper.off = true;
      }
      if (!paper.off) chosen += 1;
    }
    this.#count(papers, tests);
    return chosen;
  }

  async #count(papers, tests) {
    const run = (this.run = Symbol("count"));
    await drawn();
    for (const [place, field] of this.fields.entries()) {
      await breath();
      if (run !== this.run) return;
      if (field.name === "tag" && !this.knowsTags) continue;
      const others = tests.filter((test, other) => test && other !== place);
      const counts = new Map();
      const add = (key) => counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const paper of papers) {
        if (!others.every((test) => test(paper))) continue;
        if (field.name === "tag") paper.tags.forEach(add);
        else add(field.name === "theme" ? paper.theme : paper.year);
      }
      this.#write(field, counts);
    }
  }

  #write(field, counts) {
    const years = [...counts];
    const sum = (isCounted) =>
      years.reduce((total, [year, count]) => (year && isCounted(year) ? total + count : total), 0);
    for (const [place, option] of [...field.options].entries()) {
      if (!option.value) continue;
      const year = Number(option.value);
      let count = 0;
      if (field.name === "theme") count = counts.get(Number(option.dataset.number)) ?? 0;
      else if (field.name === "tag") count = counts.get(place - 1) ?? 0;
      else if (field.name === "from") count = sum((other) => other >= year);
      else count = sum((other) => other <= year);
      const text = `${this.labels.get(option)} (${grouped(count)})`;
      write(option, text);
      option.disabled = !count && !option.selected;
    }
  }

  /** Writes what is chosen, and the paper that is, into the page's address. */
  remember(paper) {
    const address = new URL(location.href);
    for (const field of this.fields) address.searchParams.set(field.name, field.value);
    address.searchParams.set("paper", paper?.id ?? "");
    for (const name of [...FIELDS, "paper"]) {
      if (!address.searchParams.get(name)) address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }
}
