"""A new library is whole and sound, or is not there at all."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.build.build import build
from pressmark.library.abstract_files import ABSTRACT_FOLDERS
from pressmark.library.loading.load import load
from pressmark.site import configuration
from pressmark.starter.create import NewLibrary, OccupiedError, create
from pressmark.starter.requirement import Requirement
from tests.conftest import LAMPS, REPOSITORY
from tests.effort import drawn
from tests.kills import changes_of, kill
from tests.project import PLAIN, built, differing, files_of

HARBOUR = NewLibrary("Harbour papers", "https://papers.example/harbour/", "CC0", "2026-11-30")
PINNED = Requirement("pressmark==1.2.3\n")
# Nothing of the library that pressmark is kept with.
OURS = re.compile(rb"expert[ _-]*alignment|github\.com/pressmark", re.IGNORECASE)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    create(tmp_path / "harbour", HARBOUR, PINNED)
    return tmp_path / "harbour"


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That library, built."""
    folder = tmp_path_factory.mktemp("pressed") / "harbour"
    create(folder, HARBOUR, PINNED)
    build(folder / "mkdocs.yml", strict=True, jobs=1)
    return folder


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that knows no address of its own, with a paper that has none either, built."""
    folder = tmp_path_factory.mktemp("nowhere") / "harbour"
    create(folder, NewLibrary("Harbour papers", "", "", "2026-11-30"), PINNED)
    record = folder / "content" / "papers" / "notes2020.md"
    record.write_text("---\ntitle: Notes\nsuggested: [theme, tags]\n---\n", encoding="utf-8")
    build(folder / "mkdocs.yml", strict=True, jobs=1)
    return folder


def test_all_that_a_library_needs_is_there(tmp_path: Path) -> None:
    paths = create(tmp_path / "harbour", HARBOUR, PINNED)

    assert paths == sorted(files_of(tmp_path / "harbour"))
    assert {
        *(".gitignore", "README.md", "mkdocs.yml", "requirements.txt"),
        *(".github/workflows/check.yml", ".github/workflows/publish.yml"),
        ".github/dependabot.yml",
        *("content/themes.yml", "content/tags.yml", "content/venues.yml"),
        *("content/pages/index.md", "content/pages/about.md"),
    } <= set(paths)
    assert len([path for path in paths if path.startswith("content/papers/")]) == 2


def test_the_examples_are_sound_and_the_site_is_the_same_pressed_and_drawn(
    library: Path, pressed: Path
) -> None:
    papers = load(library / "content").papers
    plain = built(library, PLAIN)

    site = files_of(pressed / "site")
    assert differing(site, plain) == []
    assert {f"papers/{name}/index.html" for name in papers} <= set(site)
    assert b"<h1>Harbour papers</h1>" in site["index.html"]
    assert b"Digests under CC0; papers" in site["404.html"]


def test_nothing_of_this_repository_s_own_library_is_in_it(pressed: Path) -> None:
    assert [name for name, text in files_of(pressed).items() if OURS.search(text)] == []


def test_a_library_without_an_address_is_the_same_pressed_and_drawn(
    nowhere: Path, tmp_path: Path
) -> None:
    site = files_of(nowhere / "site")
    plain = built(shutil.copytree(nowhere, tmp_path / "harbour"), PLAIN)

    assert differing(site, plain) == []
    page = site["papers/sample2023lamps/index.html"].decode()
    assert 'rel="canonical"' not in page
    assert "Edit this record" not in page
    assert "Digests under" not in page
    assert ">None<" not in page


def test_citations_give_no_address_of_a_page_whose_address_is_not_known(nowhere: Path) -> None:
    folder = nowhere / "site" / "papers" / "notes2020"
    assert "url" not in (folder / "cite.bib").read_text(encoding="utf-8")
    assert "URL" not in json.loads((folder / "cite.json").read_text(encoding="utf-8"))[0]
    assert "UR  -" not in (folder / "cite.ris").read_text(encoding="utf-8")
    assert "url = {" not in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["Harbour: papers & 'more'", '"Quoted" #1', "海の図書館", "- yes", "Back\\slash $name"]
)
def test_a_name_is_kept_to_the_letter(tmp_path: Path, name: str) -> None:
    create(tmp_path / "new", NewLibrary(name, "", "Terms: \"own\" & 'free'", "2026-11-30"), PINNED)

    settings = configuration.read(tmp_path / "new" / "mkdocs.yml")
    assert settings["site_name"] == name
    assert settings["extra"]["license"] == "Terms: \"own\" & 'free'"
    assert f"# {name}\n" in (tmp_path / "new" / "README.md").read_text(encoding="utf-8")
    index = (tmp_path / "new" / "content" / "pages" / "index.md").read_text(encoding="utf-8")
    assert yaml.safe_load(index.split("---\n")[1])["title"] == name


def test_its_configuration_is_short(library: Path) -> None:
    lines = (library / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if not line.lstrip().startswith("#")]) <= 10


# From these majors on, actions run on Node 24.
_ON_NODE_24 = {
    "actions/checkout": 5,
    "actions/configure-pages": 6,
    "actions/deploy-pages": 5,
    "actions/setup-node": 5,
    "actions/setup-python": 6,
    "actions/upload-artifact": 6,
    "actions/upload-pages-artifact": 5,
}


def test_every_action_runs_on_a_node_that_github_still_has(library: Path) -> None:
    folders = (library / ".github" / "workflows", REPOSITORY / ".github" / "workflows")
    texts = [path.read_text(encoding="utf-8") for f in folders for path in f.glob("*.yml")]
    uses = re.findall(r"uses: ([\w/-]+)@[0-9a-f]{40} # v(\d+)", "".join(texts))

    assert len(uses) == "".join(texts).count("uses: ") > 10
    assert [name for name, major in uses if int(major) < _ON_NODE_24[name]] == []


def test_its_workflows_use_the_actions_that_ours_use(library: Path) -> None:
    def actions(folder: Path) -> set[str]:
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yml"))]
        return {line for text in texts for line in re.findall(r"uses: (.+)", text)}

    own = library / ".github" / "workflows"
    pinned = re.compile(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+")
    assert actions(own) <= actions(REPOSITORY / ".github" / "workflows")
    assert all(pinned.fullmatch(action) for action in actions(own))
    for path in own.glob("*.yml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {}


def test_git_ignores_what_is_built_and_what_may_not_be_published(library: Path) -> None:
    lines = (library / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".venv/", ".build/", "/site/", "/content/abstracts/"} <= set(lines)


def test_git_keeps_abstracts_that_may_be_published(library: Path) -> None:
    git, paths = shutil.which("git"), [f"content/{name}/fog.txt" for name in ABSTRACT_FOLDERS]
    assert git
    subprocess.run([git, "init", "-q"], cwd=library, check=True)
    command = [git, "check-ignore", *paths]
    ignored = subprocess.run(command, cwd=library, capture_output=True, text=True, check=False)
    assert ignored.stdout.split() == ["content/abstracts/fog.txt"]


def test_the_wheel_goes_into_it_and_the_readme_says_so(tmp_path: Path) -> None:
    wheel = tmp_path / "pressmark-1.2.3-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    needed = Requirement("--find-links wheels\npressmark==1.2.3\n", wheel)

    paths = create(tmp_path / "harbour", HARBOUR, needed)

    assert f"wheels/{wheel.name}" in paths
    assert "its wheel is in `wheels/`" in (tmp_path / "harbour" / "README.md").read_text("utf-8")


def test_templates_are_copied_only_when_they_are_asked_for(tmp_path: Path, library: Path) -> None:
    assert not (library / "templates").exists()
    create(tmp_path / "own", HARBOUR, PINNED, with_templates=True)
    assert files_of(tmp_path / "own" / "templates") == files_of(PACKAGE_TEMPLATES)


def test_a_folder_that_holds_files_is_refused_by_name_and_left_alone(tmp_path: Path) -> None:
    for name in ("notes.txt", "plan.txt"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    before = files_of(tmp_path)

    with pytest.raises(OccupiedError, match=r"holds notes\.txt and 1 more: nothing is overwritten"):
        create(tmp_path, HARBOUR, PINNED)
    with pytest.raises(OccupiedError, match=r"notes\.txt is a file"):
        create(tmp_path / "notes.txt", HARBOUR, PINNED)

    assert files_of(tmp_path) == before


def test_an_empty_folder_and_an_empty_repository_are_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "repository" / ".git" / "HEAD").write_text("ref: main\n", encoding="utf-8")

    for name in ("empty", "repository"):
        create(tmp_path / name, HARBOUR, PINNED)
        assert (tmp_path / name / "mkdocs.yml").is_file()
        assert not list((tmp_path / name).glob(".new*"))
    assert (tmp_path / "repository" / ".git" / "HEAD").is_file()


class StoppedError(Exception):
    """What stops a library from being made."""


def stop(_: object) -> None:
    raise StoppedError


@pytest.mark.parametrize("place", ["below/harbour", "empty", "repository"])
def test_what_is_stopped_midway_leaves_nothing(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(StoppedError):
        create(tmp_path / place, HARBOUR, PINNED, write_records=stop)

    assert sorted(tmp_path.rglob("*")) == before


def test_a_move_that_fails_takes_back_what_was_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename
    moves: list[str] = []

    def failing(path: Path, target: Path) -> Path:
        moves.append(path.name)
        if len(moves) == 4:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space left"):
        create(tmp_path / "harbour", HARBOUR, PINNED)

    assert list(tmp_path.iterdir()) == []


def test_records_that_are_given_take_the_place_of_the_examples(tmp_path: Path) -> None:
    def write(root: Path) -> None:
        assert not (root / "content" / "papers").exists()
        (root / "content" / "papers").mkdir()
        (root / "content" / "papers" / "quill2021counting.md").write_text(
            LAMPS.replace("theme: lamps", "suggested: [theme, tags]").replace(
                "tags:\n- harbour\n- counting\n- night\n", ""
            ),
            encoding="utf-8",
        )

    paths = create(tmp_path / "harbour", HARBOUR, PINNED, write_records=write)

    library = load(tmp_path / "harbour" / "content")
    assert set(library.papers) == {"quill2021counting"}
    assert library.themes == {}
    assert "content/papers/quill2021counting.md" in paths
    build(tmp_path / "harbour" / "mkdocs.yml", strict=True, jobs=1)
    home = (tmp_path / "harbour" / "site" / "index.html").read_text(encoding="utf-8")
    menu = home.partition('aria-label="Main"')[2].partition("</nav>")[0]
    names = re.findall(r">([^<>]+)</a>", menu)
    assert names == ["Papers", "Authors", "Years", "Venues", "Explore", "Browse", "About"]


def test_what_was_killed_midway_is_made_by_the_next_command(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        with suppress(OccupiedError):
            create(folder, HARBOUR, PINNED)

    changes = changes_of(lambda: make(tmp_path / "whole"))
    wanted = files_of(tmp_path / "whole")
    for number in drawn(range(1, changes + 1), 12):
        folder = tmp_path / str(number)
        kill(lambda folder=folder: make(folder), number)  # type: ignore[misc]
        is_whole = (folder / "mkdocs.yml").exists()
        assert not is_whole or wanted.items() <= files_of(folder).items()
        make(folder)
        found = files_of(folder)
        assert {name: found[name] for name in found if not name.startswith(".build/")} == wanted


def test_what_was_edited_after_the_making_was_killed_stays(tmp_path: Path) -> None:
    changes = changes_of(lambda: create(tmp_path / "whole", HARBOUR, PINNED))
    for number in range(changes, 0, -1):
        folder = tmp_path / str(number)
        kill(lambda folder=folder: create(folder, HARBOUR, PINNED), number)  # type: ignore[misc]
        if not (folder / "mkdocs.yml").exists():
            break
    (folder / "README.md").write_text("mine", encoding="utf-8")

    with pytest.raises(OccupiedError, match=r"holds README\.md: nothing is overwritten"):
        create(folder, HARBOUR, PINNED)

    assert files_of(folder) == {"README.md": b"mine"}
