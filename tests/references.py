"""References for tests of what is written from them: real, invented and hostile ones."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.models import validated
from pressmark.library.library import Library
from pressmark.library.loading.load import load
from pressmark.library.paper import Paper
from pressmark.library.terms import Series
from tests.conftest import REPOSITORY, SAMPLE
from tests.effort import drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.reference import Reference

CORPUS = REPOSITORY.parent / "shared" / "corpus" / "anthology-10k.csl.jsonl.gz"
SERIES = {
    "hd": Series("hd", "HD", "Proceedings of the Harbour Days"),
    "jt": Series("jt", "JT", "Journal of Tides and data-driven Lamps", "journal"),
    "phd": Series("phd", "PhD thesis", "Doctoral thesis", "thesis"),
}
TITLE = "Counting lamps at sea: a new survey"
TWO = ("Ada Quill", "Ben B. Oar")
MANY = tuple(f"{letter}nn Fam{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUV")
PROCEEDINGS, JOURNAL, THESIS = "HD 2021", "JT 2021", "PhD thesis 2021"
Facts = dict[str, Any]
ARXIV: Facts = {"arxiv": "2103.00001"}


def page_of(one: Reference) -> str:
    """The address of a paper's page."""
    return f"https://x.org/papers/{one.id}/"


def made(name: str, *, authors: Sequence[str | dict[str, str]] = TWO, **facts: Any) -> Reference:
    """The reference to an invented paper."""
    values = {"id": name, "title": TITLE, "authors": authors, "date": "2021-03-04", **facts}
    paper = validated(Paper, {key: value for key, value in values.items() if value})
    return Library({name: paper}, {}, {}, SERIES).reference(paper)


@cache
def invented() -> tuple[Reference, ...]:
    """Papers of all kinds, with and without each of their facts."""
    hd: Facts = {"venue": PROCEEDINGS}
    jt: Facts = {"venue": JOURNAL}
    nobody: tuple[str, ...] = ()
    no_date: Facts = {"date": "", "authors": nobody}
    return (
        made("c1", **hd),
        made("c2", **hd, pages="12-25", publisher="Sea Press", doi="10.1234/x"),
        made("c3", **hd, volume="38", issue="17", pages="1912-1925", publisher="AAAI Press"),
        made("c4", **hd, authors=nobody),
        made("c5", venue="HD", pages="101-108", **no_date),
        made("c6", **hd, authors=("Aakanksha",), title="What is a lamp?"),
        made("c7", **hd, authors=("Jan van der Berg", "Jean-Luc Mast III", "Sammy Davis Jr.")),
        made("c8", **hd, authors=("Ada Quill",)),
        made("c9", **hd, authors=MANY),
        made("c10", **hd, authors=MANY[:20]),
        made("c11", **hd, authors=MANY[:7]),
        made("c12", **hd, authors=MANY[:6]),
        made("c13", **hd, authors=("Gemini Team", "Bo Y", "Cy Z")),
        made("c14", venue="HD 2021 (Night)"),
        made("j1", **jt),
        made("j2", **jt, volume="3", issue="4", pages="100-110", doi="10.1234/y"),
        made("j3", **jt, volume="3", pages="e12", publisher="Y"),
        made("j4", venue="JT", volume="3", **no_date),
        made("j5", **jt, issue="4", date="2021"),
        made("j6", **jt, pages="5", date="2021-03", volume="7"),
        made("p1", **ARXIV),
        made("p2", **ARXIV, authors=("Aakanksha",), date="2021-03", doi="10.48550/a"),
        made("p3", **ARXIV, **no_date),
        made("p4", **ARXIV, title='Where Are We? What Do "Lamps" Do & Why <b>...'),
        made("t1", venue="PhD thesis (PUCRS) 2021"),
        made("t2", venue=THESIS, doi="10.1234/z", authors=("Aakanksha",)),
        made("t3", venue="PhD thesis (PUCRS)", **no_date),
        made("o1", url="https://x.org/a.pdf"),
        made("o2", **no_date),
        made("o3", authors=("Ada Quill",), doi="10.1234/o", publisher="Sea Press"),
        made("o4", date="2021-03", authors=("Łukasz Élan", "Ö Xu", "J.-P. Oar", "Y.K. O'Li")),
    )


@cache
def hostile() -> tuple[Reference, ...]:
    """Papers whose texts mean something to LaTeX, HTML, JSON, RIS or a terminal."""
    texts = (
        r"\input{/etc/passwd} \ $x^2$ 100% #1 & _y_ ~ ^ | ` \\ \{ \}",
        "} unbalanced {{ { braces }",
        "</script><script>alert(1)</script> <i>x</i> <!-- & ]]> &amp;",
        "TY  - JOUR ER  - @article{x, title={y}}",
        "日本語の題名と English, עברית, العربية, Ελληνικά, Русский",
        "Emoji 👩‍🔬🏳️‍🌈 and \u202eright to left\u202c \u200b joiner",
        "ĄąÇçŐőŻżğŞşŘřȘțẵếðÞßŒøĐđ ﬁ ± ≤ α Ω … “quoted” ‘too’ – — ’s",
        "\"quoted\" 'single' `back` \"\" '' ,, , and and and",
        "NeRF, GPT-4V, 3D-LLMs and eXplainable AI at 50 mph? Yes: A Study",
        "x" * 2000,
        "%",
        "@",
    )
    people = (
        *("李 明", "Иван Петров", "Johnson and Johnson", "others", "A, B, C", "{Brace} }Name"),
        *(r"Back\slash $1", "50% Off", "Ünï Çödé", "de la Cruz", "María de la Cruz", "bell hooks"),
        *("Ludwig van Beethoven Jr.", "Ł", "~", '"Q" O\'Neil', "Đỗ Văn Đ", ",", "Emoji 😀"),
    )
    crowd = tuple(f"Given{number} Family{number}" for number in range(500))
    return (
        *(
            made(f"h{number}", title=text, venue=PROCEEDINGS, authors=TWO)
            for number, text in enumerate(texts)
        ),
        *(
            made(f"v{number}", venue=f"{text.replace('(', '')} 2021", publisher=text, pages="1-2")
            for number, text in enumerate(texts[:-3])
        ),
        *(made(f"n{number}", authors=(name, *TWO)) for number, name in enumerate(people)),
        made("crowd", authors=crowd),
    )


@cache
def real() -> tuple[Reference, ...]:
    """The papers of this repository's library."""
    return _of(load(SAMPLE / "content"))


@cache
def of_corpus() -> tuple[Reference, ...]:
    """Five hundred papers of the corpus, evenly from all of it; in a long run the ten thousand."""
    if not CORPUS.is_file():
        pytest.skip("the corpus is not beside this repository (../shared/corpus)")
    with TemporaryDirectory() as folder:
        content = Path(folder)
        lines = drawn(gzip.decompress(CORPUS.read_bytes()).splitlines(), 500)
        (content / "papers.csl.jsonl").write_bytes(b"\n".join(lines))
        return _of(load(content))


def _of(library: Library) -> tuple[Reference, ...]:
    return tuple(library.reference(paper) for paper in library.papers.values())
