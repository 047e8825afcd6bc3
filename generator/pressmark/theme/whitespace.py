"""A drawn page in; the same without the white space that its frame's templates leave behind out.

Tens of thousands of pages have one frame: a byte in it weighs tens of kilobytes.
"""

from __future__ import annotations

import re

# Where main.html puts the body of a page that pressmark wrote; hand-written pages have another.
_OPENING, _CLOSING = '<article class="pm-article">', "</article>"
_SPACE = re.compile(r"(?<!\s)\s*\n\s*")


def body_of(html: str) -> slice | None:
    """Where in a page the body is that pressmark wrote; None in a page without one, such as a
    hand-written one."""
    start = html.find(_OPENING)
    end = html.rfind(_CLOSING)
    return None if start < 0 or end < start else slice(start + len(_OPENING), end)


def squeezed(html: str) -> str:
    """A page with its frame's empty lines and indentation gone, and its body as it was.

    A page without a body of ours, such as a hand-written one, is given back as it is.
    """
    if (body := body_of(html)) is None:
        return html
    before = _SPACE.sub("\n", html[: body.start]).lstrip()
    after = _SPACE.sub("\n", html[body.stop :]).rstrip()
    return f"{before}\n{html[body].strip()}\n{after}\n"
