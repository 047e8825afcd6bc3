"""The tags of a page are those that a browser finds in it, however its HTML is written."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base import html_tags
from pressmark.base.html_tags import Tag, tags_in

PIECES = (
    '<a class="x" href="../a/?b=1&amp;c#d">',
    "<a href='x' href='y'>a</a >",
    "<A HREF=../x/ hidden>",
    '<img\n  src="p.png"\n  alt="a > b"/>',
    '<svg viewBox="0 0 1 1"><path id=p-1 /></svg>',
    "<h1>",
    "<meta name=description content>",
    '<!-- <a href="no"> -->',
    '<!doctype html public "-//x">',
    '<script>if (a<b) "<a href=no>"</script>',
    "<style>a > b {}</style>",
    "<title>1 &lt; 2</title>",
    "text < more & <3 text\n",
    '<p title="an id=1">',
    "</p>",
    # What not every parser reads alike.
    '<a href = "y">',
    '<a href="x"id=z>',
    "<a title=it's id=u>",
    "<b/id=q>",
    '<a "href=x">',
)


def test_tags_have_their_attributes_and_their_place() -> None:
    html = "<p>\n<a class='x' HREF=\"a&amp;b\" rel=me hidden href=no>"
    values = {"class": "x", "href": "a&b", "rel": "me", "hidden": ""}
    assert tags_in(html) == [Tag("a", values, 4)]


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <a href="no"> --><b id=yes>',
        '<script>"<a href=no>"</script><b id=yes>',
        "<style><a href=no></style><b id=yes>",
        "<textarea><a href=no></textarea><b id=yes>",
        '<p title="<a href=no>"><b id=yes>',
    ],
)
def test_what_is_text_to_a_browser_has_no_tags(html: str) -> None:
    assert [tag.name for tag in tags_in(html)] == ["b"]


@pytest.mark.parametrize("end", ["<!-- open", "<script> open", "<title> open", "<a href='open"])
def test_what_is_not_ended_loses_nothing_before_it(end: str) -> None:
    assert tags_in(f"<a href=x>{end}")[0] == Tag("a", {"href": "x"}, 0)


class PythonsParser(HTMLParser):
    """Notes the tags that Python's own parser reads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values: dict[str, str] = {}
        for name, value in attrs:
            values.setdefault(name, value or "")
        if tag in ("h1", "meta", "title") or {"id", "href", "src", "action"} & values.keys():
            self.tags.append((tag, values))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_html_is_read_as_pythons_parser_reads_it(html: str) -> None:
    assert [(tag.name, tag.values) for tag in tags_in(html)] == PythonsParser(html).tags
    assert tags_in(html) == list(html_tags._tags_of_any(html))


def test_html_as_it_should_be_takes_no_other_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tags, "_tags_of_any", pytest.fail)
    assert len(tags_in("".join(PIECES[: PIECES.index('<a href = "y">')]))) == 8
