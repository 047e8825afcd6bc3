"""The printed styles against citeproc-js.

tests/data/printed.json holds what citeproc-js prints for the invented works of tests/works.py and
tests/references.py with the styles of the Citation Style Language project.
`python -m tests.tools.printed_styles` writes it anew.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pressmark.exports.citations.styles import STYLES, formatted
from pressmark.library.addresses import doi_address
from tests.effort import drawn
from tests.references import invented, page_of
from tests.tools.printed_styles import FIXTURE, printed, references
from tests.works import works

if TYPE_CHECKING:
    from pressmark.library.reference import Reference

EXPECTED: dict[str, dict[str, str]] = json.loads(FIXTURE.read_bytes())


class Difference(NamedTuple):
    """Where these styles differ from citeproc-js on purpose: what it prints, and what they do."""

    reason: str
    styles: tuple[str, ...]
    theirs: str
    ours: str


DIFFERENCES = (
    Difference("Superscripts stay the characters that the title has", tuple(STYLES),
               "<sup>6</sup>", "⁶"),
    Difference("Without the day on which it was looked up, nothing was retrieved", ("APA",),
               r" Retrieved (?=http)", " "),
    Difference("Initials keep their hyphen", ("APA", "MLA", "Chicago"),
               r"\b(Ö\. J|J)\. P\.", r"\1.-P."),
    Difference("A sentence begins with a capital", ("MLA",),
               r"(?<=</i>)(\.? )n(?=os?\. )", r"\1N"),
    Difference("A sentence begins with a capital", ("MLA",),
               r"(?<=</i>)(\.? )v(?=ols?\. )", r"\1V"),
    Difference("A sentence begins with a capital", ("MLA",),
               r"(?:(?<=” )|(?<=[a-z]\. ))v(?=ols?\. )", "V"),
    Difference("A sentence begins with a capital", ("MLA",),
               r"(?<=” )n(?=os?\. )", "N"),
    Difference("A sentence begins with a capital", ("Chicago",),
               r"(?:(?<=\. )|(?<=</i> ))n(?=os?\. )", "N"),
    Difference("The rest of a word stays as it is behind a bracket", ("APA", "MLA", "Chicago"),
               r"(?<=Day)\(Light", "(light"),
    Difference("An article without a volume may well be in print", ("Chicago",),
               ", ahead of print", ""),
    Difference("Nothing is said of a release whose day is not known", ("Chicago",),
               r", released(?=\.)|(?<=\.) Released\.", ""),
    Difference("A sentence ends with a stop", ("IEEE",),
               r"(?<=[a-z])” (?=doi: )", ".” "),
    Difference("A sentence ends with a stop", ("IEEE",),
               r"(?<=\d) (?=doi: |\[Online\])", ". "),
    Difference("A sentence begins with a capital", ("Chicago",),
               r"(?<=[.”?!] )issued ", "Issued "),
    Difference("A sentence ends with a stop", ("IEEE",),
               r"(?<= in )(<i>[^<]+</i>), (?=doi: )", r"\1. "),
    Difference("No sentence ends behind the place of a standard", ("IEEE",),
               r"(?<=Whitby|re, CA)\.(?=, )", ""),
    Difference("The volume comes first, then the month", ("Chicago",),
               r"(\w+), (Vol\. \d+)(?=: )", r"\2 (\1)"),
    Difference("A series is a sentence of its own", ("MLA",),
               r"(Accessed [^,]+), (?=Studies)", r"\1. "),
    Difference("No comma stands behind a stop", ("IEEE",),
               r"\. , ", ", "),
)  # fmt: skip


# Of some such works citeproc-js prints nothing at all; their citation here has what there is.
NOT_PRINTED = {("classic", "Chicago")}


def expected(reference: Reference, style: str) -> str:
    """What citeproc-js prints, but for the differences."""
    text = EXPECTED[reference.id][style]
    if not text and (reference.type, style) in NOT_PRINTED:
        return _printed(reference, style)
    if reference.doi:  # an address has no angle brackets
        text = text.replace(f"https://doi.org/{reference.doi}", doi_address(reference.doi))
    for difference in DIFFERENCES:
        if style in difference.styles:
            text = re.sub(difference.theirs, difference.ours, text)
    return text


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", works())
def test_a_style_prints_fifty_works_of_each_kind_as_its_csl_style_does(
    kind: str, style: str
) -> None:
    assert len(works()[kind]) >= 50
    texts = {reference.id: _printed(reference, style) for reference in works()[kind]}
    assert texts == {reference.id: expected(reference, style) for reference in works()[kind]}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("reference", invented(), ids=lambda reference: reference.id)
def test_a_style_prints_what_its_csl_style_prints(reference: Reference, style: str) -> None:
    assert _printed(reference, style) == expected(reference, style)


def _printed(reference: Reference, style: str) -> str:
    cited = formatted(reference, page_of(reference))
    shown = next(each.html for each in cited if each.style == style)
    # What says the language of words says nothing else.
    return html.unescape(re.sub(r"</?(?:bdi|span)[^>]*>", "", shown))


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.reason)
def test_every_difference_still_exists(difference: Difference) -> None:
    texts = (text for each in EXPECTED.values() for style, text in each.items()
             if style in difference.styles)  # fmt: skip
    assert any(re.search(difference.theirs, text) for text in texts)


def test_the_fixture_is_what_citeproc_js_prints() -> None:
    assert list(EXPECTED) == [work.id for work in references()]
    for name, texts in printed(drawn(references(), 8)).items():
        assert texts == EXPECTED[name]
