"""A disk that is full, elsewhere or not ours to write is said with the place, and nothing is lost.

What only root can try is tried by whoever runs the tests as root: it mounts small disks, and gives
up its own power to write everywhere.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from itertools import product
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.base import disk
from pressmark.base.errors import PressmarkError, in_words
from pressmark.cli.main import main
from pressmark.theme.drawing import theme_key
from tests.effort import drawn
from tests.project import differing, files_of
from tests.writers import WRITERS, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import TinyLibrary

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
# Root may write everywhere, unless it has given that up.
POWERLESS = ("/usr/bin/setpriv", "--bounding-set=-all", "--inh-caps=-all") if IS_ROOT else ()
HOME = "---\ntitle: A\ndescription: B\n---\n\nText.\n"
FULL = "No space left on device; free some space, or remove some files, and run this again"


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    """A library with what the commands work on."""
    return prepare(tiny_library, HOME)


@pytest.fixture(scope="session")
def _may_mount(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips what needs a disk of its own where none may be mounted, as in most containers."""
    try:
        with mounted(tmp_path_factory.mktemp("disk") / "disk", "size=1m"):
            pass
    except subprocess.CalledProcessError:
        pytest.skip("only root may mount a disk, and not everywhere")


def run(
    folder: Path, words: str, *before: str, most: int | None = None
) -> subprocess.CompletedProcess[str]:
    """What becomes of a command, which may write no file of more bytes than `most`."""

    def limit() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        [*before, sys.executable, "-m", "pressmark", *words.split()],
        cwd=folder,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("content/pages/oar.pdf", ""),
        ("content/pages/oar.md", ""),
        ("content/papers/oar.md", ""),
        ("templates/theme/oar.html", ""),
        ("watched/oar", "watch: [watched]"),
        ("oar.txt", "watch: [oar.txt]"),
        ("oar.py", "hooks: [oar.py]"),
        ("oar.yml", "INHERIT: oar.yml"),
    ],
)
def test_whether_a_site_is_as_it_was_is_told_without_waiting_for_a_pipe(
    tiny_library: TinyLibrary, name: str, setting: str
) -> None:
    pipe = tiny_library.root / name
    pipe.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(pipe)
    with tiny_library.config_file.open("a", encoding="utf-8") as configuration:
        configuration.write(f"{setting}\n")
    with suppress(PressmarkError):
        theme_key(tiny_library.config_file, strict=False)


def done_here(folder: Path, words: str) -> int:
    """The status of a command that runs in this process."""
    result = CliRunner().invoke(main, [*words.split(), "-f", str(folder / "mkdocs.yml")])
    return result.exit_code


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A disk of its own at a folder, with what is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    held = shutil.copytree(folder, mkdtemp(), dirs_exist_ok=True)
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        shutil.copytree(held, folder, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["/bin/umount", "--lazy", folder], check=True)
        shutil.rmtree(held)


def fill(folder: Path, free: int) -> None:
    """Leave so many bytes free on a disk."""
    state = os.statvfs(folder)
    with (folder / "filler").open("wb") as file:
        file.write(bytes(max(0, state.f_bavail * state.f_frsize - free)))


@pytest.mark.parametrize(("command", "most"), drawn(product(WRITERS, [0, 100]), 3))
def test_a_command_whose_files_can_not_be_written_changes_nothing(
    library: TinyLibrary, command: str, most: int
) -> None:
    before = library.snapshot()
    done = run(library.root, WRITERS[command], most=most)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert done.stderr.endswith(": File too large\n")
    assert library.snapshot() == before
    assert done_here(library.root, "check") == 0
    assert library.snapshot() == before


@pytest.mark.usefixtures("_may_mount")
@pytest.mark.parametrize(("command", "free"), drawn(product(WRITERS, [0, 4_096, 8_192, 12_288]), 2))
def test_a_full_disk_changes_nothing_and_holds_all_once_it_has_room(
    library: TinyLibrary, command: str, free: int
) -> None:
    library.write("addresses.txt", "")
    with mounted(library.content, "size=1m"), mounted(library.root / ".build", "size=1m"):
        before = library.snapshot()
        for folder in (library.content, library.root / ".build"):
            fill(folder, free)
        done = run(library.root, WRITERS[command])
        (library.content / "filler").unlink()
        (library.root / ".build" / "filler").unlink()
        if "Error:" in done.stderr:
            assert FULL in done.stderr
            assert done.stderr.partition(":")[2].strip().startswith((".build/", str(library.root)))
            assert library.snapshot() == before
            again = run(library.root, WRITERS[command])
            assert "Error:" not in again.stderr
        assert library.snapshot() != before


@pytest.mark.usefixtures("_may_mount")
@pytest.mark.parametrize(
    "options", drawn(["size=1m", "size=2m", "nr_inodes=60", "nr_inodes=300"], 1)
)
def test_a_build_that_fills_the_disk_leaves_the_site(library: TinyLibrary, options: str) -> None:
    site = files_of(library.root / "site")
    with mounted(library.root / ".build", options):
        done = run(library.root, "build --jobs 2")
        assert done.returncode == 1
        assert FULL in done.stderr
        assert f"{library.root}/.build" in done.stderr
        assert "Traceback" not in done.stderr
        assert files_of(library.root / "site") == site
    assert done_here(library.root, "build") == 0


@pytest.mark.long
@pytest.mark.usefixtures("_may_mount")
@pytest.mark.parametrize("name", drawn(["site", ".build", "content", "content/papers"], 1))
def test_a_folder_may_be_a_disk_of_its_own(library: TinyLibrary, name: str, tmp_path: Path) -> None:
    assert done_here(library.root, "build") == 0
    with mounted(library.root / name, "size=30m"):
        for words in ("build --clean", WRITERS["rename"], "build"):
            done = run(library.root, words)
            assert done.returncode == 0, done.stderr
        here = tmp_path / "here"
        shutil.copytree(library.content, here / "content")
        shutil.copy(library.config_file, here)
        assert done_here(here, "build") == 0
        assert differing(files_of(library.root / "site"), files_of(here / "site")) == []


def edited(library: TinyLibrary) -> None:
    path = library.content / "papers" / "quill2021counting.md"
    path.write_text(path.read_text().replace("Lamps are", "Again lamps are"), encoding="utf-8")


NOT_WRITABLE = [
    ("site/papers/quill2021counting", "build"),
    (".build", "check"),
    ("content/papers", WRITERS["rename"]),
    (".build", "build"),
    ("site", "build"),
    ("content", WRITERS["tags"]),
    (".build/lock", "build"),
    ("content", WRITERS["digest"]),
]
NOT_READABLE = [
    *("content/papers/quill2021counting.md", "content/papers", "content/pages/index.md"),
    *("content/pages", "content/themes.yml", "content/addresses.txt", "content/abstracts"),
    *("templates", "templates/paper.html"),
]


@pytest.mark.parametrize(("name", "words"), drawn(NOT_WRITABLE, 3))
def test_what_may_not_be_written_is_named(library: TinyLibrary, name: str, words: str) -> None:
    assert done_here(library.root, "build") == 0
    edited(library)
    if words == "check":
        shutil.rmtree(library.root / ".build" / "drawn")
    path = library.root / name
    mode = path.stat().st_mode
    path.chmod(0o444 if path.is_file() else 0o555)
    before = library.snapshot()
    try:
        done = run(library.root, words, *POWERLESS)
    finally:
        path.chmod(mode)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert name in done.stderr
    assert done.stderr.endswith("Permission denied; check who may read and write there\n")
    after = library.snapshot()
    assert differing(after, before) == [] or name.startswith("site")
    assert done_here(library.root, words) == 0


@pytest.mark.parametrize("name", drawn(NOT_READABLE, 2))
def test_what_may_not_be_read_is_named(library: TinyLibrary, name: str) -> None:
    path = library.root / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.mkdir() if "." not in name else path.write_text("", encoding="utf-8")
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        done = run(library.root, "build", *POWERLESS)
    finally:
        path.chmod(mode)
    assert done.returncode == 1
    assert name in done.stderr
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Errno" not in done.stderr


def test_a_site_that_is_read_only_inside_is_replaced(library: TinyLibrary) -> None:
    assert done_here(library.root, "build") == 0
    for name in ("site/papers/quill2021counting", "site/papers"):
        (library.root / name).chmod(0o555)
    edited(library)
    done = run(library.root, "build --clean", *POWERLESS)
    assert done.returncode == 0, done.stderr
    assert (
        b"Again lamps" in (library.root / "site/papers/quill2021counting/index.html").read_bytes()
    )
    assert not (library.root / ".build" / "site").exists()


def test_a_folder_is_removed_whoever_may_write_there(tmp_path: Path) -> None:
    inner = tmp_path / "top" / "middle" / "inner"
    inner.mkdir(parents=True)
    (inner / "file").write_text("x", encoding="utf-8")
    (tmp_path / "top" / "link").symlink_to(tmp_path, target_is_directory=True)
    for folder in (inner, inner.parent, inner.parent.parent):
        folder.chmod(0o500)
    disk.remove_tree(tmp_path / "top")
    disk.remove_tree(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device", "a"), f"a: {FULL}"),
        (OSError(28, "No space left on device"), FULL),
        (OSError(17, "File exists", b"a", None, "b"), "a -> b: File exists"),
        (OSError(9, "Bad file descriptor", 3), "Bad file descriptor"),
        (shutil.Error("several"), "several"),
    ],
)
def test_an_error_of_the_system_is_a_sentence(error: OSError, words: str) -> None:
    assert in_words(error) == words


def test_what_replaces_a_file_is_for_whom_the_file_was_for(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    if IS_ROOT:
        os.chown(path, 65534, 65534)
    disk.replace(path, [b"new"])
    state = path.stat()
    assert (path.read_bytes(), state.st_mode & 0o777) == (b"new", 0o640)
    assert not IS_ROOT or (state.st_uid, state.st_gid) == (65534, 65534)


def test_a_link_of_a_folder_is_not_followed_when_it_is_removed(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text("x", encoding="utf-8")
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / "link").symlink_to(tmp_path / "kept", target_is_directory=True)
    disk.remove_tree(tmp_path / "top")
    assert (tmp_path / "kept" / "file").exists()
