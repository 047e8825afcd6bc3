// The few things that every page does with a script: the colour switch, sorting a list, the search
// box. Pages work without any of it.

const root = document.documentElement;

function watchScheme() {
  const button = document.querySelector("[data-scheme]:not(html)");
  if (!button) return;
  const show = () => button.setAttribute("aria-pressed", String(root.dataset.scheme === "dark"));
  button.addEventListener("click", () => {
    root.dataset.scheme = root.dataset.scheme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("pressmark-scheme", root.dataset.scheme);
    } catch {
      // Storage may be forbidden; the choice then lasts until the next page.
    }
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    let chosen = null;
    try {
      chosen = localStorage.getItem("pressmark-scheme");
    } catch {
      // As above.
    }
    if (!chosen) root.dataset.scheme = event.matches ? "dark" : "light";
    show();
  });
  button.hidden = false;
  show();
}

// Numbers and dates start with their largest; empty values go last.
const comparisons = {
  date: (a, b) => b.localeCompare(a, "en"),
  count: (a, b) => Number(b) - Number(a),
};
const ascending = (a, b) => (a === "") - (b === "") || a.localeCompare(b, "en");

function watchSorter(sorter) {
  const list = document.getElementById(sorter.dataset.sorts);
  const buttons = [...sorter.querySelectorAll("button")];
  const items = [...list.children];
  const sort = (key) => {
    const compare = comparisons[key] ?? ascending;
    items.sort((a, b) => compare(a.dataset[key], b.dataset[key]));
    list.append(...items);
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.sort === key));
    }
  };
  const wanted = new URLSearchParams(location.search).get("sort");
  if (buttons.some((button) => button.dataset.sort === wanted)) sort(wanted);
  sorter.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    sort(button.dataset.sort);
    const address = new URL(location.href);
    if (button === buttons[0]) address.searchParams.delete("sort");
    else address.searchParams.set("sort", button.dataset.sort);
    history.replaceState(null, "", address);
  });
  sorter.hidden = false;
}

watchScheme();
document.querySelectorAll("[data-sorts]").forEach(watchSorter);
