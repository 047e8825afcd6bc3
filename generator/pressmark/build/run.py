"""A project that is loaded and what the theme drew in; all that one build has to know out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.hashing import fingerprint, program_key
from pressmark.build.changes import besides, facts_key, noted
from pressmark.build.state import State
from pressmark.exports.fragments import Fragments

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.base.work_folder import WorkFolder
    from pressmark.build.changes import Note
    from pressmark.build.index_run import IndexRun
    from pressmark.build.project import Project
    from pressmark.build.report import Clock
    from pressmark.exports.catalogue import Exporter
    from pressmark.theme.drawing import ThemeOutput


class Loaded(NamedTuple):
    """The project at `root` as a build has taken it in; `work` is the folder of all that builds
    keep or have under way, `key` tells its library from any other, and `later` is what writes down
    what was read, for the next build: nobody waits for that."""

    root: Path
    work: WorkFolder
    project: Project
    key: bytes
    later: list[Callable[[], None]]

    def keep_records(self) -> None:
        """Write down what was read."""
        while self.later:
            self.later.pop()()


@dataclass(frozen=True)
class Run:
    """One build under way, with all that it has to know.

    `index` is None where the search index stays as it is; `verify` is how many pages to compare
    with drawn ones; `say` is told what goes on.
    """

    config_file: Path
    loaded: Loaded
    theme_output: ThemeOutput
    index: IndexRun | None
    verify: int
    clock: Clock
    say: Callable[[str], None]

    @property
    def project(self) -> Project:
        """What the site is made of."""
        return self.loaded.project

    @property
    def work(self) -> WorkFolder:
        """The folder of all that builds keep or have under way."""
        return self.loaded.work

    @property
    def published(self) -> Path:
        """The folder of the published site."""
        return self.theme_output.target

    @cached_property
    def exporter(self) -> Exporter:
        """What makes the files that are no pages."""
        key_of = partial(facts_key, self.notes)
        return self.project.exporter(self.theme_output.site, self.work.fragments, key_of)

    @cached_property
    def entries(self) -> Fragments:
        """What lists show of papers, kept from edit to edit."""
        key = bytes.fromhex(self.shell_key) + self.project.library.vocabulary_key
        return Fragments(self.project.library.fingerprints, key, self.work.fragments)

    @cached_property
    def notes(self) -> dict[str, Note]:
        """What the next build will have to know of every paper."""
        return noted(self.project, self.state.papers if self.state else None)

    @cached_property
    def related(self) -> dict[str, bytes]:
        """What tells the papers related to each one from any others; they are found if they have to
        be, and kept where all who make pages find them."""
        return self.project.related.fingerprints()

    @cached_property
    def besides(self) -> tuple[bytes, bytes]:
        """What tells all that indexes show besides papers, and the map, from any others."""
        return besides(self.project)

    @cached_property
    def shell_key(self) -> str:
        """What tells all that every page depends on from any other: program, site, frames and
        templates."""
        site, frames = self.theme_output.site, self.theme_output.frames
        return fingerprint(
            program_key(),
            repr(site).encode(),
            repr(sorted(frames.items())).encode(),
            self.project.templates.fingerprint,
        ).hex()

    @cached_property
    def state(self) -> State | None:
        """The state of the published site, if that differs from this one in its papers only."""
        state = State.read(self.work.state, self.published)
        if state and (state.shell_key, state.vocabulary) == (self.shell_key, self._vocabulary):
            return state
        return None

    def keep_state(self, files: dict[str, bytes], kinds: dict[str, tuple[int, int]]) -> None:
        """Keep what the site that is published now was made of, for the next build."""
        index_key = self.index.key if self.index else ""
        state = State(
            *(self.shell_key, index_key, self._vocabulary, files),
            *(self.notes, self.related, kinds, self.besides),
        )
        state.write(self.work.state, self.published)

    def forget_state(self) -> None:
        """Have no state of the published site while that changes."""
        self.work.state.unlink(missing_ok=True)

    def compare(self, folder: Path) -> None:
        """Compare a sample of the pages in a folder with drawn ones, if that is wanted.

        Raises `BuildError` where they differ.
        """
        if self.verify:
            from pressmark.build.verify import verify

            self.say("Comparing pages with drawn ones")
            site, work = self.theme_output.site, self.work.verify
            with self.clock.stage("verify"):
                verify(self.config_file, self.project, site, folder, work, self.verify)

    @property
    def _vocabulary(self) -> str:
        return self.project.library.vocabulary_key.hex()
