// A page at an old address sends its reader on at once, and takes the place on the page along, which
// a browser by itself would forget.
{
  const [, address] = document.querySelector("meta[http-equiv=refresh]").content.split("url=");
  const target = new URL(address, location.href);
  target.hash ||= location.hash;
  location.replace(target.href);
}
