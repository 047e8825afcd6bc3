/* A text and the name of a file go in; the reader's browser saves the one under the other. */

/** Saves a text as a file. */
export function save(text, file, type = "text/plain") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
