"""A theme's own template in; out the template without the faults that are known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mend(NamedTuple):
    """What a template gets wrong, what takes its place, and how often it occurs."""

    found: str
    mended: str
    times: int


# Whether a page is written by hand: only those have what Material's script works with.
_BY_HAND = 'page.meta and page.meta.kind == "page"'
_KEEPS_CHOICES = (
    "config.extra.consent or config.extra.version or config.extra.analytics or "
    "config.theme.palette or self.announce()"
)


def _before(text: str, put: str) -> Mend:
    return Mend(text, put + text, 1)


def _only_if(condition: str, text: str) -> Mend:
    return Mend(text, f"{{% if {condition} %}}{text}{{% endif %}}", 1)


# What every page would have and only some need: Material's switches, its place for messages, its
# scripts.
LIGHTER = (
    _before('<input class="md-toggle" data-md-toggle="drawer"', f"{{% if {_BY_HAND} %}}"),
    _before(
        '<div data-md-component="announce">',
        f"{{% endif %}}{{% if ({_BY_HAND}) or self.announce() %}}",
    ),
    _before("{% if config.extra.version %}\n      <div", "{% endif %}"),
    _only_if(f"({_BY_HAND}) or {_KEEPS_CHOICES}", '{% include "partials/javascripts/base.html" %}'),
    _only_if(_BY_HAND, '{% include "partials/javascripts/content.html" %}'),
    _only_if(_BY_HAND, ' data-md-component="container"'),
    _only_if(_BY_HAND, ' data-md-component="main"'),
    _before('<div class="md-dialog" data-md-component="dialog"', f"{{% if {_BY_HAND} %}}"),
    _before('{% if "navigation.instant.progress" in features %}', "{% endif %}"),
)


def mended(source: str, file: str, mends: Iterable[Mend]) -> str:
    """The source of a template, read from `file`, with its faults mended.

    Raises `BuildError` where one does not occur as often as it did: the theme is another then.
    """
    for mend in mends:
        times = source.count(mend.found)
        if times != mend.times:
            raise BuildError(
                f"{file}: {mend.found!r} found {times} times, not {mend.times}: the theme has "
                "changed; look at its page frame anew, and at the mends in pressmark.theme"
            )
        source = source.replace(mend.found, mend.mended)
    return source
