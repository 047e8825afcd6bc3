"""Everybody gets the digest exactly once, whatever the server does and whenever the sender dies."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import smtplib
import subprocess
import sys
import time
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.newsletter import ledger as ledgers
from pressmark.newsletter.message import message_key
from pressmark.newsletter.outbox import MailingReport, send_all
from pressmark.newsletter.retry_policy import RetryPolicy
from pressmark.newsletter.smtp import Server, SmtpError
from pressmark.newsletter.subscribers import Subscriber
from tests.effort import IS_LONG, examples
from tests.mailserver import DROP, DROP_AFTER, MailServer, environment, mailing_list

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.conftest import TinyLibrary

DAY = "2026-11-24"
PATIENCE = 60  # seconds, for a machine that is busy with other things
QUICK = RetryPolicy(tries=4, pause=0.01, timeout=PATIENCE)


def people(count: int) -> dict[str, Subscriber]:
    """Subscribers by their message's key."""
    everybody = [Subscriber(f"reader{number}@example.org", "") for number in range(count)]
    return {message_key(DAY, person.address): person for person in everybody}


def sent(
    server: MailServer,
    ledger: Path,
    count: int = 5,
    *,
    policy: RetryPolicy = QUICK,
    again: bool = False,
    stop: Event | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> MailingReport:
    """What becomes of sending to so many subscribers."""
    with ledgers.opened(ledger) as opened:
        return send_all(
            people(count),
            lambda to: f"To: {to.address}\r\n\r\n.Hello\r\n..\r\n".encode(),
            sender="library@example.org",
            server=Server("127.0.0.1", server.port, "none"),
            ledger=opened,
            policy=policy,
            stop=stop or Event(),
            again=again,
            say=say,
        )


def once(count: int) -> dict[str, int]:
    return {person.address: 1 for person in people(count).values()}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


def test_everybody_gets_the_message_as_it_was_made(ledger: Path) -> None:
    with MailServer() as server:
        report = sent(server, ledger)

    assert (server.counts, report.is_complete) == (once(5), True)
    message = server.taken["reader3@example.org"][0]
    assert message == b"To: reader3@example.org\r\n\r\n.Hello\r\n..\r\n"


def test_a_second_run_sends_nothing(ledger: Path) -> None:
    with MailServer() as server:
        sent(server, ledger)
        report = sent(server, ledger)

        assert (len(report.before), report.sent, report.is_complete) == (5, [], True)
        assert (server.counts, server.connections) == (once(5), 1)


def test_who_subscribes_later_gets_it_in_a_later_run(ledger: Path) -> None:
    with MailServer() as server:
        sent(server, ledger, 3)
        report = sent(server, ledger, 5)

    assert report.sent == ["reader3@example.org", "reader4@example.org"]
    assert server.counts == once(5)


def at(stage: str, answer: str, times: int = 1, only: str = "") -> Callable[[str, str, int], str]:
    """A server that gives that answer so many times to everybody, or to one, at a stage."""

    def mood(now: str, address: str, before: int) -> str:
        return answer if now == stage and before < times and only in address else ""

    return mood


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["451 Greylisted", "421 Too busy", DROP])
def test_a_server_that_puts_off_or_hangs_up_loses_nobody(
    stage: str, answer: str, ledger: Path
) -> None:
    with MailServer(at(stage, answer, times=2)) as server:
        report = sent(server, ledger)

    assert (server.counts, report.is_complete) == (once(5), True)


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
def test_who_is_refused_is_named_and_the_others_get_theirs(stage: str, ledger: Path) -> None:
    with MailServer(at(stage, "550 No such box", times=99, only="reader2@")) as server:
        report = sent(server, ledger)

    assert report.refused == {"reader2@example.org": "550 No such box"}
    assert report.unserved == {}
    assert server.counts == {a: n for a, n in once(5).items() if a != "reader2@example.org"}
    assert server._asked[stage, "reader2@example.org"] == 1


def test_who_was_refused_is_tried_again_in_the_next_run(ledger: Path) -> None:
    with MailServer(at("DATA", "554 Looks like spam", only="reader2@")) as server:
        sent(server, ledger)
        report = sent(server, ledger)

    assert (report.sent, server.counts) == (["reader2@example.org"], once(5))


def test_a_server_that_puts_off_for_ever_is_given_up_and_said(ledger: Path) -> None:
    with MailServer(at("RCPT", "452 Box full", times=99, only="reader1@")) as server:
        report = sent(server, ledger)

    assert report.unserved == {"reader1@example.org": "452 Box full"}
    assert server._asked["RCPT", "reader1@example.org"] == QUICK.tries
    assert len(report.sent) == 4


def test_a_slow_server_gets_its_time_for_the_last_answer(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients: list[smtplib.SMTP] = []
    connected = smtplib.SMTP.connect

    def noted(client: smtplib.SMTP, *place: Any) -> Any:
        clients.append(client)
        return connected(client, *place)

    monkeypatch.setattr(smtplib.SMTP, "connect", noted)
    waits: dict[str, float | None] = {}

    def mood(stage: str, *_: object) -> str:
        waits[stage] = clients[-1].timeout  # how long the client waits for this answer
        return ""

    with MailServer(mood) as server:
        sent(server, ledger, 2)

    assert waits == {"MAIL": PATIENCE, "RCPT": PATIENCE, "DATA": PATIENCE * 10}
    assert (server.counts, server.connections) == (once(2), 1)


def test_a_server_that_falls_silent_is_left_and_asked_again(ledger: Path) -> None:
    async def silent() -> str:
        await asyncio.sleep(60)
        return ""

    def mood(stage: str, _: str, before: int) -> object:
        return silent() if stage == "RCPT" and before == 0 else ""

    # On a busy machine other answers may come too late as well, and are asked for again.
    hurried = RetryPolicy(tries=20, pause=0.01, timeout=1.0)
    with MailServer(mood) as server:  # type: ignore[arg-type]
        report = sent(server, ledger, 2, policy=hurried)

    assert (server.counts, report.is_complete) == (once(2), True)


def test_a_server_that_is_away_for_a_while_loses_nobody(ledger: Path) -> None:
    with MailServer() as server:
        port = server.port
    waits = []

    class Back(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout)
            return False

    with ledgers.opened(ledger) as opened:
        report = send_all(
            people(3),
            lambda _: b"\r\n",
            sender="library@example.org",
            server=Server("127.0.0.1", port, "none"),
            ledger=opened,
            policy=RetryPolicy(tries=5, pause=2.0, timeout=1.0),
            stop=Back(),
        )

    assert waits == [2.0, 4.0, 8.0, 16.0]
    assert len(report.unserved) == 3
    assert report.stopped.startswith("the server can't be reached: ")
    with MailServer() as server:
        assert sent(server, ledger, 3).is_complete


def test_a_sender_that_is_refused_stops_all_and_blames_nobody(ledger: Path) -> None:
    with MailServer(at("MAIL", "553 Not from here", times=99)) as server:
        report = sent(server, ledger)

    assert report.refused == {}
    assert len(report.unserved) == 5
    assert report.stopped == "the server refused the sender library@example.org: 553 Not from here"
    assert server.connections == 1


def test_a_moody_server_loses_nobody_and_serves_nobody_twice(ledger: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - moods, no secrets

    def mood(stage: str, address: str, before: int) -> str:
        if stage == "MAIL":
            return ""
        return chance.choices(["", "451 Later", "421 Busy", DROP], [14, 2, 1, 1])[0]

    patient = RetryPolicy(tries=20, pause=0.001, timeout=PATIENCE)
    with MailServer(mood) as server:
        report = sent(server, ledger, 300, policy=patient)

    assert (server.counts, report.is_complete) == (once(300), True)


def test_a_hang_up_in_place_of_the_last_answer_has_the_message_sent_again(ledger: Path) -> None:
    with MailServer(at("DATA", DROP_AFTER, only="reader2@")) as server:
        report = sent(server, ledger)

    assert report.is_complete
    assert server.counts == {**once(5), "reader2@example.org": 2}
    first, second = server.taken["reader2@example.org"]
    assert first == second


def test_no_more_than_the_rate_is_sent(ledger: Path) -> None:
    start = time.perf_counter()
    with MailServer() as server:
        sent(server, ledger, 5, policy=RetryPolicy(rate=60 / 0.05))

    assert time.perf_counter() - start >= 4 * 0.05


def test_a_connection_is_left_after_so_many_messages(ledger: Path) -> None:
    with MailServer() as server:
        sent(server, ledger, 5, policy=RetryPolicy(per_connection=2))

    assert server.connections == 3


def test_a_sender_that_is_told_to_stop_ends_the_message_under_way(ledger: Path) -> None:
    stop = Event()
    with MailServer() as server:
        report = sent(server, ledger, stop=stop, say=lambda _: stop.set())

        assert (len(report.sent), len(report.unserved)) == (1, 4)
        assert report.stopped == "interrupted"
        assert (sent(server, ledger).is_complete, server.counts) == (True, once(5))


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "set PRESSMARK_SMTP_HOST"),
        ({"SECURITY": "ssl"}, "'ssl', not one of starttls, tls, none"),
        ({"PORT": "0"}, "PRESSMARK_SMTP_PORT is '0', not a port"),
        ({"USER": "ada"}, "set both PRESSMARK_SMTP_USER and PRESSMARK_SMTP_PASSWORD"),
        (
            {"USER": "ada", "PASSWORD": "hush", "SECURITY": "none"},
            "a password is not sent without encryption",
        ),
    ],
)
def test_a_server_that_is_named_wrongly_is_said(environment: dict[str, str], message: str) -> None:
    named = {"HOST": "mail.example.org"} | environment if environment else {}
    with pytest.raises(SmtpError) as raised:
        Server.from_environment({f"PRESSMARK_SMTP_{name}": value for name, value in named.items()})
    assert message in str(raised.value)
    assert "hush" not in str(raised.value)


def test_a_server_is_protected_unless_one_says_otherwise_and_keeps_its_password() -> None:
    server = Server.from_environment(
        {
            "PRESSMARK_SMTP_HOST": "mail.example.org",
            "PRESSMARK_SMTP_USER": "ada",
            "PRESSMARK_SMTP_PASSWORD": "hush",
        }
    )
    assert (server.security, server.port, server.password) == ("starttls", 587, "hush")
    assert "hush" not in repr(server)


# The whole command, as it is called


def command(listed: Path, *options: str) -> list[str]:
    return [
        *(sys.executable, "-m", "pressmark", "digest", "send", DAY),
        *("--subscribers", str(listed)),
        *("--pause", "0.01", "--json", *options),
    ]


class Killer:
    """Moods of a server while senders are killed: it takes so many messages and then, at a stage,
    answers no more until its sender is dead."""

    def __init__(self, messages: int, stage: str, answer: str) -> None:
        self.begun, self.is_silent, self.is_dead = Event(), Event(), Event()
        self._left = messages
        self._stage, self._answer = stage, answer

    def __call__(self, stage: str, _: str, __: int) -> Awaitable[str] | str:
        self.begun.set()
        self._left -= stage == self._stage
        return "" if self._left else self._silent()

    async def _silent(self) -> str:
        self.is_silent.set()
        while not self.is_dead.is_set():
            await asyncio.sleep(0.001)
        return self._answer


def test_everybody_gets_one_though_the_sender_is_killed_again_and_again(
    tiny_library: TinyLibrary, tmp_path: Path
) -> None:
    readers, kills = examples(120, 2_000), examples(6, 120)
    listed = mailing_list(tiny_library, tmp_path, readers)
    seed = random.randrange(10**6) if IS_LONG else 12  # noqa: S311 - moments, no secrets
    print(f"moments to kill at: seed {seed}")
    chance = random.Random(seed)  # noqa: S311
    with MailServer() as server:

        def sender(*options: str) -> subprocess.Popen[str]:
            return subprocess.Popen(
                command(listed, *options),
                env={**os.environ, **environment(server)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )

        for _ in range(kills):
            # A message is refused, was not taken, or was taken though nobody heard so.
            stage = chance.choice([("RCPT", DROP), ("DATA", DROP), ("DATA", DROP_AFTER)])
            server.mood = killer = Killer(chance.randint(1, readers // kills), *stage)
            with sender("--yes") as process:
                if chance.random() < 0.5:
                    assert killer.is_silent.wait(PATIENCE)
                else:
                    assert killer.begun.wait(PATIENCE)
                    time.sleep(chance.uniform(0, 0.03))  # somewhere in what it does meanwhile
                process.kill()
            assert process.returncode == -signal.SIGKILL
            killer.is_dead.set()
        server.mood = lambda *_: ""
        with sender("--yes") as process:
            output, _ = process.communicate()
        report = json.loads(output)
        unsure = set(report["unsure"])
        # The server has some of the messages that a sender was killed over: those addresses are
        # among the unsure. Who finds that the server has nothing sends to it alone.
        missing = set(once(readers)) - set(server.taken)
        assert missing <= unsure
        if missing:
            listed.write_text("\n".join(missing), encoding="utf-8")
            with sender("--yes", "--unsure-again") as again:
                again.communicate()
            assert again.returncode == 0

    assert server.counts == once(readers)
    assert (report["refused"], report["unserved"]) == ({}, {})
    assert process.returncode == bool(unsure)
    assert report["sent"] + report["before"] + len(unsure) == readers
    assert 0 < len(unsure) <= kills
