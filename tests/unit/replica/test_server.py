"""The replica's server: control plane, TLS and plain HTTP, and connections that break."""

import base64
import hashlib
import http.client
import json
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from offswitch.errors import ConfigError
from offswitch.replica import Replica, client, load_scenario, serve
from tests.unit.replica.conftest import ADA, CENTER, HOME, PARTNERS, ask, cookie_of


def test_announcement_says_where_and_what(replica: Replica) -> None:
    announced = replica.announcement()
    assert announced["url"] == f"http://127.0.0.1:{replica.port}"
    assert announced["truth"] == f"{replica.url}/__truth"
    assert {HOME, CENTER} <= set(replica.hosts)


def test_client_describes_a_running_replica(replica: Replica) -> None:
    info = client.describe(replica.url)
    assert (info.port, info.hosts, info.key_hash) == (
        replica.port,
        replica.hosts,
        replica.key_hash,
    )


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "https://example.org", "nonsense"])
def test_the_client_says_when_there_is_no_replica(url: str) -> None:
    with pytest.raises(ConfigError) as error:
        client.describe(url)
    assert error.value.hint


def test_certificate_names_the_hosts_and_has_the_announced_key(replica: Replica) -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", replica.port)) as plain,
        context.wrap_socket(plain, server_hostname=CENTER) as secured,
    ):
        certificate = x509.load_der_x509_certificate(secured.getpeercert(binary_form=True) or b"")
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(replica.hosts) | {"localhost"} == set(names.get_values_for_type(x509.DNSName))
    key = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert base64.b64encode(hashlib.sha256(key).digest()).decode() == replica.key_hash


def test_control_plane_answers_over_tls_too(replica: Replica) -> None:
    context = ssl._create_unverified_context()
    link = http.client.HTTPSConnection("localhost", replica.port, context=context, timeout=10)
    link.request("GET", "/__health")
    assert json.loads(link.getresponse().read()) == {"ok": True, "problems": []}
    link.close()


@pytest.mark.parametrize("path", ["/__truth", "/__replica", "/__health", "/__session", "/__flip"])
@pytest.mark.parametrize("host", [HOME, CENTER, f"{HOME}.localhost"])
def test_control_plane_is_not_there_under_real_hosts(
    replica: Replica, host: str, path: str
) -> None:
    answer, content = ask(replica, host, path, cookie=cookie_of(replica, ADA))
    assert answer.status == 404
    assert b"ledger" not in content


def test_unknown_host_is_not_found(replica: Replica) -> None:
    assert ask(replica, "evil.example", "/__truth")[0].status == 404


def test_local_names_keep_their_suffix(replica: Replica) -> None:
    answer, _ = ask(replica, f"{CENTER}.localhost:{replica.port}", "/")
    local = f"http://{HOME}.localhost:{replica.port}"
    assert answer.headers["Location"].startswith(f"{local}/login?next=http%3A%2F%2F{CENTER}")
    answer, _ = ask(replica, f"{HOME}.localhost:{replica.port}", f"/__enter?account={ADA}")
    assert answer.headers["Location"] == f"{local}/"
    assert all(
        "Domain=facebook.com.localhost" in cookie and "Secure" not in cookie
        for cookie in answer.headers.get_all("Set-Cookie") or [""]
    )
    assert ask(replica, HOME, f"/__enter?account={ADA}")[0].status == 302  # to sign-in


def test_index_lists_sites_and_accounts(replica: Replica) -> None:
    _, page = ask(replica, "127.0.0.1", "/")
    assert f"http://{CENTER}.localhost:{replica.port}/".encode() in page
    assert b"Ada Sample" in page
    assert b"/__truth" in page


@pytest.mark.parametrize(
    "flip",
    [
        ("nobody", PARTNERS, "off"),
        (ADA, "accounts_center.nothing", "off"),
        (ADA, PARTNERS, "maybe"),
        (ADA, "facebook.off_facebook_activity", "off"),
    ],
)
def test_a_flip_that_makes_no_sense_is_an_error(
    replica: Replica, flip: tuple[str, str, str]
) -> None:
    with pytest.raises(ConfigError):
        client.flip(replica.url, *flip)
    assert replica.truth()["flips"] == []


def test_a_dropped_connection_is_not_a_problem(
    replica: Replica, capfd: pytest.CaptureFixture[str]
) -> None:
    for first in (b"", b"\x16", b"\x16\x03\x01\x00\x05hello", b"GET / HT", b"\x00\xff"):
        with socket.create_connection(("127.0.0.1", replica.port)) as link:
            link.sendall(first)
    assert ask(replica, "127.0.0.1", "/__health")[0].status == 200
    assert replica.problems == []
    assert capfd.readouterr() == ("", "")


def test_it_stops_with_connections_open_and_requests_waiting() -> None:
    slow = load_scenario().model_copy(update={"latency": 30.0})
    before = set(threading.enumerate())
    with serve(slow) as replica:
        idle = socket.create_connection(("127.0.0.1", replica.port))
        waiting = socket.create_connection(("127.0.0.1", replica.port))
        waiting.sendall(
            b"POST /api/graphql/ HTTP/1.1\r\nHost: www.facebook.com\r\nContent-Length: 0\r\n\r\n"
        )
    idle.close()
    waiting.close()
    assert set(threading.enumerate()) <= before


def test_a_port_in_use_is_reported(replica: Replica) -> None:
    with pytest.raises(ConfigError, match=str(replica.port)), serve(load_scenario(), replica.port):
        pass
