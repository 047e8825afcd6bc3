/* In a preview only: shows the page anew when the library has changed or when it has searched in an
   index that has, and over the last good page what is wrong with a record, or that the preview has
   ended. */

const here = document.querySelector("script[data-live]");
const shown = here.dataset.live;
const index = here.dataset.index;
const events = new EventSource(here.dataset.events);
const page = document.querySelector("[data-search-page]");
const SOUGHT = "pressmark-sought";
const NOTICED = 2_000; // ms without the preview of which a word is said
let box;
let silence = 0;

events.onopen = () => {
  clearTimeout(silence);
  box?.remove(); // findings that are still there are told again
};
events.onerror = () => {
  clearTimeout(silence);
  silence = setTimeout(show, NOTICED, "The preview does not answer", [
    ["Until it is started again, this page stays as it is."],
  ]);
};

events.onmessage = ({ data }) => {
  const news = JSON.parse(data);
  if (news.findings.length) {
    tell(news.findings);
  } else if (news.version !== shown || (news.index !== index && hasSearched())) {
    showAnew();
  }
};

/** Whether this page holds anything of the index, which it would not ask for again. */
function hasSearched() {
  return performance.getEntriesByType("resource").some(({ name }) => name.includes("/pagefind/"));
}

/** Loads the page again; a search that somebody is at goes on. */
function showAnew() {
  const dialog = document.getElementById("pm-search"); // there once somebody has reached for it
  const field = dialog?.open ? dialog.querySelector("input") : page?.querySelector("input:focus");
  if (field) sessionStorage.setItem(SOUGHT, field.value);
  location.reload();
}

const sought = sessionStorage.getItem(SOUGHT);
sessionStorage.removeItem(SOUGHT);
if (sought !== null && page) {
  page.querySelector("input").focus();
} else if (sought !== null) {
  seek(sought);
}

/** Opens the search box with a text in it, as a field that is typed into does. */
function seek(text) {
  const field = document.createElement("input");
  field.dataset.searchOpen = "";
  field.value = text;
  document.body.append(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.remove();
}

function tell(findings) {
  const items = findings.map(({ place, text }) => {
    const where = document.createElement("code");
    where.textContent = place;
    return [where, document.createElement("br"), text];
  });
  show(items.length === 1 ? "1 finding" : `${items.length} findings`, items);
}

/** Shows a box over the page, each item of its list made of several nodes, instead of another. */
function show(title, items) {
  box?.remove();
  box = document.createElement("section");
  box.id = "pressmark-findings";
  box.setAttribute("role", "alert");
  box.style.cssText =
    "position:fixed;inset:auto 1rem 1rem;z-index:99;max-height:60vh;overflow:auto;padding:1rem;" +
    "border:2px solid #b3261e;border-radius:8px;background:#fff8f7;color:#1c1b1b;" +
    "font:14px/1.5 system-ui,sans-serif;box-shadow:0 4px 24px #0006";
  const heading = document.createElement("strong");
  heading.textContent = title;
  const list = document.createElement("ol");
  list.style.cssText = "margin:.5rem 0 0;padding-inline-start:1.5rem";
  list.append(
    ...items.map((nodes) => {
      const item = document.createElement("li");
      item.append(...nodes);
      return item;
    }),
  );
  box.append(heading, list);
  document.body.append(box);
}
