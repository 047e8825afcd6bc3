/* The map with a script. The papers of a small map are links in its drawing; those of a large one are
   read from files and drawn by map-large.js. */

import { Field, box, form, list } from "./map-field.js";
import { write } from "./map-filter.js";
import { breath, drawn } from "./pauses.js";

const AT_ONCE = 50; // links that become papers between two pauses

// The links of a drawing as papers. A title in the drawing would show as a second card.
async function linked() {
  const items = new Map();
  for (const item of list.querySelectorAll("[data-paper]")) items.set(item.dataset.paper, item);
  const themes = new Map();
  const select = form.elements.namedItem("theme");
  for (const option of select ? select.options : []) {
    themes.set(option.dataset.number, option.textContent);
  }
  /** @type {any[]} */
  const papers = [];
  for (const node of box.querySelectorAll(".pm-map-dots a")) {
    if (papers.length % AT_ONCE === 0) await breath();
    const [theme, year, ...tags] = (node.dataset.facts ?? "").split(" ");
    const [use, title] = [node.querySelector("use"), node.querySelector("title")];
    const item = items.get(node.dataset.id);
    const paper = {
      id: node.dataset.id,
      href: node.getAttribute("href"),
      x: Number(use.getAttribute("x")),
      y: Number(use.getAttribute("y")),
      title: title.textContent,
      theme: Number(theme),
      themeLabel: themes.get(theme) ?? "",
      year: Number(year),
      tags: tags.map(Number),
      summary: item?.querySelector("p")?.textContent ?? "",
      off: false,
      node,
      item,
    };
    node.setAttribute("aria-label", paper.title);
    node.setAttribute("tabindex", "-1");
    title.remove();
    papers.push(paper);
  }
  return papers;
}

class LinkedField extends Field {
  constructor(papers) {
    super(papers, 12);
    this.byNode = new Map(papers.map((paper) => [paper.node, paper]));
    box.addEventListener("focusin", (event) => {
      const paper = this.paperAt(event);
      if (!paper) return;
      this.stop(paper);
      this.point(paper);
      this.view.reveal(paper.x, paper.y);
    });
    const wanted = new URLSearchParams(location.search).get("paper");
    this.begin(papers.find((paper) => paper.id === wanted));
  }

  paperAt(event) {
    return this.byNode.get(event.target.closest(".pm-map-dots a"));
  }

  mark(paper, isOn) {
    paper.node.classList.toggle("pm-chosen", isOn);
  }

  /** Tab stops at one paper; arrow keys lead on from there. */
  stop(paper) {
    this.current?.node.setAttribute("tabindex", "-1");
    super.stop(paper);
    paper?.node.setAttribute("tabindex", "0");
  }

  step(paper) {
    paper.node.focus({ preventScroll: true });
  }

  followed() {
    for (const paper of this.papers) {
      paper.node.classList.toggle("pm-off", paper.off);
      if (paper.off) paper.node.setAttribute("tabindex", "-1");
      if (paper.item) paper.item.hidden = paper.off;
    }
    for (const region of list.querySelectorAll("section")) {
      const left = region.querySelectorAll("li:not([hidden])").length;
      region.hidden = !left;
      write(region.querySelector(".pm-count"), String(left));
    }
    if (!this.current || this.current.off) this.stop(this.papers.find((paper) => !paper.off));
  }
}

if (box?.dataset.source) {
  import("./map-large.js").then(({ start }) => start(box.dataset.source));
} else if (box?.querySelector(".pm-map-dots")) {
  // The page is drawn first.
  drawn()
    .then(linked)
    .then((papers) => new LinkedField(papers));
}
