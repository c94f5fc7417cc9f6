"""What a target was told already: kept for later, for each target, and by one check at a time."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from offswitch.errors import ConfigError
from offswitch.notify import Target, forget_target, memory
from offswitch.notify.memory import recall
from tests.conftest import ROOT
from tests.unit.inbox import CANARY, DRIFT, OK_, Inbox, report


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    return Inbox(tmp_path, monkeypatch)


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


TWO = """
import sys, time
from pathlib import Path
from offswitch.notify import Notifier, Target, forget_target, memory, send
from tests.unit.inbox import DRIFT, OK_, report

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
