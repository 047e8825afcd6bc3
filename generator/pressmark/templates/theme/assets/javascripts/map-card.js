/* The card of one paper on the map: its title, which leads to its page, and what it is about. */

import { element } from "./elements.js";

const GAP = 16; // pixels between a point and its card

export class MapCard {
  constructor(box, view) {
    this.box = box;
    this.view = view;
    this.paper = null;
    this.card = element("div", { class: "pm-map-card", hidden: true });
    box.append(this.card);
  }

  get isOpen() {
    return !this.card.hidden;
  }

  show(paper) {
    this.paper = paper;
    const link = element("a", { href: paper.href, dir: "auto", tabindex: "-1" }, paper.title);
    const about = [paper.year || "", paper.themeLabel].filter(Boolean).join(" \u00b7 ");
    const parts = [element("p", {}, link)];
    if (about) parts.push(element("p", { class: "pm-map-about" }, about));
    if (paper.summary) {
      parts.push(element("p", { class: "pm-map-tldr", dir: "auto" }, paper.summary));
    }
    this.card.replaceChildren(...parts);
    this.card.hidden = false;
    this.place();
  }

  hide() {
    this.card.hidden = true;
    this.paper = null;
  }

  /** Puts the card beside its paper, where there is room; a small screen has it at its bottom. */
  place() {
    if (!this.paper || !this.isOpen) return;
    const [x, y] = this.view.place(this.paper.x, this.paper.y);
    const { clientWidth, clientHeight } = this.box;
    const { offsetWidth, offsetHeight, style } = this.card;
    const isRight = x + GAP + offsetWidth < clientWidth || x < clientWidth / 2;
    const left = isRight ? x + GAP : x - GAP - offsetWidth;
    const top = y - offsetHeight / 3;
    style.left = `${Math.max(Math.min(left, clientWidth - offsetWidth - 8), 8)}px`;
    style.top = `${Math.max(Math.min(top, clientHeight - offsetHeight - 8), 8)}px`;
  }
}
