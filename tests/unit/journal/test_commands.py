"""``history`` and ``verify`` as a person sees them, on a journal that the test writes."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.journal import JOURNAL, open_journal
from offswitch.model.results import Mode, Proof, Result, RunInfo
from offswitch.model.words import Category, ProofKind, Reason, State, Status

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
WEEK = dt.timedelta(weeks=1)


def result(
    setting: str, status: Status, reason: Reason | None = None, state: State = State.OFF
) -> Result:
    proofs = (Proof(kind=ProofKind.FRESH_LOAD, state=state, at=START),)
    return Result(
        platform="site",
        setting=f"site.{setting}",
        category=Category.AD_PARTNERS,
        title=f"The {setting}",
        status=status,
        reason=reason,
        after=state,
        proofs=proofs,
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("OFFSWITCH_REPLICA", raising=False)
    return tmp_path


def write(home: Path, weeks: int = 4) -> None:
    outcomes = [
        ("run", result("ads", Status.CHANGED), result("share", Status.OK)),
        ("check", result("ads", Status.OK), result("share", Status.FAILED, Reason.NOT_FOUND)),
        (
            "check",
            result("ads", Status.PENDING, Reason.DRIFT, State.ON),
            result("share", Status.OK),
        ),
        ("check", result("ads", Status.UNREACHABLE, Reason.SIGN_IN)),
    ]
    with open_journal(home / "data" / JOURNAL, lambda: START) as journal:
        for week in range(weeks):
            words, *results = outcomes[week % len(outcomes)]
            mode: Mode = "run" if words == "run" else "check"
            at = START + week * WEEK
            journal.begin(
                RunInfo(id=f"w{week}", mode=mode, profile="default", started=at, version="0")
            )
            for each in results:
                assert isinstance(each, Result)
                journal.record(f"w{week}", each)
            journal.finish(f"w{week}", at)


def test_history_is_a_grid_with_the_newest_run_on_the_right(home: Path) -> None:
    write(home)
    out = CliRunner().invoke(app, ["history"]).output
    lines = out.splitlines()
    assert lines[0].split() == ["03-01", "03-08", "03-15", "03-22"]
    ads = next(line for line in lines if line.startswith("site.ads"))
    share = next(line for line in lines if line.startswith("site.share"))
    assert ads.split() == ["site.ads", "✓+", "✓", "●!", "!"]
    assert share.split() == ["site.share", "✓", "✗", "✓", "·"]
    assert "●! came back" in out


def test_history_shows_what_fits_and_says_what_does_not(home: Path) -> None:
    write(home, weeks=30)
    out = CliRunner().invoke(app, ["history", "--limit", "30"]).output
    assert all(len(line) <= 100 for line in out.splitlines())
    assert "left out:" in out
    assert "09-20" in out.splitlines()[0], "the newest is there"


def test_history_of_one_setting(home: Path) -> None:
    write(home)
    out = CliRunner().invoke(app, ["history", "--setting", "site.ads"]).output
    lines = out.splitlines()
    assert lines[0] == "The ads"
    assert [line.split()[3] for line in lines[1:]] == ["!", "●!", "✓", "✓+"]
    assert "read “on” on a freshly loaded page" in lines[2]
    told = CliRunner().invoke(app, ["history", "--setting", "site.ads", "--json"])
    assert len(json.loads(told.output)["results"]) == 4


def test_history_of_one_setting_counts_the_runs_that_looked_at_it(home: Path) -> None:
    write(home)
    out = CliRunner().invoke(app, ["history", "--setting", "site.share", "--limit", "2"]).output
    assert [line.split()[3] for line in out.splitlines()[1:]] == ["✓", "✗"], "not in the newest"


def test_what_was_on_when_it_was_to_be_put_back_is_not_shown_as_off(home: Path) -> None:
    proof = Proof(kind=ProofKind.FRESH_LOAD, state=State.ON, at=START)
    off = result("ads", Status.OK)
    back = off.model_copy(update={"wanted": State.ON, "after": State.ON, "proofs": (proof,)})
    with open_journal(home / "data" / JOURNAL, lambda: START) as journal:
        journal.begin(RunInfo(id="u", mode="undo", profile="default", started=START, version="0"))
        journal.record("u", back)
        journal.finish("u", START)
    out = CliRunner().invoke(app, ["history"]).output
    ads = next(line for line in out.splitlines() if line.startswith("site.ads"))
    assert ads.split() == ["site.ads", "●"]


def test_history_before_the_first_run(home: Path) -> None:
    assert "no run yet" in CliRunner().invoke(app, ["history"]).output


@pytest.mark.parametrize(
    "command", ["history", "verify", "report --json", "accounts", "guide --list"]
)
def test_a_command_that_only_reads_creates_no_journal(home: Path, command: str) -> None:
    assert CliRunner().invoke(app, command.split()).exit_code == 0
    assert not list(home.rglob("*.sqlite3*"))


def test_a_journal_that_is_not_there_is_not_called_whole(home: Path) -> None:
    done = CliRunner().invoke(app, ["verify"])
    assert (done.exit_code, "as they were written" in done.output) == (0, False)
    assert "there is no journal yet" in done.output


def test_verify_finds_an_edit_and_a_report_that_does_not_belong(home: Path, tmp_path: Path) -> None:
    write(home)
    done = CliRunner().invoke(app, ["verify"])
    assert done.exit_code == 0, done.output
    head = done.output.split("head: ")[1].strip()
    report = tmp_path / "report.html"
    report.write_text(f"<p>{head}</p>")
    good = CliRunner().invoke(app, ["verify", "--report", str(report)])
    assert (good.exit_code, "the report belongs to it" in good.output) == (0, True)
    write_more(home)
    assert CliRunner().invoke(app, ["verify", "--report", str(report)]).exit_code == 0, (
        "an older head"
    )
    report.write_text(f"<p>{head[:-1]}{'0' if head[-1] != '0' else '1'}</p>")
    bad = CliRunner().invoke(app, ["verify", "--report", str(report)])
    assert (bad.exit_code, "was not made from this journal" in bad.output) == (4, True)
    with sqlite3.connect(home / "data" / JOURNAL) as database:
        database.execute("UPDATE results SET status = 'skipped' WHERE seq = 2")
    found = CliRunner().invoke(app, ["verify"])
    assert (found.exit_code, "row 2 (result) was changed" in found.output) == (4, True)
    told = CliRunner().invoke(app, ["verify", "--json"])
    assert json.loads(told.output)["problems"] == ["row 2 (result) was changed"]


def write_more(home: Path) -> None:
    with open_journal(home / "data" / JOURNAL) as journal:
        journal.begin(
            RunInfo(id="more", mode="check", profile="default", started=START, version="0")
        )


def test_a_report_without_a_file_goes_to_standard_output(home: Path, tmp_path: Path) -> None:
    write(home)
    plain = CliRunner().invoke(app, ["report", "--json"])
    assert (plain.exit_code, json.loads(plain.stdout)["schema"]) == (0, 1)
    file = tmp_path / "report.html"
    both = CliRunner().invoke(app, ["report", "--junit", "--html", str(file)])
    assert both.stdout.startswith("<?xml")
    assert file.read_text().startswith("<!doctype html>")
    mixed = CliRunner().invoke(app, ["report", "--junit", "--json"])
    assert (mixed.exit_code, mixed.stdout) == (4, "")
    named = CliRunner().invoke(app, ["report", "--json", str(tmp_path / "r.json")])
    assert (named.exit_code, named.stdout) == (0, "")
    assert json.loads((tmp_path / "r.json").read_text())["schema"] == 1


@pytest.mark.parametrize("text", ["", "1:abc", f"1:{'a' * 64} 2:{'b' * 64}"])
def test_a_file_that_is_not_a_report_is_refused(home: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "some.txt"
    file.write_text(text)
    done = CliRunner().invoke(app, ["verify", "--report", str(file)])
    assert (done.exit_code, "error: " in done.output) == (4, True)
    assert CliRunner().invoke(app, ["verify", "--report", "nothing-here"]).exit_code == 4
