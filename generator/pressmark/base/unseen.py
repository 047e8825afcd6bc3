"""A text in; the characters in it that nobody sees, and that no text of a library needs, out."""

from __future__ import annotations

import re
from typing import Final

# Control characters but for tabs and ends of lines, marks of byte order, halves of characters.
UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ud800-\udfff]")
