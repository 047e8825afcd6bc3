"""A drawn page, or a style sheet, in; the same with the scripts, the styles and the pictures in its
text as files of their own out.

A strict content security policy runs no script and applies no style that is in a page, and shows no
picture that is in an address. What the theme, a plugin or a page written by hand has there does the
same from a file. Handlers and styles of single elements stay where they are, and so does whatever
names other files from its page on.
"""

from __future__ import annotations

import re
from base64 import b64decode
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from pressmark.base.hashing import fingerprint
from pressmark.site.settings import POLICY_TAG
from pressmark.theme.whitespace import body_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Files = dict[str, bytes]

# Where the theme's style sheets are. One made of a page's style is in the folder of its first
# sheet: a relative address in a value that one of them gives and another uses is the same for both.
STYLE_SHEETS = "assets/stylesheets/"
SCRIPTS, _PICTURES = "assets/javascripts/", "assets/images/"
_TYPES = {
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/webp": "webp",
}
_TYPE_OF = {ending: type_ for type_, ending in _TYPES.items()}

# Comments and drawings, in which such elements do nothing or something else, and then those.
_ELEMENT = re.compile(
    r"""
    <!-- .*? (?: --> | \Z)
    | <svg\b .*? (?: </svg\s*> | \Z)
    | <(script|style) ((?: \s++ [\w-]++ (?: ="[^"]*" | ='[^']*' | =[^\s"'<>]++ )?+ )*+) \s* >
      (.*?) (?: </\1\s*> | (\Z))
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""(?<!\s)\s++([\w-]+)(?:=["']?([^\s"'>]*))?""")
# With any other attribute the element would do something else from a file.
_KEPT = re.compile(r"type|media|id|class|data-[\w-]+", re.IGNORECASE)
_RUN = ("", "text/javascript", "application/javascript", "module", "text/css")
_NAMES_FILES = {"script": re.compile(r"\bimport\b"), "style": re.compile(r"@import\b|url\(")}
# Where a page says that the site's root is, and the folder of the theme's style sheets.
_SHEETS = re.compile(rf'<link rel="stylesheet" href="([^"]*)({STYLE_SHEETS}(?:[\w-]+/)?)')
_DATA = re.compile(
    r"""url\(\s*(?:"(data:(?:[^"\\]|\\.)*)"|'(data:(?:[^'\\]|\\.)*)'|(data:(?:[^\s"'()\\]|\\.)*))\s*\)""",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL | re.IGNORECASE)
_PICTURE = re.compile(rf'url\("(?:\.\./)+({_PICTURES}inline-[0-9a-f]+\.(\w+))"\)'.encode())
# Cells of tables that Markdown aligns.
_ALIGNED = re.compile(r'(<t[dh]) style="text-align: (left|center|right);"')


def with_policy(html: str) -> str:
    """A page that carries the policy itself, once, before all that it is about."""
    tag = f"<head>\n{POLICY_TAG}"
    return html if tag in html else html.replace("<head>", tag, 1)


def separated(html: str) -> tuple[str, Files]:
    """A page with files in the place of scripts and styles, and those files, by path.

    The body of a page that pressmark wrote is left as it is.
    """
    sheets = _SHEETS.search(html)
    files: Files = {}
    if not sheets:
        return html, files
    replace = partial(_element, sheets[1], sheets[2], files)
    if (body := body_of(html)) is None:
        return _ALIGNED.sub(r'\1 class="pm-\2"', _ELEMENT.sub(replace, html)), files
    before, after = (
        _ELEMENT.sub(replace, part) for part in (html[: body.start], html[body.stop :])
    )
    return before + html[body] + after, files


def _element(root: str, sheets: str, files: Files, match: re.Match[str]) -> str:
    """What stands for a script or a style of a page from which that is the way to the root; what it
    holds is put into the files, that of a style into the folder `sheets`."""
    name, attributes, text, ending = match.groups()
    if not name or ending is not None:
        return match[0]
    name = name.lower()
    given = {key.lower(): value.lower() for key, value in _ATTRIBUTE.findall(attributes)}
    moves = (
        text.strip()
        and all(map(_KEPT.fullmatch, given))
        and given.get("type", "") in _RUN
        and not _NAMES_FILES[name].search(_DATA.sub("", text))
    )
    if not moves:
        return match[0]
    if name == "script":
        path = _add(files, SCRIPTS, "js", text.encode())
        return f'<script{attributes} src="{root}{path}"></script>'
    sheet, pictures = separated_pictures(text, sheets)
    files.update(pictures)
    path = _add(files, sheets, "css", sheet.encode())
    return f'<link rel="stylesheet"{attributes} href="{root}{path}">'


def separated_pictures(sheet: str, folder: str) -> tuple[str, Files]:
    """A style sheet of that folder with files in the place of pictures that are in addresses, and
    those files, by path."""
    files: Files = {}

    def picture(match: re.Match[str]) -> str:
        try:
            type_, content = _content_of(_ESCAPE.sub(_unescaped, match[match.lastindex or 0]))
            ending = _TYPES[type_]
        except (KeyError, ValueError):
            return match[0]
        path = _add(files, _PICTURES, ending, content)
        return f'url("{"../" * folder.count("/")}{path}")'

    return _DATA.sub(picture, sheet), files


def _content_of(address: str) -> tuple[str, bytes]:
    """The media type of a `data:` address, and the bytes that it holds. Raises `ValueError` for one
    that no browser reads."""
    head, _, text = address[len("data:") :].partition(",")
    type_, *parameters = head.lower().split(";")
    content = unquote_to_bytes(text)
    return type_, b64decode(content) if "base64" in parameters else content


def _unescaped(match: re.Match[str]) -> str:
    code, sign = match.groups("")
    return chr(int(code, 16)) if code else sign


def _add(files: Files, folder: str, ending: str, content: bytes) -> str:
    """Put a file of that folder among others; returns its path, the same for the same bytes."""
    path = f"{folder}inline-{fingerprint(content).hex()[:16]}.{ending}"
    files[path] = content
    return path


def gathered(sheet: bytes, files: Mapping[str, bytes]) -> bytes:
    """A style sheet with pictures in addresses again in the place of those files, by path."""

    def address(match: re.Match[bytes]) -> bytes:
        path, ending = match[1].decode(), match[2].decode()
        if path not in files:
            return match[0]
        return f'url("data:{_TYPE_OF[ending]},{quote(files[path])}")'.encode()

    return _PICTURE.sub(address, sheet)
