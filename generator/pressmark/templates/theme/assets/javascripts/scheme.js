// Before anything is drawn: marks the root, since there are scripts, and where the address asks for
// something, and gives it the colours that its reader chose. This is for any browser; the other
// scripts are for those of Baseline 2023, whose younger things this asks for one of.
(function () {
  var root = document.documentElement;
  var scheme;
  if ("noModule" in document.createElement("script")) root.setAttribute("data-js", "");
  if (!("toSorted" in Array.prototype)) root.setAttribute("data-old", "");
  if (location.search) root.setAttribute("data-asked", "");
  try {
    scheme = localStorage.getItem("pressmark-scheme");
  } catch (error) {
    // Storage may be forbidden.
  }
  if (scheme) root.setAttribute("data-scheme", scheme);
})();
