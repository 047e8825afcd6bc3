"""What the configuration says of a site, once for all who write a part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pressmark.base.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Mapping

# A mailbox, or a page; nothing that a header or an attribute would have to quote.
_WAY = re.compile(r"https://[\w!#$%&'()*+,./:;=?@~{}-]+|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)


@dataclass(frozen=True)
class Site:
    """What every page may say of the site: its name, its address (`url`, which ends with a slash),
    where its records are kept, the licence of its digests, whether there are files beside the
    pages of papers and of lists and of the whole library, whether papers' pages show how to cite
    them, whether cards of papers are drawn, and whether its data is there
    as Parquet too. `contact` is whom harvesters write to, an e-mail address, and `gateway` the
    address of the OAI-PMH gateway that the library is registered with. `subscribe` and
    `unsubscribe` are the ways to begin and to end a subscription by e-mail: a mailbox or, from
    https:// on, a page. Any of these may be empty."""

    name: str
    description: str
    url: str
    repository: str
    branch: str
    license: str
    paper_files: bool = True
    list_files: bool = True
    data_files: bool = True
    citations: bool = True
    cards: bool = False
    parquet: bool = False
    contact: str = ""
    gateway: str = ""
    subscribe: str = ""
    unsubscribe: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "unsubscribe", tuple(self.unsubscribe))

    @property
    def has_address(self) -> bool:
        """Whether it is known where the site will stand, so that files can name it."""
        return "://" in self.url

    @property
    def subscribe_address(self) -> str:
        """Where a link to subscribe by e-mail leads; empty where there is no such way."""
        is_mail = self.subscribe and not self.subscribe.startswith("https://")
        return f"mailto:{self.subscribe}?subject=subscribe" if is_mail else self.subscribe

    def edit_address(self, paper: str) -> str:
        """Where a record is edited in the browser."""
        return f"{self._edit}{paper}.md"

    def issue_address(self, paper: str) -> str:
        """Where a reader suggests a correction to a record."""
        return f"{self._issue}{paper}"

    # Ids hold nothing that an address would have to quote.
    @cached_property
    def _edit(self) -> str:
        return f"{self.repository}/edit/{quote(self.branch)}/content/papers/"

    @cached_property
    def _issue(self) -> str:
        return f"{self.repository}/issues/new?title={quote('Correction: ')}"


def site_from(settings: Mapping[str, Any]) -> Site:
    """What the settings of a configuration say of its site.

    Raises `BuildError` for one that is missing or can't be used.
    """
    name = settings.get("site_name")
    if not name:
        raise BuildError("mkdocs.yml names no site: set site_name")
    extra = settings.get("extra") or {}
    unsubscribe = extra.get("unsubscribe") or ()
    return Site(
        name=str(name),
        description=settings.get("site_description") or str(name),
        url=(settings.get("site_url") or "/").rstrip("/") + "/",
        repository=str(extra.get("repository", "")).rstrip("/"),
        branch=str(extra.get("branch", "main")),
        license=str(extra.get("license", "")),
        paper_files=bool(extra.get("paper_files", True)),
        list_files=bool(extra.get("list_files", True)),
        data_files=bool(extra.get("data_files", True)),
        citations=bool(extra.get("citations", True)),
        cards=bool(extra.get("cards", False)),
        parquet=bool(extra.get("parquet", False)),
        contact=str(extra.get("contact") or ""),
        gateway=str(extra.get("oai_gateway") or ""),
        subscribe=_way("subscribe", extra.get("subscribe") or ""),
        unsubscribe=tuple(
            _way("unsubscribe", way)
            for way in (unsubscribe if isinstance(unsubscribe, list) else [unsubscribe])
            if way
        ),
    )


def _way(name: str, value: object) -> str:
    """A mailbox or a page, as a configuration names it under `extra`."""
    if value and not (isinstance(value, str) and _WAY.fullmatch(value)):
        raise BuildError(
            f"extra.{name} in mkdocs.yml is {value!r}; write an e-mail address, or a page's "
            "address that starts with https://"
        )
    return str(value)
