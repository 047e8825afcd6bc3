"""The folder of hand-written pages in; each with its front matter and its Markdown, or what is
wrong with it, out."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.findings import Finding, shown
from pressmark.base.markdown_limits import fault_of
from pressmark.base.rules.files import EMPTY_VALUE, INVALID_FILE_NAME, UNREADABLE, WRONG_TYPE
from pressmark.base.rules.pages import PAGE_WITHOUT_FRONT_MATTER, PAGE_WITHOUT_KEY
from pressmark.base.unseen import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.library.readers.source import Source

# What no name of a file may hold: characters that can't be seen, halves of characters, in place of
# bytes that are no text, and what Windows takes for a slash.
_ODD = re.compile(f"{UNSEEN.pattern}|[\t\n\u2028\u2029\ufffe\uffff\\\\]")
# Front matter that says nothing but a title and a description, each in plain quotes.
_VALUE = r'"([^"\\\n\u2028\u2029\ufffe\uffff]*)"'
_PLAIN = re.compile(
    rf"---\n(title|description): {_VALUE}\n(title|description): {_VALUE}\n---\n(.*)", re.DOTALL
)
# A page of so many bytes is looked at closely.
_MOST_AT_A_GLANCE = 100_000
# So long may a name be where each byte of it counts, and a few are added while it is written.
_LONGEST = 240


class HandWritten(NamedTuple):
    """A page that a curator wrote: its name, its front matter, and its body in Markdown."""

    name: str
    meta: dict[str, str]
    body: str


def read(
    root: Path, findings: list[Finding]
) -> tuple[dict[str, HandWritten], str, dict[str, bytes]]:
    """Hand-written pages by name, the home page's introduction, and the files beside them. What is
    wrong with any goes to `findings`."""
    folder = root / "content" / "pages"
    texts: dict[str, HandWritten] = {}
    files: dict[str, bytes] = {}
    introduction = ""
    for path in _paths(folder, root, findings):
        name = path.relative_to(folder).as_posix()
        content = _at_a_glance(path, name)
        if content is None:
            from pressmark.library.readers.source import Source  # it takes long to load

            source = Source(path.relative_to(root))
            content = _closely(path, name, source)
            findings += source.findings
        if isinstance(content, bytes):
            files[name] = content
        elif content and name == "index.md":
            introduction = content.body.strip()
        elif content:
            texts[name] = content
    return texts, introduction, files


def _paths(folder: Path, root: Path, findings: list[Finding]) -> list[Path]:
    """All that is to be read below a folder, in order. What can't be looked into is a finding."""

    def refuse(error: OSError) -> None:
        place = Path(error.filename or folder).relative_to(root)
        findings.append(Finding.of(UNREADABLE, place, reason=error.strerror))

    return _walked(folder, refuse)


def _walked(folder: Path, refuse: Callable[[OSError], None]) -> list[Path]:
    paths = []
    if os.path.lexists(folder):
        for place, folders, names in os.walk(folder, onerror=refuse):
            # A link to a folder is not followed: it may lead around in a circle.
            links = [name for name in folders if Path(place, name).is_symlink()]
            paths += [Path(place, name) for name in (*names, *links)]
    return sorted(path for path in paths if _has_place(path.relative_to(folder).as_posix()))


def names(folder: Path) -> list[str]:
    """The names of the Markdown files of hand-written pages below a folder, sorted. Raises
    `OSError` where it can't be looked into."""

    def refuse(error: OSError) -> None:
        raise error

    paths = _walked(folder, refuse)
    return [
        path.relative_to(folder).as_posix()
        for path in paths
        if path.suffix == ".md" and path.is_file()
    ]


def _has_place(name: str) -> bool:
    """Whether a file of that name is one of the site's: none that is hidden, but for those by which
    hosts and others look for what concerns the whole site."""
    is_hidden = name.startswith(".") or "/." in name
    return not is_hidden or name.startswith((".nojekyll", ".well-known/"))


def _fault_of_name(path: Path) -> dict[str, int]:
    """What INVALID_FILE_NAME says of a file; nothing if its name is sound."""
    if odd := _ODD.search(path.name):
        return {"code": ord(odd[0])}
    return {"most": _LONGEST} if len(os.fsencode(path.name)) > _LONGEST else {}


def address_of(name: str) -> str:
    """The address of the page that a Markdown file of that name becomes; empty for the home page's.

    A folder's `index.md` or `README.md` is the page of the folder itself.
    """
    stem = name.removesuffix(".md")
    folder, _, last = stem.rpartition("/")
    if last in ("index", "README"):
        stem = folder
    return f"{stem}/" if stem else ""


def _at_a_glance(path: Path, name: str) -> HandWritten | bytes | None:
    """The page, or any other file's bytes, where what models papers, and takes long to load, is not
    needed to see that it is sound; None for one that is to be looked at closely."""
    if path.is_symlink() or not path.is_file() or _fault_of_name(path):
        return None
    try:
        raw = path.read_bytes()
        text = raw.decode() if path.suffix == ".md" and len(raw) < _MOST_AT_A_GLANCE else ""
    except (OSError, UnicodeDecodeError):
        return None
    if path.suffix != ".md":
        return raw
    plain = _PLAIN.fullmatch(text)
    if not plain or UNSEEN.search(text):
        return None
    meta = {plain[1]: plain[2], plain[3]: plain[4]}
    is_sound = len(meta) == 2 and all(value.strip() for value in meta.values())
    return HandWritten(name, meta, plain[5]) if is_sound and not fault_of(plain[5]) else None


def _closely(path: Path, name: str, source: Source) -> HandWritten | bytes | None:
    """The page, or any other file's bytes; None after reporting what is wrong with it."""
    if fault := _fault_of_name(path):
        source.report(1, "", INVALID_FILE_NAME, **fault)
        return None
    raw = source.read(path)
    return raw if raw is None or path.suffix != ".md" else _page(raw, name, source)


def _page(raw: bytes, name: str, source: Source) -> HandWritten | None:
    """A page with what its front matter says, or None after reporting what is wrong with it."""
    text = source.text(raw)
    if text is None:
        return None
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if lines[0].rstrip() != "---" or not end:
        source.report(1, "", PAGE_WITHOUT_FRONT_MATTER)
        return None
    meta = source.parse("\n".join(lines[1:end]), 2)
    if meta is None:
        return None
    for key in ("title", "description"):
        value = meta.get(key)
        line = source.line_of((key,))
        if key not in meta:
            source.report(1, "", PAGE_WITHOUT_KEY, key=key)
        elif not isinstance(value, str):
            source.report(line, key, WRONG_TYPE, value=shown(value), expected="text")
        elif not value.strip():
            source.report(line, key, EMPTY_VALUE)
    body = UNSEEN.sub("", "\n".join(lines[end + 1 :]).replace("\x85", "\n"))
    if fault := fault_of(body):
        source.report(end + 1 + fault.line, "", fault.rule, **fault.values)
    return None if source.findings else HandWritten(name, meta, body)
