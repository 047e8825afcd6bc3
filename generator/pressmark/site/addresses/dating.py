"""A library with records that it has not listed yet in; the same with the day on which each was
taken in, out.

A record is new as long as its address is not listed; where there is no list, nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.library.addresses import PAPERS
from pressmark.library.importing.record_text import yaml_value
from pressmark.library.record_edit import UnplacedError, file_text, with_front_matter
from pressmark.site.addresses.edits import Edits, with_records

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.site.addresses.edits import Place

_KEY = "added"


def undated(place: Place) -> dict[str, Path]:
    """The new records that don't say when they were added, by id, each with the file that it is
    in; those of sources are left out."""
    if place.survey.text is None:
        return {}
    names = [address.split("/")[1] for address in place.survey.new if address.startswith(PAPERS)]
    papers = place.library.papers
    new = {name for name in names if name in papers and not papers[name].added}
    files = {name: file for name in sorted(new) if (file := place.record_file(name)).is_file()}
    if new.difference(files) and place.bulk.is_file():
        in_lines: set[str] = set()

        def note(record: dict[str, Any]) -> dict[str, Any]:
            in_lines.add(record["id"])
            return record

        with_records(file_text(place.bulk), note)
        files |= {name: place.bulk for name in sorted(new & in_lines) if name not in files}
    return files


def dated(place: Place, day: str) -> Edits:
    """What has each new record say that it was added on a day, which is ISO 8601; a record in which
    there is no plain place for that is among what is left out."""
    edits = Edits()
    value = yaml_value(_KEY, day)
    files = undated(place)
    for file in {*files.values()} - {place.bulk}:
        try:
            edits.texts[file] = with_front_matter(file_text(file), {_KEY: value})
        except UnplacedError:
            edits.left_out.append(f"{file}: write added: {value}")
    in_lines = {name for name, file in files.items() if file == place.bulk}
    if in_lines:
        edits.texts[place.bulk] = with_records(
            file_text(place.bulk),
            lambda record: {**record, _KEY: day} if record["id"] in in_lines else record,
        )
    return edits
