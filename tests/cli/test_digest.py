"""The commands about digests: one is never overwritten or sent unasked, and no secret is shown."""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner, Result

from pressmark.cli.main import main
from tests.conftest import TIDES
from tests.lying_mailserver import LIES, LyingServer
from tests.mailserver import MailServer, certificate_in, environment, mailing_list, server_context

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import TinyLibrary

DAY = "2026-11-24"
DIGEST = f"digests/{DAY}.yml"
SOUND = f"since: {DAY}\nuntil: {DAY}\npapers: [quill2021counting]\n"


def run(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["digest", *map(str, arguments)], env=env)


# New ones


def test_a_digest_is_made_and_never_written_over(tiny_library: TinyLibrary) -> None:
    tiny_library.write(
        "papers/mast2022flood.md", TIDES.replace("arxiv:", "added: 2026-11-20\narxiv:")
    )

    first = run("new", "--since", "2026-11-01", "--until", DAY)
    again = run("new", "--since", "2026-11-01", "--until", DAY)

    assert first.stdout == f"content/{DIGEST}: 1 paper, 1 of them in full\n"
    assert tiny_library.load().newsletters[DAY].papers == ("mast2022flood",)
    assert (again.exit_code, "already exists" in again.stderr) == (1, True)


def test_the_next_digest_goes_on_where_the_last_one_ended(tiny_library: TinyLibrary) -> None:
    tiny_library.write(DIGEST, SOUND)
    tiny_library.write("papers/mast2022flood.md", TIDES.replace("arxiv:", f"added: {DAY}\narxiv:"))

    result = run("new", "--since", "last", "--until", "2026-12-01", "--json")

    report = json.loads(result.stdout)
    assert (report["since"], report["papers"]) == (DAY, ["mast2022flood"])


def test_a_digest_is_of_today_unless_one_says_otherwise(tiny_library: TinyLibrary) -> None:
    today = datetime.datetime.now().astimezone().date().isoformat()
    tiny_library.write(
        "papers/mast2022flood.md", TIDES.replace("arxiv:", f"added: {today}\narxiv:")
    )

    report = json.loads(run("new", "--since", "2026-11-01", "--json").stdout)

    assert report["file"] == f"content/digests/{report['until']}.yml"
    assert report["until"] in (today, datetime.datetime.now().astimezone().date().isoformat())


def test_without_news_nothing_is_new(tiny_library: TinyLibrary) -> None:
    before = tiny_library.snapshot()

    result = run("new", "--since", "2026-11-01", "--until", DAY)

    assert result.stdout == f"No paper is new from 2026-11-01 to {DAY}; nothing was written\n"
    assert "mast2022flood: left out, the record doesn't say when it was added" in result.stderr
    assert tiny_library.snapshot() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new"], "Missing option '--since'"),
        (["new", "--since", "yesterday"], "'yesterday' is not a day"),
        (["new", "--since", "last"], "There is no earlier digest to continue"),
        (
            ["new", "--since", "2026-12-01", "--until", DAY],
            f"The digest would end on {DAY}, before",
        ),
        (["show"], "Missing argument 'DATE'"),
        (["show", "last"], "'last' is not a day"),
        (["send", DAY], "Missing option '--subscribers'"),
        (["nwe"], "No such command 'nwe'"),
    ],
)
def test_a_wrong_call_is_said(
    arguments: list[str], message: str, tiny_library: TinyLibrary
) -> None:
    result = run(*arguments)
    assert (result.exit_code, message in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("former", "now"),
    [
        (["--since", "last", "--until", DAY], f"new --since last --until {DAY}"),
        (["-f", "my lib/mkdocs.yml", "--since=last"], "new -f 'my lib/mkdocs.yml' --since=last"),
        ([DAY, "--show", "html"], f"show {DAY} --format html"),
        ([DAY, "--show=text"], f"show {DAY} --format=text"),
        ([DAY, "--subscribers", "list", "--send"], f"send {DAY} --subscribers list --yes"),
    ],
)
def test_a_call_from_when_digest_was_one_command_is_answered_with_what_it_is_now(
    former: list[str], now: str
) -> None:
    result = run(*former)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Call: main digest {now}\n" in result.stderr


# Showing and sending


def send(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Result:
    """`pressmark digest send`, in a hurry."""
    return run("send", DAY, "--pause", "0.01", "--tries", "2", *arguments, env=env)


def shown(*arguments: str) -> str:
    return run("show", DAY, *arguments).stdout


def sent(listed: Path, env: Mapping[str, str], *options: str | Path) -> Result:
    return send("--subscribers", listed, "--yes", *options, env=env)


@pytest.fixture
def listed(tiny_library: TinyLibrary, tmp_path: Path) -> Path:
    """A list of three, beside a library with a digest."""
    return mailing_list(tiny_library, tmp_path, 3)


def test_nothing_is_sent_unless_one_says_so(listed: Path) -> None:
    with MailServer() as server:
        result = send("--subscribers", listed, env=environment(server))

    assert result.exit_code == 0
    assert result.stdout.startswith("Harbour papers: Digest of 24 November 2026 (")
    assert "3 would get it, 0 have it, 0 may have it. Nothing was sent" in result.stdout
    assert server.connections == 0
    assert not listed.with_name(f"{DAY}.ledger").exists()


def test_what_is_sent_is_what_is_shown(listed: Path) -> None:
    with MailServer() as server:
        result = sent(listed, environment(server))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "3 sent, 0 sent before, 0 refused, 0 not sent, 0 unsure\n"
    message = server.message("reader1@example.org")
    body = message.get_body(("plain",))
    assert message["To"] == "reader1@example.org"
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == shown()
    assert shown("--format", "html").startswith("<!DOCTYPE html>")
    assert shown("--format", "message").startswith("From: Harbour papers <digest@example.org>")


def test_a_program_is_told_in_json(listed: Path) -> None:
    listed.write_text("ada@example.org\nADA@example.org\nben@example.org\n", encoding="utf-8")

    def mood(stage: str, address: str, _: int) -> str:
        return "550 No such box" if stage == "RCPT" and address.startswith("ben@") else ""

    with MailServer(mood) as server:
        dry = json.loads(send("--subscribers", listed, "--json").stdout)
        result = sent(listed, environment(server), "--json")

    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report.pop("html_bytes") > 1_000
    assert report == {
        "digest": DAY,
        "subject": "Harbour papers: Digest of 24 November 2026",
        "dry_run": False,
        "subscribers": 2,
        "repeated": 1,
        "sent": 1,
        "before": 0,
        "refused": {"ben@example.org": "550 No such box"},
        "unserved": {},
        "unsure": [],
        "unsure_reasons": {},
        "stopped": "",
    }
    assert (dry["dry_run"], dry["sent"], len(dry["unserved"])) == (True, 0, 2)


def test_public_logs_name_nobody(listed: Path) -> None:
    def mood(stage: str, address: str, _: int) -> str:
        return f"550 <{address.upper()}> is unknown" if stage == "RCPT" else ""

    with MailServer(mood) as server:
        env = environment(server, GITHUB_ACTIONS="true")
        result = sent(listed, env)
        as_json = sent(listed, env, "--json")

    assert "r***@example.org: refused: 550 <r***@example.org> is unknown" in result.stderr
    assert "reader" not in (result.output + as_json.output).lower()


def test_a_list_with_a_fault_is_sent_to_nobody(listed: Path) -> None:
    listed.write_text("ada@example.org\nben\n", encoding="utf-8")
    with MailServer() as server:
        result = sent(listed, environment(server))

    assert result.exit_code == 1
    assert f"{listed}:2: 'ben' is not an e-mail address." in result.stderr
    assert server.connections == 0


def test_a_list_inside_the_repository_is_refused(tiny_library: TinyLibrary, listed: Path) -> None:
    inside = tiny_library.write("subscribers.txt", "ada@example.org\n")

    result = send("--subscribers", inside)

    assert "Keep it outside the repository: it holds personal data" in result.stderr


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"PRESSMARK_SMTP_HOST": ""}, "set PRESSMARK_SMTP_HOST"),
        ({"PRESSMARK_SMTP_FROM": ""}, "set PRESSMARK_SMTP_FROM"),
        ({"PRESSMARK_SMTP_FROM": "nobody"}, "the sender 'nobody' is not an e-mail address"),
    ],
)
def test_what_the_environment_lacks_is_said(
    changed: dict[str, str], message: str, listed: Path
) -> None:
    with MailServer() as server:
        result = sent(listed, environment(server) | changed)

    assert (result.exit_code, message in result.stderr) == (1, True)


def test_a_digest_that_is_not_there_is_said(listed: Path) -> None:
    result = CliRunner().invoke(
        main, ["digest", "send", "2026-12-01", "--subscribers", str(listed)]
    )

    assert (result.exit_code, result.stderr) == (
        1,
        f"Error: there is no digest of 2026-12-01; the latest are {DAY}\n",
    )


def test_a_server_that_nobody_answers_for_is_given_up(listed: Path) -> None:
    with MailServer() as server:
        env = environment(server)

    result = sent(listed, env)

    assert result.exit_code == 1
    assert "reader0@example.org: not sent: " in result.stderr
    assert "Stopped: the server can't be reached: " in result.stderr


@pytest.mark.parametrize("lie", ["a NUL", "a bare line feed", "two replies at once"])
def test_who_may_have_got_it_is_named_and_in_no_later_run_sent_it(lie: str, listed: Path) -> None:
    with LyingServer("message taken", LIES[lie], victim="reader1@example.org") as server:
        result = sent(listed, environment(server))
        later = sent(listed, environment(server))
        as_json = json.loads(sent(listed, environment(server), "--json").stdout)

    assert (result.exit_code, later.exit_code) == (1, 1)
    assert "reader1@example.org: may have got it: the server broke the protocol: " in result.stderr
    assert result.stdout == "2 sent, 0 sent before, 0 refused, 0 not sent, 1 unsure\n"
    assert later.stdout == "0 sent, 2 sent before, 0 refused, 0 not sent, 1 unsure\n"
    assert as_json["unsure"] == list(as_json["unsure_reasons"]) == ["reader1@example.org"]
    assert server.taken == {f"reader{number}@example.org": 1 for number in range(3)}


@pytest.mark.parametrize("lie", ["a flood of lines", "a flood without an end of line"])
def test_a_flood_takes_no_memory_and_no_time(lie: str, listed: Path, tmp_path: Path) -> None:
    # What the system tells of a child's memory counts that of who started it.
    program = f"""
import pathlib, pressmark.cli.main
try:
    pressmark.cli.main.main()
finally:
    status = pathlib.Path("/proc/self/status").read_text()
    pathlib.Path({str(tmp_path / "status")!r}).write_text(status)
"""
    words = ["digest", "send", DAY, "--subscribers", str(listed), "--yes", "--pause", "0.01"]
    with LyingServer("RCPT", LIES[lie], None) as server:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *words, "--tries", "2"],
            env={**os.environ, **environment(server)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)

    assert process.returncode == 1
    most = re.search(r"VmHWM:\s+(\d+) kB", (tmp_path / "status").read_text(encoding="utf-8"))
    assert most
    assert int(most[1]) < 300_000
    assert usage.ru_utime + usage.ru_stime < 60


# Encryption


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost, and its key, that nobody has signed."""
    return certificate_in(tmp_path_factory.mktemp("tls"))


def protected(certificate: Path, **options: Any) -> MailServer:
    return MailServer(tls=server_context(certificate), options=options)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_login_goes_over_an_encrypted_connection_to_a_server_that_is_known(
    security: str, listed: Path, certificate: Path
) -> None:
    logins = []

    def login(*given: Any) -> AuthResult:
        logins.append((given[4].login, given[4].password))
        return AuthResult(success=True)

    is_at_once = security == "tls"
    encrypted = protected(certificate, authenticator=login, auth_require_tls=not is_at_once)
    encrypted.is_encrypted_at_once = is_at_once
    with encrypted as server:
        env = environment(
            server,
            PRESSMARK_SMTP_SECURITY=security,
            PRESSMARK_SMTP_USER="ada",
            PRESSMARK_SMTP_PASSWORD="hush hush",  # noqa: S106 - invented
            SSL_CERT_FILE=str(certificate.with_suffix(".crt")),
        )
        result = sent(listed, env)

    assert (result.exit_code, logins) == (0, [(b"ada", b"hush hush")])
    assert len(server.taken) == 3
    assert "hush" not in result.output


def test_a_server_that_can_not_prove_who_it_is_gets_nothing(
    listed: Path, certificate: Path
) -> None:
    with protected(certificate) as server:
        result = sent(listed, environment(server, PRESSMARK_SMTP_SECURITY="starttls"))

    assert result.exit_code == 1
    assert "Stopped: localhost has no valid certificate: " in result.stderr
    assert server.taken == {}


def test_a_server_without_encryption_gets_nothing(listed: Path) -> None:
    with MailServer() as server:
        result = sent(listed, environment(server, PRESSMARK_SMTP_SECURITY="starttls"))

    assert re.search(r"Stopped: localhost: STARTTLS .*not supported", result.stderr)
    assert server.taken == {}


def test_a_wrong_password_stops_all_at_once_and_is_not_shown(
    listed: Path, certificate: Path
) -> None:
    def login(*_: Any) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with protected(certificate, authenticator=login) as server:
        env = environment(
            server,
            PRESSMARK_SMTP_SECURITY="starttls",
            PRESSMARK_SMTP_USER="ada",
            PRESSMARK_SMTP_PASSWORD="hush hush",  # noqa: S106 - invented
            SSL_CERT_FILE=str(certificate.with_suffix(".crt")),
        )
        result = sent(listed, env)

    assert "Stopped: localhost refused the session: 535 " in result.stderr
    assert (result.exit_code, server.connections) == (1, 1)
    assert "hush" not in result.output
