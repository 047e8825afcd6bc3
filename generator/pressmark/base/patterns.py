"""Regular expressions that are compiled when a text is first looked through with them.

To compile one takes a tenth of a millisecond or more, and a build that has little to do asks for
few of those that its modules have. One that every build asks for has no use for this.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


def compiled_later(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives for these, as far as it is asked for its methods and attributes: no
    function of `re` takes it for a pattern."""
    return cast("re.Pattern[AnyStr]", _Later(partial(re.compile, pattern, flags)))


class _Later:
    """A pattern that is not compiled yet; once it is, its methods are found without a detour."""

    def __init__(self, compile_it: Callable[[], Any]) -> None:
        self._compile_it = compile_it

    def __getattr__(self, name: str) -> Any:
        compiled = self._compile_it()
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)
