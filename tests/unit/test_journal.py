"""The journal: what it keeps, what it answers, and that a run at a replica never passes for a real one."""

import datetime as dt
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from offswitch.errors import JournalError
from offswitch.journal import Journal, SeenControl, open_journal
from offswitch.model.results import Mode, NewControl, Proof, Result, RunInfo
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Category, ProofKind, Reason, State, Status

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
REAL, REPLICA = Scope("default"), Scope("default", at_replica=True)
KEY, AT_REPLICA = (SettingKey(scope, "site", "partners") for scope in (REAL, REPLICA))


def result_of(status: Status, reason: Reason | None = None, **more: Any) -> Result:
    wanted = more.get("wanted", State.OFF)
    proofs = [Proof(kind=kind, state=wanted, at=START) for kind in ProofKind]
    return Result(
        **{
            "platform": "site",
            "setting": "partners",
            "category": Category.AD_PARTNERS,
            "title": "Activity from “other” businesses",
            "status": status,
            "reason": reason,
            "proofs": proofs if status in {Status.OK, Status.CHANGED} else (),
            **more,
        }
    )


OK = result_of(Status.OK, before=State.OFF, after=State.OFF)
CHANGED = result_of(Status.CHANGED, before=State.ON, after=State.OFF, value_before="allow")
PENDING = result_of(Status.PENDING, before=State.ON, after=State.ON)
DRIFT = result_of(Status.PENDING, Reason.DRIFT, before=State.ON, after=State.ON)
RESTORED = result_of(Status.CHANGED, wanted=State.ON, before=State.OFF, after=State.ON)
NOT_VERIFIED = result_of(Status.FAILED, Reason.NOT_VERIFIED, after=State.ON)
OFFLINE = result_of(Status.UNREACHABLE, Reason.OFFLINE)
NOT_OFFERED = result_of(Status.SKIPPED, Reason.NOT_OFFERED)


class Clock:
    """Ticks a minute at each look."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> dt.datetime:
        self.time += dt.timedelta(minutes=1)
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with open_journal(path, Clock()) as found:
        yield found


def begin(journal: Journal, run_id: str, **more: Any) -> str:
    values = {"id": run_id, "mode": "run", "profile": "default", "started": START, "version": "0"}
    journal.begin(RunInfo(**{**values, **more}))
    return run_id


def intend(journal: Journal, run_id: str) -> None:
    journal.intend(
        run_id, "site", "partners", before=State.ON, value_before="allow", url="https://site.test/a"
    )


def one_run(journal: Journal, result: Result, **more: Any) -> str:
    """Write a whole run with one result."""
    former = sum(len(journal.runs(scope)) for scope in (REAL, REPLICA, Scope("bob")))
    run_id = begin(journal, f"r{former}", **more)
    if result.status is Status.CHANGED:
        intend(journal, run_id)
    journal.record(run_id, result)
    journal.finish(run_id, START)
    return run_id


def test_a_result_comes_back_as_it_was(journal: Journal) -> None:
    run_id = one_run(journal, CHANGED)
    (row,) = journal.results(run_id)
    assert row.result == CHANGED
    assert (row.run, row.mode, row.profile) == (run_id, "run", "default")
    assert row.at.utcoffset() == dt.timedelta(0)
    assert START < row.at < START + dt.timedelta(hours=1), "not the injected clock"
    assert journal.results("other") == []


def test_runs_say_how_they_ended(journal: Journal) -> None:
    berlin = dt.timezone(dt.timedelta(hours=2))
    begin(journal, "a", mode="dry_run", started=START.astimezone(berlin), browser="B 1")
    journal.finish("a", START + dt.timedelta(minutes=5), alarm="another control", browser="B 2")
    begin(journal, "b")
    second, first = journal.runs(REAL)
    assert (first.id, first.mode, first.state, first.alarm) == (
        "a", "dry_run", "finished", "another control",
    )  # fmt: skip
    assert first.started == START
    assert first.started.utcoffset() == dt.timedelta(0)
    assert first.finished == START + dt.timedelta(minutes=5)
    assert first.browser == "B 2"
    assert (second.state, second.finished, second.alarm) == ("running", None, None)
    assert [row.id for row in journal.runs(REAL, limit=1)] == ["b"]
    assert journal.runs(REAL, limit=0) == []
    assert journal.runs(Scope("other")) == []


def test_a_run_whose_process_died_is_interrupted(journal: Journal, path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from test_journal import begin, intend, open_journal\n"
        "journal = open_journal(Path(sys.argv[1])); begin(journal, 'dead'); intend(journal, 'dead')"
    )
    here = str(Path(__file__).parent)
    subprocess.run([sys.executable, "-c", script, str(path), here], check=True)
    (run,) = journal.runs(REAL)
    assert (run.state, run.finished) == ("interrupted", None)
    (intent,) = journal.open_intents(REAL)
    assert (intent.run, intent.before, intent.value_before) == ("dead", State.ON, "allow")
    assert intent.outcome_known is False


@pytest.mark.parametrize(
    ("later", "off"),
    [
        ([], False),
        ([OK], True),
        ([CHANGED], True),
        ([PENDING], False),
        ([NOT_VERIFIED], False),
        ([OFFLINE], False),
        ([OK, DRIFT], True),
        ([CHANGED, DRIFT, DRIFT], True),
        ([CHANGED, OFFLINE, NOT_VERIFIED, NOT_OFFERED], True),
        ([CHANGED, DRIFT, CHANGED], True),
    ],
)
def test_proved_off(journal: Journal, later: list[Result], off: bool) -> None:
    for result in later:
        one_run(journal, result)
    assert journal.proved_off(KEY) is off
    assert journal.last_proved(KEY) is (State.OFF if off else None)


def test_after_an_undo_it_is_no_drift(journal: Journal) -> None:
    one_run(journal, CHANGED)
    one_run(journal, RESTORED, mode="undo")
    assert journal.last_proved(KEY) is State.ON
    assert not journal.proved_off(KEY)
    one_run(journal, PENDING, mode="check")
    assert not journal.proved_off(KEY)
    one_run(journal, CHANGED)
    assert journal.proved_off(KEY)


@pytest.mark.parametrize("outcome", [None, NOT_VERIFIED])
def test_an_undo_that_was_begun_is_not_drift_whatever_became_of_it(
    journal: Journal, outcome: Result | None
) -> None:
    one_run(journal, CHANGED)
    begin(journal, "undo", mode="undo")
    assert journal.proved_off(KEY), "nothing was begun yet"
    intend(journal, "undo")
    if outcome:
        journal.record("undo", outcome)
    assert journal.last_proved(KEY) is State.UNKNOWN
    assert not journal.proved_off(KEY)
    one_run(journal, OK, mode="check")
    assert journal.proved_off(KEY)


def test_an_undo_elsewhere_changes_nothing_here(journal: Journal) -> None:
    one_run(journal, CHANGED)
    for number, more in enumerate([{"profile": "other"}, {"replica": "https://127.0.0.1:1"}]):
        begin(journal, f"undo{number}", mode="undo", **more)
        intend(journal, f"undo{number}")
    assert journal.proved_off(KEY)


def test_a_run_that_only_began_is_not_an_undo(journal: Journal) -> None:
    one_run(journal, CHANGED)
    begin(journal, "crashed")
    intend(journal, "crashed")
    assert journal.proved_off(KEY)


def test_a_proof_is_of_its_own_profile_platform_and_setting(journal: Journal) -> None:
    one_run(journal, OK)
    for key in (
        SettingKey(Scope("bob"), "site", "partners"),
        SettingKey(REAL, "s", "partners"),
        SettingKey(REAL, "site", "x"),
    ):
        assert journal.last_proved(key) is None
    assert journal.last_proved(KEY) is State.OFF


def test_a_replica_proves_nothing_about_the_real_site_and_vice_versa(journal: Journal) -> None:
    replica = {"replica": "https://127.0.0.1:4433"}
    one_run(journal, CHANGED, **replica)
    assert journal.last_proved(KEY) is None
    assert not journal.proved_off(KEY)
    assert journal.proved_off(AT_REPLICA)
    assert journal.runs(REAL) == []
    assert journal.history(REAL) == []
    assert journal.history(REAL, "partners") == []
    (run,) = journal.runs(REPLICA)
    assert run.replica == "https://127.0.0.1:4433"
    assert len(journal.history(REPLICA)) == 1
    assert len(journal.history(REPLICA, "partners")) == 1
    begin(journal, "open", **replica)
    intend(journal, "open")
    assert journal.open_intents(REAL) == []
    assert len(journal.open_intents(REPLICA)) == 1
    one_run(journal, RESTORED, mode="undo")
    assert journal.proved_off(AT_REPLICA)
    assert journal.last_proved(KEY) is State.ON


def test_history_is_newest_first_and_chooses(journal: Journal) -> None:
    first = begin(journal, "first")
    journal.record(first, PENDING)
    journal.record(first, PENDING.model_copy(update={"setting": "history"}))
    journal.record(first, PENDING.model_copy(update={"platform": "chat"}))
    one_run(journal, OK, profile="bob")
    last = one_run(journal, CHANGED)

    def names(scope: Scope = REAL, **more: Any) -> list[tuple[str, str]]:
        rows = journal.history(scope, **more)
        return [(row.run, f"{row.result.platform}.{row.result.setting}") for row in rows]

    assert names() == [
        (last, "site.partners"), (first, "chat.partners"),
        (first, "site.history"), (first, "site.partners"),
    ]  # fmt: skip
    assert names(limit=2) == names()[:2]
    assert names(Scope("bob")) == [("r1", "site.partners")]
    assert names(setting="partners", limit=2) == [
        (last, "site.partners"), (first, "chat.partners"),
    ]  # fmt: skip
    assert names(Scope("bob"), setting="partners") == [("r1", "site.partners")]
    assert names(setting="history") == [(first, "site.history")]
    assert names(setting="nothing") == []


def test_open_intents_are_those_whose_outcome_nobody_knows(journal: Journal) -> None:
    begin(journal, "a")
    intend(journal, "a")
    assert [intent.run for intent in journal.open_intents(REAL)] == ["a"]
    one_run(journal, OFFLINE)
    assert journal.open_intents(REAL), "an outage told nothing"
    one_run(journal, PENDING, profile="bob")
    one_run(journal, PENDING, replica="https://127.0.0.1:1")
    assert journal.open_intents(REAL), "another profile and a replica told nothing"
    one_run(journal, PENDING)
    assert journal.open_intents(REAL) == []
    begin(journal, "b")
    intend(journal, "b")
    assert [intent.run for intent in journal.open_intents(REAL)] == ["b"], "an older reading counts"
    assert journal.open_intents(Scope("bob")) == []
    journal.record("b", NOT_VERIFIED)
    assert journal.open_intents(REAL) == []
    # For undo, what a run began stays on record, known or not.
    (intent,) = journal.intents("b")
    assert (intent.value_before, intent.before, intent.outcome_known) == ("allow", State.ON, True)
    assert [len(journal.intents(name)) for name in ("a", "b", "c")] == [1, 1, 0]


def test_what_the_journal_does_not_know_it_does_not_write(journal: Journal) -> None:
    steps: list[Callable[[], None]] = [
        lambda: journal.record("none", OK),
        lambda: intend(journal, "none"),
        lambda: journal.finish("none", START),
        lambda: journal.record_inventory("none", "site", "ads", []),
    ]
    for step in steps:
        with pytest.raises(JournalError, match="no run none") as caught:
            step()
        assert caught.value.hint
    begin(journal, "a")
    with pytest.raises(JournalError, match="already has a run a"):
        begin(journal, "a")
    with pytest.raises(ValueError, match="zone"):
        journal.finish("a", START.replace(tzinfo=None))
    journal.finish("a", START)
    with pytest.raises(JournalError, match="already finished"):
        journal.finish("a", START)
    assert journal.verify() == []
    assert len(journal.runs(REAL)) == 1


def test_an_intent_is_on_the_disk_before_the_call_returns(journal: Journal, path: Path) -> None:
    begin(journal, "a")
    intend(journal, "a")
    with open_journal(path) as other:
        assert len(other.open_intents(REAL)) == 1
    connection = journal._database._connection
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_the_inventory_keeps_first_and_last_sight(journal: Journal) -> None:
    switch = SeenControl(label="Ads", section="Data", kind="switch", state="on", url="https://a/")
    begin(journal, "a")
    journal.record_inventory("a", "site", "ads", [switch, switch, SeenControl(label="Gone")])
    begin(journal, "b")
    off = SeenControl(label="Ads", section="Data", kind="switch", state="off", url="https://b/")
    journal.record_inventory("b", "site", "ads", [off, off])
    gone, first, second = journal.inventory(REAL, "site")
    assert (gone.control.label, gone.last_run) == ("Gone", "a")
    assert gone.first_seen == gone.last_seen
    for row in (first, second):
        assert row.control == off
        assert (row.platform, row.page, row.last_run) == ("site", "ads", "b")
        assert row.first_seen == gone.first_seen < row.last_seen
    assert journal.inventory(Scope("bob"), "site") == []
    assert journal.inventory(REAL, "chat") == []
    assert journal.inventory(REPLICA, "site") == []
    assert journal.verify() == []


def test_file_and_folder_are_private(path: Path, journal: Journal) -> None:
    one_run(journal, OK)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_it_goes_on_where_it_was(path: Path) -> None:
    with open_journal(path) as journal:
        one_run(journal, OK)
        head = journal.head()
    with open_journal(path) as journal:
        assert journal.head() == head
        assert journal.proved_off(KEY)
        one_run(journal, DRIFT)
        assert journal.head() != head
        assert journal.verify() == []


@pytest.mark.parametrize("damage", ["header", "middle"])
def test_a_damaged_file_is_reported_and_kept(path: Path, damage: str) -> None:
    with open_journal(path) as journal:
        for _ in range(40):
            one_run(journal, OK)
    data = bytearray(path.read_bytes())
    start = 0 if damage == "header" else 4096
    data[start : start + 4096 * 3] = b"\x5a" * 4096 * 3
    path.write_bytes(data)

    def use() -> None:
        with open_journal(path) as journal:
            journal.history(REAL)
            journal.proved_off(KEY)

    with pytest.raises(JournalError) as caught:
        use()
    assert "damaged" in caught.value.message
    assert "aside" in caught.value.hint
    assert path.read_bytes() == bytes(data)


def test_a_newer_journal_is_refused_and_kept(path: Path) -> None:
    open_journal(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(JournalError, match="newer offswitch") as caught:
        open_journal(path)
    assert "update" in caught.value.hint
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_kept(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(JournalError, match="not an offswitch journal"):
        open_journal(path)
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for path in (tmp_path / "file" / "journal.sqlite3", tmp_path):
        with pytest.raises(JournalError, match="journal") as caught:
            open_journal(path)
        assert caught.value.hint


def test_a_full_disk_is_reported_and_nothing_half_written_is_kept(journal: Journal) -> None:
    begin(journal, "a")
    head = journal.head()
    connection = journal._database._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError, match="disk is full") as caught:
        journal.record("a", OK.model_copy(update={"hint": "x" * 100_000}))
    assert "free some space" in caught.value.hint
    assert journal.head() == head
    assert journal.verify() == []


def test_a_busy_journal_is_reported(path: Path, journal: Journal) -> None:
    begin(journal, "a")
    journal._database._connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError, match="another process is writing"):
        journal.record("a", OK)
    other.close()
    journal.record("a", OK)


def test_an_interrupt_in_the_middle_of_a_write_leaves_nothing(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(journal, "a")

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(journal._database, "insert", interrupt)
        with pytest.raises(KeyboardInterrupt):
            journal.record("a", OK)
    journal.record("a", OK)
    assert journal.verify() == []
    assert len(journal.history(REAL)) == 1


@pytest.mark.parametrize("mode", ["run", "dry_run", "check", "undo"])
def test_every_mode_is_kept(journal: Journal, mode: Mode) -> None:
    one_run(journal, PENDING, mode=mode)
    assert [row.mode for row in journal.runs(REAL)] == [mode]
    assert [row.mode for row in journal.history(REAL)] == [mode]


FIRST = """
import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])
from test_journal import begin, OK, open_journal
input()
with open_journal(Path(sys.argv[1])) as journal:
    begin(journal, sys.argv[3])
    for _ in range(20):
        journal.record(sys.argv[3], OK)
"""


def test_several_runs_begin_one_journal_at_once(path: Path) -> None:
    command = [sys.executable, "-c", FIRST, str(path), str(Path(__file__).parent)]
    runs = [
        subprocess.Popen([*command, f"p{n}"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for n in range(4)
    ]
    for run in runs:
        assert run.stdin
        run.stdin.write(b"\n")
        run.stdin.flush()
    for run in runs:
        _, error = run.communicate()
        assert run.returncode == 0, error.decode()
    with open_journal(path) as journal:
        assert journal.verify() == []
        assert len(journal.history(REAL)) == 80
        assert journal.head().startswith("84:")


def test_the_questions_of_a_check_use_an_index(journal: Journal) -> None:
    from offswitch.journal import proofs, results

    def plan(sql: str, *values: Any) -> str:
        rows = journal._database.read(f"EXPLAIN QUERY PLAN {sql}", *values)
        return "\n".join(row["detail"] for row in rows)

    proved = plan(proofs._LAST_PROVED, "s", "p", "d", 0)
    assert "results USING INDEX proofs (setting=? AND platform=? AND profile=?" in proved
    history = plan(results._HISTORY, "d", 0, 10)
    assert "results USING INDEX results_by_run" in history
    assert "SCAN results" not in history
    one = plan(results._SETTING_HISTORY, "s", "d", 0, 10)
    assert "results USING INDEX results_by_setting" in one
    for text in (proved, history):
        assert "TEMP B-TREE" not in text


def test_the_process_of_a_run_is_this_one(journal: Journal) -> None:
    begin(journal, "a")
    assert journal._database.read("SELECT pid FROM runs")[0][0] == os.getpid()


def test_a_journal_of_the_first_version_is_upgraded_and_still_verifies(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    with open_journal(path, Clock()) as journal:
        journal.begin(RunInfo(id="a", mode="run", profile="default", started=START, version="0"))
        journal.record("a", CHANGED)
        head = journal.head()
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE findings")
        database.execute("DROP TABLE deeds")
        database.execute("PRAGMA user_version = 1")
    database.close()
    with open_journal(path, Clock()) as journal:
        assert journal.verify() == []
        assert journal.holds(head)
        control = NewControl(platform="site", section="", label="New", state="on", url="")
        journal.record_finding("a", control)
        assert [row.control for row in journal.findings(REAL)] == [control]
        assert journal.findings(REPLICA) == journal.findings(Scope("bob")) == []
        assert journal.verify() == []
