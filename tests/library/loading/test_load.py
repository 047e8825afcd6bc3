"""A content folder becomes a library, or every fault in it is named at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.base.findings import InvalidLibraryError
from pressmark.cli.main import main
from pressmark.library.loading.load import load
from tests.conftest import LAMPS, THEMES, TIDES

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

LAMPS_FILE = "papers/quill2021counting.md"
TIDES_FILE = "papers/mast2022flood.md"


def lamps(old: str, new: str) -> dict[str, str | bytes]:
    """The record on lamps with one passage changed."""
    assert LAMPS.count(old) == 1, old
    return {LAMPS_FILE: LAMPS.replace(old, new)}


@dataclass(frozen=True)
class Fault:
    """Files that break the tiny library, and the one finding that they must give."""

    kind: str
    files: dict[str, str | bytes]
    line: int
    said: str
    field: str = ""
    file: str = LAMPS_FILE


# Two themes, of which one leads to the other, and that one to tides.
PARTS = """\
shoals:
  label: Shoals
  description: Shallow water.
  parent: reefs
reefs:
  label: Reefs
  description: Rocks below the surface.
  parent: tides
"""

FAULTS = [
    Fault(
        "unknown key",
        lamps("arxiv: ", "arxive: "),
        9,
        "unknown key. Did you mean 'arxiv'?",
        "arxive",
    ),
    Fault(
        "unknown key of an author",
        lamps("orcid: ", "orcit: "),
        6,
        "unknown key. Did you mean 'orcid'?",
        "authors[2].orcit",
    ),
    Fault(
        "unknown key like no other",
        lamps("arxiv: ", "zzz: "),
        9,
        "unknown key. Known keys: title, authors,",
        "zzz",
    ),
    Fault(
        "unknown tag",
        lamps("- counting", "- countng"),
        13,
        "unknown tag 'countng'. Did you mean 'counting'?",
        "tags[2]",
    ),
    Fault(
        "label for a tag's id",
        lamps("- counting", "- harbours"),
        13,
        "unknown tag 'harbours'. Did you mean 'harbour'?",
        "tags[2]",
    ),
    Fault(
        "unknown theme",
        lamps("theme: lamps", "theme: lampes"),
        10,
        "unknown theme 'lampes'. Did you mean 'lamps'?",
        "theme",
    ),
    Fault(
        "unknown further theme",
        lamps("theme: lamps", "theme: lamps\nalso: [tide]"),
        11,
        "unknown theme 'tide'. Did you mean 'tides'?",
        "also[1]",
    ),
    Fault(
        "theme named twice",
        lamps("theme: lamps", "theme: lamps\nalso: [lamps]"),
        11,
        "'lamps' is already the theme. Remove it here.",
        "also[1]",
    ),
    Fault(
        "bad date",
        lamps("2021-03-04", "4 March 2021"),
        7,
        "'4 March 2021' is not a date. Write 2024, 2024-07 or 2024-07-04.",
        "date",
    ),
    Fault(
        "day that no calendar has",
        lamps("2021-03-04", "2021-02-30"),
        7,
        "'2021-02-30' is not in the calendar",
        "date",
    ),
    Fault(
        "bad arXiv id",
        lamps("2103.00001", "2103.1"),
        9,
        "'2103.1' is not an arXiv id. Write 2407.01234, without a version.",
        "arxiv",
    ),
    Fault(
        "bad ORCID",
        lamps("0000-0002-1825-0097", "0000"),
        6,
        "'0000' is not an ORCID",
        "authors[2].orcid",
    ),
    Fault(
        "unknown type",
        lamps("type: method", "type: methods"),
        8,
        "'methods' is not known. Did you mean 'method'? Use one of method,",
        "type",
    ),
    Fault(
        "missing title",
        lamps("title: Counting Lamps in the Harbour\n", ""),
        1,
        "missing key. Add 'title: ...'.",
        "title",
    ),
    Fault(
        "missing required key",
        lamps("type: method\n", ""),
        1,
        "missing key. Add 'type: ...'.",
        "type",
    ),
    Fault(
        "duplicate arXiv id",
        lamps("2103.00001", "arXiv:2207.00002"),
        9,
        "content/papers/mast2022flood.md has the same arXiv id. Merge the records, or correct one.",
        "arxiv",
    ),
    Fault(
        "duplicate title",
        {
            LAMPS_FILE: LAMPS.replace("Counting Lamps in the Harbour", "A flood-of tables")
            .replace("Ada Quill", "Cleo Mast")
            .replace("arxiv: 2103.00001\n", ""),
            TIDES_FILE: TIDES.replace("A Flood of Tables: Reading Tides", "A Flood of Tables"),
        },
        2,
        "content/papers/mast2022flood.md has the same title. Merge the records, or correct one.",
        "title",
    ),
    Fault(
        "id that is not its file's",
        lamps("theme: lamps", "theme: lamps\nid: oar2021counting"),
        11,
        "the id 'oar2021counting' does not match the file quill2021counting.md.",
        "id",
    ),
    Fault(
        "file name that is no id",
        {"papers/Quill 2021.md": TIDES.replace("Flood", "Row").replace("2207", "2208")},
        1,
        "'Quill 2021' is not an id. Use a-z, 0-9 and single hyphens.",
        "id",
        file="papers/Quill 2021.md",
    ),
    Fault(
        "redirect from a record",
        lamps("theme: lamps", "theme: lamps\nredirect_from: [mast2022flood]"),
        11,
        "'mast2022flood' is the id of a record. Remove it, or rename that record.",
        "redirect_from[1]",
    ),
    Fault(
        "redirect that another record claims",
        lamps("theme: lamps", "theme: lamps\nredirect_from: [old2020]")
        | {TIDES_FILE: TIDES.replace("theme:", "redirect_from: [old2020]\ntheme:")},
        11,
        "content/papers/mast2022flood.md also lists 'old2020'. Keep one.",
        "redirect_from[1]",
    ),
    Fault(
        "broken YAML",
        lamps("tldr: Lamps", "tldr: Lamps: they"),
        15,
        "the text contains a colon with a space, which ends a key in YAML.",
    ),
    Fault(
        "values nested so deeply that a parser would fall over",
        lamps("theme: lamps", f"theme: {'[' * 100_000}{']' * 100_000}"),
        10,
        "values are nested too deeply. Write plain values.",
    ),
    Fault(
        "control character",
        lamps("theme: lamps", "theme: lamps\x01"),
        10,
        "the character U+0001 is not allowed in YAML.",
    ),
    Fault(
        "not UTF-8",
        {LAMPS_FILE: LAMPS.encode().replace(b"forty", b"f\xf6rty")},
        28,
        "byte 0xf6 is not UTF-8. Save the file as UTF-8.",
    ),
    Fault(
        "key twice",
        lamps("theme: lamps", "theme: lamps\ntheme: tides"),
        11,
        "duplicate key. Remove one.",
        "theme",
    ),
    Fault(
        "empty value",
        lamps("type: method", "type: method\nvenue:"),
        9,
        "the value is empty. Fill it in or remove the key.",
        "venue",
    ),
    Fault(
        "empty required value",
        lamps("type: method", "type: ''"),
        8,
        "the value is empty. Fill it in or remove the key.",
        "type",
    ),
    Fault(
        "empty item",
        lamps("- Ada Quill", "- ''"),
        4,
        "the value is empty. Fill it in or remove the key.",
        "authors[1].name",
    ),
    Fault(
        "list where text belongs",
        lamps("date: 2021-03-04", "date: [2021]"),
        7,
        "found ['2021']. Write text.",
        "date",
    ),
    Fault(
        "text where a list belongs",
        lamps("tldr: ", "sources: none\ntldr: "),
        15,
        "found 'none'. Write a list: [none].",
        "sources",
    ),
    Fault(
        "text of excessive length",
        lamps("tldr: Lamps", f"tldr: {'Lamps ' * 1000}"),
        15,
        "has more than 4,000 characters. Shorten it.",
        "tldr",
    ),
    Fault(
        "javascript: address",
        lamps("theme: lamps", "theme: lamps\nurl: javascript:alert(1)"),
        11,
        "'javascript:alert(1)' is not a web address. Write one that starts with https://",
        "url",
    ),
    Fault(
        "javascript: address among links",
        lamps("theme: lamps", "theme: lamps\nlinks:\n  code: javascript:alert(1)"),
        12,
        "'javascript:alert(1)' is not a web address.",
        "links.code",
    ),
    Fault(
        "javascript: address as the source of a figure",
        lamps(
            "theme: lamps",
            "theme: lamps\nfigures:\n- what: lamps\n  value: 1\n  source: javascript:alert(1)",
        ),
        14,
        "'javascript:alert(1)' is not a web address.",
        "figures[1].source",
    ),
    Fault(
        "unknown key of a figure",
        lamps("theme: lamps", "theme: lamps\nfigures:\n- {what: lamps, value: '1', were: Table 2}"),
        12,
        "unknown key. Did you mean 'where'?",
        "figures[1].were",
    ),
    Fault(
        "unknown section",
        lamps("## Finding\n", "## Finding\n\nSee below.\n\n## Findigs\n"),
        30,
        "the section 'Findigs' is unknown. Did you mean 'Finding'?",
    ),
    Fault(
        "missing section",
        lamps("## Finding\n", "### A detail\n"),
        16,
        "the section is missing. Add '## Finding'.",
        "finding",
    ),
    Fault(
        "section twice",
        lamps("There are forty", "There are\n\n## finding\n\nforty"),
        30,
        "duplicate section. Merge the two.",
        "finding",
    ),
    Fault(
        "text before the first section",
        lamps("---\n\n## Problem", "---\n\nHello.\n\n## Problem"),
        18,
        "'Hello.' is above the first section. Start the body with '## Problem'.",
    ),
    Fault(
        "section in the front matter",
        lamps("theme: lamps", "theme: lamps\nfinding: Forty."),
        11,
        "this section is in the front matter. Move it to the body.",
        "finding",
    ),
    Fault(
        "parent that is no theme",
        {"themes.yml": f"{THEMES}  parent: lampes\n"},
        THEMES.count("\n") + 1,
        "unknown theme 'lampes'. Did you mean 'lamps'?",
        "tides.parent",
        "themes.yml",
    ),
    Fault(
        "theme that is its own parent",
        {"themes.yml": f"{THEMES}  parent: tides\n"},
        THEMES.count("\n") + 1,
        "'tides' is its own parent. Remove it, or name another theme.",
        "tides.parent",
        "themes.yml",
    ),
    Fault(
        "circle of parents",
        {"themes.yml": f"{THEMES}  parent: reefs\n{PARTS}"},
        THEMES.count("\n") + 1,
        "'tides' is part of itself: tides, reefs, tides. Remove one of these parents.",
        "tides.parent",
        "themes.yml",
    ),
    Fault(
        "YAML alias",
        lamps("type: method", "type: &kind method\nvenue: *kind"),
        9,
        "a YAML alias was found. Write the value out.",
        "venue",
    ),
    Fault(
        "key that is not text",
        lamps("type: method", "type: method\n? [a]\n: b"),
        9,
        "a key is not text. Write 'key: value'.",
    ),
    Fault(
        "key with control characters",
        lamps("type: method", 'type: method\n"a\\n::b": c'),
        9,
        "unknown key.",
        "'a\\n::b'",
    ),
    Fault(
        "front matter that is a list",
        {LAMPS_FILE: "---\n- a\n---\n" + LAMPS.split("---\n")[2]},
        2,
        "no 'key: value' lines were found. Write one key per line.",
    ),
    Fault(
        "file without front matter",
        {LAMPS_FILE: "Hello.\n"},
        1,
        "the file starts with 'Hello.'. Start it with a line of three hyphens.",
    ),
    Fault("empty file", {LAMPS_FILE: ""}, 1, "the file starts with ''."),
    Fault(
        "front matter without an end",
        {LAMPS_FILE: "---\ntitle: Lamps\n"},
        3,
        "the front matter has no end. Close it with a line of three hyphens.",
    ),
    Fault(
        "file of excessive size",
        {LAMPS_FILE: LAMPS + " " * 1_000_000},
        1,
        "Keep it below 1 MB.",
    ),
    Fault(
        "file that is no record",
        {"papers/notes.txt": "Remember the lamps.\n"},
        1,
        "the file is not a record. Keep only <id>.md files here.",
        file="papers/notes.txt",
    ),
    Fault(
        "theme without a label",
        {"themes.yml": THEMES.replace("  label: Tides\n", "")},
        5,
        "missing key. Add 'label: ...'.",
        "tides.label",
        file="themes.yml",
    ),
    Fault(
        "theme that is a word",
        {"themes.yml": THEMES + "winds: strong\n"},
        9,
        "found 'strong' in place of an entry's keys. Write 'label: ...' below the id.",
        "winds",
        file="themes.yml",
    ),
    Fault(
        "unknown key of a tag",
        {"tags.yml": "night:\n  label: Night\n  description: Dark.\n  alias: [dusk]\n"},
        4,
        "unknown key. Did you mean 'aliases'?",
        "night.alias",
        file="tags.yml",
    ),
]


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.kind) for fault in FAULTS])
class TestAFault:
    def test_gives_one_finding_with_file_line_and_field(
        self, fault: Fault, tiny_library: TinyLibrary
    ) -> None:
        for name, text in fault.files.items():
            tiny_library.write(name, text)
        with pytest.raises(InvalidLibraryError) as caught:
            tiny_library.load()
        (finding,) = caught.value.findings
        place = (str(finding.file), finding.line, finding.field)
        assert place == (f"content/{fault.file}", fault.line, fault.field)
        assert fault.said in finding.text

    def test_makes_the_check_fail_in_plain_words(
        self, fault: Fault, tiny_library: TinyLibrary
    ) -> None:
        for name, text in fault.files.items():
            tiny_library.write(name, text)
        result = CliRunner().invoke(main, ["check"])
        assert (result.exit_code, result.stdout) == (1, "")
        assert isinstance(result.exception, SystemExit)
        assert f"content/{fault.file}:{fault.line}: " in result.stderr
        assert "Traceback" not in result.stderr

    def test_leaves_every_file_as_it_was(self, fault: Fault, tiny_library: TinyLibrary) -> None:
        for name, text in fault.files.items():
            tiny_library.write(name, text)
        before = tiny_library.snapshot()
        CliRunner().invoke(main, ["check"])
        assert tiny_library.snapshot() == before


def found(library: TinyLibrary) -> list[tuple[int, str]]:
    """Line and field of every finding."""
    with pytest.raises(InvalidLibraryError) as caught:
        library.load()
    return [(finding.line, finding.field) for finding in caught.value.findings]


def test_a_record_with_several_faults_yields_all_of_them_at_once(
    tiny_library: TinyLibrary,
) -> None:
    text = LAMPS.replace("2021-03-04", "soon").replace("arxiv", "arxive")
    text = text.replace("- night", "- nigth").replace("theme: lamps", "theme: lampes")
    text = text.replace("type: method", "type: method\ntype: survey\nvenue:")
    text = text.replace("Counting Lamps in the Harbour", "A Flood of Tables: Reading Tides")
    text = text.replace("Ada Quill", "Cleo Mast")
    text = text.replace("title: A Flood of Tables: ", "title: A flood of tables, ")
    tiny_library.write(LAMPS_FILE, text.replace("## Problem", "## Trouble"))
    assert found(tiny_library) == [
        (2, "title"),
        (7, "date"),
        (9, "type"),
        (10, "venue"),
        (11, "arxive"),
        (12, "theme"),
        (16, "tags[3]"),
        (18, "problem"),
        (20, ""),
    ]


def test_faults_of_several_files_come_at_once(tiny_library: TinyLibrary) -> None:
    tiny_library.write(LAMPS_FILE, LAMPS.replace("2021-03-04", "soon"))
    tiny_library.write(TIDES_FILE, TIDES.replace("2022-07", "later"))
    assert len(found(tiny_library)) == 2


def test_one_broken_theme_does_not_make_the_records_of_all_themes_faulty(
    tiny_library: TinyLibrary,
) -> None:
    tiny_library.write("themes.yml", "lamps: [\n")
    assert found(tiny_library) == [(2, "")]


def test_records_are_read_with_their_digests(tiny_library: TinyLibrary) -> None:
    paper = tiny_library.load().papers["quill2021counting"]
    assert paper.approach == "A boat goes round with a *tally* sheet."


@pytest.mark.parametrize("written", ["no", "1e3", "2021", "Null", "0x10", "12:30:45"])
def test_yaml_makes_no_other_type_of_a_text(tiny_library: TinyLibrary, written: str) -> None:
    tiny_library.write(LAMPS_FILE, LAMPS.replace("Counting Lamps in the Harbour", written))
    assert tiny_library.load().papers["quill2021counting"].title == written


@pytest.mark.parametrize("change", ["mark", "line ends"])
def test_a_file_saved_on_windows_is_read_the_same(tiny_library: TinyLibrary, change: str) -> None:
    expected = tiny_library.load()
    raw = LAMPS.encode()
    raw = b"\xef\xbb\xbf" + raw if change == "mark" else raw.replace(b"\n", b"\r\n")
    tiny_library.write(LAMPS_FILE, raw)
    assert tiny_library.load() == expected


def test_a_draft_may_lack_facts_and_digest(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers/lamps.md", "---\ntitle: More Lamps\nsuggested: [theme, tags]\n---\n")
    assert tiny_library.load().papers["lamps"].is_draft


def test_an_abstract_belongs_to_the_record_with_its_name(tiny_library: TinyLibrary) -> None:
    tiny_library.write("abstracts/quill2021counting.txt", "We count lamps.\r\n")
    assert tiny_library.load().abstracts == {"quill2021counting": "We count lamps."}
    assert tiny_library.load().local_abstracts == 1


def test_an_abstract_that_git_keeps_counts_before_one_that_it_ignores(
    tiny_library: TinyLibrary,
) -> None:
    tiny_library.write("abstracts/quill2021counting.txt", "We count.\n")
    tiny_library.write("abstracts/mast2022flood.txt", "We type.\n")
    tiny_library.write("published-abstracts/quill2021counting.txt", "We count lamps.\n")
    library = tiny_library.load()
    assert library.abstracts == {
        "quill2021counting": "We count lamps.",
        "mast2022flood": "We type.",
    }
    assert library.local_abstracts == 1


def test_a_folder_without_records_is_an_empty_library(empty_library: TinyLibrary) -> None:
    assert empty_library.load().papers == {}


def test_hidden_files_among_the_records_are_nobodys_business(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers/.gitkeep", "")
    assert len(tiny_library.load().papers) == 2


def test_findings_name_files_from_the_given_root(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers/notes.txt", "")
    with pytest.raises(InvalidLibraryError) as caught:
        load(tiny_library.content, root=tiny_library.root.parent)
    assert str(caught.value.findings[0].file) == "library/content/papers/notes.txt"


def test_whole_records_of_two_works_may_have_one_title(tiny_library: TinyLibrary) -> None:
    namesake = LAMPS.replace("Counting Lamps in the Harbour", "A Flood of Tables, Reading Tides")
    tiny_library.write(LAMPS_FILE, namesake)
    assert len(tiny_library.load().papers) == 2


@pytest.mark.parametrize(
    ("text", "field", "line"),
    [
        ("title: Lantern #1", "title", 2),
        ("title: Lanterns\n  of the coast #2", "title", 3),
        ("title: Lamps\nauthors: [Ada Quill]\ntags:\n- night #x", "tags[1]", 5),
        ("title: Lamps\nfigures:\n- what: lamps\n  value: rank #3", "figures[1].value", 5),
    ],
)
def test_a_text_that_yaml_cuts_short_is_a_finding(
    text: str, field: str, line: int, tiny_library: TinyLibrary
) -> None:
    keys = "".join(f"{name}:.*\n(?:[- ].*\n)*|" for name in re.findall(r"^(\w+):", text, re.M))
    record = re.sub(rf"(?m)^(?:{keys[:-1]})", "", LAMPS).replace("---\n", f"---\n{text}\n", 1)
    tiny_library.write(LAMPS_FILE, record)
    with pytest.raises(InvalidLibraryError) as caught:
        tiny_library.load()
    (finding,) = caught.value.findings
    assert (finding.rule.id, finding.field, finding.line) == ("PM017", field, line)


def test_a_remark_in_a_record_is_no_text(tiny_library: TinyLibrary) -> None:
    tiny_library.write(LAMPS_FILE, LAMPS.replace("theme: lamps", "theme: lamps  # the first"))
    assert len(tiny_library.load().papers) == 2


# Symbolic links


@pytest.mark.parametrize(
    "name", ["papers/linked.md", "papers.jsonl", "tags.yml", "abstracts/mast2022flood.txt"]
)
def test_a_link_out_of_the_library_is_refused_and_what_is_there_is_not_shown(
    tiny_library: TinyLibrary, name: str
) -> None:
    secret = tiny_library.root.parent / "secret"
    secret.write_text("password: fog\n", encoding="utf-8")
    link = tiny_library.content / name
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    with pytest.raises(InvalidLibraryError) as caught:
        tiny_library.load()
    assert [
        str(finding.file) for finding in caught.value.findings if finding.rule.id == "PM018"
    ] == [f"content/{name}"]
    assert "password" not in str(caught.value)


def test_a_link_within_the_library_is_followed(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "elsewhere.md").write_text(LAMPS, encoding="utf-8")
    record = tiny_library.content / LAMPS_FILE
    record.unlink()
    record.symlink_to("../../elsewhere.md")
    assert "quill2021counting" in tiny_library.load().papers


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("papers/round.md", "round.md"),
        ("papers/lost.md", "nowhere.md"),
        ("papers.jsonl", "papers.jsonl"),
        ("venues.yml", "nowhere.yml"),
        ("abstracts/mast2022flood.txt", "nowhere.txt"),
        ("abstracts/mast2022flood.txt", "mast2022flood.txt"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_finding(
    tiny_library: TinyLibrary, name: str, target: str
) -> None:
    link = tiny_library.content / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(target)
    with pytest.raises(InvalidLibraryError) as caught:
        tiny_library.load()
    assert [str(finding.file) for finding in caught.value.findings] == [f"content/{name}"]


def test_an_abstract_that_is_a_folder_is_a_finding(tiny_library: TinyLibrary) -> None:
    (tiny_library.content / "abstracts" / "mast2022flood.txt").mkdir(parents=True)
    with pytest.raises(InvalidLibraryError, match=r"mast2022flood\.txt.*can't be read"):
        tiny_library.load()


def test_names_and_introductions_of_terms_have_no_characters_that_cannot_be_seen(
    tiny_library: TinyLibrary,
) -> None:
    tiny_library.write(
        "venues.yml", 'days: {label: "Harbour\\nDays", name: "Days\\u009F of\\n Lamps"}\n'
    )
    tiny_library.write(
        "themes.yml", THEMES.replace("lamps:\n", 'lamps:\n  introduction: "A\\u009FB\\nC"\n')
    )
    library = tiny_library.load()
    assert (library.series["days"].label, library.series["days"].name) == (
        "Harbour Days",
        "Days of Lamps",
    )
    assert library.themes["lamps"].introduction == "AB\nC"
