"""A hostile selector file leads nowhere but to its hosts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.packs import Library
from offswitch.packs.fencing import fence_of
from tests.unit.hostile.files import GOOD, NEWER, OTHER, refusal


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/privacy",
        "https://lamp.test@evil.test/privacy",
        "https://lamp.test.evil.test/",
        "https://lamp.test:8443/",
        "http://lamp.test/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://lamp.test\\\\@evil.test/",
        "https://lamp.test/\\u0000privacy",
        "https://lamp.test/\\n/privacy",
        "https://lamp.test/\\u202Eprivacy",
        "https://lamp.test/a privacy",
    ],
)
def test_an_address_is_one_of_its_hosts(own: Callable[[str], Path], url: str) -> None:
    assert "routes.research.url" in refusal(own(NEWER.replace("https://lamp.test/privacy", url)))


@pytest.mark.parametrize(
    "host", ["*", "*.test", "lamp.test/x", "http://lamp.test", "", "LAMP.TEST"]
)
def test_a_host_entry_matches_exactly_one_host(own: Callable[[str], Path], host: str) -> None:
    assert "hosts.0" in refusal(own(NEWER.replace('["lamp.test"]', f'["{host}"]')))


@pytest.mark.parametrize(
    "host",
    [
        "*.com",
        "*.co.uk",
        "*.de",
        "*.com.au",
        "*.github.io",
        "*.cloudfront.net",
        "*",
        "*.",
        "*..com",
        "a.*.test",
        "x\\u0000.test",
    ],
)
def test_a_content_host_is_no_whole_ending(own: Callable[[str], Path], host: str) -> None:
    text = NEWER.replace('["lamp.test"]', f'["lamp.test"]\ncontent_hosts = ["{host}"]')
    assert "content_hosts" in refusal(own(text))


@pytest.mark.parametrize("host", ["*.cdn.test", "cdn.test", "*.fbcdn.net", "*.lamp.co.uk"])
def test_a_content_host_may_be_one_company_s(own: Callable[[str], Path], host: str) -> None:
    text = OTHER.replace('["lamp.test"]', f'["lamp.test"]\ncontent_hosts = ["{host}"]')
    assert host in fence_of(Library([own(text)]).pack("torch")).content_hosts


def test_a_file_of_one_platform_opens_no_host_to_another(own: Callable[[str], Path]) -> None:
    folder = own(GOOD.replace('"lamp"', '"evil"').replace("lamp.test", "evil.test"))
    library = Library([folder])
    assert fence_of(library.pack("lamp")).hosts == {"lamp.test"}
    assert not fence_of(library.pack("lamp")).admits("https://evil.test/")
