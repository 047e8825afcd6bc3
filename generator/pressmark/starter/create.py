"""What a new library is called, and who has its records written, in; a folder with all of it out.

It is made aside and moved into its place when it is whole, `mkdocs.yml` last: what has none is no
library to any command. Whatever stops that leaves nothing; of a process that was killed, the next
one that makes a library there takes back what it had moved.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from pressmark.base import disk, locks
from pressmark.base.disk import put
from pressmark.base.errors import PressmarkError
from pressmark.base.licenses import license_of
from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.base.work_folder import WorkFolder
from pressmark.starter.requirement import WHEELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pressmark.starter.requirement import Requirement

_STARTER = Path(__file__).parent
# Whose names would hide them here.
_PLACES = {
    "dependabot.yml": ".github/dependabot.yml",
    "gitignore": ".gitignore",
    "workflows": ".github/workflows",
}
# Files in which `$name` and the like stand for what is asked.
_FILLED_IN = (".md", ".txt", "mkdocs.yml")
# What a folder may hold already: the repository that the library is to be in.
_ALLOWED = {".git"}
# Below the folder in which a library is made: a lock, its files until they are moved, and what they
# hold, as hashes, from when that begins.
_LOCK, _LIBRARY, _HASHES = "lock", "library", "hashes"
_LAST = "mkdocs.yml"


class OccupiedError(PressmarkError):
    """Raised for a folder that holds files already; names it and what it holds."""


@dataclass(frozen=True, slots=True)
class NewLibrary:
    """What is asked of a new library: one line of text each, `url` and `license` maybe empty.

    `today` is the day on which its example records count as added, as ISO 8601.
    """

    name: str
    url: str
    license: str
    today: str

    @property
    def names(self) -> dict[str, str]:
        """What stands for it in the starter's files."""
        terms = license_of(self.license)
        link = f"[{terms.label}]({terms.address})" if terms.address else terms.label
        return {
            "title": self.name,
            "name": _quoted(self.name),
            "url": _quoted(self.url),
            "license": _quoted(self.license),
            "description": _quoted(f"{self.name}: a library of papers."),
            "terms": f"\nDigests and all other texts of this library are under {link}.\n"
            if self.license
            else "",
            "today": self.today,
        }


def _quoted(text: str) -> str:
    """A text as YAML and JSON quote it."""
    return json.dumps(text, ensure_ascii=False)


def check_vacant(folder: Path) -> None:
    """Raises `OccupiedError` where a library can't be made in that folder."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OccupiedError(f"{folder} is a file: name a folder that is new or empty")
    work = WorkFolder.of(folder)
    allowed = {*_ALLOWED, *(Path(name).parts[0] for name in _half_made(folder))}
    if work.path.is_dir() and set(work.path.iterdir()) <= {work.starter}:
        allowed.add(work.path.name)
    held = sorted({path.name for path in folder.iterdir()} - allowed)
    if held:
        more = f" and {len(held) - 1} more" if len(held) > 1 else ""
        raise OccupiedError(
            f"{folder} holds {held[0]}{more}: nothing is overwritten; name a folder that is new or "
            "empty"
        )


def create(
    folder: Path,
    library: NewLibrary,
    requirement: Requirement,
    *,
    write_records: Callable[[Path], None] | None = None,
    with_templates: bool = False,
) -> list[str]:
    """Make a library in a folder that is new or empty; returns the paths of its files in it.

    `write_records` is given the folder while nobody sees it, and writes the records; without it the
    library begins with examples. With `with_templates`, it has copies of all templates.

    Raises `OccupiedError` for a folder that holds files, whatever `write_records` raises, and
    `OSError`; there is nothing in the folder then, and no folder that was not there before.
    """
    check_vacant(folder)
    with _made(folder), _staged(folder) as stage:
        _take_back(folder)
        check_vacant(folder)
        for name, content in _files(library, requirement, with_examples=not write_records):
            put(stage, name, content)
        if requirement.wheel:
            (stage / WHEELS).mkdir()
            shutil.copy(requirement.wheel, stage / WHEELS)
        if with_templates:
            shutil.copytree(PACKAGE_TEMPLATES, stage / "templates")
        if write_records:
            write_records(stage)
        paths = sorted(
            Path(place, name).relative_to(stage).as_posix()
            for place, _, names in os.walk(stage)
            for name in names
        )
        _move(stage, folder, paths)
    return paths


def _files(
    library: NewLibrary, requirement: Requirement, *, with_examples: bool
) -> Iterator[tuple[str, bytes]]:
    """The files of the starter, by their paths in a library, as this one has them."""
    install = (
        f"\nNo package index has this pressmark: its wheel is in `{WHEELS}/`, which git keeps.\n"
        if f"--find-links {WHEELS}" in requirement.text
        else ""
    )
    names = {**library.names, "requirement": requirement.text.rstrip(), "install": install}
    for part in ("library", "examples") if with_examples else ("library",):
        for path in sorted((_STARTER / part).rglob("*")):
            if path.is_file():
                first, _, rest = path.relative_to(_STARTER / part).as_posix().partition("/")
                content = path.read_bytes()
                if path.name.endswith(_FILLED_IN):
                    content = Template(content.decode()).substitute(names).encode()
                yield f"{_PLACES.get(first, first)}/{rest}".removesuffix("/"), content


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Have a folder, and none that was not there if it fails."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for place in missing:
            with suppress(OSError):
                place.rmdir()
        raise


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """An empty folder within another, for this process alone, which is gone at the end."""
    stage = WorkFolder.of(folder).starter
    stage.mkdir(parents=True, exist_ok=True)
    file = os.open(stage / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    if not locks.lock(file):
        holder = locks.holder(file)
        os.close(file)
        raise OccupiedError(f"another command makes a library in {folder}{holder}: wait for it")
    try:
        locks.note_holder(file)
        shutil.rmtree(stage / _LIBRARY, ignore_errors=True)
        (stage / _LIBRARY).mkdir()
        yield stage / _LIBRARY
    finally:
        os.close(file)
        shutil.rmtree(stage, ignore_errors=True)
        with suppress(OSError):
            stage.parent.rmdir()


def _move(stage: Path, folder: Path, paths: Iterable[str]) -> None:
    """Move all that is in the stage, files of those paths, into the folder; or nothing."""
    hashes = {path: sha256((stage / path).read_bytes()).hexdigest() for path in paths}
    disk.replace(stage.with_name(_HASHES), [json.dumps(hashes).encode()])
    names = sorted((path.name for path in stage.iterdir()), key=lambda name: (name == _LAST, name))
    try:
        for name in names:
            (stage / name).rename(folder / name)
    except BaseException:
        _take_back(folder)
        raise


def _half_made(folder: Path) -> dict[str, str]:
    """The files of a library that was being moved into the folder when that was stopped, by their
    paths, and the hash of what each holds."""
    if (folder / _LAST).exists():
        return {}
    try:
        hashes = json.loads((WorkFolder.of(folder).starter / _HASHES).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return hashes if isinstance(hashes, dict) else {}


def _take_back(folder: Path) -> None:
    """Remove what was moved into the folder before that was stopped, but for what somebody has
    edited since."""
    for name, wanted in _half_made(folder).items():
        path = folder / name
        with suppress(OSError):
            if sha256(path.read_bytes()).hexdigest() == wanted:
                path.unlink()
                for parent in Path(name).parents[:-1]:
                    (folder / parent).rmdir()
    (WorkFolder.of(folder).starter / _HASHES).unlink(missing_ok=True)
