"""The fate of each message in, one per line of a file that only grows; who got the newsletter, even
after a crash, out.

A message passes four marks. `claimed` is on the disk before the server could take it; `sending` is
written, without waiting for the disk, in the instant before the dot that ends the message; then
comes `sent`, or `released` when the server did not take it.

Whoever has no mark, or `released`, gets the message. After `claimed` alone, the sender died before
the dot and the server has nothing: the message is sent again, unless the machine itself went down
since, which may have taken a `sending` that was not on the disk yet. After `sending` alone nobody
can know: the server may have taken the message while the sender died. Those are *unsure*.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.disk import sync_folder
from pressmark.base.errors import PressmarkError
from pressmark.base.locks import lock

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(rb"(claimed|sending|sent|released) ([0-9a-f]{32})")
_BEGUN = re.compile(rb"begun ([0-9a-f]{8}) ([!-~]{1,64})")


class LedgerError(PressmarkError):
    """Raised when a ledger can't be read or written; says why."""


class LedgerState(NamedTuple):
    """The keys of messages that were taken, and of those that may have been."""

    sent: set[str]
    unsure: set[str]


class Ledger:
    """One ledger, held by this process alone; `known` is its state when it was opened."""

    def __init__(self, file: int, secret: str) -> None:
        self._file = file
        boot, raw = _boot(), _whole(file)
        self.known = _state(raw, secret, boot)
        if raw and not raw.endswith(b"\n"):
            self._write(b"\n")  # ends what was cut off
        self._write(f"begun {_check(secret)} {boot or 'unknown'}\n".encode(), to_disk=True)

    def claim(self, key: str) -> None:
        """Note, on the disk, that the message is about to be handed over."""
        self._write(f"claimed {key}\n".encode(), to_disk=True)

    def sending(self, key: str) -> None:
        """Note that the server may take the message from now on."""
        self._write(f"sending {key}\n".encode())

    def settle(self, key: str, *, sent: bool) -> None:
        """Note, on the disk, whether the server took the message."""
        self._write(f"{'sent' if sent else 'released'} {key}\n".encode(), to_disk=True)

    def _write(self, line: bytes, *, to_disk: bool = False) -> None:
        try:
            written = os.write(self._file, line)
            if to_disk:
                os.fsync(self._file)
        except OSError as error:
            raise LedgerError(f"the ledger can't be written: {error.strerror}") from error
        if written < len(line):
            raise LedgerError("the ledger can't be written: the disk is full")


@contextlib.contextmanager
def opened(path: Path, secret: str = "") -> Iterator[Ledger]:
    """The ledger at `path`, made if need be, for this process alone.

    Raises `LedgerError` when another process holds it, or it was written with another `secret`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        if not lock(file):
            raise LedgerError(f"another run is sending with {path}; wait until it has ended")
        sync_folder(path.parent)
        yield Ledger(file, secret)
    finally:
        os.close(file)


def read(path: Path, secret: str = "") -> LedgerState:
    """The state of the ledger at `path`; nothing is locked or written. Raises as `opened` does."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = b""
    except PermissionError as error:  # on Windows, while another run is sending
        raise LedgerError(f"{path} can't be read: {error.strerror}") from error
    return _state(raw, secret, _boot())


def _state(raw: bytes, secret: str, boot: str) -> LedgerState:
    marks: dict[str, tuple[str, bool]] = {}
    is_this_boot = False
    for line in raw.split(b"\n"):
        if begun := _BEGUN.fullmatch(line):
            if begun[1].decode() != _check(secret):
                raise LedgerError(
                    "the ledger was written with a different PRESSMARK_LEDGER_KEY: nobody in it "
                    "would be recognised"
                )
            is_this_boot = begun[2].decode() == boot
        elif match := _LINE.fullmatch(line):  # anything else was cut off
            marks[match[2].decode()] = match[1].decode(), is_this_boot
    return LedgerState(
        {key for key, (mark, _) in marks.items() if mark == "sent"},
        {
            key
            for key, (mark, of_this_boot) in marks.items()
            if mark == "sending" or (mark == "claimed" and not of_this_boot)
        },
    )


def _check(secret: str) -> str:
    """What tells one secret from another, and nothing more of it."""
    return hmac.new(secret.encode(), b"ledger", "sha256").hexdigest()[:8]


def _whole(file: int) -> bytes:
    pieces = []
    os.lseek(file, 0, os.SEEK_SET)
    while piece := os.read(file, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _boot() -> str:
    """What tells this run of the machine from any other; empty where the system does not say."""
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""
