"""A request that is held waits where the test says, and goes on or is lost as it says."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from offswitch.replica import Replica, load_scenario, serve
from offswitch.replica.holds import Hold
from tests.conftest import first_account
from tests.e2e.waiting import until

SETTING = "accounts_center.partner_activity"
MUTATION = "*Mutation"


@pytest.fixture
def replica() -> Iterator[Replica]:
    with serve(load_scenario().model_copy(update={"latency": 0.0})) as running:
        yield running
        assert running.problems == []


def switch_off(replica: Replica) -> int:
    """Send the write, as a page does; return the status of the answer."""
    cookies = replica.session(first_account(replica))["cookies"]
    [site] = [site for site in replica.world.sites if site.platform == "accounts_center"]
    name, operation = next(
        each for each in site.operations.items() if site.full(each[1].writes) == SETTING
    )
    body = {
        site.api.operation: name,
        site.api.variables: json.dumps({"input": {operation.field: operation.values["off"]}}),
    }
    link = http.client.HTTPConnection("127.0.0.1", replica.port, timeout=60)
    headers = {
        "Host": "accountscenter.facebook.com",
        "Cookie": "; ".join(f"{each['name']}={each['value']}" for each in cookies),
    }
    try:
        link.request("POST", site.api.path, urlencode(body), headers)
        return link.getresponse().status
    finally:
        link.close()


def sent(pool: ThreadPoolExecutor, replica: Replica, hold: Hold) -> Future[int]:
    """Send the write from another thread, and wait until it is held."""
    future = pool.submit(switch_off, replica)
    until(lambda: hold.reached or future.done())
    assert not future.done()
    return future


@pytest.mark.parametrize("unread", [True, False])
def test_a_held_write_waits_before_or_after_it_is_made(replica: Replica, *, unread: bool) -> None:
    with ThreadPoolExecutor() as pool, replica.hold(MUTATION, unread=unread) as hold:
        future = sent(pool, replica, hold)
        assert len(replica.truth()["ledger"]) == (0 if unread else 1)
        hold.release()
        assert future.result() == 200
        assert len(replica.truth()["ledger"]) == 1
        assert switch_off(replica) == 200, "what was released holds nothing more"


@pytest.mark.parametrize("unread", [True, False])
def test_a_dropped_write_has_no_answer_and_is_lost_where_it_was_unread(
    replica: Replica, *, unread: bool
) -> None:
    hold = replica.hold(MUTATION, unread=unread)
    with ThreadPoolExecutor() as pool:
        future = sent(pool, replica, hold)
        hold.release(drop=True)
        with pytest.raises(ConnectionError):
            future.result()
    assert len(replica.truth()["ledger"]) == (0 if unread else 1)


def test_other_requests_are_not_held(replica: Replica) -> None:
    with replica.hold("GET *") as hold:
        assert switch_off(replica) == 200
        assert not hold.reached


def test_a_server_that_stops_waits_for_nothing() -> None:
    with ThreadPoolExecutor() as pool:
        with serve(load_scenario()) as replica:
            future = sent(pool, replica, replica.hold(MUTATION))
        with pytest.raises(ConnectionError):
            future.result()
