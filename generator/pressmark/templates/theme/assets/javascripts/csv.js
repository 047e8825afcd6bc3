/* Rows of texts go in, CSV (RFC 4180) comes out, in which no spreadsheet finds a formula. What might be
   taken for one starts with an apostrophe, behind a semicolon, a tab or the end of a line in a cell
   too, as in the files beside pages (exports/data/csv_row.py). */

const FORMULA = /^[=+@＝＋－＠'\t\r\n-]/;
const FORMULA_WITHIN = /[;\t\r\n] *(?=[=+@＝＋－＠'-])/g;

function cell(text = "") {
  const inner = text.replace(FORMULA_WITHIN, "$&'");
  const safe = FORMULA.test(inner) ? `'${inner}` : inner;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as a table. */
export const csv = (rows) => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
