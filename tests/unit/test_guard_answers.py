"""What the site answered to a change, and which requests are data."""

from dataclasses import replace
from typing import Any, cast

import pytest
from playwright.sync_api import Request, Response

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.engine.saving import saving_story
from offswitch.model.saves import Saves
from tests.unit.fake_requests import FENCE, NAME, FakeResponse, decide, request


def answer(guard: Guard, asked: Request, *, ended: bool = True, **more: Any) -> None:
    decide(guard, asked)
    guard._answered(cast("Response", FakeResponse(asked, **more)))
    if ended:
        guard._finished(asked)


def test_only_the_answer_to_a_change_counts() -> None:
    guard = Guard(FENCE)
    with guard.writing(["*Mutation"]):
        answer(guard, request("SettingsQuery"), status=500)
        answer(guard, request(method="GET"), status=500)
        answer(guard, request(resource_type="ping"), status=500)
        assert (guard.saves().sent, guard.saves().declared) == (0, False)
        answer(guard, request("SaveMutation"))
        assert (guard.saves().sent, guard.saves().declared) == (1, True)
    assert guard.save_errors() == []


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"status": 500}, "the site answered 500"),
        ({"status": 403}, "the site answered 403"),
        ({"content": '{"errors": [{"message": "no"}]}'}, "the site answered with an error"),
        ({"content": '{"error": 1}'}, "the site answered with an error"),
    ],
)
def test_an_answer_that_refuses_is_a_save_error(more: dict[str, Any], problem: str) -> None:
    guard = Guard(FENCE)
    with guard.writing(["*Mutation"]):
        answer(guard, request("SaveMutation"), **more)
    assert guard.save_errors() == [problem]


@pytest.mark.parametrize(
    "more",
    [
        {"content": '{"data": {"ok": true}, "errors": []}'},
        {"content": '{"error": null}'},
        {"content": "for (;;);"},
        {"content": "[]"},
        {"content": '{"errors": [1]}', "kind": "text/html"},
        {"content": '{"errors": [1]}', "ended": False},
    ],
)
def test_an_answer_without_an_error_is_not_an_error(more: dict[str, Any]) -> None:
    guard = Guard(FENCE)
    with guard.writing(["*Mutation"]):
        answer(guard, request("SaveMutation"), **more)
    assert guard.save_errors() == []


def test_a_change_that_got_lost_is_a_save_error() -> None:
    guard = Guard(FENCE)
    with guard.writing(["*Mutation"]):
        for name in ("SettingsQuery", "ConsentQueryMutation2", "SaveMutation"):
            asked = request(name)
            decide(guard, asked)
            guard._failed(asked)
        assert guard.saves().sent == 1
        assert guard.saves().held_back == ("ConsentQueryMutation2",)
    assert guard.save_errors() == ["the change could not be sent"]


def test_each_change_is_judged_by_its_own_answers() -> None:
    guard = Guard(FENCE)
    with guard.writing(["*Mutation"]):
        answer(guard, request("SaveMutation"), status=500)
    answer(guard, request("LateMutation"), status=500)
    with guard.writing(["*Mutation"]):
        assert guard.saves().sent == 0
    assert guard.save_errors() == []


def test_where_pages_save_over_a_socket_every_click_may_have_been_a_change() -> None:
    guard = Guard(replace(FENCE, by_socket=True))
    assert not guard.wrote
    with guard.writing([]):
        pass
    assert guard.wrote
    assert guard.saves().by_socket
    assert saving_story(guard.saves()) == ""
    assert saving_story(Saves()) == "nothing was sent to the site"


def test_a_log_request_is_neither_a_save_nor_data() -> None:
    fence = Fence(hosts=FENCE.hosts, ignore=("POST /log*", "Log*"), operation_field=NAME)
    guard = Guard(fence)
    with guard.writing([]):
        assert decide(guard, request("LogMutation")) == "sent"
        assert decide(guard, request(url="https://www.site.test/log/click")) == "sent"
        assert guard.saves().sent == 0
    assert fence.data_name(request("LogQuery")) == ""
    assert fence.data_name(request("SettingsQuery")) == "SettingsQuery"


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"url": "https://www.site.test/api/state?x=1", "method": "GET"}, "GET /api/state"),
        ({"url": "https://www.site.test/feed", "method": "GET"}, ""),
        ({"url": "https://elsewhere.test/api/state", "method": "GET"}, ""),
        ({"url": "https://www.site.test/api/state", "resource_type": "ping"}, ""),
        ({"url": "https://www.site.test/api/state", "resource_type": "image"}, ""),
    ],
)
def test_only_requests_where_the_reads_go_are_data(more: dict[str, Any], name: str) -> None:
    fence = Fence(hosts=FENCE.hosts, data=("/api/*",))
    assert fence.data_name(request(**more)) == name


def test_a_batch_names_each_of_its_operations() -> None:
    fence = Fence(hosts=FENCE.hosts, operation_field="op", reads=("Get*",))
    reads = request(post_data='[{"op": "GetMe"}, {"op": "GetSettings"}]')
    mixed = request(post_data='[{"op": "GetMe"}, {"op": "SetSetting"}]')
    assert fence.operations(reads) == ("GetMe", "GetSettings")
    assert (fence.is_read(reads), fence.is_read(mixed)) == (True, False)


@pytest.mark.parametrize("reads", [("*",), ("GetState",), ("POST*",)])
def test_a_request_without_a_name_is_admitted_by_its_own_place_alone(
    reads: tuple[str, ...],
) -> None:
    fence = Fence(hosts=FENCE.hosts, reads=reads)
    assert not fence.is_read(request(url="https://www.site.test/api/query"))
    placed = Fence(hosts=FENCE.hosts, reads=(*reads, "POST /api/query"))
    assert placed.is_read(request(url="https://www.site.test/api/query"))
