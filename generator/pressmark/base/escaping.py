"""A text in; the same as HTML shows it, as a plain text, out.

MarkupSafe's own `escape` gives an object of its class, which costs more than the escaping: this is
the one place that takes what it is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import _escape_inner  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from collections.abc import Callable

escape: Callable[[str], str] = _escape_inner
