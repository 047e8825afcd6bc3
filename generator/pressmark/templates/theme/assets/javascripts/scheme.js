// Before anything is drawn: marks the root, since there are scripts, and gives it the colours that
// its reader chose.
{
  const { dataset } = document.documentElement;
  let scheme;
  dataset.js = "";
  try {
    scheme = localStorage.getItem("pressmark-scheme");
  } catch {
    // Storage may be forbidden.
  }
  if (scheme) dataset.scheme = scheme;
}
