"""A licence as people write it in; how machines name it out."""

from __future__ import annotations

import re

_CC = re.compile(r"CC[ -]BY((?:-(?:NC|SA|ND)){0,2})[ -](\d\.\d)", re.IGNORECASE)
_CC0 = re.compile(r"CC0(?:[ -]1\.0)?", re.IGNORECASE)


def license_id(name: str) -> str:
    """The SPDX identifier of a Creative Commons licence such as `CC BY-SA 4.0`; else empty."""
    if _CC0.fullmatch(name):
        return "CC0-1.0"
    found = _CC.fullmatch(name)
    return f"CC-BY{found[1].upper()}-{found[2]}" if found else ""


def license_address(name: str) -> str:
    """Where a Creative Commons licence can be read; of any other licence empty."""
    if _CC0.fullmatch(name):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    found = _CC.fullmatch(name)
    if not found:
        return ""
    return f"https://creativecommons.org/licenses/by{found[1].lower()}/{found[2]}/"
