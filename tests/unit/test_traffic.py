"""What became of each request that a page's data may depend on."""

from __future__ import annotations

from typing import Any

import pytest

from offswitch.screen.unanswered import Unanswered
from tests.unit.fake_requests import FakeResponse
from tests.unit.fake_traffic import API, Asked, Socket, Tab


@pytest.fixture
def tab() -> Tab:
    return Tab()


def test_a_request_is_open_until_it_is_answered(tab: Tab) -> None:
    asked = tab.ask()
    [told] = tab.traffic.unanswered()
    assert told == Unanswered("GET /api/settings", "open")
    assert told.story == "`GET /api/settings` has not been answered"
    tab.answer(asked)
    assert not tab.traffic.unanswered()


def test_only_data_counts(tab: Tab) -> None:
    tab.ask(resource_type="image")
    assert not tab.traffic.unanswered()


@pytest.mark.parametrize(("status", "fates"), [(399, []), (400, ["failed"]), (503, ["failed"])])
def test_an_error_status_is_no_answer(tab: Tab, status: int, fates: list[str]) -> None:
    tab.answer(tab.ask(), status)
    assert tab.fates() == fates


@pytest.mark.parametrize(("status", "asks"), [(400, False), (401, True), (403, True), (404, False)])
def test_two_statuses_ask_to_sign_in(tab: Tab, status: int, asks: bool) -> None:
    tab.answer(tab.ask(), status)
    [told] = tab.traffic.unanswered()
    assert told.needs_sign_in is asks
    assert told.story == f"`GET /api/settings` failed with {status}"


def test_a_request_that_never_got_through_has_no_status(tab: Tab) -> None:
    asked = tab.ask(failure="net::ERR_CONNECTION_RESET")
    tab.emit("requestfailed", asked)
    [told] = tab.traffic.unanswered()
    assert told.story == "`GET /api/settings` failed"
    assert not told.needs_sign_in


def test_what_the_guard_stops_was_held_back(tab: Tab) -> None:
    asked = tab.ask(method="POST", failure="net::ERR_BLOCKED_BY_CLIENT")
    tab.emit("requestfailed", asked)
    assert tab.fates() == ["held back"]
    assert tab.traffic.held_back() == (Unanswered("POST /api/settings", "held back"),)


def test_an_answer_that_breaks_off_is_an_answer(tab: Tab) -> None:
    asked = tab.ask(failure="net::ERR_ABORTED")
    tab.emit("response", FakeResponse(asked))
    tab.emit("requestfailed", asked)
    assert not tab.fates()


def test_a_late_answer_does_not_undo_a_failure(tab: Tab) -> None:
    asked = tab.ask(failure="net::ERR_BLOCKED_BY_CLIENT")
    tab.emit("requestfailed", asked)
    tab.emit("response", FakeResponse(asked))
    assert tab.fates() == ["held back"]


def test_what_nobody_asked_for_here_does_not_matter(tab: Tab) -> None:
    other = Asked()
    for event in ("requestfinished", "requestfailed"):
        tab.emit(event, other)
    tab.emit("response", FakeResponse(other, 500))
    assert not tab.fates()


def test_a_retry_that_succeeds_makes_up_for_a_failure(tab: Tab) -> None:
    tab.answer(tab.ask(url=f"{API}?page=2&_=1"), 500)
    tab.answer(tab.ask(url=f"{API}?page=2&_=2"))
    assert not tab.fates()


@pytest.mark.parametrize(
    "other", [{"url": f"{API}?page=3"}, {"url": f"{API}?page=2", "post_data": "a=1"}]
)
def test_the_answer_to_another_request_does_not(tab: Tab, other: dict[str, Any]) -> None:
    tab.answer(tab.ask(url=f"{API}?page=2"), 500)
    tab.answer(tab.ask(**other))
    assert tab.fates() == ["failed"]


def test_what_fails_twice_is_told_once(tab: Tab) -> None:
    for _ in range(2):
        tab.answer(tab.ask(), 500)
    assert tab.fates() == ["failed"]


@pytest.mark.parametrize(
    ("first", "kind", "fates"),
    [
        ("https://app.test/api/settings?old=1", "text/html", []),  # the same path
        ("https://app.test/api/old", "text/html; charset=utf-8", ["failed"]),
        ("https://app.test/api/old", "application/json", []),
    ],
)
def test_a_read_that_is_led_to_a_page_got_no_answer(
    tab: Tab, first: str, kind: str, fates: list[str]
) -> None:
    begun = Asked(url=first)
    tab.answer(tab.ask(redirected_from=Asked(redirected_from=begun)), kind=kind)
    assert tab.fates() == fates


def test_a_page_that_is_asked_for_as_data_is_an_answer(tab: Tab) -> None:
    tab.answer(tab.ask(), kind="text/html")
    assert not tab.fates()


@pytest.mark.parametrize("body", ["{", None])
def test_a_body_that_cannot_be_read_is_no_error(tab: Tab, body: str | None) -> None:
    tab.answer(tab.ask(body=body))
    assert not tab.fates()


def test_a_new_document_starts_over(tab: Tab) -> None:
    held, open_ = tab.ask(method="POST", failure="net::ERR_BLOCKED_BY_CLIENT"), tab.ask()
    tab.emit("requestfailed", held)
    tab.ask(is_document=True, frame="inner")
    assert tab.fates() == ["held back", "open"]
    tab.ask(is_document=True)
    assert not tab.fates()
    assert tab.traffic.held_back() == (Unanswered("POST /api/settings", "held back"),)
    tab.ask(is_document=True)
    assert not tab.traffic.held_back()
    tab.answer(open_, 500)
    assert not tab.fates(), "it belongs to another document"


@pytest.mark.parametrize(
    ("kind", "is_fed"),
    [("text/event-stream", True), ("application/x-ndjson", True), ("application/json", False)],
)
def test_a_stream_feeds_the_page_until_it_ends(tab: Tab, kind: str, is_fed: bool) -> None:
    asked = tab.ask()
    assert not tab.traffic.is_fed
    tab.emit("response", FakeResponse(asked, kind=kind))
    assert tab.traffic.is_fed is is_fed
    tab.emit("requestfinished", asked)
    assert not tab.traffic.is_fed


def test_a_stream_that_was_not_let_in_feeds_nothing(tab: Tab) -> None:
    asked = tab.ask(resource_type="eventsource")
    assert not tab.traffic.is_fed
    tab.emit("response", FakeResponse(asked, 500, "text/event-stream"))
    assert not tab.traffic.is_fed


def test_a_stream_that_breaks_off_feeds_nothing_more(tab: Tab) -> None:
    asked = tab.ask(resource_type="eventsource")
    tab.emit("response", FakeResponse(asked, kind="text/event-stream"))
    tab.emit("requestfailed", asked)
    assert not tab.traffic.is_fed


def test_a_worker_may_feed_the_page(tab: Tab) -> None:
    tab.workers = ("worker.js",)
    assert tab.traffic.is_fed


def test_a_socket_feeds_the_page_while_it_is_open(tab: Tab) -> None:
    socket = Socket()
    tab.emit("websocket", socket)
    assert tab.traffic.is_fed
    socket.emit("framereceived")
    socket.emit("close")
    assert not tab.traffic.is_fed
    assert not tab.fates()


def test_a_socket_that_never_said_anything_has_failed(tab: Tab) -> None:
    socket = Socket()
    tab.emit("websocket", socket)
    socket.emit("socketerror")
    assert tab.traffic.unanswered() == (Unanswered("SOCKET /live", "failed"),)


@pytest.mark.parametrize(
    ("name", "fate", "may"),
    [
        ("POST /auth/refresh", "held back", True),
        ("POST /visits", "held back", False),
        ("POST /auth/refresh", "failed", False),
        ("POST /auth/refresh", "open", False),
    ],
)
def test_only_what_was_held_back_may_have_renewed_the_session(
    name: str, fate: Any, may: bool
) -> None:
    assert Unanswered(name, fate).may_renew_a_session is may
