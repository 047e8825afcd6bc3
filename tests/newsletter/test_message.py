"""The e-mail digest: readable as text, safe as HTML, with headers that mail systems act on."""

from __future__ import annotations

import datetime
import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.library.library import Library
from pressmark.library.loading.load import load
from pressmark.library.newsletter import Newsletter
from pressmark.library.paper import Author, Paper
from pressmark.library.terms import Theme
from pressmark.newsletter.message import (
    HTML_LIMIT,
    WIDTH,
    MailError,
    NewsletterMessage,
    message_key,
    sender_of,
)
from pressmark.newsletter.subscribers import Subscriber
from pressmark.render.environment import Templates
from pressmark.site.settings import Site
from tests.conftest import SAMPLE

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

DAY = "2026-11-24"
WHEN = datetime.datetime(2026, 11, 25, 8, 30, tzinfo=datetime.UTC)
SITE = Site(
    name="Harbour papers",
    description="Papers on harbours.",
    url="https://papers.example/harbour/",
    repository="https://example.org/harbour",
    branch="main",
    license="CC BY 4.0",
    unsubscribe=("leave@example.org", "https://example.org/leave?who={address}"),
)
ADA = Subscriber("ada@example.org", "Ada Quill")
SENDER = Address("Harbour papers", addr_spec="library@example.org")
HOSTILE = "</title><script>alert(1)</script> {{ 7 * 7 }} \"q\" 'q' & %s $1 ]]> עברית 🦉"
# A line that a header or a text would take for the beginning of something else.
INJECTED = "Fine\r\nBcc: everybody@example.org\r\n\r\n.\r\nQUIT"


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates([PACKAGE_TEMPLATES], tmp_path_factory.mktemp("kept"), b"key")


def library_of(papers: list[Paper]) -> Library:
    themes = {"lamps": Theme(id="lamps", label="Lamps & <light>", description="Light.")}
    return Library({paper.id: paper for paper in papers}, themes, {})


def some(count: int, text: str = "A title", tldr: str = "What it found.") -> list[Paper]:
    return [
        Paper(
            id=f"paper{number}",
            title=f"{text} {number}",
            authors=tuple(Author(name=f"{text} Author {n}") for n in range(6)),
            date="2024-07",
            venue="EMNLP 2024",
            theme="lamps",
            tldr=tldr,
        )
        for number in range(count)
    ]


def letter_of(
    papers: list[Paper],
    templates: Templates,
    *,
    site: Site = SITE,
    title: str = "A digest",
    introduction: str = "Good *morning*.",
    in_full: int = 500,
) -> NewsletterMessage:
    ids = tuple(paper.id for paper in papers)
    newsletter = Newsletter(DAY, DAY, DAY, title, introduction, ids[:in_full], ids[in_full:])
    return NewsletterMessage(newsletter, library_of(papers), site, templates)


def received(
    letter: NewsletterMessage, to: Subscriber = ADA, sender: Address = SENDER
) -> EmailMessage:
    """The message as a mail program parses it."""
    raw = letter.addressed(to, sender, WHEN).as_bytes()
    return message_from_bytes(raw, policy=policy.default)


def as_shown(letter: NewsletterMessage, header: str, to: Subscriber = ADA) -> str:
    """A header as RFC 2047 has mail programs show it."""
    raw = message_from_bytes(letter.addressed(to, SENDER, WHEN).as_bytes())
    return str(make_header(decode_header(raw[header])))


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


class Elements(HTMLParser):
    """The elements of an HTML text and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def test_headers_are_those_of_a_mailing_list(templates: Templates) -> None:
    message = received(letter_of(some(2), templates))

    key = message_key(DAY, ADA.address)
    assert {name: str(value) for name, value in message.items() if name != "Content-Type"} == {
        "From": "Harbour papers <library@example.org>",
        "To": "Ada Quill <ada@example.org>",
        "Subject": "Harbour papers: A digest",
        "Date": "Wed, 25 Nov 2026 08:30:00 +0000",
        "Message-ID": f"<{DAY}.{key}@papers.example>",
        "List-Id": "<digest.harbour.papers.example>",
        "List-Unsubscribe": "<mailto:leave@example.org?subject=unsubscribe>, "
        "<https://example.org/leave?who=ada%40example.org>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Archived-At": f"<https://papers.example/harbour/digests/{DAY}/>",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
    }
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert not message.defects


def test_every_line_is_ascii_and_ends_and_is_as_long_as_mail_servers_take(
    templates: Templates,
) -> None:
    raw = letter_of(some(9, "Ünïcode 🦉 " * 30), templates).addressed(ADA, SENDER, WHEN).as_bytes()

    lines = raw.split(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    assert max(map(len, lines)) <= 998


def test_a_message_is_the_same_each_time_and_another_for_everybody(templates: Templates) -> None:
    letter = letter_of(some(2), templates)
    ben = Subscriber("ben@example.org", "")

    one, again, other = (letter.addressed(to, SENDER, WHEN).as_bytes() for to in (ADA, ADA, ben))

    assert one == again
    assert one != other
    assert received(letter, ben)["To"] == "ben@example.org"


def test_a_key_tells_newsletters_and_people_apart_but_not_capitals() -> None:
    keys = {
        message_key(day, address, secret)
        for day in (DAY, "2026-12-01")
        for address in ("ada@example.org", "ADA@Example.org", "ben@example.org")
        for secret in ("", "hush")
    }
    assert len(keys) == 8


def test_without_a_page_to_unsubscribe_at_no_one_click_is_promised(templates: Templates) -> None:
    site = Site(**{**SITE.__dict__, "unsubscribe": ("leave@example.org",)})

    message = received(letter_of(some(1), templates, site=site))

    assert "List-Unsubscribe-Post" not in message
    assert "mailto:leave@example.org?subject=unsubscribe" in part(message, "plain")
    assert 'href="mailto:leave@example.org?subject=unsubscribe"' in part(message, "html")


def test_long_ways_to_unsubscribe_stay_readable(templates: Templates) -> None:
    way = "https://lists.example.org/" + "a-long-path/" * 20 + "?who={address}"
    site = Site(**{**SITE.__dict__, "unsubscribe": (way,)})
    letter = letter_of(some(1), templates, site=site)

    raw = letter.addressed(ADA, SENDER, WHEN).as_bytes()

    assert b"List-Unsubscribe: <" + way.replace("{address}", "ada%40example.org").encode() in raw


def test_names_and_subjects_in_any_script_keep_every_space(templates: Templates) -> None:
    words = "naïve * 🦉 of עברית Harbour 🦉 “q” x,y & 7 Łukasz papers: a 李 明".split()
    for start in range(len(words)):
        text = " ".join([*words[start:], *words[:start]])
        letter = letter_of(some(1), templates, title=text)

        assert as_shown(letter, "Subject") == letter.subject
        reader = Subscriber("ada@example.org", text)
        assert as_shown(letter, "To", reader) == f"{text} <ada@example.org>"


def test_hostile_texts_stay_texts(templates: Templates) -> None:
    site = Site(**{**SITE.__dict__, "name": f"Site {INJECTED} {HOSTILE}"})
    papers = some(3, HOSTILE, HOSTILE)
    letter = letter_of(
        papers, templates, site=site, title=f"T {HOSTILE}", introduction=f"{HOSTILE}\n\n<b>b</b>"
    )
    to = Subscriber("ada@example.org", f"Ada {HOSTILE}")

    message = received(letter, to, sender_of("library@example.org", site))

    assert sorted(name for name in message if name in ("Bcc", "To", "From", "Subject")) == [
        "From",
        "Subject",
        "To",
    ]
    assert as_shown(letter, "To", to) == f"Ada {HOSTILE} <ada@example.org>"
    html = Elements(part(message, "html"))
    assert {tag for tag, _ in html.elements} <= set(
        "html head meta title style body div table tr td p h1 h2 h3 a em code bdi span".split()
    )
    assert "49" not in part(message, "html").replace("&#849", "")
    assert f"* {HOSTILE[:20]}" in part(message, "plain")


def test_a_record_can_not_write_headers(templates: Templates) -> None:
    """The record's model keeps lines out; here they come in by another way."""
    paper = some(1)[0]
    object.__setattr__(paper, "title", INJECTED)
    letter = letter_of([paper], templates, title="A digest")
    object.__setattr__(letter._newsletter, "title", INJECTED)
    again = NewsletterMessage(letter._newsletter, library_of([paper]), SITE, templates)

    message = received(again)

    assert "Bcc" not in message
    assert message["Subject"] == "Harbour papers: Fine Bcc: everybody@example.org . QUIT"


def test_html_asks_for_nothing_and_says_its_styles_itself(templates: Templates) -> None:
    html = letter_of(some(3), templates, in_full=2).html

    elements = Elements(html).elements
    tags = {tag for tag, _ in elements}
    assert tags.isdisjoint({"img", "link", "script", "iframe", "form", "object", "svg", "video"})
    assert not re.search(r"url\(|@import|@font-face|\bon\w+=", html)
    shown = [values for tag, values in elements if tag in ("p", "h1", "h2", "h3", "a", "td")]
    assert all(values.get("style") or values.get("align") for values in shown)
    tables = [values for tag, values in elements if tag == "table"]
    assert all(values["role"] == "presentation" for values in tables)
    assert "max-width:600px" in (tables[1]["style"] or "")
    assert "prefers-color-scheme: dark" in html


def test_html_says_the_language_and_direction_of_its_texts(templates: Templates) -> None:
    paper = Paper(
        id="one",
        title="מבוא ללמידה",
        authors=(Author("דנה כהן"), Author("Ada Quill"), Author("يوسف حداد")),
        date="2026",
        tldr="שלום לכולם",
        theme="lamps",
        language="he",
    )
    german = Paper(id="two", title="Über Lampen", date="2026", theme="lamps", language="German")
    library = Library(
        {"one": paper, "two": german}, {"lamps": Theme("lamps", "אורות", "All of them.")}, {}
    )
    newsletter = Newsletter(
        DAY, DAY, DAY, papers=("one", "two"), introduction="שלום לכולם.\n\nHello."
    )
    html = NewsletterMessage(newsletter, library, SITE, templates).html

    assert '<h3 lang="he" dir="rtl" style' in html
    assert '<h3 lang="de" style' in html
    assert '<p style="margin:0 0 12px" lang="he" dir="rtl">שלום לכולם.</p>' in html
    assert '<p style="margin:0 0 12px">Hello.</p>' in html
    assert '<p class="m-ink" lang="he" dir="rtl" style' in html
    assert '<bdi lang="he" dir="rtl">אורות</bdi>' in html
    assert '<bdi lang="he" dir="rtl">דנה כהן</bdi>, Ada Quill, <bdi lang="ar" dir="rtl">' in html


def test_links_in_the_introduction_lead_to_the_site(templates: Templates) -> None:
    text = "See [a paper](../../papers/paper0/) and [this](javascript:alert(1))."
    html = letter_of(some(1), templates, introduction=text).html

    links = [values["href"] for tag, values in Elements(html).elements if tag == "a"]
    assert "https://papers.example/harbour/papers/paper0/" in links
    ours = ("https://papers.example/", "\x00")
    assert [link for link in links if link and not link.startswith(ours)] == []


def test_text_is_readable_by_itself(templates: Templates) -> None:
    papers = some(4, tldr="It found a great many things, of which some are new. " * 3)
    text = part(received(letter_of(papers, templates, in_full=3)), "plain")

    assert "* A title 0\n  A title Author 0, " in text
    assert "and 2 others\n  July 2024 · EMNLP 2024\n  It found" in text
    assert "\n  https://papers.example/harbour/papers/paper0/\n" in text
    assert (
        f"  1 further paper:\n  https://papers.example/harbour/digests/{DAY}/#theme-lamps" in text
    )
    assert text.endswith(
        "Unsubscribe at any time:\nhttps://example.org/leave?who=ada%40example.org\n"
    )
    assert [line for line in text.split("\n") if len(line) > WIDTH and "://" not in line] == []
    assert "<" not in text.replace("Lamps & <light>", "")


def test_a_digest_that_mail_programs_would_cut_off_shows_fewer_papers_in_full(
    templates: Templates,
) -> None:
    letter = letter_of(some(120, "Long " * 60, "Much to say. " * 30), templates)

    assert len(letter.html.encode()) <= HTML_LIMIT
    further = re.search(r">(\d+) further papers<", letter.html)
    assert further
    shown = letter.html.count("<h3")
    assert shown > 20
    assert shown + int(further[1]) == 120


def test_an_introduction_that_is_too_long_is_said(templates: Templates) -> None:
    with pytest.raises(MailError, match="Shorten its introduction"):
        letter_of(some(1), templates, introduction="Word " * 30_000)


@pytest.mark.parametrize(
    ("changed", "message"),
    [({"url": "/"}, "set site_url"), ({"unsubscribe": ()}, "how to unsubscribe")],
)
def test_what_an_email_needs_is_said(
    changed: dict[str, object], message: str, templates: Templates
) -> None:
    with pytest.raises(MailError, match=message):
        letter_of(some(1), templates, site=Site(**{**SITE.__dict__, **changed}))


def test_a_sender_has_the_sites_name_unless_it_has_one() -> None:
    assert str(sender_of("library@example.org", SITE)) == "Harbour papers <library@example.org>"
    assert str(sender_of("Ada <library@example.org>", SITE)) == "Ada <library@example.org>"
    with pytest.raises(MailError, match="the sender 'library' is not an e-mail address"):
        sender_of("library", SITE)


def test_the_real_digest_fits_and_names_every_paper_that_it_shows(tmp_path: Path) -> None:
    library = load(SAMPLE / "content")
    newsletter = library.newsletters[DAY]
    letter = NewsletterMessage(
        newsletter, library, SITE, Templates([PACKAGE_TEMPLATES], tmp_path, b"key")
    )

    message = received(letter)

    assert len(letter.html.encode()) < HTML_LIMIT
    for kind in ("plain", "html"):
        shown = set(re.findall(r"harbour/papers/([a-z0-9-]+)/", part(message, kind)))
        assert shown == set(newsletter.papers)
