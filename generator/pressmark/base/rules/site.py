"""PM901 to PM999: the site as it was built."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_REPORT = "Look at the template that draws it, if it is the library's own; otherwise report a fault"

DEAD_LINK = Rule(
    "PM901",
    "Dead link",
    "a link leads to {target}, which is not in the site",
    "Fix the link, or add what it leads to",
    "Readers would find nothing. This looks at every link of every page as it was built, so that "
    "it also sees those in HTML of one's own and in the navigation.",
)
DEAD_ANCHOR = Rule(
    "PM902",
    "Dead anchor",
    "a link leads to {target}, but that page has no such place",
    "Fix what follows the # of the link",
    "Readers would be left at the top of the page.",
)
REPEATED_ID = Rule(
    "PM903",
    "Id given twice",
    "the page has two places with the id {id}",
    "Name one of them otherwise",
    "A link can lead to the first of them only, and programs that read pages aloud mix them up.",
)
INCOMPLETE_PAGE = Rule(
    "PM904",
    "Page without what every page has",
    "the page should have one {part}, and has {count}",
    _REPORT,
    "Each page has one main heading, one title, one description, and its own address as the "
    "canonical one: search engines and people who share it show them.",
)
FETCHED_FROM_ELSEWHERE = Rule(
    "PM905",
    "Fetched from another host",
    "the page fetches {target}",
    "Put the file into the library, or link to it",
    "A visit would be told to others, and the page would depend on them.",
)
UNREADABLE_FILE = Rule(
    "PM906",
    "File that programs can't read",
    "the file is no valid {format}: {reason}",
    _REPORT,
    "Feeds, citations and data are read by programs, which stop at the first fault.",
)
STOPPED_BY_POLICY = Rule(
    "PM907",
    "Stopped by the content security policy",
    "the policy of the site stops {what}",
    "Put it into a file of content/pages that the page names, use a class of a style sheet, or "
    "leave extra.strict_policy out",
    "Browsers would show the page without it. With `strict_policy: true` pages carry a policy that "
    "allows files of the site only, and nothing in the text of a page "
    "([more](forkers.md#a-content-security-policy)).",
)
