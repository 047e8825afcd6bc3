"""The fast way: a configuration in, its published site out, every byte as MkDocs would draw it.

What the theme draws is drawn in a process beside this one; all further pages are pressed.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING

from pressmark.base.errors import BuildError, in_words
from pressmark.base.findings import InvalidLibraryError
from pressmark.base.work_folder import BusyError, WorkFolder
from pressmark.build import publish
from pressmark.build.report import Clock
from pressmark.theme.drawing import ThemeRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from pressmark.build.report import BuildReport

# Up to so many pages one process is done before others have started.
_ALONE = 1_000


def build(
    config_file: Path,
    *,
    strict: bool = False,
    jobs: int = 0,
    executor: Executor | None = None,
    with_search: bool = True,
    clean: bool = False,
    verify: int = 0,
    portable: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build and publish the site that `config_file` (mkdocs.yml) describes.

    `jobs` is the number of processes that work, this one among them, by default one a processor
    core; an `executor` takes their place, and its workers must see the same folders. `clean` makes
    everything anew. `say` is told what goes on. With `verify`, a sample of the pages, that many of
    them taken at random, is compared with what the theme draws itself. A `portable` site can be
    opened from a disk: its links name each page's file.

    Raises `InvalidLibraryError` for bad input and `BuildError` for anything else that stops the
    build; the published site is then as it was.
    """
    root = config_file.absolute().parent
    work = WorkFolder.of(root)
    with plain_errors(), ExitStack() as held:
        held.enter_context(work.held())
        clock = Clock(time.perf_counter())
        publish.complete(work)
        if clean:
            work.clear()
        theme_run = held.enter_context(ThemeRun(config_file, work.path, strict=strict))
        say("Reading the library" if theme_run.is_kept else "Reading, and drawing the theme")
        # While the theme is drawn there is time to load what reads a library.
        from pressmark.build import builder, workers
        from pressmark.build.run import Run
        from pressmark.site import configuration
        from pressmark.site.plugins import COMPARED

        strict = strict or configuration.read(config_file).get("strict") is True
        if configuration.has_unknown_plugins(config_file):
            verify = max(verify, COMPARED)
            work.state.unlink(missing_ok=True)  # pages are compared before they are published
        with clock.stage("load"):
            loaded = builder.load(config_file)
        if strict and (omissions := loaded.project.library.omissions):
            raise InvalidLibraryError(omission.finding for omission in omissions)

        jobs = jobs or workers.cores()
        beside = jobs - 1 if len(loaded.project.plan) > _ALONE else 0
        start = cache(partial(_started, executor, beside, held))
        workforce = workers.Workforce(jobs, executor is None, start)
        index = None
        if with_search:
            with clock.stage("search"):
                index = builder.start_index(loaded, workforce)
        with clock.stage("draw"):
            papers = len(loaded.project.library.papers)
            theme_output = theme_run.result().of_library(papers, portable=portable)
        run = Run(config_file, loaded, theme_output, index, verify, clock, say)
        return builder.publish(run, workforce)


def _started(executor: Executor | None, workers: int, held: ExitStack) -> Executor:
    """The executor that was given, or one of so many processes, which `held` ends."""
    if executor is not None:
        return executor
    from pressmark.build import executors

    return held.enter_context(executors.pool(workers))


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turns what stops a build into `BuildError` with its message."""
    try:
        yield
    except BusyError as error:
        raise BuildError(str(error)) from error
    except OSError as error:
        raise BuildError(in_words(error)) from error
    except Exception as error:
        # Until the theme is drawn beside it, a build loads nothing else.
        from jinja2 import TemplateError, TemplateSyntaxError

        from pressmark.render.seal import SealError
        from pressmark.theme.frames import FrameError

        if isinstance(error, TemplateSyntaxError):
            message = f"{error.filename}:{error.lineno}: {error.message}"
            raise BuildError(message) from error
        if isinstance(error, (FrameError, SealError, TemplateError)):
            raise BuildError(str(error)) from error
        raise
