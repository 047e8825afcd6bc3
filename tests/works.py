"""Invented works of every kind, with names, titles, dates and pages in many shapes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pressmark.library.paper import KINDS
from tests.references import MANY, TWO, made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.reference import Reference

Facts = dict[str, Any]

EVE = {"family": "Berg", "given": "Eve", "particle": "van der"}
SAM = {"family": "Davis", "given": "Samuel K.", "suffix": "Jr."}
OFFICE = {"literal": "Harbour Office of Whitby"}
NAMES: Sequence[Sequence[str | dict[str, str]]] = (
    TWO,
    ("Ada Quill",),
    ("Ada Quill", EVE, SAM),
    (OFFICE,),
    MANY[:6],
    (EVE,),
    MANY[:7],
    (SAM, {"family": "García López", "given": "José-María"}),
    MANY[:8],
    (),
    ("Aakanksha", "Jo O'Neil"),
    MANY[:20],
    ({"family": "王", "given": "明"}, {"family": "Иванов", "given": "Пётр Ильич"}),
    MANY[:21],
    ({"family": "Ørsted", "given": "Ö. J.-P."}, OFFICE, "Łukasz Élan"),
    MANY,
    ({"family": "Beethoven", "given": "Ludwig", "particle": "van", "suffix": "III"}, "Y.K. Oar"),
)
TITLES = (
    "Counting lamps at sea: a new survey",
    "What is a lamp?",
    'On the "smart" lamp and its keeper\'s tools',
    "Lamps from z=5 to 10⁶ km: α-decay of H₂O",
    "Stop! The fog is here",
    "THE EFFECT OF FOG ON LAMPS",
    "self-driving boats, best-of-n oars and iPhone use in New York",
    "Foghorns",
    "a user's guide to the via via: what comes through, and up to it",
    'How do lamps work? "A question"',
    "Night & day(light) – a to z/b of tides (with an index)",
    "Ropes vs. chains: 3D views, part 2. a sequel.",
    "‘Quiet’ nights of the 1990s: “loud” days",
)
GERMAN = ("Die Beleuchtung der Häuser in der Großstadt: eine Übersicht", "german")
FRENCH = ("Les phares de l'océan et leurs gardiens", "fr")
DATES = ("2021-03-04", "2021", "2021-11", "1998-05-30", "", "2020-12-01", "2009-07")
ISSUED = ("", "", "2004/2006", "", "2019-21", "1850~", "", "2001-05-02/2001-05-06", "2019-24", "")
PAGES = (
    *("12-25", "", "1912-1925", "5", "101-108", "e12", "i-xii", "100-110", "S12-S20", "99-102"),
    *("i-xii, 3, 5-9", "045001", "1:1-1:20", "1101-1109", "107-8", "123+", "2000-2021", "a-f"),
)
VOLUMES = ("3", "", "12", "", "2021", "1-2")
ISSUES = ("4", "", "1-2", "", "Suppl. 1")
NUMBERS = ("", "12", "TR-2020-07", "2.1", "")
EDITIONS = ("", "2", "", "3", "", "11", "21")
SERIES = ("", "Studies of the Night", "")
PUBLISHERS = ("Sea Press", "", "Harbour Office of Whitby", "Tide & Sons")
PLACES = ("", "Whitby", "Port Nowhere, CA", "")
EDITORS: Sequence[Sequence[str | dict[str, str]]] = (
    (), ("Eve Mast",), (EVE, "Jo Reed"), (), ("Eve Mast", "Jo Reed", SAM), (OFFICE,)
)  # fmt: skip
CONTAINERS = (
    "Journal of Tides and data-driven Lamps",
    "Proceedings of the 3rd Harbour Days: lamps at sea",
    "The book of lamps",
    "Sea Letters",
)
LOOKED_UP = ("2022-08-01", "", "2022-08", "", "2022-12-24")
DOIS = ("", "10.1234/x", "", "10.1000/(SICI)1<2::A>3.0")
URLS = ("", "https://h.org/a_b?x=1&y=2%20#sec~1", "")
GENRES: dict[str, Sequence[str]] = {
    "thesis": ("PhD thesis", "Master's thesis", "Doctoral dissertation", ""),
    "report": ("", "Night report", "Technical Report"),
}
OTHER_GENRES = ("", "Night thing")


def _pick(shapes: Sequence[Any], number: int) -> Any:
    return shapes[number % len(shapes)]


def _facts(kind: str, number: int) -> Facts:
    facts: Facts = {
        "authors": _pick(NAMES, number),
        "title": _pick(TITLES, number),
        "date": _pick(DATES, number),
        "issued": _pick(ISSUED, number),
        "pages": _pick(PAGES, number),
        "volume": _pick(VOLUMES, number + number // 6),
        "issue": _pick(ISSUES, number),
        "number": _pick(NUMBERS, number + number // 5),
        "edition": _pick(EDITIONS, number),
        "series": _pick(SERIES, number + number // 3),
        "publisher": _pick(PUBLISHERS, number + number // 4),
        "place": _pick(PLACES, number + number // 8),
        "editors": _pick(EDITORS, number + number // 6),
        "container": _pick(CONTAINERS, number),
        "doi": _pick(DOIS, number + number // 4),
        "url": _pick(URLS, number + number // 3),
        "accessed": _pick(LOOKED_UP, number),
        "genre": _pick(GENRES.get(kind, OTHER_GENRES), number),
    }
    if kind in ("book", "chapter", "paper-conference") and not facts["series"]:
        facts["number"] = ""  # it is the series that numbers them
    if kind == "article-journal" and number % 2:
        facts["number"] = ""  # it has pages
    if number % 10 == 7:
        facts["title"], facts["language"] = _pick((GERMAN, FRENCH), number // 10)
    return facts


# The facts that works of a kind have; others have those of any.
ANY = ("authors", "title", "language", "date", "issued", "doi", "url")
ENTRY = ("container", "pages", "publisher", "editors", "volume", "edition", "place")
OWN = {
    "article-journal": ("container", "volume", "issue", "pages", "editors", "publisher", "number"),
    "paper-conference": ("container", "volume", "issue", "pages", "editors", "publisher", "place",
                         "series", "number"),
    "chapter": ("container", "volume", "pages", "editors", "publisher", "place", "series",
                "edition", "number"),
    "book": ("volume", "editors", "publisher", "place", "series", "edition", "number"),
    "report": ("publisher", "place", "number", "genre", "series", "accessed"),
    "thesis": ("publisher", "place", "genre"),
    "dataset": ("publisher", "number", "accessed"),
    "software": ("publisher", "number", "accessed"),
    "webpage": ("container", "accessed"),
    "article": ("arxiv",),
    "document": ("publisher",),
    "manuscript": ("publisher",),
    "patent": ("number", "publisher", "place"),
    "article-magazine": ("container", "volume", "issue", "pages"),
    "article-newspaper": ("container", "pages", "accessed"),
    "preprint": ("publisher", "number", "genre"),
    "bill": ("number", "container", "volume", "pages", "place", "publisher"),
    "broadcast": ("container", "publisher", "number", "genre"),
    "classic": ("publisher", "place", "edition", "volume", "editors"),
    "collection": ("publisher", "place", "editors", "volume"),
    "entry": ENTRY,
    "entry-dictionary": ENTRY,
    "entry-encyclopedia": (*ENTRY, "accessed"),
    "event": ("container", "place", "publisher", "genre"),
    "figure": ("container", "publisher", "genre"),
    "graphic": ("publisher", "place", "genre"),
    "hearing": ("number", "container", "volume", "pages", "place", "publisher"),
    "interview": ("container", "publisher", "genre"),
    "legal_case": ("container", "volume", "pages", "number", "publisher"),
    "legislation": ("container", "volume", "pages", "number", "accessed"),
    "map": ("publisher", "place", "genre"),
    "motion_picture": ("publisher", "genre", "accessed"),
    "musical_score": ("publisher", "place", "genre"),
    "pamphlet": ("publisher", "place", "genre"),
    "performance": ("container", "publisher", "place", "genre"),
    "periodical": ("publisher", "place", "volume", "issue"),
    "personal_communication": ("genre",),
    "post": ("container", "genre"),
    "post-weblog": ("container", "accessed"),
    "regulation": ("container", "volume", "pages", "number"),
    "review": ("container", "volume", "issue", "pages"),
    "review-book": ("container", "volume", "issue", "pages"),
    "song": ("container", "publisher", "genre"),
    "speech": ("container", "place", "publisher", "genre"),
    "standard": ("publisher", "number", "place", "genre"),
    "treaty": ("container", "volume", "pages", "number", "publisher"),
}  # fmt: skip
# The item type of CSL, where it is called otherwise here: preprints that are not at arXiv.
TYPES = {"preprint": "article"}
EACH = 50


@cache
def works() -> dict[str, tuple[Reference, ...]]:
    """Fifty works of each kind, by the kind."""
    assert {*KINDS} == {TYPES.get(kind, kind) for kind in OWN}
    return {kind: tuple([_work(kind, n) for n in range(EACH)]) for kind in OWN}


def _work(kind: str, number: int) -> Reference:
    facts = {**_facts(kind, number), "arxiv": f"2103.{number:05}"}
    facts = {key: facts[key] for key in (*ANY, *OWN[kind]) if key in facts}
    name = f"{kind.replace('_', '-')}-{number}"
    return made(name, kind=TYPES.get(kind, kind), **facts)
