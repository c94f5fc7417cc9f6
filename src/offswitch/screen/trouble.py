"""The driver's errors about a page, in words that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Error

from offswitch.errors import Unreachable
from offswitch.model.words import Reason


@contextmanager
def page_errors(address: str) -> Iterator[None]:
    """Turn the driver's errors about a page into an account that could not be reached.

    Raises:
        Unreachable: ``offline``; the window was closed, or the page could not be loaded.
    """
    try:
        yield
    except Error as error:
        raise _not_loaded(address, error) from error


def _not_loaded(url: str, error: Error) -> Unreachable:
    host = urlsplit(url).netloc
    if "blockedbyclient" in error.message.lower() or "BLOCKED_BY_CLIENT" in error.message:
        return Unreachable(
            Reason.OFFLINE,
            f"{host} leads to a host that offswitch may not visit",
            "report the address",
        )
    if "closed" in error.message.lower():
        return Unreachable(Reason.OFFLINE, "the browser window was closed", "run again")
    return Unreachable(
        Reason.OFFLINE, f"{host} could not be loaded", "check the network and run again"
    )
