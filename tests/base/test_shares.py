"""Work is shared among processes, and comes out as one process would do it."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from pressmark.base import shares as shares_module
from pressmark.base.shares import Shares

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = os.getpid()


@pytest.fixture(autouse=True)
def _small_shares(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A thing or two are a share; and no process is left behind."""
    forked: list[int] = []
    fork = os.fork

    def noted() -> int:
        process = fork()
        forked.append(process)
        return process

    monkeypatch.setattr(shares_module, "_LEAST", 2)
    monkeypatch.setattr(os, "fork", noted)
    yield
    for process in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def of_process(numbers: range) -> list[tuple[int, int]]:
    return [(number, os.getpid()) for number in numbers]


@pytest.mark.parametrize("processes", [1, 2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, 4, 5, 100])
def test_each_thing_is_done_once_and_in_its_order(processes: int, count: int) -> None:
    done = Shares(processes).done(of_process, count)

    assert [number for number, _ in done] == [*range(count)]
    assert len({process for _, process in done}) == min(max(count // 2, 1), processes, count)


def test_what_a_lost_process_should_have_done_is_done_here() -> None:
    def lost(numbers: range) -> list[int]:
        if os.getpid() != HERE and 5 in numbers:
            os.kill(os.getpid(), signal.SIGKILL)
        return [*numbers]

    assert Shares(3).done(lost, 9) == [*range(9)]


def test_what_goes_wrong_in_a_share_goes_wrong_here() -> None:
    def wrong(numbers: range) -> list[int]:
        if 8 in numbers:
            raise LookupError
        return [*numbers]

    with pytest.raises(LookupError):
        Shares(3).done(wrong, 9)


def test_no_share_goes_on_once_one_went_wrong_here() -> None:
    def wrong(numbers: range) -> list[int]:
        if os.getpid() == HERE:
            raise LookupError
        signal.pause()
        return [*numbers]

    with pytest.raises(LookupError):
        Shares(3).done(wrong, 9)


def test_where_nothing_can_be_forked_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")

    assert {process for _, process in Shares(3).done(of_process, 9)} == {HERE}
