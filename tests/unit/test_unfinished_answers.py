"""An answer whose body has not come, or says as a script that it failed, is none."""

from __future__ import annotations

import pytest

from tests.unit.fake_requests import FakeResponse
from tests.unit.fake_traffic import API, Tab


@pytest.fixture
def tab() -> Tab:
    return Tab()


def test_what_comes_piece_by_piece_is_an_answer_at_its_end(tab: Tab) -> None:
    asked = tab.ask()
    tab.emit("response", FakeResponse(asked, kind="application/x-ndjson"))
    assert tab.fates() == ["open"]
    tab.emit("requestfinished", asked)
    assert not tab.fates()


def test_a_body_that_the_page_does_not_read_may_never_end(tab: Tab) -> None:
    tab.emit("response", FakeResponse(tab.ask(), kind="application/json"))
    assert not tab.fates()


def test_an_answer_whose_body_breaks_off_is_none(tab: Tab) -> None:
    asked = tab.ask(failure="net::ERR_CONTENT_LENGTH_MISMATCH")
    tab.emit("response", FakeResponse(asked, kind="application/json"))
    tab.emit("requestfailed", asked)
    assert tab.fates() == ["failed"]


def test_a_feed_in_pieces_beside_other_data_is_not_waited_for(tab: Tab) -> None:
    tab.emit("response", FakeResponse(tab.ask(), kind="application/x-ndjson"))
    tab.answer(tab.ask(url=f"{API}/me"))
    assert not tab.fates()


@pytest.mark.parametrize(
    ("address", "body", "fates"),
    [
        ("?callback=got", 'got({"status": "failed", "message": "timeout"})', ["failed"]),
        ("?jsonp=a.b", "/**/ typeof a.b === 'function' && a.b({\"success\": false});", ["failed"]),
        ("?callback=got", 'got({"usage": false})', []),
        ("", 'got({"status": "failed", "message": "timeout"})', []),
    ],
)
def test_json_that_comes_as_a_script_may_say_that_it_failed(
    tab: Tab, address: str, body: str, fates: list[str]
) -> None:
    tab.answer(
        tab.ask(url=API + address, resource_type="script", body=body), kind="text/javascript"
    )
    assert tab.fates() == fates
