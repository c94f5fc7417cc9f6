"""An answer with a good status may tell an error, each kind in its own way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.fake_requests import FakeResponse
from tests.unit.fake_traffic import Socket, Tab


@pytest.fixture
def tab() -> Tab:
    return Tab()


@pytest.mark.parametrize(
    ("body", "fates"),
    [
        ({"data": {"ads": True}}, []),
        ({"errors": [{"message": "no"}]}, ["failed"]),
        ({"error": "no"}, ["failed"]),
        ({"errors": [{"message": "a part"}], "data": {"ads": True}}, []),
        ({"error": "a part", "result": [1]}, []),
        ({"errors": [], "data": None}, []),
        ([{"errors": "in a list"}], ["failed"]),
        ([{"data": {"ads": True}}, {"data": None, "errors": [{}]}], ["failed"]),
        ([{"jsonrpc": "2.0", "id": 1, "result": [6]}], ["failed"]),
        ([{"jsonrpc": "2.0", "id": 1, "result": [0, {"ads": True}]}], []),
        ({"jsonrpc": "2.0", "id": 1, "result": [True]}, []),
        ([6], []),
        ({"status": {"code": 200}, "data": {"usage": True}}, []),
        ({"success": [], "ok": {}, "data": {"usage": True}}, []),
        # Synology's compound calls, batches of Microsoft Graph and of Facebook, Elasticsearch, PostHog
        (
            {
                "success": True,
                "data": {"result": [{"success": True}, {"success": False, "error": {"code": 1}}]},
            },
            ["failed"],
        ),
        ({"data": {"result": [{"success": True, "data": {}}, {"success": True}]}}, []),
        ({"backups": [{"success": False}, {"success": True}]}, []),
        ({"backups": [{"success": False, "error": "no space"}, {"name": "Monday"}]}, []),
        (
            {
                "responses": [
                    {"id": "1", "status": 200, "body": {}},
                    {"id": "2", "status": 503, "body": {}},
                ]
            },
            ["failed"],
        ),
        ([{"code": 200, "body": "{}"}, {"code": 500, "body": "{}"}], ["failed"]),
        ({"_shards": {"total": 3, "failed": 1}, "hits": {}}, ["failed"]),
        ({"_shards": {"total": 3, "failed": 0}, "hits": {}}, []),
        ({"errorsWhileComputingFlags": True, "flags": {}}, ["failed"]),
        ({"errorsWhileComputingFlags": False, "flags": {}}, []),
        ({"errors": [{"message": "no"}], "data": {"ads": None}}, ["failed"]),
    ],
)
def test_an_answer_may_be_an_error_in_its_body(tab: Tab, body: Any, fates: list[str]) -> None:
    tab.answer(tab.ask(body=json.dumps(body)))
    assert tab.fates() == fates


@pytest.mark.parametrize(
    ("body", "lacks"),
    [
        ({"data": {"ads": True, "photos": None}, "errors": [{"path": ["photos"]}]}, True),
        ([{"data": {"ads": True}}, {"data": {"a": 1}, "errors": [{}]}], True),
        ([{"title": "Last backup", "error": "no space"}], False),
        ({"data": {"ads": True, "photos": None}}, False),
    ],
)
def test_an_answer_may_lack_a_part(tab: Tab, body: Any, lacks: bool) -> None:
    tab.answer(tab.ask(body=json.dumps(body)))
    assert not tab.fates()
    told = tab.traffic.answered_in_part()
    assert [each.name for each in told] == ["GET /api/settings"] * lacks
    assert all("in part" in each.story for each in told)


def test_a_part_that_comes_when_it_is_asked_for_again_is_there(tab: Tab) -> None:
    tab.answer(tab.ask(body='{"data": {"ads": 1}, "errors": [{}]}'))
    tab.answer(tab.ask(body='{"data": {"ads": 1}}'))
    assert not tab.traffic.answered_in_part()


PART = "--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 {}\r\n\r\n{{}}\r\n"
RPC = "application/grpc-web"


@pytest.mark.parametrize(
    ("kind", "body", "fates"),
    [
        # SAP/odata-library#26: the batch is accepted, and what it asks for is not answered.
        ("multipart/mixed; boundary=b", PART.format("503 Service Unavailable"), ["failed"]),
        ("multipart/mixed; boundary=b", PART.format("200 OK") + PART.format(404), ["failed"]),
        ("multipart/mixed; boundary=b", PART.format("200 OK"), []),
        # grpc/grpc-web#51: the status comes last.
        (f"{RPC}+proto", "\x80\0\0\0\x0fgrpc-status:14\r\n", ["failed"]),
        (f"{RPC}+proto", "\x80\0\0\0\x0egrpc-status:0\r\n", []),
        (f"{RPC}-text", "AAAAAAA=gAAAAA9ncnBjLXN0YXR1czoxNA0K", ["failed"]),
        (f"{RPC}-text", "AAAAA", []),
        (f"{RPC}-text", "AAAAAAA=gAAAAA5ncnBjLXN0YXR1czowDQo=", []),
    ],
)
def test_a_batch_and_a_call_tell_errors_in_their_own_ways(
    tab: Tab, kind: str, body: str, fates: list[str]
) -> None:
    tab.answer(tab.ask(body=body), kind=kind)
    assert tab.fates() == fates


@pytest.mark.parametrize("guard", ["for (;;);", "while(1);", ")]}',\n", "throw 1; "])
def test_what_keeps_json_from_running_is_no_part_of_it(tab: Tab, guard: str) -> None:
    told = {"__ar": 1, "error": 1357004, "payload": None}
    tab.answer(tab.ask(body=guard + json.dumps(told)), kind="application/x-javascript")
    assert tab.fates() == ["failed"]


@pytest.mark.parametrize(
    ("span", "lacks"), [("0-2/4", True), ("items 0-2/4", True), ("0-3/4", False), ("0-2/*", False)]
)
def test_an_answer_may_be_cut_off(tab: Tab, span: str, lacks: bool) -> None:
    """PostgREST answers with 206 where its limit leaves rows out."""
    tab.emit("response", FakeResponse(tab.ask(), 206, more={"content-range": span}))
    assert not tab.fates()
    assert bool(tab.traffic.answered_in_part()) is lacks


@pytest.mark.parametrize(
    ("message", "fates"),
    [
        ('{"msg": "nosub", "id": "1", "error": {"error": 500}}', ["failed"]),
        ('{"type": "error", "id": "1", "payload": [{"message": "no"}]}', ["failed"]),
        ('{"type": "data", "payload": {"data": {}}}', []),
        ('{"type": 6}\x1e{"type": 3, "invocationId": "1", "error": "it failed"}\x1e', ["failed"]),
        ('{"type": 3, "invocationId": "1", "result": {}}\x1e', []),
        ('{"type": []}', []),
        ("error", []),
        (b"error", []),
    ],
)
def test_a_message_over_a_socket_may_tell_an_error(
    tab: Tab, message: str | bytes, fates: list[str]
) -> None:
    socket = Socket()
    tab.emit("websocket", socket)
    socket.emit("framereceived", message)
    assert tab.fates() == fates


@pytest.mark.parametrize(("code", "fates"), [("0", []), ("14", ["failed"])])
def test_a_call_may_tell_its_status_in_a_header(tab: Tab, code: str, fates: list[str]) -> None:
    answer = FakeResponse(tab.ask(), kind=RPC, more={"grpc-status": code})
    tab.emit("response", answer)
    assert tab.fates() == fates


APP = '<!doctype html><title>Photos</title><script nonce="{:0>24}" src="/app.js"></script>'


@pytest.mark.parametrize(
    ("body", "fates"),
    [(APP.format("b2"), ["failed"]), ("<p>A part</p>", []), (APP + "<p>Another one</p>", [])],
)
def test_the_page_itself_is_no_answer(tab: Tab, body: str, fates: list[str]) -> None:
    """filebrowser/filebrowser#1978: a server may answer whatever it does not know with its one page."""
    tab.ask(is_document=True, body=APP.format("a1"))
    tab.answer(tab.ask(body=body), kind="text/html")
    assert tab.fates() == fates
    stories = [each.story for each in tab.traffic.unanswered()]
    assert stories == ["`GET /api/settings` was answered with 200, and without the data"] * len(
        fates
    )


def test_only_json_is_looked_into(tab: Tab) -> None:
    tab.answer(tab.ask(body='{"error": "no"}'), kind="text/plain")
    assert not tab.fates()


@pytest.mark.parametrize(
    ("body", "fates"),
    [
        ({"success": False, "message": "timeout reading preferences", "data": {}}, ["failed"]),
        ({"ok": False}, ["failed"]),
        ({"status": "error", "message": "busy"}, ["failed"]),
        ({"code": 50001, "msg": "system busy", "data": None}, ["failed"]),
        ({"code": 0, "msg": "", "data": None}, []),
        ({"code": 200, "data": {"usage": True}}, []),
        ({"success": True, "data": {"usage": True}}, []),
        ({"success": False, "usage": True}, []),
        ({"ok": False, "code": 1, "data": {"usage": True}}, []),
    ],
)
def test_an_envelope_may_say_that_it_failed(
    tab: Tab, body: dict[str, Any], fates: list[str]
) -> None:
    tab.answer(tab.ask(body=json.dumps(body)))
    assert tab.fates() == fates
