"""Files that are sound in; files that somebody cut, pasted, doubled and saved in other ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_PIECES = (
    *(b"{", b"}", b'"', b"'", b"\\", b"@", b"%", b"#", b"$", b",", b";", b":", b"=", b"[", b"]"),
    *(
        b"\n",
        b"\r",
        b"\r\n",
        b"\t",
        b" ",
        b"\0",
        b"\x1b",
        b"\x7f",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
    ),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"&#0;"),
    *(
        b"<b>",
        b"</",
        b"$$",
        b"\\begin{x}",
        b"^{",
        b"null",
        b"1e999",
        b"-1",
        b"0",
        b"9" * 30,
        b"\\u0000",
    ),
    *(
        b"\\ud800",
        b"../..",
        b"10.1234/",
        b"arXiv:",
        b"https://",
        b"TY  - ",
        b"ER  - ",
        b"%0 ",
        b"and ",
    ),
)
MOST_BYTES = 60_000


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """One of some files with a few things done to it."""
    text = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 6, 20))):
        start, stop = sorted(chance.choices(range(len(text) + 1), k=2))
        stop = min(stop, start + chance.choice((1, 4, 40, 400, len(text))))
        piece = text[start:stop]
        match chance.randrange(9):
            case 0:
                text = text[:start] + text[stop:]
            case 1:
                text = text[:stop] + piece * chance.choice((1, 2, 30)) + text[stop:]
            case 2:
                text = text[:start] + chance.choice(_PIECES) + text[start:]
            case 3:
                text = (
                    text[:start]
                    + chance.choice(_PIECES) * chance.choice((2, 30, 900))
                    + text[start:]
                )
            case 4:
                text = text[:start] + bytes([chance.randrange(256)]) + text[start + 1 :]
            case 5:
                other = chance.choice(seeds)
                cut = chance.randrange(len(other) + 1)
                text = text[:start] + other[cut:]
            case 6:
                lines = text.split(b"\n")
                chance.shuffle(lines)
                text = b"\n".join(lines)
            case 7:
                text = text[:start]
            case 8:
                text = text[:start] + piece[::-1] + text[stop:]
        text = text[:MOST_BYTES]
    return text if chance.random() < 0.95 else text.decode("latin-1").encode("utf-16")
