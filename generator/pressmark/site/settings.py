"""What the configuration says of a site, once for all who write a part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import quote

from pressmark.base.errors import BuildError
from pressmark.base.models import After, Before, Model, validated
from pressmark.base.names import slug
from pressmark.base.patterns import compiled_later
from pressmark.base.rules.records import UNKNOWN_CHOICE
from pressmark.base.rules.rule import BrokenRuleError
from pressmark.base.rules.settings import INVALID_CONTACT
from pressmark.base.spellings import nearest
from pressmark.site import limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A mailbox, or a page; nothing that a header or an attribute would have to quote.
_WAY = compiled_later(
    r"https://[\w!#$%&'()*+,./:;=?@~{}-]+|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII
)
# Keys below `extra` that Material's own templates read.
MATERIAL = (
    *("alternate", "analytics", "annotate", "consent", "generator", "homepage", "polyfills"),
    *("scope", "social", "status", "tags", "version"),
)
# What papers of a source are called by: citation keys, or author, year and title.
IDS = ("keys", "names")
PLACES_OF_ABSTRACTS = ("local", "publish")
THEME_PROGRAMS = ("mkdocs", "properdocs", "zensical")
FOOTER_ONLY = (
    *("map/", "evidence/", "compare/", "paths/", "new/", "reading-list/"),
    *("cite/", "contribute/", "subscribe/", "digests/"),
)

# The content security policy that all pages work under: files of the site only, nothing in a page's
# text. The search is WebAssembly.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
POLICY_TAG = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def _way(text: str) -> str:
    if text and not _WAY.fullmatch(text):
        raise BrokenRuleError(INVALID_CONTACT)
    return text


def _program(text: str) -> str:
    if text and text not in THEME_PROGRAMS:
        choices = ", ".join(THEME_PROGRAMS)
        near = nearest(text, THEME_PROGRAMS)
        raise BrokenRuleError(UNKNOWN_CHOICE, near=near, choices=choices)
    return text


def _ids(text: str) -> str:
    if text not in IDS:
        raise BrokenRuleError(UNKNOWN_CHOICE, near=nearest(text, IDS), choices=", ".join(IDS))
    return text


def _place_of_abstracts(text: str) -> str:
    if text not in PLACES_OF_ABSTRACTS:
        choices = ", ".join(PLACES_OF_ABSTRACTS)
        near = nearest(text, PLACES_OF_ABSTRACTS)
        raise BrokenRuleError(UNKNOWN_CHOICE, near=near, choices=choices)
    return text


def _listed(value: Any) -> Any:
    return [item for item in (value if isinstance(value, list) else [value]) if item]


def _setting(default: Any, description: str) -> Any:
    """A field with its default, or what makes that; its description is for the page of settings."""
    facts = {"description": description}
    if callable(default):
        return field(default_factory=default, metadata=facts)
    return field(default=default, metadata=facts)


Way = Annotated[str, After(_way)]


@dataclass(frozen=True, slots=True)
class SourceSetting(Model):
    """A file that lists papers of the library: its path from the folder of mkdocs.yml on, what its
    papers are called by (`keys` or `names`), and the theme of those that have none."""

    file: str
    ids: Annotated[str, After(_ids)] = "keys"
    theme: str = ""


def _source_settings(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [{"file": item} if isinstance(item, str) else item for item in value]


@dataclass(frozen=True, slots=True)
class Settings(Model):
    """What `extra` in mkdocs.yml may say of a library; the descriptions make the page of them.

    A key without a value is a key that is not there, and no value is taken for one of another type.
    """

    __pydantic_config__: ClassVar[Any] = {**Model.__pydantic_config__, "strict": True}

    repository: str = _setting(
        "",
        "Address of the repository that holds the records, for the links to edit and "
        "to correct them.",
    )
    branch: str = _setting("main", "Its branch that records are edited on.")
    license: str = _setting("", "Licence of the digests, such as `CC BY 4.0`.")
    paper_files: bool | None = _setting(
        None,
        "Whether there are files next to each paper's page: its citation, its record, "
        "its Markdown, what embeds it. Unset, all of them up to 5,000 papers, and above that those "
        "of the citation.",
    )
    list_files: bool | None = _setting(
        None,
        "Whether feeds and citation files are next to the pages of themes, tags, "
        "authors and the like. Unset, all of them up to 5,000 papers; above that Atom and BibTeX, "
        "none next to authors, and lists don't say each paper's citation to reference managers.",
    )
    data_files: bool | None = _setting(
        None,
        "Whether the files of the whole library are written. Unset, all of them up to "
        "5,000 papers, and above that all but the OAI-PMH repository, which `oai_gateway` brings "
        "back.",
    )
    citations: bool = _setting(True, "Whether papers' pages show how to cite them.")
    cards: bool = _setting(
        False,
        "Whether a picture of each paper is drawn, for those who share its page. Needs "
        "pressmark installed with `cards`.",
    )
    parquet: bool = _setting(
        False, "Whether the data is there as Parquet too. Needs pressmark installed with `parquet`."
    )
    theme_program: Annotated[str, After(_program)] = _setting(
        "",
        "What draws the theme: `mkdocs`, `properdocs` or `zensical`; empty, the first "
        "of them that is installed.",
    )
    strict_policy: bool = _setting(
        False,
        "Whether each page carries [a strict content security "
        "policy](forkers.md#a-content-security-policy), for hosts that send no headers of yours; "
        "`check --built` finds what it stops then.",
    )
    contact: str = _setting("", "E-mail address that harvesters of records may write to.")
    oai_gateway: str = _setting(
        "", "Address of the OAI-PMH gateway that the library is registered with."
    )
    footer_only: list[str] = _setting(
        lambda: [*FOOTER_ONLY],
        "Pages of the navigation that are in the footer and the menu, not the header.",
    )
    subscribe: Way = _setting(
        "", "Where to subscribe to the digest by e-mail: an address, or a page from `https://` on."
    )
    unsubscribe: Annotated[list[Way], Before(_listed)] = _setting(
        list,
        "Where to unsubscribe: one such address or page, or a list of them. "
        "`{address}` stands for the subscriber's.",
    )
    abstracts: Annotated[str, After(_place_of_abstracts)] = _setting(
        "local",
        "Where imports put the papers' own abstracts: `local`, in "
        "`content/abstracts/`, which git ignores, so that your own builds alone show them; or "
        "`publish`, in `content/published-abstracts/`, which git keeps, for those who may publish "
        "them.",
    )
    people: list[str] = _setting(
        list,
        "The members of the group whose papers these are, by the names that papers "
        "have them under: lists set them off, and the index of authors begins with them.",
    )
    sources: Annotated[list[SourceSetting], Before(_source_settings)] = _setting(
        list,
        "Files whose papers are part of the library at each build, such as "
        "`[refs.bib]`, in any format that `pressmark import` reads. Each is a path from this "
        "file's folder on, or a mapping: `file`; `ids`, which is `keys` (citation keys, the "
        "default) or `names` (author, year and title); and `theme`, that of its papers that "
        "have none.",
    )
    allowed_plugins: list[str] = _setting(
        list,
        "[Plugins](#plugins) by name, and [hooks](#hooks) by path, that run although "
        "pressmark does not know them. They work on hand-written pages.",
    )
    custom: dict[str, Any] = _setting(dict, "Whatever your own templates read. Nothing checks it.")

    @classmethod
    def of(cls, extra: Mapping[str, Any]) -> Settings:
        """The settings in `extra`. Raises `InvalidValuesError` with every fault in them."""
        values = {str(key): value for key, value in extra.items() if value is not None}
        return validated(cls, {key: value for key, value in values.items() if key not in MATERIAL})


def known_keys(path: Sequence[str | int] = ()) -> list[str]:
    """The keys that `extra` may have, or a mapping at a path below it."""
    if path:
        return [field.name for field in fields(SourceSetting)]
    return [*(field.name for field in fields(Settings)), *MATERIAL]


@dataclass(frozen=True)
class Site:
    """What every page may say of the site: its name, its address (`url`, which ends with a slash),
    where its records are kept, the licence of its digests, whether there are files beside the
    pages of papers and of lists and of the whole library, whether papers' pages show how to cite
    them, whether cards of papers are drawn, and whether its data is there
    as Parquet too. `contact` is whom harvesters write to, an e-mail address, and `gateway` the
    address of the OAI-PMH gateway that the library is registered with. `subscribe` and
    `unsubscribe` are the ways to begin and to end a subscription by e-mail: a mailbox or, from
    https:// on, a page. `people` are the ids of the group's own. Any of these may be empty.

    Where files are `few`, a large library has only those of them that most readers want. A
    `portable` site can be opened from a disk. With `strict_policy`, pages carry POLICY."""

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
    people: tuple[str, ...] = ()
    few_paper_files: bool = False
    few_list_files: bool = False
    few_data_files: bool = False
    portable: bool = False
    strict_policy: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "unsubscribe", tuple(self.unsubscribe))

    def of_library(self, papers: int) -> Site:
        """The same for a library of so many papers: files that only small libraries have all of
        are few in large ones."""
        if papers > limits.LARGE:
            return self
        return replace(self, few_paper_files=False, few_list_files=False, few_data_files=False)

    @property
    def has_address(self) -> bool:
        """Whether it is known where the site will stand, so that files can name it."""
        return "://" in self.url

    @property
    def subscribe_address(self) -> str:
        """Where a link to subscribe by e-mail leads; empty where there is no such way."""
        is_mail = self.subscribe and not self.subscribe.startswith("https://")
        return f"mailto:{self.subscribe}?subject=subscribe" if is_mail else self.subscribe

    def citable_address(self, address: str) -> str:
        """The absolute address of a page, as citations give it; empty where that is not known."""
        return self.url + address if self.has_address else ""

    def edit_address(self, file: str) -> str:
        """Where a file that records are in, which is percent-encoded, is edited in the browser, for
        templates of one's own."""
        return f"{self.edit_folder}{file}"

    def issue_address(self, paper: str) -> str:
        """Where a reader suggests a correction to a record, for such templates."""
        return f"{self.issue_form}{paper}"

    @cached_property
    def edit_folder(self) -> str:
        """Where files are edited in the browser: the path of one follows."""
        return f"{self.repository}/edit/{quote(self.branch)}/"

    @cached_property
    def issue_form(self) -> str:
        """Where corrections to records are suggested: a record's id follows."""
        return f"{self.repository}/issues/new?title={quote('Correction: ')}"


def site_from(config: Mapping[str, Any]) -> Site:
    """What a configuration, whose `extra` is sound, says of its site.

    Raises `BuildError` for one without a name.
    """
    name = config.get("site_name")
    if not name:
        raise BuildError("mkdocs.yml names no site: set site_name")
    settings = Settings.of(config.get("extra") or {})
    return Site(
        name=str(name),
        description=config.get("site_description") or str(name),
        url=(config.get("site_url") or "/").rstrip("/") + "/",
        repository=settings.repository.rstrip("/"),
        branch=settings.branch,
        license=settings.license,
        paper_files=settings.paper_files is not False,
        list_files=settings.list_files is not False,
        data_files=settings.data_files is not False,
        citations=settings.citations,
        cards=settings.cards,
        parquet=settings.parquet,
        contact=settings.contact,
        gateway=settings.oai_gateway,
        subscribe=settings.subscribe,
        unsubscribe=tuple(settings.unsubscribe),
        people=tuple(map(slug, settings.people)),
        strict_policy=settings.strict_policy,
        few_paper_files=settings.paper_files is None,
        few_list_files=settings.list_files is None,
        few_data_files=settings.data_files is None,
    )
