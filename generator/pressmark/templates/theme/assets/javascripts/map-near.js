/* Points in; the nearest to a place, and the next in a direction, out. Points are kept by squares of the
   map, so that of many only a few are looked at. */

const SQUARE = 125;
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class NearPoints {
  constructor(papers) {
    this.papers = papers;
    this.squares = new Map();
    for (const paper of papers) {
      const key = this.#key(Math.floor(paper.x / SQUARE), Math.floor(paper.y / SQUARE));
      const square = this.squares.get(key);
      if (square) square.push(paper);
      else this.squares.set(key, [paper]);
    }
  }

  #key(column, row) {
    return row * 1000 + column;
  }

  /** The nearest of the shown papers that are at most so far from a place. */
  at(x, y, reach) {
    /** @type {any} */
    let nearest = null;
    let least = reach * reach;
    for (let row = Math.floor((y - reach) / SQUARE); row <= (y + reach) / SQUARE; row += 1) {
      for (let column = Math.floor((x - reach) / SQUARE); column <= (x + reach) / SQUARE; column += 1) {
        for (const paper of this.squares.get(this.#key(column, row)) ?? []) {
          const far = (paper.x - x) ** 2 + (paper.y - y) ** 2;
          if (!paper.off && far < least) [nearest, least] = [paper, far];
        }
      }
    }
    return nearest;
  }

  /** The next of the shown papers from one in the direction of an arrow key, if it is one. */
  next(paper, key) {
    const direction = DIRECTIONS[key];
    if (!direction) return null;
    const [right, down] = direction;
    /** @type {any} */
    let next = null;
    let least = Infinity;
    for (const other of this.papers) {
      if (other.off || other === paper) continue;
      const [x, y] = [other.x - paper.x, other.y - paper.y];
      const along = x * right + y * down;
      const aside = Math.abs(x * down) + Math.abs(y * right);
      const cost = along + 2 * aside;
      if (along > 0 && aside <= 2 * along && cost < least) [next, least] = [other, cost];
    }
    return next;
  }

  static isArrow(key) {
    return key in DIRECTIONS;
  }
}
