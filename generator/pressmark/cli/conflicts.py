"""Facts that a source and a record have both changed in; who decides, and what is shown, out."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from pressmark.library.importing.merging import leave_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.library.importing.merging import Change, Resolve

CHOICES = ("ask", "leave", "record", "source")
_LONGEST = 300


def is_somebody_there() -> bool:
    """Whether a person sits at the terminal; in CI nobody does."""
    return sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")


def resolver(choice: str, name: Path, prompt: Callable[[str], str] | None = None) -> Resolve:
    """What decides conflicts with the source `name`: a choice for all of them, or a person.

    `prompt` shows a text and returns what was typed; without it, the terminal does.
    """
    if choice in ("record", "source"):
        return lambda _: choice
    if choice == "leave" or (prompt is None and not is_somebody_there()):
        return leave_open
    for_all = ""

    def ask(change: Change) -> str:
        nonlocal for_all
        if for_all:
            return for_all
        click.echo(difference(change, name), err=True)
        while True:
            answer = (prompt or _typed)("Take what the source says? (y/n/all)").strip().lower()
            if answer in ("y", "yes"):
                return "source"
            if answer in ("n", "no"):
                return "record"
            if answer == "all":
                for_all = "source"
                return for_all

    return ask


def _typed(text: str) -> str:
    answer: str = click.prompt(text, err=True)
    return answer


def difference(change: Change, name: Path) -> str:
    """A conflict as a diff: what the source said, what it says, and what the record says."""
    earlier = "(not kept)" if change.fact == "abstract" else _shown(change.said)
    record = f"content/{change.record}:{change.record_line}"
    rows = (
        ("-", earlier, f"{name}, at the last import"),
        ("+", _shown(change.says), f"{name}:{change.line}"),
        (
            "!",
            _shown(change.held),
            record,
        ),
    )
    lines = [f"  {sign} {value}    ({place})" for sign, value, place in rows]
    return "\n".join([f"{change.paper}: {change.fact}: both have changed", *lines])


def _shown(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."
