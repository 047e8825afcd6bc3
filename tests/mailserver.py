"""A mail server on this machine that tests send to: what it took, and how it misbehaves."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from email.message import EmailMessage
    from pathlib import Path

    from aiosmtpd.smtp import Envelope, Session

    from tests.conftest import TinyLibrary
    from tests.lying_mailserver import LyingServer

    # A stage (MAIL, RCPT or DATA), whose turn it is and how often it was before in; an answer that
    # takes the place of the usual one out. DROP hangs up instead.
    Mood = Callable[[str, str, int], "Awaitable[str] | str"]

DROP = "drop"
DROP_AFTER = "drop after taking it"


class _Connection(SMTP):
    """One connection. As mail servers do, it reads on what had arrived when the client left."""

    def eof_received(self) -> bool:
        assert self.session is not None
        asyncio.StreamReaderProtocol.eof_received(self)
        return self.session.ssl is None

    async def handle_exception(self, error: Exception) -> str:
        if not isinstance(error, asyncio.IncompleteReadError):
            raise error
        self.transport = None  # all is read: the library's loop ends
        return "221 You have left"

    async def _handle_client(self) -> None:
        try:
            with suppress(ConnectionResetError):
                await super()._handle_client()
        finally:
            self._writer.close()


@dataclass
class MailServer:
    """Listens while it is entered. `taken` holds every message by its recipient, in order."""

    mood: Mood = lambda *_: ""
    tls: ssl.SSLContext | None = None
    options: dict[str, Any] = field(default_factory=dict)
    taken: dict[str, list[bytes]] = field(default_factory=dict)
    is_encrypted_at_once: bool = False
    port: int = 0
    connections: int = 0

    def __enter__(self) -> MailServer:
        self._asked: Counter[tuple[str, str]] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        at_once = self.tls if self.is_encrypted_at_once else None
        server = asyncio.run_coroutine_threadsafe(
            self._loop.create_server(self._connection, "127.0.0.1", 0, ssl=at_once), self._loop
        ).result()
        self._server = server
        self.port = server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        async def stop() -> None:
            self._server.close()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            await asyncio.sleep(0.01)  # closed connections go with the next turn of the loop

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _connection(self) -> SMTP:
        self.connections += 1
        later = None if self.is_encrypted_at_once else self.tls
        return _Connection(self, loop=self._loop, tls_context=later, **self.options)

    async def _answer(self, server: SMTP, stage: str, address: str) -> str:
        before = self._asked[stage, address]
        self._asked[stage, address] += 1
        answer = self.mood(stage, address, before)
        if not isinstance(answer, str):
            answer = await answer
        if answer == DROP:
            _hang_up(server)
        return answer

    async def handle_MAIL(  # noqa: N802 - the library's name, as below
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._answer(server, "MAIL", address) or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._answer(server, "RCPT", address)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        (address,) = envelope.rcpt_tos
        answer = await self._answer(server, "DATA", address)
        if answer and answer != DROP_AFTER:
            return answer
        content = envelope.original_content
        assert content is not None
        self.taken.setdefault(address, []).append(content)
        if answer == DROP_AFTER:
            _hang_up(server)
        return "250 Taken"

    @property
    def counts(self) -> dict[str, int]:
        """How many messages everybody got."""
        return {address: len(messages) for address, messages in self.taken.items()}

    def message(self, address: str) -> EmailMessage:
        """The first message that somebody got."""
        return message_from_bytes(self.taken[address][0], policy=policy.default)


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


def environment(server: MailServer | LyingServer, **more: str) -> dict[str, str]:
    """What names the server to the command."""
    return {
        "PRESSMARK_SMTP_HOST": "localhost",
        "PRESSMARK_SMTP_PORT": str(server.port),
        "PRESSMARK_SMTP_SECURITY": "none",
        "PRESSMARK_SMTP_FROM": "library@example.org",
        **more,
    }


def certificate_in(folder: Path) -> Path:
    """A certificate for localhost, and its key, that nobody has signed; without the key beside it,
    as `.crt`."""
    file = folder / "localhost.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", file, "-out", file.with_suffix(".crt")),
        ],
        check=True,
        capture_output=True,
    )
    with file.open("ab") as both:
        both.write(file.with_suffix(".crt").read_bytes())
    return file


def server_context(certificate: Path) -> ssl.SSLContext:
    """How a server encrypts with that certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def mailing_list(library: TinyLibrary, folder: Path, count: int) -> Path:
    """A list of so many subscribers, beside a library that gets a digest to send them."""
    library.config_file.write_text(
        "site_name: Harbour papers\nsite_url: https://papers.example/harbour/\n"
        "docs_dir: content/pages\nextra:\n  unsubscribe: library@example.org\n",
        encoding="utf-8",
    )
    papers = "[quill2021counting, mast2022flood]"
    text = f"since: 2026-11-24\nuntil: 2026-11-24\npapers: {papers}\n"
    library.write("digests/2026-11-24.yml", text)
    listed = folder / "subscribers.txt"
    lines = "".join(f"reader{number}@example.org\n" for number in range(count))
    listed.write_text(lines, encoding="utf-8")
    return listed
