"""What a source said, says now, and what the record says, in; what the record is to say, out.

A fact of the source that did not change leaves the record alone, whatever it says. One that
changed goes into a record that still says what the source said; where the record says something
else, that is a conflict, which is left alone unless somebody decides it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pressmark.library.importing.statements import Facts, field_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What became of a fact.
JOINED, UPDATED, REMOVED, KEPT, CONFLICT = "joined", "updated", "removed", "kept", "conflict"
# Lists of which sources and curators add and remove items, each on its own.
_SETS = ("keys", "tags")


@dataclass(frozen=True, slots=True)
class Change:
    """A fact in which a source and a record differed, by the record's id and the source's line.

    `said` is what the source said when it was last imported, `says` what it says now and `held`
    what the record said, each None where there was nothing. `outcome` is one of the words above.
    `record` and `record_line` are where the record says it, known of conflicts.
    """

    paper: str
    fact: str
    line: int
    said: Any
    says: Any
    held: Any
    outcome: str
    record: str = ""
    record_line: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The change for a program."""
        return {name: getattr(self, name) for name in self.__slots__}


# Decides a conflict for the "source" or the "record"; an empty text leaves it open.
Resolve = Callable[[Change], str]


def leave_open(_: Change) -> str:
    """Decides no conflict."""
    return ""


@dataclass(slots=True)
class Merger:
    """One record and one source of it.

    `held` is what the record says, `said` what the source said when it was last imported (None: it
    never was), `elsewhere` what other sources said. A `partial` source has values that could not be
    read: what is absent from it is unknown. `place_of` finds the file and line of a field of the
    record.
    """

    paper: str
    line: int
    held: Facts
    said: Facts | None
    elsewhere: Sequence[Facts]
    partial: bool
    resolve: Resolve
    place_of: Callable[[str], tuple[str, int]]
    # What comes of it: the record's facts, what is to be remembered, and what is worth saying.
    result: Facts = field(default_factory=dict)
    statement: Facts = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def merge(self, says: Facts, closed: frozenset[str] = frozenset()) -> None:
        """Take in what the source says now; the record's fields that are `closed` stay."""
        self.result, self.statement = dict(self.held), {}
        # What a publication says goes before what a preprint says.
        is_published = bool(says.get("venue")) and not self.held.get("venue")
        earlier = self.said or {}
        for fact in dict.fromkeys((*says, *earlier)):
            now = says.get(fact)
            if now is None and self.partial:
                now = earlier.get(fact)
            self._remember(fact, now)
            if fact in closed:
                continue
            if fact in _SETS:
                self._merge_set(fact, now or [])
            elif now != self.held.get(fact):
                self._merge(fact, now, is_published)

    def _merge(self, fact: str, now: Any, is_published: bool) -> None:
        before, held = (self.said or {}).get(fact), self.held.get(fact)
        values = [facts.get(fact) for facts in self.elsewhere]
        is_of_source = held is not None and held in values
        if self.said is None:
            if held is None and not any(values):
                self._take(fact, now, JOINED)
            elif is_of_source and is_published:
                self._take(fact, now, UPDATED)
            else:
                self._note(fact, now, KEPT)
        elif now == before:
            pass  # the source did not change, so what differs is a curator's or another source's
        elif now is None and is_of_source:
            pass  # another source says so still
        elif held == before:
            outcome = REMOVED if now is None else JOINED if before is None else UPDATED
            self._take(fact, now, outcome)
        elif is_of_source and not self._is_preprint_of(held, fact):
            self._take(fact, now, UPDATED)
        elif is_of_source:
            self._note(fact, now, KEPT)
        else:
            self._decide(fact, now, before)

    def _is_preprint_of(self, held: Any, fact: str) -> bool:
        """Whether a publication says what the record says, and this source knows of none."""
        if self.statement.get("venue"):
            return False
        return any(facts.get("venue") and facts.get(fact) == held for facts in self.elsewhere)

    def _decide(self, fact: str, now: Any, before: Any) -> None:
        change = self._change(fact, now, CONFLICT)
        match self.resolve(change):
            case "source":
                self._take(fact, now, REMOVED if now is None else UPDATED)
            case "record":
                self._note(fact, now, KEPT)
            case _:
                self._remember(fact, before)
                self.changes.append(change)

    def _merge_set(self, fact: str, now: list[Any]) -> None:
        earlier, held = _texts(self.said or {}, fact), self.held.get(fact, [])
        elsewhere = (item for facts in self.elsewhere for item in _texts(facts, fact))
        gone = {*earlier}.difference(now, elsewhere)
        present = {*earlier, *held}
        more = [item for item in now if item not in present]
        merged = [*(item for item in held if item not in gone), *more]
        if merged != held:
            outcome = JOINED if not earlier and not gone else UPDATED
            self._take(fact, merged or None, outcome)

    def _take(self, fact: str, value: Any, outcome: str) -> None:
        self._note(fact, value, outcome)
        if value is None:
            self.result.pop(fact, None)
        else:
            self.result[fact] = value

    def _note(self, fact: str, now: Any, outcome: str) -> None:
        self.changes.append(self._change(fact, now, outcome))

    def _change(self, fact: str, now: Any, outcome: str) -> Change:
        earlier = (self.said or {}).get(fact)
        place = self.place_of(field_of(fact)) if outcome == CONFLICT else ("", 0)
        return Change(
            self.paper, fact, self.line, earlier, now, self.held.get(fact), outcome, *place
        )

    def _remember(self, fact: str, value: Any) -> None:
        if value is None:
            self.statement.pop(fact, None)
        else:
            self.statement[fact] = value

    def reopen(self, required: Mapping[str, Any] | None = None) -> None:
        """Leave the record alone after all, all of it or what it can't do without: what was to be
        taken is a conflict."""
        reopened = []
        for change in self.changes:
            is_taken = change.outcome in (JOINED, UPDATED, REMOVED)
            if is_taken and (required is None or field_of(change.fact) in required):
                self._remember(change.fact, change.said)
                self.result.pop(change.fact, None)
                if change.held is not None:
                    self.result[change.fact] = change.held
                change = self._change(change.fact, change.says, CONFLICT)
            reopened.append(change)
        self.changes = reopened


def _texts(facts: Facts, fact: str) -> list[str]:
    """The items of a fact that is a list, as far as whoever edited the statement left it so."""
    return [item for item in facts.get(fact, []) if isinstance(item, str)]
