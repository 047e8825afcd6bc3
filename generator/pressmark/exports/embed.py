"""A reference in; a small page that other sites can show in a frame out, and what tells them so.

The page runs nothing, loads nothing but its style sheet and leads to the paper's page only. oEmbed
(https://oembed.com) names the frame to whoever is given that page's address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.escaping import escape
from pressmark.base.light_dark import with_fallbacks
from pressmark.base.markup import json_text
from pressmark.base.scripts import attributes, html, isolated_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.base.palette import Palette
    from pressmark.library.reference import Reference

WIDTH, HEIGHT = 600, 232
STYLE_SHEET = "assets/stylesheets/embed.css"
# From the folder of a paper's embedded page.
_ROOT = "../../../"
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'self'"
# What follows the page's colours.
_STYLE = """\
*{box-sizing:border-box;margin:0}
html,body{height:100%}
body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
main{display:flex;flex-direction:column;gap:8px;min-height:100%;padding:16px 20px;
border:1px solid var(--line);border-inline-start:5px solid var(--accent);border-radius:6px}
a{color:var(--accent);text-underline-offset:2px}
h1{font:600 19px/1.3 Georgia,serif}
h1 a{color:inherit;text-decoration:none}
h1 a:hover,h1 a:focus-visible{text-decoration:underline}
h1,p{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;
overflow-wrap:anywhere}
.by{-webkit-line-clamp:1;color:var(--ink-soft);font-size:14px}
footer{margin-top:auto;font-size:14px}
@media print{:root{color-scheme:light}}
@media(max-width:420px){main{padding:12px 14px}h1{font-size:17px}p{-webkit-line-clamp:2}}
"""


def style_sheet(palette: Palette) -> bytes:
    """What all embedded pages look like."""
    return with_fallbacks(
        ":root{color-scheme:light dark"
        f";--paper:{palette.paper.css};--ink:{palette.ink.css};--ink-soft:{palette.ink_soft.css}"
        f";--line:{palette.line.css};--accent:{palette.accent.css}}}\n{_STYLE}"
    ).encode()


def authors_in_short(reference: Reference, most: int = 3, write: Callable[[str], str] = str) -> str:
    """The first authors, each as `write` writes a name, and how many more there are; empty where
    none are known."""
    names = [write(name.whole) for name in reference.names[:most]]
    rest = len(reference.names) - most
    return ", ".join(names) + (f" and {rest} more" if rest > 0 else "")


def venue_in_short(reference: Reference) -> str:
    """Where and in which year it was published, as far as that is known."""
    venue = reference.short_container or ("arXiv" if reference.arxiv else "")
    return " ".join(filter(None, (venue, reference.year)))


def embed_page(reference: Reference, page: str, library: str) -> bytes:
    """The page to be framed, of the paper whose own page is at the address `page`.

    `library` is the name of the site that it comes from.
    """
    who, where = authors_in_short(reference, write=isolated_html), venue_in_short(reference)
    title, address, name = escape(reference.listed_title), escape(page), escape(library)
    summary, by = reference.summary, " \u00b7 ".join(filter(None, (who, isolated_html(where))))
    link = f'<a href="{address}" target="_top" rel="noopener">'
    paragraphs = [f'<p class="by">{by}</p>'] if by else []
    paragraphs += [f"<p{attributes(summary)}>{html(summary)}</p>"] if summary else []
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>',
            f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
            f'content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="description" content="{escape(summary) or title}">',
            '<meta name="robots" content="noindex">',
            f"<title>{title} \u00b7 {name}</title>",
            f'<link rel="canonical" href="{address}">',
            f'<link rel="stylesheet" href="{_ROOT}{STYLE_SHEET}">\n</head>\n<body>\n<main>',
            f"<h1{attributes(reference.listed_title, reference.language)}>"
            f"{link}{html(reference.listed_title)}</a></h1>",
            *paragraphs,
            f"<footer>{link}{isolated_html(library)}</a></footer>\n</main>\n</body>\n</html>\n",
        ]
    ).encode()


def oembed(reference: Reference, page: str, library: str, home: str, image: str) -> bytes:
    """What oEmbed tells of the paper's page: a `rich` object whose HTML is the frame.

    `home` is the address of the library, `image` that of the paper's card.
    """
    frame = (
        f'<iframe src="{escape(page)}embed/" width="{WIDTH}" height="{HEIGHT}" '
        f'title="{escape(reference.listed_title)}" loading="lazy" '
        'sandbox="allow-top-navigation-by-user-activation" style="border:0;max-width:100%">'
        "</iframe>"
    )
    return (
        f'{{"version": "1.0", "type": "rich", "title": {json_text(reference.listed_title)}, '
        f'"provider_name": {json_text(library)}, "provider_url": {json_text(home)}, '
        f'"html": {json_text(frame)}, "width": {WIDTH}, "height": {HEIGHT}, '
        f'"thumbnail_url": {json_text(image)}, "thumbnail_width": 1200, "thumbnail_height": 630}}\n'
    ).encode()
