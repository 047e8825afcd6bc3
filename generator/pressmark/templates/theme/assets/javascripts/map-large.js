/* A map of very many papers: their points are drawn on a canvas, from files that come in pieces. Titles
   are fetched a piece of the map at a time, for what somebody points at or looks at closely. */

import { element, grouped } from "./elements.js";
import { fetched } from "./fetched.js";
import { Field, box, list } from "./map-field.js";

const ROOT = new URL("../../", import.meta.url);
const HUES = 12;
const [LISTED, PIECES] = [40, 6]; // papers in the list at once, and pieces fetched for them
const PAUSE = 250; // ms without a change until the list follows
const SMALL = 2.6; // pixels of radius below which a point is a square

async function read(address) {
  const answer = await fetched(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// As in Python's zlib, of ASCII.
function crc32(text) {
  let crc = ~0;
  for (const letter of text) {
    crc ^= letter.charCodeAt(0);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

class LargeField extends Field {
  constructor(papers, source, head) {
    super(papers, 40);
    this.filter.knowsTags = false; // until somebody chooses by one
    this.source = source;
    this.head = head;
    this.pieces = new Map();
    this.canvas = element("canvas", { "aria-hidden": "true" });
    box.querySelector("svg").after(this.canvas);
    this.view.drawings.push(this.canvas);
    this.ring = element("span", { class: "pm-map-ring", hidden: true });
    box.append(this.ring);
    this.pen = this.canvas.getContext("2d");
    for (const [name, value] of Object.entries({
      tabindex: "0",
      role: "application",
      "aria-label": `Map of ${grouped(papers.length)} papers. Arrow keys lead from paper to paper, Enter opens one, plus and minus zoom.`,
    })) {
      box.setAttribute(name, value);
    }
    this.card.card.setAttribute("aria-live", "polite");
    /** @type {string[]} */
    this.colours = [];
    /** @type {Element[] | null} */
    this.listed = null;
    this.isQueued = false;
    this.watchColours();
    box.addEventListener("focus", () => {
      if (!this.card.isOpen) this.step(this.middle());
    });
    box.addEventListener("keydown", (event) => {
      const { paper } = this.card;
      if (event.key === "Enter" && event.target === box && paper?.href) location.href = paper.href;
    });
  }

  watchColours() {
    const probe = element("span", { hidden: true });
    box.append(probe);
    const look = () => {
      this.colours = ["var(--pm-ink-soft)"];
      for (let hue = 0; hue < HUES; hue += 1) this.colours.push(`var(--pm-hue-${hue})`);
      this.colours = this.colours.map((colour) => {
        probe.style.color = colour;
        return getComputedStyle(probe).color;
      });
      this.redraw();
    };
    new MutationObserver(look).observe(document.documentElement, {
      attributeFilter: ["data-scheme"],
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look);
    look();
  }

  /** The shown paper that is nearest to the middle of what is in sight. */
  middle() {
    const { view } = this;
    const [x, y] = [view.x + view.width / view.zoom / 2, view.y + view.height / view.zoom / 2];
    for (let reach = 100; reach <= view.width; reach *= 2) {
      const paper = this.near.at(x, y, reach);
      if (paper) return paper;
    }
    return null;
  }

  step(paper) {
    if (!paper) return;
    this.stop(paper);
    this.point(paper);
    this.view.reveal(paper.x, paper.y);
  }

  async point(paper) {
    this.wanted = paper;
    if (!paper.title) {
      try {
        await this.name(paper.piece);
      } catch {
        return; // Without a connection the map has no cards.
      }
    }
    if (this.wanted === paper) super.point(paper);
  }

  leave() {
    this.wanted = null;
    super.leave();
  }

  mark(paper, isOn) {
    this.ring.hidden = !isOn;
    this.marked = paper;
    this.moved();
  }

  open(paper) {
    if (paper.href) location.href = paper.href;
  }

  /** Fetches the titles of one piece of the map. */
  name(piece) {
    let fetched = this.pieces.get(piece);
    if (!fetched) {
      const { file, start } = this.head.pieces.names[piece];
      fetched = read(new URL(file, this.source)).then(({ papers }) => {
        for (const [place, [id, title, summary]] of papers.entries()) {
          const href = new URL(`papers/${encodeURIComponent(id)}/`, ROOT).href;
          Object.assign(this.papers[start + place], { id, title, summary: summary ?? "", href });
        }
      });
      this.pieces.set(piece, fetched);
      fetched.catch(() => this.pieces.delete(piece));
    }
    return fetched;
  }

  async choose() {
    if (this.filter.hasTag && !this.filter.knowsTags) {
      try {
        const { tags } = await read(new URL(this.head.pieces.tags, this.source));
        for (const [place, of] of tags.entries()) this.papers[place].tags = of;
        this.filter.knowsTags = true;
      } catch {
        return;
      }
    }
    super.choose();
    this.redraw();
  }

  moved() {
    super.moved();
    if (!this.ring || this.ring.hidden) return;
    const [x, y] = this.view.place(this.marked.x, this.marked.y);
    this.ring.style.transform = `translate(${x}px, ${y}px)`;
  }

  rested() {
    this.redraw();
  }

  // Points are drawn after the next paint, so that what was done to the map shows at once.
  redraw() {
    if (this.isQueued || !this.pen) return;
    this.isQueued = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.isQueued = false;
        if (!box.hasAttribute("data-moving")) this.#draw();
      }),
    );
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#list(), PAUSE);
  }

  #draw() {
    const { pen, canvas, view } = this;
    const fine = Math.min(devicePixelRatio || 1, 2);
    const [wide, high] = [box.clientWidth * fine, box.clientHeight * fine].map(Math.round);
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    canvas.style.transform = "";
    pen.clearRect(0, 0, wide, high);
    const scale = fine / view.unit;
    const radius = Math.max(1.1, 0.9 * Math.sqrt(view.zoom)) * fine;
    const [left, top] = [view.x, view.y];
    const [right, bottom] = [left + view.width / view.zoom, top + view.height / view.zoom];
    /** @type {number[][]} */
    const groups = this.colours.map(() => []);
    /** @type {number[]} */
    const off = [];
    for (const paper of this.papers) {
      const { x, y } = paper;
      if (x < left || x > right || y < top || y > bottom) continue;
      const group = paper.off ? off : groups[paper.hue];
      group?.push((x - left) * scale, (y - top) * scale);
    }
    pen.globalAlpha = 0.15;
    this.#dots(off, 1, this.colours[0] ?? "");
    pen.globalAlpha = 0.85;
    for (const [hue, dots] of groups.entries()) this.#dots(dots, radius, this.colours[hue] ?? "");
    pen.globalAlpha = 1;
  }

  #dots(dots, radius, colour) {
    const { pen } = this;
    pen.fillStyle = colour;
    pen.beginPath();
    for (let at = 0; at < dots.length; at += 2) {
      const [x, y] = [dots[at], dots[at + 1]];
      if (radius < SMALL) {
        pen.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      } else {
        pen.moveTo(x + radius, y);
        pen.arc(x, y, radius, 0, 7);
      }
    }
    pen.fill();
  }

  // What the page lists until somebody chooses or looks closer is what it came with.
  async #list() {
    const { view } = this;
    if (this.filter.isEmpty && view.zoom <= 1) {
      if (this.listed && list.firstChild !== this.listed[0]) list.replaceChildren(...this.listed);
      return;
    }
    this.listed ??= [...list.children];
    const [wide, high] = [view.width / view.zoom, view.height / view.zoom];
    const [x, y] = [view.x + wide / 2, view.y + high / 2];
    const far = (paper) => (paper.x - x) ** 2 + (paper.y - y) ** 2;
    const inSight = this.papers.filter(
      (paper) =>
        !paper.off && Math.abs(paper.x - x) <= wide / 2 && Math.abs(paper.y - y) <= high / 2,
    );
    inSight.sort((one, other) => far(one) - far(other));
    const pieces = new Set();
    const papers = [];
    for (const paper of inSight) {
      if (!pieces.has(paper.piece) && pieces.size === PIECES) continue;
      pieces.add(paper.piece);
      if (papers.push(paper) === LISTED) break;
    }
    const run = (this.run = Symbol("list"));
    try {
      await Promise.all([...pieces].map((piece) => this.name(piece)));
    } catch {
      return;
    }
    if (run !== this.run) return;
    const items = papers.map((paper) =>
      element(
        "li",
        {},
        element("a", { href: paper.href, dir: "auto" }, paper.title),
        " ",
        element("span", { class: "pm-map-year" }, String(paper.year || "")),
      ),
    );
    const count = grouped(inSight.length);
    const heading = element("h3", {}, "In sight ", element("span", { class: "pm-count" }, count));
    list.replaceChildren(element("section", { class: "pm-map-region" }, heading, element("ul", {}, ...items)));
  }

  /** The paper of an id, if it is on the map: a file of hashes tells where to look for it. */
  async find(id) {
    const { hashes } = await read(new URL(this.head.pieces.hashes, this.source));
    const hash = crc32(id) & 0xffff;
    for (const [place, each] of hashes.entries()) {
      if (each !== hash) continue;
      await this.name(this.papers[place].piece);
      if (this.papers[place].id === id) return this.papers[place];
    }
    return null;
  }
}

/** Reads the map whose header is at an address, and takes care of it from then on. */
export async function start(address) {
  const source = new URL(address, location.href);
  const head = await read(source);
  const { x, y, theme, year } = await read(new URL(head.pieces.points, source));
  const papers = x.map((across, place) => ({
    x: across,
    y: y[place],
    theme: theme[place],
    hue: theme[place] < 0 ? 0 : (theme[place] % HUES) + 1,
    themeLabel: head.labels[theme[place]] ?? "",
    year: year[place],
    tags: [],
    off: false,
    piece: 0,
  }));
  for (const [piece, { start: first, count }] of head.pieces.names.entries()) {
    for (let place = first; place < first + count; place += 1) papers[place].piece = piece;
  }
  const field = new LargeField(papers, source, head);
  const wanted = new URLSearchParams(location.search).get("paper");
  let paper = null;
  if (wanted) paper = await field.find(wanted).catch(() => null);
  field.begin(paper);
}
