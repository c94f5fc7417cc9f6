"""Captured pages on a replica: which address shows which, and what becomes of a press."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from offswitch.model.page_bundle import PageBundle
from offswitch.replica.captured import WHO, CapturedSite
from offswitch.replica.captured_page import OPERATION
from offswitch.replica.exchange import Request, Response
from offswitch.replica.fixtures import load_sites
from offswitch.replica.front import answer
from offswitch.replica.scenario import load_scenario
from offswitch.replica.site import Site
from offswitch.replica.world import World

HOST = "www.facebook.com"
SWITCH = {"in": 0, "role": "switch", "states": {"checked": "true"}}


def pages(**control: Any) -> list[dict[str, Any]]:
    """The setting's own page with a switch, the one that leads there, and one that came after a press."""
    return [
        {"nodes": [{}, SWITCH | control]},
        {"at": [f"{HOST}/settings"], "nodes": [{}, {"in": 0, "tag": "button", "leads": 0}]},
        {"nodes": [{}, SWITCH | {"states": {"checked": "false"}}]},
        {"at": [f"{HOST}/old"], "moved": True, "nodes": [{}, {"in": 0, "text": "Elsewhere"}]},
    ]


def site(platform: str) -> Site:
    return next(each for each in load_sites() if each.platform == platform)


class Visitor:
    """Somebody at a replica that shows captured pages.

    Args:
        platform: whose pages they are.
        control: what is noted of the switch.
    """

    def __init__(self, platform: str = "facebook", **control: Any) -> None:
        facts = {
            "schema": 2,
            "setting": f"{platform}.lamp",
            "expected": {},
            "pages": pages(**control),
        }
        self.site = site(platform)
        self.captured = CapturedSite(PageBundle.model_validate(facts))
        self.world = World(load_scenario(), load_sites(), self.captured)
        self.host = next(iter(self.site.hosts))
        self.token = self.world.sign_in(self.site.hosts[self.host], next(iter(self.world.accounts)))

    def ask(self, method: str, path: str, *, signed_in: bool = True, body: bytes = b"") -> Response:
        account = next(iter(self.world.accounts))
        cookie = f"c_user={account}; xs={self.token}" if signed_in else ""
        headers = {"cookie": cookie} | ({WHO: self.token} if signed_in else {})
        return answer(
            self.world,
            Request(method=method, host=self.host, target=path, headers=headers, body=body),
        )

    def shown(self, path: str) -> int:
        """The number of the page that an address shows."""
        boot = self.ask("GET", path).body.decode().partition('id="boot">')[2].partition("<")[0]
        return int(json.loads(boot)["page"])

    def press(self, to: str = "false") -> dict[str, Any]:
        change = {"page": 0, "control": 1, "state": to, "pressed": [0, 1]}
        form = {
            self.site.api.operation: OPERATION,
            self.site.api.variables: json.dumps({"input": change}),
        }
        told = self.ask("POST", self.site.api.path, body=urlencode(form).encode())
        assert told.delay == 0
        return dict(json.loads(told.body))

    @property
    def ledger(self) -> list[str]:
        return [entry["to"] for entry in self.world.truth()["ledger"]]


@pytest.mark.parametrize(
    ("path", "page"), [("/settings/", 1), ("/__captured/2", 2), ("/__captured/99", 0), ("/", 0)]
)
def test_an_address_shows_the_page_that_was_captured_there(path: str, page: int) -> None:
    assert Visitor().shown(path) == page


def test_an_address_from_which_the_site_led_away_leads_away() -> None:
    told = Visitor().ask("GET", "/old")
    assert dict(told.headers)["Location"] == f"https://{HOST}/__captured/3"


@pytest.mark.parametrize(
    ("control", "refused", "state"),
    [
        ({}, False, "false"),
        ({"answer": "well", "kept": True}, False, "false"),
        ({"answer": "well"}, False, "true"),
        ({"answer": "error"}, True, "true"),
    ],
)
def test_a_change_becomes_what_became_of_it(
    control: dict[str, Any], refused: bool, state: str
) -> None:
    visitor = Visitor(**control)
    assert ("errors" in visitor.press()) is refused
    assert visitor.captured.state(1) == state
    assert visitor.ledger == ([] if state == "true" else ["false"])


def test_a_change_that_was_not_answered_is_not_answered() -> None:
    visitor = Visitor(answer="open")
    with pytest.raises(AssertionError):
        visitor.press()
    assert visitor.captured.state(1) == "true"


def test_nobody_sees_a_captured_page_who_is_not_signed_in() -> None:
    told = Visitor().ask("GET", "/settings", signed_in=False)
    assert "/login" in dict(told.headers)["Location"]


def test_where_the_session_is_no_cookie_the_page_asks_who_is_there() -> None:
    visitor = Visitor("whatsapp")
    doorway = visitor.ask("GET", "/", signed_in=False).body.decode()
    assert '"asks": true' in doorway
    assert "n1" not in doorway
    assert 'id="n1"' not in visitor.ask("GET", "/__captured/0", signed_in=False).body.decode()
    assert 'id="n1"' in visitor.ask("GET", "/__captured/0").body.decode()
