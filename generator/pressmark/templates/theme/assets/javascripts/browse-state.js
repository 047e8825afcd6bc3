/* What is browsed for, and the address that says so: ?theme=a,b&tag=c,d&tag.not=e&year=2022-2024.
   A list of values means any of them, or all where papers have several; `.any` and `.all` say which
   where it is the other. Nothing here knows of the page. */

// How several values of a facet are meant, and whether a reader can choose that.
const ALL = new Set(["tag", "author", "has"]);
const CHOOSABLE = new Set([...ALL, "theme"]);
export const YEAR = "year";
export const UNDATED = "undated";
const SPAN = /^(\d{4})?(-)?(\d{4})?$/;

export const isChoosable = (facet) => CHOOSABLE.has(facet);
const usual = (facet) => (ALL.has(facet) ? "all" : "any");

/** Nothing chosen: { chosen: { tag: { mode, yes, no } }, from, to, sort }. */
export const nothing = () => ({ chosen: {}, from: "", to: "", sort: "newest" });

/** What is chosen of a facet. */
export const choiceOf = (state, facet) =>
  state.chosen[facet] ?? { mode: usual(facet), yes: [], no: [] };

/** The same state with another choice of a facet. */
export function withChoice(state, facet, changes) {
  const choice = { ...choiceOf(state, facet), ...changes };
  return { ...state, chosen: { ...state.chosen, [facet]: choice } };
}

/** Whether papers are left out by anything. */
export function isNarrowed({ chosen, from, to }) {
  return Boolean(from || to) || Object.values(chosen).some(({ yes, no }) => yes.length || no.length);
}

/** The state that an address asks for and, as sentences, what in it is not known here. */
export async function fromAddress(search, library) {
  const said = [];
  let state = nothing();
  const facets = new Map(library.facets.map((facet) => [facet.id, facet]));
  for (const [key, text] of new URLSearchParams(search)) {
    const [name, how = ""] = key.split(".", 2);
    const facet = facets.get(name);
    if (key === "sort") {
      if (library.sorts.includes(text)) state.sort = text;
      else said.push(`Papers can't be sorted by “${text}”.`);
    } else if (!facet || !["", "not", "any", "all"].includes(how)) {
      said.push(`“${key}” is no filter of this library.`);
    } else {
      const values = [...new Set(text.split(",").filter(Boolean))];
      if (name === YEAR && !how) {
        state = withYears(state, values, said);
        values.splice(0, values.length, ...values.filter((value) => value === UNDATED));
      }
      await facet.know?.(values);
      const [known, unknown] = [true, false].map((is) => values.filter((id) => is === !!facet.find(id)));
      for (const id of unknown) said.push(`No paper has the ${facet.title.toLowerCase()} “${id}”.`);
      const { yes, no } = choiceOf(state, name);
      const isMode = how === "any" || how === "all";
      if (how === "not") state = withChoice(state, name, { no: [...new Set([...no, ...known])] });
      else {
        const mode = isMode && isChoosable(name) ? how : choiceOf(state, name).mode;
        state = withChoice(state, name, { mode, yes: [...new Set([...yes, ...known])] });
      }
    }
  }
  return { state, said };
}

function withYears(state, values, said) {
  const next = { ...state };
  for (const value of values) {
    const [, from = "", dash = "", to = ""] = SPAN.exec(value) ?? [];
    if (from || to) Object.assign(next, { from, to: dash ? to : from });
    else if (value !== UNDATED) said.push(`“${value}” is no year, nor years from one to another.`);
  }
  if (next.from && next.to && next.from > next.to) [next.from, next.to] = [next.to, next.from];
  return next;
}

/** The query of the address that asks for a state; "" where it asks for nothing. */
export function toAddress(state) {
  const parts = [];
  for (const [facet, { mode, yes, no }] of Object.entries(state.chosen)) {
    const wanted = facet === YEAR ? [...spanOf(state), ...yes] : yes;
    const how = wanted.length > 1 && mode !== usual(facet) ? `.${mode}` : "";
    if (wanted.length) parts.push(`${facet}${how}=${listed(wanted)}`);
    if (no.length) parts.push(`${facet}.not=${listed(no)}`);
  }
  if (!state.chosen[YEAR] && spanOf(state).length) parts.push(`${YEAR}=${spanOf(state)[0]}`);
  if (state.sort !== "newest") parts.push(`sort=${state.sort}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

const listed = (values) => values.map(encodeURIComponent).join(",");

/** The years of a state, as its address has them. */
function spanOf({ from, to }) {
  if (!from && !to) return [];
  return [from === to ? from : `${from}-${to}`];
}

/** The years of a state in words. */
export function yearsInWords({ from, to }) {
  if (from === to) return from;
  if (!to) return `${from} and later`;
  return from ? `${from} to ${to}` : `${to} and earlier`;
}
