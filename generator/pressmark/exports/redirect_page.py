"""An address that a page moved away from in; the small page that leads on to its new place out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pressmark.site.addresses.redirects import Moved, parted

if TYPE_CHECKING:
    from pressmark.base.palette import Palette
    from pressmark.site.settings import Site

_PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url={link}">
<style>
html {{ color-scheme: light dark; background: {paper}; color: {ink} }}
html {{ font: 1.1em/1.5 system-ui, sans-serif }}
body {{ max-inline-size: 36em; margin: 12vh auto; padding: 0 1em; overflow-wrap: anywhere }}
a {{ color: {accent} }}
</style>
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is now <a href="{link}">{title}</a>.</p>
</main>
<script>{script}</script>
</body>
</html>
"""
# A browser forgets the anchor that was asked for when a page sends it on; this takes it along.
_SCRIPT = (
    'if(location.hash){const a=document.querySelector("a");'
    "if(!a.hash)a.hash=location.hash;location.replace(a.href)}"
)


def page(moved: Moved, site: Site, palette: Palette, *, lang: str = "en") -> bytes:
    """The page at an old address that sends its reader on.

    Its link is relative, so that the site may stand below any path.
    """
    address, anchor = parted(moved.new)
    to = quote(address) + anchor
    return _PAGE.format(
        lang=escape(lang),
        title=escape(moved.title),
        canonical=escape(site.url + quote(address)),
        link=escape("../" * moved.old.count("/") + to),
        script=_SCRIPT,
        paper=palette.paper.css,
        ink=palette.ink.css,
        accent=palette.accent.css,
    ).encode()
