"""The fate of each message in, one per line of a file that only grows; who got the newsletter, even
after a crash, out.

A message passes four marks. `claimed` is on the disk before the server could take it; `sending` is
written, without waiting for the disk, in the instant before the dot that ends the message; then
comes `sent`, or `released` when the server did not take it.

Whoever has no mark, or `released`, gets the message. After `claimed` alone, the sender died before
the dot and the server has nothing: the message is sent again, unless the machine itself went down
since, which may have taken a `sending` that was not on the disk yet. After `sending` alone nobody
can know: the server may have taken the message while the sender died. Those are *unsure*, and so is
whoever is `doubted`: the server answered with what is no answer, or with more than one.

Marks count so that a file in which lines were repeated or sorted sends nobody a second copy: what
was sent stays so, and only an answer ends a doubt. What is no mark is a fault in the file, but for
what a full disk or a power cut leaves: the beginning of a line, and bytes that are 0.
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

_LINE = re.compile(rb"(claimed|sending|sent|released|doubted) ([0-9a-f]{32})")
_BEGUN = re.compile(rb"begun ([0-9a-f]{8}) ([!-~]{1,64})")
# What is left of either where its end was cut off.
_CUT_OFF = re.compile(rb"[a-z]{0,8}|(?:begun|claimed|sending|sent|released|doubted) [0-9a-f]{0,31}")
_BOM = b"\xef\xbb\xbf"
# Around a mark: what editors add, and what a power cut leaves.
_NOTHING = b" \t\r\0"


class LedgerError(PressmarkError):
    """Raised when a ledger can't be read or written; says why."""


class LedgerState(NamedTuple):
    """The keys of messages that were taken, and of those that may have been."""

    sent: set[str]
    unsure: set[str]


class Ledger:
    """One ledger, held by this process alone; `known` is its state when it was opened."""

    def __init__(self, file: int, path: Path, secret: str) -> None:
        self._file = file
        boot, raw = _boot(), _whole(file)
        self.known = _state(raw, path, secret, boot)
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

    def doubt(self, key: str) -> None:
        """Note, on the disk, that nobody knows whether the server took the message."""
        self._write(f"doubted {key}\n".encode(), to_disk=True)

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

    Raises `LedgerError` when another process holds it, when it was written with another `secret`,
    and when it holds what no run wrote there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        if not lock(file):
            raise LedgerError(f"another run is sending with {path}; wait until it has ended")
        sync_folder(path.parent)
        yield Ledger(file, path, secret)
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
    return _state(raw, path, secret, _boot())


def _state(raw: bytes, path: Path, secret: str, boot: str) -> LedgerState:
    sent: set[str] = set()
    unsure: set[str] = set()
    claimed: dict[str, bool] = {}  # and whether that was since the machine started
    is_this_boot = False
    for number, line in enumerate(raw.removeprefix(_BOM).split(b"\n"), 1):
        mark = line.strip(_NOTHING)
        if begun := _BEGUN.fullmatch(mark):
            if begun[1].decode() != _check(secret):
                raise LedgerError(
                    "the ledger was written with a different PRESSMARK_LEDGER_KEY: nobody in it "
                    "would be recognised"
                )
            is_this_boot = begun[2].decode() == boot
        elif match := _LINE.fullmatch(mark):
            word, key = match[1], match[2].decode()
            claimed.pop(key, None)
            if word == b"doubted":
                sent.discard(key)
                unsure.add(key)
            elif key in sent:
                continue
            elif word == b"sent":
                sent.add(key)
                unsure.discard(key)
            elif word == b"sending":
                unsure.add(key)
            elif word == b"released":
                unsure.discard(key)
            else:
                claimed[key] = is_this_boot
        elif not _CUT_OFF.fullmatch(mark):
            raise LedgerError(
                f"{path}:{number}: {mark[:60].decode('latin-1')!r} is no line of a ledger, and "
                "nobody knows who has the message: restore the file from a copy, or undo what was "
                "changed in it"
            )
    unsure |= {key for key, is_known in claimed.items() if not is_known}
    return LedgerState(sent, unsure)


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
