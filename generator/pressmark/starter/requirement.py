"""How pressmark is installed here in; what installs the same version elsewhere out."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from pressmark.base.errors import PressmarkError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Below a library, for a pressmark that no index has.
WHEELS = "wheels"
_NO_INDEX = f"""\
# No package index has this pressmark: pip takes its wheel from the folder {WHEELS}/.
--find-links {WHEELS}
"""
_BY_HAND = f"""\
# No package index has this pressmark, and it was not installed from a wheel. Make one from its
# source (pip wheel --no-deps SOURCE), put it into the folder {WHEELS}/ and commit it.
--find-links {WHEELS}
"""


class Requirement(NamedTuple):
    """The text of a requirements file, and the wheel that it needs beside it in `WHEELS`.

    `is_complete` says whether pip finds all that the text names.
    """

    text: str
    wheel: Path | None = None
    is_complete: bool = True


def requirement() -> Requirement:
    """What installs the pressmark that runs.

    Raises `PressmarkError` where pip did not install it.
    """
    try:
        package = distribution("pressmark")
    except PackageNotFoundError:
        raise PressmarkError(
            "pressmark runs here without being installed: install it with pip, so that a library "
            "can ask for its version"
        ) from None
    return requirement_of(package.version, json.loads(package.read_text("direct_url.json") or "{}"))


def requirement_of(version: str, origin: Mapping[str, object]) -> Requirement:
    """What installs a version of pressmark.

    `origin` is where pip had it from, empty where that was an index:
    https://packaging.python.org/en/latest/specifications/direct-url/
    """
    address = str(origin.get("url", ""))
    pinned = f"pressmark=={version}\n"
    if not address:
        return Requirement(pinned)
    parts = urlsplit(address)
    if parts.scheme != "file":
        system = origin.get("vcs_info")
        if isinstance(system, dict):
            address = f"{system.get('vcs')}+{address}@{system.get('commit_id')}"
        return Requirement(f"pressmark @ {address}\n")
    file = Path(url2pathname(unquote(parts.path)))
    if file.suffix == ".whl" and file.is_file():
        return Requirement(_NO_INDEX + pinned, file)
    return Requirement(_BY_HAND + pinned, is_complete=False)
