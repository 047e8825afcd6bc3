"""What the theme draws, asked for: the files that all pages' forms and the hand-written pages come
from. They are drawn in a process of its own, beside the rest of a build, and kept while nothing
that they depend on has changed."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.base.disk import bytes_of, files_below
from pressmark.base.errors import BuildError
from pressmark.base.hashing import fingerprint, program_key, tree_key
from pressmark.base.work_folder import WorkFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pressmark.site.configuration import Settings
    from pressmark.site.settings import Site
    from pressmark.theme.frames import Frames


class ThemeOutput(NamedTuple):
    """What was drawn: facts of the site, the forms of its pages, and all other files by path.

    `target` is the folder to publish it in, `base` the path that it is published below.
    """

    site: Site
    target: Path
    base: str
    frames: Frames
    files: dict[str, bytes]

    def of_library(self, papers: int, *, portable: bool = False) -> ThemeOutput:
        """The same for a library of so many papers, to open from a disk if it is `portable`."""
        return self._replace(site=replace(self.site.of_library(papers), portable=portable))


class ThemeRun:
    """The drawing of one configuration, under way or kept from before.

    `config_file` is the site's mkdocs.yml, `work` a folder of this program's own. With `strict`,
    warnings stop it. Where nothing is kept, drawing begins at once: what reads the configuration
    is loaded here meanwhile.
    """

    def __init__(self, config_file: Path, work: Path, *, strict: bool) -> None:
        self._folder = WorkFolder(work).theme
        self._config_file = config_file
        self._facts = self._folder / "facts.json"
        self._process: DrawingProcess | None = None
        if not self._is_good(strict=strict):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._process = DrawingProcess(
                config_file, self._folder, *(["--strict"] if strict else [])
            )

    def __enter__(self) -> ThemeRun:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.terminate()

    @property
    def is_kept(self) -> bool:
        """Whether nothing has to be drawn."""
        return self._process is None

    def result(self) -> ThemeOutput:
        """What was drawn, once it is there.

        Raises `BuildError` when it can't be drawn, `FrameError` when no forms come from it.
        """
        if self._process:
            warnings = self._process.warnings()
            self._process = None
            sys.stderr.write(warnings)
        from pressmark.site import configuration
        from pressmark.site.settings import Site
        from pressmark.theme.frames import frames_from
        from pressmark.theme.specimens import specimens

        facts = self._kept()
        if facts is None:
            raise BuildError(f"{self._folder} was changed by another program; build again")
        files = files_below(self._folder / "site")
        own_site = Site(**facts["site"])
        frames = frames_from(
            lambda address: files[f"{address}index.html"].decode(),
            has_address=own_site.has_address,
        )
        if configuration.has_unknown_plugins(self._config_file):
            _refuse_specimens(files)
        for address in [*(page.address for page, _ in specimens()), *facts["linked"]]:
            files.pop(f"{address}index.html", None)
        return ThemeOutput(own_site, Path(facts["target"]), facts["base"], frames, files)

    def _is_good(self, *, strict: bool) -> bool:
        """Whether what is there was drawn of the same, and strictly where that is wanted: without
        warnings, which is all that is strict, the same is drawn either way."""
        facts = self._kept()
        if facts is None or (strict and not facts.get("strict")):
            return False
        key = theme_key(self._config_file, strict=facts.get("strict") is True)
        return bool(facts.get("key") == key.hex())

    def _kept(self) -> dict[str, Any] | None:
        """The facts of what was drawn, if it is there."""
        try:
            facts = json.loads(self._facts.read_bytes())
        except (OSError, ValueError):
            return None
        if not isinstance(facts, dict) or not (self._folder / "site").is_dir():
            return None
        return facts


def _refuse_specimens(files: Mapping[str, bytes]) -> None:
    """Raise `BuildError` where a file, which a plugin has written, tells of specimens."""
    from pressmark.theme.specimens import SENTINELS

    signs = [SENTINELS[slot].encode() for slot in ("title", "stem")]
    for path, content in files.items():
        if not path.endswith("/index.html") and any(sign in content for sign in signs):
            raise BuildError(
                f"{path}, which a plugin writes, lists pages: it would list some that are not "
                "there, and not those that are. Remove the plugin, also from extra.allowed_plugins"
            )


class DrawingProcess:
    """A process that draws what `pressmark.theme.process` draws of a configuration into a folder.

    It ends with this one, however that ends.
    """

    def __init__(self, config_file: Path, folder: Path, *options: str) -> None:
        import subprocess  # few builds have anything to draw

        # It looks for no dead cycles: what it makes lives as long as it does.
        program = "import gc; gc.disable(); from pressmark.theme.process import main; main()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, str(config_file), str(folder), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that it is stopped with all that it has started
        )

    def warnings(self) -> str:
        """What it said, once it has drawn all. Raises `BuildError` when it can't."""
        process = self._process
        with process:  # its input ends with it, not before
            errors = process.stderr.read() if process.stderr else ""
            status = process.wait()
        if status < 0 and not errors:
            raise BuildError("the process that draws the theme was killed; build again")
        if status:
            raise BuildError(errors.strip() or "the theme could not be drawn")
        return errors

    def terminate(self) -> None:
        """Stop it, and wait until it has ended."""
        self._process.terminate()
        with self._process:
            pass


def theme_key(config_file: Path, *, strict: bool) -> bytes:
    """Sixteen bytes that change with all that the drawn files depend on, and with where they are
    drawn.

    Raises `BuildError` for a configuration that can't be read or drawn by no program here.
    """
    place = str(config_file.absolute()).encode()
    return fingerprint(place, drawing_key(config_file, strict=strict))


def drawing_key(config_file: Path, *, strict: bool) -> bytes:
    """Sixteen bytes that change with all that the drawn files depend on: configuration and what it
    takes from the environment, the program that draws, theme, hand-written pages, which indexes
    lead to nothing, this package and every installed one.

    Raises `BuildError` for a configuration that can't be read or drawn by no program here.
    """
    from pressmark.site import configuration
    from pressmark.theme.navigation import lists_sources, missing_indexes
    from pressmark.theme.program import program_name

    root = config_file.parent
    settings = configuration.read(config_file)
    return fingerprint(
        program_key(),
        program_name(settings).encode(),
        bytes([strict]),
        *(file.read_bytes() for file, _ in configuration.parts(config_file)),
        repr(settings).encode(),
        *_named_files(root, settings),
        tree_key(root / "content" / "pages"),
        repr(missing_indexes(root, lists_sources=lists_sources(settings))).encode(),
    )


def _named_files(root: Path, settings: Settings) -> Iterator[bytes]:
    """What tells the files of the theme from any others, and those that a configuration names: its
    hooks and what is to be watched besides."""
    from pressmark.theme.theme_folders import own_files, package_folder

    yield tree_key(package_folder(root))
    for name, content in own_files(root, settings):
        yield from (name.encode(), content)
    for place in settings.get("watch") or []:
        if isinstance(place, str) and (root / place).exists():
            yield tree_key(root / place) if (root / place).is_dir() else bytes_of(root / place)
    for hook in settings.get("hooks") or []:
        if (root / str(hook)).is_file():
            yield (root / str(hook)).read_bytes()
