/* The key figures of papers in; rows in which those that begin the same stand side by side out.

   What was measured begins the same where it is the same up to the first comma, colon, semicolon or
   parenthesis, or where one is the beginning of the other. */

/** Rows of { label, cells }: what was measured, in the fewest words, and each paper's figures. The
    rows of several papers come first. */
export function rowsOf(lists) {
  const rows = [];
  for (const [column, figures] of lists.entries()) {
    for (const figure of figures) {
      const start = beginning(figure.what);
      let row = rows.find(({ starts }) => starts.some((other) => isBeginning(start, other)));
      if (!row) {
        row = { label: figure.what, starts: [], cells: lists.map(() => []) };
        rows.push(row);
      }
      row.starts.push(start);
      row.cells[column].push(figure);
      if (figure.what.length < row.label.length) row.label = figure.what;
    }
  }
  const filled = ({ cells }) => cells.filter(({ length }) => length).length;
  return rows.toSorted((a, b) => filled(b) - filled(a));
}

function beginning(what) {
  const [start] = what.split(/[,;:(（，：；]/, 1);
  return (start.trim() || what).normalize("NFKC").toLowerCase().split(/\s+/);
}

function isBeginning(some, others) {
  const [short, long] = some.length < others.length ? [some, others] : [others, some];
  return short.every((word, at) => word === long[at]);
}
