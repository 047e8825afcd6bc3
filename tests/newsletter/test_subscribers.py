"""A list of subscribers is read as it was meant, or every line that can't be is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.newsletter import subscribers
from pressmark.newsletter.subscribers import Subscriber

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, text: str) -> subscribers.Subscribers:
    path = folder / "list.txt"
    path.write_bytes(text.encode())
    return subscribers.read(path)


@pytest.mark.parametrize(
    ("line", "address", "name"),
    [
        ("ada@example.org", "ada@example.org", ""),
        ("  ada@example.org\t", "ada@example.org", ""),
        ("ada@example.org Ada Quill", "ada@example.org", "Ada Quill"),
        ("Ada Quill <ada@example.org>", "ada@example.org", "Ada Quill"),
        ('"Quill, Ada" <ada@example.org>', "ada@example.org", "Quill, Ada"),
        ("<ada@example.org>", "ada@example.org", ""),
        ("o'ada+list.x_y@mail.example.org", "o'ada+list.x_y@mail.example.org", ""),
        ("ada@bücher.example", "ada@xn--bcher-kva.example", ""),
        ("李明 <li@example.org>", "li@example.org", "李明"),
        ("Ada\x00\x1b[31m <ada@example.org>", "ada@example.org", "Ada[31m"),
    ],
)
def test_a_line_is_an_address_and_may_have_a_name(
    line: str, address: str, name: str, tmp_path: Path
) -> None:
    assert read(tmp_path, line + "\n").people == (Subscriber(address, name),)


def test_who_stands_there_twice_is_one_in_whatever_case(tmp_path: Path) -> None:
    everybody = read(
        tmp_path, "# The list\r\n\r\nAda@example.org\r\nben@x.org\r\nada@EXAMPLE.org Ada\r\n"
    )

    assert [person.address for person in everybody.people] == ["Ada@example.org", "ben@x.org"]
    assert everybody.repeated == 1


@pytest.mark.parametrize(
    "line",
    [
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        ".ada@example.org",
        "a..da@example.org",
        "ada@-example.org",
        "ada@example..org",
        "ädä@example.org",
        "ada(x)@example.org",
        "ada@[127.0.0.1]",
        "Ada <ada@example.org> <ben@example.org>",
        "ada@example.org>",
        "a" * 65 + "@example.org",
        "ada@" + "a." * 130 + "org",
        "ada@" + "a" * 70 + ".org",
    ],
)
def test_a_line_that_is_no_address_is_named_and_nobody_is_taken(line: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidLibraryError) as raised:
        read(tmp_path, f"ben@example.org\n{line}\n")

    (finding,) = raised.value.findings
    assert (finding.line, finding.file.name) == (2, "list.txt")
    assert finding.advice == "Write ada@example.org, or Ada Quill <ada@example.org>"
