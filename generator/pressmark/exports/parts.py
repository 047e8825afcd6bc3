"""Parts of files of the whole library, kept from build to build in one disposable file.

Each is kept with what tells of what it was made: of anything else it is made anew.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pressmark.base import cache_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.site.touched import Touched

_NAME = "parts"


class Parts:
    """Parts by their names.

    `key` tells all that they depend on besides papers, and `key_of` gives what tells the facts of
    all papers, whose changes are of some sorts, from any others. Without that, or without a
    `folder`, nothing is kept.
    """

    def __init__(
        self,
        key: bytes = b"",
        folder: Path | None = None,
        key_of: Callable[[Touched], bytes] | None = None,
    ) -> None:
        self._key = key
        self._path = folder / _NAME if folder and key_of else None
        self._key_of = key_of
        self._are_new = False

    @cached_property
    def _kept(self) -> dict[str, tuple[bytes, bytes]]:
        return (cache_file.read_values(self._path, self._key) if self._path else None) or {}

    def of_facts(self, name: str, touched: Touched, make: Callable[[], bytes]) -> bytes:
        """The part of a name, which shows nothing of papers but facts whose changes are of some
        sorts; made if it has to be."""
        return self.of(name, self._key_of(touched), make) if self._key_of else make()

    def of(self, name: str, made_of: bytes, make: Callable[[], bytes]) -> bytes:
        """The part of a name, and of what `made_of` tells from anything else; made if it has to
        be."""
        entry = self._kept.get(name)
        if entry is None or entry[0] != made_of:
            entry = self._kept[name] = made_of, make()
            self._are_new = True
        return entry[1]

    def keep(self) -> None:
        """Write down the parts, if any was made."""
        if self._path and self._are_new:
            cache_file.write_values(self._path, self._key, self._kept)
            self._are_new = False
