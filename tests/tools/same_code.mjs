// With a kind ("js" or "css") as its argument, and on standard input JSON of pairs of texts by name:
// on standard output, JSON of the names of those that do not say the same to who runs or applies them.
// Comments, places in the text and spaces between words of code count for nothing.

import css from "@eslint/css";
import { Linter } from "eslint";
import { readFileSync } from "node:fs";

const PLACES = ["start", "end", "loc", "range", "raw", "comments", "tokens", "parent"];
const CONFIGURATIONS = {
  js: { languageOptions: { sourceType: "module", ecmaVersion: "latest" } },
  css: { files: ["**/*.css"], plugins: { css }, language: "css/css", languageOptions: { tolerant: true } },
};

function said(text, kind) {
  const linter = new Linter();
  const [fault] = linter.verify(text, CONFIGURATIONS[kind], `a.${kind}`).filter(({ fatal }) => fatal);
  if (fault) throw new Error(fault.message);
  return JSON.stringify(linter.getSourceCode().ast, (key, value) => {
    if (PLACES.includes(key)) return undefined;
    if (value?.type === "Raw") return value.value.trim().replaceAll(/\s*([,(){}])\s*/g, "$1");
    return Array.isArray(value) ? value.filter((node) => node?.type !== "Comment") : value;
  });
}

const [kind] = process.argv.slice(2);
const pairs = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const others = pairs.filter(([, [one, other]]) => said(one, kind) !== said(other, kind));
console.log(JSON.stringify(others.map(([name]) => name)));
