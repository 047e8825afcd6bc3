"""Terms, related papers and papers by date in; chips, links and groups, as macros.html draws them,
out.

A macro is called once for all that it looks the same for, with a placeholder for what is shown.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pressmark.base import scripts
from pressmark.render.inserts import html
from pressmark.render.seal import seal_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pressmark.library.paper import Paper
    from pressmark.render.entries import Entries

    # What a chip shows and where it leads: id, label and count.
    LabelledTerm = tuple[str, str, int]

_CHIPS_KEPT = 50_000
_PLACEHOLDER = "pressmark-stand-in"


class Chips:
    """Links to terms, as the macro `chip` draws one of an address, a label and perhaps a count."""

    def __init__(self, chip: Callable[..., str]) -> None:
        shown = (_PLACEHOLDER, _PLACEHOLDER)
        self._plain = str(chip(*shown)).strip().split(_PLACEHOLDER)
        self._counted = str(chip(*shown, _PLACEHOLDER)).strip().split(_PLACEHOLDER)
        self._kept: dict[tuple[str, int], dict[LabelledTerm, bytes]] = {}

    def maker(self, base: str, least: int) -> Callable[[Sequence[LabelledTerm]], bytes]:
        """What makes chips of terms whose pages are at the address `base`; they show counts of
        `least` or more."""
        return partial(self._of, self._kept.setdefault((base, least), {}), base, least)

    def _of(
        self,
        kept: dict[LabelledTerm, bytes],
        base: str,
        least: int,
        terms: Sequence[LabelledTerm],
    ) -> bytes:
        if len(kept) >= _CHIPS_KEPT:
            kept.clear()
        try:
            return b"\n".join([kept[term] for term in terms])
        except KeyError:
            for term in terms:
                if term not in kept:
                    kept[term] = self._chip(base, least, term)
            return b"\n".join([kept[term] for term in terms])

    def _chip(self, base: str, least: int, term: LabelledTerm) -> bytes:
        identity, label, count = term
        address, shown = f"{base}{identity}/", scripts.isolated_html(label)
        if count < least:
            before, middle, after = self._plain
            chip = f"{before}{address}{middle}{shown}{after}"
        else:
            before, middle, between, after = self._counted
            chip = f"{before}{address}{middle}{shown}{between}{count}{after}"
        return chip.encode() if label.isprintable() else seal_part(chip)


class RelatedLinks:
    """Links to related papers, so many at `most`, as the macro `related` draws one of an address, a
    title and what it shares."""

    def __init__(self, related: Callable[..., str], most: int) -> None:
        self._most = most
        drawn = str(related(_PLACEHOLDER, _PLACEHOLDER, _PLACEHOLDER))
        self._parts = drawn.strip().split(_PLACEHOLDER)

    def of(self, base: str, papers: Sequence[tuple[str, str, str]]) -> bytes:
        """Links to papers, given by id, title and what they share, the one below the other; `base`
        is the address that their pages are below."""
        before, middle, between, after = self._parts
        links = []
        for identity, title, shared in papers[: self._most]:
            link = (
                f"{before}{base}{identity}/{middle}{scripts.isolated_html(title)}{between}"
                f"{scripts.html(shared, scripts.PLAIN)}{after}"
            )
            is_plain = title.isprintable() and shared.isprintable()
            links.append(link.encode() if is_plain else seal_part(link))
        return b"\n".join(links)


class Groups:
    """Papers by date, as the macro `group` draws those of one date: a sign that the name of its
    place on the page begins with, the date, and the papers' entries."""

    def __init__(self, group: Callable[..., str], entries: Entries) -> None:
        self._group = group
        self._entries = entries
        self._kept: dict[tuple[str, str], list[bytes]] = {}

    def of(self, root: bytes, sign: str, groups: Iterable[tuple[str, Sequence[Paper]]]) -> bytes:
        """Groups, the one below the other; `root` leads to the site's root."""
        drawn = []
        for date, papers in groups:
            around = self._kept.get((sign, date))
            if around is None:
                group = str(self._group(sign, date, html(_PLACEHOLDER)))
                around = seal_part(group.strip()).split(_PLACEHOLDER.encode())
                self._kept[sign, date] = around
            drawn.append(self._entries.of(root, papers).join(around))
        return b"\n".join(drawn)
