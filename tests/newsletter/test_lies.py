"""Whatever a mail server says: nobody gets two, who has none is named, and it ends soon."""

from __future__ import annotations

import time
from collections import Counter
from itertools import product
from threading import Event
from typing import TYPE_CHECKING

import pytest

from pressmark.newsletter import ledger as ledgers
from pressmark.newsletter.message import message_key
from pressmark.newsletter.outbox import MailingReport, send_all
from pressmark.newsletter.retry_policy import RetryPolicy
from pressmark.newsletter.smtp import Server
from pressmark.newsletter.subscribers import Subscriber
from tests.effort import drawn
from tests.lying_mailserver import (
    ENCRYPTED_STAGES,
    LATE,
    LIES,
    MESSAGE_STAGES,
    SESSION_STAGES,
    SLOW,
    TOO_MANY,
    LyingServer,
)
from tests.mailserver import certificate_in, server_context

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from pathlib import Path

    from tests.lying_mailserver import Talk

DAY = "2026-11-24"
PEOPLE = {
    message_key(DAY, address): Subscriber(address, "")
    for address in (f"reader{number}@example.org" for number in range(4))
}
ADDRESSES = {person.address for person in PEOPLE.values()}
VICTIM = "reader1@example.org"
STAGES = (*SESSION_STAGES, *ENCRYPTED_STAGES, *MESSAGE_STAGES)
# Bytes that a server can say before it is left: what the system keeps for who doesn't read.
MOST_SAID = 32_000_000
# For a server that answers slowly, and for one on a machine that is busy with other things.
HURRIED, PATIENT = 0.3, 60.0


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_in(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def tls(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """How a server encrypts that this process trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    return server_context(certificate)


def sent(
    server: LyingServer,
    ledger: Path,
    *,
    timeout: float = PATIENT,
    tries: int = 20,
    say: Callable[[str], None] = lambda _: None,
) -> MailingReport:
    """What becomes of sending to everybody."""
    login = ("starttls", "ada", "hush") if server.tls else ("none",)
    with ledgers.opened(ledger) as opened:
        return send_all(
            PEOPLE,
            lambda to: f"To: {to.address}\r\n\r\nHello\r\n".encode(),
            sender="library@example.org",
            server=Server("localhost", server.port, *login),
            ledger=opened,
            policy=RetryPolicy(tries=tries, pause=0.001, timeout=timeout),
            stop=Event(),
            say=say,
        )


def check(report: MailingReport, taken: Counter[str]) -> None:
    """Nobody has two, who has none is named, and who may have one is not called unserved."""
    fates = [*report.sent, *report.before, *report.refused, *report.unserved, *report.unsure]
    assert sorted(fates) == sorted(ADDRESSES)
    assert not [address for address, count in taken.items() if count > 1]
    without = ADDRESSES - taken.keys()
    assert without <= {*report.refused, *report.unserved, *report.unsure}
    assert not taken.keys() & {*report.refused, *report.unserved}


CASES = [
    pytest.param(stage, lie, times, id=f"{lie} at {stage}{'' if times else ' always'}")
    for lie, stage, times in product(LIES, STAGES, (1, None))
]


@pytest.mark.parametrize(("stage", "lie", "times"), drawn(CASES, 60))
def test_a_lying_server_costs_nobody_a_message_and_gives_nobody_two(
    stage: str, lie: str, times: int | None, tmp_path: Path, tls: ssl.SSLContext
) -> None:
    encryption = tls if stage in ENCRYPTED_STAGES else None
    timeout = HURRIED if lie in SLOW else PATIENT
    taken: Counter[str] = Counter()
    start = time.monotonic()
    with LyingServer(stage, LIES[lie], times, encryption, taken, victim=VICTIM) as server:
        tries = 20 if times else 2
        report = sent(server, tmp_path / "ledger", timeout=timeout, tries=tries)

    check(report, taken)
    assert time.monotonic() - start < PATIENT
    assert server.said < MOST_SAID
    if stage in ("message taken", "message not taken") and lie not in LATE:
        assert "broke the protocol" in report.unsure[VICTIM]
        assert set(report.sent) == ADDRESSES - {VICTIM}
    elif times and lie not in LATE:
        # Of too many replies nobody knows whether the first was to the message before.
        assert len(report.unsure) <= (lie in TOO_MANY)
        assert taken.keys() == ADDRESSES

    with LyingServer(taken=taken) as honest:
        later = sent(honest, tmp_path / "ledger")
    check(later, taken)
    assert set(later.unsure) == set(report.unsure)


def test_a_server_that_leaves_all_in_doubt_is_given_up_soon(tmp_path: Path) -> None:
    with LyingServer("message taken", LIES["a NUL"], None) as server:
        report = sent(server, tmp_path / "ledger")

    assert (len(report.unsure), len(report.unserved)) == (3, 1)
    assert report.stopped.startswith("of 3 messages nobody knows whether they were taken: ")


@pytest.mark.parametrize("place", range(len(PEOPLE)))
@pytest.mark.parametrize(
    ("more", "is_prompt"),
    [
        (b"250 Yes\r\n", True),
        (b"550 Not at all\r\n", True),
        (b"\0", True),
        (b"250 Yes\r\n", False),
        (b"450 Later\r\n", False),
        (b"550 Not at all\r\n", False),
    ],
)
def test_a_server_that_says_more_once_it_took_a_message_leaves_that_one_in_doubt(
    more: bytes, place: int, is_prompt: bool, tmp_path: Path
) -> None:
    report, server = more_said(tmp_path, place, more, is_prompt=is_prompt)

    assert set(report.unsure) == {f"reader{place}@example.org"}
    assert max(server.taken.values()) == 1


@pytest.mark.parametrize("place", range(len(PEOPLE)))
def test_a_server_that_leaves_once_it_took_a_message_leaves_no_doubt(
    place: int, tmp_path: Path
) -> None:
    report, server = more_said(tmp_path, place, b"421 Bye\r\n")

    assert report.is_complete
    assert set(server.taken) == ADDRESSES


def more_said(
    folder: Path, place: int, more: bytes, *, is_prompt: bool = True
) -> tuple[MailingReport, LyingServer]:
    """What becomes of sending while a server says more once it was heard that it took the message
    at a place."""
    is_heard, is_said = Event(), Event()

    def lie(talk: Talk, reply: bytes) -> None:
        talk.say(reply)
        assert is_heard.wait(PATIENT)
        talk.say(more)
        is_said.set()

    def wait(text: str) -> None:
        if text == f"Sent {place + 1} of {len(PEOPLE)}":
            is_heard.set()
            assert is_said.wait(PATIENT)

    victim = f"reader{place}@example.org"
    with LyingServer("message taken", lie, victim=victim, is_prompt=is_prompt) as server:
        report = sent(server, folder / "ledger", timeout=5.0, say=wait)
    check(report, server.taken)
    return report, server
