// On standard input, JSON: `locale` and `styles` by name, each the path of a file of the Citation
// Style Language, and `items` of CSL-JSON. On standard output, JSON: what citeproc-js prints in a
// bibliography for each item, by its id and the style's name, as HTML.

import { readFileSync } from "node:fs";
import CSL from "citeproc";

const { locale, styles, items } = JSON.parse(readFileSync(0, "utf8"));
const byId = new Map(items.map((item) => [item.id, item]));
const system = {
  retrieveLocale: () => readFileSync(locale, "utf8"),
  retrieveItem: (id) => structuredClone(byId.get(id)),
};

const entries = Object.fromEntries(items.map(({ id }) => [id, {}]));
for (const [name, path] of Object.entries(styles)) {
  const engine = new CSL.Engine(system, readFileSync(path, "utf8"), "en-US", true);
  for (const { id } of items) {
    engine.updateItems([id]); // alone, so that no entry is told from another by a letter
    const [, [entry = ""]] = engine.makeBibliography(); // some styles print nothing of a letter
    entries[id][name] = entry
      .replace(/<div class="csl-left-margin">.*?<\/div>/s, "")
      .replace(/<\/?div[^>]*>/g, "")
      .trim();
  }
}
process.stdout.write(JSON.stringify(entries));
