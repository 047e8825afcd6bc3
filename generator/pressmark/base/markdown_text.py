"""A plain text of one line in; Markdown that shows just that text, whatever program draws it, out.

A sign is written otherwise only where it would act: with a backslash if every program knows it
with one, else as a reference, such as `&lt;`. Programs are those of CommonMark and GitHub's, and
Python's with the extensions that its users have: they see formulas, footnotes, attributes, emoji
and more. A bare address stays as it is: a program that makes a link of it leads where it says.
"""

from __future__ import annotations

import re

from pressmark.base.patterns import compiled_later

# Whatever may act within a line; besides, what may begin an address of mail, if there is one.
_SIGN = re.compile(r"[\\`*_\[<&~^${]|:(?=[+\w-])|==|\+\+")
_IN_LINES = r"""
    [\\`\[]
  | (?P<second>
        \* (?: (?= \S ) | (?<= \S\* ) )         # not between spaces
      | _ (?: (?! [^\W_] ) | (?<! [^\W_]_ ) )   # nor within a word
          (?: (?= \S ) | (?<= \S_ ) )
      | (?<! \s ) ~ | [\^$]
    )
  | < (?= [A-Za-z/!?] | \Z )
  | & (?= \#?\w{1,40}; | \Z )
  | (?P<edit> \{ (?= [-+=>~] ) )                 # changes, as some programs show them
  | (?<! [^\W_] ) \{                            # attributes and macros
  | (?P<run> (?P<of> [=+] ) (?P=of)+ )
  | : (?= (?P<name> [+\w-]{1,40} ) : )          # emoji
"""
_ACTS = re.compile(_IN_LINES, re.VERBOSE)
_ACTS_WITH_MAIL = compiled_later(f"< | {_IN_LINES}", re.VERBOSE)
# Whatever may act at the start of a line, and does not within.
_BEGINS = re.compile(
    r"""
    (?P<mark> [\#>] | [-+*_] (?= \s | \Z ) | - (?= [-|:] ) | ! (?= !! )
      | : (?= [-:\s] | \Z ) | = (?= = | \s*\Z ) | [|] | [?] (?= [?]{2} ) | / (?= // ) )
  | (?P<number> \d++ ) (?P<end> [.)] ) (?= \s | \Z )
    """,
    re.VERBOSE,
)
_CLOSES_HEADING = re.compile(r"(?<!#)#++\Z")
# Signs that every program knows with a backslash before them, and those with a name.
_WITH_BACKSLASH = frozenset("\\`*_[{>#+-!")
_NAMED = {"<": "&lt;", "&": "&amp;"}
# A run that has no room for a pair.
_SHORT_RUN = 3
_IN_LINK = str.maketrans({"]": "&#93;"})


def inline(text: str, *, is_part: bool = False) -> str:
    """A text within a paragraph, behind other words. If it is a part of one that has formulas or
    emphasis, others of its signs may be elsewhere."""
    if not _SIGN.search(text):
        return text
    signs = _ACTS_WITH_MAIL if "@" in text else _ACTS
    return signs.sub(_quiet_part if is_part else _quiet, text)


def paragraph(text: str) -> str:
    """A text that begins a paragraph, or a line of it."""
    return line(inline(text))


def heading(text: str) -> str:
    """A text in a heading."""
    return _CLOSES_HEADING.sub(lambda match: r"\#" * len(match[0]), inline(text))


def cell(text: str, *, is_part: bool = False) -> str:
    """A text in a cell of a table; a program without tables takes all of one for a paragraph, of
    which it `is_part`."""
    return inline(text, is_part=is_part).replace("|", "&#124;")


def link_text(text: str) -> str:
    """A text between the brackets of a link, in which there are no brackets even for what takes
    links apart by these alone."""
    return inline(text, is_part=True).replace("\\[", "&#91;").translate(_IN_LINK)


def line(markdown: str) -> str:
    """A line of a paragraph, in Markdown, which begins with nothing that acts there."""
    match = _BEGINS.match(markdown)
    if not match:
        return markdown
    number = match["number"]
    start = f"{number}\\{match['end']}" if number else _written(match[0])
    return start + markdown[match.end() :]


def has_signs(text: str) -> bool:
    """Whether there is anything in a text that may act."""
    return bool(_SIGN.search(text))


def _quiet(match: re.Match[str], *, has_others: bool = False) -> str:
    """A sign that acts, written so that it does not; one that only ends what another has begun
    stays as it is where there is no other."""
    sign, text, place = match[0], match.string, match.start()
    if match["second"] and not has_others:
        before = text.rfind(sign, 0, place)
        if before < 0 or (sign == "^" and any(map(str.isspace, text[before:place]))):
            return sign
    if match["run"]:
        ends = text[:place].strip() and not text[place - 1].isspace() and sign[:2] in text[:place]
        if not ends and len(sign) <= _SHORT_RUN:
            return sign
        return _broken(sign)
    if (name := match["name"]) and not (name in ("+1", "-1") or any(map(str.isalpha, name))):
        return sign
    return "&#123;" if match["edit"] else _written(sign)


def _broken(run: str) -> str:
    """A run of a sign, every second one otherwise."""
    return "".join([_written(each) if place % 2 else each for place, each in enumerate(run)])


def _quiet_part(match: re.Match[str]) -> str:
    """The same where whatever a sign could end may be in another part."""
    return _broken(match[0]) if match["run"] else _quiet(match, has_others=True)


def _written(sign: str) -> str:
    """A sign as it does not act: its first character otherwise."""
    first = sign[0]
    if first in _WITH_BACKSLASH:
        return f"\\{sign}"
    return _NAMED.get(first, f"&#{ord(first)};") + sign[1:]
