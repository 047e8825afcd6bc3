"""A reference in; its texts as all of the printed styles need them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.exports.citations.dates import Dates, dates_of
from pressmark.exports.citations.numbers import is_number
from pressmark.exports.citations.wording import curly, listed, printed_name, spaced, title_case
from pressmark.library.addresses import doi_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.reference import Name, Reference

    Names = Sequence[Name]


# Item types of CSL that the styles print unlike others of their kind of reference.
_KINDS = {
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "manuscript": "manuscript",
    "patent": "patent",
}


class CitedWork(NamedTuple):
    """A reference whose page is at the address `page`. `names` and `editors` are as printed, and a
    `kind` is that of the reference, but that a chapter of no known book is a book, and that
    articles of magazines and newspapers, manuscripts and patents have kinds of their own.

    `title` and `container`, which a thesis has none of, are as written, `headline` and
    `headed_container` in capitals, as English titles are. `publisher` is who brought it out: arXiv,
    the school or the publisher.
    """

    reference: Reference
    page: str
    kind: str
    names: Names
    editors: Names
    dates: Dates
    is_english: bool
    title: str
    headline: str
    container: str
    headed_container: str
    publisher: str

    @property
    def is_serial(self) -> bool:
        """Whether it is in a journal, a magazine or a newspaper."""
        return self.kind in ("journal", "magazine", "newspaper")

    @property
    def has_more(self) -> bool:
        """Whether the names go on ("and others")."""
        return self.reference.has_more_names

    def cased(self, text: str) -> str:
        """A title in capitals, as English ones are written; one in another language as it is."""
        text = curly(text)
        return title_case(text) if self.is_english and text else text

    @property
    def number(self) -> str:
        """The number of a report, or the version of data or a program."""
        reference = self.reference
        if reference.kind in ("dataset", "software"):
            return dict(reference.further).get("version", "") or reference.number
        return "" if reference.is_in_series else reference.number

    @property
    def looked_up(self) -> Dates | None:
        """The day on which it was looked up, of a work on the web whose record says it."""
        day = self.reference.looked_up
        return Dates(tuple(map(int, day.split("-"))), (), "", is_circa=False) if day else None

    @property
    def article_number(self) -> str:
        """The number that an article of a journal has in place of pages, or empty."""
        return self.reference.number if self.kind == "journal" else ""

    @property
    def place_in_series(self) -> str:
        """`12`, or empty."""
        return self.reference.number if self.reference.is_in_series else ""

    @property
    def numbered_series(self) -> str:
        """The series with its place in it: `Studies of the Night 12`"""
        series, place = self.cased(self.reference.series), self.place_in_series
        return spaced(series, place) if is_number(place) else listed(series, place)

    @property
    def genre(self) -> str:
        """What kind of a thesis or report it is: `PhD thesis`"""
        return curly(self.reference.genre)

    @property
    def doi(self) -> str:
        """`10.1234/x`, or empty."""
        return self.reference.doi

    @property
    def url(self) -> str:
        """Where it is read, else its page here."""
        return self.reference.url or self.page

    @property
    def link(self) -> str:
        """Where it is read: its DOI's address, else its own, else its page here."""
        return doi_address(self.doi) if self.doi else self.url


def work(reference: Reference, page: str) -> CitedWork:
    """The texts of a reference whose page is at the address `page`."""
    is_loose = reference.kind == "chapter" and not reference.container
    kind = "book" if is_loose else _KINDS.get(reference.type, reference.kind)
    is_english, title = reference.is_english, curly(reference.title)
    container = "" if kind == "thesis" else curly(reference.volume_title)
    publisher = "arXiv" if kind == "preprint" else reference.school or reference.publisher
    return CitedWork(
        reference,
        page,
        kind,
        [printed_name(name) for name in reference.names],
        [printed_name(name) for name in reference.editors],
        dates_of(reference),
        is_english,
        title,
        title_case(title) if is_english else title,
        container,
        title_case(container) if is_english and container else container,
        curly(publisher),
    )
