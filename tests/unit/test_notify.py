"""Messages: one for each event, a repeat only when something changed, and never a secret."""

from __future__ import annotations

import datetime as dt
import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from offswitch.errors import BrowserError, ConfigError
from offswitch.model.results import NewControl, Proof, Report, Result, RunInfo
from offswitch.model.words import Category, ProofKind, Reason, State, Status
from offswitch.notify import Notifier, Target, forget_target, memory, send
from offswitch.notify.memory import Message, recall
from offswitch.run.fix import combined
from tests.conftest import ROOT

NOW = dt.datetime(2026, 10, 9, 10, 30, tzinfo=dt.UTC)
CANARY = "canary-51d0c7e2"
OFF = tuple(
    Proof(kind=kind, state=State.OFF, at=NOW)
    for kind in (ProofKind.SAME_PAGE, ProofKind.FRESH_CONTEXT)
)


def result(setting: str, status: str, reason: str | None = None) -> Result:
    good = status in {"ok", "changed"}
    return Result(
        platform=setting.partition(".")[0],
        setting=setting,
        category=Category.AD_PARTNERS,
        title=f"Title of {setting}",
        status=Status(status),
        reason=Reason(reason) if reason else None,
        after=State.OFF if good else State.ON if status == "pending" else State.UNKNOWN,
        proofs=OFF if good else (),
        hint="do this" if status == "unreachable" else "",
    )


def report(*results: Result, mode: str = "check", **more: Any) -> Report:
    run = {"id": "1", "mode": mode, "profile": "default", "started": NOW, "version": "0"}
    controls = more.pop("controls", ())
    return Report(
        run=RunInfo.model_validate({**run, **more}), results=results, new_controls=controls
    )


OK_ = [result("site.ads", "ok"), result("site.ai", "ok")]
DRIFT = result("site.ads", "pending", "drift")


def lost(reason: str, platform: str = "site") -> list[Result]:
    return [result(f"{platform}.{name}", "unreachable", reason) for name in ("ads", "ai")]


class Inbox:
    """Checks one after the other, and what a target was told at each."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "told"
        self.warnings: list[str] = []
        self.open = True
        self.known = {"site"}
        self.targets = [Target(name="phone", address="json://127.0.0.1/phone")]
        self._arrived: list[tuple[str, Message]] = []
        monkeypatch.setattr(send, "deliver", self._deliver)

    def _deliver(self, address: str, message: Message) -> bool:
        if self.open:
            self._arrived.append((address, message))
        return self.open

    def notifier(self) -> Notifier:
        return Notifier(
            self.folder, "default", self.targets, self.warnings.append, lambda: self.known
        )

    def after(self, *results: Result, fixed: list[Result] | None = None, **more: Any) -> list[str]:
        found = report(*results, **more)
        done = combined(found, report(*fixed, mode="run")) if fixed else found
        self.notifier().report(found, done)
        return self.new()

    def new(self) -> list[str]:
        titles = [message.title for _, message in self._arrived]
        self._arrived.clear()
        return titles

    def messages(self) -> list[tuple[str, Message]]:
        return list(self._arrived)


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


def test_what_could_not_be_delivered_is_sent_later_with_its_own_date(inbox: Inbox) -> None:
    inbox.open = False
    assert inbox.after(DRIFT, OK_[1]) == []
    assert inbox.warnings == [
        "`phone` could not be reached; offswitch tries again after the next check"
    ]
    [owed] = recall(inbox.folder, "default").targets["phone"].owed
    inbox.open = True
    inbox.notifier().report(report(*OK_), report(*OK_))
    first, second = (message for _, message in inbox.messages())
    assert first.title == "1 data use is on again"
    assert first.body.endswith(f"offswitch · profile default · {owed.when}")
    assert second.title == "1 data use is off again"


def test_each_target_hears_what_is_new_to_it(inbox: Inbox) -> None:
    inbox.after(DRIFT)
    inbox.targets.append(Target(address=f"json://127.0.0.1/{CANARY}"))
    assert inbox.after(DRIFT) == ["1 data use is on again"], "the second one did not know"
    inbox.targets.append(Target(address="json://127.0.0.1/third"))
    inbox.after(*OK_)
    assert inbox.after(*OK_) == []
    [file] = inbox.folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert CANARY not in file.read_text()
    assert len(recall(inbox.folder, "default").targets) == 3


def test_a_damaged_memory_starts_over(inbox: Inbox) -> None:
    inbox.after(DRIFT)
    [file] = inbox.folder.iterdir()
    file.write_text(json.dumps({"misses": "many"}))
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


TWO = """
import sys, time
from pathlib import Path
from offswitch.notify import Notifier, Target, forget_target, memory, send
from tests.unit.test_notify import DRIFT, OK_, report

folder, ready, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def deliver(address, message):
    time.sleep(0.3)
    with (ready / "arrived").open("a") as file:
        file.write(f"{message.title}\\n")
    return True

send.deliver = deliver
(ready / name).touch()
while len(list(ready.glob("p*"))) < 2:
    time.sleep(0.01)
target = Target(name="phone", address="json://127.0.0.1/phone")
notifier = Notifier(folder, "default", [target], print, lambda: {"site"})
found = report(DRIFT if name == "p0" else OK_[0], *([DRIFT.model_copy(update={"setting": "site.ai"})]))
notifier.report(found, found)
"""


def test_two_checks_at_once_tell_nothing_twice_and_lose_nothing(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    ready.mkdir()
    command = [sys.executable, "-c", TWO, str(tmp_path / "told"), str(ready)]
    checks = [
        subprocess.Popen([*command, f"p{n}"], cwd=ROOT, stderr=subprocess.PIPE) for n in range(2)
    ]
    for each in checks:
        _, error = each.communicate()
        assert each.returncode == 0, error.decode()
    arrived = (ready / "arrived").read_text().splitlines()
    memory = recall(tmp_path / "told", "default").targets["phone"]
    # Whichever came first: `ai` is told once, and `ads` is told as on, and as off if that came later.
    assert arrived in (
        ["2 data uses are on again", "1 data use is off again"],
        ["1 data use is on again", "1 data use is on again"],
    )
    assert "site.ai" in memory.drift
    assert not memory.owed


def test_forgetting_a_target_waits_for_a_check_that_writes(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox.after(DRIFT)
    monkeypatch.setattr(memory, "_PATIENCE_SECONDS", 0.1)
    with (
        memory.held(inbox.folder, "default"),
        pytest.raises(ConfigError, match="another process keeps"),
    ):
        forget_target(inbox.folder, "default", "phone")
    forget_target(inbox.folder, "default", "phone")
    assert inbox.after(DRIFT) == ["1 data use is on again"]
