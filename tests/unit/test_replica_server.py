"""The replica's server, without a browser: control plane, sessions, sign-in, TLS and plain HTTP."""

import base64
import hashlib
import http.client
import json
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from offswitch.errors import ConfigError
from offswitch.replica import Replica, client, load_scenario, serve
from tests.conftest import ROOT

ADA, BEN = "100000000000001", "100000000000002"
PARTNERS = "accounts_center.partner_activity"
HOME = "www.facebook.com"
CENTER = "accountscenter.facebook.com"


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with serve(load_scenario()) as running:
        yield running
        assert running.problems == []


def ask(
    replica: Replica,
    host: str,
    path: str,
    method: str = "GET",
    body: str | None = None,
    *,
    cookie: str = "",
) -> tuple[http.client.HTTPResponse, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", replica.port, timeout=10)
    headers = {"Host": host, "Cookie": cookie}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    link.request(method, path, body=body, headers=headers)
    answer = link.getresponse()
    content = answer.read()
    link.close()
    return answer, content


def cookie_of(replica: Replica, account: str) -> str:
    return "; ".join(f"{c['name']}={c['value']}" for c in replica.session(account)["cookies"])


def operate(replica: Replica, name: str, variables: object = None, account: str = ADA) -> object:
    body = urlencode(
        {"fb_api_req_friendly_name": name, "variables": json.dumps({"input": variables})}
    )
    cookie = cookie_of(replica, account)
    _, content = ask(replica, CENTER, "/api/graphql/", "POST", body, cookie=cookie)
    return json.loads(content)


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


def test_session_is_a_storage_state_of_real_cookies(replica: Replica) -> None:
    given = client.session(replica.url, ADA)["cookies"]
    cookies = {c["name"]: c for c in given if c["domain"] == ".facebook.com"}
    assert set(cookies) == {"c_user", "xs", "datr"}
    assert cookies["c_user"]["value"] == ADA
    assert not cookies["c_user"]["httpOnly"]
    assert cookies["xs"]["httpOnly"]
    assert all(c["secure"] and c["domain"] == ".facebook.com" for c in cookies.values())


def test_session_of_a_stranger_is_an_error(replica: Replica) -> None:
    answer, content = ask(replica, "127.0.0.1", "/__session?account=nobody")
    assert answer.status == 404
    assert "nobody" in json.loads(content)["error"]
    with pytest.raises(ConfigError, match="nobody"):
        client.session(replica.url, "nobody")


def test_cookies_of_two_accounts_do_not_mix(replica: Replica) -> None:
    mixed = cookie_of(replica, ADA).replace(f"c_user={ADA}", f"c_user={BEN}")
    answer, _ = ask(replica, HOME, "/", cookie=mixed)
    assert answer.status == 302


def test_signed_out_is_sent_to_sign_in_and_back() -> None:
    with serve(load_scenario()) as replica:
        answer, _ = ask(replica, CENTER, "/ad_preferences/?x=1")
        place = answer.headers["Location"]
        assert place.startswith(f"https://{HOME}/login?next=https%3A%2F%2F{CENTER}%2Fad_pref")
        typed = urlencode({"email": "ADA@example.org", "pass": "replica-ada"})
        answer, _ = ask(replica, HOME, place.removeprefix(f"https://{HOME}"), "POST", typed)
        assert answer.headers["Location"] == f"https://{CENTER}/ad_preferences/?x=1"
        assert len(answer.headers.get_all("Set-Cookie") or []) == 3
        _, page = ask(replica, HOME, "/login/", "POST", "email=ada@example.org&pass=wrong")
        assert b"incorrect" in page
        answer, _ = ask(replica, HOME, "/login/?next=https://evil.example/", "POST", typed)
        assert answer.headers["Location"] == f"https://{HOME}/"


def test_signed_out_account_has_a_session_that_is_no_longer_good() -> None:
    account = {"id": "7", "name": "Cy", "email": "c@x.org", "password": "p", "signed_in": False}
    scenario = load_scenario().model_validate({"accounts": [account]})
    with serve(scenario) as replica:
        answer, _ = ask(replica, HOME, "/", cookie=cookie_of(replica, "7"))
        assert answer.status == 302


def test_sign_out_ends_the_session(replica: Replica) -> None:
    cookie = cookie_of(replica, ADA)
    assert ask(replica, HOME, "/", cookie=cookie)[0].status == 200
    ask(replica, HOME, "/logout.php", "POST", "", cookie=cookie)
    assert ask(replica, HOME, "/", cookie=cookie)[0].status == 302


def test_the_server_ends_a_session(replica: Replica) -> None:
    cookie, other = cookie_of(replica, ADA), cookie_of(replica, BEN)
    client.end_session(replica.url, ADA)
    assert ask(replica, HOME, "/", cookie=cookie)[0].status == 302
    assert ask(replica, HOME, "/", cookie=other)[0].status == 200
    assert ask(replica, HOME, "/", cookie=cookie_of(replica, ADA))[0].status == 200
    with pytest.raises(ConfigError, match="nobody"):
        client.end_session(replica.url, "nobody")


def test_one_account_may_act_for_another_of_its_center_only() -> None:
    cy = {"id": "7", "name": "Cy", "email": "c@x.org", "password": "p", "center": "two"}
    base = load_scenario("eu-2026-06").model_dump()
    scenario = type(load_scenario()).model_validate(base | {"accounts": [*base["accounts"], cy]})
    setting = "accounts_center.social_interactions"
    with serve(scenario) as replica:
        for account in (BEN, "7"):
            variables = {"choice": "DISALLOW", "account_id": account}
            operate(
                replica, "FXAccountsCenterAdPreferencesSocialInteractionsUpdateMutation", variables
            )
        states = {who: states[setting] for who, states in replica.truth()["accounts"].items()}
        assert states == {ADA: "off", BEN: "off", "7": "on"}


def test_a_setting_is_not_reached_by_its_address_but_by_the_sites_own_links() -> None:
    with serve(load_scenario().model_copy(update={"deep_links": False})) as replica:
        cookie = cookie_of(replica, ADA)
        path = "/ad_preferences/ad_settings/data_from_partners/"
        assert ask(replica, CENTER, path, cookie=cookie)[0].status == 302
        linked = f"{path}?entry_point=settings_search"
        assert ask(replica, CENTER, linked, cookie=cookie)[0].status == 200


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


def test_a_write_is_in_the_ledger_once_and_covers_the_center() -> None:
    mutation = "FXAccountsCenterAdPreferencesDataFromPartnersUpdateMutation"
    with serve(load_scenario()) as replica:
        operate(replica, "FXAccountsCenterAdPreferencesManageInfoQuery")
        operate(replica, mutation, {"choice": "DISALLOW"})
        truth = client.truth(replica.url)
        assert [truth["accounts"][who][PARTNERS] for who in (ADA, BEN)] == ["off", "off"]
        (entry,) = truth["ledger"]
        assert (entry["account"], entry["from"], entry["to"]) == (ADA, "on", "off")
        assert [(r["operation"], r["changes"]) for r in truth["requests"]] == [
            ("FXAccountsCenterAdPreferencesManageInfoQuery", False),
            (mutation, True),
        ]
        assert set(truth["requests"][0]) == {
            "time",
            "host",
            "method",
            "path",
            "operation",
            "changes",
        }
        client.flip(replica.url, BEN, PARTNERS, "on")
        truth = client.truth(replica.url)
        assert truth["accounts"][ADA][PARTNERS] == "on"
        assert len(truth["ledger"]) == 1
        assert [flip["to"] for flip in truth["flips"]] == ["on"]


@pytest.mark.parametrize("variables", [None, [], {}, {"choice": "MAYBE"}, {"choice": 1}])
def test_a_write_that_makes_no_sense_changes_nothing(replica: Replica, variables: object) -> None:
    mutation = "FXAccountsCenterAdPreferencesDataFromPartnersUpdateMutation"
    answer = operate(replica, mutation, variables)
    assert isinstance(answer, dict)
    assert answer["errors"]
    assert replica.truth()["ledger"] == []


def test_a_request_without_session_reads_and_writes_nothing(replica: Replica) -> None:
    body = urlencode({"fb_api_req_friendly_name": "FXAccountsCenterAdPreferencesManageInfoQuery"})
    _, content = ask(replica, CENTER, "/api/graphql/", "POST", body)
    assert json.loads(content)["errors"][0]["message"] == "Not logged in"


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


def test_a_page_is_told_what_the_documents_say(replica: Replica) -> None:
    _, content = ask(replica, HOME, "/settings", cookie=cookie_of(replica, ADA))
    found = re.search(r"data-boot>(.*?)</script>", content.decode())
    assert found is not None
    text = (ROOT / "docs" / "replica.md").read_text(encoding="utf-8")
    table = text.partition("### What a page is told")[2].partition("\n\nA new key")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(json.loads(found[1])) == {key for row in rows for key in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize("host", [HOME, CENTER, "www.instagram.com"])
def test_what_a_site_does_not_have_is_answered_by_the_kits_page(
    replica: Replica, host: str
) -> None:
    answer, content = ask(replica, host, "/nothing/here", cookie=cookie_of(replica, ADA))
    assert answer.status == 404
    assert b"The link may be broken" in content


def test_who_is_not_signed_in_may_answer_what_is_public() -> None:
    with serve(load_scenario()) as replica:
        name = "CookieConsentPrivateAllowMutation"
        variables = json.dumps({"input": {"state": "granted"}})
        body = urlencode({"fb_api_req_friendly_name": name, "variables": variables})
        _, content = ask(replica, HOME, "/api/graphql/", "POST", body)
        assert json.loads(content)["data"]
        (entry,) = replica.truth()["ledger"]
        assert (entry["account"], entry["setting"]) == ("nobody", "facebook.consent")
        assert replica.problems == []
