/* The index of the library, as it is published now: what search needs of it is loaded here, and
   loaded anew where a file is gone or broken, for a site that is published again has other files. */

import { ROOT } from "./search-box.js";
import { limited } from "./search-state.js";

const FOLDER = new URL("pagefind/", ROOT);
const LARGE = 2000; // papers from which on a search is long enough to need a worker

// Weights of the fields in Pagefind's own order, from which the candidates come.
const WEIGHTS = {
  title: 10,
  also: 8,
  arxiv: 8,
  doi: 8,
  keys: 8,
  lead: 4,
  authors: 3,
  summary: 3,
  tags: 3,
  themes: 2,
};

let loaded; // a promise of the index, once somebody has wanted it
let tag = ""; // when a file was not what it should be: none of before is taken from then on

/** Loads the index, so that the first answer comes sooner. Resolves to { search, destroy, json, words,
    mender, answers }: two functions of Pagefind's, one that resolves to a JSON file of the index,
    one that does to its list of words, one that does to search-mend.js, and a place to keep what
    it answered. */
export function start() {
  if (!loaded) {
    const index = load();
    index.catch((error) => forget(index, error));
    loaded = index;
  }
  return loaded;
}

/** What `task` makes of the index: of one that is loaded anew, once, where it failed with another
    and not for want of a connection. */
export async function withIndex(task) {
  for (let first = true; ; first = false) {
    const index = start();
    try {
      return await task(await index);
    } catch (error) {
      forget(index, error);
      if (!first || isOutage(error)) throw error;
    }
  }
}

async function load() {
  const json = async (name) => {
    const cache = tag ? "reload" : "default";
    const answer = await limited(fetch(new URL(name, FOLDER), { cache }));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return limited(answer.json());
  };
  const query = tag && `?${tag}`;
  const [pagefind, { languages, pairs }] = await Promise.all([
    limited(import(`${FOLDER}pagefind.js${query}`)),
    json("pagefind-entry.json"),
  ]);
  if (pairs) await limited(import(`./search-pairs.js${query}`));
  await pagefind.options({
    baseUrl: ROOT.pathname,
    noWorker: languages.en.page_count < LARGE,
    ranking: { metaWeights: WEIGHTS },
    ...(tag && { metaCacheTag: tag }),
  });
  await pagefind.init();
  let list;
  const words = () => (list ??= json("words.json"));
  const mender = () => limited(import(`./search-mend.js${query}`));
  const { search, destroy } = pagefind;
  return { search, destroy, json, words, mender, answers: new Map() };
}

/** Has the next who asks load the index anew. */
function forget(index, error) {
  if (loaded !== index) return;
  loaded = undefined;
  if (!isOutage(error)) tag = String(Date.now());
  index.then(({ destroy }) => destroy()).catch(() => {});
}

/** Whether there was no answer at all, as each browser says it. */
function isOutage(error) {
  const signs = /timed out|failed to fetch$|network ?error|load failed|body stream/i;
  return navigator.onLine === false || signs.test(error.message);
}
