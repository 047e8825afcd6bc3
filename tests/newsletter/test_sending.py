"""Sending ends in order when it is interrupted."""

from __future__ import annotations

import os
import signal

from pressmark.newsletter import sending


def test_a_sender_that_is_interrupted_ends_in_order() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with sending._until_interrupted() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.is_set()
        assert signal.getsignal(signal.SIGTERM) == before
    assert signal.getsignal(signal.SIGTERM) == before
