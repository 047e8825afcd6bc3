"""One module a format written; each turns papers into text and writes nothing itself."""
