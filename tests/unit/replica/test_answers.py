"""What the replica's sites answer to reads and writes."""

import json
import re
from urllib.parse import urlencode

import pytest

from offswitch.replica import Replica, client, load_scenario, serve
from tests.conftest import ROOT
from tests.unit.replica.conftest import ADA, BEN, CENTER, HOME, PARTNERS, ask, cookie_of, operate


def test_a_setting_is_not_reached_by_its_address_but_by_the_sites_own_links() -> None:
    with serve(load_scenario().model_copy(update={"deep_links": False})) as replica:
        cookie = cookie_of(replica, ADA)
        path = "/ad_preferences/ad_settings/data_from_partners/"
        assert ask(replica, CENTER, path, cookie=cookie)[0].status == 302
        linked = f"{path}?entry_point=settings_search"
        assert ask(replica, CENTER, linked, cookie=cookie)[0].status == 200


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
