/* A table of key figures: its rows are filtered and sorted, and those that show are copied as CSV or
   Markdown. What is filtered by and sorted by stands in the address, so that it can be linked to.
   Without this script the table is whole, and files beside the page hold the same. */

import { csv } from "./csv.js";
import { element } from "./elements.js";

const table = document.querySelector("[data-evidence]");
const tools = document.querySelector("[data-evidence-tools]");
const [body] = table.tBodies;
const heads = [...table.tHead.querySelectorAll("th[data-key]")];
const keys = heads.map((head) => head.dataset.key ?? "");
const rows = [...body.rows].map(rowOf);
const { compare } = new Intl.Collator("en", { sensitivity: "base" });
let chosen = { key: "", isDescending: false };
let order = rows; // as the table has them

/** A row with its texts by column, what it is found by and what it is sorted by. */
function rowOf(line) {
  const cells = Object.fromEntries(keys.map((key, at) => [key, line.cells[at]]));
  const text = (cell) => cell?.textContent.trim() ?? "";
  const texts = Object.fromEntries(keys.map((key) => [key, text(cells[key])]));
  const { number } = cells.value.dataset;
  return {
    line,
    cells,
    texts,
    all: plain(Object.values(texts).join(" ")),
    what: plain(texts.what),
    sorts: {
      ...texts,
      date: cells.date?.querySelector("time")?.dateTime ?? "",
      value: number === undefined ? texts.value : Number(number),
    },
  };
}

/** A text without accents and capitals. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// What is empty goes last, whatever the order; numbers go before texts.
function inOrder(a, b) {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  const direction = chosen.isDescending ? -1 : 1;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return direction * (typeof a === "number" ? a - b : compare(a, b));
}

function sort() {
  const { key, isDescending } = chosen;
  order = key ? rows.toSorted((a, b) => inOrder(a.sorts[key], b.sorts[key])) : rows;
  body.append(...order.map(({ line }) => line));
  for (const head of heads) {
    if (head.dataset.key !== key) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  }
}

const [anywhere, measured] = tools.querySelectorAll("input");
const status = document.querySelector("[data-evidence-status]");

function filter() {
  const [some, what] = [anywhere, measured].map((field) => plain(field.value).split(/\s+/));
  for (const row of rows) {
    const isFound = some.every((word) => row.all.includes(word));
    row.line.hidden = !(isFound && what.every((word) => row.what.includes(word)));
  }
  const { length } = shown();
  const count = rows.length === 1 ? "1 figure" : `${rows.length} figures`;
  status.textContent = length === rows.length ? count : `${length} of ${count}`;
}

const shown = () => order.filter(({ line }) => !line.hidden);

function toAddress() {
  const given = new URLSearchParams();
  for (const field of [anywhere, measured]) {
    if (field.value.trim()) given.set(field.name, field.value.trim());
  }
  if (chosen.key) given.set("sort", `${chosen.isDescending ? "-" : ""}${chosen.key}`);
  const { pathname, hash } = location;
  history.replaceState(null, "", pathname + (given.size ? `?${given}` : "") + hash);
}

function fromAddress() {
  const given = new URLSearchParams(location.search);
  for (const field of [anywhere, measured]) field.value = given.get(field.name) ?? "";
  const wanted = given.get("sort") ?? "";
  const key = wanted.replace(/^-/, "");
  if (keys.includes(key)) chosen = { key, isDescending: wanted !== key };
}

/** Whoever follows a link to a row wants to see it. */
function showTarget() {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(row instanceof HTMLTableRowElement) || !row.hidden) return;
  anywhere.value = measured.value = "";
  filter();
  toAddress();
  row.scrollIntoView();
}

/** A head becomes a button: the first press sorts as one wants it most, the second the other way. */
function equip(head) {
  const { key } = head.dataset;
  const button = element("button", { type: "button" }, ...head.childNodes);
  button.addEventListener("click", () => {
    const isFirst = chosen.key !== key;
    const startsHigh = key === "value" || key === "date";
    chosen = { key, isDescending: isFirst ? startsHigh : !chosen.isDescending };
    sort();
    toAddress();
  });
  head.append(button);
}

// Copying

const HEAD = ["paper", "page", "date", "what", "value", "where", "source", "figure"];

/** What a row says, as the files beside the page have it. */
function values({ line, cells, texts, sorts }) {
  const address = new URL(location.href);
  address.search = "";
  address.hash = line.id;
  const source = cells.where?.querySelector("a")?.href ?? "";
  const link = cells.paper.querySelector("a");
  return {
    ...{ paper: link.textContent, page: link.href, date: sorts.date, what: texts.what },
    ...{ value: texts.value, where: texts.where ?? "", source, figure: address.href },
  };
}

const asCsv = (found) => csv([HEAD, ...found.map((row) => HEAD.map((name) => row[name]))]);

function asMarkdown(found) {
  const quiet = (text) => text.replace(/[\\`*_{}[\]<>|~$^#&]/g, String.raw`\$&`);
  const link = (text, address) => (address ? `[${quiet(text)}](<${address}>)` : quiet(text));
  const lines = found.map(({ paper, page, date, what, value, where, source }) => [
    ...[link(paper, page), date, quiet(what), quiet(value), link(where, source)],
  ]);
  const head = ["Paper", "Date", "What was measured", "Reported", "Where"];
  return [head, head.map(() => "---"), ...lines].map((row) => `| ${row.join(" | ")} |\n`).join("");
}

function addCopy(name, make) {
  const button = element("button", { type: "button", class: "pm-button" }, `Copy as ${name}`);
  button.addEventListener("click", async () => {
    const found = shown().map(values);
    try {
      await navigator.clipboard.writeText(make(found));
      const figures = found.length === 1 ? "1 figure" : `${found.length} figures`;
      status.textContent = `${figures} copied as ${name}`;
    } catch {
      status.textContent = "The figures could not be copied.";
    }
  });
  copies.append(button);
}

const copies = document.querySelector("[data-evidence-copies]");
if (navigator.clipboard) {
  addCopy("CSV", asCsv);
  addCopy("Markdown", asMarkdown);
} else copies.remove();

heads.forEach(equip);
fromAddress();
if (chosen.key) sort();
filter();
showTarget();
addEventListener("hashchange", showTarget);
tools.addEventListener("input", () => {
  filter();
  toAddress();
});
tools.addEventListener("submit", (event) => event.preventDefault());
tools.hidden = false;
