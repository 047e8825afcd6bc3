"""YAML of any origin in; its nodes out, or an error that tells where it is nested too deeply.

The parser in C goes down by calling itself: whoever nests deeply enough would have it overrun the
stack of the whole program. What names a value again, and that again, would fill the memory.
"""

from __future__ import annotations

import yaml

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
    _count(node, {})


def _count(node: yaml.Node, counts: dict[int, int]) -> int:
    """How many values there are in one, each as often as it is named."""
    if isinstance(node, yaml.ScalarNode):
        return 1
    known = counts.get(id(node))
    if known is not None:
        if not known:  # it is being counted
            raise TooDeepError(problem_mark=node.start_mark)
        return known
    counts[id(node)] = 0
    children = node.value
    if isinstance(node, yaml.MappingNode):
        children = [each for pair in children for each in pair]
    count = 1 + sum(_count(child, counts) for child in children)
    if count > _MOST_VALUES:
        raise TooDeepError(problem_mark=node.start_mark)
    counts[id(node)] = count
    return count
