"""Environments of Python in which some of the packages here are not installed."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path


def environment_without(folder: Path, *packages: str) -> str:
    """A new environment below `folder` with every package that is installed here but `packages`,
    by their names on the package index; returns its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    lend_packages(folder, *packages)
    return str(folder / "bin" / "python")


def lend_packages(folder: Path, *packages: str) -> None:
    """Have every package that is installed here in the environment at `folder` too, but for
    `packages`, and for what it has already."""
    python = folder / "bin" / "python"
    place = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    installed = Path(sysconfig.get_path("purelib"))
    left_out = {_normal(name) for name in packages}
    hidden: set[str] = set()
    for record in installed.glob("*.dist-info/RECORD"):
        if _normal(record.parent.name.partition("-")[0]) in left_out:
            hidden.add(record.parent.name)
            lines = record.read_text(encoding="utf-8").splitlines()
            hidden.update(line.partition(",")[0].partition("/")[0] for line in lines)
    lent = Path(place.stdout.strip())
    for path in installed.iterdir():
        if path.name not in hidden and not (lent / path.name).exists():
            (lent / path.name).symlink_to(path)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
