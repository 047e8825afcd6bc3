
// The site may stand below another path than its configuration says: then its root is looked for in
// the folders above this address, and all links are led there.
addEventListener("error", function seek({ target }) {
  if (!(target instanceof HTMLLinkElement)) return;
  removeEventListener("error", seek, true);
  const [old] = (target.getAttribute("href") ?? "").split("assets/");
  const roots = location.pathname.split("/").slice(0, -1);
  const probe = () => {
    if (!roots.length) return;
    const root = `${roots.join("/")}/`;
    const image = new Image();
    image.onerror = probe;
    image.onload = () => {
      for (const name of ["href", "src"]) {
        for (const element of document.querySelectorAll(`[${name}^="${old}"]`)) {
          element.setAttribute(name, root + element.getAttribute(name)?.slice(old.length));
        }
      }
    };
    image.src = `${root}assets/images/favicon.svg`;
    roots.pop();
  };
  probe();
}, true);
