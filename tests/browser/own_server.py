"""The built site in; a server of a test's own out, which can answer wrongly and tell what it is
asked. A module that imports both fixtures has them in the place of those of all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.server import SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(site: Path) -> Iterator[SiteServer]:
    """The site on a server of a test's own."""
    with SiteServer(site) as running:
        yield running


@pytest.fixture
def base_url(server: SiteServer) -> str:
    """Where its home page is."""
    return server.address
