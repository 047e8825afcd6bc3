/* What leaves the reading list and what comes in: files, texts and links go either way. Nothing changes
   before the reader has seen what would come in, and has agreed. */

import { save } from "./download.js";
import { element } from "./elements.js";
import { idAt, say } from "./reader.js";
import { cardOf, identifiers, normal } from "./reading-files.js";
import { backup, LONGEST, parse } from "./reading-formats.js";
import { carriesList, citations, fromLink, link, markdown } from "./reading-share.js";
import * as store from "./reading-store.js";
import { ROOT } from "./search-box.js";
import { each } from "./side-by-side.js";

const NAMED = 20; // papers that are not in the library
const COMPARED = 6; // papers
const FILES = { bib: "BibTeX", ris: "RIS", json: "CSL-JSON" };

/** What takes care of exports and imports of the page of the list. */
export function transfers({ page, part, button, apply, notice, shown, all }) {
  const [preview, file, likes, compare] = ["preview", "file", "likes", "compare"].map(part);
  const pasted = element("textarea", { rows: "4", required: true, dir: "auto", spellcheck: "false" });
  part("pasted").append(pasted);
  const isPrivate = part("private");

  /** Says how long a task takes and why it failed; one at a time. */
  async function attempt(what, task) {
    if (page.ariaBusy === "true") return;
    page.ariaBusy = "true";
    try {
      await task((done, total) => say(`${what}: ${done} of ${total} …`));
    } catch (/** @type {any} */ error) {
      say(`${what} failed: ${error.message}.`, [button("Close", () => say(""))], true);
    }
    page.ariaBusy = "false";
  }

  const exports = {
    async md() {
      save(markdown(shown(), all().sets), "reading-list.md", "text/markdown");
      say("Saved as reading-list.md.");
    },
    async backup() {
      const text = JSON.stringify(backup(shown(), all().sets), null, 1);
      save(`${text}\n`, "reading-list.json", "application/json");
      say("Saved as reading-list.json, with notes and sets.");
    },
    async link() {
      const address = await link(shown(), all().sets, isPrivate.checked);
      const field = part("link");
      field.value = address;
      field.parentElement.hidden = false;
      field.select();
      const copied = navigator.clipboard?.writeText(address).then(
        () => true,
        () => false,
      );
      say((await copied) ? "Link copied." : "Copy the link from the field below.");
    },
  };
  for (const [ending, name] of Object.entries(FILES)) {
    exports[ending] = async (tell) => {
      const papers = shown();
      const { text, type, missing } = await citations(papers, ending, (done) => tell(done, papers.length));
      if (missing.length < papers.length) save(text, `reading-list.${ending === "json" ? "csl.json" : ending}`, type);
      const left = missing.map(({ title }) => `“${title}”`).join(", ");
      if (!left) say(`Saved as ${name}.`);
      else say(`Without ${left}: no longer in the library. `, [button("Close", () => say(""))], true);
    };
  }

  async function look(read) {
    preview.hidden = true;
    await attempt("The import", async () => {
      const list = await read();
      show(await matched(list));
    });
  }

  /** Which papers of the library a list names, each once, and which of those that it names are none. */
  async function matched({ sets, papers }) {
    const known = await identifiers();
    const found = new Map();
    const missing = [];
    for (const { names, title, own = {} } of papers) {
      const id = names.map((name) => known.get(normal(name))).find(Boolean) ?? byAddress(names, known);
      if (!id) missing.push(title || names[0]);
      else if (!found.has(id)) found.set(id, own);
    }
    return { sets, found, missing: missing.filter(Boolean) };
  }

  function show({ sets, found, missing }) {
    const there = new Set(all().papers.map(({ id }) => id));
    const fresh = [...found].filter(([id]) => !there.has(id));
    const isTooMany = there.size + fresh.length > store.MOST.papers;
    const papers = (count) => (count === 1 ? "1 paper" : `${count} papers`);
    const told = [`${papers(found.size)}, ${fresh.length} new.`];
    const names = missing.slice(0, NAMED).map((name) => `“${name}”`);
    const more = missing.length - names.length;
    if (more > 0) names.push(`${more} more`);
    if (missing.length) told.push(`Not in this library: ${names.join(", ")}.`);
    if (isTooMany) told.push(`A list can have ${papers(store.MOST.papers)}.`);
    const close = () => {
      preview.hidden = true;
      page.querySelector("h1").focus();
    };
    const isMerge = found.size > fresh.length;
    const add = button(isMerge && !fresh.length ? "Add its notes and sets" : `Add ${papers(fresh.length)}`, () =>
      attempt("The import", async (tell) => {
        await merge(sets, found, fresh, tell);
        close();
      }),
    );
    add.className = "pm-button pm-button-main";
    const cancel = button("Cancel", close);
    cancel.className = "pm-button";
    const isUseful = !isTooMany && (fresh.length || [...found.values()].some(hasMore));
    const choices = element("p", { class: "pm-reading-choices" }, ...(isUseful ? [add] : []), cancel);
    preview.replaceChildren(
      element("h2", { tabindex: "-1" }, "Add these papers?"),
      element("p", {}, told.join(" ")),
      ...(isMerge ? [element("p", {}, "Papers that are in the list stay as they are; notes and sets that they lack are added.")] : []),
      choices,
    );
    preview.hidden = false;
    preview.querySelector("h2").focus();
    say("");
  }

  const hasMore = ({ note, read, set }) => Boolean(note || read || set !== undefined);

  async function merge(names, found, fresh, tell) {
    const cards = await each(
      fresh,
      async ([id, own]) => (own.title && own.title !== id ? { ...own, id } : { ...(await cardOf(id)), ...cleared(own), id }),
      (done) => tell(done, fresh.length),
    );
    // Tabs may have changed the list meanwhile.
    const { sets, papers } = store.read();
    const texts = [];
    const used = new Set([...found.values()].map(({ set }) => set));
    const ids = names.map((name, at) => {
      const known = sets.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (known || !used.has(at)) return known?.id ?? "";
      const made = store.newSet(name, sets);
      sets.push(made.set);
      texts.push(...made.texts);
      return made.set.id;
    });
    const setOf = ({ set }) => (set === undefined ? "" : ids[set]);
    const there = new Set(papers.map(({ id }) => id));
    const added = cards.filter(({ id }) => !there.has(id)).map((card) => ({ ...card, set: setOf(card) }));
    const filled = store.changes([...found.keys()], (paper) => {
      const own = found.get(paper.id);
      return { note: paper.note || (own.note ?? ""), read: paper.read || own.read === true, set: paper.set || setOf(own) };
    });
    const before = apply([...texts, ...store.additions(added), ...filled]);
    if (before) notice(added.length === 1 ? "Added 1 paper." : `Added ${added.length} papers.`, before);
  }

  /** Reads the list that the address carries, and takes it out of the address. */
  function receive() {
    const { hash } = location;
    if (!carriesList(hash)) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    look(() => fromLink(hash));
  }

  /** Brings up to date what is offered for the papers that are shown. */
  function offer(papers) {
    const ids = papers.slice(0, COMPARED).map(({ id }) => id);
    compare.hidden = ids.length < 2;
    compare.search = `?ids=${ids.join(",")}`;
    part("link").parentElement.hidden = true;
  }

  page.addEventListener("click", ({ target }) => {
    const { export: kind } = target.dataset;
    if (kind) attempt("The export", exports[kind]);
  });
  part("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = pasted.value.trim();
    const at = text.indexOf("#list=");
    if (at >= 0 && !/\s/.test(text)) look(() => fromLink(text.slice(at)));
    else look(async () => parse(text));
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    if (!chosen) return;
    look(async () => {
      if (chosen.size > LONGEST) throw new Error("the file is larger than a list of papers can be");
      return parse(await chosen.text());
    });
    file.value = "";
  });
  part("like")?.addEventListener("click", () =>
    attempt("The search", async () => {
      const { papersLike } = await import("./reading-like.js");
      const has = (id) => all().papers.some((paper) => paper.id === id);
      const found = await papersLike(shown(), has, "large" in likes.dataset);
      likes.replaceChildren(...found.map(likeness));
      say(found.length ? `${found.length} papers are like these.` : "No other paper is like these.");
    }),
  );
  return { offer, receive };
}

/** The id that an address of this library names. */
function byAddress(names, known) {
  const ids = names.filter((name) => URL.canParse?.(name, ROOT)).map((name) => idAt(new URL(name, ROOT)));
  return known.get(ids.find(Boolean));
}

const cleared = ({ title: _, by: __, date: ___, lang: ____, ...own }) => own;

function likeness({ id, title, by = "", lang, reason }) {
  const link = element("a", { href: new URL(`papers/${id}/`, ROOT).href, dir: "auto" }, title);
  return element(
    "li",
    { class: "pm-entry" },
    element("h3", { lang: lang || false }, link),
    ...(by ? [element("p", { class: "pm-by", dir: "auto" }, by)] : []),
    element("p", { class: "pm-gist" }, reason),
  );
}
