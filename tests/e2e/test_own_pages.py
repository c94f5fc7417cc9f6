"""A browser loads pages of its own beside a person's; those that take as much work as a site are turned off."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from offswitch.browser.launch import launched
from tests import browsers
from tests.needs import NOT_INSTALLED

pytestmark = pytest.mark.e2e


@pytest.mark.skipif(not browsers.headed(), reason=f"{NOT_INSTALLED}chromium")
def test_it_draws_no_list_below_its_address_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browsers.VARIABLE, browsers.headed())
    with ThreadPoolExecutor(1) as pool:  # the driver wants no other loop around it
        loaded = pool.submit(_loaded).result()
    assert loaded
    assert not [url for url in loaded if "omnibox" in url]


def _loaded() -> list[str]:
    """Start a browser with one page; return the addresses of all that it loads, of every kind."""
    with launched(headless=True, places=()) as browser:
        browser._browser.new_page().wait_for_timeout(1000)  # they are loaded with the first window
        session = browser._browser.new_browser_cdp_session()
        targets = session.send("Target.getTargets", {"filter": [{}]})
    return [target["url"] for target in targets["targetInfos"]]
