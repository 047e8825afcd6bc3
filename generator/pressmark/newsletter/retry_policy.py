"""How a mail server is treated that does not take a message at once; numbers only."""

from __future__ import annotations

from typing import NamedTuple


class RetryPolicy(NamedTuple):
    """How a mail server is treated.

    A message is tried up to `tries` times; `pause` is the time before the second try, in seconds,
    and doubles with each further one. `timeout` is how long to wait for an answer, in seconds;
    `rate` is the most messages per minute, 0 for no limit; a connection carries up to
    `per_connection` messages.
    """

    tries: int = 8
    pause: float = 5.0
    timeout: float = 60.0
    rate: float = 0.0
    per_connection: int = 100
