"""Sessions other than one site's cookies: storage, linking codes, another site's cookies."""

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from offswitch.errors import ConfigError
from offswitch.replica import Replica, client, load_scenario, serve
from offswitch.replica.fixtures import load_sites
from offswitch.replica.pairing import Pairing
from offswitch.replica.scenario import Scenario
from offswitch.replica.world import World
from tests.unit.replica.page_socket import PHONE, PageSocket, token_of

ADA = "100000000000001"
GRAM = "www.instagram.com"
LAYOUTS = ["2020-01", "2022-06", "2023-10", "2024-10", "2025-01", "2026-06", "2026-07", "article"]
LATE = LAYOUTS[5:]
OFFERED = {
    "instagram.ai_activity_sharing": (["article"], "on"),
    "instagram.content_reuse": ([], "on"),
    "instagram.ai_objection": (LATE, "form"),
    "instagram.activity_history": (LAYOUTS, "guide"),
    "whatsapp.link_previews": (LATE, "on"),
    "whatsapp.call_ip": (LATE, "on"),
    "whatsapp.customer_activity": ([], "on"),
    "whatsapp.accounts_center_link": (LAYOUTS, "guide"),
    "whatsapp.ai_objection": (LATE, "form"),
}


def scenario(**changes: Any) -> Scenario:
    given = load_scenario().model_dump() | {"latency": 0.0} | changes
    return Scenario.model_validate(given)


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with serve(scenario()) as running:
        yield running
        assert running.problems == []


def ask(
    replica: Replica, host: str, path: str, form: dict[str, str] | None = None, cookie: str = ""
) -> tuple[http.client.HTTPResponse, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", replica.port, timeout=10)
    headers = {"Host": host, "Cookie": cookie}
    method = "GET" if form is None else "POST"
    link.request(method, path, body=urlencode(form) if form else None, headers=headers)
    answer = link.getresponse()
    content = answer.read()
    link.close()
    return answer, content


def operate(replica: Replica, name: str, token: str, **given: str) -> dict[str, Any]:
    with PageSocket(replica, token=token) as page:
        return page.ask(name, **given)


@pytest.mark.parametrize("generation", LAYOUTS)
def test_what_each_layout_offers_in_a_region_with_forms(generation: str) -> None:
    world = World(scenario(generation=generation, region="EU"), load_sites())
    states = world.truth()["accounts"][ADA]
    own = {name for name in states if name.startswith(("instagram", "whatsapp"))}
    assert own == set(OFFERED)
    for setting, (layouts, state) in OFFERED.items():
        assert states[setting] == (state if generation in layouts else "absent"), setting


def test_a_feature_and_a_business_account_bring_their_settings() -> None:
    account = load_scenario().accounts[0].model_dump() | {"business": True}
    world = World(scenario(features=["web_content_reuse"], accounts=[account]), load_sites())
    assert world.state(ADA, "instagram.content_reuse") == "on"
    assert world.state(ADA, "whatsapp.customer_activity") == "on"


def test_a_locked_switch_counts_as_what_it_shows() -> None:
    faulty = {"whatsapp.call_ip": {"faults": ["locked"]}}
    assert World(scenario(settings=faulty), load_sites()).state(ADA, "whatsapp.call_ip") == "off"


@pytest.mark.parametrize("name", ["earthquake", "web_content_reuse_"])
def test_an_unknown_feature_is_refused(tmp_path: Any, name: str) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(
        f'features = ["{name}"]\n[[accounts]]\nid="1"\nname="A"\nemail="a@x.org"\npassword="p"\n'
    )
    with pytest.raises(ConfigError, match=name):
        load_scenario(path)


def test_a_storage_state_has_the_cookies_of_every_site_and_the_storage(replica: Replica) -> None:
    state = client.session(replica.url, ADA)
    gram = {c["name"]: c for c in state["cookies"] if c["domain"] == ".instagram.com"}
    assert set(gram) == {"sessionid", "csrftoken", "ds_user_id"}
    assert gram["sessionid"]["httpOnly"]
    assert gram["ds_user_id"]["value"] == ADA
    assert not [c for c in state["cookies"] if "whatsapp" in c["domain"]]
    boot = operate(replica, "WAWebBootstrapQuery", token_of(state))["data"]["boot"]
    assert boot["viewer"]["id"] == ADA


def test_a_page_of_a_storage_session_is_served_to_everybody_and_tells_nothing(
    replica: Replica,
) -> None:
    answer, page = ask(replica, PHONE, "/")
    assert answer.status == 200
    assert b"Ada Sample" not in page
    refused = operate(replica, "WAWebDisableLinkPreviewsQuery", "nonsense")
    assert refused["errors"][0]["message"] == "Not logged in"


def test_a_token_from_one_session_is_not_valid_in_another(replica: Replica) -> None:
    token = token_of(client.session(replica.url, ADA))
    cookie = f"sessionid={token}; ds_user_id={ADA}; csrftoken=x"
    assert ask(replica, GRAM, "/", cookie=cookie)[0].status == 302


def test_linking_the_code_that_a_page_shows(replica: Replica) -> None:
    with pytest.raises(ConfigError, match="nobody"):
        client.link(replica.url, "nobody")
    ref = json.loads(ask(replica, PHONE, "/link_device")[1])["ref"]
    asked = f"/link_device?ref={ref}"
    assert json.loads(ask(replica, PHONE, asked)[1]) == {"record": None}
    client.link(replica.url, ADA)
    kept = json.loads(ask(replica, PHONE, asked)[1])["record"]
    assert (kept["key"], kept["account"]) == ("session", ADA)
    assert json.loads(ask(replica, PHONE, asked)[1]) == {"record": None}  # once
    assert "data" in operate(replica, "WAWebBootstrapQuery", kept["token"])
    ask(replica, PHONE, "/logout", {"session": kept["token"]})
    assert operate(replica, "WAWebBootstrapQuery", kept["token"])["errors"]
    with pytest.raises(ConfigError, match="no page shows a code"):
        client.link(replica.url, ADA)


def test_the_code_that_was_asked_for_last_is_linked() -> None:
    pairing = Pairing()
    old, new = pairing.show("a"), pairing.show("a")
    assert pairing.claim("a", new) is None
    pairing.claim("a", old)
    assert pairing.link("me")
    assert (pairing.claim("a", new), pairing.claim("b", old)) == (None, None)
    assert pairing.claim("a", old) == "me"


def test_an_inverted_wire_value_is_the_state_of_the_data_use() -> None:
    with serve(scenario()) as replica:
        token = token_of(replica.session(ADA))
        operate(replica, "WAWebDisableLinkPreviewsMutation", token, disable_link_previews="true")
        (entry,) = replica.truth()["ledger"]
        assert (entry["setting"], entry["to"]) == ("whatsapp.link_previews", "off")


def test_signing_in_by_username_leads_past_one_more_page() -> None:
    with serve(scenario()) as replica:
        place = f"/accounts/login/?next=https%3A%2F%2F{GRAM}%2Faccounts%2Fedit%2F"
        form = {"username": "Ada", "password": "replica-ada"}
        answer, _ = ask(replica, GRAM, place, form)
        assert answer.headers["Location"].startswith(f"https://{GRAM}/accounts/onetap/?next=")
        answer, _ = ask(replica, "accountscenter.instagram.com", "/ad_preferences/")
        assert answer.headers["Location"].startswith(f"https://{GRAM}/accounts/login?next=")
