"""Who is signed in at the replica, and for whom an account may act."""

import json
from urllib.parse import urlencode

import pytest

from offswitch.errors import ConfigError
from offswitch.replica import Replica, client, load_scenario, serve
from tests.unit.replica.conftest import ADA, BEN, CENTER, HOME, ask, cookie_of, operate


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
