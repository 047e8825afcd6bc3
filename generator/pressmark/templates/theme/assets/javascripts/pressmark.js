// The few things that every page does with a script: the colour switch, sorting a list, copying the
// link to a section. Pages work without any of it.

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
    let chosen;
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
const ascending = (a, b) => Number(a === "") - Number(b === "") || a.localeCompare(b, "en");

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

// A click on a section's link copies it, besides going there.
function watchAnchors() {
  if (!navigator.clipboard) return;
  const said = document.createElement("div");
  said.className = "pm-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  let forget = () => {};
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.pm-anchor, a.headerlink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      return; // Copying may be forbidden; the address bar has the link all the same.
    }
    forget();
    link.dataset.copied = "";
    said.textContent = "Link copied";
    const end = setTimeout(() => forget(), 2000);
    forget = () => {
      clearTimeout(end);
      delete link.dataset.copied;
      said.textContent = "";
    };
  });
}

// Who follows a link to a folded section wants to read it.
function unfold() {
  const section = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const next = section && section.nextElementSibling;
  if (next instanceof HTMLDetailsElement) next.open = true;
}

watchScheme();
watchAnchors();
unfold();
addEventListener("hashchange", unfold);
document.querySelectorAll("[data-sorts]").forEach(watchSorter);
