"""HTML in; the tags that name a place, lead somewhere or say what page it is out.

What browsers, too, take for text (scripts, styles, titles, comments) has no tags.
"""

from __future__ import annotations

import html as entities
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD_TAGS = frozenset(("h1", "meta", "title"))
_TEXT_TAGS = frozenset(("script", "style", "textarea", "title"))

# Only what every parser reads alike: tags that end, and attributes whose quotes do.
_NAME = r"""[^\s"'<>/=]+"""
_UNQUOTED = r"""[^\s"'=<>`]+"""
_ATTRIBUTE = re.compile(rf"""(?<!\s)\s++({_NAME})(?:=(?:"([^"]*)"|'([^']*)'|({_UNQUOTED})))?""")
_ATTRIBUTES = rf"""(?:\s+{_NAME}(?:=(?:"[^"]*"|'[^']*'|{_UNQUOTED}))?)*"""
_MARKUP = re.compile(
    rf"""
    < (?:
        /[a-z][a-z0-9:-]* \s* >
      | (?P<text>{"|".join(sorted(_TEXT_TAGS))}) ({_ATTRIBUTES}) \s* > .*? </(?P=text)\s* >
      | ([a-z][a-z0-9:-]*) ({_ATTRIBUTES}) \s* (/?) >
      | !-- (?!-?>) .*? -->
      | !doctype [^<>]* >
      | (?![a-z/!?])
      | (?P<odd>)
    )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.ASCII,
)
# What browsers take for a tag's name, for an attribute or the end of its tag, and for the ends of
# elements that hold text only.
_TAG_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ANY_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(?!["'])([^\s>]++)))?+"""
    r"""(?!\s*+=\s*+["'])|(>))"""
)
_TEXT_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _TEXT_TAGS}
_WANTED = ("id", "href", "src", "action")
# Most tags have none of them, and are not looked at further.
_MAY_BE_WANTED = re.compile(rf"\s(?:{'|'.join(_WANTED)})\b", re.IGNORECASE)


class Tag(NamedTuple):
    """A tag's name and attributes, with empty values where it gives none, and how many characters
    precede it."""

    name: str
    values: dict[str, str]
    offset: int


def tags_in(html: str) -> list[Tag]:
    """The tags of a page that have an id, a href, a src or an action, and its main headings, titles
    and metas."""
    tags: list[Tag] = []
    for match in _MARKUP.finditer(html):
        text, own, name, attributes, closed, odd = match.groups()
        if odd is not None or (name and not closed and name.lower() in _TEXT_TAGS):
            return [*_tags_of_any(html)]
        if text:
            name, attributes = text, own
        if not name:
            continue
        name = name.lower()
        if name in _HEAD_TAGS or (attributes and _MAY_BE_WANTED.search(attributes)):
            tag = Tag(name, _values(attributes), match.start())
            if _is_wanted(tag):
                tags.append(tag)
    return tags


def _is_wanted(tag: Tag) -> bool:
    return tag.name in _HEAD_TAGS or not tag.values.keys().isdisjoint(_WANTED)


def _values(attributes: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, *quoted in _ATTRIBUTE.findall(attributes):
        value = "".join(quoted)
        values.setdefault(name.lower(), entities.unescape(value) if "&" in value else value)
    return values


def _tags_of_any(html: str) -> Iterator[Tag]:
    """The same tags of a page that has anything which parsers have to guess at, as HTML 5 has it:
    what does not end takes in all that follows, so that nothing is looked at twice."""
    place = html.find("<")
    while place >= 0:
        if name := _TAG_NAME.match(html, place + 1):
            values, end = _values_of_any(html, name.end())
            if end < 0:
                return
            tag = Tag(name[0].lower(), values, place)
            if _is_wanted(tag):
                yield tag
            if tag.name in _TEXT_TAGS:
                match = _TEXT_ENDS[tag.name].search(html, end)
                end = match.start() if match else -1
        elif html.startswith("<!--", place):
            end = html.find("-->", place + 2)  # <!--> ends itself
        elif html.startswith(("</", "<!", "<?"), place):
            end = html.find(">", place)
        else:
            end = place + 1
        place = html.find("<", end) if end >= 0 else -1


def _values_of_any(html: str, place: int) -> tuple[dict[str, str], int]:
    """The attributes that begin at a place, and where their tag ends; -1 where it does not."""
    values: dict[str, str] = {}
    while match := _ANY_ATTRIBUTE.match(html, place):
        name, *texts, end = match.groups()
        place = match.end()
        if end:
            return values, place
        value = next(filter(None, texts), "")
        values.setdefault(name.lower(), entities.unescape(value) if "&" in value else value)
    return values, -1
