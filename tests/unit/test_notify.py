"""Messages: one for each event, and a repeat only when something changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.errors import BrowserError
from offswitch.model.results import NewControl
from offswitch.notify import Target, send
from offswitch.notify.memory import Message
from offswitch.run.fix import combined
from tests.unit.inbox import CANARY, DRIFT, OK_, Inbox, lost, report, result


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    return Inbox(tmp_path, monkeypatch)


def test_nothing_new_means_no_message(inbox: Inbox) -> None:
    assert inbox.after(*OK_) == []
    assert inbox.after(result("site.ads", "pending"), OK_[1]) == [], "never proved off: no drift"


def test_drift_is_reported_once_and_again_when_it_returns(inbox: Inbox) -> None:
    assert inbox.after(DRIFT, OK_[1]) == ["1 data use is on again"]
    for _ in range(5):
        assert inbox.after(DRIFT, OK_[1]) == []
    both = [DRIFT, result("site.ai", "pending", "drift")]
    assert inbox.after(*both) == ["1 data use is on again"], "only the other one is new"
    assert inbox.after(*OK_) == ["2 data uses are off again"]
    assert inbox.after(*OK_) == []
    assert inbox.after(*both) == ["2 data uses are on again"]


def test_what_cannot_be_read_in_between_repeats_nothing(inbox: Inbox) -> None:
    inbox.after(DRIFT, OK_[1])
    assert inbox.after(*lost("offline")) == []
    assert inbox.after(result("site.ads", "failed", "unreadable"), OK_[1]) == []
    assert inbox.after(DRIFT, OK_[1]) == []


def test_what_was_switched_off_again_is_reported_each_time(inbox: Inbox) -> None:
    for _ in range(2):
        told = inbox.after(DRIFT, OK_[1], fixed=[result("site.ads", "changed")])
        assert told == ["1 data use is off again; offswitch switched off what came back"]
        assert inbox.after(*OK_) == []


def test_what_could_not_be_switched_off_again_is_drift(inbox: Inbox) -> None:
    failed = [result("site.ads", "failed", "not_verified")]
    inbox.notifier().report(report(DRIFT), combined(report(DRIFT), report(*failed, mode="run")))
    [(_, message)] = inbox.messages()
    assert message.title == "1 data use is on again"
    assert "switching it off again failed: clicked, but it is not off" in message.body
    inbox.new()
    assert inbox.after(DRIFT, fixed=failed) == []


def test_what_needs_its_own_consent_stays_on() -> None:
    left = combined(report(DRIFT), report(result("site.ads", "skipped", "one_way"), mode="run"))
    assert (left.results, left.exit_code()) == ((DRIFT,), 3)


def test_a_session_that_ended_is_reported_at_once_and_only_once(inbox: Inbox) -> None:
    assert inbox.after(*lost("sign_in")) == ["Signed out: site"]
    for _ in range(5):
        assert inbox.after(*lost("sign_in")) == []
    assert inbox.after(*lost("checkpoint")) == ["An account cannot be reached: site"]
    assert inbox.after(*OK_) == []
    assert inbox.after(*lost("sign_in")) == ["Signed out: site"]


def test_a_platform_without_a_session_ever_is_not_signed_out(inbox: Inbox) -> None:
    for _ in range(5):
        assert inbox.after(*OK_, *lost("sign_in", "never")) == []


def test_three_checks_are_enough_if_nothing_was_ever_reached(inbox: Inbox) -> None:
    inbox.known = set()
    told = [inbox.after(*lost("sign_in")) for _ in range(5)]
    assert told == [[], [], ["Signed out: site"], [], []]


def test_an_outage_is_reported_after_three_checks_in_a_row(inbox: Inbox) -> None:
    assert [inbox.after(*lost("offline")) for _ in range(2)] == [[], []]
    assert inbox.after(*OK_) == []
    told = [inbox.after(*lost("offline")) for _ in range(6)]
    assert told == [[], [], ["An account cannot be reached: site"], [], [], []]
    assert inbox.after(*OK_) == []


def test_an_unreadable_setting_is_reported_after_three_checks(inbox: Inbox) -> None:
    bad = result("site.ads", "failed", "not_found")
    told = [inbox.after(bad, OK_[1]) for _ in range(2)]
    told += [
        inbox.after(*lost("offline"))
    ]  # says nothing of the setting, so it does not begin anew
    told += [inbox.after(bad, OK_[1]) for _ in range(3)]
    title = "1 setting could not be read 3 times in a row"
    assert told == [[], [], [], [title], [], []]
    inbox.after(*OK_)
    assert [inbox.after(bad, OK_[1]) for _ in range(3)] == [[], [], [title]]


def test_checks_that_cannot_be_done_are_reported_after_three(inbox: Inbox) -> None:
    error = BrowserError("no browser was found", "install one")
    for count in range(1, 6):
        inbox.notifier().failed(error)
        assert inbox.new() == (["3 checks in a row could not be completed"] if count == 3 else [])
    inbox.after(*OK_)
    for _ in range(3):
        inbox.notifier().failed(error)
    [(_, message)] = inbox.messages()
    assert message.body.startswith("No browser was found.\nInstall one.")


def test_controls_are_reported_once_for_each_change(inbox: Inbox) -> None:
    new = NewControl(platform="site", section="Ads", label="Share more", state="on", url="")
    gone = new.model_copy(update={"change": "vanished"})
    inbox.notifier().report(report(*OK_, controls=(new,)), report(*OK_, controls=(new,)))
    [(_, message)] = inbox.messages()
    assert message.title == "Controls: 1 new"
    assert "- site: “Share more” is new under “Ads”; it is on." in message.body
    inbox.new()
    assert inbox.after(*OK_, controls=(new,)) == []
    assert inbox.after(*OK_, controls=(gone,)) == ["Controls: 1 vanished"]
    assert inbox.after(*OK_, controls=(new, gone.model_copy(update={"label": "B"}))) == [
        "Controls: 1 new, 1 vanished"
    ]


def test_an_alarm_is_reported_once(inbox: Inbox) -> None:
    title = "Alarm: a control changed that was not in the plan"
    assert inbox.after(*OK_, alarm="`B` changed along") == [title]
    assert inbox.after(*OK_, alarm="`B` changed along") == []
    assert inbox.after(*OK_) == []
    assert inbox.after(*OK_, alarm="`B` changed along") == [title]


def test_each_event_is_a_message_of_its_own(inbox: Inbox) -> None:
    inbox.known = {"site", "other"}
    told = inbox.after(DRIFT, OK_[1], *lost("sign_in", "other"))
    assert told == ["1 data use is on again", "Signed out: other"]


def test_an_interrupted_check_says_nothing(inbox: Inbox) -> None:
    assert inbox.after(DRIFT, interrupted=True) == []
    assert inbox.after(DRIFT) == ["1 data use is on again"]


def test_whatever_goes_wrong_is_only_a_warning(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(address: str, message: Message) -> bool:
        raise ValueError(address)

    monkeypatch.setattr(send, "deliver", broken)
    inbox.targets = [Target(address=f"json://{CANARY}/")]
    inbox.after(DRIFT)
    assert inbox.warnings == ["no message could be sent (ValueError)"]
