"""BibTeX entries: right by BibTeX 0.99d and biber themselves, and read back as what was written."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from pybtex.database import parse_string

from pressmark.exports.citations.bibtex import bibtex
from pressmark.library.readers.latex import printed
from pressmark.library.reference import Name
from tests.effort import drawn
from tests.references import hostile, invented, made, of_corpus, page_of, real

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pybtex.database import Entry, Person

    from pressmark.library.reference import Reference

STYLES = ("plain", "abbrv", "alpha", "apalike", "ieeetr", "acm", "siam", "unsrt")


def entry(**facts: Any) -> str:
    return bibtex(made("lamps", **facts), "https://x.org/papers/lamps/")


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.fail(f"{name} is needed: run 'make test', which installs it")
    return found


def said_by_bibtex(folder: Path, text: str, style: str) -> str:
    """What BibTeX complains of when a document cites every entry; the list must be UTF-8."""
    (folder / "library.bib").write_text(text, encoding="utf-8")
    aux = f"\\citation{{*}}\n\\bibdata{{library}}\n\\bibstyle{{{style}}}\n"
    (folder / "t.aux").write_text(aux, encoding="utf-8")
    done = subprocess.run(
        [program("bibtex"), "t.aux"], cwd=folder, capture_output=True, check=False
    )
    said = done.stdout.decode(errors="replace")
    (folder / "t.bbl").read_text(encoding="utf-8")
    count = (folder / "t.bbl").read_text(encoding="utf-8").count("\\bibitem")
    assert count == len(re.findall("^@", text, re.MULTILINE)), said
    faults = "warning|error|isn't|while executing|skipping"
    return "\n".join(line for line in said.split("\n") if re.search(faults, line, re.IGNORECASE))


def said_by_biber(folder: Path, text: str) -> str:
    """What biber complains of when it reads the entries and checks them by its data model."""
    (folder / "library.bib").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [program("biber"), "--tool", "--validate-datamodel", "library.bib"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Output to" in done.stdout, done.stdout
    return "\n".join(line for line in done.stdout.split("\n") if line.startswith(("WARN", "ERROR")))


def file_of(references: Iterable[Reference]) -> str:
    return "\n".join([bibtex(one, page_of(one)) for one in references])


@pytest.mark.parametrize("style", STYLES)
def test_bibtex_takes_the_whole_library_without_a_word(tmp_path: Path, style: str) -> None:
    assert said_by_bibtex(tmp_path, file_of(real()), style) == ""


def test_bibtex_takes_every_paper_by_itself(tmp_path: Path) -> None:
    found = [said_by_bibtex(tmp_path, file_of([one]), "plain") for one in drawn(real(), 50)]
    assert set(found) == {""}


def test_biber_takes_the_whole_library_without_a_word(tmp_path: Path) -> None:
    assert said_by_biber(tmp_path, file_of(real())) == ""


@pytest.mark.parametrize("kind", drawn(["conference", "journal", "thesis", "preprint"], 2))
def test_biber_takes_a_paper_of_each_kind_by_itself(tmp_path: Path, kind: str) -> None:
    one = next(one for one in real() if one.kind == kind)
    assert said_by_biber(tmp_path, file_of([one])) == ""


def test_both_take_a_large_corpus_in_one_file(tmp_path: Path) -> None:
    assert said_by_bibtex(tmp_path, file_of(of_corpus()), "plain") == ""
    assert said_by_biber(tmp_path, file_of(drawn(of_corpus(), 80))) == ""


@pytest.mark.parametrize("style", [style for style in STYLES if style != "alpha"])
def test_bibtex_takes_whatever_a_record_holds(tmp_path: Path, style: str) -> None:
    # alpha makes labels of three bytes, be they letters or not.
    assert said_by_bibtex(tmp_path, file_of(hostile()), style) == ""


def test_biber_takes_whatever_a_record_holds(tmp_path: Path) -> None:
    assert said_by_biber(tmp_path, file_of(hostile())) == ""


def test_all_that_biber_misses_in_any_kind_of_paper_is_a_date(tmp_path: Path) -> None:
    undated = sum(not one.year for one in invented())
    found = said_by_biber(tmp_path, file_of(invented())).split("\n")
    assert len(found) == undated
    assert all(line.endswith("one of 'date, year' must be defined") for line in found)


# What is read back


def plain(text: str) -> str:
    """Text as LaTeX can tell it: quotes, dashes and spaces of one kind each."""
    text = unicodedata.normalize("NFC", text)
    table = {"’": "'", "‘": "'", "“": '"', "”": '"', "−": "-", "‑": "-", "\xa0": " ", "∼": "~"}
    for sign, other in [*table.items(), ("``", '"'), ("''", '"'), ("`", "'"), ("ﬁ", "fi")]:
        text = text.replace(sign, other)
    text = text.replace("ﬀ", "ff").replace("---", "—").replace("--", "–").replace("…", "...")
    return " ".join(text.split())


def name_of(person: Person) -> Name:
    parts = (person.first_names + person.middle_names, person.prelast_names, person.last_names)
    given, particle, family = (plain(printed(" ".join(part))) for part in parts)
    return Name(given, particle, family, plain(printed(" ".join(person.lineage_names))), "")


def parsed(references: Iterable[Reference]) -> dict[str, Entry]:
    return dict(parse_string(file_of(references), "bibtex").entries)


@pytest.mark.parametrize("references", [real, invented], ids=["real", "invented"])
def test_pybtex_reads_back_what_was_written(references: object) -> None:
    assert callable(references)
    entries = parsed(references())
    assert list(entries) == [one.id for one in references()]
    for one in references():
        read = entries[one.id]
        facts = {key: plain(printed(value)) for key, value in read.fields.items() if key != "url"}
        assert facts["title"] == plain(one.title)
        assert facts.get("year", "") == one.year
        assert facts.get("doi", "") == one.doi
        assert facts.get("eprint", "") == one.arxiv
        assert read.fields["url"] == (one.url or page_of(one))
        names = [name_of(person) for person in read.persons.get("author", [])]
        expected = [Name._make([*map(plain, name[:4]), ""]) for name in one.names]
        assert names == expected
        if read.type in ("inproceedings", "article"):
            container = facts["booktitle" if one.kind == "conference" else "journal"]
            assert container == plain(one.volume_title)
            assert facts.get("pages", "") == one.pages.replace("-", "–")


def test_pybtex_reads_back_hostile_titles_and_names() -> None:
    entries = parsed(hostile())
    for one in hostile():
        assert plain(printed(entries[one.id].fields["title"])) == plain(one.title)
        names = [name_of(person) for person in entries[one.id].persons["author"]]
        whole = [plain(name.whole).removesuffix(",") for name in one.names]
        assert [name.whole.removesuffix(",") for name in names] == whole


# Details


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("MedRAT: Unpaired Reports via A GAN", "{MedRAT}: Unpaired Reports via A {GAN}"),
        ("Plan B for GPT-4V's 3D X-rays", "Plan {B} for {GPT}-{4V}'s {3D} {X}-rays"),
        (
            "How the Bayesian method of Laplace works",
            "How the {Bayesian} method of {Laplace} works",
        ),
        ("École of Ångström", r"{\'E}cole of {\AA}ngstr{\"o}m"),
        ("50% of $5_1 & more$", r"50\% of \$5\_1 \& more\$"),
        ("α-fair Ελλάδα", r"{$\alpha$}-fair {Ελλάδα}"),
        ("{a} \\b", r"{\textbraceleft}a{\textbraceright} {\textbackslash}b"),
    ],
)
def test_a_title_is_safe_and_keeps_its_capitals(title: str, written: str) -> None:
    assert f"  title = {{{written}}},\n" in entry(title=title)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jan van der Berg", "van der Berg, Jan"),
        ("Sammy Davis Jr.", "Davis, Jr., Sammy"),
        ("Aakanksha", "{Aakanksha}"),
        ("Gemini Team", "{Gemini Team}"),
        ("Johnson and Johnson", "{Johnson and Johnson}"),
        ("李 明", r"李, {\relax 明}"),
        ("Пётр Иванов", r"Иванов, {\relax Пётр}"),
        ("Łukasz Élan", r"{\'E}lan, {\L}ukasz"),
        ("Ben Van Durme", "Van Durme, Ben"),
    ],
)
def test_a_name_is_parted_as_bibtex_parts_it(name: str, written: str) -> None:
    one = made("lamps", authors=(name,))
    assert f"  author = {{{written}}},\n" in bibtex(one, "https://x.org/")


@pytest.mark.parametrize(
    ("facts", "kind", "field"),
    [
        ({"venue": "HD 2021"}, "inproceedings", "booktitle = {Proceedings of the Harbour Days"),
        ({"venue": "JT 2021", "issue": "4"}, "article", "number = {4}"),
        ({"venue": "PhD thesis (PUCRS) 2021"}, "phdthesis", "school = {PUCRS}"),
        ({"venue": "PhD thesis 2021"}, "misc", "howpublished = {Doctoral thesis}"),
        ({"arxiv": "2103.00001"}, "misc", "eprint = {2103.00001},\n  eprinttype = {arxiv}"),
        ({"url": "https://x.org/{a}"[:14]}, "misc", "url = {https://x.org/}"),
        ({"venue": "HD", "date": "", "pages": "1-2"}, "misc", "pages 1--2}"),
        ({"venue": "HD 2021", "pages": "12-25"}, "inproceedings", "pages = {12--25}"),
        ({"venue": "HD 2021", "publisher": "A and B"}, "inproceedings", "publisher = {{A and B}}"),
    ],
)
def test_an_entry_has_the_type_and_the_fields_of_its_kind(
    facts: dict[str, str], kind: str, field: str
) -> None:
    text = entry(**facts)
    assert text.startswith(f"@{kind}{{lamps,\n")
    assert field in text
    assert text.endswith("\n}\n")


@pytest.mark.parametrize(
    ("facts", "has_month"),
    [
        ({"venue": "HD 2021", "date": "2021-03"}, True),
        ({"venue": "HD 2022", "date": "2021-03"}, False),
        ({"venue": "HD 2021", "date": "2021-03", "arxiv": "2103.00001"}, False),
        ({"date": "2021-03", "arxiv": "2103.00001"}, True),
    ],
)
def test_the_month_of_a_preprint_is_not_that_of_the_proceedings(
    facts: dict[str, str], has_month: bool
) -> None:
    assert ("  month = mar" in entry(**facts)) is has_month


def test_what_the_library_says_of_a_paper_is_not_its_abstract() -> None:
    text = entry(tldr="Lamps are counted from a boat.")
    assert "boat" not in text
    assert "abstract" not in text


def test_a_list_of_authors_that_goes_on_ends_with_others() -> None:
    assert "author = {Quill, Ada and Oar, Ben B. and others}" in entry(more_authors=True)


def test_names_in_parts_are_parted_as_they_were() -> None:
    authors = [
        {"family": "Oar Reed", "given": "Ben"},
        {"literal": "Harbour Office of Tyne"},
        {"family": "Berg", "given": "Jan", "particle": "van der", "suffix": "Jr."},
    ]
    names = "Oar Reed, Ben and {Harbour Office of Tyne} and van der Berg, Jr., Jan"
    assert f"author = {{{names}}}" in entry(authors=authors)


def test_biblatex_finds_a_paper_by_the_keys_of_its_sources() -> None:
    assert "  ids = {quill:lamps, Quill21}" in entry(keys=["quill:lamps", "a, b}", "Quill21"])


def test_a_quote_behind_a_question_is_no_sign_of_spanish() -> None:
    assert "  title = {Why?{}``So''},\n" in bibtex(made("p", title="Why?“So”"), "")


def test_an_entry_is_no_alias_of_its_own() -> None:
    assert "  ids = {b}\n" in bibtex(made("a1", keys=["a1", "b", "not {one}"]), "")


def test_what_no_entry_type_tells_is_in_fields_of_its_own() -> None:
    cited = made(
        "d1",
        kind="dataset",
        date="2021-03-04",
        container="Lamps at Sea",
        volume="3",
        number="7",
        links={"code": "https://example.org/c", "link-2": "https://example.org/2"},
    )
    text = bibtex(cited, "")
    assert text.startswith("@misc{d1,\n")
    for field in (
        "entrysubtype = {dataset}",
        "month = mar",
        "day = 4",
        "booktitle = {Lamps at Sea}",
        "volume = {3}",
        "issue = {7}",
        "code = {https://example.org/c}",
        "link-2 = {https://example.org/2}",
    ):
        assert f"  {field},\n" in text or f"  {field}\n" in text, field


def test_a_record_of_a_curator_has_no_such_fields() -> None:
    text = bibtex(made("c1", venue="HD 2021", links={"code": "https://example.org/c"}), "")
    assert "code =" not in text
    assert "entrysubtype" not in text


def test_a_paper_that_was_withdrawn_says_so_in_its_note() -> None:
    assert "note = {This paper was withdrawn}" in bibtex(made("lamps", status="withdrawn"), "")
    both = bibtex(made("lamps", status="retracted", note="In Danish"), "")
    assert "note = {This paper was retracted; In Danish}" in both


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("École des Lampes", r"{\relax {\'E}cole des Lampes}"),
        ("Gísli", r"{\relax G{\'i}sli}"),
        ("Université de Tyne", r"{Universit{\'e} de Tyne}"),
    ],
)
def test_an_accent_at_the_start_of_a_body_survives_the_labels_of_alpha(
    name: str, written: str
) -> None:
    text = bibtex(made("lamps", authors=[{"literal": name}]), "")
    assert f"author = {{{written}}}" in text


@pytest.mark.parametrize(
    ("genre", "written"),
    [
        ("PhD dissertation", "type = {PhD dissertation}"),
        ("Masterarbeit", "type = {Masterarbeit}"),
        ("PhD thesis", ""),
    ],
)
def test_a_thesis_keeps_the_name_of_its_degree(genre: str, written: str) -> None:
    text = bibtex(made("lamps", kind="thesis", genre=genre, publisher="Sea School"), "")
    assert ("type = " in text) == bool(written)
    assert written in text


def test_a_work_of_no_kind_has_its_publisher() -> None:
    assert "howpublished = {Sea Press}" in bibtex(made("lamps", publisher="Sea Press"), "")
