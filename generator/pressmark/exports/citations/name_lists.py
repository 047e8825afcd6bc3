"""The names of a work in; the list of them that each style prints out.

`has_more` says that the list goes on ("and others").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.wording import (
    bare_initials_of,
    full_name,
    initials_of,
    inverted,
    italic,
    listed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.reference import Name

    Names = Sequence[Name]


def apa_names(names: Names, has_more: bool = False) -> str:
    """`Quill, A., & Oar, B. B.`"""
    written = [inverted(name, initials_of(name.given), ", ") for name in names]
    if has_more and written:
        return listed(*written[:19], "et al.")
    if len(written) > 20:
        return f"{', '.join(written[:19])}, … {written[-1]}"
    return listed(*written[:-1], f"& {written[-1]}") if len(written) > 1 else "".join(written)


def mla_names(names: Names, has_more: bool = False) -> str:
    """`Quill, Ada, and Ben B. Oar`"""
    first = inverted(names[0], names[0].given, ", ") if names else ""
    if len(names) == 2 and not has_more:
        return f"{first}, and {names[1].whole}"
    if len(names) > 1 or (names and has_more):
        return f"{first}, et al."
    return first


def mla_editors(names: Names) -> str:
    """`Eve Mast and Jo Reed`"""
    return f"{names[0].whole} et al." if len(names) > 2 else in_order(names)


def chicago_names(names: Names, has_more: bool = False) -> str:
    """`Quill, Ada, and Ben B. Oar`"""
    written = []
    if names:
        first = names[0]
        given = f"{first.given} {first.particle}".strip()
        written.append(listed(first.family, given, first.suffix))
    written += [name.whole for name in names[1:]]
    if len(written) > 6 or (has_more and written):
        return f"{', '.join(written[:3])}, et al."
    return listed(*written[:-1], f"and {written[-1]}") if len(written) > 1 else "".join(written)


def ieee_names(names: Names, has_more: bool = False) -> str:
    """`A. Quill and B. B. Oar`"""
    written = [full_name(name) for name in names[:7]]
    if len(written) > 6:
        return f"{written[0]} {italic('et al.')}"
    if has_more and written:
        return f"{', '.join(written)}, {italic('et al.')}"
    if len(written) > 2:
        return f"{', '.join(written[:-1])}, and {written[-1]}"
    return " and ".join(written)


def vancouver_names(names: Names, has_more: bool = False) -> str:
    """`Quill A, Oar BB`"""
    written = [inverted(name, bare_initials_of(name.given), " ").rstrip(".") for name in names[:6]]
    goes_on = len(names) > 6 or (bool(names) and has_more)
    return listed(*written, *["et al"] * goes_on)


def in_order(names: Names, conjunction: str = "and", *, initials: bool = False) -> str:
    """Names in their natural order: `Ada Quill and Ben B. Oar`, or with given names as initials."""
    written = [full_name(name) if initials else name.whole for name in names]
    if len(written) > 2:
        return f"{', '.join(written[:-1])}, {conjunction} {written[-1]}"
    return f" {conjunction} ".join(written)
