"""Files that the configuration names are part of the library: their entries are its papers."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.loading.load import load
from pressmark.library.readers import formats
from pressmark.library.readers.source import Source
from pressmark.library.relations import relate
from pressmark.site.configuration import sources_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.base.findings import Finding
    from pressmark.library.library import Library
    from tests.conftest import TinyLibrary

reader: Any = importlib.import_module("pressmark.library.loading.reader")
LATER = 4 * 10**18
REFS = """\
@article{Fog_1, title = {Fog Bells}, author = {Ada Quill}, year = 2021, journal = {Sea Letters},
  pages = {1--9}, keywords = {port, gulls}, abstract = {We ring.}}
@misc{nets, title = {Counting Nets}, author = {Ben Oar}, year = 2001, doi = {10.1234/nets}}
"""


def named(library: TinyLibrary, *sources: str) -> None:
    """Have the configuration name these sources, each a line of YAML."""
    lines = "".join(f"  - {source}\n" for source in sources)
    text = f"site_name: Harbour papers\nextra:\n  sources:\n{lines}"
    library.config_file.write_text(text, encoding="utf-8")


def loaded(library: TinyLibrary, cache: Path | None = None) -> Library:
    return load(library.content, cache=cache, sources=sources_of(library.config_file))


def faults(library: TinyLibrary) -> list[Finding]:
    with pytest.raises(InvalidLibraryError) as caught:
        loaded(library)
    return caught.value.findings


@pytest.fixture
def library(empty_library: TinyLibrary) -> TinyLibrary:
    (empty_library.root / "refs.bib").write_text(REFS, encoding="utf-8")
    named(empty_library, "refs.bib")
    return empty_library


def test_entries_are_papers_called_by_their_keys(library: TinyLibrary) -> None:
    found = loaded(library)
    assert [*found.papers] == ["fog-1", "nets"]
    fog = found.papers["fog-1"]
    assert (fog.title, fog.pages, fog.keys, fog.is_draft) == ("Fog Bells", "1-9", ("Fog_1",), True)
    assert found.abstracts == {"fog-1": "We ring."}


def test_entries_are_on_the_shelf_of_the_library_or_else_on_the_one_that_everyone_knows(
    library: TinyLibrary,
) -> None:
    titles = {
        "a": "Proceedings of the 4th International Conference on Days, Rome, Italy",
        "b": "Proceedings of the 37th International Conference on Machine Learning",
        "c": "3rd Lamp Conference for Boats (LCB 2020)",
        "d": "Proceedings of the Second Lamp Conference for Boats",
    }
    (library.root / "refs.bib").write_text(
        "".join(
            f"@inproceedings{{{key}, title = {{On {key}}}, year = 2021, booktitle = {{{title}}}}}\n"
            for key, title in titles.items()
        ),
        encoding="utf-8",
    )
    library.write("venues.yml", "days:\n  label: Days\n  name: International Conference on Days\n")
    found = loaded(library)
    editions = relate(found).editions
    shelves = {key: (editions[key].series.label, editions[key].year) for key in titles}
    assert shelves == {
        "a": ("Days", "2021"),
        "b": ("ICML", "2021"),
        "c": ("LCB", "2020"),
        "d": ("LCB", "2021"),
    }
    assert found.papers["b"].container == titles["b"]


def test_keywords_are_tags_of_the_vocabulary_or_tags_of_their_own(library: TinyLibrary) -> None:
    found = loaded(library)
    assert found.papers["fog-1"].tags == ("harbour", "gulls")
    assert {*found.keywords} == {"gulls"}


def test_a_source_may_have_ids_of_names_and_a_theme(library: TinyLibrary) -> None:
    named(library, "{file: refs.bib, ids: names, theme: lamps}")
    papers = loaded(library).papers
    assert {name: paper.theme for name, paper in papers.items()} == {
        "oar2001counting": "lamps",
        "quill2021fog": "lamps",
    }


def test_a_source_of_any_format_is_read(library: TinyLibrary) -> None:
    item = '[{"id": "ropes", "title": "Old Ropes", "author": [{"literal": "Harbour Office"}]}]'
    (library.root / "more.json").write_text(item, encoding="utf-8")
    named(library, "refs.bib", "more.json")
    assert [*loaded(library).papers] == ["fog-1", "nets", "ropes"]


@pytest.mark.parametrize(
    ("name", "key"), [("fog-1", ""), ("bells", "keys: [Fog_1]\n"), ("bells", "title: Fog bells\n")]
)
def test_a_record_beside_adds_words_and_corrections_to_its_entry(
    library: TinyLibrary, name: str, key: str
) -> None:
    key += "authors: [Ada Quill]\n" if "title" in key else ""
    front = f"{key}pages: 1-8\ntheme: lamps\ntags: [night]\ntldr: They ring.\n"
    library.write(f"papers/{name}.md", f"---\n{front}---\n\n## Finding\n\nThey ring.\n")
    found = loaded(library)
    assert {*found.papers} == {name, "nets"}
    paper = found.papers[name]
    assert (paper.title.lower(), paper.pages, paper.date) == ("fog bells", "1-8", "2021")
    assert (paper.tags, paper.finding, paper.theme) == (("night",), "They ring.", "lamps")
    assert (paper.container, paper.keys, paper.is_draft) == ("Sea Letters", ("Fog_1",), True)
    assert found.abstracts == {name: "We ring."}


def test_a_renamed_record_keeps_its_entry(library: TinyLibrary) -> None:
    library.write("papers/bells.md", "---\nredirect_from: [fog-1]\ntldr: They ring.\n---\n")
    papers = loaded(library).papers
    assert {name: paper.title for name, paper in papers.items()} == {
        "bells": "Fog Bells",
        "nets": "Counting Nets",
    }


def test_a_line_beside_adds_to_its_entry_too(library: TinyLibrary) -> None:
    library.write("papers.jsonl", '{"id": "nets", "tldr": "They are counted.", "date": "2002"}\n')
    nets = loaded(library).papers["nets"]
    assert (nets.title, nets.date, nets.tldr) == ("Counting Nets", "2002", "They are counted.")


def test_a_record_that_is_whole_with_its_entry_is_no_draft(library: TinyLibrary) -> None:
    front = "type: method\ntheme: lamps\ntags: [night]\ntldr: They ring.\n"
    digest = "".join(f"\n## {name}\n\nIt is.\n" for name in ("Problem", "Approach", "Finding"))
    library.write("papers/fog-1.md", f"---\n{front}---\n{digest}")
    assert not loaded(library).papers["fog-1"].is_draft


def test_a_record_without_an_entry_needs_all_that_it_always_does(library: TinyLibrary) -> None:
    library.write("papers/ropes.md", "---\ntldr: They hold.\n---\n")
    library.write("papers.jsonl", '{"id": "bells", "tldr": "They ring."}\n')
    keys = ("title", "date")
    found = {(str(f.file), f.line, f.field) for f in faults(library) if f.field in keys}
    files = ("content/papers.jsonl", "content/papers/ropes.md")
    assert found == {(file, 1, key) for file in files for key in keys}


def test_another_paper_of_an_entrys_id_is_a_finding(library: TinyLibrary) -> None:
    front = "title: Old Ropes\nauthors: [Cleo Mast]\ndate: 1999\nsuggested: [theme]\n"
    library.write("papers/nets.md", f"---\n{front}---\n")
    (finding,) = faults(library)
    assert (str(finding.file), finding.line) == ("refs.bib", 3)
    assert "content/papers/nets.md has the same id" in finding.text


def test_a_tag_of_a_record_must_be_in_the_vocabulary_and_a_keyword_need_not(
    library: TinyLibrary,
) -> None:
    library.write("papers/nets.md", "---\ntags: [gulls]\n---\n")
    (finding,) = faults(library)
    assert (str(finding.file), finding.field) == ("content/papers/nets.md", "tags[1]")


def test_a_theme_that_is_not_there_is_found_where_it_is_named(library: TinyLibrary) -> None:
    named(library, "refs.bib", "{file: refs.bib, theme: lampz}")
    (finding,) = faults(library)
    assert (str(finding.file), finding.line) == ("mkdocs.yml", 5)
    assert "extra.sources[2].theme: unknown theme 'lampz'. Did you mean 'lamps'" in finding.text


def test_a_paper_in_two_sources_is_one_with_both_facts(library: TinyLibrary) -> None:
    preprint = "@misc{pre, title={Fog bells}, author={Quill, Ada}, year=2020, eprint={2003.00001}}"
    (library.root / "pre.bib").write_text(preprint, encoding="utf-8")
    named(library, "pre.bib", "refs.bib")
    found = loaded(library)
    assert [*found.papers] == ["nets", "pre"]
    paper = found.papers["pre"]
    assert (paper.arxiv, paper.pages, paper.date) == ("2003.00001", "1-9", "2021")
    assert paper.keys == ("Fog_1", "pre")


@pytest.mark.parametrize(
    ("name", "raw", "place", "words"),
    [
        ("missing.bib", None, ("mkdocs.yml", 4), "missing.bib can't be read (No such file"),
        ("folder", b"", ("mkdocs.yml", 4), "folder can't be read (Is a directory)"),
        ("a.bib", b"@misc{a,\n title={\xff}}", ("a.bib", 2), "byte 0xff is not UTF-8"),
        ("a.rdf", b"<rdf:RDF></rdf:RDF>", ("a.rdf", 1), "this looks like Zotero RDF"),
    ],
)
def test_a_source_that_can_not_be_read_stops_a_build(
    library: TinyLibrary, name: str, raw: bytes | None, place: tuple[str, int], words: str
) -> None:
    if name == "folder":
        (library.root / name).mkdir()
    elif raw is not None:
        (library.root / name).write_bytes(raw)
    named(library, name)
    (finding,) = faults(library)
    assert (str(finding.file), finding.line) == place
    assert words in finding.text


def test_what_is_faulty_is_left_out_and_said_each_time(library: TinyLibrary) -> None:
    cache = library.root / "cache"
    with (library.root / "refs.bib").open("a", encoding="utf-8") as file:
        file.write("@misc{bad, year = 2020}\n@misc{ropes, title = {Ropes}, doi = {lamps}}\n")
    for _ in range(2):
        found = loaded(library, cache)
        assert [*found.papers] == ["fog-1", "nets", "ropes"]
        assert [(o.key, o.is_entry, o.finding.line, o.finding.field) for o in found.omissions] == [
            ("bad", True, 4, "title"),
            ("ropes", False, 5, "doi"),
        ]


# What is kept


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.time, "time_ns", lambda: LATER)


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """What was read or parsed since it was asked last."""
    seen: list[str] = []
    recognised, validate = formats.recognised, Source.validate

    def noted(text: str, name: Path) -> Any:
        seen.append(name.name)
        return recognised(text, name)

    def noted_record(self: Any, model: Any, values: Any) -> Any:
        if model.__name__ == "Paper":
            seen.append(values["id"])
        return validate(self, model, values)

    monkeypatch.setattr(formats, "recognised", noted)
    monkeypatch.setattr(Source, "validate", noted_record)

    def since() -> list[str]:
        names, seen[:] = list(seen), []
        return names

    return since


@pytest.mark.usefixtures("settled")
def test_a_source_that_did_not_change_is_not_read_again(
    library: TinyLibrary, no_reading: Callable[[], list[str]]
) -> None:
    library.write("papers/nets.md", "---\ntldr: They are counted.\n---\n")
    cache = library.root / "cache"
    first = loaded(library, cache)
    assert no_reading()
    again = loaded(library, cache)
    assert no_reading() == []
    assert (again, dict(again.fingerprints)) == (first, dict(first.fingerprints))
    assert loaded(library) == first


@pytest.mark.usefixtures("settled")
def test_a_source_that_was_saved_as_it_was_is_not_parsed_again(
    library: TinyLibrary, no_reading: Callable[[], list[str]]
) -> None:
    cache = library.root / "cache"
    loaded(library, cache)
    (library.root / "refs.bib").write_text(REFS, encoding="utf-8")
    no_reading()
    loaded(library, cache)
    assert no_reading() == []


def test_a_changed_entry_changes_its_paper_alone(library: TinyLibrary) -> None:
    cache = library.root / "cache"
    before = loaded(library, cache)
    text = REFS.replace("Counting Nets", "Counting Old Nets")
    (library.root / "refs.bib").write_text(text, encoding="utf-8")
    after = loaded(library, cache)
    assert after.papers["nets"].title == "Counting Old Nets"
    marks = before.fingerprints, after.fingerprints
    assert marks[0]["fog-1"] == marks[1]["fog-1"]
    assert marks[0]["nets"] != marks[1]["nets"]


@pytest.mark.usefixtures("settled")
def test_other_options_and_no_source_at_all_are_noticed(library: TinyLibrary) -> None:
    cache = library.root / "cache"
    library.write("papers/nets.md", "---\nkeys: [nets]\n---\n")
    loaded(library, cache)
    named(library, "{file: refs.bib, ids: names}")
    assert [*loaded(library, cache).papers] == ["nets", "quill2021fog"]
    library.config_file.write_text("site_name: Harbour papers\n", encoding="utf-8")
    with pytest.raises(InvalidLibraryError):
        loaded(library, cache)


@pytest.mark.parametrize(
    ("sources", "place", "words"),
    [
        ("refs.bib", 3, "Write a list"),
        ("[{ids: keys}]", 3, "Write a 'file' with a path"),
        ("[{file: refs.bib, idz: keys}]", 3, "Did you mean 'ids'"),
        ("[{file: refs.bib, ids: kees}]", 3, "Did you mean 'keys'"),
        ("[7]", 3, "Write a path, or 'file: path'"),
    ],
)
def test_settings_of_sources_are_checked(
    library: TinyLibrary, sources: str, place: int, words: str
) -> None:
    text = f"site_name: Harbour papers\nextra:\n  sources: {sources}\n"
    library.config_file.write_text(text, encoding="utf-8")
    (finding,) = faults(library)
    assert (str(finding.file), finding.line) == ("mkdocs.yml", place)
    assert words in finding.text


def test_a_paper_is_edited_in_the_file_that_it_is_in(library: TinyLibrary) -> None:
    library.write("papers/nets.md", "---\nnote: With knots\n---\n")
    library.write("papers.jsonl", '{"id": "ropes", "title": "Ropes", "suggested": ["tags"]}\n')
    (library.root / "lab lists").mkdir()
    (library.root / "lab lists" / "refs.bib").write_text("@misc{knots, title = {Knots}}")
    (library.root.parent / "far.bib").write_text("@misc{far, title = {Far}}")
    named(library, "refs.bib", "lab lists/refs.bib", "../far.bib")
    found = loaded(library)
    assert {name: found.file_of(name) for name in found.papers} == {
        "far": "",
        "fog-1": "refs.bib",
        "knots": "lab%20lists/refs.bib",
        "nets": "content/papers/nets.md",
        "ropes": "content/papers.jsonl",
    }
