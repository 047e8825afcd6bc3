"""Hand-written pages and the navigation in; what a strict build would stop at, as findings, out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.errors import BuildError
from pressmark.base.findings import Finding
from pressmark.base.rules.settings import STRICT_WARNING
from pressmark.base.work_folder import WorkFolder
from pressmark.build.build import plain_errors
from pressmark.build.page_checks import findings_of_nav, findings_of_pages
from pressmark.build.place_checks import findings_of_places
from pressmark.build.project import Project
from pressmark.library.loading import handwritten
from pressmark.library.relations import relate
from pressmark.site import configuration
from pressmark.space.related import RelatedPapers
from pressmark.theme.drawing import ThemeRun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.library.library import Library

_PAGES = Path("content", "pages")
_WARNING = re.compile(r"^WARNING: +(.*)$", re.MULTILINE)
# What a link leads to, as Markdown and HTML mostly write it.
_TARGET = re.compile(r"[(<\"']([^\s()<>\"']+)")
_MOST_SEARCHES = 200
# The words of MkDocs about a link: the file that it is in, and the link as it stands there.
_OF_LINK = re.compile(r"Doc file '([^']+)' contains an? .*?link '([^']+)', (.*)")


def findings_of_written(config_file: Path, library: Library) -> list[Finding]:
    """What is wrong with the hand-written pages and the navigation beside that library; files are
    named as seen from the library's folder.

    The theme is drawn for it, if nothing else is wrong, unless that was done before. Raises
    `BuildError` where it can't be drawn.
    """
    root = config_file.absolute().parent
    findings: list[Finding] = []
    texts, introduction, files = handwritten.read(root, findings)
    related = RelatedPapers(library)
    project = Project(root, library, relate(library), related, introduction, texts, files)
    findings += findings_of_pages(root, texts, files, project.plan, project.renderer)
    findings += findings_of_places(root, texts, files, project.survey)
    findings += findings_of_nav(config_file, texts, files, project.plan)
    is_written = texts or introduction or configuration.own_settings(config_file).get("nav")
    return findings or ([*_drawn(config_file, root)] if is_written else [])


def _drawn(config_file: Path, root: Path) -> Iterator[Finding]:
    """What the program warns of that draws the pages."""
    work = WorkFolder.of(root)
    try:
        with plain_errors(), work.held(), ThemeRun(config_file, work.path, strict=True) as run:
            run.result()
    except BuildError as error:
        warnings = _WARNING.findall(str(error))
        if not warnings:
            raise
        lines: dict[str, _LinkLines] = {}
        for warning in warnings:
            if match := _OF_LINK.match(warning):
                name, link, problem = match.groups()
                if name not in lines:
                    lines[name] = _LinkLines((root / _PAGES / name).read_text(encoding="utf-8"))
                words = f"a link leads to {link}, {problem.removesuffix('.')}"
                yield Finding.of(STRICT_WARNING, _PAGES / name, lines[name].of(link), problem=words)
            else:
                yield configuration.finding_at(
                    STRICT_WARNING, config_file, (), {"problem": warning.removesuffix(".")}
                )


class _LinkLines:
    """Finds the lines on which a page first has links; most are found with one look at its text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._searches = 0
        self._lines: dict[str, int] = {}
        line, place = 1, 0
        for match in _TARGET.finditer(text):
            line += text.count("\n", place, match.start())
            place = match.start()
            self._lines.setdefault(match[1], line)

    def of(self, link: str) -> int:
        """The line, from 1 on; the first for one of very many that are written unusually."""
        line = self._lines.get(link)
        if line is None and self._searches < _MOST_SEARCHES:
            self._searches += 1
            line = self._text.partition(link)[0].count("\n") + 1
        return line or 1
