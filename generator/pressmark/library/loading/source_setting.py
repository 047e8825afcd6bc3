"""Where a file that lists papers is, as the configuration names it. Knows of no paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.base.rules.rule import Rule


class Setting(NamedTuple):
    """Where a source is named: the configuration as findings call it, the line, and the field."""

    file: Path
    line: int
    field: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that lists papers of the library.

    `path` is absolute. Papers are called by the citation keys of their entries if `by_key`, and
    those without a theme have this one.
    """

    path: Path
    setting: Setting
    by_key: bool = True
    theme: str = ""

    @property
    def options(self) -> tuple[bool, str]:
        """All that what is read depends on besides the file."""
        return self.by_key, self.theme

    def finding(self, rule: Rule, field: str, /, **values: object) -> Finding:
        """That what the configuration says of the source breaks a rule."""
        setting = self.setting
        return Finding.of(rule, setting.file, setting.line, f"{setting.field}{field}", **values)
