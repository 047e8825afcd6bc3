"""A record's values in; the same, texts and people that earlier records had held once, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressmark.library.paper import Author, Paper


class Shared:
    """Equal texts and people of many records, held once: they fill most of a library's memory."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._people: dict[str, Author] = {}

    def values(self, values: dict[str, Any]) -> dict[str, Any]:
        """A record's values with texts and people met before in place of their equals."""
        texts, people = self._texts, self._people
        for key in ("date", "venue", "type", "theme"):
            if isinstance(value := values.get(key), str):
                values[key] = texts.setdefault(value, value)
        for key in ("tags", "also", "suggested"):
            if isinstance(value := values.get(key), list):
                values[key] = [texts.setdefault(v, v) if isinstance(v, str) else v for v in value]
        if isinstance(value := values.get("authors"), list):
            values["authors"] = [people.get(v, v) if isinstance(v, str) else v for v in value]
        return values

    def keep(self, paper: Paper) -> None:
        """Note the people of a sound paper, for those named alike in later ones."""
        people = self._people
        for author in paper.authors:
            if author.name not in people and not (author.orcid or author.is_parted):
                people[author.name] = author
