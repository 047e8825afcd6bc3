/* What every map does, however its papers are drawn: the card of the paper that is pointed at or in
   focus, arrow keys from paper to paper, filters, and the page's address, which says what is chosen. */

import { grouped } from "./elements.js";
import { MapCard } from "./map-card.js";
import { MapFilter, write } from "./map-filter.js";
import { NearPoints } from "./map-near.js";
import { MapView } from "./map-view.js";

const [MISSED, HIT] = [22, 7]; // pixels from a point that a finger, or a mouse, may miss it by
const CLOSE = 3.5; // how much the map is enlarged for a paper that somebody comes for

export const box = document.getElementById("map");
export const form = document.getElementById("map-filter");
export const list = document.getElementById("map-list");
const status = document.getElementById("map-status");

export class Field {
  constructor(papers, most) {
    /** @type {any} */
    this.current = null; // at which Tab stops
    /** @type {any} */
    this.chosen = null; // that the address names
    this.papers = papers;
    this.near = new NearPoints(papers);
    const { width, height } = box.querySelector("svg").viewBox.baseVal;
    this.view = new MapView(box, width, height, most, () => this.moved(), () => this.rested());
    this.card = new MapCard(box, this.view);
    this.filter = new MapFilter(form, () => this.choose());
  }

  /** Shows what the address asks for. */
  begin(paper) {
    this.chosen = paper;
    this.choose();
    this.#watch();
    if (this.chosen) this.come(this.chosen);
  }

  /** Another part of the map is shown. */
  moved() {
    this.card?.place();
  }

  /** It is drawn as it stays. */
  rested() {}

  /** Shows the papers that the filter leaves, on the map and in the list. */
  choose() {
    const count = this.filter.apply(this.papers);
    const all = `${grouped(this.papers.length)} ${this.papers.length === 1 ? "paper" : "papers"}`;
    write(status, this.filter.isEmpty ? all : `${grouped(count)} of ${all}`);
    if (this.card.paper?.off) this.leave();
    if (this.chosen?.off) this.chosen = null;
    this.followed();
    this.filter.remember(this.chosen);
  }

  followed() {}

  mark(_paper, _isOn) {}

  stop(paper) {
    this.current = paper;
  }

  step(paper) {
    this.point(paper);
  }

  paperAt(event) {
    return this.near.at(...this.view.at(event.clientX, event.clientY), HIT * this.view.unit);
  }

  point(paper) {
    if (this.card.paper === paper) return;
    if (this.card.paper) this.mark(this.card.paper, false);
    this.mark(paper, true);
    this.card.show(paper);
  }

  leave() {
    if (this.card.paper) this.mark(this.card.paper, false);
    this.card.hide();
    this.chosen = null;
    this.filter.remember(null);
  }

  choosePaper(paper) {
    this.chosen = paper;
    this.stop(paper);
    this.point(paper);
    this.filter.remember(paper);
  }

  /** Goes to the paper that somebody comes for. */
  come(paper) {
    this.view.goTo(paper.x, paper.y, CLOSE);
    this.choosePaper(paper);
    box.scrollIntoView({ block: "center" });
  }

  #watch() {
    box.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || event.buttons || isTool(event)) return;
      const paper = this.paperAt(event);
      box.toggleAttribute("data-over", Boolean(paper));
      if (paper) this.point(paper);
    });
    box.addEventListener("pointerleave", () => {
      if (!this.chosen && !box.contains(document.activeElement)) this.leave();
    });
    box.addEventListener("click", (event) => this.#click(event));
    box.addEventListener("keydown", (event) => this.#key(event));
  }

  // A finger shows the card, whose title leads on; a mouse, which has shown it, goes to the paper.
  #click(event) {
    if (isTool(event) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const exact = this.paperAt(event);
    const isTouch = event.pointerType === "touch";
    const [x, y] = this.view.at(event.clientX, event.clientY);
    const paper = exact ?? (isTouch ? this.near.at(x, y, MISSED * this.view.unit) : null);
    if (!paper) {
      this.leave();
    } else if (isTouch) {
      event.preventDefault();
      this.choosePaper(paper);
    } else {
      this.open(paper, event);
    }
  }

  /** Goes to a paper's page, where no link does by itself. */
  open(_paper, _event) {}

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTool(event)) {
      if (event.key !== "Escape") return;
    }
    if (event.key === "Escape" && this.card.isOpen) {
      this.leave();
    } else if (this.view.key(event.key)) {
      event.preventDefault();
    } else if (NearPoints.isArrow(event.key) && this.current) {
      event.preventDefault();
      const next = this.near.next(this.current, event.key);
      if (next) this.step(next);
    }
  }
}

function isTool(event) {
  return Boolean(event.target.closest("button, .pm-map-card"));
}
