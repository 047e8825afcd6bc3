"""What made a file: told apart from every other version of this program, to know what is stale."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from pathlib import Path

from pressmark.state import digest, tree_key

PACKAGE = Path(__file__).parent


@cache
def program_key() -> bytes:
    """Sixteen bytes that change with this package's code, Python and every installed package."""
    packages = sorted(
        entry.name
        for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        for entry in os.scandir(folder)
        if entry.name.endswith((".dist-info", ".egg-info"))
    )
    return digest(sys.version.encode(), "\n".join(packages).encode(), tree_key(PACKAGE, ".py"))
