"""A proxy that the machine itself uses is used behind ours."""

from __future__ import annotations

import base64

import pytest

from offswitch.browser.egress import Egress, egress_proxy
from offswitch.browser.upstream import Upstream, upstream_of_this_machine
from offswitch.errors import BrowserError
from tests.unit.proxy_talk import connect, forget_proxies, say, site


def the_upstream() -> Upstream:
    """Return the proxy that this machine is set up to use."""
    upstream = upstream_of_this_machine()
    assert upstream is not None
    return upstream


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_proxies(monkeypatch)


def test_this_machine_s_own_proxy_is_used_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [b"HTTP/1.1 200 fine\r\n\r\n", b"from far away"]
    with site(answers) as (port, heard):
        monkeypatch.setenv("https_proxy", f"http://me:se%20cret@127.0.0.1:{port}")
        with egress_proxy(Egress(("far.example",))) as proxy:
            opened, answer = say(proxy, connect("far.example:443"), b"hello")
        assert opened.startswith(b"HTTP/1.1 200 ")
        assert answer == b"from far away"
        asked = heard[0].decode()
        assert asked.startswith("CONNECT far.example:443 HTTP/1.1\r\n")
        word = base64.b64encode(b"me:se cret").decode()
        assert f"Proxy-Authorization: Basic {word}\r\n" in asked
        assert heard[1] == b"hello"


def test_what_is_on_this_machine_is_not_asked_of_its_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with site() as (port, heard), site() as (upstream, unheard):
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{upstream}")
        egress = Egress((f"127.0.0.1:{port}", "app.example"), {"app.example": port})
        with egress_proxy(egress) as proxy:
            for place in (f"127.0.0.1:{port}", "app.example:443"):
                assert say(proxy, connect(place), b"hello")[1] == f"from {port}".encode()
        assert heard == [b"hello", b"hello"]
        assert unheard == []


def test_a_host_that_the_machine_excepts_is_reached_without_its_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "near.example")
    upstream = the_upstream()
    assert not upstream.serves("near.example")
    assert upstream.serves("far.example")


def test_a_proxy_is_asked_for_an_address_of_ipv6_in_brackets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # curl's #69, urllib3's #1222, and mitmproxy's #8309: without them nobody can tell the port.
    with site([b"HTTP/1.0 200 Connection established\r\n\r\n"]) as (port, heard):
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{port}")
        with egress_proxy(Egress(("[2001:db8::1]",))) as proxy:
            assert say(proxy, connect("[2001:db8::1]:443"))[0].startswith(b"HTTP/1.1 200 ")
        assert heard[0].startswith(b"CONNECT [2001:db8::1]:443 HTTP/1.1\r\n")


def test_the_lower_case_name_of_a_proxy_s_variable_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As in curl, and since Cypress's #2295 there.
    monkeypatch.setenv("HTTPS_PROXY", "http://other.example:1")
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    upstream = the_upstream()
    assert (upstream.host, upstream.port) == ("proxy.example", 3128)


def test_an_address_of_ipv6_can_be_excepted(monkeypatch: pytest.MonkeyPatch) -> None:
    # curl's #2353.
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "localhost,2001:db8::1")
    upstream = the_upstream()
    assert not upstream.serves("2001:db8::1")
    assert upstream.serves("2001:db8::2")


def test_a_proxy_that_refuses_is_a_bad_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    with site([b"HTTP/1.1 407 who are you\r\n\r\n"]) as (port, _):
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        with egress_proxy(Egress(("far.example",))) as proxy:
            assert say(proxy, connect("far.example:443"))[0].startswith(b"HTTP/1.1 502 ")


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:1080", "http://[::1", "http://a:b:c"])
def test_a_proxy_of_an_unknown_kind_is_said_to_be_one(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", address)
    with pytest.raises(BrowserError, match="of a kind that offswitch cannot use"):
        upstream_of_this_machine()


def test_its_own_credentials_are_in_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://me:secret@proxy.example:3128")
    assert "secret" not in repr(upstream_of_this_machine())
