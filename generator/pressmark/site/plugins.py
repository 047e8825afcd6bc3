"""The plugins and hooks of a configuration in; those that do not go with pressmark, and why, out.

Most pages are pressed. A plugin that works on hand-written pages works the same both ways, since
the bodies of all other pages are kept from it; one that lists pages, or changes all of them, does
not. `plugins.tsv` says which is which, by the name that mkdocs.yml has a plugin under; of one that
is refused, the note gives the reason up to its first full stop, and then what to do.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pressmark.base.disk import bytes_of

PRESSMARK = "pressmark"
# Events in which a hook sees or changes pages, the navigation, or the files of the site.
PAGE_EVENTS = (
    *("on_config", "on_files", "on_nav", "on_env"),
    *("on_pre_template", "on_template_context", "on_post_template"),
    *("on_pre_page", "on_page_read_source", "on_page_markdown", "on_page_content"),
    *("on_page_context", "on_post_page", "on_post_build"),
)
# How many pages are compared at each build where plugins run that are not known.
COMPARED = 100
_TABLE = Path(__file__).with_name("plugins.tsv")
_ALLOW = "or name it in extra.allowed_plugins if what it does is meant for hand-written pages"


class KnownPlugin(NamedTuple):
    """A plugin: its name, the package that it is in and how that ranks among those that are
    downloaded most, whether it works, and what is to know of it."""

    name: str
    package: str
    rank: str
    outcome: str
    note: str

    @property
    def works(self) -> bool:
        """Whether it does the same both ways of building."""
        return self.outcome == "works"


class RefusedPlugin(NamedTuple):
    """A plugin that does not go: its place below `plugins`, and the words for it."""

    path: tuple[str | int, ...]
    reason: str
    advice: str


class RefusedHook(NamedTuple):
    """A hook that does not go: its place below `hooks`, its path there, and its events."""

    place: int
    file: str
    events: tuple[str, ...]


@cache
def plugins() -> Mapping[str, KnownPlugin]:
    """All plugins that are known, by name, those of Material without its prefix."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = [*csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return {row[0]: KnownPlugin(*row) for row in rows[1:]}


def named_plugins(value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The plugins that `plugins` of a configuration names, each with its place there, but for those
    that it turns off with `enabled: false`."""
    items: Sequence[tuple[str | int, Any]] = ()
    if isinstance(value, Mapping):
        items = [(name, {name: options}) for name, options in value.items()]
    elif isinstance(value, list):
        items = [*enumerate(value)]
    for place, item in items:
        name, options = (
            next(iter(item.items())) if isinstance(item, Mapping) and item else (item, {})
        )
        if not (isinstance(options, Mapping) and options.get("enabled") is False):
            yield (place,), str(name)


def refused_plugins(value: Any, allowed: Collection[str]) -> Iterator[RefusedPlugin]:
    """The plugins of `plugins` in a configuration that do not go with pressmark and are not among
    those that it has `allowed`."""
    for path, name in named_plugins(value):
        short = name.removeprefix("material/")
        if short == PRESSMARK or name in allowed:
            continue
        if plugin := plugins().get(short):
            reason, _, advice = plugin.note.partition(". ")
            if not plugin.works:
                reason = f"the plugin {name} does not go with pressmark: {reason}"
                yield RefusedPlugin(path, reason, advice)
        else:
            reason = f"the plugin {name} is not known, and would not see the pages that are pressed"
            yield RefusedPlugin(path, reason, f"Remove it, {_ALLOW}")


def refused_hooks(value: Any, root: Path, allowed: Collection[str]) -> Iterator[RefusedHook]:
    """The hooks of `hooks` in a configuration, paths below `root`, that see or change pages and are
    not among those that it has `allowed`. A file that can't be read is left to MkDocs."""
    for place, item in enumerate(value if isinstance(value, list) else ()):
        events = [event for event in hooked_events(root / str(item)) if event in PAGE_EVENTS]
        if events and str(item) not in allowed:
            yield RefusedHook(place, str(item), tuple(dict.fromkeys(events)))


def hooked_events(file: Path) -> list[str]:
    """The events that a hook's file takes, in their order there; none for pressmark's own hook,
    which older libraries name, and for a file that can't be read."""
    if is_own_hook(file):
        return []
    statements = _statements(file)
    return [name for node in statements for name in _bound(node) if name.startswith("on_")]


def is_own_hook(file: Path) -> bool:
    """Whether a hook's file is pressmark's own, or a copy of it."""
    return any(
        isinstance(node, ast.ImportFrom)
        and str(node.module).startswith(f"{PRESSMARK}.")
        and "current" in {alias.name for alias in node.names}
        for node in _statements(file)
    )


def _statements(file: Path) -> list[ast.stmt]:
    try:
        return ast.parse(bytes_of(file)).body
    except (OSError, SyntaxError, ValueError):
        return []


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement of a module may bind."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        return
    for child in ast.walk(node):
        if isinstance(child, ast.FunctionDef):
            yield child.name
        elif isinstance(child, ast.alias):
            yield child.asname or child.name
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield child.id
