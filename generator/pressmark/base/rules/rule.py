"""What a rule is made of: an id, templates of what is found and advised, and why it is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# A template for `str.format`, or one for each value that may be there: the first that is not empty
# chooses, and the empty key is for the case that none is.
Template = str | Mapping[str, str]
# Files by path with the text that matters in them.
Example = Mapping[str, str]
_NONE: Example = {}


class Rule(NamedTuple):
    """A kind of finding.

    `id` is PM and three digits, and is never given to another rule. `found` and `advice` become a
    finding's words; `why` explains the rule, in Markdown. `wrong` is an example that breaks it and
    `right` one that does not: of a record, the part that matters, of other files all. They are
    empty where no text can show it.
    """

    id: str
    title: str
    found: Template
    advice: Template
    why: str
    wrong: Example = _NONE
    right: Example = _NONE

    def __hash__(self) -> int:
        return hash(self.id)


def filled(template: Template, values: Mapping[str, object]) -> str:
    """A template's text for these values."""
    if not isinstance(template, str):
        template = next(text for name, text in template.items() if not name or values.get(name))
    return template.format_map(values)


def in_words(rule: Rule, **values: object) -> str:
    """What was found and what to do, in sentences."""
    return sentences(filled(rule.found, values), filled(rule.advice, values))


def sentences(*texts: str) -> str:
    """Texts without their last full stops, as sentences; empty ones are left out."""
    return " ".join(text if text[-1] in "?!" else f"{text}." for text in texts if text)


class BrokenRuleError(ValueError):
    """Raised by what checks a single value: the `rule` that it breaks, and `values` for its words.

    It is a `ValueError`, as pydantic wants it.
    """

    def __init__(self, rule: Rule, **values: object) -> None:
        super().__init__(rule.title)
        self.rule = rule
        self.values = values
