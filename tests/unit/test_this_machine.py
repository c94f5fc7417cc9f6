"""Names and addresses of this machine are told from anybody else's."""

from __future__ import annotations

import pytest

from offswitch.browser.this_machine import is_loopback, is_this_machine


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "app.localhost",
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "::1",
        "::",
        "::ffff:127.0.0.1",
    ],
)
def test_this_machine(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize(
    "host", ["example.org", "localhost.example.org", "192.0.2.1", "::ffff:192.0.2.1"]
)
def test_another_machine(host: str) -> None:
    assert not is_this_machine(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::ffff:127.0.0.1", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_any_address_leads_here_and_yet_is_no_loopback(host: str) -> None:
    assert not is_loopback(host)
