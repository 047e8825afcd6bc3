"""YAML of any origin in; its nodes out, or an error that tells where it is nested too deeply.

The parser in C goes down by calling itself: whoever nests deeply enough would have it overrun the
stack of the whole program. What names a value again, and that again, would fill the memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEPTH_LIMIT = 20
# So many values are more than any file has, and few enough to hold.
_MOST_VALUES = 100_000


class TooDeepError(yaml.MarkedYAMLError):
    """Raised before the nesting of values overruns the stack."""


class ShallowLoader(yaml.CSafeLoader):
    """Loads YAML that is not nested deeply, and raises `TooDeepError` for any other."""

    _depth = 0

    # The composer calls these two around every node.
    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        self._depth += 1
        if current_node and self._depth > _DEPTH_LIMIT:
            raise TooDeepError(problem_mark=current_node.start_mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


def check_aliases(node: yaml.Node) -> None:
    """Raise `TooDeepError` for a value that holds itself, or aliases of aliases that would fill the
    memory."""
    counts: dict[int, int] = {}  # of values in one, each as often as it is named
    begun = {id(node)}
    waiting = [(node, _children(node))]
    while waiting:  # a chain of aliases may be longer than the stack
        value, children = waiting[-1]
        for child in children:
            if id(child) in counts:
                continue
            if id(child) in begun:
                raise TooDeepError(problem_mark=child.start_mark)
            begun.add(id(child))
            waiting.append((child, _children(child)))
            break
        else:
            waiting.pop()
            count = 1 + sum([counts[id(child)] for child in _children(value)])
            if count > _MOST_VALUES:
                raise TooDeepError(problem_mark=value.start_mark)
            counts[id(value)] = count


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield value
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value
