"""The package's rooms and their imports in; the map of them in CONTRIBUTING.md out.

The map stands between two comments of that file: `make map` draws it anew.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import grimp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parents[2]
FILE = REPOSITORY / "CONTRIBUTING.md"
_PACKAGE = "pressmark"
_BEGIN = "<!-- Drawn from the code: make map -->"
_END = "<!-- The end of what is drawn from the code -->"
_PURPOSE = re.compile(r"In: (.+)\nOut: (.+)\nNot here: (.+)\n?")


class Purpose(NamedTuple):
    """What the docstring of a room says: what comes in, what goes out, what is not done there."""

    comes_in: str
    goes_out: str
    not_here: str


def purpose(room: str) -> Purpose:
    """The purpose of a room, `library` or `library.readers`.

    Raises `ValueError` when its docstring is not three lines that begin with In, Out and Not here.
    """
    docstring = import_module(f"{_PACKAGE}.{room}").__doc__ or ""
    match = _PURPOSE.fullmatch(docstring)
    if not match:
        raise ValueError(f"{room}/__init__.py does not say 'In:', 'Out:' and 'Not here:'")
    return Purpose(*(line.removesuffix(".") for line in match.groups()))


def rooms() -> list[str]:
    """The rooms from the top down, as the contract of import-linter lists them."""
    contract = ConfigParser()
    contract.read(REPOSITORY / ".importlinter", encoding="utf-8")
    layers = contract["importlinter:contract:rooms"]["layers"].replace("|", "\n")
    return [layer.strip().removeprefix(f"{_PACKAGE}.") for layer in layers.split("\n") if layer]


def imports(names: Sequence[str]) -> dict[str, list[str]]:
    """The rooms that each room imports from, those for type checkers and inside functions too."""
    graph = grimp.build_graph(_PACKAGE, cache_dir=None)
    return {
        name: [
            other
            for other in names
            if other != name
            and graph.direct_import_exists(
                importer=f"{_PACKAGE}.{name}", imported=f"{_PACKAGE}.{other}", as_packages=True
            )
        ]
        for name in names
    }


def direct(arrows: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The arrows that no chain of others implies."""

    reached = {room: {*others} for room, others in arrows.items()}
    for _ in arrows:
        for rooms_reached in reached.values():
            rooms_reached.update(*(reached[room] for room in tuple(rooms_reached)))
    return [
        (room, other)
        for room, others in arrows.items()
        for other in others
        if not any(other in reached[between] for between in others if between != other)
    ]


def drawn_map() -> str:
    """The map as Markdown: a diagram of the imports, and a table of the rooms."""
    names = rooms()
    arrows = imports(names)
    lines = ["```mermaid", "flowchart TD"]
    lines += [f"    {room} --> {other}" for room, other in direct(arrows)]
    lines += ["```", ""]
    lines += ["| room | in | out | not here | imports |", "|---|---|---|---|---|"]
    for name in names:
        cells = (f"`{name}/`", *purpose(name), ", ".join(arrows[name]) or "nothing")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def redrawn(text: str) -> str:
    """The text of CONTRIBUTING.md with the map as the code is now."""
    before, _, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"{FILE.name} has no place for the map: {_BEGIN} ... {_END}")
    return f"{before}{_BEGIN}\n\n{drawn_map()}\n\n{_END}{after}"


if __name__ == "__main__":
    FILE.write_text(redrawn(FILE.read_text(encoding="utf-8")), encoding="utf-8")
