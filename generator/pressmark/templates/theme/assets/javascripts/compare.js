/* Papers side by side: their ids stand in the address (?ids=a,b), and the table shows what their
   pages say. Papers are added by title, by id or from the reading list, removed and moved. */

import { paperOf } from "./compare-papers.js";
import { rowsOf } from "./compare-figures.js";
import { offerReadingList, offerSearch } from "./compare-choice.js";
import { element } from "./elements.js";
import { isId } from "./reading-store.js";
import { ROOT } from "./search-box.js";

const page = document.querySelector("[data-compare]");
const MOST = Number(page.dataset.most);
const FOLDER = new URL("papers/", ROOT);
const FIELDS = {
  status: "Status",
  authors: "Authors",
  date: "Date",
  venue: "Venue",
  type: "Type",
  summary: "In one sentence",
  problem: "Problem",
  approach: "Approach",
  finding: "Finding",
  themes: "Themes",
  tags: "Tags",
};
// Whether a paper has one of these says nothing of how complete its record is.
const OPTIONAL = new Set(["status", "type"]);

const status = element("p", { class: "pm-compare__status", role: "status" });
const notes = element("ul", { class: "pm-compare__notes" });
const region = element("div", {
  ...{ class: "pm-compare__region", role: "region", tabindex: "0" },
  "aria-label": "Papers side by side",
});
let ids = [];
let latest = 0;

function fromAddress() {
  const given = new URLSearchParams(location.search).get("ids") ?? "";
  const parts = given.split(/[\s,]+/).filter(Boolean);
  return [...new Set(parts.map((part) => part.toLowerCase()))];
}

/** Show other papers, which Back leaves again. */
async function go(next, sentence) {
  const address = new URL(location.href);
  // Commas stay as they are: the address is there to be read and copied.
  address.search = next.length ? `?ids=${next.map(encodeURIComponent).join(",")}` : "";
  history.pushState(null, "", address);
  await show(next, sentence);
}

async function show(wanted, sentence = "") {
  const turn = ++latest;
  const [asked, further] = [wanted.slice(0, MOST), wanted.slice(MOST)];
  const wait = setTimeout(() => (status.textContent = "Loading …"), 500);
  const answers = await Promise.allSettled(
    asked.map(async (id) => (isId(id) ? paperOf(id, FOLDER) : null)),
  );
  clearTimeout(wait);
  if (turn !== latest) return; // somebody has gone on
  const papers = answers.flatMap((answer) => (answer.status === "fulfilled" && answer.value) || []);
  const unknown = asked.filter((_, at) => answers[at].status === "fulfilled" && !answers[at].value);
  const failed = asked.filter((_, at) => answers[at].status === "rejected");
  ids = papers.map(({ id }) => id);
  const said = [
    unknown.length && [`No paper of this library has the id ${words(unknown)}.`],
    further.length && [`At most ${MOST} papers fit side by side. Left out: ${words(further)}.`],
    failed.length && [`Could not be loaded: ${words(failed)}. `, again(wanted)],
  ];
  notes.replaceChildren(...said.filter(Boolean).map((parts) => element("li", {}, ...parts)));
  notes.hidden = !notes.children.length;
  region.replaceChildren(...(papers.length ? [table(papers)] : []));
  region.hidden = !papers.length;
  page.dataset.compare = location.search;
  status.textContent = [sentence, verdict(papers.length)].filter(Boolean).join(" ");
  choice.update(ids);
}

const words = (names) => names.map((name) => `\u2068${name.slice(0, 100)}\u2069`).join(", ");

function verdict(count) {
  if (!count) return "No papers yet. Choose two or more below.";
  return count === 1 ? "1 paper. Add another one below." : `${count} papers side by side.`;
}

function again(wanted) {
  const button = element("button", { type: "button", class: "pm-button" }, "Try again");
  button.addEventListener("click", () => show(wanted));
  return button;
}

// The table

function table(papers) {
  const fields = Object.keys(FIELDS).filter((name) => papers.some((one) => one.fields[name].length));
  const about = fields.slice(0, fields.findLastIndex((name) => !["themes", "tags"].includes(name)) + 1);
  const figures = rowsOf(papers.map((paper) => paper.figures));
  const row = (name) => fieldRow(FIELDS[name], papers.map((paper) => paper.fields[name]));
  return element(
    "table",
    { class: "pm-compare__table" },
    element("caption", { class: "pm-hidden" }, "Papers side by side"),
    element("thead", {}, element("tr", {}, element("td"), ...papers.map(head))),
    element("tbody", {}, ...about.map(row)),
    ...(figures.length ? [element("tbody", {}, section(papers.length), ...figures.map(figureRow))] : []),
    element("tbody", {}, ...fields.slice(about.length).map(row), lacks(papers)),
  );
}

function head({ id, title, name, address, language }, at, papers) {
  const { lang, dir } = language;
  const link = element("a", { href: address, lang: lang || false, dir: dir || false }, ...title);
  const move = (step, label, sign) => {
    const button = element(
      "button",
      { type: "button", "aria-label": `Move ${name} ${label}`, "data-move": step },
      sign,
    );
    button.disabled = !papers[at + step];
    button.addEventListener("click", async () => {
      const next = ids.toSpliced(at, 1).toSpliced(at + step, 0, id);
      await go(next, `${name} is paper ${at + step + 1} now.`);
      focus(at + step, `[data-move="${step}"]:enabled`);
    });
    return button;
  };
  const remove = element("button", { type: "button", "aria-label": `Remove ${name}` }, "Remove");
  remove.addEventListener("click", async () => {
    await go(ids.toSpliced(at, 1), `${name} was removed.`);
    focus(Math.min(at, ids.length - 1), "button:last-child");
  });
  const tools = element("div", { class: "pm-compare__tools" });
  tools.append(move(-1, "back", "←"), move(1, "on", "→"), remove);
  return element("th", { scope: "col" }, link, tools);
}

/** The focus goes to a button of the paper at a place, or to where papers are added. */
function focus(at, selector) {
  const tools = region.querySelectorAll(".pm-compare__tools")[at];
  const button = tools?.querySelector(selector) ?? tools?.querySelector("button:enabled");
  if (button instanceof HTMLElement) button.focus();
  else choice.focus();
}

function fieldRow(label, cells) {
  return element("tr", {}, element("th", { scope: "row" }, label), ...cells.map(cell));
}

function cell(nodes) {
  if (nodes.length) return element("td", {}, ...nodes);
  const sign = element("span", { "aria-hidden": "true" }, "–");
  return element("td", { class: "pm-compare__none" }, sign, element("span", { class: "pm-hidden" }, "Not recorded"));
}

function section(columns) {
  const head = element("th", { scope: "rowgroup", colspan: String(columns + 1) }, "Key figures");
  return element("tr", { class: "pm-compare__section" }, head);
}

function figureRow({ label, cells }) {
  const shown = cells.map((figures) =>
    figures.map(({ what, value, origin }) =>
      element(
        "p",
        {},
        element("strong", {}, ...value),
        ...(what === label ? [] : [" ", element("bdi", {}, what)]),
        ...(origin.length ? [" (", ...origin, ")"] : []),
      ),
    ),
  );
  return fieldRow(label[0].toUpperCase() + label.slice(1), shown);
}

function lacks(papers) {
  const names = (paper) =>
    Object.keys(FIELDS).filter((name) => !OPTIONAL.has(name) && !paper.fields[name].length);
  const labels = (paper) => [
    ...names(paper).map((name) => FIELDS[name].toLowerCase()),
    ...(paper.figures.length ? [] : ["key figures"]),
  ];
  const cells = papers.map((paper) => element("td", {}, labels(paper).join(", ") || "Nothing"));
  return element("tr", {}, element("th", { scope: "row" }, "Not recorded"), ...cells);
}

// Adding

function add(id) {
  if (ids.includes(id)) status.textContent = "This paper is here already.";
  else if (ids.length >= MOST) status.textContent = `There are ${MOST} papers already. Remove one first.`;
  else return go([...ids, id]);
  return undefined;
}

const choice = offerSearch({ add, most: MOST });
offerReadingList(choice.element, add);
addEventListener("popstate", () => show(fromAddress()));
const first = fromAddress();
notes.hidden = true;
region.hidden = !first.length;
page.append(status, notes, region, choice.element);
show(first);
