"""A page as hosts serve it in; the same to be opened from a disk out.

Browsers show a folder of a disk as a list of files, so that links name the page in it. They load no
modules from there: what can do without them is a plain script, and the rest waits for a host.
"""

from __future__ import annotations

import re
from functools import partial

_INDEX = b"index.html"
# An address in full has a colon; one from a host's root on can't be meant on a disk.
_LINK = re.compile(rb'(<(?:a|form|link)\b[^<>]*?\s(?:href|action)=")([^"#?:/][^"#?:]*)(?=["#?])')
_REFRESH = re.compile(rb'(http-equiv="refresh" content="0; url=)([^"#:]*)')
_MODULE = re.compile(rb'<script type="module" src="([^"]+)"[^>]*></script>')
# Fonts and modules are fetched as a host's only.
_PRELOAD = re.compile(rb'<link rel="(?:preload|modulepreload)"[^>]*>\n')
_PLAIN = (b"/pressmark.js", b"/cite.js")
# Where a page says that the site's root is.
_ROOT = re.compile(rb'<link rel="stylesheet" href="([^"]*)assets/')


def portable(html: bytes) -> bytes:
    """The HTML of a page with links and scripts that work without a host."""
    html = _PRELOAD.sub(b"", html)
    html = _LINK.sub(_link, html)
    html = _REFRESH.sub(_link, html)
    root = _ROOT.search(html)
    return _MODULE.sub(partial(_script, root[1]), html) if root else html


def _link(match: re.Match[bytes]) -> bytes:
    before, address = match.groups()
    name = address.rpartition(b"/")[2]
    if name in (b"", b".", b".."):
        address = address.rstrip(b"/") + b"/" + _INDEX if address else _INDEX
    return before + address


def _script(root: bytes, match: re.Match[bytes]) -> bytes:
    address = match[1]
    if address.endswith(_PLAIN):
        return b'<script defer src="' + address + b'"></script>'
    loader = root + b"assets/javascripts/portable.js"
    return b'<script src="' + loader + b'" data-module="' + address + b'"></script>'
