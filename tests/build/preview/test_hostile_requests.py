"""Whatever comes to a preview: other sites get nothing, no file leaks, and it answers on."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pressmark.build.preview import connections
from pressmark.build.preview.connections import is_answered_to
from pressmark.build.preview.server import Preview, PreviewServer
from tests.effort import IS_LONG, drawn, examples
from tests.invented import invented_project
from tests.processes import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECRET = b"the harbour master's key"
PATIENCE = 60.0
SITE_URL = "https://papers.example/"  # at the root, which leaves most room for odd paths


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The preview of a library whose folder, and the one around it, hold secrets."""
    around = tmp_path_factory.mktemp("hostile")
    project = invented_project(around / "project")
    for place in (around, project, project / "content"):
        (place / "secret.txt").write_bytes(SECRET)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", SITE_URL)
        preview = Preview(project / "mkdocs.yml")
        preview.read()
        yield preview
        preview.close()


@pytest.fixture(scope="module")
def port(preview: Preview) -> Iterator[int]:
    """The port of a server that shows it."""
    with PreviewServer(("127.0.0.1", 0), preview) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(autouse=True)
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """No request makes the server write to the terminal."""
    yield
    assert "Traceback" not in capfd.readouterr().err


def answer(port: int, *pieces: bytes) -> bytes:
    """All that the server says to some bytes, until it hangs up or nothing more comes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        with suppress(OSError):
            for piece in pieces:
                connection.sendall(piece)
            connection.shutdown(socket.SHUT_WR)
        received = []
        with suppress(ConnectionError):
            while content := connection.recv(2**16):
                received.append(content)
        return b"".join(received)


def ask(port: int, path: str | bytes = b"/", *fields: str, host: str = "localhost") -> bytes:
    """What the server says to a request for a path, spelled as it is."""
    lines = [f"Host: {host}", *fields, "Connection: close"]
    spelled = path.encode() if isinstance(path, str) else path
    head = b"GET " + spelled + b" HTTP/1.1\r\n" + "\r\n".join([*lines, "", ""]).encode("latin-1")
    return answer(port, head)


def status(text: bytes) -> int:
    """The status of an answer; 0 where there is none."""
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", text)
    return int(found[1]) if found else 0


# Other sites


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8000",
        "harbour.localhost",
        "127.0.0.1",
        "127.0.0.1:8000",
        "127.9.9.9",
        "[::1]:8000",
        "192.168.1.4:8000",
    ],
)
def test_a_preview_answers_to_names_of_this_machine(port: int, host: str) -> None:
    assert status(ask(port, host=host)) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "evil-localhost",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "localhost:8000@evil.example",
        "0x7f000001",
        "2130706433",
        "127.1",
        "xn--lcalhost-54a",
        "l\u00f6calhost",
        "papers",
        "*",
    ],
)
def test_a_preview_does_not_answer_to_foreign_names(port: int, host: str) -> None:
    text = ask(port, host=host)

    assert status(text) == 421
    assert b"the preview is at localhost" in text
    assert b"<" not in text


@pytest.mark.parametrize("host", ["", ":8000", "[::1", "a]b", "[evil]"])
def test_a_host_that_is_none_is_refused(port: int, host: str) -> None:
    assert status(ask(port, host=host)) == 400


def test_two_hosts_are_one_too_many(port: int) -> None:
    assert status(ask(port, "/", "Host: evil.example")) == 400


@pytest.mark.parametrize(
    ("name", "bound_to", "is_answered"),
    [
        ("evil.example", "0.0.0.0", True),  # noqa: S104 - nothing listens
        ("evil.example", "", True),
        ("evil.example", "192.168.1.4", True),
        ("evil.example", "harbour-pc", True),
        ("evil.example", "localhost", False),
        ("evil.example", "::1", False),
        ("evil.example", "127.0.0.2", False),
        ("harbour-pc", "harbour-pc", True),
    ],
)
def test_only_who_lets_others_in_answers_to_any_name(
    name: str, bound_to: str, is_answered: bool
) -> None:
    assert is_answered_to(name, bound_to) == is_answered


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (["Origin: http://evil.example"], 403),
        (["Origin: null"], 403),
        (["Origin: http://localhost:3000"], 403),
        (["Origin: https://localhost.evil.example"], 403),
        (["Origin: http://["], 400),
        (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"], 403),
        (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"], 403),
        (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"], 200),
        (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors"], 200),
        (["Origin: http://localhost"], 200),
    ],
)
@pytest.mark.parametrize("path", ["/", "/robots.txt", "/_pressmark/live.js"])
def test_no_part_of_a_preview_goes_to_another_site(
    port: int, path: str, fields: list[str], wanted: int
) -> None:
    text = ask(port, path, *fields)

    assert status(text) == wanted
    assert b"access-control" not in text.lower()


def test_no_other_site_hears_of_edits(port: int) -> None:
    text = ask(port, "/_pressmark/events", "Origin: http://evil.example")

    assert status(text) == 403
    assert b"data:" not in text


# Paths

PARENTS = (
    *("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..%255c", "..\\", "..%5c"),
    *("....//", "..;/", ".%00./", "..%c0%af", "%c0%ae%c0%ae/", "..%ef%bc%8f", "%uff0e%uff0e/"),
    *("./../", "x/../../", "papers/paper3/../../../", "//../", "/..//"),
)
ENDS = ("secret.txt", "secret.txt%00", "secret.txt%00.html", "secret.txt/", "secret.txt::$DATA")
PLACES = (
    *(f"/{parent * depth}{end}" for parent in PARENTS for depth in (1, 2, 6) for end in ENDS),
    *(f"/{root}/{parent}secret.txt" for root in ("pagefind", "assets", "_pressmark", "data",
                                                 "papers/paper3", "content", "data/..%2f..")
      for parent in PARENTS),
    *("/content/secret.txt", "/secret.txt", "/mkdocs.yml", "/content/papers/paper3.md", "/.build/x",
      "/templates/paper.html", "/.git/config", "/etc/passwd", "//etc/passwd", "file:///etc/passwd",
      "http://evil.example/../secret.txt", "/C:/Windows/win.ini", "/\\\\evil\\share", "/%", "/%zz",
      "/%ff%fe", "/\xff\xfe", "/%0d%0aSet-Cookie:%20a=b", "/papers%0d%0aX:%20y", "//evil.example",
      "//evil.example/papers", "/%2f/evil.example/papers", "/\\evil.example/papers",
      "/" + "a/" * 9_000, "/" + "%2e%2e%2f" * 5_000, "/" + "x" * 60_000,
      "/?" + "x" * 60_000, "*", "/#x", "?", "."),
)  # fmt: skip


@pytest.mark.parametrize("part", range(8))
def test_no_spelling_of_a_path_leads_out_of_the_site(
    port: int, preview: Preview, part: int
) -> None:
    root = preview._root
    for path in drawn(PLACES[part::8], 30):
        text = ask(port, path.replace("\0", "%00").encode("latin-1"))
        head, _, content = text.partition(b"\r\n\r\n")
        assert status(text) in (200, 301, 302, 400, 404), path
        assert SECRET not in text, path
        assert b"root:" not in content, path
        assert str(root).encode() not in text, path
        assert b"Set-Cookie" not in head, path
        assert b"\nX:" not in head, path
        for place in re.findall(rb"Location: (.*)", head):
            assert re.match(rb"/(?![/\\])", place), path


# Requests that are none

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
MALFORMED = {
    "nothing": b"",
    "an empty line": b"\r\n",
    "a word": b"GET\r\n\r\n",
    "four words": b"GET / HTTP/1.1 x\r\n\r\n",
    "no version": b"GET /\r\n",
    "another protocol": b"GET / FTP/1.1\r\n\r\n",
    "a version of words": b"GET / HTTP/one\r\n\r\n",
    "a version of many digits": b"GET / HTTP/1." + b"1" * 9_999 + b"\r\n\r\n",
    "version 9": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "a greeting of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    "a preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "an upgrade": GET
    + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n",
    "a POST": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
    "a PUT": b"PUT /index.html HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
    "a DELETE": b"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a TRACE": b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a method of signs": b"<script> / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a method that is private": b"_send / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "an address that is none": b"GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a field without a colon": GET + b"nonsense\r\n\r\n",
    "a field with spaces": GET + b"Na me : x\r\n\r\n",
    "a folded field": GET + b"X: a\r\n b\r\n\r\n",
    "bytes in a field": GET + b"X: " + bytes(range(128, 256)) + b"\r\n\r\n",
    "a NUL in a field": GET + b"X: \0\r\n\r\n",
    "line feeds alone": b"GET / HTTP/1.1\nHost: localhost\n\n",
    "a length of words": GET + b"Content-Length: many\r\n\r\n",
    "a negative length": GET + b"Content-Length: -1\r\n\r\n",
    "two lengths": GET + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "chunks": GET + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a request in a body": GET
    + b"Content-Length: 40\r\n\r\nGET /robots.txt HTTP/1.1\r\nHost: evil\r\n\r\n",
    "an expectation": GET + b"Expect: 100-continue\r\n\r\n",
    "another expectation": GET + b"Expect: much\r\n\r\n",
    "a range of many digits": GET + b"Range: bytes=" + b"9" * 20_000 + b"-\r\n\r\n",
    "a thousand ranges": GET + b"Range: bytes=" + b"0-1," * 1_000 + b"\r\n\r\n",
    "a range in other digits": GET + "Range: bytes=\xb2-\xb3\r\n\r\n".encode("latin-1"),
    "a thousand requests": (GET + b"\r\n") * 1_000,
    "half a request": GET[:-9],
    "a long method": b"G" * 70_000 + b" / HTTP/1.1\r\n\r\n",
    "a long path": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a long field": GET + b"X: " + b"a" * 70_000 + b"\r\n\r\n",
    "many fields": GET + b"X: a\r\n" * 5_000 + b"\r\n",
    "many long fields": GET + b"".join(b"X%d: %s\r\n" % (n, b"a" * 60_000) for n in range(90)),
    "ten megabytes": b"\xff" * 10_000_000,
}


@pytest.mark.parametrize("request_", MALFORMED.values(), ids=MALFORMED)
def test_a_request_that_is_none_is_refused_and_the_next_is_answered(
    port: int, request_: bytes
) -> None:
    text = answer(port, request_)

    assert status(text) < 500 or status(text) in (501, 505)
    assert b"<script>" not in text.partition(b"\r\n\r\n")[2][:2_000] or status(text) == 200
    assert status(ask(port)) == 200


def test_no_mutation_of_a_request_stops_the_preview(port: int) -> None:
    seed = random.randrange(10**6) if IS_LONG else 16  # noqa: S311 - requests, no secrets
    print(f"requests: seed {seed}")
    chance = random.Random(seed)  # noqa: S311
    seeds = [GET + b"\r\n", *(text[:4_000] for text in MALFORMED.values())]
    for _ in range(examples(150, 20_000)):
        text = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(text) + 1)
            text[place : place + chance.choice((0, 0, 1, 9))] = chance.choice(
                (
                    b"\r\n",
                    b"\0",
                    b" ",
                    b":",
                    b"%",
                    b"/..",
                    bytes([chance.randrange(256)]),
                    b"\r",
                    b"",
                )
            )
        answer(port, bytes(text))
    assert status(ask(port)) == 200


# Many, and slow


def test_an_endless_head_is_cut_off(port: int) -> None:
    sent = 0
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(GET)
        with suppress(ConnectionError):
            while sent < 50_000_000:
                sent += connection.send(b"X: " + b"a" * 10_000 + b"\r\n")
    assert sent < 50_000_000


@pytest.fixture
def opened(port: int) -> Iterator[Callable[[], socket.socket]]:
    """Opens connections that are closed when the test ends."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        )


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits for nobody long."""
    monkeypatch.setattr(connections, "_PATIENCE", 1.0)


@pytest.mark.usefixtures("hurried")
def test_whoever_sends_a_byte_at_a_time_is_left_and_others_are_answered(
    port: int, opened: Callable[[], socket.socket]
) -> None:
    slow = []
    for _ in range(connections._MOST + 20):
        connection = opened()
        with suppress(ConnectionError):
            connection.sendall(GET)
        slow.append(connection)

    def drip() -> bool:
        for connection in slow:
            with suppress(OSError):
                connection.sendall(b"X")
        return status(ask(port)) == 200

    until(drip)


@pytest.mark.usefixtures("hurried")
def test_who_does_not_read_is_left(port: int, preview: Preview) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
        connection.settimeout(PATIENCE)
        connection.connect(("127.0.0.1", port))
        connection.sendall(b"GET /_pressmark/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        until(lambda: len(preview._listeners) == 1)

        def tell() -> bool:
            for _ in range(1_000):
                preview._tell([])
            return not preview._listeners

        until(tell)


def test_thousands_of_connections_leave_it_answering(
    port: int, opened: Callable[[], socket.socket]
) -> None:
    threads = threading.active_count()
    held: deque[socket.socket] = deque()
    for number in range(examples(300, 5_000)):
        connection = opened()
        if number % 3:
            with suppress(ConnectionError):
                connection.sendall(GET[: number % len(GET)])
        held.append(connection)
        if len(held) > connections._MOST * 2:
            held.popleft().close()
        assert threading.active_count() <= threads + connections._MOST
    assert status(ask(port)) in (200, 503)
    for connection in held:
        connection.close()
    until(lambda: status(ask(port)) == 200)


def test_listeners_that_left_are_forgotten(
    preview: Preview, opened: Callable[[], socket.socket]
) -> None:
    listening = [opened() for _ in range(30)]
    for connection in listening:
        connection.sendall(b"GET /_pressmark/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    until(lambda: len(preview._listeners) == len(listening))
    for connection in listening:
        connection.close()

    def tell() -> bool:
        preview._tell([])
        return not preview._listeners

    until(tell)


def test_a_head_of_the_events_is_no_listener(port: int, preview: Preview) -> None:
    text = answer(port, b"HEAD /_pressmark/events HTTP/1.1\r\nHost: localhost\r\n\r\n")

    assert status(text) == 200
    assert text.endswith(b"\r\n\r\n")
    assert not preview._listeners


# A long time


def resident(pid: int) -> int:
    """The bytes of memory that a process has."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_memory_stays_flat_while_records_are_edited(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    record = project / "content" / "papers" / "paper3.md"
    text = record.read_text(encoding="utf-8")
    edits = examples(18, 1_500)
    sizes = []
    with subprocess.Popen(
        [sys.executable, "-m", "pressmark", "serve", "--port", "0"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "SITE_URL": SITE_URL},
        text=True,
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        port = int(re.findall(r":(\d+)/", said)[0])
        for number in range(edits):
            edited = text.replace("Summary 3", f"Summary {number} of many")
            # Every tenth edit is faulty, and another one mends it.
            faulty = edited.replace("theme: ", "theme: x") if number % 10 == 5 else edited
            record.write_text(faulty, encoding="utf-8")
            if faulty != edited:
                until(lambda: b"unknown theme" in news(port))
                record.write_text(edited, encoding="utf-8")
            wanted = f"Summary {number} of many".encode()
            until(lambda wanted=wanted: wanted in ask(port, "/papers/paper3/"))  # type: ignore[misc]
            sizes.append(resident(process.pid))
        process.send_signal(signal.SIGTERM)
    third = edits // 3
    early, late = max(sizes[third // 2 : third]), max(sizes[-third:])
    print(f"{early / 1e6:.1f} MB after {third} edits, {late / 1e6:.1f} MB after {edits}")
    assert late - early < 16_000_000


def news(port: int) -> bytes:
    """What a browser that begins to listen is told first."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)) as connection:
        connection.sendall(b"GET /_pressmark/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        text = b""
        while b"\n\n" not in text.partition(b"\r\n\r\n")[2]:
            text += connection.recv(2**16)
        return text
