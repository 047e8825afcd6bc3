"""A script or a style sheet of the package's in; the same in fewer bytes, without comments and
needless spaces, out.

Files of a library's own, and of the theme's maker, are left as they are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rcssmin  # type: ignore[import-untyped]
import rjsmin  # type: ignore[import-untyped]

from pressmark.base.template_folders import PACKAGE_TEMPLATES, THEME

if TYPE_CHECKING:
    from collections.abc import Callable

_WAYS: dict[str, Callable[[str], str]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


def lighter(path: str, content: bytes) -> bytes:
    """What stands at a path of the site, in fewer bytes if it is a script or a style sheet that is
    the package's own."""
    own = PACKAGE_TEMPLATES / THEME / path
    way = _WAYS.get(own.suffix)
    if way is None or not own.is_file() or own.read_bytes() != content:
        return content
    return way(content.decode()).encode()
