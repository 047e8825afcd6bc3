"""The ledger knows after any crash who got the message, who did not, and who may have."""

from __future__ import annotations

import os
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


def test_garbage_is_no_mark(path: Path) -> None:
    write(path, claim, sending, took)
    with path.open("ab") as file:
        file.write(b"\x00" * 40 + b"\nsent \xff\nsent " + BEN.upper().encode() + b"\n")

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
