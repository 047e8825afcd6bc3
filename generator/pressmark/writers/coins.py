"""A reference in; its COinS out, by which reference managers offer all papers of a list at once.

An OpenURL ContextObject (ANSI/NISO Z39.88-2004) in the title of an empty span of class Z3988.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pressmark.reference import Reference

_HEAD = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A"
# The metadata format, the genre, and the keys of title and container, by the kind of reference.
_FORMS = {
    "conference": ("book&rft.genre=proceeding", "rft.atitle", "rft.btitle"),
    "journal": ("journal&rft.genre=article", "rft.atitle", "rft.jtitle"),
    "thesis": ("dissertation", "rft.title", ""),
    "preprint": ("dc&rft.type=preprint", "rft.title", ""),
    "other": ("dc&rft.type=document", "rft.title", ""),
}


_SIGNS = {code: quote(chr(code), safe="") for code in range(128)}


def coins(reference: Reference) -> str:
    """The ContextObject as it stands in an address, its ampersands not yet escaped for HTML."""
    form, title_key, container_key = _FORMS[reference.kind]
    first, _, last = reference.pages.partition("-")
    author_key = "rft.creator" if form.startswith("dc") else "rft.au"
    pairs = [
        (title_key, reference.title),
        (container_key, reference.container),
        ("rft.date", reference.date if reference.date.startswith(reference.year) else ""),
        ("rft.date", "" if reference.date.startswith(reference.year) else reference.year),
        ("rft.volume", reference.volume),
        ("rft.issue", reference.issue),
        ("rft.spage", first),
        ("rft.epage", last),
        ("rft.pub", reference.publisher),
        ("rft_id", f"info:doi/{reference.doi}" if reference.doi else ""),
        ("rft_id", reference.url),
        *((author_key, name.inverted) for name in reference.names),
    ]
    said = [f"&{key}={_quoted(value)}" for key, value in pairs if key and value]
    return f"{_HEAD}{form}{''.join(said)}"


def _quoted(text: str) -> str:
    """A text as an address holds it; most are ASCII, where one look at each sign is enough."""
    return text.translate(_SIGNS) if text.isascii() else quote(text, safe="")
