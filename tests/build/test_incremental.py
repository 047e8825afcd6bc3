"""A build after edits makes what a clean build makes, writes no more than that, and never half."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from click.testing import CliRunner
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from pressmark.base.errors import BuildError
from pressmark.base.hashing import program_key
from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.base.work_folder import WorkFolder
from pressmark.build import builder, outputs
from pressmark.build.build import build
from pressmark.build.changes import may_differ
from pressmark.cli.main import main
from pressmark.site import limits
from pressmark.site.file_names import CARD
from pressmark.theme.frames import fill_page
from tests.conftest import REPOSITORY
from tests.drawings import not_lending
from tests.effort import IS_LONG, drawn, examples
from tests.invented import (
    AUTHORS,
    DATES,
    FIGURES,
    LOW_LIMITS,
    QUERIES,
    TAGS,
    THEMES,
    VENUE_NAMES,
    Content,
    Values,
    invented_project,
)
from tests.project import differing, files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pressmark.build.report import BuildReport
    from pressmark.site.page import Page

FRAME = "templates/theme/main.html"
CONFIGURATION = "mkdocs.yml"
ABOUT, HOME = "content/pages/about.md", "content/pages/index.md"
TEMPLATES = [f"templates/{path.name}" for path in PACKAGE_TEMPLATES.glob("*.html")]
# Templates in subfolders, which tests write.
PARTS = ("parts/note.html", "parts/deep/note.svg", "theme/partials/note.html")
AS_IT_WAS = {
    name: (folder / name).read_text(encoding="utf-8")
    for folder, names in (
        (REPOSITORY, (CONFIGURATION, ABOUT, HOME)),
        (PACKAGE_TEMPLATES.parent, (FRAME, *TEMPLATES)),
    )
    for name in names
}


# Two authors are one person, and then one of them is two people.
PEOPLE = "content/people.yml"
JOINED = "ada-quill:\n  label: Ada Quill\n  aliases: [Finn 42, F. 42]\n"
APART = (
    JOINED + "ada-quill-oslo:\n  label: Ada Quill (Oslo)\n  aliases: [Ada Quill]\n"
    "  orcid: 0000-0002-1825-0097\n  papers: [{}]\n"
)


@dataclass(frozen=True)
class Projects:
    """Two projects with one content: one is built again after edits, the other anew.

    `packages` is where both find which packages are installed.
    """

    edited: Path
    clean: Path
    packages: Path

    def begin(self, content: Content) -> None:
        """Go back to what was drawn first, and to no published site."""
        self.install("1.0")
        for project in (self.edited, self.clean):
            content.write(project)
            for folder in (
                project / "site",
                project / ".build" / "pagefind",
                project / ".build" / "drawn",
            ):
                shutil.rmtree(folder, ignore_errors=True)
            (project / ".build" / "pagefind.key").unlink(missing_ok=True)
            (project / PEOPLE).unlink(missing_ok=True)
            for part in PARTS:
                (project / "templates" / part).unlink(missing_ok=True)
            shutil.copytree(project / "first", project / ".build" / "drawn")
            forget(project)

    def install(self, version: str) -> None:
        """Have this version of a dependency, and no other."""
        shutil.rmtree(self.packages, ignore_errors=True)
        (self.packages / f"dependency-{version}.dist-info").mkdir(parents=True)
        program_key.cache_clear()


def forget(project: Path) -> None:
    """Take from a project what its builds knew of its pages."""
    for name in ("state", "records"):
        (project / ".build" / name).unlink(missing_ok=True)


def built(project: Path, **options: Any) -> BuildReport:
    """Build in this process, and without a search index unless the options say so."""
    return build(project / "mkdocs.yml", **{"jobs": 1, "with_search": False, **options})


def site_of(project: Path, **options: Any) -> dict[str, bytes]:
    """The files of the project's site once it is built; the report has counted them."""
    report = built(project, **options)
    files = files_of(project / "site")
    assert (report.files, report.size) == (len(files), sum(map(len, files.values())))
    return files


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Projects]:
    """Two projects whose theme is drawn."""
    folder = tmp_path_factory.mktemp("projects")
    packages = folder / "packages"
    found = Projects(
        invented_project(folder / "edited"), invented_project(folder / "clean"), packages
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "pressmark.base.hashing.sysconfig", SimpleNamespace(get_path=lambda _: str(packages))
        )
        # The process that draws finds them there too.
        (folder / "sitecustomize.py").write_text(
            f"import sysconfig\nsysconfig.get_path = lambda *_, **__: {str(packages)!r}\n"
        )
        patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        found.install("1.0")
        for project in (found.edited, found.clean):
            Content(others=dict(AS_IT_WAS)).write(project)
            built(project)
            shutil.copytree(project / ".build" / "drawn", project / "first")
        yield found
    program_key.cache_clear()


class Edit(NamedTuple):
    """What a curator or a developer does, where (whichever record is at that place), and to what
    value."""

    do: str
    place: int
    value: Any


def apply(edit: Edit, content: Content, projects: Projects) -> None:
    papers, value = content.papers, edit.value
    number = next(content.numbers)
    names = sorted(papers)
    name = names[edit.place % len(names)] if names else ""
    if edit.do == "add":
        papers[f"{'az'[edit.place % 2]}{number}"] = sound(value, number)
    elif edit.do == "write a digest":
        digests = content.digests
        digests.pop(value, None) or digests.update({value: (names[-2:], names[:2])})
    elif edit.do in ("label a theme", "label a tag"):
        terms = content.themes if edit.do == "label a theme" else content.tags
        terms[sorted(terms)[edit.place % len(terms)]]["label"] = value
    elif edit.do == "change a template":
        template = TEMPLATES[edit.place % len(TEMPLATES)]
        content.others[template] = AS_IT_WAS[template].replace(
            ' class="pm-', f' data-edit="{number}" class="pm-', 1
        )
    elif edit.do == "write a page":
        content.others[value] = f"{AS_IT_WAS[value]}\nEdit {number}.\n"
    elif edit.do == "change the frame":
        content.others[FRAME] = AS_IT_WAS[FRAME].replace("<title>", f"<!-- {number} --><title>")
    elif edit.do == "configure":
        content.others[CONFIGURATION] = AS_IT_WAS[CONFIGURATION].replace(
            "site_description: ", f"site_description: Edit {number} of "
        )
    elif edit.do == "know people":
        content.others[PEOPLE] = value.format(name)
    elif edit.do == "install":
        projects.install(f"1.{number}")
    elif not names:
        return
    elif edit.do == "remove":
        del papers[name]
        forget_redirects(content, name)
    elif edit.do == "rename":
        values = papers.pop(name)
        earlier = (*values.get("redirect_from", ()), name) if value else ()
        papers[f"{'az'[edit.place % 2]}{number}"] = {**values, "redirect_from": earlier}
        if not value:
            forget_redirects(content, name)
    elif edit.do == "rename back":
        renamed = [one for one in names if papers[one].get("redirect_from")]
        if renamed:
            values = papers.pop(renamed[0])
            *earlier, name = values["redirect_from"]
            papers[name] = {**values, "redirect_from": tuple(earlier)}
            forget_redirects(content, renamed[0])
    elif edit.do == "redirect":
        content.redirects[f"old/{number}/"] = value.format(name)
        content.redirects[f"papers/old{number}/"] = f"old/{number}/"
    elif edit.do == "forget redirects":
        content.redirects.clear()
        papers[name].pop("redirect_from", None)
    elif edit.do == "attach an abstract":
        content.abstracts[name] = value
    else:
        papers[name] = sound({**papers[name], **value}, number if "title" in value else None)


def forget_redirects(content: Content, paper: str) -> None:
    """Take out the redirects that lead to a record which is there no more."""
    found = content.redirects
    lost = f"papers/{paper}/"
    while gone := [old for old, new in found.items() if new == lost or lost in found.get(new, "")]:
        for old in gone:
            del found[old]


def sound(values: Values, number: int | None) -> Values:
    """The values as a record that has no findings; a `number` makes its title the only one."""
    title = values["title"] if number is None else f"{values['title']} {number}"
    also = tuple(theme for theme in values["also"] if theme != values["theme"])
    suggested = () if values["date"] else ("tags",)
    return {**values, "title": title, "also": also, "suggested": suggested}


SOME_WORDS = st.sampled_from(("Lamps", "Ébb & <b>flow</b>", '"Zero" {{ tides }}', "# 9"))
RECORD = {
    "title": SOME_WORDS,
    "authors": st.lists(st.sampled_from(AUTHORS), unique=True, max_size=4).map(tuple),
    "date": st.sampled_from((*DATES, "")),
    "issued": st.sampled_from(("", "2019~", "2022-21")),
    "type": st.sampled_from(("method", "dataset")),
    "venue": st.sampled_from(VENUE_NAMES),
    "kind": st.sampled_from(("", "article-journal", "paper-conference", "book")),
    "theme": st.sampled_from(list(THEMES)),
    "also": st.lists(st.sampled_from(list(THEMES)), unique=True, max_size=2).map(tuple),
    "tags": st.lists(st.sampled_from(list(TAGS)), unique=True, min_size=1, max_size=4).map(tuple),
    "tldr": SOME_WORDS,
    "figures": st.sampled_from(((), FIGURES[:1], FIGURES)),
    "queries": st.sampled_from(((), QUERIES[:1], QUERIES)),
}
NEW_RECORD = {**RECORD, **dict.fromkeys(("problem", "approach", "finding"), SOME_WORDS)}


def edits(values: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Edit]:
    places = st.integers(0, 15)
    return st.one_of([st.builds(Edit, st.just(do), places, value) for do, value in values.items()])


ANY_EDIT = edits(
    {
        "add": st.fixed_dictionaries(NEW_RECORD),
        "remove": st.none(),
        "rename": st.booleans(),
        "rename back": st.none(),
        "redirect": st.sampled_from(("papers/{}/", "about/#licence", "./", "themes/")),
        "forget redirects": st.none(),
        **{
            f"change the {key}": st.fixed_dictionaries({key: value})
            for key, value in NEW_RECORD.items()
        },
        "label a theme": SOME_WORDS,
        "label a tag": SOME_WORDS,
        "attach an abstract": st.sampled_from(("", "We count.", "We count again.")),
        "know people": st.sampled_from((JOINED, "# Nobody.\n")),
        "change a template": st.none(),
        "write a digest": st.sampled_from(("2023-01-02", "2023-01-09", "2023-01-16")),
    }
)
RARE_EDIT = edits(
    {
        "write a page": st.sampled_from((ABOUT, HOME)),
        "change the frame": st.none(),
        "configure": st.none(),
        "install": st.none(),
    }
)


EACH_ONCE = [
    [Edit(do, place, value)]
    for place, (do, value) in enumerate(
        [
            *(
                ("change the record", {key: value})
                for key, value in {
                    "title": "Ébb & <b>flow</b>",
                    "authors": ("Ada Quíll", "Finn 42"),
                    "date": "2022-08",
                    "type": "survey",
                    "venue": "Sea Letters 2023",
                    "kind": "article-journal",
                    "theme": "fog",
                    "also": ("boats", "lamps"),
                    "tags": ("storms", "bells"),
                    "tldr": "We count.",
                    "figures": FIGURES,
                    "queries": QUERIES,
                    "finding": "There are ten.",
                    "added": "2023-01-10",
                    "doi": "10.1000/ten",
                    "links": {"code": "https://example.org/ten"},
                    "language": "fr",
                    "publisher": "Ébb Press",
                    "later_title": "The Tides",
                    "selected": True,
                    "status": "withdrawn",
                }.items()
            ),
            ("change the record", {"date": "", "issued": "2019~"}),
            ("add", Content().papers["paper3"]),
            ("rename", True),
            ("rename back", None),
            ("redirect", "papers/{}/"),
            ("redirect", "about/#licence"),
            ("forget redirects", None),
            ("rename", True),
            ("rename", False),
            ("remove", None),
            ("attach an abstract", "We counted."),
            ("attach an abstract", ""),
            ("label a theme", "Lamp & light"),
            ("label a tag", "Zero"),
            ("write a digest", "2023-01-16"),
            ("write a digest", "2023-01-02"),
            ("change a template", None),
            ("know people", JOINED),
            ("know people", APART),
        ]
    )
]
# Each try takes a second: a failure is reported as it was found, without shorter ones.
UNSHORTENED = settings(phases=(Phase.explicit, Phase.reuse, Phase.generate))


def sessions(edit: st.SearchStrategy[Edit], count: int) -> st.SearchStrategy[list[list[Edit]]]:
    """Edits, with a build after some of them and at the end."""
    return st.lists(st.lists(edit, min_size=1, max_size=4), min_size=min(count, 2), max_size=count)


def check(projects: Projects, edits: list[list[Edit]], *, draw: bool) -> None:
    """Holds what is built after sessions of edits against what is built anew: after each in a long
    run, otherwise after every fourth one, which leaves what was wrong before as it is.

    With `draw` the theme is drawn anew too.
    """
    content = Content(others=dict(AS_IT_WAS))
    projects.begin(content)
    built(projects.edited)
    for count, session in enumerate(edits, 1):
        for edit in session:
            apply(edit, content, projects)
        for project in (projects.edited, projects.clean):
            content.write(project)
        site = site_of(projects.edited)
        if IS_LONG or count % 4 == 0 or count == len(edits):
            forget(projects.clean)
            assert differing(site, site_of(projects.clean, clean=draw)) == []


@contextmanager
def long_lists() -> Iterator[None]:
    """Has a dozen papers fill long lists, in parts and by letter and year, and one edit touch so
    few of them that most pages are not looked at."""
    unchanged = {f"unchanged{number}": (b"", "") for number in range(1_000)}
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in LOW_LIMITS.items():
            patch.setattr(limits, name, limit)
        patch.setattr(
            builder,
            "may_differ",
            lambda project, before, now, known: may_differ(
                project, before | unchanged, now | unchanged, known
            ),
        )
        yield


@pytest.mark.long
@given(sessions(ANY_EDIT, 4))
@settings(UNSHORTENED, max_examples=examples(1, 200))
def test_any_edits_end_in_the_files_of_a_clean_build(
    projects: Projects, edits: list[list[Edit]]
) -> None:
    check(projects, edits, draw=False)


@given(sessions(ANY_EDIT, 4))
@example(EACH_ONCE)
@settings(UNSHORTENED, max_examples=examples(1, 500))
def test_any_edits_of_long_lists_end_in_the_files_of_a_clean_build(
    projects: Projects, edits: list[list[Edit]]
) -> None:
    with long_lists():
        check(projects, edits, draw=False)


RARE_EACH_ONCE = [
    [Edit("write a page", 0, ABOUT), Edit("write a page", 0, HOME)],
    [Edit("change the frame", 0, None)],
    [Edit("configure", 0, None)],
    [Edit("install", 0, None)],
]


@pytest.mark.long
@given(sessions(RARE_EDIT | ANY_EDIT, 2))
@example(RARE_EACH_ONCE)
@settings(UNSHORTENED if IS_LONG else settings(phases=[Phase.explicit]), max_examples=50)
def test_edits_of_what_the_theme_draws_end_in_the_files_of_a_clean_build(
    projects: Projects, edits: list[list[Edit]]
) -> None:
    with not_lending():
        check(projects, edits, draw=True)


@pytest.fixture
def project(projects: Projects) -> Path:
    """A project that was built and not edited since."""
    projects.begin(Content(others=dict(AS_IT_WAS)))
    built(projects.edited)
    return projects.edited


def times(site: Path) -> dict[str, int]:
    """When each file was last written."""
    return {
        path.relative_to(site).as_posix(): path.stat().st_mtime_ns
        for path in site.rglob("*")
        if path.is_file()
    }


def replace(path: Path, found: str, other: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert found in text
    path.write_text(text.replace(found, other, 1), encoding="utf-8")


def edit_a_summary(project: Path) -> None:
    replace(project / "content" / "papers" / "paper3.md", "Summary 3", "Another summary")


def test_a_build_without_edits_writes_nothing(project: Path) -> None:
    before = times(project / "site")

    report = built(project)

    assert (report.written, report.bytes, report.removed) == (0, 0, 0)
    assert times(project / "site") == before


def test_a_build_without_edits_looks_at_no_page_and_no_file_but_a_card(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    monkeypatch.setattr(
        "pressmark.build.update._Stage.offer", lambda _, output: looked_at.append(output.path)
    )

    built(project)

    assert looked_at == [CARD]  # it is drawn with fonts, which nobody tells from others


def test_an_edit_of_a_summary_writes_just_the_pages_that_show_it(project: Path) -> None:
    before = times(project / "site")
    edit_a_summary(project)

    report = built(project)

    after = times(project / "site")
    written = sorted(name for name in after if after[name] != before[name])
    pages = {name.removesuffix("index.html") for name in written if name.endswith("index.html")}
    pages -= {"papers/paper3/embed/"}
    assert sorted(pages) == [
        "",
        "authors/ben-oar/",
        "authors/cleo-mast/",
        "browse/",
        "digests/2023-01-09/",
        "map/",
        "papers/paper3/",
        "paths/lamps/",
        "tags/charts/",
        "tags/harbour/",
        "themes/lamps/",
        "venues/days/",
        "years/2022/",
    ]
    others = [name for name in written if name.startswith(("papers/", "authors/"))]
    assert "papers/paper3/paper.json" in others
    folders = {name.rpartition("/")[0] + "/" for name in others}
    # The list of all papers is there as Markdown too, with their summaries.
    assert folders - {"papers/paper3/embed/", "papers/"} <= pages
    assert report.written == len(written)


def edit_a_finding(project: Path) -> None:
    path = project / "content" / "papers" / "paper3.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nAnd eleven.\n", encoding="utf-8")


def drawn_pages(project: Path) -> set[str]:
    """The addresses of the pages that a build draws."""
    drawn: set[str] = set()

    def fill(page: Page, *rest: Any) -> bytes:
        drawn.add(page.address)
        return fill_page(page, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outputs, "fill_page", fill)
        built(project)
    return drawn


def test_an_edit_of_a_finding_draws_no_page_that_shows_none(project: Path) -> None:
    built(project)
    edit_a_finding(project)

    drawn = drawn_pages(project)

    assert {"papers/paper3/", "paths/lamps/"} <= drawn
    assert not drawn & {"", "papers/", "explore/", "browse/", "paths/", "digests/", "new/"}


def test_a_library_that_has_its_lists_show_findings_has_them_drawn_after_an_edit(
    project: Path, projects: Projects
) -> None:
    for place in (project, projects.clean):
        template = place / "templates" / "papers.html"
        replace(template, "<h2", "{{ paper.finding }}<h2")
    built(project)
    for place in (project, projects.clean):
        edit_a_finding(place)

    site = site_of(project)

    assert b"And eleven" in site["papers/index.html"]
    assert differing(site, site_of(projects.clean)) == []


def test_a_new_digest_is_listed_though_no_paper_changed(project: Path, projects: Projects) -> None:
    for place in (project, projects.clean):
        digests = place / "content" / "digests"
        text = (digests / "2023-01-09.yml").read_text(encoding="utf-8")
        (digests / "2023-01-16.yml").write_text(text, encoding="utf-8")

    site = site_of(project)

    assert b"2023-01-16" in site["digests/index.html"]
    assert differing(site, site_of(projects.clean)) == []


@pytest.mark.parametrize(
    ("part", "use"),
    drawn(
        [
            *((part, f'{{% include "{part}" %}}') for part in PARTS[1:]),
            (PARTS[0], f'{{% include "{PARTS[0]}" %}}'),
            (PARTS[0], f'{{% import "{PARTS[0]}" as note %}}{{{{ note.text }}}}'),
        ],
        2,
    ),
)
def test_an_edit_of_a_template_in_a_subfolder_is_seen_on_the_pages_that_use_it(
    part: str, use: str, projects: Projects, project: Path
) -> None:
    for place in (project, projects.clean):
        file = place / "templates" / part
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('{% set text = "First note" %}{{ text }}', encoding="utf-8")
        replace(place / "templates" / "paper.html", "<h1", f"{use}<h1")
    built(project)
    for place in (project, projects.clean):
        replace(place / "templates" / part, "First", "Second")

    site = site_of(project)

    assert b"Second note" in site["papers/paper3/index.html"]
    assert differing(site, site_of(projects.clean)) == []


def test_what_browsers_ask_for_can_not_be_part_of_a_page(project: Path) -> None:
    template = project / "templates" / "paper.html"
    replace(template, "<h1", "{% include 'theme/assets/images/favicon.svg' %}<h1")

    with pytest.raises(BuildError, match=r"paper\.html:\d+: theme/assets/images/favicon\.svg: "):
        built(project)


def test_a_removed_record_takes_its_files_and_folders_with_it(project: Path) -> None:
    (project / "content" / "papers" / "paper3.md").unlink()
    (project / "content" / "digests" / "2023-01-09.yml").unlink()

    report = built(project)

    assert report.removed > 2
    files = files_of(project / "site")
    assert (report.files, report.size) == (len(files), sum(map(len, files.values())))
    assert not (project / "site" / "digests" / "2023-01-09").exists()
    assert not (project / "site" / "papers" / "paper3").exists()


def state_of(project: Path) -> Path:
    return project / ".build" / "state"


def lose_the_state(projects: Projects) -> None:
    state_of(projects.edited).unlink()


def empty_the_state(projects: Projects) -> None:
    state_of(projects.edited).write_bytes(b"")


def cut_the_state_off(projects: Projects) -> None:
    raw = state_of(projects.edited).read_bytes()
    state_of(projects.edited).write_bytes(raw[: len(raw) // 2])


def spoil_the_state(projects: Projects) -> None:
    state_of(projects.edited).write_bytes(b"\xff garbage \x00" * 1_000)


def take_another_projects_state(projects: Projects) -> None:
    edit_a_summary(projects.clean)
    built(projects.clean)
    shutil.copy(state_of(projects.clean), state_of(projects.edited))


def put_a_copy_in_the_sites_place(projects: Projects) -> None:
    site = projects.edited / "site"
    shutil.copytree(site, site.with_name("copy"))
    shutil.rmtree(site)
    site.with_name("copy").rename(site)


def empty_the_site(projects: Projects) -> None:
    for path in (projects.edited / "site").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def remove_the_site(projects: Projects) -> None:
    shutil.rmtree(projects.edited / "site")


@pytest.mark.parametrize(
    "spoil",
    [
        lose_the_state,
        empty_the_state,
        cut_the_state_off,
        spoil_the_state,
        take_another_projects_state,
        put_a_copy_in_the_sites_place,
        empty_the_site,
        remove_the_site,
    ],
)
def test_without_a_sound_state_of_this_site_all_is_built(
    projects: Projects, project: Path, spoil: Callable[[Projects], None]
) -> None:
    wanted = files_of(project / "site")
    spoil(projects)
    if (page := project / "site" / "papers" / "paper0" / "index.html").exists():
        page.write_text("not what the build wrote", encoding="utf-8")

    report = built(project)

    assert report.written == report.files
    assert differing(files_of(project / "site"), wanted) == []


def test_a_build_that_dies_while_it_publishes_leaves_whole_files_and_the_next_is_right(
    projects: Projects, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(project / "site")
    edit_a_summary(project)
    edit_a_summary(projects.clean)
    wanted = site_of(projects.clean)
    replaced: list[object] = []

    def die_at_the_third(source: object, target: object) -> None:
        if (project / "site") in Path(str(target)).parents:
            if len(replaced) == 2:
                raise KeyboardInterrupt
            replaced.append(target)
        rename(source, target)

    rename: Any = os.replace
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", die_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            built(project)

    during = files_of(project / "site")
    assert len(differing(before, during)) == 2
    assert all(during[name] in (before[name], wanted[name]) for name in during)
    assert differing(site_of(project), wanted) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ paper.nothing }}", "'Paper' object has no attribute 'nothing'"),
        ("{{ paper.title / 2 }}", "unsupported operand type(s) for /: 'str' and 'int'"),
    ],
)
def test_a_failing_template_leaves_the_site_as_it_was_and_says_file_and_line(
    project: Path, wrong: str, said: str
) -> None:
    before = files_of(project / "site")
    template = project / "templates" / "paper.html"
    replace(template, "<h1", f"\n\n{wrong}<h1")
    text = template.read_text(encoding="utf-8")
    line = text[: text.index(wrong)].count("\n") + 1

    with pytest.raises(BuildError) as caught:
        built(project)

    assert str(caught.value) == f"{template}:{line}: {said}"
    assert differing(files_of(project / "site"), before) == []


def test_a_full_disk_leaves_the_site_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(project / "site")
    forget(project)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, html: write(file, html[:100]))
        with pytest.raises(BuildError, match="No space left on device"):
            built(project)

    assert differing(files_of(project / "site"), before) == []


def test_a_second_build_at_the_same_time_says_that_another_is_at_work(project: Path) -> None:
    with WorkFolder.of(project).held():
        result = CliRunner().invoke(main, ["build", "-f", str(project / "mkdocs.yml")])

    assert result.exit_code == 1
    assert "another build is at work" in result.stderr


def searched(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the search index."""
    return {name: content for name, content in site.items() if name.startswith("pagefind/")}


def test_the_search_index_after_an_edit_is_that_of_a_clean_build(
    projects: Projects, project: Path
) -> None:
    before = site_of(project, with_search=True)
    edit_a_summary(project)
    edit_a_summary(projects.clean)

    after = site_of(project, with_search=True)

    assert searched(after) != searched(before)
    assert differing(after, site_of(projects.clean, with_search=True)) == []


def test_a_search_index_that_is_right_is_neither_made_nor_written_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = searched(site_of(project, with_search=True))
    monkeypatch.setattr("pressmark.search.index.index", pytest.fail)
    forget(project)

    assert searched(site_of(project, with_search=True)) == wanted


def test_a_clean_build_has_a_search_index_too(project: Path) -> None:
    wanted = site_of(project, with_search=True)

    assert differing(site_of(project, with_search=True, clean=True), wanted) == []
    assert searched(wanted)


def test_a_search_index_that_is_lost_is_made_again(project: Path) -> None:
    wanted = site_of(project, with_search=True)
    shutil.rmtree(project / ".build" / "pagefind")
    forget(project)

    assert differing(site_of(project, with_search=True), wanted) == []


@pytest.mark.parametrize("edit", [edit_a_summary, forget])
def test_a_build_without_search_leaves_the_index_as_it_is(
    project: Path, edit: Callable[[Path], None]
) -> None:
    wanted = searched(site_of(project, with_search=True))
    edit(project)

    assert wanted
    assert searched(site_of(project)) == wanted
