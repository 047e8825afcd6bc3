/* In a preview only: shows the page anew when the library has changed, and what is wrong with a
   record over the last good page. */

const here = document.currentScript ?? document.querySelector("script[data-live]");
const shown = here.dataset.live;
const events = new EventSource(here.dataset.events);
let box;

events.onmessage = ({ data }) => {
  const { version, findings } = JSON.parse(data);
  if (findings.length) {
    tell(findings);
  } else if (version !== shown) {
    location.reload();
  }
};

function tell(findings) {
  box?.remove();
  box = document.createElement("section");
  box.id = "pressmark-findings";
  box.setAttribute("role", "alert");
  box.style.cssText =
    "position:fixed;inset:auto 1rem 1rem;z-index:99;max-height:60vh;overflow:auto;padding:1rem;" +
    "border:2px solid #b3261e;border-radius:8px;background:#fff8f7;color:#1c1b1b;" +
    "font:14px/1.5 system-ui,sans-serif;box-shadow:0 4px 24px #0006";
  const heading = document.createElement("strong");
  heading.textContent =
    findings.length === 1 ? "1 thing to mend" : `${findings.length} things to mend`;
  const list = document.createElement("ol");
  list.style.cssText = "margin:.5rem 0 0;padding-inline-start:1.5rem";
  list.append(
    ...findings.map(({ place, said }) => {
      const item = document.createElement("li");
      const where = document.createElement("code");
      where.textContent = place;
      item.append(where, document.createElement("br"), said);
      return item;
    }),
  );
  box.append(heading, list);
  document.body.append(box);
}
