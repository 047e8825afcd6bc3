"""A file's content, or what gives it, in; the file with what tells it from others, to be made only
where it is wanted, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.hashing import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class LateFile(NamedTuple):
    """A file: what tells its content from any other, and what gives the content."""

    fingerprint: bytes
    content: Callable[[], bytes]

    @classmethod
    def of(cls, content: bytes) -> LateFile:
        """A file of that content."""
        return cls(fingerprint(content), lambda: content)

    def pieces(self) -> Iterator[bytes]:
        """The content, once it is asked for."""
        yield self.content()
