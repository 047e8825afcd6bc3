"""The navigation that a configuration names in; out the part of it that leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Item = TypeVar("Item")


def has_digests(root: Path) -> bool:
    """Whether the library below `root` has e-mail digests, which navigation may then lead to."""
    return any((root / "content" / "digests").glob("*.yml"))


def navigation(items: Iterable[Item], root: Path) -> list[Item]:
    """The items without those that lead to digests, where the library below `root` has none."""
    if has_digests(root):
        return [*items]
    return [item for item in items if not _leads_to(item, "digests.md")]


def _leads_to(item: object, file: str) -> bool:
    return item == file or (isinstance(item, dict) and file in item.values())
