// On a page that may be opened from a disk: from there browsers load no modules, and the page says
// what it lacks; from a host they are loaded.
if (location.protocol === "file:") document.documentElement.dataset.local = "";
else {
  const address = document.currentScript?.getAttribute("data-module") ?? "";
  import(new URL(address, document.baseURI).href);
}
