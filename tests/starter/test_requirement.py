"""A new library asks for the pressmark that made it, from where that was had."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

import pytest

from pressmark.base.errors import PressmarkError
from pressmark.starter import requirement as requiring
from pressmark.starter.requirement import requirement_of

if TYPE_CHECKING:
    from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        ({}, "pressmark==1.2.3"),
        (
            {
                "url": "https://code.example/lamps/pressmark",
                "vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": "main"},
            },
            f"pressmark @ git+https://code.example/lamps/pressmark@{COMMIT}",
        ),
        (
            {"url": "https://files.example/pressmark-1.2.3.whl", "archive_info": {}},
            "pressmark @ https://files.example/pressmark-1.2.3.whl",
        ),
    ],
)
def test_what_pip_had_from_elsewhere_is_had_from_there_again(
    origin: dict[str, object], line: str
) -> None:
    assert requirement_of("1.2.3", origin) == (f"{line}\n", None, True)


def test_a_wheel_that_no_index_has_goes_with_the_library(tmp_path: Path) -> None:
    wheel = tmp_path / "a folder" / "pressmark-1.2.3-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"a wheel")

    needed = requirement_of("1.2.3", {"url": wheel.as_uri(), "archive_info": {}})

    assert needed.wheel == wheel
    assert needed.is_complete
    lines = [line for line in needed.text.splitlines() if not line.startswith("#")]
    assert lines == ["--find-links wheels", "pressmark==1.2.3"]


def test_a_pressmark_that_is_not_installed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(requiring, "distribution", missing)
    with pytest.raises(PressmarkError, match="install it with pip"):
        requiring.requirement()


@pytest.mark.parametrize("name", ["gone.whl", "source"])
def test_what_is_not_there_to_be_copied_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "source").mkdir()
    needed = requirement_of("1.2.3", {"url": (tmp_path / name).as_uri(), "dir_info": {}})

    assert (needed.wheel, needed.is_complete) == (None, False)
    assert "pip wheel --no-deps SOURCE" in needed.text
    assert needed.text.endswith("--find-links wheels\npressmark==1.2.3\n")
