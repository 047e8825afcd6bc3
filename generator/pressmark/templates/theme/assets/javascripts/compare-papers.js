/* The pages of papers in; what they say, by field, out: nodes to show, which lead where they led.

   Pages are there whatever files a library has beside them. An address that leads on is followed. */

import { fetched } from "./fetched.js";
import { isId } from "./reading-store.js";

const PARTS = ["problem", "approach", "finding"];
const loading = new Map(); // promises of papers by id

/** The paper of an id, or null where there is none. Fails where the site does not answer. */
export function paperOf(id, folder) {
  if (!loading.has(id)) {
    const paper = load(id, folder);
    paper.catch(() => loading.delete(id));
    loading.set(id, paper);
  }
  return loading.get(id);
}

async function load(id, folder, isFollowed = false) {
  const address = new URL(`${id}/`, folder);
  const answer = await fetched(address);
  if (answer.status === 404 || answer.status === 410) return null;
  if (!answer.ok) throw new Error(`The site answered ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const article = page.querySelector(".pm-paper");
  if (article) return read(article, id, address);
  // Some hosts answer for what is not there with a page of theirs; a paper's own may have moved.
  const moved = page.querySelector("meta[http-equiv=refresh] ~ link, link[rel=canonical]");
  const [, next] = /\/papers\/([^/]+)\/$/.exec(moved?.getAttribute("href") ?? "") ?? [];
  const leadsOn = page.querySelector("meta[http-equiv=refresh]") && next && next !== id;
  return leadsOn && !isFollowed && isId(next) ? load(next, folder, true) : null;
}

/** What the page of a paper says. A field that it lacks is an empty list. */
function read(article, id, address) {
  const one = (selector) => [...article.querySelectorAll(selector)].slice(0, 1);
  const within = (elements) => elements.flatMap((element) => copies(element, address));
  const facts = [...article.querySelectorAll(".pm-facts > span")];
  const linked = (section) => facts.filter((fact) => fact.querySelector(`a[href*="/${section}/"]`));
  const venue = one(".pm-imprint").concat(linked("venues"));
  const chips = (selector) => [...article.querySelectorAll(`#topics ~ .pm-chips ${selector}`)];
  return {
    id,
    address: address.href,
    title: within(one("h1")),
    name: one("h1").map((element) => element.textContent.trim()).join() || id,
    language: languageOf(one("h1")[0]),
    fields: {
      status: within(one(".pm-status")),
      authors: authorsOf(article, within),
      date: within(one(".pm-facts time")),
      venue: within(venue.length ? venue : facts.filter(isPreprint)).slice(0, 40),
      type: within(facts.filter((fact) => !fact.querySelector("a, time") && isType(fact))),
      summary: within(one(".pm-tldr")).filter(isNoLabel),
      ...Object.fromEntries(PARTS.map((part) => [part, section(article, part, address)])),
      themes: listed(chips("a.pm-chip-theme"), address),
      tags: listed(chips("a:not(.pm-chip-theme)"), address),
    },
    figures: [...article.querySelectorAll("table.pm-figures tbody tr")].map((row) => ({
      what: row.cells[0].textContent.trim(),
      value: copies(row.cells[1], address),
      origin: row.cells[2] ? copies(row.cells[2], address) : [],
    })),
  };
}

const isPreprint = (fact) => fact.textContent.trim() === "Preprint";
const isType = (fact) => !isPreprint(fact) && !fact.textContent.includes(": ");
const isNoLabel = (node) => !(node instanceof Element && node.matches(".pm-label"));

function languageOf(heading) {
  return { lang: heading?.getAttribute("lang") ?? "", dir: heading?.getAttribute("dir") ?? "" };
}

/** The first authors, and how many more there are. */
function authorsOf(article, within) {
  const [line] = article.querySelectorAll(".pm-authors");
  if (!line?.querySelector("a")) return [];
  const more = article.querySelector(".pm-title .pm-more > summary")?.textContent.trim();
  return more ? [...within([line]), ` ${more}`] : within([line]);
}

/** What stands below a heading of the digest, up to the next one. */
function section(article, id, address) {
  const found = [];
  let element = article.querySelector(`.pm-digest h2#${id}`)?.nextElementSibling;
  for (; element && element.tagName !== "H2"; element = element.nextElementSibling) {
    found.push(copy(element, address));
  }
  return found;
}

/** Links as a list between commas. */
function listed(links, address) {
  return links.flatMap((link, at) => {
    const shown = copy(link, address);
    shown.removeAttribute("class");
    return at ? [", ", shown] : [shown];
  });
}

const copies = (element, address) => [...element.childNodes].map((node) => copy(node, address));

/** A node of a paper's page to be shown on another one: its links lead where they led, it has the
    name of no place, and nothing in it acts. */
function copy(node, address) {
  const made = document.importNode(node, true);
  if (!(made instanceof Element)) return made;
  for (const element of [made, ...made.querySelectorAll("*")]) {
    if (element.matches("script, style, iframe, form, button, input, object, embed")) element.remove();
    element.removeAttribute("id");
    const link = element.getAttribute("href");
    if (link !== null) element.setAttribute("href", new URL(link, address).href);
  }
  return made;
}
