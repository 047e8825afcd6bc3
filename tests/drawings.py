"""What the theme draws, lent from project to project by the tests of a run that are of something
else: an empty folder in; in it what was drawn of the same configuration, theme and pages out."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pressmark.base.errors import PressmarkError
from pressmark.base.work_folder import WorkFolder
from pressmark.theme import drawing
from pressmark.theme.drawing import DrawingProcess, ThemeRun, drawing_key, theme_key
from tests.runs import folder_of_run

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def lending(factory: pytest.TempPathFactory) -> Iterator[None]:
    """Has this process, and those that it forks, draw only what no worker of the run has drawn."""

    class Lent(_LentDrawing):
        folder = folder_of_run(factory) / "drawings"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "DrawingProcess", Lent)
        yield


@contextmanager
def not_lending() -> Iterator[None]:
    """Has this process draw whatever is to be drawn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "DrawingProcess", DrawingProcess)
        yield


def lend(project: Path, *, strict: bool = False) -> Path:
    """The project, with what the theme draws of it as though it were built before."""
    config_file = project / "mkdocs.yml"
    with ThemeRun(config_file, WorkFolder.of(project).path, strict=strict) as run:
        run.result()
    return project


class _LentDrawing(DrawingProcess):
    """Takes what is to be drawn from what is kept, or draws it, and keeps it."""

    folder: Path

    def __init__(self, config_file: Path, place: Path, *options: str) -> None:
        self._root, self._place = config_file.absolute().parent, place
        self._key, self._kept = "", self.folder / "nothing"
        if "--pages" not in options:
            strict = "--strict" in options
            with suppress(PressmarkError, OSError):  # whoever draws says what is wrong
                self._key = theme_key(config_file, strict=strict).hex()
                self._kept = self.folder / drawing_key(config_file, strict=strict).hex()
        self._is_lent = self._kept.is_dir()
        if self._is_lent:
            shutil.copytree(self._kept / "site", place / "site", copy_function=os.link)
            facts = json.loads((self._kept / "facts.json").read_bytes())
            facts |= {"key": self._key, "target": str(self._root / facts["target"])}
            (place / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
        else:
            super().__init__(config_file, place, *options)

    def warnings(self) -> str:
        """What it said; where it had nothing to say, what it drew is kept."""
        if self._is_lent:
            return ""
        said = super().warnings()
        facts = json.loads((self._place / "facts.json").read_bytes())
        target = Path(facts["target"])
        if not said and facts["key"] == self._key and target.is_relative_to(self._root):
            facts["target"] = str(target.relative_to(self._root))
            half = self.folder / uuid.uuid4().hex
            shutil.copytree(self._place / "site", half / "site")
            (half / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
            with suppress(OSError):  # another worker has kept it meanwhile
                half.rename(self._kept)
        return said

    def terminate(self) -> None:
        """Stop it if it is under way."""
        if not self._is_lent:
            super().terminate()
