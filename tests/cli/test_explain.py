"""Every rule is explained, and its examples are true: what is wrong breaks it, what is right does
not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.rules import (
    addresses,
    files,
    imports,
    newsletters,
    pages,
    records,
    settings,
    site,
)
from pressmark.base.rules.rule import Rule, filled
from pressmark.base.rules.table import GROUPS, RULES, page, rules_of
from pressmark.build import site_check
from pressmark.build.policy_check import policy_findings
from pressmark.build.project import load_project
from pressmark.cli import opening
from pressmark.cli.main import main
from pressmark.library.importing import plan as importing
from pressmark.library.importing import statements
from pressmark.library.readers import columns, formats
from pressmark.newsletter import sending, subscribers
from pressmark.site import configuration
from tests.conftest import LAMPS, REPOSITORY, TIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.conftest import TinyLibrary

SOUND = {
    "content/papers/quill2021counting.md": LAMPS,
    "content/papers/mast2022flood.md": TIDES,
}
SOURCES = Path(__file__).resolve().parents[2] / "generator" / "pressmark"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def record(name: str, part: str) -> str:
    """A sound record with a part of it as an example has it: keys, sections, or the whole file."""
    sound = SOUND.get(name)
    if sound is None or "---\n" in part:
        return part
    _, front, body = sound.split("---\n", 2)
    if "## " in part:
        return f"---\n{front}---\n{part}\n"
    for key in re.findall(r"^(\w+):", part, re.MULTILINE):
        front = re.sub(rf"^{key}:.*\n(?:[- ].*\n)*", "", front, flags=re.MULTILINE)
    return f"---\n{front}{part}\n---\n{body}"


def findings(library: TinyLibrary, example: Mapping[str, str]) -> list[Finding]:
    """What is found in the tiny library with an example's files in it."""
    sources = []
    other_findings: list[Finding] = []
    for name, text in example.items():
        path = library.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record(name, text), encoding="utf-8")
        if path == library.config_file:
            other_findings += opening.settings_findings(path)
        elif path.parent == library.root or path.name == "sources.jsonl":
            sources.append(path)
    try:
        named = () if other_findings else configuration.sources_of(library.config_file)
        project = load_project(library.root, sources=named)
        project.check_nav(library.config_file)
        other_findings += [omission.finding for omission in project.library.omissions]
        for path in sources:
            if path.name == "subscribers.txt":
                subscribers.read(path)
            elif path.name == "sources.jsonl":
                statements.read(path.parent, path)
            else:
                text = path.read_text(encoding="utf-8")
                reading = formats.recognised(text, path).read(text, path)
                plan = importing.plan(reading, project.library, library.content, path)
                other_findings += [omission.finding for omission in plan.omissions]
    except InvalidLibraryError as error:
        return other_findings + error.findings
    return other_findings


EXPLAINED = [rule for rule in RULES.values() if rule.wrong]


@pytest.mark.parametrize("rule", EXPLAINED, ids=lambda rule: rule.id)
def test_what_is_wrong_breaks_the_rule(rule: Rule, tiny_library: TinyLibrary) -> None:
    assert rule in {finding.rule for finding in findings(tiny_library, rule.wrong)}


@pytest.mark.parametrize("rule", [r for r in EXPLAINED if r.right], ids=lambda rule: rule.id)
def test_what_is_right_breaks_no_rule(rule: Rule, tiny_library: TinyLibrary) -> None:
    assert findings(tiny_library, rule.right) == []


def link_out(library: TinyLibrary) -> None:
    (library.root.parent / "secret.md").write_text("password: fog", encoding="utf-8")
    (library.content / "papers" / "linked.md").symlink_to(library.root.parent / "secret.md")
    library.load()


def unreadable(library: TinyLibrary) -> None:
    (library.content / "papers.jsonl").mkdir()
    load_project(library.root)


def not_utf8(library: TinyLibrary) -> None:
    library.write("papers/quill2021counting.md", LAMPS.encode().replace(b"forty", b"f\xf6rty"))
    load_project(library.root)


def too_large(library: TinyLibrary) -> None:
    library.write("papers/quill2021counting.md", LAMPS + " " * 1_000_000)
    load_project(library.root)


def forbidden_character(library: TinyLibrary) -> None:
    library.write("papers/quill2021counting.md", LAMPS.replace("theme: lamps", "theme: lamps\x01"))
    load_project(library.root)


def nested(library: TinyLibrary) -> None:
    library.write("themes.yml", f"lamps: {'[' * 30}{']' * 30}\n")
    load_project(library.root)


def too_long(library: TinyLibrary) -> None:
    library.write("papers/quill2021counting.md", LAMPS.replace("tldr: ", f"tldr: {'x' * 5000}"))
    load_project(library.root)


def odd_name(library: TinyLibrary) -> None:
    library.write("pages/a\tb.pdf", b"")
    load_project(library.root)


def swollen(library: TinyLibrary) -> None:
    body = f"[x]: https://example.org/{'a' * 2000}\n\n{'[x] ' * 2000}\n"
    library.write("pages/about.md", f"---\ntitle: About\ndescription: About.\n---\n\n{body}")
    load_project(library.root)


def unlisted(library: TinyLibrary) -> None:
    project = load_project(library.root)
    raise InvalidLibraryError(project.survey.unlisted_since(["papers/oar2021/"]))


def no_anchor(library: TinyLibrary) -> None:
    start = "---\ntitle: About\ndescription: About.\n---\n\n"
    library.write("pages/about.md", f"{start}[x](papers/quill2021counting.md#nowhere)\n")
    load_project(library.root)


def list_inside(library: TinyLibrary) -> None:
    library.write(
        "digests/2021-04-01.yml", newsletters.LISTED_IN_BOTH.right["content/digests/2021-04-01.yml"]
    )
    library.config_file.write_text(
        "site_name: Lamps\ndocs_dir: content/pages\nsite_url: https://example.org/\n"
        "extra:\n  unsubscribe: ada@example.org\n",
        encoding="utf-8",
    )
    path = library.write("subscribers.txt", "ada@example.org\n")
    sending.recipients(sending.prepare(library.config_file, "2021-04-01"), path, None, {})


def no_such_column(library: TinyLibrary) -> None:
    columns.read("Title,Year\nShips,2024\n", library.root / "table.csv", {"title": "Name"})


def hooked(library: TinyLibrary) -> None:
    (library.root / "banner.py").write_text("def on_post_page(output, **_): ...\n", "utf-8")
    library.config_file.write_text("site_name: Lamps\nhooks: [banner.py]\n", encoding="utf-8")
    configuration.read(library.config_file)


def dead_link(library: TinyLibrary) -> None:
    start = "---\ntitle: About\ndescription: About.\n---\n\n"
    library.write("pages/about.md", f"{start}[x](nowhere.md)\n")
    raise InvalidLibraryError(opening.written_findings(library.config_file, library.load()))


def build_stopped(library: TinyLibrary) -> None:
    finding = Finding.of(settings.BUILD_STOPPED, library.config_file, problem="the disk is full")
    raise InvalidLibraryError([finding])


def change_both(library: TinyLibrary) -> None:
    source = Path("listing.txt")
    for number in ("1", "2"):
        reading = formats.recognised(text := f"@misc{{a, title={{Fog}}, pages={number}}}", source)
        entries = reading.read(text, source)
        plan = importing.plan(entries, library.load(), library.content, source)
        importing.carry_out(plan, library.content)
        record = library.content / "papers" / "fog.md"
        record.write_text(record.read_text("utf-8").replace("pages: '1'", "pages: '3'"), "utf-8")
    raise InvalidLibraryError(plan.findings(source))


def site_with(mark: str) -> Callable[[TinyLibrary], None]:
    """What checks a site of one page with this in it, or of one such file."""

    def check(library: TinyLibrary) -> None:
        folder = library.root / "site"
        folder.mkdir(exist_ok=True)
        page = f'<title>x</title><meta name="description" content="x"><h1 id="x">x</h1>{mark}'
        (folder / "index.html").write_text(page, encoding="utf-8")
        (folder / "feed.xml").write_text(mark, encoding="utf-8")
        findings = site_check.check_site(folder, "/", Path("site")).findings
        raise InvalidLibraryError(findings + policy_findings(folder, Path("site")))

    return check


# What no text in an example can show.
ELSEWISE: dict[Rule, Callable[[TinyLibrary], None]] = {
    files.UNREADABLE: unreadable,
    files.NOT_UTF8: not_utf8,
    files.LINK_OUT: link_out,
    files.TOO_LARGE: too_large,
    files.FORBIDDEN_CHARACTER: forbidden_character,
    files.NESTED_TOO_DEEPLY: nested,
    files.TOO_LONG: too_long,
    files.INVALID_FILE_NAME: odd_name,
    files.SWOLLEN_REFERENCES: swollen,
    addresses.UNLISTED_ADDRESS: unlisted,
    pages.LINK_TO_NO_ANCHOR: no_anchor,
    newsletters.SUBSCRIBERS_IN_LIBRARY: list_inside,
    imports.UNKNOWN_COLUMN: no_such_column,
    settings.REFUSED_HOOK: hooked,
    settings.STRICT_WARNING: dead_link,
    settings.BUILD_STOPPED: build_stopped,
    imports.CONFLICTING_FACT: change_both,
    site.DEAD_LINK: site_with('<a href="nowhere/">x</a>'),
    site.DEAD_ANCHOR: site_with('<a href="#nowhere">x</a>'),
    site.REPEATED_ID: site_with('<p id="x">x</p>'),
    site.INCOMPLETE_PAGE: site_with("<h1>x</h1>"),
    site.FETCHED_FROM_ELSEWHERE: site_with('<img src="https://elsewhere.example/x.png">'),
    site.UNREADABLE_FILE: site_with("<a>"),
    site.STOPPED_BY_POLICY: site_with('<p style="color: red">x</p>'),
}


@pytest.mark.parametrize("rule", ELSEWISE, ids=lambda rule: rule.id)
def test_what_no_example_shows_breaks_its_rule_too(rule: Rule, tiny_library: TinyLibrary) -> None:
    with pytest.raises(InvalidLibraryError) as caught:
        ELSEWISE[rule](tiny_library)
    assert rule in {finding.rule for finding in caught.value.findings}


def test_every_rule_is_broken_by_a_test() -> None:
    assert {*EXPLAINED, *ELSEWISE} == {*RULES.values()}


def test_every_rule_is_named_by_what_finds_it() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in SOURCES.rglob("*.py")
        if path.parent.name != "rules"
    )
    names = [
        name
        for group in GROUPS.values()
        for name, rule in vars(group).items()
        if isinstance(rule, Rule)
    ]
    assert {*names} - {*re.findall(r"\w+", code)} == set()


def test_rules_are_made_in_the_table_and_findings_of_rules_only() -> None:
    elsewhere = [
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if re.search(r"(?<!class )\b(?:Rule|Finding)\(", path.read_text(encoding="utf-8"))
    ]
    assert sorted(elsewhere) == sorted(
        f"base/rules/{group.__name__.rpartition('.')[2]}.py" for group in GROUPS.values()
    )


def test_each_id_is_of_its_groups_hundred_and_given_once() -> None:
    ids = [rule.id for group in GROUPS for rule in rules_of(group)]
    assert ids == sorted(set(ids))
    for hundred, group in enumerate(GROUPS):
        assert {rule.id[:3] for rule in rules_of(group)} == {f"PM{hundred}"}, group


def test_an_id_is_never_given_to_another_rule() -> None:
    """The list only grows: a rule that is gone stays in it, and its id is not used again."""
    text = (Path(__file__).with_name("rules.txt")).read_text(encoding="utf-8")
    given = dict(line.split(" ", 1) for line in text.splitlines())
    now = {
        rule.id: name
        for group in GROUPS.values()
        for name, rule in vars(group).items()
        if isinstance(rule, Rule)
    }
    assert given == now | {id_: name for id_, name in given.items() if id_ not in now}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_words_of_a_rule_end_without_a_full_stop_that_a_sentence_would_double(rule: Rule) -> None:
    for template in (rule.found, rule.advice):
        texts = [template] if isinstance(template, str) else list(template.values())
        assert [text for text in texts if text.endswith(".")] == []
        assert isinstance(template, str) or "" in template
    assert rule.why.endswith(".")


def test_advice_follows_the_first_value_that_is_there() -> None:
    advice = {"renamed": "It is {renamed} now", "near": "Did you mean {near}?", "": "Add it"}
    assert filled(advice, {"renamed": "", "near": "lamps"}) == "Did you mean lamps?"
    assert filled(advice, {"renamed": "tides", "near": "lamps"}) == "It is tides now"
    assert filled(advice, {}) == "Add it"


def test_the_page_of_all_rules_is_made_of_the_table() -> None:
    """`make docs` writes it anew."""
    assert (REPOSITORY / "docs" / "findings.md").read_text(encoding="utf-8") == page()
    assert run("explain", "--markdown").stdout == page()


def test_a_rule_is_explained_with_examples() -> None:
    result = run("explain", "pm121", "PM301")
    assert result.exit_code == 0
    assert result.stdout.startswith("PM121: Invalid date\n\nDates are written as far as")
    assert "\nWrong, in content/papers/quill2021counting.md:\n\n    date: 4 March 2021\n" in (
        result.stdout
    )
    assert "\n\nPM301: Unknown theme\n" in result.stdout


def test_without_an_id_all_rules_are_listed() -> None:
    lines = run("explain").stdout.splitlines()
    assert "  PM128  Invalid id" in lines
    assert len(lines) == len(RULES) + len(GROUPS)


def test_a_rule_that_there_is_not_is_refused_with_the_nearest() -> None:
    result = run("explain", "PM3001")
    assert result.exit_code == 2
    assert "'PM3001' is not a rule. Did you mean PM301?" in result.stderr


def test_findings_say_where_to_read_more(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers/notes.txt", "")
    assert run("check").stderr.endswith(
        f"[{records.NOT_A_RECORD.id}]\n1 finding. Read more: pressmark explain PM101\n"
    )
