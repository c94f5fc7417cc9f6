"""``check --all-profiles``: everybody's settings, each in a process of its own, and nothing left of any."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.scenarios import ADA, SECOND, account

pytestmark = pytest.mark.e2e

BEN = "100000000000002"
SETTING = "accounts_center.partner_activity"
CHECK = ("check", "--all-profiles", "--only", SETTING, "--json")
MANY = 10


def sign_in(program: Program, replica: Replica, profile: str, who: str) -> None:
    state = program.home.parent / f"{profile}.json"
    state.write_text(json.dumps(replica.session(who)), encoding="utf-8")
    assert program("login", "--import", str(state), "--profile", profile).code == 0
    state.unlink()


def test_every_profile_is_checked_and_the_worst_outcome_counts(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(f"latency = 0.02\n{account()}{SECOND}")
    at_replica = program.at(replica)
    for profile, who in (("ada", ADA), ("ben", BEN)):
        sign_in(at_replica, replica, profile, who)
    replica.end_session(BEN)
    done = at_replica(*CHECK, "--jobs", "2")
    assert done.code == 5, done.err
    told = done.json
    assert told["summary"] == {"exit_code": 5}
    assert [(each["profile"], each["exit_code"]) for each in told["profiles"]] == [
        ("ada", 3),
        ("ben", 5),
    ]
    for each in told["profiles"]:
        report = each["report"]
        assert (report["run"]["profile"], report["schema"]) == (each["profile"], 1)
        assert [result["setting"] for result in report["results"]] == [SETTING]
    assert replica.truth()["ledger"] == []


@pytest.mark.long
@pytest.mark.thorough
def test_many_profiles_take_no_more_memory_than_one_and_leave_no_process(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(f"latency = 0.02\n{account()}")
    at_replica = program.at(replica)
    names = [f"profile-{number}" for number in range(MANY)]
    for name in names:
        sign_in(at_replica, replica, name, ADA)
    with at_replica.start(*CHECK) as process, watched(process.pid) as seen:
        out, err = process.communicate(timeout=900)
    told = json.loads(out)["profiles"]
    assert [each["profile"] for each in told] == names, err
    assert {each["exit_code"] for each in told} == {3}
    assert seen.left() == []
    checks = [pages for pages in seen.peaks if pages > max(seen.peaks) / 2]
    first, last = checks[:3], checks[-3:]
    assert max(last) < 1.25 * max(first), seen.peaks


class Tree:
    """The processes that one has started, as they were seen.

    Attributes:
        peaks: the most memory of all together between two moments in which there was only one process.
    """

    def __init__(self, root: int) -> None:
        self.root = root
        self.peaks: list[int] = []
        self._seen: dict[int, str] = {}
        self._alone = True

    def look(self) -> None:
        processes = {
            int(path.name): path for path in Path("/proc").iterdir() if path.name.isdigit()
        }
        parents, memory = {}, {}
        for pid, path in processes.items():
            with suppress(OSError):  # it has ended meanwhile
                told = (path / "stat").read_text().rpartition(")")[2].split()
                parents[pid], memory[pid] = int(told[1]), int(told[21])
                if pid in self._seen or int(told[1]) in {self.root, *self._seen}:
                    self._seen[pid] = told[19]
        mine = [pid for pid in self._seen if pid in memory]
        if not mine:
            self._alone = True
            return
        if self._alone:
            self.peaks.append(0)
        self._alone = False
        self.peaks[-1] = max(self.peaks[-1], sum(memory[pid] for pid in mine))

    def left(self) -> list[int]:
        """Return those that are still there; a number may be another process's by now."""
        found = []
        for pid, began in self._seen.items():
            with suppress(OSError):
                told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                found += [pid] if told[19] == began and told[0] != "Z" else []
        return found


@contextmanager
def watched(root: int) -> Iterator[Tree]:
    """Watch the processes that one starts."""
    tree, ended = Tree(root), threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            tree.look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield tree
    finally:
        ended.set()
        watcher.join()
