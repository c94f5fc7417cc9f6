"""What only a person may handle, with a person there: announced in the terminal, done in the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.display import MISSING_HANDS, Display
from tests.e2e.scenarios import ACCOUNT, writes
from tests.e2e.terminal import Terminal, attended
from tests.e2e.waiting import until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING_HANDS), reason=MISSING_HANDS),
]

PARTNERS = "accounts_center.partner_activity"
OFF_FACEBOOK = "facebook.off_facebook_activity"
PURPLE = (0x7B, 0x1F, 0xA2)
"""A colour that the pages do not have."""
MOST = 500_000
"""Pixels: more than a third of the screen."""
ASKED = "over to you, in the window: "


def scenario(*interruptions: str, more: str = "", latency: float = 0.03) -> str:
    return f"latency = {latency}\ninterruptions = {list(interruptions)}\n{more}{ACCOUNT}"


def sent(replica: Replica, operation: str) -> bool:
    return any(r["operation"] == operation for r in replica.truth()["requests"])


def went_on(replica: Replica) -> int:
    """How often a page of the setting has been asked for."""
    return sum("/ad_preferences" in r["path"] for r in replica.truth()["requests"])


def await_asked(terminal: Terminal, words: str) -> None:
    until(
        lambda: ASKED + words in terminal.shown or terminal.process.poll() is not None,
        why="the person was not told",
    )
    assert ASKED + words in terminal.shown, terminal.shown


def expect_changed(terminal: Terminal, replica: Replica, setting: str) -> None:
    done = terminal.done()
    result = done.results()[setting]
    assert (result["status"], result["hint"], done.code) == ("changed", "", 0), done.err
    assert writes(replica) == [(setting, "on", "off")]


def repeat(act: Callable[[], None], *, taken: Callable[[], Any]) -> None:
    """Do something in the window until the page has taken it: keys get lost on one that is not ready."""
    for _ in range(5):
        act()
        deadline = time.monotonic() + 4
        while time.monotonic() < deadline:
            if taken():
                return
            time.sleep(0.05)
    message = "the page did not take it"
    raise AssertionError(message)


def decline(screen: Display, replica: Replica) -> None:
    """Go through the funnel about partners' data without granting anything."""

    def choose() -> None:
        screen.choose("Get started")
        screen.choose("t accept")

    repeat(choose, taken=lambda: sent(replica, "ConsentThirdPartyDeclineMutation"))
    before = went_on(replica)
    repeat(lambda: screen.choose("Done"), taken=lambda: went_on(replica) > before)


def test_a_person_decides_about_a_consent_and_the_run_goes_on(
    program: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(scenario("consent_next_3pd"))
    program.env.update(screen.env)
    offswitch = program.signed_in(replica)
    with attended(offswitch, "run", "--yes", "--json", "--only", PARTNERS) as terminal:
        await_asked(terminal, "decide yourself")
        decline(screen, replica)
        expect_changed(terminal, replica, PARTNERS)


@pytest.mark.thorough
def test_a_person_gives_the_password_and_the_run_goes_on(
    program: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(scenario("password", more='generation = "2020-01"\n'))
    program.env.update(screen.env)
    offswitch = program.signed_in(replica)
    with attended(offswitch, "run", "--yes", "--json", "--only", OFF_FACEBOOK) as terminal:
        await_asked(terminal, "type your password")
        screen.fill_in("not-a-real-one", taken=lambda: sent(replica, "ReauthPasswordMutation"))
        expect_changed(terminal, replica, OFF_FACEBOOK)


@pytest.mark.thorough
def test_each_thing_in_the_way_is_told_and_brings_the_window_to_the_front(
    program: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    # Slow, so that there is time to be busy elsewhere between the two.
    replica = replica_of(scenario("soft_checkpoint", "consent_next_3pd", latency=1))
    program.env.update(screen.env)
    offswitch = program.signed_in(replica)
    with (
        screen.other_window(*PURPLE) as busy_elsewhere,
        attended(offswitch, "run", "--yes", "--quiet", "--json", "--only", PARTNERS) as terminal,
    ):
        await_asked(terminal, "confirm that it is you")
        repeat(
            lambda: screen.choose("Dismiss"),
            taken=lambda: sent(replica, "SoftCheckpointDismissMutation"),
        )
        busy_elsewhere()
        until(lambda: screen.pixels(*PURPLE) > MOST, why="the other window is not in front")
        assert ASKED + "decide yourself" not in terminal.shown
        await_asked(terminal, "decide yourself")
        until(lambda: screen.pixels(*PURPLE) < MOST, 5, why="the window did not come to the front")
        decline(screen, replica)
        expect_changed(terminal, replica, PARTNERS)


@pytest.mark.thorough
def test_a_window_that_is_closed_while_it_waits_ends_the_run(
    program: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(scenario("consent_next_3pd"))
    program.env.update(screen.env)
    offswitch = program.signed_in(replica)
    with attended(offswitch, "run", "--yes", "--json", "--only", PARTNERS) as terminal:
        await_asked(terminal, "decide yourself")
        screen.await_window()
        screen.close_window()
        done = terminal.done()
    result = done.results()[PARTNERS]
    assert (result["status"], result["reason"], done.code) == ("unreachable", "offline", 5), result
    assert "window was closed" in result["hint"]
    assert writes(replica) == []


@pytest.mark.thorough
def test_ctrl_c_while_it_waits_ends_the_run(
    program: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(scenario("consent_next_3pd"))
    program.env.update(screen.env)
    offswitch = program.signed_in(replica)
    with attended(offswitch, "run", "--yes", "--json", "--only", PARTNERS) as terminal:
        await_asked(terminal, "decide yourself")
        terminal.press("\x03")
        done = terminal.done()
    assert done.code == 130, done.err
    assert done.json["run"]["interrupted"] is True
    assert "Traceback" not in done.err
    assert writes(replica) == []
