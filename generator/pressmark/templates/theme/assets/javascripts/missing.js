// The page of what is missing may be shown at any address. It asks for this script at several, of
// which the first in its order that is there tells where the site is: all links are led there, and a
// file's old address, which no page can stand at, is looked up where it leads.

const { dataset } = document.documentElement;
const [root] = new URL(import.meta.url).pathname.split("assets/javascripts/");

function lead() {
  const sheet = document.querySelector("link[rel=stylesheet]");
  const [old] = (sheet.getAttribute("href") ?? "").split("assets/");
  if (new URL(old, location.href).pathname === root) return;
  for (const name of ["href", "src"]) {
    for (const element of document.querySelectorAll(`[${name}^="${old}"]`)) {
      const address = root + element.getAttribute(name)?.slice(old.length);
      if (element instanceof HTMLScriptElement) {
        const script = document.createElement("script"); // one that has failed stays as it is
        script.type = element.type;
        script.src = address;
        element.replaceWith(script);
      } else {
        element.setAttribute(name, address);
      }
    }
  }
}

// Has the page say something else; returns what it said before.
function say(text) {
  const words = document.querySelector(".pm-lead");
  const before = words?.textContent ?? "";
  if (words) words.textContent = text;
  return before;
}

async function lookUp() {
  const path = decodeURI(location.pathname.slice(root.length));
  if (!/\.[A-Za-z][A-Za-z0-9]{0,5}$/.test(path)) return;
  let denied;
  const wait = setTimeout(() => (denied = say("Looking up whether this file has moved …")), 500);
  try {
    const answer = await fetch(`${root}redirects.json`, { signal: AbortSignal.timeout(30_000) });
    if (answer.status >= 500) throw new Error(answer.statusText);
    // Where no file has moved there is no list, for which some hosts answer with a page.
    const isList = answer.ok && !answer.headers.get("content-type")?.includes("html");
    const places = isList ? await answer.json() : {};
    if (Object.hasOwn(places, path)) location.replace(root + places[path] + location.hash);
    else if (denied) say(denied);
  } catch {
    say("Whether this file has moved could not be looked up. Reload the page to try again.");
  }
  clearTimeout(wait);
}

if (!("missing" in dataset)) {
  dataset.missing = "";
  lead();
  lookUp();
}
