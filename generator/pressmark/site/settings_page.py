"""The tables of settings and of plugins in; the page that documents them, in Markdown, out."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

from pressmark.site.mkdocs_keys import EXTRA_KEYS, KEYS, THEME_KEYS
from pressmark.site.plugins import COMPARED, PAGE_EVENTS, plugins
from pressmark.site.settings import MATERIAL, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pressmark.site.mkdocs_keys import Key

_TYPES = {str: "text", bool: "true or false", list: "list", dict: "mapping"}


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


_INTRODUCTION = f"""\
# Settings

These are the keys below `extra` in `mkdocs.yml`. One that is misspelt or of another type is a
finding ([PM801, PM802 and PM803](findings.md)) and stops the build. Of Material's own keys,
{_named(name for name in MATERIAL if name not in EXTRA_KEYS)} are left to it; pages do not show what
{_named(EXTRA_KEYS)} would be for, and these are refused.
What your own templates read goes below `custom`. Values may come from the environment, as in
`cards: !ENV [CARDS, true]`, and from a file that `INHERIT` names.

| key | type | default | what it says |
|---|---|---|---|
"""
_OF_MKDOCS = """
## Settings of MkDocs

Every other key of `mkdocs.yml` does the same with `pressmark build` and with `mkdocs build`, or
both refuse it before anything is written, as a finding with its line and what to do
([PM805](findings.md)). A key that MkDocs does not know is a finding too.

| key | | |
|---|---|---|
"""
_OF_THEME = """
### Settings of the theme

| key below `theme` | | |
|---|---|---|
"""
_PLUGINS = f"""
## Plugins

Most pages are pressed: they are filled into a frame that was drawn once, and no plugin sees them.
So a plugin goes with pressmark if it works on hand-written pages. It sees those as with MkDocs
alone, and a plain page without words in the place of each generated one: records are never taken
for its macros or its templates. A plugin that lists pages, or changes finished ones, is refused
([PM806](findings.md)), whichever way the site is built.

A plugin that is not in this list is refused as well. One that is meant for hand-written pages can
be named in `extra.allowed_plugins`. `pressmark build` then makes all pages anew each time, compares
the oddest and {COMPARED} more with pages that MkDocs draws, and stops where they differ or where a
file lists pages that are not there.

The list holds the plugins that come with MkDocs and Material, and those of the most downloaded
packages (rank among the 15,000 most downloaded packages of PyPI, November 2026). Each was tried
both ways of building. Zensical runs no plugins: where it draws the theme, all are refused.

| plugin | package | rank | | |
|---|---|---|---|---|
"""
_HOOKS = f"""
## Hooks

A file of `hooks` may have any events but those in which pages are seen or changed:
{_named(PAGE_EVENTS)}. It is refused with one of these ([PM807](findings.md)), unless
`extra.allowed_plugins` names its path: it works like a plugin then, on hand-written pages.

## Files of your own

A file in `content/pages` that pressmark would generate, such as `robots.txt`, `llms.txt`,
`sitemap.xml` or `404.html`, stands in the place of the generated one, and the build says so.
`CNAME`, `.nojekyll` and `.well-known/` are published as they are; other names that start with a dot
are left out.
"""


def page() -> str:
    """All settings as a page in Markdown."""
    lines, settings = [_INTRODUCTION], Settings()
    for field in fields(Settings):
        name, value = field.name, getattr(settings, field.name)
        default = f"`{json.dumps(value)}`" if value not in (None, "", [], {}) else ""
        kind = "true or false" if value is None else _TYPES[type(value)]
        lines.append(f"| `{name}` | {kind} | {default} | {field.metadata['description']} |\n")
    lines += [_OF_MKDOCS, *_rows(KEYS), _OF_THEME, *_rows(THEME_KEYS)]
    lines.append(_PLUGINS)
    for plugin in plugins().values():
        name = f"`{plugin.name}`"
        words = (name, plugin.package, plugin.rank, plugin.outcome, plugin.note)
        lines.append(f"| {' | '.join(words)} |\n")
    return "".join([*lines, _HOOKS])


def _rows(table: Mapping[str, Key]) -> list[str]:
    rows = []
    for name, key in table.items():
        note = "" if key.note == "refused" else key.note.removeprefix("refused; ")
        rows.append(f"| `{name}` | {'works' if key.works else 'refused'} | {note} |\n")
    return rows
