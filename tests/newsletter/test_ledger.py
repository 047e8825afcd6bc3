"""The ledger knows after any crash who got the message, who did not, and who may have."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from pressmark.newsletter import ledger as ledgers
from pressmark.newsletter.ledger import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.newsletter.ledger import Ledger

ADA, BEN = "a" * 32, "b" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "ledger"


def write(path: Path, *marks: Callable[[Ledger], None]) -> None:
    with ledgers.opened(path) as ledger:
        for mark in marks:
            mark(ledger)


def claim(ledger: Ledger) -> None:
    ledger.claim(ADA)


def sending(ledger: Ledger) -> None:
    ledger.sending(ADA)


def took(ledger: Ledger) -> None:
    ledger.settle(ADA, sent=True)


def refused(ledger: Ledger) -> None:
    ledger.settle(ADA, sent=False)


@pytest.mark.parametrize(
    ("marks", "sent", "unsure"),
    [
        ([], set(), set()),
        ([claim], set(), set()),
        ([claim, sending], set(), {ADA}),
        ([claim, sending, took], {ADA}, set()),
        ([claim, sending, refused], set(), set()),
        ([claim, sending, refused, claim, sending], set(), {ADA}),
        ([claim, sending, refused, claim, sending, took], {ADA}, set()),
    ],
)
def test_the_last_mark_tells(
    marks: list[Callable[[Ledger], None]], sent: set[str], unsure: set[str], path: Path
) -> None:
    write(path, *marks)

    assert ledgers.read(path) == (sent, unsure)
    with ledgers.opened(path) as ledger:
        assert ledger.known == (sent, unsure)


def test_a_claim_is_unsure_once_the_machine_has_started_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, claim)
    monkeypatch.setattr(ledgers, "_boot", lambda: "another")

    assert ledgers.read(path).unsure == {ADA}


def test_a_claim_is_unsure_where_nobody_knows_when_the_machine_started(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledgers, "_boot", lambda: "")
    write(path, claim)

    assert ledgers.read(path).unsure == {ADA}


@pytest.mark.parametrize("kept", range(1, len(f"sent {ADA}\n")))
def test_a_last_line_that_was_cut_off_says_nothing_and_spoils_nothing(
    kept: int, path: Path
) -> None:
    write(path, claim, sending)
    with path.open("ab") as file:
        file.write(f"sent {ADA}\n".encode()[:kept])
    whole = kept == len(f"sent {ADA}")

    write(path, lambda ledger: ledger.settle(BEN, sent=True))

    assert ledgers.read(path) == (({ADA, BEN}, set()) if whole else ({BEN}, {ADA}))


def test_a_power_cut_leaves_no_fault(path: Path) -> None:
    write(path, claim, sending, took)
    with path.open("ab") as file:
        file.write(b"\x00" * 40 + b"\nsent bbbb" + b"\x00" * 9)

    write(path, lambda ledger: ledger.settle(BEN, sent=True))

    assert ledgers.read(path) == ({ADA, BEN}, set())


SENT = f"begun {ledgers._check('')} boot\nclaimed {ADA}\nsending {ADA}\nsent {ADA}\n".encode()
UNSURE = SENT.removesuffix(f"sent {ADA}\n".encode())


def doubled(text: bytes) -> bytes:
    """A text with each of its lines twice."""
    return b"".join(line * 2 for line in text.splitlines(keepends=True))


EDITED: dict[str, Callable[[bytes], bytes]] = {
    "as it was": lambda text: text,
    "lines twice": doubled,
    "all of it twice": lambda text: text * 2,
    "an older copy behind it": lambda text: text + UNSURE,
    "its beginning behind it": lambda text: text + text[: text.index(b"sending")],
    "sorted": lambda text: b"".join(sorted(text.splitlines(keepends=True))),
    "its first line cut off": lambda text: text.partition(b"\n")[2],
    "the end of its last line cut off": lambda text: text[:-1],
    "lines of Windows": lambda text: text.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "spaces and empty lines": lambda text: text.replace(b"\n", b" \n\n"),
    "a line of somebody's own": lambda text: text + f"sent {BEN}\n".encode(),
}


@pytest.mark.parametrize("edit", EDITED.values(), ids=EDITED)
@pytest.mark.parametrize("text", [SENT, UNSURE], ids=["sent", "unsure"])
def test_an_edited_ledger_sends_nobody_a_second_copy(
    text: bytes, edit: Callable[[bytes], bytes], path: Path
) -> None:
    path.parent.mkdir()
    path.write_bytes(edit(text))

    state = ledgers.read(path)

    assert ADA in (state.sent if text is SENT else state.unsure)
    with ledgers.opened(path) as ledger:
        assert ledger.known == state


FAULTY: dict[str, Callable[[bytes], bytes]] = {
    "another encoding": lambda text: text.decode().encode("utf-16"),
    "another encoding without its mark": lambda text: text.decode().encode("utf-16-le"),
    "capitals": bytes.upper,
    "a later program's mark": lambda text: text + f"bounced {ADA}\n".encode(),
    "a longer key": lambda text: text + f"sent {ADA}{BEN}\n".encode(),
    "a list of subscribers": lambda _: b"ada@example.org\n",
    "a record": lambda _: b"---\ntitle: Lamps\n---\n",
    "bytes": lambda _: bytes(range(1, 256)) * 9,
    "a merge": lambda text: b"<<<<<<< ours\n" + text,
}


@pytest.mark.parametrize("edit", FAULTY.values(), ids=FAULTY)
def test_what_no_run_wrote_is_named_with_its_line_and_stays(
    edit: Callable[[bytes], bytes], path: Path
) -> None:
    path.parent.mkdir()
    path.write_bytes(edit(SENT))

    with (
        pytest.raises(
            LedgerError, match=rf"{re.escape(str(path))}:\d+: '.*' is no line of a ledger"
        ),
        ledgers.opened(path),
    ):
        pass

    assert path.read_bytes() == edit(SENT)


def test_another_lists_ledger_says_nothing_of_this_one(path: Path) -> None:
    write(path, lambda ledger: ledger.settle(BEN, sent=True))

    assert ledgers.read(path) == ({BEN}, set())


def test_who_is_in_doubt_stays_so_until_an_answer_comes(path: Path) -> None:
    write(path, claim, sending, took, lambda ledger: ledger.doubt(ADA))
    assert ledgers.read(path) == (set(), {ADA})

    write(path, claim)
    assert ledgers.read(path) == (set(), {ADA})

    write(path, claim, sending, took)
    assert ledgers.read(path) == ({ADA}, set())


def test_a_ledger_only_grows(path: Path) -> None:
    write(path, claim, sending, took)
    before = path.read_bytes()

    write(path)

    assert path.read_bytes().startswith(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_senders_at_once_are_one_too_many(path: Path) -> None:
    with (
        ledgers.opened(path),
        pytest.raises(LedgerError, match="another run is sending"),
        ledgers.opened(path),
    ):
        pass


def test_another_key_is_noticed_before_anybody_gets_it_twice(path: Path) -> None:
    write(path, claim, sending, took)

    with pytest.raises(LedgerError, match="PRESSMARK_LEDGER_KEY"):
        ledgers.read(path, "another")


def test_a_full_disk_is_said_and_no_mark_is_half_believed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    with ledgers.opened(path) as ledger:
        monkeypatch.setattr(os, "write", lambda file, line: real(file, line[:9]))
        with pytest.raises(LedgerError, match="the disk is full"):
            ledger.claim(ADA)
        monkeypatch.undo()

    assert ledgers.read(path) == (set(), set())


def test_marks_that_must_outlive_the_machine_are_on_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    with ledgers.opened(path) as ledger:
        monkeypatch.setattr(os, "fsync", lambda _: synced.append(path.read_text("ascii")))
        for mark in (claim, sending, took):
            mark(ledger)

    last = [text.splitlines()[-1] for text in synced]
    assert last == [f"claimed {ADA}", f"sent {ADA}"]
