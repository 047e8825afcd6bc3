/* Pauses in long work, in which what was changed is drawn and what a reader does is answered. */

const SOON = 200; // ms by which a browser has drawn; where nobody looks, it does not draw

/** Resolves when what was changed until now is on the screen: a reader's click shows at once, and what
    takes longer comes after it. */
export const drawn = () =>
  new Promise((done) => {
    setTimeout(done, SOON);
    requestAnimationFrame(() => setTimeout(done));
  });

/** Resolves once what came up meanwhile is done. */
export const breath = () => new Promise((done) => setTimeout(done));
