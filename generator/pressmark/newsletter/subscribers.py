"""A list of subscribers in, one per line; the subscribers, or findings, out.

The list holds personal data: it is kept outside the repository.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.findings import Finding, InvalidLibraryError, shown, utf8_text
from pressmark.base.rules.newsletters import INVALID_SUBSCRIBER
from pressmark.library.values import plain_text

if TYPE_CHECKING:
    from pathlib import Path

_BRACKETED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LONGEST_LOCAL, _LONGEST = 64, 254


class Subscriber(NamedTuple):
    """Who gets newsletters: an ASCII address, and a name that may be empty."""

    address: str
    name: str


class Subscribers(NamedTuple):
    """Everybody on a list once, in its order, and the number of duplicate lines."""

    people: tuple[Subscriber, ...]
    repeated: int


def read(path: Path) -> Subscribers:
    """The subscribers in a file, one per line: an address, an address and a name, or
    `Name <address>`.

    Empty lines and those that begin with # are skipped. Addresses that differ only in case are one
    subscriber. Raises `InvalidLibraryError` with a finding for every line that is none of these.
    """
    findings = []
    people: dict[str, Subscriber] = {}
    lines = 0
    for number, line in enumerate(utf8_text(path.read_bytes(), path).split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        lines += 1
        try:
            subscriber = parsed(line)
        except ValueError as error:
            values = {"line": shown(line), "problem": error}
            findings.append(Finding.of(INVALID_SUBSCRIBER, path, number, **values))
        else:
            people.setdefault(subscriber.address.casefold(), subscriber)
    if findings:
        raise InvalidLibraryError(findings)
    return Subscribers(tuple(people.values()), lines - len(people))


def parsed(line: str) -> Subscriber:
    """The subscriber in a line. Raises `ValueError` saying what it is instead."""
    line = " ".join(plain_text(line).split())
    if match := _BRACKETED.fullmatch(line):
        name, address = match["name"], match["address"]
    else:
        address, _, name = line.partition(" ")
    return Subscriber(_checked(address.strip()), name.strip().strip('"').strip())


def _checked(address: str) -> str:
    local, at, domain = address.rpartition("@")
    if not at:
        raise ValueError("is not an e-mail address")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        raise ValueError("has no mail domain after the @") from None
    if not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL:
        raise ValueError("has characters before the @ that some mail servers refuse")
    if not _DOMAIN.fullmatch(domain):
        raise ValueError("has no mail domain after the @")
    if len(local) + 1 + len(domain) > _LONGEST:
        raise ValueError("is too long")
    return f"{local}@{domain}"
