"""A library's own settings of MkDocs in; what in them is wrong, or not applied, as faults out.

It needs no MkDocs: whoever draws the site looks at the same settings again, by its own rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from pressmark.base.findings import shown
from pressmark.base.rules.settings import (
    FILE_NOT_FOUND,
    INVALID_SETTING,
    REFUSED_HOOK,
    REFUSED_PLUGIN,
    REFUSED_SETTING,
    UNKNOWN_SETTING,
)
from pressmark.base.spellings import nearest
from pressmark.base.template_folders import THEME, template_folders
from pressmark.base.unseen import UNSEEN
from pressmark.site.mkdocs_keys import DOCS_DIR, EXTRA_KEYS, KEYS, THEME_KEYS, Key, WrongType
from pressmark.site.plugins import PRESSMARK, named_plugins, refused_hooks, refused_plugins

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.base.rules.rule import Rule

Place = tuple[str | int, ...]
# Material's own, which is not among the theme's folders here.
_OF_MATERIAL = ("assets/images/favicon.png",)


class SettingFault(NamedTuple):
    """The rule that a setting breaks, the place of its value in the file, and words for it."""

    rule: Rule
    place: Place
    values: Mapping[str, object]


def faults_of(own: Mapping[str, Any], root: Path) -> Iterator[SettingFault]:
    """What is wrong with the settings of a library at `root`, all but those below `extra` that are
    pressmark's."""
    yield from _unseen(own, ())
    yield from _faults_by_table(own, KEYS, ())
    theme = own.get("theme")
    if isinstance(theme, Mapping | str):
        values = {"name": theme} if isinstance(theme, str) else theme
        yield from _faults_by_table(values, THEME_KEYS, ("theme",))
    elif theme is not None:
        yield _wrong_type(("theme",), theme, "theme: material, or 'name: value' lines")
    extra = own.get("extra")
    extra = extra if isinstance(extra, Mapping) else {}
    values = {name: value for name, value in extra.items() if name in EXTRA_KEYS}
    yield from _faults_by_table(values, EXTRA_KEYS, ("extra",))
    allowed = extra.get("allowed_plugins")
    yield from _faults_of_plugins(own, root, allowed if isinstance(allowed, list) else [])
    yield from _faults_of_files(own, root)


def _faults_by_table(
    settings: Mapping[str, Any], table: Mapping[str, Key], above: Place
) -> Iterator[SettingFault]:
    for name, value in settings.items():
        key = table.get(name)
        place = (*above, name)
        if key is None:
            values = {"near": nearest(str(name), table), "keys": ", ".join(table)}
            yield SettingFault(UNKNOWN_SETTING, place, values)
        elif value is not None:
            for fault in key.check(value):
                if isinstance(fault, WrongType):
                    yield _wrong_type((*place, *fault.path), _at(value, fault.path), fault.expected)
                else:
                    words = {"reason": fault.reason, "advice": fault.advice}
                    yield SettingFault(REFUSED_SETTING, (*place, *fault.path), words)


def _unseen(value: Any, place: Place) -> Iterator[SettingFault]:
    """Characters that can't be seen, which programs treat as they like."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _unseen(name, (*place, name))
            yield from _unseen(item, (*place, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unseen(item, (*place, number))
    elif isinstance(value, str) and (odd := UNSEEN.search(value)):
        expected = f"text without the character U+{ord(odd[0]):04X}, which can't be seen"
        yield _wrong_type(place, value, expected)


def _wrong_type(place: Place, value: Any, expected: str) -> SettingFault:
    return SettingFault(INVALID_SETTING, place, {"value": shown(value), "expected": expected})


def _at(value: Any, path: Place) -> Any:
    for part in path:
        value = value[part]
    return value


def _faults_of_plugins(
    own: Mapping[str, Any], root: Path, allowed: list[Any]
) -> Iterator[SettingFault]:
    names = set(map(str, allowed))
    for path, reason, advice in refused_plugins(own.get("plugins"), names):
        yield SettingFault(REFUSED_PLUGIN, ("plugins", *path), {"reason": reason, "advice": advice})
    for place, file, events in refused_hooks(own.get("hooks"), root, names):
        yield SettingFault(
            REFUSED_HOOK, ("hooks", place), {"file": file, "events": ", ".join(events)}
        )
    named = {name for _, name in named_plugins(own.get("plugins"))}
    default = root / "docs"
    if PRESSMARK in named and own.get("docs_dir") is None and not default.is_dir():
        words = {
            "reason": "without docs_dir, mkdocs build looks for pages in docs, which is not there",
            "advice": f"Write docs_dir: {DOCS_DIR}",
        }
        yield SettingFault(REFUSED_SETTING, ("plugins",), words)


def _faults_of_files(own: Mapping[str, Any], root: Path) -> Iterator[SettingFault]:
    """The files of the site that settings name and that are not there."""
    theme = own.get("theme")
    theme = theme if isinstance(theme, Mapping) else {}
    folders = [root / DOCS_DIR, *(folder / THEME for folder in template_folders(root))]
    if isinstance(theme.get("custom_dir"), str):
        folders.append(root / theme["custom_dir"])
    for place, path in _named_files(own, theme):
        name = urlsplit(path).path
        if name in _OF_MATERIAL or any((folder / name).is_file() for folder in folders):
            continue
        yield SettingFault(FILE_NOT_FOUND, place, {"target": name})


def _named_files(own: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    paths: list[tuple[Place, Any]] = [
        (("theme", name), theme.get(name)) for name in ("favicon", "logo")
    ]
    for key in ("extra_css", "extra_javascript"):
        values = own.get(key)
        for number, item in enumerate(values if isinstance(values, list) else ()):
            paths.append(((key, number), item.get("path") if isinstance(item, Mapping) else item))
    for place, path in paths:
        # Neither an address nor a path on the host.
        if isinstance(path, str) and path and not urlsplit(path).scheme and path[0] != "/":
            yield place, path
