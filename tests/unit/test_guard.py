"""Where the browser may go, what it may send while only reading, and how much it may do."""

from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Request, Response, Route, WebSocketRoute

from offswitch.browser.fence import Fence
from offswitch.browser.guard import MAX_SAME_WRITES, MAX_WRITES, Guard
from offswitch.browser.pace import MAX_CLICKS, MAX_LOADS, Pace
from offswitch.engine.switching import saving_story
from offswitch.errors import Unreachable
from offswitch.model.saves import Saves
from offswitch.model.words import Reason

NAME = "fb_api_req_friendly_name"
FENCE = Fence(
    hosts=frozenset({"www.site.test", "127.0.0.1:8080"}),
    content_hosts=("*.cdn.test",),
    operation_field=NAME,
    reads=("*Query", "Load*"),
)
API = "https://www.site.test/api/graphql/"


@dataclass(eq=False)
class FakeRequest:
    """As much of Playwright's request as the guard looks at."""

    url: str = API
    method: str = "POST"
    post_data: str | None = None
    resource_type: str = "fetch"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class FakeRoute:
    request: Request
    done: str = ""

    def abort(self, code: str) -> None:
        self.done = code

    def continue_(self) -> None:
        self.done = "sent"


@dataclass
class FakeResponse:
    request: Request
    status: int = 200
    body: str = "{}"
    kind: str = "application/json"

    @property
    def headers(self) -> dict[str, str]:
        return {"content-type": self.kind}

    def text(self) -> str:
        return self.body


@dataclass
class FakeSocket:
    url: str
    done: str = ""

    def close(self) -> None:
        self.done = "closed"

    def connect_to_server(self) -> None:
        self.done = "connected"


def request(operation: str = "", **more: Any) -> Request:
    if operation:
        more["post_data"] = urlencode({"av": "1", NAME: operation, "variables": "{}"})
    return cast("Request", FakeRequest(**more))


def decide(guard: Guard, asked: Request) -> str:
    route = FakeRoute(asked)
    guard._decide(cast("Route", route))
    return route.done


# The fence


@pytest.mark.parametrize(
    "url",
    [
        "https://www.site.test/",
        "https://www.site.test:443/settings?x=1",
        "wss://www.site.test/chat",
        "http://127.0.0.1:8080/",
        "https://static.cdn.test/a.js",
        "data:text/plain,x",
        "blob:https://www.site.test/1",
        "about:blank",
    ],
)
def test_the_platform_s_own_addresses_are_admitted(url: str) -> None:
    assert FENCE.admits(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.site.test/",
        "ws://www.site.test/chat",
        "https://www.site.test:8443/",
        "https://site.test/",
        "https://other.site.test/",
        "https://www.site.test.evil.test/",
        "https://www.site.test@evil.test/",
        "https://evil.test/?www.site.test",
        "https://evil.test#www.site.test",
        "https://cdn.test.evil.test/a.js",
        "https://cdn.test/a.js",
        "http://127.0.0.1:9090/",
        "http://127.0.0.1/",
        "http://localhost:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "chrome://settings/",
        "ftp://www.site.test/",
    ],
)
def test_no_other_address_is_let_through(url: str) -> None:
    assert not FENCE.admits(url)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_content_hosts_serve_and_are_sent_nothing(method: str) -> None:
    assert FENCE.admits("https://static.cdn.test/a.png", "GET")
    assert not FENCE.admits("https://static.cdn.test/a.png", method)
    assert FENCE.admits("https://www.site.test/a", method)


@pytest.mark.parametrize("scheme", ["http", "ws", "wss"])
def test_content_hosts_serve_over_tls_alone_and_open_no_socket(scheme: str) -> None:
    assert not FENCE.admits(f"{scheme}://static.cdn.test/a")


# Which operation is it?


def test_the_operation_is_named_by_a_form_field() -> None:
    assert FENCE.operations(request("SettingsQuery")) == ("SettingsQuery",)
    encoded = request(post_data=f"{NAME}=Save%20Mutation&x=1")
    assert FENCE.operations(encoded) == ("Save Mutation",)


def test_the_operation_is_named_by_a_json_key() -> None:
    assert FENCE.operations(request(post_data=f'{{"{NAME}": "SettingsQuery"}}')) == (
        "SettingsQuery",
    )


def test_a_header_names_the_operation_whatever_its_case() -> None:
    fence = Fence(hosts=FENCE.hosts, operation_field="X-Operation", reads=("*Query",))
    assert fence.operations(request(headers={"x-operation": "SettingsQuery"})) == ("SettingsQuery",)


@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        "{",
        "[1, 2]",
        '"text"',
        "{not json}",
        "plain text",
        f"x{NAME}=SettingsQuery",
        "a=b",
    ],
)
def test_what_names_no_operation_has_none_and_is_no_read(body: str | None) -> None:
    asked = request(post_data=body)
    assert FENCE.operations(asked) == ()
    assert not FENCE.is_read(asked)


def test_a_platform_that_names_nothing_has_no_reads_by_post() -> None:
    plain = Fence(hosts=FENCE.hosts)
    assert not plain.is_read(request("SettingsQuery"))
    assert plain.is_read(request(method="GET"))


def test_a_request_without_a_name_is_not_a_read_whatever_reads_are_declared() -> None:
    anything = Fence(hosts=FENCE.hosts, operation_field=NAME, reads=("*",))
    assert anything.is_read(request("Whatever"))
    assert not anything.is_read(request())


def test_only_a_body_in_a_known_form_is_understood() -> None:
    """A list of operations, of which one might change something, is no read."""
    batch = f'[{{"{NAME}": "SettingsQuery"}}, {{"{NAME}": "SaveMutation"}}]'
    assert not FENCE.is_read(request(post_data=batch))


def test_a_form_that_names_two_operations_is_not_a_read() -> None:
    both = f"{NAME}=SettingsQuery&{NAME}=SaveMutation"
    assert not FENCE.is_read(request(post_data=both))


@pytest.mark.parametrize("body", ["\x1f\ufffd\x08\x00\ufffd", "{\ufffd}"])
def test_a_body_of_bytes_is_not_a_read(body: str) -> None:
    assert decide(Guard(FENCE), request(post_data=body)) == "blockedbyclient"


# Reading and writing


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_run_that_reads_may_get(method: str) -> None:
    assert decide(Guard(FENCE), request(method=method)) == "sent"


@pytest.mark.parametrize("operation", ["SettingsQuery", "LoadSettings"])
def test_a_known_read_is_sent(operation: str) -> None:
    assert decide(Guard(FENCE), request(operation)) == "sent"


@pytest.mark.parametrize(
    "operation", ["SaveMutation", "settingsquery", "SettingsQueryMutation", "ReloadSettings", ""]
)
def test_a_post_that_is_not_a_known_read_is_blocked(operation: str) -> None:
    guard = Guard(FENCE)
    assert decide(guard, request(operation)) == "blockedbyclient"
    assert guard.blocked == [f"POST www.site.test {operation}".strip()]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_never_reads(method: str) -> None:
    assert decide(Guard(FENCE), request("SettingsQuery", method=method)) == "blockedbyclient"


def test_what_leaves_the_fence_is_held_back_and_noted_without_its_path() -> None:
    guard = Guard(FENCE)
    asked = request(method="GET", url="https://evil.test/collect?who=ada")
    assert decide(guard, asked) == "blockedbyclient"
    assert guard.blocked == ["GET evil.test"]


def test_while_writing_only_the_named_operations_are_sent() -> None:
    guard = Guard(FENCE)
    with guard.writing(["Partner*Mutation"]):
        assert decide(guard, request("PartnerSaveMutation")) == "sent"
        assert decide(guard, request("SettingsQuery")) == "sent"
        assert decide(guard, request("ConsentMutation")) == "blockedbyclient"
        assert decide(guard, request()) == "blockedbyclient"
    assert decide(guard, request("PartnerSaveMutation")) == "blockedbyclient"


def test_the_window_closes_when_the_click_fails() -> None:
    guard = Guard(FENCE)
    with pytest.raises(RuntimeError), guard.writing(["*Mutation"]):
        raise RuntimeError
    assert decide(guard, request("SaveMutation")) == "blockedbyclient"


def test_without_names_every_change_is_admitted_while_writing_but_not_elsewhere() -> None:
    guard = Guard(FENCE)
    with guard.writing([]):
        assert decide(guard, request("AnythingMutation")) == "sent"
        assert decide(guard, request(method="DELETE")) == "sent"
        outside = request("AnythingMutation", url="https://evil.test/")
        assert decide(guard, outside) == "blockedbyclient"


def test_a_person_in_the_window_may_send_what_they_like_inside_the_fence() -> None:
    guard = Guard(FENCE)
    with guard.hands_off():
        assert decide(guard, request("LoginMutation")) == "sent"
        assert decide(guard, request(url="https://evil.test/")) == "blockedbyclient"
    assert decide(guard, request("LoginMutation")) == "blockedbyclient"


@pytest.mark.parametrize(
    ("url", "done"),
    [
        ("wss://www.site.test/chat", "connected"),
        ("wss://evil.test/", "closed"),
        ("ws://www.site.test/", "closed"),
    ],
)
def test_a_socket_stays_inside_the_fence(url: str, done: str) -> None:
    socket = FakeSocket(url)
    Guard(FENCE)._socket(cast("WebSocketRoute", socket))
    assert socket.done == done


# The site's answer to a change


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
        ({"body": '{"errors": [{"message": "no"}]}'}, "the site answered with an error"),
        ({"body": '{"error": 1}'}, "the site answered with an error"),
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
        {"body": '{"data": {"ok": true}, "errors": []}'},
        {"body": '{"error": null}'},
        {"body": "for (;;);"},
        {"body": "[]"},
        {"body": '{"errors": [1]}', "kind": "text/html"},
        {"body": '{"errors": [1]}', "ended": False},
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


def test_one_click_sends_a_bounded_number_of_writes() -> None:
    guard = Guard(FENCE)
    with guard.writing([]):
        again = [decide(guard, request("RevertMutation")) for _ in range(20)]
        others = [decide(guard, request(f"Save{n}Mutation")) for n in range(20)]
    assert again.count("sent") == MAX_SAME_WRITES
    assert again.count("sent") + others.count("sent") == MAX_WRITES
    assert "RevertMutation" in guard.saves().held_back


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


# Pace


@pytest.mark.parametrize(
    ("count", "limit"), [("load", MAX_LOADS), ("click", MAX_CLICKS)], ids=["loads", "clicks"]
)
def test_a_run_stops_at_its_limits(count: str, limit: int) -> None:
    pace = Pace()
    for _ in range(limit):
        getattr(pace, count)()
    with pytest.raises(Unreachable, match=str(limit)) as caught:
        getattr(pace, count)()
    assert caught.value.reason is Reason.RATE_LIMITED
    assert caught.value.hint


def test_loads_and_clicks_are_counted_apart() -> None:
    pace = Pace()
    for _ in range(MAX_CLICKS):
        pace.click()
    pace.load()
    assert (pace.loads, pace.clicks) == (1, MAX_CLICKS)
