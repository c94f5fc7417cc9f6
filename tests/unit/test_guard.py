"""What may be sent while only reading, and how many changes one click may send."""

from dataclasses import dataclass
from typing import cast

import pytest
from playwright.sync_api import WebSocketRoute

from offswitch.browser.guard import MAX_SAME_WRITES, MAX_WRITES, Guard
from tests.unit.fake_requests import FENCE, decide, request


@dataclass
class FakeSocket:
    url: str
    done: str = ""

    def close(self) -> None:
        self.done = "closed"

    def connect_to_server(self) -> None:
        self.done = "connected"


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


def test_one_click_sends_a_bounded_number_of_writes() -> None:
    guard = Guard(FENCE)
    with guard.writing([]):
        again = [decide(guard, request("RevertMutation")) for _ in range(20)]
        others = [decide(guard, request(f"Save{n}Mutation")) for n in range(20)]
    assert again.count("sent") == MAX_SAME_WRITES
    assert again.count("sent") + others.count("sent") == MAX_WRITES
    assert "RevertMutation" in guard.saves().held_back
