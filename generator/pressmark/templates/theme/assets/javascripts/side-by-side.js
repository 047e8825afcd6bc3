/* Things go in, such as addresses of files, and what a task makes of each comes out; tasks run side by
   side, but not more of them than a site can be asked for at once. */

const AT_ONCE = 6;

/** What a task makes of each thing, in their order, a few at a time; `tell` is called with how many
    are done. */
export async function each(things, task, tell = (_) => {}) {
  const made = [];
  let [next, done] = [0, 0];
  const work = async () => {
    while (next < things.length) {
      const at = next;
      next += 1;
      made[at] = await task(things[at]);
      done += 1;
      tell(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, things.length) }, work));
  return made;
}
