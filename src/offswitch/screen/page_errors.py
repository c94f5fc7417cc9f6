"""Errors from the browser driver, in words that a person can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import shorten
from urllib.parse import urlsplit

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as TooLong

from offswitch.errors import Unreachable
from offswitch.model.text import one_line
from offswitch.model.words import Reason
from offswitch.screen.another_document import is_broken_off, is_replaced, kept_loading

_NET = re.compile(r"net::(ERR_[A-Z0-9_]+)")
_ADDRESS = re.compile(r"\w+://\S+")
_LONGEST = 160
_NETWORK = "check the network and run again"
_CAUSES = {
    "ERR_CONNECTION_REFUSED": (
        "{host} refused the connection",
        "is it running? start it and run again",
    ),
    "ERR_NAME_NOT_RESOLVED": ("the name {host} could not be resolved", _NETWORK),
    "ERR_INTERNET_DISCONNECTED": ("there is no network", _NETWORK),
    "ERR_NETWORK_CHANGED": ("the network changed while {host} was loading", "run again"),
    "ERR_ADDRESS_UNREACHABLE": ("{host} cannot be reached from here", _NETWORK),
    "ERR_CONNECTION_TIMED_OUT": ("{host} did not answer in time", _NETWORK),
    "ERR_TIMED_OUT": ("{host} did not answer in time", _NETWORK),
    "ERR_CONNECTION_RESET": ("{host} closed the connection", "run again later"),
    "ERR_CONNECTION_CLOSED": ("{host} closed the connection", "run again later"),
    "ERR_EMPTY_RESPONSE": ("{host} gave no answer", "check that it is running, then run again"),
    # What the browser is told by its proxy, which is ours: nothing more.
    "ERR_TUNNEL_CONNECTION_FAILED": (
        "{host} could not be reached",
        "check the network and the address, then run again",
    ),
    "ERR_ABORTED": (
        "{host} broke off the loading of its own page",
        "run again; if it goes on, look at the page yourself",
    ),
    "ERR_TOO_MANY_REDIRECTS": (
        "{host} sends the browser in a circle",
        "sign in again with `offswitch login`, then run again",
    ),
    "ERR_HTTP_RESPONSE_CODE_FAILURE": (
        "{host} answered with an error and no page",
        "run again later",
    ),
    "ERR_BLOCKED_BY_CLIENT": (
        "{host} leads to a host that offswitch may not visit",
        "report the address",
    ),
}
"""The browser's error names → what a person is told, and what they can do."""


@contextmanager
def page_errors(address: str) -> Iterator[None]:
    """Turn driver errors into errors that a person can act on.

    Raises:
        SettingError: ``unreadable``; the page was there, and loaded another document again and again.
        Unreachable: ``offline``; the window was closed, or the page could not be loaded.
    """
    try:
        yield
    except Error as error:
        if is_replaced(error):
            raise kept_loading() from error
        raise _not_loaded(address, error) from error


def _not_loaded(url: str, error: Error) -> Unreachable:
    host = urlsplit(url).netloc
    if is_broken_off(error):
        return _of_the_network(host, "ERR_ABORTED")
    named = _NET.search(error.message)
    if named is not None:
        return _of_the_network(host, named[1])
    if "blockedbyclient" in error.message.lower():
        return _of_the_network(host, "ERR_BLOCKED_BY_CLIENT")
    if "closed" in error.message.lower():
        return Unreachable(Reason.OFFLINE, "the browser window was closed", "run again")
    if isinstance(error, TooLong):
        return _of_the_network(host, "ERR_TIMED_OUT")
    return Unreachable(
        Reason.OFFLINE,
        f"{host} could not be read: {_in_short(error)}",
        "run again; if it goes on, report these words",
    )


def _in_short(error: Error) -> str:
    """Return what the driver said first, without the addresses in it, which may name a person."""
    return shorten(_ADDRESS.sub("…", one_line(error.message.partition("\n")[0])), _LONGEST)


def _of_the_network(host: str, name: str) -> Unreachable:
    if name == "ERR_INVALID_AUTH_CREDENTIALS":
        return Unreachable(
            Reason.SIGN_IN,
            f"{host} asks for a user name and password of its own (HTTP authentication)",
            "offswitch never gives any; open the app to this machine without it, or switch it yourself",
        )
    if name.startswith(("ERR_CERT_", "ERR_SSL_")):
        return Unreachable(
            Reason.OFFLINE,
            f"the certificate of {host} cannot be trusted ({name})",
            "offswitch never goes past that; have this machine trust the certificate, then run again",
        )
    message, hint = _CAUSES.get(name, (f"{host} could not be loaded ({name})", _NETWORK))
    return Unreachable(Reason.OFFLINE, message.format(host=host), hint)
