"""Which hosts are one company's."""

from __future__ import annotations

import pytest

from offswitch.packs.domains import domain_of


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.lamp.test", "lamp.test"),
        ("*.cdn.lamp.co.uk", "lamp.co.uk"),
        ("foo.example.co.uk:8443", "example.co.uk"),
        ("ada.github.io", "ada.github.io"),
        ("127.0.0.1:8080", ""),
        ("localhost", ""),
        ("*.co.uk", ""),
        ("*.github.io", ""),
    ],
)
def test_the_domain_is_what_somebody_registered(host: str, domain: str) -> None:
    assert domain_of(host) == domain
