"""A licence as people write it in; how machines name it, where it can be read, and its usual name
out. Identifiers are those of the SPDX list (https://spdx.org/licenses/)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_CC_ADDRESS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)(?:/(\d\.\d))?/?"
    r"(?:(?:deed|legalcode)(?:\.[a-z_-]+)?)?",
    re.IGNORECASE,
)
_CC = re.compile(r"cc (by(?: (?:nc|nd|sa)){0,2})(?: (1\.0|2\.0|2\.5|3\.0|4\.0))?")
_CC0 = re.compile(r"cc (?:0|zero)(?: 1\.0)?")
_MARK = re.compile(r"(?:cc|(?:cc )?public domain) mark(?: 1\.0)?")
_CC_NEWEST = "4.0"
_CC_TERMS = {
    frozenset(terms.split("-")): terms
    for terms in ("by", "by-nc", "by-nd", "by-sa", "by-nc-nd", "by-nc-sa")
}
# What names are short for.
_SHORT = {
    "creative commons": "cc",
    "ccby": "cc by",
    "attribution": "by",
    "non commercial": "nc",
    "noncommercial": "nc",
    "share alike": "sa",
    "sharealike": "sa",
    "no derivatives": "nd",
    "noderivatives": "nd",
    "noderivs": "nd",
}
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]+")
_FILLERS = frozenset("the license licence version v international unported universal".split())
# Further licences of texts, data and programs.
_OTHERS = """
    0BSD AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 BSD-2-Clause BSD-3-Clause CDLA-Permissive-1.0
    CDLA-Sharing-1.0 EUPL-1.2 GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later ISC
    LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later MIT MIT-0 MPL-2.0 ODbL-1.0
    ODC-By-1.0 OFL-1.1 PDDL-1.0 Unlicense etalab-2.0
""".split()


class License(NamedTuple):
    """A licence: its SPDX identifier and where it can be read, each empty where that is not known,
    and its name for people."""

    id: str
    address: str
    label: str


@lru_cache(maxsize=16)
def license_of(text: str) -> License:
    """The licence that `text` names, such as `CC BY-SA 4.0`, `cc-by-sa-4.0` or `MIT`, or the
    address of one.

    A Creative Commons licence without a version is the newest, 4.0. Another licence's address is
    all that is known of it; of any other text, only that it is a name.
    """
    match = _CC_ADDRESS.fullmatch(text)
    tokens = _tokens(" ".join(filter(None, ("cc", *match.groups()))) if match else text)
    if commons := _creative_commons(" ".join(tokens)):
        return commons
    if identifier := _IDENTIFIERS.get(tokens):
        return License(identifier, f"https://spdx.org/licenses/{identifier}.html", text)
    return License("", text if text.startswith(("https://", "http://")) else "", text)


def _creative_commons(name: str) -> License | None:
    """The licence of that name, in lower case and with spaces only."""
    root = "https://creativecommons.org"
    if _CC0.fullmatch(name):
        return License("CC0-1.0", f"{root}/publicdomain/zero/1.0/", "CC0 1.0")
    if _MARK.fullmatch(name):  # a mark and no licence: it has no identifier
        return License("", f"{root}/publicdomain/mark/1.0/", "Public Domain Mark 1.0")
    match = _CC.fullmatch(name)
    words = match[1].split() if match else []
    terms = _CC_TERMS.get(frozenset(words), "")
    if not match or not terms or len(set(words)) < len(words):
        return None
    short, version = terms.upper(), match[2] or _CC_NEWEST
    if (terms, version) == ("by-nc-nd", "1.0"):
        terms = "by-nd-nc"  # in the address of this one only
    address = f"{root}/licenses/{terms}/{version}/"
    return License(f"CC-{short}-{version}", address, f"CC {short} {version}")


def _tokens(text: str) -> tuple[str, ...]:
    """The words and numbers that tell a licence from others."""
    text = re.sub(r"[\s_-]+", " ", text.lower())
    for words, short in _SHORT.items():
        text = text.replace(words, short)
    return tuple(token for token in _TOKEN.findall(text) if token not in _FILLERS)


_IDENTIFIERS = {_tokens(identifier): identifier for identifier in _OTHERS}
