"""A build's state comes back whole, of its own site, or not at all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.hashing import fingerprint
from pressmark.build import state
from pressmark.build.state import State

if TYPE_CHECKING:
    from pathlib import Path

STATE = State(
    shell_key="a shell",
    search="an index",
    vocabulary="terms",
    files={
        "": fingerprint(b"home"),
        "papers/eel/": fingerprint(b"eel"),
        "assets/é.css": fingerprint(b"css"),
    },
    papers={
        "eel": (fingerprint(b"record"), "author:ada-quill tag:night", fingerprint(b"facts")),
        "oar": (fingerprint(b""), "", b""),
    },
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("home", encoding="utf-8")
    return folder


@pytest.fixture
def kept(tmp_path: Path, site: Path) -> Path:
    """The state of the site, as a file."""
    path = tmp_path / "state"
    STATE.write(path, site)
    return path


def test_a_state_is_read_as_it_was_written(kept: Path, site: Path) -> None:
    assert State.read(kept, site) == STATE


def test_a_state_of_nothing_is_read_as_it_was_written(tmp_path: Path, site: Path) -> None:
    State("", "", "").write(tmp_path / "nothing", site)
    assert State.read(tmp_path / "nothing", site) == State("", "", "")


def test_only_the_state_is_left_when_it_is_written(kept: Path, site: Path) -> None:
    assert sorted(path.name for path in kept.parent.iterdir()) == ["site", "state"]


def test_a_damaged_state_is_none(kept: Path, site: Path) -> None:
    kept.write_bytes(kept.read_bytes().replace(b"an index", b"no index"))
    assert State.read(kept, site) is None


def test_a_state_of_another_version_is_none(
    kept: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "program_key", lambda: b"another version")
    assert State.read(kept, site) is None


def test_a_state_of_a_copied_site_is_none(kept: Path, site: Path) -> None:
    shutil.copytree(site, site.with_name("copy"))
    assert State.read(kept, site.with_name("copy")) is None


def test_a_state_of_a_site_that_is_gone_is_none(kept: Path, site: Path) -> None:
    shutil.rmtree(site)
    assert State.read(kept, site) is None


def test_a_state_of_a_site_that_was_emptied_is_none(kept: Path, site: Path) -> None:
    (site / "index.html").unlink()
    assert State.read(kept, site) is None


def test_a_moved_sites_state_is_still_its_own(kept: Path, site: Path) -> None:
    site.rename(site.with_name("moved"))
    assert State.read(kept, site.with_name("moved")) == STATE


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_digests_tell_lists_of_parts_apart(one: list[bytes], other: list[bytes]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


def test_a_digest_tells_where_a_part_ends() -> None:
    assert fingerprint(b"ab", b"c") != fingerprint(b"a", b"bc")
