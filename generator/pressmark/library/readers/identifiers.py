"""What people write for an arXiv id, an address or a DOI in; the plain form of it out."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

# Old ids may bear a class (math.GT/0309136), which is no part of them.
_ARXIV_ID = r"(?:(\d{4}\.\d{4,5})|([a-z-]{1,30})(?:\.[A-Za-z-]{2,20})?/(\d{7}))(?:v\d{1,9})?(?!\d)"
_MARKED_ARXIV = re.compile(
    r"(?i:arxiv|corr)\W*+(?:(?:org/(?:abs|pdf|html)/|abs/|preprint\W)\W*+)*+(?i:arxiv\W++)?"
    rf"{_ARXIV_ID}"
)
_BARE_ARXIV = re.compile(rf"\s*(?:abs/)?{_ARXIV_ID}(?:\.pdf)?(?:\s*+\[[^\]]*\])?\s*")
_PROTECTED = re.compile(r"[\\{}$]")
_URL_COMMAND = re.compile(
    r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}"
)
_DOI_ADDRESS = re.compile(
    r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/(10\.\d{4,9}(?:/|%2F)\S+)", re.IGNORECASE
)
# A host with a path, as people copy it without the scheme.
_BARE_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE | re.ASCII)
_ONE_SLASH = re.compile(r"\A(https?:)/(?=[^/\s])", re.IGNORECASE)
_ADDRESS_START = re.compile(r"(?:https?://|www\.|ftp://)", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(
    r"(?<![\s,;])[\s,;]++(?:(?:and|&)\s++)?(?=(?:https?://|www\.|ftp://))", re.IGNORECASE
)
_ADDRESS_WITHIN = re.compile(r"https?://[^\s\"<>\\^`{|}]+[^\s\"<>\\^`{|}.,;:!?)\]']", re.IGNORECASE)
_SIGNS_BY_NAME = {"textless": "<", "textgreater": ">", "textunderscore": "_", "textpercent": "%"}
_NAMED_SIGN = re.compile(rf"\\({'|'.join(_SIGNS_BY_NAME)})(?:\{{\}}|\s+|(?![A-Za-z]))")


def without_latex(text: str) -> str:
    """An identifier or address without what protects its signs from LaTeX."""
    if not _PROTECTED.search(text):
        return text.strip()
    text = _URL_COMMAND.sub(lambda match: match[1] or match[2], text.strip())
    text = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~\s*(?:\{\})?|\{\\~\}|\$\\sim\$", "~", text)
    text = _NAMED_SIGN.sub(lambda sign: _SIGNS_BY_NAME[sign[1]], text)
    return re.sub(r"\\([%&#_~$<>{}])|[{}]", lambda sign: sign[1] or "", text)


def arxiv_id_in(text: str, *, is_bare: bool = False) -> str:
    """The arXiv id that a text names, without version and class; empty where it names none.

    A bare id counts only where the text is known to be one.
    """
    match = _BARE_ARXIV.fullmatch(text) if is_bare else None
    if match is None and ("arxiv" in (lower := text.lower()) or "corr" in lower):
        match = _MARKED_ARXIV.search(text)
    if match is None:
        return ""
    return match[1] or f"{match[2].lower()}/{match[3]}"


def addresses_in(text: str) -> list[str]:
    """The addresses that a text lists, each with its scheme and without spaces; empty where it
    lists none."""
    text = _ONE_SLASH.sub(r"\1//", text.strip().strip("<>"))
    if _BARE_ADDRESS.fullmatch(text):
        text = f"https://{text}"
    if not _ADDRESS_START.match(text):
        return []
    addresses = []
    for address in _BETWEEN_ADDRESSES.split(text):
        if address.lower().startswith("www."):
            address = f"https://{address}"
        address = re.sub(r"[\s\"<>\\^`{|}]", lambda sign: quote(sign[0]), address.rstrip(" ,;"))
        addresses.append(address)
    return addresses


def address_within(text: str) -> str:
    """The first address that stands among the words of a text; else empty."""
    match = _ADDRESS_WITHIN.search(text)
    return match[0] if match else ""


def doi_in_address(text: str) -> str:
    """The DOI that an address at a resolver of DOIs leads to; empty for any other text."""
    match = _DOI_ADDRESS.fullmatch(text.strip())
    return unquote(match[1]) if match else ""


def short_doi_address(doi: str) -> str:
    """The address of a shortened DOI (10/abc), which is no DOI itself; else empty."""
    match = re.search(r"(?:^|doi\.org/|doi:\s*)(10/[a-z0-9]+)\s*$", doi.strip(), re.IGNORECASE)
    return f"https://doi.org/{match[1]}" if match else ""
