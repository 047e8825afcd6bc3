"""A file to import is read in the encoding that its program wrote it in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressmark.library.readers.encodings import decoded

TEXT = "Jörg, “Łuk”\nÅs"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (TEXT.encode(), (TEXT, "UTF-8")),
        (b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), (TEXT, "UTF-8")),
        (TEXT.encode("utf-16"), (TEXT, "UTF-16")),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), (TEXT, "UTF-16")),
        ("Jörg – “Ås”".encode("cp1252"), ("Jörg – “Ås”", "Windows-1252")),
        ("Jörg".encode("latin-1"), ("Jörg", "Windows-1252")),
        (b"\xff\xfea", ("ÿþa", "Windows-1252")),
        ("Jörg\n".encode() + "Zoë\r\n".encode("cp1252") + "Łuk".encode(),
         ("Jörg\nZoë\nŁuk", "Windows-1252")),
    ],
)  # fmt: skip
def test_a_text_is_told_from_its_bytes(raw: bytes, expected: tuple[str, str]) -> None:
    assert decoded(raw, Path("refs.bib")) == expected
