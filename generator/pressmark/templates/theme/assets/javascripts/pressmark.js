// The few things that every page does with a script: the colour switch, sorting a list, copying the
// link to a section, what is printed. Pages work without any of it.

const root = document.documentElement;
const HOVERED = 200; // ms on a link until its page is fetched

// What the browser draws around a page has the page's colour.
function tint() {
  const meta = document.querySelector("meta[name=theme-color]") ?? document.createElement("meta");
  meta.setAttribute("name", "theme-color");
  meta.setAttribute("content", getComputedStyle(document.body).backgroundColor);
  document.head.append(meta);
}

// Colours are the system's until somebody chooses.
function watchScheme() {
  const button = document.querySelector("[data-scheme]:not(html)");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);
  const show = () => {
    button.setAttribute("aria-pressed", String(isDark()));
    tint();
  };
  button.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("pressmark-scheme", root.dataset.scheme);
    } catch {
      // Storage may be forbidden; the choice then lasts until the next page.
    }
    show();
  });
  system.addEventListener("change", show);
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

// A section has a link to itself, which a click copies, besides going there.
function watchAnchors() {
  for (const heading of document.querySelectorAll(".pm-article h2[id]:not([class])")) {
    const name = heading.dataset.name ?? heading.textContent;
    const link = document.createElement("a");
    link.className = "pm-anchor";
    link.href = `#${heading.id}`;
    link.textContent = "#";
    link.setAttribute("aria-label", `Link to ${name}`);
    heading.append(" ", link);
  }
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

// What is folded on the screen is printed open, and folded again afterwards. Links are printed with
// their addresses, but for those whose text is one.
function prepareForPrint() {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const part of folded) part.open = true;
    for (const link of document.querySelectorAll("a[href^=http]")) {
      if (link.textContent === link.getAttribute("href")) link.dataset.address = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const part of folded.splice(0)) part.open = false;
  });
}

// Pages that a reader is about to go to are fetched beforehand, where the browser can; files are not,
// whose addresses end otherwise.
function prefetch() {
  const fetched = new Set([location.pathname]);
  let timer = 0;
  document.addEventListener("pointerover", (event) => {
    clearTimeout(timer);
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin !== location.origin || !link.pathname.endsWith("/")) return;
    if (fetched.has(link.pathname) || navigator.connection?.saveData) return;
    timer = setTimeout(() => {
      fetched.add(link.pathname);
      const hint = document.createElement("link");
      hint.rel = "prefetch";
      hint.href = link.pathname + link.search;
      document.head.append(hint);
    }, HOVERED);
  });
}

watchScheme();
watchAnchors();
prefetch();
unfold();
prepareForPrint();
addEventListener("hashchange", unfold);
document.querySelectorAll("[data-sorts]").forEach(watchSorter);
