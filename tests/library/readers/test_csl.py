"""CSL-JSON becomes papers, whatever program wrote it, or is refused with the line that is wrong."""

from __future__ import annotations

import contextlib
import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.importing.plan import carry_out, plan
from pressmark.library.loading.load import load
from pressmark.library.readers.csl import read, term
from pressmark.library.readers.formats import recognised
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from tests.conftest import TinyLibrary

NAME = Path("refs.json")
CORPUS = REPOSITORY.parent / "shared" / "corpus" / "anthology-10k.csl.jsonl.gz"
LAMPS: dict[str, Any] = {
    "id": "quill2021lamps",
    "type": "paper-conference",
    "title": "Counting Lamps",
    "author": [{"family": "Quill", "given": "Ada"}],
    "issued": {"date-parts": [[2021, 3, 4]]},
}


def line(**changes: Any) -> str:
    return json.dumps({key: v for key, v in (LAMPS | changes).items() if v is not None}) + "\n"


def paper(**changes: Any) -> Paper:
    (entry,) = read(line(**changes), NAME).whole()
    assert entry.paper
    return entry.paper


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"date-parts": [[2021]]}, "2021"),
        ({"date-parts": [["2021", "3"]]}, "2021-03"),
        ({"date-parts": [[2021, 3, 4], [2021, 3, 9]]}, "2021-03-04"),
        ({"date-parts": [[2021, 14]]}, "2021"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": [[476]]}, "0476"),
        ([{"date-parts": [2021, 3, 4]}], "2021-03-04"),
        ({"raw": "2021-3-4"}, "2021-03-04"),
        ({"raw": "2021-03-15/2021-03-17"}, "2021-03-15"),
        ({"literal": "2021"}, "2021"),
        ({"literal": "in press"}, ""),
        ({"season": 1}, ""),
        ("2021-03", "2021-03"),
        (None, ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_told(written: Any, expected: str) -> None:
    assert paper(issued=written).date == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"family": "Quill", "given": "Ada"}, "Ada Quill"),
        ({"family": "Meer", "given": "Vincent", "non-dropping-particle": "van der"},
         "Vincent van der Meer"),
        ({"family": "Zee", "given": "Jan", "dropping-particle": "von"}, "Jan von Zee"),
        ({"family": "Oar", "given": "Ben", "suffix": "Jr."}, "Ben Oar Jr."),
        ({"family": "Plato"}, "Plato"),
        ({"literal": "Harbour Authority"}, "Harbour Authority"),
    ],
)  # fmt: skip
def test_a_name_is_written_as_it_is_said(written: dict[str, str], expected: str) -> None:
    assert [author.name for author in paper(author=[written]).authors] == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lamps in <i>Salix</i> H<sub>2</sub>O", "Lamps in Salix H₂O"),
        ('<span class="nocase">pH</span> of <b>tides</b>', "pH of tides"),
        ("if a <b and c</i> &lt;i&gt;", "if a <b and c</i> <i>"),
        ("<script>x</script>", "<script>x</script>"),
    ],
)
def test_a_title_loses_the_markup_of_csl_and_no_other(written: str, expected: str) -> None:
    assert paper(title=written).title == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("neurips", "NEURIPS 2021"),
        ("Journal of Tides", "Journal of Tides 2021"),
        ("Proceedings of Tides 2021", "Proceedings of Tides 2021"),
        ("proceedings", "proceedings 2021"),
        (["Journal of Tides"], "Journal of Tides 2021"),
        ("Conference on Tides (CoT), Night", "CoT 2021 (Night)"),
        ("Conference on Tides (Online)", "Conference on Tides (Online) 2021"),
    ],
)
def test_a_container_and_a_year_are_a_venue(written: Any, expected: str) -> None:
    assert paper(**{"container-title": written}).venue == expected


def test_facts_of_the_publication_are_taken_in() -> None:
    found = paper(page="12–25", volume=3, issue="4", publisher="Sea Press")
    assert (found.pages, found.volume, found.issue) == ("12-25", "3", "4")
    assert found.publisher == "Sea Press"


def test_arxiv_is_no_publisher() -> None:
    assert paper(number="arXiv:2103.00001", publisher="arXiv").publisher == ""


def test_a_thesis_names_its_school_as_its_venue() -> None:
    found = paper(type="thesis", genre="PhD thesis", publisher="Sea School")
    assert (found.venue, found.publisher) == ("PhD thesis (Sea School) 2021", "Sea School")


@pytest.mark.parametrize(
    "told",
    [
        {"number": "arXiv:2103.00001"},
        {"archive": "arXiv", "archive_location": "2103.00001v2"},
        {"archive": "arXiv", "number": "2103.00001"},
        {"URL": "http://arxiv.org/abs/2103.00001"},
        {"URL": "https://arxiv.org/pdf/2103.00001v3"},
        {"DOI": "10.48550/arXiv.2103.00001"},
    ],
)
def test_an_arxiv_id_is_found_where_programs_put_it(told: dict[str, str]) -> None:
    assert (paper(**told).arxiv, paper(**told).url) == ("2103.00001", "")


def test_a_number_that_no_arxiv_claims_is_none() -> None:
    assert paper(number="2103.00001").arxiv == ""


def test_keywords_are_tags() -> None:
    assert paper(keyword="night sky; Harbour,, night-sky").tags == ("night-sky", "harbour")


def test_an_item_is_a_draft() -> None:
    assert paper().suggested == ("tags",)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("lamps-2021", "lamps-2021"), ("Quill:2021", "quill-2021"), (17, "17"), ("index", "index-0")],
)
def test_an_id_is_taken_or_made_fit(written: Any, expected: str) -> None:
    assert paper(id=written).id == expected


@pytest.mark.parametrize(
    ("keyword", "label"),
    [
        ("logistic-regression", "Logistic regression"),
        ("LLM", "LLM"),
        ("x-ray vision", "X-ray vision"),
        ("-", "-"),
    ],
)
def test_a_keyword_is_shown_in_readable_form(keyword: str, label: str) -> None:
    assert term(keyword).label == label


def test_an_array_is_read_like_lines() -> None:
    items = [LAMPS, LAMPS | {"id": "b", "title": "Tides"}]
    from_lines = read(
        "".join(map(json.dumps, items[:1])) + "\n" + json.dumps(items[1]), NAME
    ).whole()
    from_array = read(json.dumps(items, indent=1), NAME).whole()
    assert [entry.paper for entry in from_array] == [entry.paper for entry in from_lines]
    assert from_array[1].line > 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f" [\n {line()}]", "csl-json"),
        (line(), "csl-json"),
        ('{"title": "Lamps", "authors": [], "theme": "x"}', "records"),
        ('{"title": ', "records"),
        ("[Re] Counting Lamps\nWe count.", "listing"),
    ],
)
def test_the_format_is_known_by_its_text(text: str, name: str) -> None:
    assert recognised(text, NAME).name == name


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        pytest.param(line(title=None), "title", "missing key.", id="no title"),
        pytest.param(line(title={}), "title", "found {}. Write text.", id="title"),
        pytest.param(line(URL="javascript:x"), "URL", "is not a web address.", id="unsafe address"),
        pytest.param(line(DOI="doi"), "DOI", "'doi' is not a DOI.", id="DOI"),
        pytest.param(line(author="Ada"), "author", "Write a list.", id="authors"),
        pytest.param(line(author=["Ada"]), "author[1]", '{"family": ..., "given"', id="author"),
        pytest.param(line(author=[{"family": "x" * 5000}]), "author[1]", "4,000", id="long name"),
        pytest.param(line(issued=2021), "issued", "found 2021.", id="date"),
        pytest.param(line(issued={"date-parts": [["May"]]}), "issued", "numbers", id="month"),
        pytest.param(line(issued={"date-parts": [[2021, 2, 30]]}), "issued", "calendar", id="day"),
        pytest.param(line(keyword=3), "keyword", "found 3.", id="keyword"),
        pytest.param(line(keyword="x" * 300), "keyword", "commas", id="long keyword"),
        pytest.param(line(id="a"), "id", "line 1 has the same id.", id="id twice"),
        pytest.param("{", "", "the JSON does not parse:", id="cut off"),
        pytest.param("[1]", "", "found [1].", id="list"),
    ],
)
def test_a_broken_item_gives_one_finding_with_line_and_field(
    text: str, field: str, said: str
) -> None:
    with pytest.raises(InvalidLibraryError) as caught:
        read(line(id="a", title="Anchors") + text, NAME).whole()
    (finding,) = caught.value.findings
    assert (finding.file, finding.line, finding.field) == (NAME, 2, field)
    assert said in finding.text


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("[\n {},\n", 2, "missing key."),
        ("[\n" + line() + ",\n 7]", 4, "found 7."),
        ("[\n" + line() + ",\n{]", 4, "the JSON does not parse:"),
        ("[\n" + line(), 3, "the array has no end."),
        ("[\n" + line() + "]]", 3, "text follows the array."),
        ("[" * 100_000, 1, "too deeply"),
        ("[]", 1, "no items were found."),
    ],
)
def test_a_broken_array_names_the_line(text: str, at: int, said: str) -> None:
    with pytest.raises(InvalidLibraryError) as caught:
        read(text, NAME).whole()
    finding = caught.value.findings[0]
    assert finding.line == at
    assert said in finding.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = [*LAMPS, "container-title", "URL", "DOI", "keyword", "abstract", "archive", "number"]
PARTS = st.fixed_dictionaries({"date-parts": JSON}) | st.fixed_dictionaries({"raw": JSON})


@given(st.dictionaries(st.sampled_from(KEYS), JSON | PARTS | st.lists(PARTS, max_size=2)))
def test_whatever_stands_in_an_item_is_a_paper_or_findings(item: dict[str, Any]) -> None:
    with contextlib.suppress(InvalidLibraryError):
        (entry,) = read(json.dumps([item]), NAME).whole()
        assert entry.paper


def test_items_stand_beside_records_with_tags_of_their_own(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers.csl.jsonl", line(keyword="harbour, night-sky", abstract="We count."))
    library = tiny_library.load()
    assert library.papers["quill2021lamps"].is_draft
    assert library.abstracts == {"quill2021lamps": "We count."}
    assert library.tags["harbour"].description == "Places where ships lie."
    assert library.tags["night-sky"].label == "Night sky"
    assert library.keywords == {"night-sky"}


def test_a_record_may_not_use_a_keyword_as_a_tag(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers.csl.jsonl", line(keyword="night-sky"))
    text = (tiny_library.content / "papers" / "mast2022flood.md").read_text()
    tiny_library.write("papers/mast2022flood.md", text.replace("- night\n", "- night-sky\n"))
    with pytest.raises(InvalidLibraryError, match="unknown tag 'night-sky'"):
        tiny_library.load()


def test_two_items_may_have_one_title(empty_library: TinyLibrary) -> None:
    other = line(id="b", issued={"date-parts": [[2022]]})
    empty_library.write("papers.csl.jsonl", line() + other)
    assert len(empty_library.load().papers) == 2


@pytest.mark.parametrize("curated", [True, False])
def test_a_paper_with_title_author_and_year_of_another_is_a_finding(
    curated: bool, empty_library: TinyLibrary
) -> None:
    told = {"id": "b", "title": "counting lamps", "authors": ["Ada Quill"], "date": "2021"}
    if curated:
        empty_library.write("papers.jsonl", json.dumps(told | {"suggested": ["tags"]}))
        empty_library.write("papers.csl.jsonl", "\n" + line())
    else:
        empty_library.write("papers.csl.jsonl", line() + line(id="b"))
    with pytest.raises(InvalidLibraryError) as caught:
        empty_library.load()
    (finding,) = caught.value.findings
    assert (str(finding.file), finding.line) == ("content/papers.csl.jsonl", 2)
    assert "has the same title, first author and year" in finding.found


def test_an_item_that_can_not_be_shown_is_a_finding_of_the_library(
    empty_library: TinyLibrary,
) -> None:
    empty_library.write("papers.csl.jsonl", line() + line(id="b", title="b", URL="file:///x"))
    with pytest.raises(InvalidLibraryError, match=r"papers.csl.jsonl:2: URL: 'file:///x' is not"):
        empty_library.load()


def test_imported_items_are_drafts_with_tags_of_the_vocabulary(tiny_library: TinyLibrary) -> None:
    items = [LAMPS | {"id": "x", "keyword": "night, gulls", "abstract": "We count at the port."}]
    items.append(LAMPS | {"id": "y", "title": "Reading Tides", "abstract": "We type."})
    planned = plan(read(json.dumps(items), NAME), tiny_library.load(), tiny_library.content, NAME)
    carry_out(planned, tiny_library.content)
    library = tiny_library.load()
    (name,) = planned.drafted
    assert library.papers[name].date == "2021-03-04"
    assert library.papers[name].tags[0] == "night"
    assert "gulls" not in library.papers[name].tags
    assert library.papers[name].suggested == ("theme", "tags")
    assert library.abstracts["mast2022flood"] == "We type."
    assert not planned.kept


def test_importing_items_again_plans_nothing(tiny_library: TinyLibrary) -> None:
    entries = read(line(keyword="night", abstract="We count."), NAME)
    carry_out(plan(entries, tiny_library.load(), tiny_library.content, NAME), tiny_library.content)
    again = plan(entries, tiny_library.load(), tiny_library.content, NAME)
    assert (again.files, again.kept) == ({}, [])


def test_every_paper_of_the_corpus_loads(tmp_path: Path) -> None:
    if not CORPUS.is_file():
        pytest.skip("the corpus is not beside this repository (../shared/corpus)")
    (tmp_path / "papers.csl.jsonl").write_bytes(gzip.decompress(CORPUS.read_bytes()))
    library = load(tmp_path)
    assert len(library.papers) == 10_000
    assert all(one.is_draft and one.authors and one.year and one.url for one in library.newest)
    assert sum(bool(one.tags) for one in library.newest) == 8896
