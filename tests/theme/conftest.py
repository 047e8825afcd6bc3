"""These tests are of what is drawn: nothing of it is lent."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def lent_drawings() -> None:
    """Nothing is."""
