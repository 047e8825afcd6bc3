"""What BibTeX brings into a library goes out as BibTeX that brings the same in again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.exports.citations.bibtex import bibtex
from pressmark.library.library import Library
from pressmark.library.readers.bibtex import read
from pressmark.library.readers.bibtex_fields import KINDS
from pressmark.library.readers.csl import term
from tests.effort import drawn, examples
from tests.references import of_corpus

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference

NAME = Path("refs.bib")
LETTERS = "abcdeghyzABCDEGYZäßéñøŁőçşαβγÅ0123456789"
# LaTeX has one sign for apostrophe and closing quote, and makes one dash of two.
SIGNS = " .,:;?!()'–/&%#_$~^<>+=*²₂⁺“”…×→"
WORD = st.text(LETTERS, min_size=1, max_size=8)
NAMES = st.lists(
    st.one_of(
        st.builds(
            "{}, {}".format,
            st.sampled_from(["Quill", "van der Meer", "García López", "Ørsted", "{\\'E}lan"]),
            st.sampled_from(["Ada", "J.-P.", "Şule B."]),
        ),
        st.sampled_from(["{Harbour and Sons}", "{LaTeX3 Team}", "Plato", "Oar, Jr., Ben",
                         "李, 娜", "de la Cruz, Juana"]),
    ),
    min_size=1,
    max_size=4,
).map(" and ".join)  # fmt: skip
ADDRESS = st.builds("https://example.org/{}".format, st.text("ab1/._~-", max_size=8))


def escaped(text: str) -> str:
    """Text as an entry holds it."""
    signs = {**{sign: f"\\{sign}" for sign in "&%#_$"}, "~": "\\textasciitilde{}",
             "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}"}  # fmt: skip
    return "".join(signs.get(sign, sign) for sign in text)


TEXT = (
    st.builds("{}{}".format, WORD, st.text(LETTERS + SIGNS, max_size=30))
    .filter(lambda text: "––" not in text and "'”" not in text)
    .map(escaped)
)
FIELDS = {
    "author": NAMES,
    "editor": NAMES,
    "year": st.sampled_from(["1999", "2021", "c. 1850", "2004/2006", "in press"]),
    "month": st.sampled_from(["jan", "December", "3"]),
    "day": st.sampled_from(["4", "31"]),
    "date": st.sampled_from(["2004-06/2006-08", "1984?", "2011-21", "2021-03-04", "199X"]),
    "booktitle": TEXT,
    "journal": TEXT,
    "volume": st.sampled_from(["3", "12", "II", "1--2"]),
    "number": st.sampled_from(["3", "TR-7", "1--2"]),
    "pages": st.sampled_from(["1--9", "e12", "S1--S9", "i--xii, 3", "123+"]),
    "publisher": TEXT,
    "school": TEXT,
    "institution": TEXT,
    "edition": st.sampled_from(["2", "Second"]),
    "series": TEXT,
    "address": TEXT,
    "isbn": st.just("978-3-16-148410-0"),
    "issn": st.just("1234-5678"),
    "language": st.sampled_from(["german", "english"]),
    "note": TEXT,
    "type": st.sampled_from(["mathesis", "Diploma thesis", "Research note"]),
    "doi": st.sampled_from(
        ["10.1234/a_b", "10.1002/(SICI)1096(19960129)365:1<113::AID>3.0.CO;2-6"]
    ),
    "eprint": st.sampled_from(["2103.00001", "hep-th/9901001"]),
    "url": ADDRESS,
    "pdf": ADDRESS,
    "code": ADDRESS,
    "url_slides": ADDRESS,
    "pmid": st.just("17"),
    "urldate": st.sampled_from(["2021-03-04", "2021-03", "2021"]),
    "version": TEXT,
    "keywords": st.lists(WORD, max_size=3).map(", ".join),
    "translator": NAMES,
    "howpublished": TEXT,
    "titleaddon": TEXT,
    "pubstate": st.just("inpress"),
}


def entry(kind: str, title: str, fields: dict[str, str]) -> str:
    """An entry's text; a thesis is in nothing."""
    if KINDS.get(kind) == "thesis":
        fields = {name: fields[name] for name in fields if name not in ("booktitle", "journal")}
    written = [f"{name} = {{{value}}}" for name, value in {"title": title, **fields}.items()]
    return f"@{kind}{{key, {', '.join(written)}}}"


ENTRIES = st.builds(
    entry,
    st.sampled_from([*KINDS, "misc"]),
    TEXT,
    st.fixed_dictionaries({}, optional=FIELDS),
)


def papers(text: str) -> tuple[list[Paper], dict[str, str]]:
    """The papers of an entry's text, and its keywords by slug."""
    entries = read(text, NAME).entries
    words = {term(word).id: word for entry in entries for word in entry.keywords or ()}
    return [entry.paper for entry in entries if entry.paper], words


def facts(paper: Paper) -> dict[str, object]:
    """All that a record says, but for what it and its source are called, and for the LaTeX of signs
    that its title has."""
    return {
        name: value
        for name in paper.__dataclass_fields__
        if name not in ("id", "keys", "formulas") and (value := getattr(paper, name))
    }


def again(reference: Reference) -> dict[str, object]:
    """What the record says that the BibTeX of a reference makes."""
    ((paper,), _) = papers(bibtex(reference, ""))
    return facts(paper)


def assert_comes_back(text: str) -> None:
    """Hold an entry's record against the one that its BibTeX makes."""
    ((paper,), words) = papers(text)
    library = Library({paper.id: paper}, {}, {name: term(word) for name, word in words.items()})
    assert again(library.reference(paper)) == facts(paper)


@settings(max_examples=examples(40, 5_000), deadline=None)
@given(text=ENTRIES)
def test_an_entry_comes_back_as_the_same_record(text: str) -> None:
    assert_comes_back(text)


def test_the_papers_of_the_corpus_come_back_as_the_same_records() -> None:
    for reference in drawn(of_corpus(), 400):
        assert_comes_back(bibtex(reference, ""))


def test_a_text_with_an_address_in_comes_back_as_it_was() -> None:
    assert_comes_back("@article{a, title = {A}, journal = {Tides://GPS {2}}}")


def test_names_in_other_scripts_come_back_in_their_parts() -> None:
    text = "@misc{a, title = {A}, author = {李, 娜 and Иванов, Пётр and 山田太郎}}"
    ((paper,), _) = papers(text)
    written = bibtex(Library({paper.id: paper}, {}, {}).reference(paper), "")
    assert "author = {李, {\\relax 娜} and Иванов, {\\relax Пётр} and {山田太郎}}" in written
    assert_comes_back(text)
