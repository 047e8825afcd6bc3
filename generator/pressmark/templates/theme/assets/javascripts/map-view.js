/* Which part of the map is shown, and how large: by the wheel, by two fingers, by dragging, by buttons
   and by keys. Whoever draws is told of each change. */

import { element } from "./elements.js";

const DRAGGED = 5; // pixels that tell a drag from a click
const [MOVES, RESTS] = [220, 240]; // ms that a jump takes, and without a change until all is drawn anew
const STEP = 1.6;

const still = matchMedia("(prefers-reduced-motion: reduce)");

export class MapView {
  constructor(box, width, height, most, onMove, onRest) {
    this.box = box;
    this.width = width;
    this.height = height;
    this.most = most;
    this.onMove = onMove;
    this.onRest = onRest;
    this.frame = this.timer = 0;
    this.drawn = { x: 0, y: 0, zoom: 1 };
    this.x = this.y = 0;
    this.zoom = 1;
    this.pointers = new Map();
    this.drawings = [...box.querySelectorAll(":scope > svg")];
    box.style.touchAction = "pan-y";
    this.names = parseFloat(getComputedStyle(box).getPropertyValue("--pm-name")) || 1;
    this.dots = parseFloat(getComputedStyle(box).getPropertyValue("--pm-dot")) || 1;
    this.#watch();
  }

  /** The length on the map of a pixel of the screen. */
  get unit() {
    return this.width / this.zoom / (this.box.clientWidth || 1);
  }

  /** Where on the map a place of the screen is. */
  at(clientX, clientY) {
    const edge = this.box.getBoundingClientRect();
    return [
      this.x + (clientX - edge.left - this.box.clientLeft) * this.unit,
      this.y + (clientY - edge.top - this.box.clientTop) * this.unit,
    ];
  }

  /** Where on the screen, from the map's upper left corner, a point of it is. */
  place(x, y) {
    return [(x - this.x) / this.unit, (y - this.y) / this.unit];
  }

  /** Shows another part. While that changes, drawings are only shifted and stretched, which costs
      next to nothing; once it rests they are drawn anew. */
  show(x, y, zoom) {
    this.zoom = Math.min(Math.max(zoom, 1), this.most);
    const [wide, high] = [this.width / this.zoom, this.height / this.zoom];
    this.x = Math.min(Math.max(x, 0), this.width - wide);
    this.y = Math.min(Math.max(y, 0), this.height - high);
    const { drawn, unit } = this;
    const moved = `translate(${(drawn.x - this.x) / unit}px, ${(drawn.y - this.y) / unit}px)`;
    for (const { style } of this.drawings) {
      style.transformOrigin = "0 0";
      style.transform = `${moved} scale(${this.zoom / drawn.zoom})`;
    }
    this.box.toggleAttribute("data-moving", true);
    this.onMove();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#settle(), still.matches ? 0 : RESTS);
  }

  #settle() {
    const { x, y, zoom, drawn, box } = this;
    const part = `${x} ${y} ${this.width / zoom} ${this.height / zoom}`;
    for (const drawing of this.drawings) {
      if (!(drawing instanceof SVGElement)) continue; // whoever draws on it straightens it
      drawing.style.transform = "";
      drawing.setAttribute("viewBox", part);
    }
    if (drawn.zoom !== zoom) {
      box.style.setProperty("--pm-dot", String(this.dots / zoom ** 0.75));
      box.style.setProperty("--pm-name", String(this.names / zoom));
      box.style.touchAction = zoom > 1 ? "none" : "pan-y";
      box.toggleAttribute("data-moves", zoom > 1);
      box.toggleAttribute("data-near", zoom > this.names);
    }
    this.drawn = { x, y, zoom };
    box.toggleAttribute("data-moving", false);
    this.onRest();
  }

  /** Zooms so that a place of the screen, or the middle, stays where it is. */
  zoomBy(factor, ...place) {
    const edge = this.box.getBoundingClientRect();
    const [left, top] = place.length ? place : [edge.left + edge.width / 2, edge.top + edge.height / 2];
    const [x, y] = this.at(left, top);
    const zoom = Math.min(Math.max(this.zoom * factor, 1), this.most);
    const share = this.zoom / zoom;
    this.show(x - (x - this.x) * share, y - (y - this.y) * share, zoom);
  }

  /** Goes where a point is in the middle, in so many steps as the reader likes to see. */
  goTo(x, y, zoom = this.zoom) {
    const from = [this.x, this.y, this.zoom];
    const to = [x - this.width / zoom / 2, y - this.height / zoom / 2, zoom];
    cancelAnimationFrame(this.frame);
    if (still.matches) {
      this.show(...to);
      return;
    }
    const start = performance.now();
    const step = (now) => {
      const part = Math.min(Math.max((now - start) / MOVES, 0), 1);
      const eased = part * (2 - part);
      this.show(...from.map((value, axis) => value + (to[axis] - value) * eased));
      if (part < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  /** Brings a point into sight where it is not. */
  reveal(x, y) {
    const [wide, high] = [this.width / this.zoom, this.height / this.zoom];
    const isInside = (at, start, length) => at > start + length * 0.06 && at < start + length * 0.94;
    if (this.zoom > 1 && !(isInside(x, this.x, wide) && isInside(y, this.y, high))) this.goTo(x, y);
  }

  all() {
    this.goTo(this.width / 2, this.height / 2, 1);
  }

  key(name) {
    if (name === "+" || name === "=") this.zoomBy(STEP);
    else if (name === "-") this.zoomBy(1 / STEP);
    else if (name === "0") this.all();
    else return false;
    return true;
  }

  #watch() {
    const button = (sign, name, act) => {
      const made = element("button", { type: "button", "aria-label": name }, sign);
      made.addEventListener("click", act);
      return made;
    };
    this.box.append(
      element(
        "div",
        { class: "pm-map-zoom", role: "group", "aria-label": "Zoom" },
        button("+", "Zoom in", () => this.zoomBy(STEP)),
        button("\u2212", "Zoom out", () => this.zoomBy(1 / STEP)),
        button("All", "All of the map", () => this.all()),
      ),
    );
    const { box } = this;
    box.addEventListener("wheel", (event) => this.#turn(event), { passive: false });
    box.addEventListener("pointerdown", (event) => this.#press(event));
    box.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      box.addEventListener(name, (event) => this.#release(event));
    }
    box.addEventListener("pointerleave", () => {
      this.isHeld = false;
    });
    box.addEventListener("dragstart", (event) => event.preventDefault());
    box.addEventListener(
      "click",
      (event) => {
        if (this.hasMoved) event.preventDefault();
        if (this.hasMoved) event.stopPropagation();
      },
      { capture: true },
    );
    addEventListener("resize", () => this.show(this.x, this.y, this.zoom));
  }

  // The wheel belongs to the page until somebody zooms with Ctrl, or has pressed or zoomed the map.
  #turn(event) {
    const asks = event.ctrlKey || event.metaKey;
    if (!asks && !this.isHeld) return;
    event.preventDefault();
    const turned = Math.max(Math.min(event.deltaY * (event.deltaMode === 1 ? 16 : 1), 60), -60);
    this.zoomBy(Math.exp(-turned / (asks ? 90 : 220)), event.clientX, event.clientY);
  }

  #press(event) {
    if (event.button || event.target.closest("button, .pm-map-card")) return;
    cancelAnimationFrame(this.frame);
    if (!this.pointers.size) this.hasMoved = false;
    this.isHeld = event.pointerType === "mouse";
    this.pointers.set(event.pointerId, [event.clientX, event.clientY, event.clientX, event.clientY]);
  }

  #move(event) {
    const held = this.pointers.get(event.pointerId);
    if (!held) return;
    const [x, y, startX, startY] = held;
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId);
    if (others.length) {
      const [, [otherX, otherY]] = others[0];
      const before = Math.hypot(x - otherX, y - otherY) || 1;
      const now = Math.hypot(event.clientX - otherX, event.clientY - otherY);
      this.hasMoved = true;
      this.zoomBy(now / before, (event.clientX + otherX) / 2, (event.clientY + otherY) / 2);
    } else if (this.zoom > 1) {
      const far = Math.hypot(event.clientX - startX, event.clientY - startY);
      if (!this.hasMoved && far < DRAGGED) return;
      if (!this.hasMoved) this.box.setPointerCapture(event.pointerId);
      this.hasMoved = true;
      this.box.toggleAttribute("data-held", true);
      const { unit } = this;
      this.show(this.x - (event.clientX - x) * unit, this.y - (event.clientY - y) * unit, this.zoom);
    }
    held[0] = event.clientX;
    held[1] = event.clientY;
  }

  #release(event) {
    this.pointers.delete(event.pointerId);
    this.box.toggleAttribute("data-held", false);
    if (event.pointerType === "touch" && !this.hasMoved) return;
    // A click that follows a drag comes at once, if it comes.
    setTimeout(() => {
      if (!this.pointers.size) this.hasMoved = false;
    });
  }
}
