// A file's old address, which no page can stand at, is looked up where it leads.
const sheet = document.querySelector("link[rel=stylesheet]");
const [root] = sheet instanceof HTMLLinkElement ? sheet.href.split("assets/") : [""];
const path = decodeURI(location.pathname).slice(new URL(root).pathname.length);
if (/\.[A-Za-z][A-Za-z0-9]{0,5}$/.test(path)) {
  const answer = await fetch(`${root}redirects.json`);
  const places = answer.ok ? await answer.json() : {};
  if (Object.hasOwn(places, path)) location.replace(root + places[path] + location.hash);
}
