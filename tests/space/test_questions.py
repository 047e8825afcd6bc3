"""A question in any words finds the papers that it is close to, in few and small files."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from pressmark.space import basis as basis_module
from pressmark.space import cells as cells_module
from pressmark.space import postings as postings_module
from pressmark.space import questions as questions_module
from pressmark.space.questions import Questions, questions_of
from pressmark.space.space import space_of
from pressmark.space.terms import number
from pressmark.space.thesaurus import kindred
from tests.conftest import collection_file
from tests.effort import examples
from tests.space.papers import invented, library_of, paper
from tests.space.questions import Reader, anew
from tests.space.test_judged import library as collection_library
from tests.space.test_space import EDITS, Papers

if TYPE_CHECKING:
    from pressmark.library.library import Library

_ = collection_library


def test_a_paper_is_found_by_words_of_its_queries_alone() -> None:
    asked = paper("asked", title="Bird 7", queries=["Who repairs zeppelins?", "airship mender"])
    reader = Reader.of(library_of([*invented(60), asked]))

    for question in ("zeppelins", "I look for somebody who mends an airship"):
        assert [name for name, _ in reader.ask(question)[:1]] == ["asked"]


def test_a_question_finds_papers_on_its_subject() -> None:
    library = library_of(invented(150))
    found = Reader.of(library).ask("Which bird has plumage, and where is its nest in the colony?")

    assert {library.papers[name].theme for name, _ in found} == {"gulls"}


def test_a_word_that_no_title_has_finds_papers_too() -> None:
    papers = invented(80)
    library = library_of(papers, **{"paper-0007": "quaternions", "paper-0009": "quaternions"})
    found = [name for name, _ in Reader.of(library).ask("quaternions", most=10)]

    themes = {library.papers[name].theme for name in ("paper-0007", "paper-0009")}
    assert {library.papers[name].theme for name in found[:3]} <= themes


def test_words_that_nobody_uses_find_nothing() -> None:
    assert Reader.of(library_of(invented(20))).ask("xylophone zeppelin") == []


def test_a_paper_is_found_by_a_word_that_means_much_the_same() -> None:
    papers = [*invented(60), paper("scans", title="Tomography of clinicians")]

    found = Reader.of(library_of(papers)).ask("doctor")

    assert [name for name, _ in found[:1]] == ["scans"]


@pytest.mark.parametrize("asked", ["reliability", "reliably", "reliable"])
def test_a_paper_is_found_by_another_word_of_a_family(asked: str) -> None:
    """Also by one that no paper says."""
    papers = [*invented(60), paper("one", title="Reliability"), paper("other", title="Reliable")]

    found = [name for name, _ in Reader.of(library_of(papers)).ask(asked, most=2)]

    assert {*found} == {"one", "other"}
    assert found[0] == {"reliability": "one", "reliable": "other"}.get(asked, found[0])


def test_a_word_of_a_paper_counts_more_than_one_that_means_much_the_same() -> None:
    papers = [paper("one", title="A clinician"), paper("other", title="A doctor")]

    assert [name for name, _ in Reader.of(library_of(papers)).ask("doctor")] == ["other", "one"]


def test_the_rarer_of_two_words_counts_more() -> None:
    papers = [
        *invented(60),
        paper("rare", title="Zeppelin gull"),
        paper("usual", title="Gull gull"),
    ]

    found = Reader.of(library_of(papers)).ask("gull zeppelin", most=2)

    assert found[0][0] == "rare"


def test_a_row_tells_what_an_answer_shows() -> None:
    authors = [{"name": f"Ada {letter}. Quill"} for letter in "ABCDEF"]
    one = paper("one", title="A <b>lamp</b>", authors=authors, date="1822-03", tldr="It burns.")
    reader = Reader.of(library_of([one]))

    [row] = json.loads(reader.get(f"papers/{number('one') % reader.facts['lists']}.json"))

    names = [author["name"] for author in authors[:4]]
    assert row == ["one", one.plain_title, names, 6, "", "", "1822-03", "", "", "It burns."]


MANY = {"few papers": (1_000, 4_000), "many": (25, 40)}


@pytest.fixture(params=MANY)
def scale(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries of a few dozen papers as small and as large ones."""
    sample, many = MANY[request.param]
    monkeypatch.setattr(basis_module, "SAMPLE", sample)
    monkeypatch.setattr(cells_module, "EXACT", many)
    for module in (postings_module, questions_module):
        monkeypatch.setattr(module, "MANY", many + 21)  # which edits cross


@pytest.mark.usefixtures("scale")
@given(EDITS)
@settings(max_examples=examples(4, 300))
def test_after_edits_the_files_are_those_that_are_made_anew(
    edits: list[tuple[str, int, int]],
) -> None:
    papers = Papers()
    questions = anew(papers.library())
    for edit in edits:
        papers.edit(*edit)
        library = papers.library()
        kept = Questions.of_values(questions.values())
        questions = questions_of(kept, library, space_of(library))

        assert dict(questions.files()) == dict(anew(library).files())


@pytest.mark.parametrize(
    ("word", "another"),
    [
        pytest.param("reliable", "reliability", id="words of the thesaurus"),
        pytest.param("quillable", "quillability", id="words that only papers have"),
    ],
)
def test_after_an_edit_others_of_a_family_lead_to_the_papers_that_say_a_word_then(
    word: str, another: str
) -> None:
    one = paper("one", title="A lamp", tldr=f"It is {word}.")
    plain, other = (
        paper("other", title="A lens", tldr=text) for text in ("It shines.", f"Its {another}.")
    )
    before, after = (library_of([*invented(60), one, each]) for each in (plain, other))

    for start, end in ((before, after), (after, before)):
        questions = questions_of(anew(start), end, space_of(end))
        assert dict(questions.files()) == dict(anew(end).files())


def test_after_an_edit_words_are_where_the_papers_are_then() -> None:
    """Those that the paper says as before, and those that mean the same and nobody says."""
    before, after = (
        library_of([*invented(60), paper("one", title="A clinician", tldr=f"A {word}.")])
        for word in ("mirror", "feather")
    )
    start, end = anew(before), questions_of(anew(before), after, space_of(after))
    clinician = number("clinician")
    doctor = kindred()[clinician][0]

    assert doctor not in end.postings.entries
    assert start.postings.entries[clinician] == end.postings.entries[clinician]
    assert start.postings.records[clinician] != end.postings.records[clinician]
    assert start.postings.records[doctor] != end.postings.records[doctor]
    assert dict(end.files()) == dict(anew(after).files())


def test_an_edit_of_a_text_makes_few_records_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = Papers()
    questions = anew(papers.library())
    papers.edit("edit", 3, 7)
    made: list[int] = []
    record = postings_module.Postings._record

    def counted(self: postings_module.Postings, term: int, *rest: object) -> bytes:
        made.append(term)
        return record(self, term, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(postings_module.Postings, "_record", counted)
    questions_of(questions, papers.library(), space_of(papers.library()))

    assert 0 < len(made) < len(questions.postings.records)


def test_no_more_than_the_most_frequent_terms_are_had(monkeypatch: pytest.MonkeyPatch) -> None:
    every = anew(library_of(invented(60))).postings.records
    monkeypatch.setattr(postings_module, "_MOST_TERMS", 20)

    assert len(anew(library_of(invented(60))).postings.records) < len(every)


def test_large_libraries_are_asked_by_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    library = library_of(invented(200))
    whole = Reader.of(library)
    monkeypatch.setattr(cells_module, "EXACT", 100)
    reader = Reader.of(library)

    question = "mist and haze, droplet and murk"
    assert reader.facts["cells"] > 1
    found = {name for name, _ in reader.ask(question, most=10)}
    assert len(found & {name for name, _ in whole.ask(question, most=10)}) >= 8


def test_the_files_depend_on_the_library_alone() -> None:
    assert (
        Reader.of(library_of(invented(50))).files == Reader.of(library_of(invented(50)[::-1])).files
    )


def test_an_empty_library_has_files_too() -> None:
    assert Reader.of(library_of([])).ask("anything") == []


def test_a_sentence_of_its_abstract_finds_a_paper_in_few_bytes(collection_library: Library) -> None:
    reader = Reader.of(collection_library)
    titles = [paper.title for paper in collection_library.papers.values()]
    lines = collection_file("listing.txt").read_text(encoding="utf-8").split("\n")
    drawn = random.Random(3)  # noqa: S311
    ranks, sizes = [], []
    for title in titles:
        at = next((n for n, line in enumerate(lines) if line.endswith(title)), None)
        if at is None:
            continue
        sentences = [s for s in re.split(r"(?<=[.!?]) ", lines[at + 1]) if len(s) > 60]
        if sentences:
            found = [name for _, name in reader.ask(drawn.choice(sentences), most=10)]
            ranks.append(found.index(title) if title in found else 99)
            reader.ask(drawn.choice(sentences), most=5)
            sizes.append(reader.bytes)

    assert len(ranks) > 150
    assert sum(rank < 10 for rank in ranks) / len(ranks) > 0.75
    assert sorted(sizes)[len(sizes) * 9 // 10] <= 60_000
