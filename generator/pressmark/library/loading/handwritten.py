"""The folder of hand-written pages in; each with its front matter and its Markdown, or what is
wrong with it, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

from pressmark.base.findings import Finding, InvalidLibraryError, utf8_text
from pressmark.base.rules.files import INVALID_YAML, NO_KEYS
from pressmark.base.rules.pages import PAGE_WITHOUT_FRONT_MATTER, PAGE_WITHOUT_KEY

if TYPE_CHECKING:
    from pathlib import Path


class HandWritten(NamedTuple):
    """A page that a curator wrote: its name, its front matter, and its body in Markdown."""

    name: str
    meta: dict[str, str]
    body: str


def read(
    root: Path, findings: list[Finding]
) -> tuple[dict[str, HandWritten], str, dict[str, bytes]]:
    """Hand-written pages by name, the home page's introduction, and the files beside them."""
    folder = root / "content" / "pages"
    texts: dict[str, HandWritten] = {}
    files: dict[str, bytes] = {}
    introduction = ""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not _is_shown(path, name):
            continue
        if path.suffix != ".md":
            files[name] = path.read_bytes()
            continue
        try:
            meta, body = _front_matter(path.read_bytes(), path.relative_to(root))
        except InvalidLibraryError as error:
            findings += error.findings
            continue
        if name == "index.md":
            introduction = body.strip()
        else:
            texts[name] = HandWritten(name, meta, body)
    return texts, introduction, files


def names(folder: Path) -> list[str]:
    """The names of the Markdown files of hand-written pages below a folder, sorted."""
    paths = ((path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.md")))
    return [name for path, name in paths if _is_shown(path, name)]


def _is_shown(path: Path, name: str) -> bool:
    """Whether a file of that name is one of the site's: none that is hidden, but for those by which
    hosts and others look for what concerns the whole site."""
    is_hidden = name.startswith(".") or "/." in name
    return path.is_file() and (not is_hidden or name.startswith((".nojekyll", ".well-known/")))


def address_of(name: str) -> str:
    """The address of the page that a Markdown file of that name becomes; empty for the home page's.

    A folder's `index.md` or `README.md` is the page of the folder itself.
    """
    stem = name.removesuffix(".md")
    folder, _, last = stem.rpartition("/")
    if last in ("index", "README"):
        stem = folder
    return f"{stem}/" if stem else ""


def _front_matter(raw: bytes, file: Path) -> tuple[dict[str, str], str]:
    """A page's front matter and its body. Raises `InvalidLibraryError` with what is wrong."""
    _, mark, rest = utf8_text(raw, file).partition("---\n")
    head, end, body = rest.partition("\n---\n")
    if not (mark and end):
        raise InvalidLibraryError([Finding.of(PAGE_WITHOUT_FRONT_MATTER, file)])
    try:
        meta = yaml.load(head, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        from pressmark.library.readers.yaml_faults import yaml_fault  # few pages have one

        fault = yaml_fault(head, error)
        finding = Finding.of(INVALID_YAML, file, 2 + fault.line, **fault.words)
        raise InvalidLibraryError([finding]) from None
    if not isinstance(meta, dict):
        raise InvalidLibraryError([Finding.of(NO_KEYS, file, 2)])
    if missing := [key for key in ("title", "description") if key not in meta]:
        findings = (Finding.of(PAGE_WITHOUT_KEY, file, key=key) for key in missing)
        raise InvalidLibraryError(findings)
    return meta, body
