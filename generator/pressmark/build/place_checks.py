"""Hand-written pages, files beside them and redirects in; where two of them, or one of them and a
file that the site has anyway, would be at one place, as findings, out."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding
from pressmark.base.rules.addresses import CLASHING_ADDRESSES, REDIRECT_FROM_FILE
from pressmark.base.rules.pages import PAGE_NAME_TAKEN, SAME_ADDRESS
from pressmark.base.template_folders import THEME, template_folders
from pressmark.build.page_checks import is_taken
from pressmark.exports.host_redirects import LIST, RULES
from pressmark.exports.site_files import SITE_FILES
from pressmark.library.loading.handwritten import address_of
from pressmark.site.addresses.redirect_places import RedirectPlaces
from pressmark.site.kinds import INDEXES, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pressmark.site.addresses.redirects import Redirect
    from pressmark.site.addresses.survey import Survey

_PAGES = Path("content", "pages")
_INDEX = "index.html"
# Files at the site's root that no page is, whatever the settings are.
_ROOT_FILES = frozenset((_INDEX, "404.html", LIST, RULES, *SITE_FILES))
_FOLDERS = frozenset(
    folder.rstrip("/") for folder in (*SECTIONS, "assets", "data", "meaning", "pagefind")
)


def findings_of_places(
    root: Path, texts: Iterable[str], files: Iterable[str], survey: Survey
) -> Iterator[Finding]:
    """What is wrong with the places of hand-written pages (`texts`, by name), of the files beside
    them, and of the redirects of a survey."""
    places = [(f"{address_of(name)}{_INDEX}", name) for name in texts]
    places += [(name, name) for name in files]
    if places or survey.redirects:
        site = _Places(root, dict(reversed(places)), survey)  # the first one has a place
        yield from site.findings_of_own(places)
        yield from site.findings_of_redirects(survey.redirects)


class _Places:
    """Which files and folders a site has: `own` are those of the library itself, by path."""

    def __init__(self, root: Path, own: Mapping[str, str], survey: Survey) -> None:
        self._root = root
        self._own = own
        self._survey = survey
        self._theme = [folder / THEME for folder in template_folders(root)]
        # Something that is in every folder, to name it: the library's own, and pages that lead on.
        self._own_folders = {folder: path for path in own for folder in _folders_of(path)}
        paths = map(_file_of, survey.redirects)
        self._folders = {folder: path for path in paths for folder in _folders_of(path)}
        self._folders.update(self._own_folders)

    @cached_property
    def _folded(self) -> set[str]:
        """Their files and those of every site; where nothing leads on, nobody asks."""
        return {_folded(path) for path in (*self._own, *_ROOT_FILES)}

    def findings_of_own(self, places: Iterable[tuple[str, str]]) -> Iterator[Finding]:
        for path, name in places:
            file = _PAGES / name
            above = next(filter(self._own.get, _folders_of(path)), "")
            if (other := self._own[above or path]) != name:
                yield Finding.of(SAME_ADDRESS, file, other=_PAGES / other)
            elif path in self._own_folders:
                continue  # what is below it is said to be in its place
            elif path in _FOLDERS or self._is_page_folder(path):
                yield Finding.of(PAGE_NAME_TAKEN, file, folder=True)
            elif path == _INDEX or any(folder in _ROOT_FILES for folder in _folders_of(path)):
                yield Finding.of(PAGE_NAME_TAKEN, file)

    def findings_of_redirects(self, every_redirect: Mapping[str, Redirect]) -> Iterator[Finding]:
        lines = RedirectPlaces(self._root / "content", self._root)
        for old, redirect in every_redirect.items():
            top = old.partition("/")[0]
            if values := self._fault(old):
                yield Finding.of(REDIRECT_FROM_FILE, *lines.of(redirect), old=old, **values)
            elif top not in _FOLDERS and top.casefold() in _FOLDERS:
                values = {"address": old, "other": top.casefold()}
                yield Finding.of(CLASHING_ADDRESSES, *lines.of(redirect), **values)

    def _fault(self, old: str) -> dict[str, str]:
        """What REDIRECT_FROM_FILE says of a redirect from an address; nothing if that is free."""
        path = _file_of(old)
        for folder in _folders_of(path):
            if self._is_file(folder):
                return {"below": folder}
        if path == old and (holds := self._held_by(path)):
            return {"holds": holds}
        return {"is_file": old} if self._is_file(path) else {}

    def _held_by(self, path: str) -> str:
        """Something that is in the folder at a path; empty where there is none."""
        if path in self._folders:
            return self._folders[path]
        if self._is_page_folder(path):
            return f"{path}/{_INDEX}"
        return "other pages and files" if path in _FOLDERS else ""

    def _is_page_folder(self, path: str) -> bool:
        return f"{path}/" in self._survey.page_addresses

    def _is_file(self, path: str) -> bool:
        """Whether the site has a file at a path, perhaps in other capitals."""
        if _folded(path) in self._folded:
            return True
        if "/" not in path or path.startswith("assets/"):
            return any((place / path).is_file() for place in self._theme)
        for folder in reversed(_folders_of(path)):
            if f"{folder}/" in INDEXES:
                return path == f"{folder}/{_INDEX}"
            if self._is_page_folder(folder):
                return is_taken(path, self._survey.plan)
        return False


def _file_of(old: str) -> str:
    """The path of the file that leads on from an address."""
    return old + _INDEX if old.endswith("/") else old


def _folders_of(path: str) -> list[str]:
    """The folders that a file is in, outer ones first."""
    return [path[:place] for place, sign in enumerate(path) if sign == "/"]


def _folded(path: str) -> str:
    """A path as file systems compare it that know no capitals and one way to write accents."""
    if path.isascii():  # as most are
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
