// The page of what is missing may be shown at any address. It asks for this script at several, of
// which the first in its order that is there tells where the site is: all links are led there, and a
// file's old address, which no page can stand at, is looked up where it leads.
{
  const { dataset } = document.documentElement;
  const here = document.currentScript?.getAttribute("src") ?? "";
  const [root] = new URL(here, location.href).pathname.split("assets/javascripts/");

  const lead = () => {
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
  };

  const lookUp = async () => {
    const path = decodeURI(location.pathname.slice(root.length));
    if (!/\.[A-Za-z][A-Za-z0-9]{0,5}$/.test(path)) return;
    const answer = await fetch(`${root}redirects.json`);
    const places = answer.ok ? await answer.json() : {};
    if (Object.hasOwn(places, path)) location.replace(root + places[path] + location.hash);
  };

  if (!("missing" in dataset)) {
    dataset.missing = "";
    lead();
    lookUp();
  }
}
