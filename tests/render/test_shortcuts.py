"""Which shortcuts are taken is said in one place."""

from __future__ import annotations

import pytest

from pressmark.base.errors import BuildError
from pressmark.render.shortcuts import VARIABLE, Shortcuts, shortcuts


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, Shortcuts(skeletons=True, quick_jinja=True)),
        ("skeletons,quick_jinja", Shortcuts(skeletons=True, quick_jinja=True)),
        ("skeletons", Shortcuts(skeletons=True, quick_jinja=False)),
        ("quick_jinja", Shortcuts(skeletons=False, quick_jinja=True)),
        ("", Shortcuts(skeletons=False, quick_jinja=False)),
    ],
)
def test_the_environment_says_which_shortcuts_are_taken(
    value: str | None, wanted: Shortcuts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(VARIABLE, value)
    assert shortcuts() == wanted


def test_a_shortcut_that_there_is_not_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "skeletons,quick")
    with pytest.raises(BuildError, match="names 'quick'; the shortcuts are skeletons, quick_jinja"):
        shortcuts()
