/* The reading list as this browser keeps it: changes go in; papers, sets, and what undoes a change come
   out. Each paper and each set has a key of its own in the storage, so that tabs that change different
   ones never undo each other's work. What is read there may be anybody's, and is looked at first. */

import { LIST } from "./reader.js";

export const VERSION = 1;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SET = /^[a-z0-9]{1,16}$/;
const DATE = /^\d{4}(-\d\d){0,2}$/;
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/;
const NAMED = 3; // authors
export const MOST = { id: 100, title: 500, by: 300, note: 5_000, name: 80, papers: 2_000, sets: 100 };

export const isId = (value) =>
  typeof value === "string" && value.length <= MOST.id && ID.test(value);

/** The first of the names of authors, and how many others there are, as lists have them. */
export function firstOf(names) {
  const others = names.length - NAMED;
  const rest = others > 0 ? ` and ${others} other${others > 1 ? "s" : ""}` : "";
  return names.slice(0, NAMED).join(", ") + rest;
}

/** A text of one line, or "" for anything else. */
export const line = (value, most) =>
  typeof value === "string" ? value.replace(/\s+/g, " ").trim().slice(0, most) : "";

const matching = (value, pattern) => (typeof value === "string" && pattern.test(value) ? value : "");
const rankOf = (value) => (Number.isSafeInteger(value) ? value : 0);

/** A paper of the list, of values that may be anything; `id` is sound. */
export function paper(id, values) {
  const note = typeof values.note === "string" ? values.note : "";
  return {
    id,
    title: line(values.title, MOST.title) || id,
    by: line(values.by, MOST.by),
    date: matching(values.date, DATE),
    lang: matching(values.lang, LANGUAGE),
    added: matching(values.added, DATE),
    read: values.read === true,
    note: note.slice(0, MOST.note),
    set: matching(values.set, SET),
    rank: rankOf(values.rank),
  };
}

const kinds = {
  paper: (id, values) => (isId(id) ? paper(id, values) : undefined),
  set: (id, values) =>
    SET.test(id) && line(values.name, MOST.name)
      ? { id, name: line(values.name, MOST.name), rank: rankOf(values.rank) }
      : undefined,
};

const byRank = (one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1);

function parsed(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** All that is stored: papers and sets in their order, and the keys of what is of a newer version of
    the site, and of what is damaged. Raises where nothing may be stored. */
export function read() {
  /** @type {{ papers: any[], sets: any[], newer: string[], damaged: string[] }} */
  const list = { papers: [], sets: [], newer: [], damaged: [] };
  const storage = open();
  for (let at = 0; at < storage.length; at += 1) {
    const key = storage.key(at) ?? "";
    if (!key.startsWith(LIST)) continue;
    const [kind, id = ""] = key.slice(LIST.length).split(" ");
    const values = parsed(storage.getItem(key));
    const thing = values.v === VERSION && Object.hasOwn(kinds, kind) && kinds[kind](id, values);
    if (values.v > VERSION) list.newer.push(key);
    else if (!thing) list.damaged.push(key);
    else list[`${kind}s`].push(thing);
  }
  list.papers.sort(byRank);
  list.sets.sort(byRank);
  const known = new Set(list.sets.map(({ id }) => id));
  for (const one of list.papers) if (!known.has(one.set)) one.set = "";
  return list;
}

function open() {
  try {
    return localStorage;
  } catch {
    throw new Error("this browser is set to keep no data of this site");
  }
}

/** Stores texts by key, all or none; those that are null are removed. Returns what was there before,
    which undoes the change; the page is told by the event `pressmark-list`. Raises with the reason where that can't be. */
export function write(texts) {
  const storage = open();
  const before = texts.map(([key]) => [key, storage.getItem(key)]);
  try {
    texts.forEach(([key, text]) => put(storage, key, text));
  } catch (error) {
    // What was there fits in again once the new is gone.
    for (const [key] of before) storage.removeItem(key);
    for (const [key, text] of before) put(storage, key, text);
    const isFull = error instanceof DOMException && error.name.includes("Quota");
    throw new Error(isFull ? "this browser's storage for this site is full" : "this browser refuses to");
  }
  document.dispatchEvent(new Event("pressmark-list"));
  return before;
}

function put(storage, key, text) {
  if (text === null) storage.removeItem(key);
  else storage.setItem(key, text);
}

/** What is stored of a paper or a set. */
export function stored(kind, { id, ...values }) {
  const told = Object.entries(values).filter(([, value]) => value !== "" && value !== false);
  return [`${LIST}${kind} ${id}`, JSON.stringify({ v: VERSION, ...Object.fromEntries(told) })];
}

const gone = (kind, id) => [`${LIST}${kind} ${id}`, null];
const nextRank = (things) => things.reduce((most, { rank }) => Math.max(most, rank), 0) + 1;
const today = () => new Date().toISOString().slice(0, 10);

/** What stores papers at the end of the list, given by what is known of each. */
export function additions(cards) {
  const first = nextRank(read().papers);
  return cards.map((card, at) =>
    stored("paper", { ...paper(card.id, card), added: card.added || today(), rank: first + at }),
  );
}

/** What changes papers: `change` gives the new values of each. Papers that another tab removed stay so. */
export function changes(ids, change) {
  const wanted = new Set(ids);
  return read()
    .papers.filter(({ id }) => wanted.has(id))
    .map((one) => stored("paper", { ...one, ...change(one) }));
}

export const removals = (ids) => ids.map((id) => gone("paper", id));

/** What puts papers into an order, given by their ids; those that it does not name keep their places
    behind. */
export function order(ids) {
  const places = new Map(ids.map((id, at) => [id, at]));
  const { papers } = read();
  const last = papers.length;
  const sorted = papers.toSorted(
    (one, other) => (places.get(one.id) ?? last) - (places.get(other.id) ?? last),
  );
  return sorted.flatMap((one, at) =>
    one.rank === at + 1 ? [] : [stored("paper", { ...one, rank: at + 1 })],
  );
}

/** A new set, and what stores it. Its id is one that no other tab makes. */
export function newSet(name, sets = read().sets) {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  const id = (high.toString(36) + low.toString(36)).slice(0, 12);
  const set = { id, name: line(name, MOST.name), rank: nextRank(sets) };
  return { set, texts: [stored("set", set)] };
}

export const renamed = (set, name) => [stored("set", { ...set, name: line(name, MOST.name) })];

/** What removes a set; its papers stay in the list. */
export function withoutSet(id) {
  const inside = read().papers.filter(({ set }) => set === id);
  return [...changes(inside.map((one) => one.id), () => ({ set: "" })), gone("set", id)];
}
