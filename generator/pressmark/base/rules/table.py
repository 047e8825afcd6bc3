"""The one table of all rules, by id; a rule's explanation, and the page of all, out."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from pressmark.base.rules import (
    addresses,
    files,
    imports,
    newsletters,
    pages,
    records,
    references,
    settings,
    site,
    vocabulary,
)
from pressmark.base.rules.rule import Rule, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.base.rules.rule import Example

# What a hundred of ids is about, and the module that states its rules.
GROUPS = {
    "Any file": files,
    "Records": records,
    "Records together": references,
    "Vocabulary": vocabulary,
    "Addresses and redirects": addresses,
    "Hand-written pages": pages,
    "Digests and changes": newsletters,
    "Imports": imports,
    "Settings and builds": settings,
    "The built site": site,
}

_WIDTH = 88
_LANGUAGES = {"yml": "yaml", "md": "yaml", "json": "json", "jsonl": "json", "bib": "bibtex"}
_INTRODUCTION = """\
# Findings

A finding says what is wrong in a library and what to do, with the file and the line. Its id, as in
`[PM301]`, is the rule that is broken; `pressmark explain PM301` prints what this page says of it.
`make docs` writes this page from the rules in `generator/pressmark/base/rules/`.
"""


def rules_of(group: str) -> list[Rule]:
    """The rules of a group, in the order of its module."""
    return [value for value in vars(GROUPS[group]).values() if isinstance(value, Rule)]


RULES = {rule.id: rule for group in GROUPS for rule in rules_of(group)}


def explanation(rule: Rule) -> str:
    """A rule for a person at a terminal: its title, why it is one, and its examples."""
    parts = [f"{rule.id}: {rule.title}", "", textwrap.fill(rule.why.replace("`", ""), _WIDTH)]
    parts += ["", textwrap.fill(advice, _WIDTH)] if (advice := _advice(rule)) else []
    parts += ["", *cases] if (cases := _cases(rule)) else []
    for heading, example in (("Wrong", rule.wrong), ("Right", rule.right)):
        for file, text in example.items():
            parts += ["", f"{heading}, in {file}:", "", textwrap.indent(_cut(text), "    ")]
    return "\n".join(parts) + "\n"


def page() -> str:
    """All rules as a page in Markdown."""
    parts = [_INTRODUCTION]
    for group in GROUPS:
        parts.append(f"## {group}\n")
        for rule in rules_of(group):
            why = textwrap.fill(rule.why, _WIDTH, break_long_words=False)
            parts.append(f"### {rule.id}: {rule.title}\n\n{why}\n")
            parts += [f"{textwrap.fill(advice, _WIDTH)}\n"] if (advice := _advice(rule)) else []
            parts += ["\n".join(cases) + "\n"] if (cases := _cases(rule)) else []
            parts += _examples("Wrong", rule.wrong)
            parts += _examples("Right", rule.right)
    return "\n".join(parts)


def _advice(rule: Rule) -> str:
    """What to do, in every case, with dots in place of what a finding names; nothing where each
    case is listed by itself."""
    if not isinstance(rule.found, str):
        return ""
    texts = [rule.advice] if isinstance(rule.advice, str) else list(rule.advice.values())
    advice = [sentences(re.sub(r"{[^{}]*}", "...", text)) for text in texts if text]
    return f"What to do: {' Or: '.join(advice)}" if advice else ""


def _cases(rule: Rule) -> list[str]:
    """What is found and what to do, line by line, of a rule with words for each case."""
    if isinstance(rule.found, str) or isinstance(rule.advice, str):
        return []
    cases: list[str] = []
    for kind, template in rule.found.items():
        text = re.sub(r"{[^{}]*}", "...", sentences(template, rule.advice[kind]))
        cases += textwrap.wrap(
            f"- {text[0].upper()}{text[1:]}", _WIDTH, subsequent_indent="  ", break_long_words=False
        )
    return cases


def _examples(heading: str, example: Example) -> Iterator[str]:
    for file, text in example.items():
        language = _LANGUAGES.get(file.rpartition(".")[2], "text")
        language = "markdown" if "## " in text or text.startswith("---") else language
        yield f"{heading}, in `{file}`:\n\n```{language}\n{_cut(text)}\n```\n"


def _cut(text: str) -> str:
    """An example's lines, none of them too long to be read."""
    lines = text.strip("\n").split("\n")
    return "\n".join(f"{line[:_WIDTH]} ..." if len(line) > _WIDTH else line for line in lines)
