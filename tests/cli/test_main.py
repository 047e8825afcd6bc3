"""Every command says what it did, fails in plain words and tells a program how it went."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from pressmark.base.errors import BuildError
from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.rules.settings import BUILD_STOPPED
from pressmark.build.preview import server as serving
from pressmark.build.report import BuildReport
from pressmark.build.sizes import KindSize, warning
from pressmark.cli.main import main
from pressmark.library.loading import reader
from pressmark.library.readers.record_file import read as read_record
from tests.conftest import LAMPS, REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pressmark.library.paper import Paper
    from pressmark.library.readers.source import Source
    from tests.conftest import TinyLibrary

LISTING = "Reading Tides\nWe type.\nNight Boats\nWe row in darkness.\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def every_command(
    group: click.Group = main, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The program and all of its commands, each with the words that call it."""
    context = click.Context(group)
    yield path, group
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(every_command())


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_help_ends_with_an_example_on_one_line(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    last = result.stdout.splitlines()[-1]
    assert result.exit_code == 0
    assert last.startswith(" ".join(("  Example: pressmark", *path)))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_first_sentence_of_every_help_fits_beside_the_name_of_its_command(
    path: tuple[str, ...],
) -> None:
    sentence = COMMANDS[path].get_short_help_str(limit=1_000)
    assert len(sentence) <= 60
    assert "..." not in COMMANDS[path].get_short_help_str(limit=60)


def test_the_version_is_said() -> None:
    assert run("--version").stdout.startswith("pressmark, version ")


def modules_after(*arguments: str) -> set[str]:
    """What a program that was called like this has imported of the command line."""
    code = (
        "import contextlib, sys\nfrom pressmark.cli.main import main\n"
        "with contextlib.suppress(SystemExit):\n    main(sys.argv[1:])\n"
        "print(*(name for name in sys.modules if name.startswith('pressmark.cli.')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "generator")},
    )
    return {name.rpartition(".")[2] for name in done.stdout.splitlines()[-1].split()}


def test_a_command_starts_without_the_modules_of_the_others() -> None:
    assert modules_after("--version") == {"main"}
    assert modules_after("build", "--help") == {"main", "build", "options", "output"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["build"],
        ["serve"],
        ["addresses"],
        ["rename", "a", "b"],
        ["import", "listing.txt"],
        ["digest", "new", "--since", "2026-11-24"],
        ["digest", "show", "2026-11-24"],
        ["digest", "send", "2026-11-24", "--subscribers", "listing.txt"],
    ],
)
def test_a_folder_without_mkdocs_yml_is_a_wrong_call(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "listing.txt").write_text(LISTING, encoding="utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert "there is no file mkdocs.yml. Run pressmark in the library's folder" in result.stderr


def test_check_counts_what_it_read(tiny_library: TinyLibrary) -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "2 papers, 0 drafts, 0 abstracts, 3 authors, 2 themes, 3 tags: all fine\n"
    )


def test_check_reads_the_library_that_the_configuration_names(
    tiny_library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check", "-f", "library/mkdocs.yml").stdout.startswith("2 papers")


def test_findings_name_files_as_seen_from_where_check_was_called(
    tiny_library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_library.write("papers/notes.txt", "")
    monkeypatch.chdir(tmp_path)
    result = run("check", "-f", "library/mkdocs.yml")
    assert result.stderr.startswith("library/content/papers/notes.txt:1: ")


def broken(library: TinyLibrary) -> None:
    library.write("papers/quill2021counting.md", LAMPS.replace("2021-03-04", "50%\\n"))


def test_of_many_findings_of_a_kind_a_hundred_are_told_and_how_many_more(
    tiny_library: TinyLibrary,
) -> None:
    for number in range(130):
        tiny_library.write(f"papers/p{number}.md", LAMPS.replace("theme: lamps", "theme: lump"))
    result = run("check", "--json")
    lines = [line for line in result.stderr.splitlines() if line.endswith("[PM301]")]
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert len(lines) == 101
    assert lines[-1].startswith("and 30 more like these: ")
    assert sum(finding["rule"] == "PM301" for finding in told["findings"]) == 100
    assert told["more"]["PM301"] == 30
    assert "findings. Read more: pressmark explain" in result.stderr


def test_check_says_findings_on_stderr(tiny_library: TinyLibrary) -> None:
    broken(tiny_library)
    result = run("check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "content/papers/quill2021counting.md:7: date: '50%\\\\n' is not a date. "
        "Write 2024, 2024-07 or 2024-07-04. [PM121]\n"
        "1 finding. Read more: pressmark explain PM121\n"
    )


def test_check_gives_findings_to_a_program(tiny_library: TinyLibrary) -> None:
    broken(tiny_library)
    result = run("check", "--json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["rule"], finding["line"], finding["field"]) == ("PM121", 7, "date")


def test_check_gives_counts_to_a_program(tiny_library: TinyLibrary) -> None:
    found = json.loads(run("check", "--json").stdout)
    assert (found["findings"], found["counts"]["papers"]) == ([], 2)


def test_check_annotates_lines_on_github(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(tiny_library)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check").stdout == (
        "::error file=content/papers/quill2021counting.md,line=7,title=Invalid date (PM121)::"
        "date: '50%25\\\\n' is not a date. Write 2024, 2024-07 or 2024-07-04.\n"
    )


def test_an_annotation_can_not_be_broken_out_of(tiny_library: TinyLibrary) -> None:
    name = tiny_library.content / "a,b:c\nd"
    file = name.relative_to(tiny_library.root)
    finding = Finding.of(BUILD_STOPPED, file, problem="one\n::error::two")
    assert finding.annotation == (
        "::error file=content/a%2Cb%3Ac%0Ad,line=1,title=The build stopped (PM811)::"
        "one%0A::error::two."
    )


def test_a_findings_file_name_can_not_colour_the_terminal(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers/\x1b[31m.txt", "")
    assert "\x1b" not in str(run("check").stderr)
    assert "content/papers/\\x1b[31m.txt" in run("check").stderr


def test_import_says_what_it_did(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "listing.txt").write_text(LISTING, encoding="utf-8")
    result = run("import", "listing.txt")
    assert (result.exit_code, result.stderr) == (0, f"2 abstracts {LOCAL}")
    assert result.stdout == (
        "2 papers read as listing: 0 records and 1 draft were added, 1 matched, 0 left out, "
        "with 0 values of others; 2 abstracts attached, 0 replaced\n"
    )


def test_import_puts_abstracts_where_git_keeps_them_if_they_may_be_published(
    tiny_library: TinyLibrary,
) -> None:
    (tiny_library.root / "mkdocs.yml").write_text(
        "site_name: Lamps\nextra:\n  abstracts: publish\n", encoding="utf-8"
    )
    (tiny_library.root / "listing.txt").write_text(LISTING, encoding="utf-8")
    result = run("import", "listing.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    folder = tiny_library.content / "published-abstracts"
    assert sorted(path.name for path in folder.iterdir()) == ["mast2022flood.txt", "night.txt"]
    assert not (tiny_library.content / "abstracts").exists()
    assert run("import", "listing.txt").stderr == ""
    assert len(tiny_library.load().abstracts) == 2


def test_import_names_abstracts_that_it_replaces(tiny_library: TinyLibrary) -> None:
    tiny_library.write("abstracts/mast2022flood.txt", "An older wording.\n")
    (tiny_library.root / "listing.txt").write_text(LISTING, encoding="utf-8")
    assert run("import", "listing.txt").stderr == (
        "mast2022flood: a different abstract was attached; this one replaces it\n"
        f"2 abstracts {LOCAL}"
    )


def test_import_says_to_a_program_what_it_did(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "listing.txt").write_text(LISTING, encoding="utf-8")
    result = run("import", "listing.txt", "--json")
    assert json.loads(result.stdout) == {
        "format": "listing",
        "encoding": "UTF-8",
        "dry_run": False,
        "entries": 2,
        "made": 1,
        "matched": 1,
        "left_out": 0,
        "added": [],
        "drafted": ["night"],
        "attached": ["mast2022flood", "night"],
        "replaced": [],
        "kept": [],
        "matches": [{"line": 1, "key": "", "paper": "mast2022flood", "joined": 0}],
        "omissions": [],
        "changes": [],
        "vanished": [],
        "deleted": [],
        "renamed": {},
        "candidates": {},
        "new_tags": [],
        "unused": {},
        "files": [
            "papers/night.md",
            "abstracts/mast2022flood.txt",
            "abstracts/night.txt",
            "sources.jsonl",
        ],
    }


def test_a_dry_run_says_the_same_and_writes_nothing(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "listing.txt").write_text(LISTING, encoding="utf-8")
    before = tiny_library.snapshot()
    result = run("import", "listing.txt", "--dry-run")
    assert "1 draft would be added, 1 matched" in result.stdout
    assert tiny_library.snapshot() == before


def test_a_named_format_goes_before_what_the_text_looks_like(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "listing.txt").write_text("{Lamps}\nWe count.\n", encoding="utf-8")
    assert run("import", "listing.txt").exit_code == 1
    assert run("import", "listing.txt", "--format", "listing").exit_code == 0


BROKEN_LISTINGS = [
    pytest.param(b"Reading Tides\nWe type.\nNight Boats\n", 3, id="missing last abstract"),
    pytest.param(b"Reading Tides\nWe say \x93type\x94.\n", 2, id="Windows-1252"),
    pytest.param("Reading Tides\nWe type.\n".encode("utf-16"), 1, id="UTF-16"),
    pytest.param("Tides\nWe t\ufffdpe.\n".encode(), 2, id="lost character"),
    pytest.param(b"\nTides\nWe type.\n\ntides!\nWe row.\n", 5, id="title twice"),
    pytest.param(b"Tides\n" + b"We type. " * 50 + b"\n" + b"We row. " * 50, 3, id="missing title"),
    pytest.param(b"", 1, id="empty"),
    pytest.param(b'{"title": "Night Boats"}\n{"title"\n', 2, id="records cut off"),
]


@pytest.mark.parametrize(("raw", "line"), BROKEN_LISTINGS)
class TestABrokenListing:
    def test_is_refused_with_its_line(
        self, raw: bytes, line: int, tiny_library: TinyLibrary
    ) -> None:
        (tiny_library.root / "listing.txt").write_bytes(raw)
        result = run("import", "listing.txt", "--strict")
        assert (result.exit_code, result.stdout) == (1, "")
        assert isinstance(result.exception, SystemExit)
        assert f"listing.txt:{line}: " in result.stderr

    def test_changes_no_file(self, raw: bytes, line: int, tiny_library: TinyLibrary) -> None:
        (tiny_library.root / "listing.txt").write_bytes(raw)
        before = tiny_library.snapshot()
        run("import", "listing.txt", "--strict")
        assert tiny_library.snapshot() == before


ONE_FAULTY = """\
@misc{a, title = {Fog Bells}, year = 2020}
@misc{b, year = 2021}
@misc{c, title = {Nets}, year = 2022, doi = {harbour}}
"""


def test_an_import_leaves_out_what_is_faulty_and_says_so(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "refs.bib").write_text(ONE_FAULTY, encoding="utf-8")
    result = run("import", "refs.bib")
    assert result.exit_code == 3
    assert "refs.bib:2: b: entry left out: title: " in result.stderr
    assert "refs.bib:3: c: value left out: doi: 'harbour' is not a DOI" in result.stderr
    assert result.stdout.startswith(
        "3 papers read as bibtex: 0 records and 2 drafts were added, 0 matched, 1 left out, "
        "with 1 value of others; "
    )


def test_an_import_in_another_encoding_says_which(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "refs.bib").write_bytes("@misc{a, title = {Öre}}".encode("latin-1"))
    result = run("import", "refs.bib")
    assert result.exit_code == 0
    assert "refs.bib: not UTF-8; read as Windows-1252." in result.stderr
    assert "Öre" in {paper.title for paper in tiny_library.load().papers.values()}


def test_an_import_lists_fields_keywords_and_new_tags(tiny_library: TinyLibrary) -> None:
    text = "".join(
        f"@misc{{k{number}, title = {{Rope {number}}}, keywords = {{fog{extra}}}, mood = x}}"
        for number, extra in enumerate([", mist", ""])
    )
    (tiny_library.root / "refs.bib").write_text(f"@string{{x = {{}}}}{text}", encoding="utf-8")
    errors = run("import", "refs.bib", "--new-tags", "2").stderr
    assert "fields that records have no place for: mood (2)\n" in errors
    assert "new tags, without a description: fog\n" in errors
    assert "keywords without a tag: mist (1)\n" in errors
    assert "fog" in tiny_library.load().tags


def test_an_import_takes_the_columns_that_it_is_told(tiny_library: TinyLibrary) -> None:
    text = "Paper name,Who\nRopes at Sea,Ada Quill\n"
    (tiny_library.root / "table.csv").write_text(text, encoding="utf-8")
    result = run("import", "table.csv", "--columns", "title=Paper name,authors=Who")
    assert result.exit_code == 0
    assert "1 paper read as csv" in result.stdout
    for columns in ("Who", "lamp=Who", "title="):
        assert run("import", "table.csv", "--columns", columns).exit_code == 2


def test_an_import_tells_a_program_what_it_left_out(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "refs.bib").write_text(ONE_FAULTY, encoding="utf-8")
    told = json.loads(run("import", "refs.bib", "--json").stdout)
    assert (told["entries"], told["made"], told["matched"], told["left_out"]) == (3, 2, 0, 1)
    omitted = [
        (one["left_out"], one["key"], one["field"], one["line"]) for one in told["omissions"]
    ]
    assert omitted == [("entry", "b", "title", 2), ("value", "c", "doi", 3)]


def test_a_strict_import_refuses_a_file_with_a_fault(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "refs.bib").write_text(ONE_FAULTY, encoding="utf-8")
    before = tiny_library.snapshot()
    assert run("import", "refs.bib", "--strict").exit_code == 1
    (tiny_library.root / "refs.bib").unlink()
    before.pop("refs.bib", None)
    assert tiny_library.snapshot() == before


def test_an_import_of_which_nothing_is_left_has_failed(tiny_library: TinyLibrary) -> None:
    (tiny_library.root / "refs.bib").write_text("@misc{b, year = 2021}\n", encoding="utf-8")
    result = run("import", "refs.bib")
    assert (result.exit_code, result.stdout) == (1, "")


def test_nothing_is_imported_into_a_library_with_findings(tiny_library: TinyLibrary) -> None:
    broken(tiny_library)
    (tiny_library.root / "listing.txt").write_text(LISTING, encoding="utf-8")
    before = tiny_library.snapshot()
    assert run("import", "listing.txt").exit_code == 1
    assert tiny_library.snapshot() == before


def test_a_listing_that_is_not_there_is_a_wrong_call(tiny_library: TinyLibrary) -> None:
    assert run("import", "nowhere.txt").exit_code == 2


def test_a_file_in_the_place_of_a_folder_is_said_in_plain_words(tiny_library: TinyLibrary) -> None:
    (tiny_library.content / "abstracts").write_text("in the way", encoding="utf-8")
    (tiny_library.root / "listing.txt").write_text(LISTING, encoding="utf-8")
    result = run("import", "listing.txt")
    assert result.exit_code == 1
    assert "content/abstracts:1: the file can't be read (Not a directory)" in result.stderr


def test_schema_prints_json() -> None:
    assert "title" in json.loads(run("schema").stdout)["properties"]


def test_schema_asks_for_nothing_where_sources_may_say_it(tiny_library: TinyLibrary) -> None:
    assert json.loads(run("schema").stdout)["required"] == ["title"]
    tiny_library.config_file.write_text(
        "site_name: Lamps\nextra:\n  sources: [refs.bib]\n", encoding="utf-8"
    )
    partial = json.loads(run("schema").stdout)
    assert not {"required", "anyOf"} & {*partial}
    assert "title" in partial["properties"]


# What is said of abstracts that are not to be published, behind their number.
LOCAL = (
    "in content/abstracts/ show in your own builds only: git ignores them. If you may publish "
    "them, set 'abstracts: publish' under 'extra' in mkdocs.yml and move content/abstracts/ to "
    "content/published-abstracts/\n"
)
REPORT = BuildReport(
    pages=1234,
    files=2345,
    written=345,
    bytes=6_540_000,
    removed=2,
    seconds=7.25,
    stages={"press": 5.0004},
    size=910_200_000,
    kinds=[
        KindSize("authors/*/index.html", 1000, 700_000_000),
        KindSize("papers/*/card.png", 300, 200_000_000),
        KindSize("papers/*/embed/index.html", 300, 10_000_000),
        KindSize("themes/*/papers.bib", 45, 200_000),
    ],
)


def built(monkeypatch: pytest.MonkeyPatch, outcome: BuildReport | Exception) -> None:
    """Lets a build report, or raise, what it is told to."""

    def build(config_file: Path, *, strict: bool, **_: object) -> BuildReport:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr("pressmark.build.build.build", build)


def test_build_says_what_it_made(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(monkeypatch, REPORT)
    result = run("build")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "1,234 pages, 2,345 files: 345 written (6.5 MB), 2 removed in 7.2 s\n"
        "910 MB to upload: authors/*/index.html 700 MB, papers/*/card.png 200 MB, "
        "papers/*/embed/index.html 10.0 MB\n"
    )


def test_a_build_warns_of_a_site_that_hosts_may_refuse_and_says_what_settings_save(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    text = warning(REPORT.kinds)
    assert text == (
        "the site has 910 MB, near the 1,000 MB that GitHub Pages publishes. Below extra in "
        "mkdocs.yml, cards: false saves 200 MB, list_files: false saves 0.2 MB, "
        "paper_files: false saves 10.0 MB."
    )
    built(monkeypatch, REPORT._replace(warning=text))
    result = run("build")
    assert (result.exit_code, result.stderr) == (0, f"Warning: {text}\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert f"::warning::{text}\n" in run("build").stderr


@pytest.mark.parametrize(
    ("size", "said"), [(799_999_999, ""), (800_000_000, "near"), (1_000_000_001, "more than")]
)
def test_a_build_warns_from_800_mb_on(size: int, said: str) -> None:
    text = warning([KindSize("authors/*/index.html", 1, size)])
    assert bool(text) == bool(said)
    assert said in text


def test_build_says_which_abstracts_the_public_site_has_not(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(monkeypatch, REPORT._replace(local_abstracts=2))
    assert run("build").stderr == f"2 abstracts {LOCAL}"
    (tiny_library.root / "mkdocs.yml").write_text(
        "site_name: Lamps\nextra:\n  abstracts: publish\n", encoding="utf-8"
    )
    built(monkeypatch, REPORT._replace(local_abstracts=1))
    assert run("build").stderr == (
        "1 abstract in content/abstracts/ shows in your own builds only: git ignores them. To "
        "publish it, move content/abstracts/ to content/published-abstracts/\n"
    )


def test_build_says_to_a_program_what_it_made(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(monkeypatch, REPORT)
    found = json.loads(run("build", "--json").stdout)
    assert found == {
        "pages": 1234,
        "files": 2345,
        "written": 345,
        "bytes": 6540000,
        "removed": 2,
        "omissions": [],
        "local_abstracts": 0,
        "missing_files": [],
        "kept": [],
        "seconds": 7.25,
        "stages": {"press": 5.0},
        "size": 910_200_000,
        "kinds": [kind._asdict() for kind in REPORT.kinds],
        "warning": "",
    }


def test_build_is_strict_only_when_told(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []

    def build(config_file: Path, *, strict: bool, **_: object) -> BuildReport:
        told.append(strict)
        return REPORT

    monkeypatch.setattr("pressmark.build.build.build", build)
    run("build")
    run("build", "--strict")
    assert told == [False, True]


def test_a_build_that_finds_faults_says_them(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Finding.of(BUILD_STOPPED, tiny_library.config_file, 3, problem="a fault")
    built(monkeypatch, InvalidLibraryError([fault]))
    result = run("build")
    said = f"{fault}\n1 finding. Read more: pressmark explain PM811\n"
    assert (result.exit_code, result.stderr) == (1, said)


def test_a_build_that_fails_says_why(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(monkeypatch, BuildError("the theme is not installed"))
    result = run("build")
    assert (result.exit_code, result.stderr) == (1, "Error: the theme is not installed\n")


def test_serve_hands_on_where_to_listen(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, int]] = []

    def serve(config_file: Path, *, host: str, port: int, **_: object) -> None:
        told.append((host, port))

    monkeypatch.setattr(serving, "serve", serve)
    run("serve")
    run("serve", "--host", "0.0.0.0", "--port", "8001")  # noqa: S104 - nothing listens
    assert told == [("127.0.0.1", 8000), ("0.0.0.0", 8001)]  # noqa: S104


def test_check_reads_no_record_that_a_build_or_a_check_has_read(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(text: str, stem: str, source: Source) -> Paper | None:
        read.append(stem)
        return read_record(text, stem, source)

    monkeypatch.setattr(reader, "read_record", noted)
    assert run("check").exit_code == 0
    assert len(read) == 2
    assert run("check").stdout.startswith("2 papers")
    assert run("build", "--no-search").exit_code == 0
    assert len(read) == 2
    monkeypatch.chdir(tiny_library.root.parent)
    assert run("check", "-f", "library/mkdocs.yml").stdout.startswith("2 papers")
    assert len(read) == 4


def test_check_starts_no_mkdocs(tiny_library: TinyLibrary) -> None:
    code = (
        "import sys\nfrom pressmark.cli.main import main\n"
        "main(['check'], standalone_mode=False)\nassert 'mkdocs' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tiny_library.root,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "generator")},
    )
    assert (done.returncode, done.stderr) == (0, "")
