"""An address that a page moved away from in; the small page that leads on to its new place out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pressmark.base.scripts import isolated_html
from pressmark.site.addresses.redirects import HOME, Moved, parted
from pressmark.site.settings import POLICY_TAG

if TYPE_CHECKING:
    from pressmark.site.settings import Site

_PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>{policy}
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url={link}">
<script src="{root}assets/javascripts/moved.js"></script>
<link rel="icon" href="{root}assets/images/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{root}assets/stylesheets/pressmark.css">
</head>
<body>
<main class="pm-page pm-article">
<h1>This page has moved</h1>
<p>It is now <a href="{link}">{shown}</a>.</p>
</main>
</body>
</html>
"""


def page(moved: Moved, site: Site, *, lang: str = "en") -> bytes:
    """The page at an old address that sends its reader on.

    Its links are relative, so that the site may stand below any path.
    """
    address, anchor = parted(moved.new)
    to = quote(address) + anchor
    root = "../" * moved.old.count("/")
    return _PAGE.format(
        lang=escape(lang),
        title=escape(moved.title),
        shown=isolated_html(moved.title),
        canonical=escape(site.url + quote(address)),
        policy=f"\n{POLICY_TAG}" if site.strict_policy else "",
        root=root,
        link=escape(root + to or HOME),
    ).encode()
