"""The settings of MkDocs and of Material's theme in; what becomes of each with pressmark out.

A setting works, or a value of it that pressmark does not apply is refused. A new key of MkDocs
needs a row here; a test reads them from MkDocs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

DOCS_DIR = "content/pages"
# Features of Material's script and templates that hand-written pages have.
FEATURES = (
    *("content.code.annotate", "content.code.copy", "content.code.select"),
    *("content.footnote.tooltips", "content.tabs.link", "content.tooltips"),
)
# Nothing in an address ends the quotes, the brackets or the line that it is in.
_ADDRESS = re.compile(r"https?://[^\s/\"<>\\^`{|}]+(?:/[^\s\"<>\\^`{|}]*)?")
_OWN_LOOK = "Pages have pressmark's header, menu, footer and search in the place of Material's"
_COLOURS = (
    "Change the colours at the top of assets/stylesheets/pressmark.css, in a file of extra_css"
)
_TEMPLATES = "Put a finished file into content/pages, or a template of pressmark's into templates/"


class Refusal(NamedTuple):
    """Where in a setting's value something is not applied, why, and what to do."""

    path: tuple[str | int, ...]
    reason: str
    advice: str


class WrongType(NamedTuple):
    """Where in a setting's value something of another kind was found, and what was expected."""

    path: tuple[str | int, ...]
    expected: str


Fault = Refusal | WrongType
Check = Callable[[Any], Iterator[Fault]]


class Key(NamedTuple):
    """A setting: what is said of it in the documentation, and what looks at its value.

    One that `works` has no value that is refused but for those that `check` tells.
    """

    works: bool
    note: str
    check: Check


def _anything(_: Any) -> Iterator[Fault]:
    return iter(())


def _of_type(type_: type, expected: str) -> Check:
    def check(value: Any) -> Iterator[Fault]:
        if not isinstance(value, type_):
            yield WrongType((), expected)

    return check


_text = _of_type(str, "text, in quotes where it looks like a number")
_switch = _of_type(bool, "true or false, without quotes")
_list = _of_type(list, "a list")
_mapping = _of_type(Mapping, "'name: value' lines")


def _refused(reason: str, advice: str) -> Check:
    """Refuses every value that sets anything."""

    def check(value: Any) -> Iterator[Fault]:
        if value or value is False:
            yield Refusal((), reason, advice)

    return check


def _only(wanted: object, reason: str, advice: str) -> Check:
    def check(value: Any) -> Iterator[Fault]:
        if value != wanted:
            yield Refusal((), reason, advice)

    return check


def _line(value: Any) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield from _text(value)
    elif len(value.strip().splitlines()) > 1:
        yield WrongType((), "one line of text")


def _address(value: Any) -> Iterator[Fault]:
    if value and not (isinstance(value, str) and _ADDRESS.fullmatch(value)):
        yield WrongType((), "an address that starts with https://, or leave it out")


def _docs_dir(value: Any) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield from _text(value)
    elif PurePosixPath(value) != PurePosixPath(DOCS_DIR):
        reason = f"hand-written pages are read from {DOCS_DIR}, and from nowhere else"
        yield Refusal((), reason, f"Move them there, and write docs_dir: {DOCS_DIR}")


def _site_dir(value: Any) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield from _text(value)
        return
    parts = PurePosixPath(os.path.normpath(value)).parts
    holds = not parts or set(parts) == {".."} or not parts[0].strip("/")
    if holds or parts[0] in ("content", "templates", ".build", ".git"):
        reason = "each build replaces that folder by the site, and files of the library are in it"
        yield Refusal((), reason, "Write a folder of its own, such as site")


def _extra_files(value: Any) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield from _list(value)
        return
    for place, item in enumerate(value):
        path = item.get("path") if isinstance(item, Mapping) else item
        if not isinstance(path, str):
            yield WrongType((place,), "a path from content/pages on, or an address")


def _features(value: Any) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield from _list(value)
        return
    for place, feature in enumerate(value):
        if feature not in FEATURES:
            advice = f"Remove it; these work, on hand-written pages: {', '.join(FEATURES)}"
            yield Refusal((place,), f"the feature {feature!r} is not applied: {_lower(_OWN_LOOK)}",
                          advice)  # fmt: skip


def _icons(value: Any) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield from _mapping(value)
        return
    for name in value:
        if name not in ("admonition", "annotation"):
            yield Refusal((name,), f"no page shows that icon: {_lower(_OWN_LOOK)}", "Remove it")


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _dev_addr(value: Any) -> Iterator[Fault]:
    if not re.fullmatch(r"\S+:\d{1,5}", str(value)):
        yield WrongType((), "an address and a port, as in 127.0.0.1:8000")


# What is said of a key that is refused whatever its value.
_NEVER = "refused"
KEYS: Final[Mapping[str, Key]] = {
    "config_file_path": Key(
        False, _NEVER, _refused("MkDocs itself sets this", "Remove it from mkdocs.yml")
    ),
    "site_name": Key(True, "one line; it is escaped wherever it is shown", _line),
    "nav": Key(
        True,
        "pages, sections, which the menu and the footer show with their names, and links; the "
        "header shows them in one row. A page that is not there is a finding. Where it is not set, "
        "up to a hundred hand-written pages are in it besides the usual ones",
        _list,
    ),
    "pages": Key(False, _NEVER, _refused("MkDocs has no such setting any more", "Write nav")),
    "exclude_docs": Key(
        False,
        "refused; a file or folder whose name starts with a dot is left out",
        _refused(
            "all pages of content/pages are in the site",
            "Start the name of a file or folder that is to be left out with a dot",
        ),
    ),
    "draft_docs": Key(
        False,
        "refused; a file or folder whose name starts with a dot is left out",
        _refused(
            "the preview shows what the site will hold",
            "Start the name of a page that is not ready with a dot",
        ),
    ),
    "not_in_nav": Key(True, "of hand-written pages; generated ones are never missed", _text),
    "site_url": Key(
        True,
        "without it there are no feeds and no sitemap, which need whole addresses, and pages name "
        "no canonical one",
        _address,
    ),
    "site_description": Key(True, "it is in the footer, on the home page and in feeds", _text),
    "site_author": Key(True, "in the head of every page that is no paper's", _text),
    "theme": Key(True, "Material with the settings [below](#settings-of-the-theme)", _anything),
    "docs_dir": Key(True, f"only `{DOCS_DIR}`; any other folder is refused", _docs_dir),
    "site_dir": Key(True, "any folder that holds nothing of the library", _site_dir),
    "copyright": Key(True, "HTML, in the footer of every page", _text),
    "google_analytics": Key(
        False, _NEVER, _refused("MkDocs has no such setting any more", "See extra.analytics")
    ),
    "dev_addr": Key(True, "for `pressmark serve` and `mkdocs serve`", _dev_addr),
    "use_directory_urls": Key(
        True,
        "only `true`; `false` is refused",
        _only(True, "addresses of pages end in a slash, for good", "Remove it"),
    ),
    "repo_url": Key(True, "stands for `extra.repository` where that is not set", _address),
    "repo_name": Key(
        False,
        _NEVER,
        _refused("the footer's link to the repository has words of its own", "Remove it"),
    ),
    "edit_uri": Key(
        False,
        "refused; records are edited at `extra.repository`, on `extra.branch`",
        _refused(
            "the links to edit a record lead to extra.repository",
            "Remove it, and name the branch in extra.branch",
        ),
    ),
    "edit_uri_template": Key(
        False,
        "refused; records are edited at `extra.repository`, on `extra.branch`",
        _refused(
            "the links to edit a record lead to extra.repository",
            "Remove it, and name the branch in extra.branch",
        ),
    ),
    "extra_css": Key(True, "on every page, after pressmark's own", _extra_files),
    "extra_javascript": Key(True, "on every page", _extra_files),
    "extra_templates": Key(
        False,
        "refused; finished files go into `content/pages`",
        _refused("a template would see no more than a few of the pages", _TEMPLATES),
    ),
    "markdown_extensions": Key(
        True,
        "for hand-written pages, besides the usual ones; records are not read with them",
        _anything,
    ),
    "mdx_configs": Key(
        False, _NEVER, _refused("MkDocs itself sets this", "Write markdown_extensions")
    ),
    "strict": Key(True, "as `--strict` does", _switch),
    "remote_branch": Key(True, "for `mkdocs gh-deploy`", _text),
    "remote_name": Key(True, "for `mkdocs gh-deploy`", _text),
    "extra": Key(True, "the settings [above](#settings)", _anything),
    "plugins": Key(True, "`pressmark`, and the plugins [below](#plugins)", _anything),
    "hooks": Key(True, "those [below](#hooks)", _list),
    "watch": Key(True, "for `pressmark serve` and `mkdocs serve`", _list),
    "validation": Key(True, "of hand-written pages and the navigation", _mapping),
}

THEME_KEYS: Final[Mapping[str, Key]] = {
    "name": Key(
        True,
        "only `material`",
        _only("material", "pressmark's pages are made for Material", "Write theme: material"),
    ),
    "custom_dir": Key(True, "templates and files that come before all others", _text),
    "language": Key(
        True,
        "only `en`: the words of pressmark's pages are English",
        _only("en", "the words around papers are English, and would be said to be another "
              "language", "Remove it; change the words in templates/ if you need others"),
    ),
    "direction": Key(
        True,
        "only `ltr`",
        _only("ltr", "pages are laid out from left to right", "Remove it"),
    ),
    "features": Key(
        True,
        f"on hand-written pages: {', '.join(f'`{name}`' for name in FEATURES)}; all others are "
        "refused",
        _features,
    ),
    "palette": Key(
        False,
        "refused; colours are in the style sheet, and light or dark is the reader's choice",
        _refused("Material's colours are not those of pressmark's pages", _COLOURS),
    ),
    "font": Key(
        True,
        "only `false`: fonts come with the site",
        _only(False, "pages would fetch fonts from Google", "Remove it, and change the fonts in a "
              "file of extra_css"),
    ),
    "favicon": Key(True, "a file of `content/pages` or of the theme", _text),
    "logo": Key(True, "a picture of `content/pages` in the place of the mark in the header", _text),
    "icon": Key(True, "`admonition` and `annotation`, on hand-written pages", _icons),
    "static_templates": Key(
        False,
        "refused; finished files go into `content/pages`",
        _refused("a template would see no more than a few of the pages", _TEMPLATES),
    ),
    "variant": Key(True, "read by Zensical", _text),
    "locale": Key(False, _NEVER, _refused("pages are in English", "Remove it")),
}  # fmt: skip

# Keys below `extra` that Material's templates would read, in parts of the page that are ours.
EXTRA_KEYS: Final[Mapping[str, Key]] = {
    name: Key(False, _NEVER, _refused(f"no page shows it: {_lower(_OWN_LOOK)}", advice))
    for name, advice in {
        "alternate": "Remove it, and link to the other languages in nav or in copyright",
        "consent": "Remove it: the site keeps nothing about its readers",
        "generator": "Remove it; the footer is in templates/theme/main.html",
        "homepage": "Remove it, or add the link to nav",
        "social": "Remove it, and put the links into copyright or nav",
        "status": "Remove it",
        "tags": "Remove it; tags are in content/tags.yml",
        "version": "Remove it: a library has one version, at one address",
    }.items()
}
