"""Checks of several profiles: each in a process of its own, with one outcome together."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.exitcodes import ExitCode, worst
from offswitch.model.results import Report
from offswitch.run.profiles import ProfileChecks
from offswitch.terminal.profiles import show_profile, show_profiles
from tests.unit.outcomes import mixed

PROGRAM = """
import json, os, signal, sys, time
from pathlib import Path
words = sys.argv[1:]
profile, here = words[words.index("--profile") + 1], Path(os.environ["HERE"])
stopped = lambda *_: sys.exit(130)
signal.signal(signal.SIGTERM, stopped)
(here / f"{profile}.pid").write_text(str(os.getpid()))
told = {"words": words, "sent": sys.stdin.read(), "at once": len(list(here.glob("*.pid")))}
"""
"""Stands in for the program; what it does with that comes next."""
TELLS = "print(json.dumps(told)); sys.exit(int(os.environ.get(profile, 0)))"
MEETS = """
until = time.monotonic() + 20
while len(list(here.glob("*.pid"))) < 2 and time.monotonic() < until: time.sleep(0.01)
told["at once"] = len(list(here.glob("*.pid")))
print(json.dumps(told))
"""
SLEEPS = "time.sleep(60)"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HERE", str(tmp_path))
    return tmp_path


def checks(does: str, *, jobs: int = 1, passphrase: str = "") -> ProfileChecks:
    return ProfileChecks(
        arguments=["meta", "--only", "meta.ai"],
        jobs=jobs,
        passphrase=lambda profile: passphrase if profile == "ada" else "",
        begun=lambda _: None,
        program=[sys.executable, "-c", PROGRAM + does],
    )


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_each_profile_is_checked_by_a_process_with_the_same_arguments(here: Path) -> None:
    done = list(checks(TELLS, passphrase="horse").carry_out(["ada", "ben"]))
    assert [each.profile for each in done] == ["ada", "ben"]
    assert [each.code for each in done] == [ExitCode.OK, ExitCode.OK]
    for each in done:
        assert each.report is not None
        words = " ".join(each.report["words"])
        assert words.startswith(
            f"check meta --only meta.ai --profile {each.profile} --json --quiet"
        )
        assert "horse" not in words
    assert [each.report and each.report["sent"] for each in done] == ["horse", ""]
    assert [each.report and each.report["at once"] for each in done] == [1, 2]
    assert not any(is_there(int(file.read_text())) for file in here.glob("*.pid"))


@pytest.mark.usefixtures("here")
def test_several_are_at_work_at_once_where_that_is_asked_for() -> None:
    done = list(checks(MEETS, jobs=2).carry_out(["ada", "ben"]))
    assert [each.report and each.report["at once"] for each in done] == [2, 2]


@pytest.mark.usefixtures("here")
def test_a_check_that_did_not_begin_has_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ada", "5")
    fails = (
        "print('error: it is in use', file=sys.stderr); sys.exit(int(os.environ.get(profile, -9)))"
    )
    done = list(checks(fails).carry_out(["ada", "ben"]))
    assert [each.code for each in done] == [ExitCode.UNREACHABLE, ExitCode.BUG]
    assert [each.report for each in done] == [None, None]
    assert done[0].told == ("error: it is in use",)


@pytest.mark.usefixtures("here")
def test_a_check_that_ended_while_it_printed_has_no_report_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ada", "1")
    halves = "print(json.dumps(told)[:9 if profile == 'ada' else None]); sys.exit(int(os.environ.get(profile, 0)))"
    done = list(checks(halves).carry_out(["ada", "ben"]))
    assert [each.report is None for each in done] == [True, False]


@pytest.mark.skipif(os.name != "posix", reason="sends a signal to this process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_after_ctrl_c_those_at_work_are_stopped_and_no_other_one_is_begun(
    here: Path, number: int
) -> None:
    def press() -> None:
        until(lambda: (here / "ada.pid").exists() and (here / "ada.pid").read_text() != "")
        os.kill(os.getpid(), number)

    presser = threading.Thread(target=press)
    presser.start()
    done = list(checks(SLEEPS).carry_out(["ada", "ben"]))
    presser.join()
    assert [each.code for each in done] == [ExitCode.INTERRUPTED] * 2
    assert [file.name for file in here.glob("*.pid")] == ["ada.pid"]
    assert not is_there(int((here / "ada.pid").read_text()))


@pytest.mark.skipif(os.name != "posix", reason="looks for a process by its number")
def test_no_process_is_left_when_nobody_wants_the_rest(here: Path) -> None:
    does = 'print(json.dumps(told)) if profile == "ada" else time.sleep(60)'
    with closing(checks(does, jobs=2).carry_out(["ada", "ben", "cleo"])) as ended:
        assert next(ended).profile == "ada"
        until(lambda: (here / "ben.pid").exists() and (here / "ben.pid").read_text() != "")
    assert not any(is_there(int(file.read_text())) for file in here.glob("*.pid"))


def test_the_worst_code_is_that_of_all() -> None:
    code = ExitCode
    assert worst([code.OK, code.PENDING, code.OK]) is code.PENDING
    assert worst([code.FAILED, code.UNREACHABLE, code.PENDING]) is code.UNREACHABLE
    assert worst([code.UNREACHABLE, code.USAGE]) is code.USAGE
    assert worst([code.BUG, code.INTERRUPTED, code.OK]) is code.INTERRUPTED
    assert all(worst([each]) is each for each in ExitCode)


def test_a_report_is_the_same_when_it_has_been_told_in_json() -> None:
    report = mixed("check")
    assert Report.of_dict(json.loads(report.to_json())) == report


@pytest.mark.parametrize(
    "words",
    [
        ("--jobs", "2"),
        ("--all-profiles", "--fix", "--yes"),
        ("--all-profiles", "--profile", "ada"),
        ("--all-profiles", "--trace", "trace.zip"),
    ],
)
def test_what_is_meant_for_one_profile_is_refused_for_all(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["check", *words])
    assert done.exit_code == ExitCode.FAILED
    assert done.stderr.count("error: ") == done.stderr.count("hint: ") == 1


def test_all_profiles_are_none_where_nobody_is_signed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    done = CliRunner().invoke(app, ["check", "--all-profiles"])
    assert done.exit_code == ExitCode.UNREACHABLE
    assert "offswitch login" in done.stderr


def test_each_report_stands_under_its_profile_and_each_profile_in_the_sum(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_profile("ada", mixed("check", replica="http://r"), "http://r")
    show_profiles([("ada", mixed("check")), ("ben", None)], "http://r")
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith("[replica] ") for line in lines)
    assert lines[0] == "[replica] Profile ada"
    assert lines[-1].split() == ["[replica]", "ben", "the", "check", "did", "not", "begin"]
