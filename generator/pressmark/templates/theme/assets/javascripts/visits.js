/* When a reader was last here: the time of each page goes in, and the end of the visit before this one
   comes out. It is kept in this browser and sent nowhere. A visit ends with half an hour without a
   page. */

export const OFF = "off";
const KEY = "pressmark-visit";
const PAUSE = 30 * 60_000; // ms
const HALF_DAY = 12 * 3_600_000;
const MOST = 500; // pieces of news that a visit is said to have been told of
const PLACES = ".pm-home, .pm-entries > .pm-entry, [data-search-list], [data-browse-list]";

/** The visit before this one: when it ended, in ms, 0 where none is known, and what it was told. */
export const last = { end: 0, told: new Set() };

/** What is kept: OFF where nothing is to be, and null where nothing can be. */
export function kept() {
  try {
    const text = localStorage.getItem(KEY) ?? "{}";
    return text === OFF ? OFF : Object(JSON.parse(text));
  } catch (error) {
    return error instanceof SyntaxError ? {} : null;
  }
}

/** Keep a text, or with an empty one nothing; returns whether the browser does. */
export function keep(text) {
  try {
    if (text) localStorage.setItem(KEY, text);
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/** The first day that may have news since the last visit, as the library counts days: wherever its
    curators are, it had not begun later than this. */
export const since = () => dayOf(last.end);

const dayOf = (time) => new Date(time - HALF_DAY).toISOString().slice(0, 10);
const time = (value) => (Number.isFinite(value) && value > 0 ? value : 0);
const texts = (value) => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);

/** Keep what this visit is told of the days that the next one will ask about again: texts that begin
    with a day. */
export function tell(keys) {
  const now = kept();
  if (!now || now === OFF) return;
  now.told = keys.filter((key) => key >= dayOf(Date.now())).slice(0, MOST);
  keep(JSON.stringify(now));
}

function begin() {
  const before = kept();
  if (!before || before === OFF) return;
  const now = Date.now();
  const goesOn = now - time(before.now) < PAUSE;
  last.end = time(goesOn ? before.end : before.now);
  const seen = texts(goesOn ? before.seen : before.told);
  last.told = new Set(seen);
  keep(JSON.stringify({ now, end: last.end, seen, told: goesOn ? texts(before.told) : [] }));
  if (!last.end || !document.querySelector(PLACES)) return;
  import("./visit-marks.js").then(({ show }) => show());
}

begin();
