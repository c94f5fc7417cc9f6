"""One browser for the replicas of a file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.e2e.replica_site import Stage, stage


@pytest.fixture(scope="module")
def hall(playwright: Playwright) -> Iterator[Stage]:
    with stage(playwright) as opened:
        yield opened
