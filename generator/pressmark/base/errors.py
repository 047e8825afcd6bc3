"""Errors whose message is all that a command has to print."""

from __future__ import annotations

import os
from errno import EACCES, EDQUOT, EIO, EMFILE, ENAMETOOLONG, ENFILE, ENOSPC, EPERM, EROFS

_PERMISSIONS = "check who may read and write there"
# What to do where the system refuses something.
_ADVICE = {
    EACCES: _PERMISSIONS,
    EDQUOT: "free some space, and run this again",
    EIO: "the disk may be damaged: run this on another one",
    EMFILE: "allow this process more open files: ulimit -n",
    ENAMETOOLONG: "move the library to a folder with a shorter path",
    ENFILE: "the system has too many open files: end other programs",
    ENOSPC: "free some space, or remove some files, and run this again",
    EPERM: _PERMISSIONS,
    EROFS: "use a disk that may be written",
}


class PressmarkError(Exception):
    """Raised when work can't go on for a reason outside the program; says why and what to do."""


class BuildError(PressmarkError):
    """Raised when the site can't be built though the library is sound; says why."""


class SearchError(BuildError):
    """Raised when the search index can't be made: Pagefind failed, wrote a format that is not known
    here, or a record has an address that is not one of the site's."""


def in_words(error: OSError) -> str:
    """Where the system refused something, why, and what to do."""
    names = [name for name in (error.filename, error.filename2) if isinstance(name, (str, bytes))]
    place = " -> ".join([os.fsdecode(name) for name in names])
    reason = error.strerror or str(error)
    advice = _ADVICE.get(error.errno or 0, "")
    return ": ".join(filter(None, [place, "; ".join(filter(None, [reason, advice]))]))
