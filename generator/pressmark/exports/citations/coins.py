"""A reference in; its COinS out, by which reference managers offer all papers of a list at once.

An OpenURL ContextObject (ANSI/NISO Z39.88-2004) in the title of an empty span of class Z3988.
"""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pressmark.library.reference import Reference

_HEAD = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A"
# The metadata format, the genre, and the keys of title, container and authors, by the kind of
# reference.
_FORMS = {
    "conference": ("book&rft.genre=proceeding", "rft.atitle", "rft.btitle", "rft.au"),
    "journal": ("journal&rft.genre=article", "rft.atitle", "rft.jtitle", "rft.au"),
    "chapter": ("book&rft.genre=bookitem", "rft.atitle", "rft.btitle", "rft.au"),
    "book": ("book&rft.genre=book", "rft.btitle", "", "rft.au"),
    "report": ("book&rft.genre=report", "rft.btitle", "", "rft.au"),
    "dataset": ("dc&rft.type=dataset", "rft.title", "", "rft.creator"),
    "software": ("dc&rft.type=software", "rft.title", "", "rft.creator"),
    "webpage": ("dc&rft.type=webpage", "rft.title", "", "rft.creator"),
    "thesis": ("dissertation", "rft.title", "", "rft.au"),
    "preprint": ("dc&rft.type=preprint", "rft.title", "", "rft.creator"),
    "other": ("dc&rft.type=document", "rft.title", "", "rft.creator"),
}
_DETAILS = (
    "rft.date rft.volume rft.issue rft.spage rft.epage rft.pub rft_id rft_id rft.stitle".split()
)
# By the field of a paper, for the texts that are written as they are.
_FURTHER = {
    "edition": "rft.edition",
    "series": "rft.series",
    "place": "rft.place",
    "isbn": "rft.isbn",
    "issn": "rft.issn",
    "language": "rft.language",
}
_KEYS = {
    kind: [f"&{key}=" for key in (title, container, *_DETAILS)]
    for kind, (_, title, container, _) in _FORMS.items()
}
_SIGNS = [bytes([code]) for code in range(256)]
# What stands for itself in an address (RFC 3986), and the sign that others are written with.
_FINE = f"{ascii_letters}{digits}_.-~%".encode()


def coins(reference: Reference) -> str:
    """The ContextObject as it stands in an address, its ampersands not yet escaped for HTML."""
    form, _, container_key, author_key = _FORMS[reference.kind]
    first, last = reference.first_and_last_page
    further = reference.under(_FURTHER)
    values = [
        reference.title,
        reference.container if container_key else "",
        reference.publication_date,
        reference.volume,
        reference.issue,
        first,
        last,
        reference.publisher,
        f"info:doi/{reference.doi}" if reference.doi else "",
        reference.url,
        reference.short_name if reference.kind == "journal" else "",
        *[text for _, text in further],
        *[name.inverted for name in reference.names],
        *[f"and {reference.left_out:,} others"] * bool(reference.left_out),
    ]
    # All are of one line each: they are quoted together.
    quoted = _quoted("\n".join(values)).split("%0A")
    keys = [*_KEYS[reference.kind], *[f"&{key}=" for key, _ in further]]
    pairs = [key + value for key, value in zip(keys, quoted, strict=False) if value]
    before = f"&{author_key}="
    authors = quoted[len(keys) :]
    named = f"{before}{before.join(authors)}" if authors else ""
    return f"{_HEAD}{form}{''.join(pairs)}{named}"


def _quoted(text: str) -> str:
    """A text as an address holds it: most hold few signs, many times each."""
    raw = text.encode("utf-8", "replace").replace(b"%", b"%25")
    for code in set(raw.translate(None, _FINE)):
        raw = raw.replace(_SIGNS[code], b"%%%02X" % code)
    return raw.decode("ascii")
