"""A newsletter in; the e-mail that each subscriber gets out, in plain text and in HTML.

Nothing here sends anything. Sources: RFC 5322 (the message), 2046 (its two alternatives), 2047
(names and subjects in other scripts), 2369 and 8058 (List-Unsubscribe), 2919 (List-Id), 3834
(Auto-Submitted) and 5064 (Archived-At).
"""

from __future__ import annotations

import hmac
import re
import textwrap
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup

from pressmark.base import markdown, scripts
from pressmark.base.errors import PressmarkError
from pressmark.base.math import texts
from pressmark.base.words import counted, date_in_words, one_line
from pressmark.library.addresses import paper_address
from pressmark.library.newsletter import Group, groups, title_of
from pressmark.site.kinds import address

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from pressmark.library.library import Library
    from pressmark.library.newsletter import Newsletter
    from pressmark.library.paper import Paper
    from pressmark.newsletter.subscribers import Subscriber
    from pressmark.render.environment import Templates
    from pressmark.site.settings import Site

WIDTH = 72
# Gmail shows about 102 KB of a message and hides the rest behind a link.
HTML_LIMIT = 100_000
_AUTHORS_NAMED = 4
_LONGEST_SUBJECT = 150
# A placeholder for the subscriber's own way to unsubscribe. No text of a record or a newsletter
# contains a control character.
_PERSONAL = "\x00"
_HREF = re.compile(r'href="([^"]*)"')
_TAG = re.compile(r"<(p|a|li)(?=[ >])")
_STYLED = {
    "p": 'style="margin:0 0 12px"',
    "a": 'class="m-link" style="color:{accent}"',
    "li": 'style="margin:0 0 6px"',
}


class _Policy(EmailPolicy):
    """How messages go over the wire.

    Addresses of pages are written in headers as they are. Python would encode one that is longer
    than a line, and no mail program looks for encoded words there. Texts in other scripts are
    encoded whole: where Python encodes some of their words and folds the line, a space is lost
    (until 3.12) or doubled (from 3.13 on) for those who read by RFC 2047.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        if name in ("List-Unsubscribe", "List-Id", "Archived-At"):
            return f"{name}: {value}\r\n".replace(", ", ",\r\n ").encode("ascii")
        if name in ("From", "To", "Subject") and not value.isascii():
            (address,) = getattr(value, "addresses", (None,))
            text = address.display_name if address else str(value)
            line = Header(text, "utf-8", header_name=name).encode(linesep="\r\n")
            end = f"\r\n <{address.addr_spec}>" if address else ""
            return f"{name}: {line}{end}\r\n".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n")


class MailError(PressmarkError):
    """Raised when a newsletter can't be sent as an e-mail; says why and what to do."""


def message_key(newsletter: str, address: str, secret: str = "") -> str:
    """The identifier of one newsletter to one subscriber: 32 hexadecimal digits.

    It is the same in every run, and reveals nothing of the subscriber to whoever lacks the
    `secret`.
    """
    recipient = f"{newsletter}\n{address.casefold()}".encode()
    return hmac.new(secret.encode(), recipient, "sha256").hexdigest()[:32]


class NewsletterMessage:
    """A newsletter as an e-mail.

    `subject`, `text` and `html` are the same for all. Raises `MailError` when the site has no
    address for links to lead to, when its configuration gives no way to unsubscribe, and when the
    message can't be made small enough.
    """

    def __init__(
        self, newsletter: Newsletter, library: Library, site: Site, templates: Templates
    ) -> None:
        host = urlsplit(site.url)
        if host.scheme not in ("http", "https") or not host.hostname:
            raise MailError("links in an e-mail need the site's address: set site_url")
        if not site.unsubscribe:
            raise MailError(
                "an e-mail must say how to unsubscribe: set extra.unsubscribe in mkdocs.yml "
                "(DIGEST_UNSUBSCRIBE) to an e-mail address or an https:// page"
            )
        self._newsletter = newsletter
        self._library = library
        self._site = site
        self._template = templates.environment({}).get_template("mail/digest.html")
        self._palette = templates.palette
        self.heading = title_of(newsletter)
        self.url = site.url + address("digest", newsletter.id)
        self.subject = textwrap.shorten(
            one_line(f"{site.name}: {self.heading}"), _LONGEST_SUBJECT, placeholder=" ..."
        )
        places = [part for part in host.path.split("/") if part]
        self._domain = host.hostname.encode("idna").decode()
        self._list = ".".join(["digest", *(quote(part, safe="") for part in places), self._domain])
        shown = groups(newsletter, library.papers, library.themes)
        most = max((len(group.papers) for group in shown), default=0)
        html = self._html(shown)
        while len(html.encode()) > HTML_LIMIT - len(_PERSONAL) and most:
            most -= 1
            shown = [_shortened(group, most) for group in shown]
            html = self._html(shown)
        if len(html.encode()) > HTML_LIMIT:
            raise MailError(
                f"the digest has {len(html.encode()):,} bytes of HTML; mail programs cut it off at "
                f"{HTML_LIMIT:,}. Shorten its introduction"
            )
        self.html = html
        self.text = self._text(shown)

    def addressed(
        self, to: Subscriber, sender: Address, when: datetime.datetime, secret: str = ""
    ) -> EmailMessage:
        """The message to one subscriber, sent at a time that knows its zone.

        All but the Date header is the same each time.
        """
        key = message_key(self._newsletter.id, to.address, secret)
        ways = [_way(way, to.address) for way in self._site.unsubscribe]
        pages = [way for way in ways if way.startswith("https:")]
        message = EmailMessage(policy=_POLICY)
        message["From"] = sender
        message["To"] = Address(to.name, addr_spec=to.address)
        message["Subject"] = self.subject
        message["Date"] = when
        message["Message-ID"] = f"<{self._newsletter.id}.{key}@{self._domain}>"
        message["List-Id"] = f"<{self._list}>"
        message["List-Unsubscribe"] = ", ".join(f"<{way}>" for way in ways)
        if pages:
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Archived-At"] = f"<{self.url}>"
        message["Precedence"] = "bulk"
        message["Auto-Submitted"] = "auto-generated"
        own = (pages or ways)[0]
        text = self.text.replace(_PERSONAL, own)
        html = self.html.replace(_PERSONAL, escape(own))
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        message.set_boundary(f"=_pressmark_{key}")
        return message

    def _html(self, shown: Sequence[Group]) -> str:
        newsletter = self._newsletter
        titles = [paper.plain_title for group in shown for paper in (*group.papers, *group.further)]
        html = self._template.render(
            site=self._site,
            newsletter=newsletter,
            subject=self.subject,
            heading=self.heading,
            preheader=textwrap.shorten("; ".join(titles[:4]), 140, placeholder=" ..."),
            url=self.url,
            introduction=self._introduction(),
            colours=self._palette,
            groups=shown,
            by=self._by_line,
            unsubscribe=_PERSONAL,
        )
        return _without_empty_lines(html)

    def _by_line(self, paper: Paper) -> Markup:
        """By whom the paper is, and when and where it appeared, as HTML in one line."""
        return Markup(scripts.html(" \u00b7 ".join(self._by(paper)), scripts.PLAIN))  # noqa: S704 - escaped

    def _introduction(self) -> Markup:
        """The introduction as HTML that needs no style sheet and no page around it."""
        html = str(markdown.html(self._newsletter.introduction, draws_math=False))

        def absolute(match: re.Match[str]) -> str:
            return f'href="{escape(urljoin(self.url, unescape(match[1])))}"'

        html = _HREF.sub(absolute, html)
        accent = self._palette.accent.light
        html = _TAG.sub(lambda match: f"{match[0]} {_STYLED[match[1]].format(accent=accent)}", html)
        return Markup(html)  # noqa: S704 - an allow-list cleaner made it

    def _text(self, shown: Sequence[Group]) -> str:
        newsletter = self._newsletter
        lines = [*_wrapped(self.heading), "=" * min(len(self.heading), WIDTH), ""]
        lines += [f"{self._site.name}: {counted(newsletter.count, 'new paper')}", self.url, ""]
        introduction = texts.plain(newsletter.introduction)
        for paragraph in introduction.split("\n\n") if introduction else ():
            is_list = paragraph.lstrip().startswith(("-", "*", "1."))
            lines += paragraph.split("\n") if is_list else _wrapped(paragraph)
            lines.append("")
        for theme, papers, further in shown:
            label = theme.label if theme else "Without a theme"
            lines += ["", *_wrapped(label), "-" * min(len(label), WIDTH), ""]
            for paper in papers:
                lines += _wrapped(paper.plain_title, "* ", "  ")
                for part in self._by(paper):
                    lines += _wrapped(part, "  ")
                lines += _wrapped(paper.plain_tldr, "  ")
                lines += [f"  {self._site.url}{paper_address(paper.id)}", ""]
            if further:
                count = counted(len(further), "further paper" if papers else "new paper")
                place = f"theme-{theme.id}" if theme else "no-theme"
                lines += [f"  {count}:", f"  {self.url}#{place}", ""]
        lines += ["", "-" * WIDTH]
        lines += _wrapped(f"You get this because you subscribed to the digest of {self._name}.")
        lines += [self._site.url, "", "Unsubscribe at any time:", _PERSONAL, ""]
        return "\n".join(lines)

    @property
    def _name(self) -> str:
        return one_line(self._site.name)

    def _by(self, paper: Paper) -> list[str]:
        """By whom the paper is; when and where it appeared."""
        names = [author.name for author in paper.authors]
        authors = ", ".join(names[:_AUTHORS_NAMED]) or "Authors not known"
        if len(names) > _AUTHORS_NAMED:
            authors += f" and {counted(len(names) - _AUTHORS_NAMED, 'other')}"
        when = date_in_words(paper.first_date) if paper.first_date else ""
        appeared = " \u00b7 ".join(part for part in (when, paper.venue) if part)
        return [authors, appeared] if appeared else [authors]


def sender_of(text: str, site: Site) -> Address:
    """The sender that `text` names: an address, or a name with the address in angle brackets.

    Without a name, it is the site's. Raises `MailError` for anything else.
    """
    from pressmark.newsletter.subscribers import parsed

    try:
        sender = parsed(text)
    except ValueError as error:
        raise MailError(f"the sender {text!r} {error}") from None
    return Address(sender.name or one_line(site.name), addr_spec=sender.address)


def _way(way: str, address: str) -> str:
    """A way to unsubscribe as an address to follow, made out to the subscriber at `address`."""
    if way.startswith("https://"):
        return way.replace("{address}", quote(address, safe=""))
    return f"mailto:{way}?subject=unsubscribe"


def _shortened(group: Group, most: int) -> Group:
    return Group(group.theme, group.papers[:most], group.papers[most:] + group.further)


def _wrapped(text: str, first: str = "", later: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _without_empty_lines(html: str) -> str:
    """HTML without the lines that a template leaves empty."""
    return "\n".join(line for line in html.split("\n") if line.strip()) + "\n"
