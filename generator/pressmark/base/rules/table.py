"""The one table of all rules, by id."""

from __future__ import annotations

from pressmark.base.rules import (
    addresses,
    files,
    imports,
    newsletters,
    pages,
    records,
    references,
    settings,
    vocabulary,
)
from pressmark.base.rules.rule import Rule

# What a hundred of ids is about, and the module that states its rules.
GROUPS = {
    "Any file": files,
    "Records": records,
    "Records together": references,
    "Vocabulary": vocabulary,
    "Addresses and redirects": addresses,
    "Hand-written pages": pages,
    "Digests by e-mail": newsletters,
    "Imports": imports,
    "Settings and builds": settings,
}


def rules_of(group: str) -> list[Rule]:
    """The rules of a group, in the order of its module."""
    return [value for value in vars(GROUPS[group]).values() if isinstance(value, Rule)]


RULES = {rule.id: rule for group in GROUPS for rule in rules_of(group)}
