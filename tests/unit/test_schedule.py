"""Schedules: what is written for each scheduler, when a check is due, and whose consent counts."""

from __future__ import annotations

import datetime as dt
import os
import plistlib
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from offswitch import schedule
from offswitch.cli import app
from offswitch.errors import ConfigError
from offswitch.exitcodes import ExitCode
from offswitch.journal import HistoryRow, RunRow
from offswitch.model.results import Mode, Proof, Result
from offswitch.model.words import Category, ProofKind, Reason, State, Status
from offswitch.schedule import Entry, Every, is_due
from offswitch.schedule.command import Job, job, job_name, program
from offswitch.schedule.crontab import Crontab
from offswitch.schedule.due import last_moment, next_moment
from offswitch.schedule.entry import consents, forget, load, recorded
from offswitch.schedule.windows import NAMESPACE
from tests.needs import without

RunState = Literal["finished", "running", "interrupted"]
INSTALLED = dt.datetime(2026, 10, 1, 12, 0, tzinfo=dt.UTC)
ODD_HOME = 'ho me/100% "a" $HOME & <b>'


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / ODD_HOME))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def entry_of(
    scheduler: str = "cron", every: str = "day", at: str = "10:30", **more: object
) -> Entry:
    values = {"profile": "default", "installed": INSTALLED, **more}
    return Entry.model_validate({**values, "scheduler": scheduler, "every": every, "at": at})


def text_of(entry: Entry) -> str:
    [part] = schedule.written(entry)
    return part.text


# When


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone()


@pytest.mark.parametrize(
    ("every", "now", "last", "following"),
    [
        ("day", "2026-10-09 10:29:59", "2026-10-08 10:30", "2026-10-09 10:30"),
        ("day", "2026-10-09 10:30:00", "2026-10-09 10:30", "2026-10-10 10:30"),
        ("week", "2026-10-09 12:00", "2026-10-05 10:30", "2026-10-12 10:30"),
        ("week", "2026-10-05 10:00", "2026-09-28 10:30", "2026-10-05 10:30"),
        ("month", "2026-10-01 10:00", "2026-09-01 10:30", "2026-10-01 10:30"),
        ("month", "2026-12-31 23:59", "2026-12-01 10:30", "2027-01-01 10:30"),
        ("month", "2028-02-29 00:00", "2028-02-01 10:30", "2028-03-01 10:30"),
    ],
)
def test_the_moments_of_a_schedule(every: str, now: str, last: str, following: str) -> None:
    entry = entry_of(every=every)
    assert last_moment(entry, at(now)) == at(last)
    assert next_moment(entry, at(now)) == at(following)


def checked(
    began: str, *outcomes: str, mode: Mode = "check", state: RunState = "finished"
) -> tuple[RunRow, list[HistoryRow]]:
    """A run as the journal has it, with results such as ``ok`` or ``unreachable: offline``."""
    run = RunRow(
        id=began, mode=mode, profile="default", started=at(began), finished=None, state=state,
        version="0.1.0", browser="", replica=None, alarm=None,
    )  # fmt: skip
    rows = []
    for number, outcome in enumerate(outcomes):
        status, _, reason = outcome.partition(": ")
        read = State.OFF if status == "ok" else State.UNKNOWN
        proof = Proof(kind=ProofKind.FRESH_LOAD, state=read, at=run.started)
        found = Result(
            platform="site", setting=f"site.s{number}", category=Category.AD_PARTNERS, title="A",
            status=Status(status), reason=Reason(reason) if reason else None, after=read,
            proofs=(proof,) if status == "ok" else (), url="", selectors="", hint="a hint",
        )  # fmt: skip
        rows.append(
            HistoryRow(
                seq=number, run=run.id, mode=run.mode, profile="default", at=run.started,
                result=found,
            )
        )  # fmt: skip
    return run, rows


def due(entry: Entry, now: str, *checks: tuple[RunRow, list[HistoryRow]]) -> bool:
    results = {run.id: rows for run, rows in checks}
    return is_due(entry, [run for run, _ in checks], results.__getitem__, at(now))


def test_a_missed_night_is_made_up_once() -> None:
    entry, evening = entry_of(), "2026-10-09 20:00"
    assert due(entry, evening, checked("2026-10-08 10:31", "ok"))
    assert not due(entry, evening, checked("2026-10-09 19:59", "ok"))
    assert not due(entry, "2026-10-09 21:00", checked(evening, "ok"))
    assert due(entry, evening, checked("2026-10-09 19:59", "ok", mode="run")), "a run is no check"


def test_nothing_is_due_right_after_the_installation() -> None:
    entry = entry_of(installed=at("2026-10-09 15:00"))
    assert not due(entry, "2026-10-09 16:00")
    assert not due(entry, "2026-10-10 10:29", checked("2026-09-01 10:00", "ok"))
    assert due(entry, "2026-10-10 10:30")


@pytest.mark.parametrize(
    ("counts", "outcomes"),
    [
        (True, ["ok"]),
        (True, ["failed: not_found"]),
        (True, ["skipped: not_offered"]),
        (True, ["ok", "unreachable: offline"]),
        (True, ["unreachable: offline", "failed: unreadable"]),
        (False, []),
        (False, ["unreachable: offline"]),
        (False, ["unreachable: offline", "unreachable: sign_in"]),
        # These are said without a look at any page.
        (False, ["skipped: guide", "skipped: one_way", "skipped: excluded", "unreachable: offline"]),
        (True, ["skipped: guide", "skipped: one_way", "skipped: excluded"]),
        # The platform was reached; asking it again every hour would only annoy it.
        *(
            (True, ["unreachable: offline", f"unreachable: {reason}"])
            for reason in (
                "checkpoint", "two_factor", "consent", "password", "rate_limited", "wrong_account",
            )
        ),
    ],
)  # fmt: skip
def test_a_check_that_reached_nothing_is_made_up(counts: bool, outcomes: list[str]) -> None:
    entry, evening = entry_of(), "2026-10-09 20:00"
    assert due(entry, evening, checked("2026-10-09 10:30", *outcomes)) is not counts
    former = checked("2026-10-09 10:31", "ok")
    assert not due(entry, evening, checked("2026-10-09 19:00", *outcomes), former)


@pytest.mark.parametrize(
    ("counts", "state", "outcomes"),
    [
        (False, "interrupted", ["ok"]),
        (False, "interrupted", []),
        (True, "interrupted", ["ok", "unreachable: checkpoint"]),
        (True, "running", []),
        (True, "finished", ["ok"]),
    ],
)
def test_a_check_that_never_finished_is_made_up(
    counts: bool, state: RunState, outcomes: list[str]
) -> None:
    check = checked("2026-10-09 10:30", *outcomes, state=state)
    assert due(entry_of(), "2026-10-09 20:00", check) is not counts


def test_a_clock_that_was_once_wrong_does_not_stop_checks() -> None:
    evening = "2026-10-09 20:00"
    assert due(entry_of(), evening, checked("2036-01-01 10:00", "ok"))
    today = [checked("2036-01-01 10:00", "ok"), checked("2026-10-09 10:30", "ok")]
    assert not due(entry_of(), evening, *today)
    assert not due(entry_of(), evening, *reversed(today))
    wrongly = entry_of(installed=at("2036-01-01 10:00"))
    assert due(wrongly, evening)
    assert due(wrongly, evening, checked("2026-10-09 10:00", "ok"))
    assert not due(wrongly, evening, checked("2026-10-09 10:30", "ok"))


def test_the_results_of_old_checks_are_not_even_read() -> None:
    def unwanted(_: str) -> list[HistoryRow]:
        raise AssertionError

    runs = [checked(f"2026-10-0{day} 10:31", "ok")[0] for day in (8, 7)]
    assert is_due(entry_of(), runs, unwanted, at("2026-10-09 20:00"))


# Consent


def test_the_consent_is_a_private_file_and_goes_with_the_schedule(tmp_path: Path) -> None:
    assert not consents("default")
    with recorded(entry_of(fix=True)):
        pass
    [path] = (tmp_path / ODD_HOME / "config" / "schedules").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert consents("default")
    assert not consents("other")
    assert forget("default")
    assert not consents("default")


def test_a_schedule_without_fix_is_no_consent() -> None:
    with recorded(entry_of()):
        pass
    assert load("default") is not None
    assert not consents("default")


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_a_consent_that_others_can_write_does_not_count(tmp_path: Path) -> None:
    with recorded(entry_of(fix=True)):
        pass
    [path] = (tmp_path / ODD_HOME / "config" / "schedules").iterdir()
    path.chmod(0o666)
    with pytest.raises(ConfigError, match="others can write it"):
        consents("default")


def test_a_consent_copied_to_another_profile_does_not_count(tmp_path: Path) -> None:
    with recorded(entry_of(fix=True)):
        pass
    [path] = (tmp_path / ODD_HOME / "config" / "schedules").iterdir()
    path.rename(path.with_name("other.json"))
    with pytest.raises(ConfigError, match="belongs to another profile"):
        consents("other")


def test_an_installation_that_fails_leaves_the_former_entry() -> None:
    with recorded(entry_of()):
        pass
    with pytest.raises(RuntimeError), recorded(entry_of(fix=True, at="11:00")):
        raise RuntimeError
    found = load("default")
    assert found is not None
    assert (found.fix, found.at) == (False, "10:30")


# The program


def test_a_virtual_environment_is_called_by_its_own_interpreter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "prefix", "/home/ada/.local/pipx/venvs/offswitch")
    monkeypatch.setattr(sys, "executable", "/home/ada/.local/pipx/venvs/offswitch/bin/python")
    assert program() == (sys.executable, "-P", "-m", "offswitch")


def test_a_path_with_a_version_in_it_is_not_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Cellar" / "offswitch" / "1.0" / "bin" / "offswitch"
    target.parent.mkdir(parents=True)
    target.write_text("#!/bin/sh\n")
    target.chmod(0o755)
    link = tmp_path / "bin" / "offswitch"
    link.parent.mkdir()
    link.symlink_to(target)
    monkeypatch.setattr(sys, "prefix", str(target.parents[1]) + "/libexec")
    monkeypatch.setenv("PATH", str(link.parent))
    assert program() == (str(link),)


def test_a_line_break_in_a_path_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/home/a\nb/python")
    monkeypatch.setattr(sys, "prefix", "/home/a\nb")
    with pytest.raises(ConfigError):
        job(entry_of())


def test_another_home_has_jobs_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    first = job_name("default")
    monkeypatch.setenv("OFFSWITCH_HOME", "/elsewhere")
    second = job_name("default")
    monkeypatch.delenv("OFFSWITCH_HOME")
    assert len({first, second, job_name("default"), job_name("default-2")}) == 4
    assert job_name("default") == "offswitch-check.default"


# systemd


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(bool(without(name)), reason=without(name))


@needs("systemd-analyze")
@pytest.mark.parametrize("every", Every)
def test_systemd_itself_accepts_the_units(tmp_path: Path, every: str) -> None:
    entry = entry_of("systemd", every, fix=True, notify=("phone",))
    for part in schedule.written(entry):
        (tmp_path / Path(part.place).name).write_text(part.text)
    names = [str(tmp_path / Path(part.place).name) for part in schedule.written(entry)]
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", "--man=no", *names],
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime)},
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "offswitch" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


@needs("systemd-analyze")
@pytest.mark.parametrize("every", Every)
def test_systemd_agrees_with_the_times_that_are_shown(every: str) -> None:
    entry = entry_of("systemd", every)
    [calendar] = [
        line.partition("=")[2]
        for part in schedule.written(entry)
        for line in part.text.splitlines()
        if line.startswith("OnCalendar=")
    ]
    done = subprocess.run(
        ["systemd-analyze", "calendar", "--base-time=2026-10-09 12:00", calendar],
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    following = f"{next_moment(entry, at('2026-10-09 12:00')):%a %Y-%m-%d %H:%M:%S}"
    assert f"Next elapse: {following}" in done.stdout


def test_the_timer_makes_up_for_a_missed_night_and_spreads() -> None:
    service, timer = (part.text for part in schedule.written(entry_of("systemd", fix=True)))
    assert "Persistent=true\n" in timer
    assert "RandomizedDelaySec=" in timer
    assert '"check" "--profile" "default" "--quiet" "--fix"\n' in service
    assert '100%% \\"a\\" $HOME & <b>' in service, "variables stand as they are in Environment="


# launchd


@pytest.mark.parametrize(
    ("every", "when"),
    [("day", {}), ("week", {"Weekday": 1}), ("month", {"Day": 1})],
)
def test_the_launch_agent(every: str, when: dict[str, int], tmp_path: Path) -> None:
    agent = plistlib.loads(text_of(entry_of("launchd", every, platforms=("site",))).encode())
    assert agent["StartCalendarInterval"] == {**when, "Hour": 10, "Minute": 30}
    assert agent["ProgramArguments"] == [
        *program(), "check", "site", "--profile", "default", "--quiet", "--if-due",
    ]  # fmt: skip
    assert agent["RunAtLoad"] is True
    assert agent["EnvironmentVariables"] == {"OFFSWITCH_HOME": str(tmp_path / ODD_HOME)}
    assert agent["Label"] == job_name("default")


# Task Scheduler; element names and orders from the schema in [MS-TSCH] 2.5


def names_of(element: ET.Element) -> list[str]:
    return [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]


def one(element: ET.Element, path: str) -> ET.Element:
    found = element.find("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))
    assert found is not None, path
    return found


@pytest.mark.parametrize(
    ("every", "inside"),
    [
        ("day", ["DaysInterval"]),
        ("week", ["WeeksInterval", "DaysOfWeek"]),
        ("month", ["DaysOfMonth", "Months"]),
    ],
)
def test_the_windows_task(every: str, inside: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERDOMAIN", "PC")
    monkeypatch.setenv("USERNAME", "Ada & Co")
    task = ET.fromstring(text_of(entry_of("task-scheduler", every)).encode("utf-16"))
    assert task.tag == f"{{{NAMESPACE}}}Task"
    assert names_of(task) == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    trigger = one(task, "Triggers/CalendarTrigger")
    by = f"ScheduleBy{every.title()}"
    assert names_of(trigger) == ["Enabled", "StartBoundary", "RandomDelay", by]
    assert dt.datetime.fromisoformat(one(trigger, "StartBoundary").text or "").hour == 10
    assert names_of(one(trigger, by)) == inside
    if every == "month":
        assert len(one(trigger, f"{by}/Months")) == 12
    assert names_of(one(task, "Principals/Principal")) == ["UserId", "LogonType", "RunLevel"]
    assert one(task, "Principals/Principal/UserId").text == "PC\\Ada & Co"
    assert one(task, "Settings/StartWhenAvailable").text == "true"
    assert task.find(f"{{{NAMESPACE}}}Actions[@Context='Author']") is not None
    assert one(task, "Actions/Exec/Command").text == program()[0]
    arguments = (one(task, "Actions/Exec/Arguments").text or "").split(" ")
    own = len(program()) - 1
    assert arguments[:own] == list(program()[1:])
    assert arguments[own + 2 :] == ["check", "--profile", "default", "--quiet"]


def windows_would_start(text: str) -> list[str]:
    """What Windows makes of a task's arguments: macros are replaced, then words are split."""
    task = ET.fromstring(text.encode("utf-16"))
    arguments = one(task, "Actions/Exec/Arguments").text or ""
    assert not re.search(r"%|\$\(", arguments), "the Task Scheduler would replace it"
    assert not re.search(r"""["'^&|<>()!`]""", arguments), "somebody might quote it otherwise"
    return arguments.split(" ")


@pytest.mark.parametrize(
    "name",
    [
        ODD_HOME, "plain", "ho me", "a & b", "100%USERNAME%", "$(Arg0)", "tail\\", "=3D", "J\u00fcrg \u2603",
        "^caret!", "it's", '"quoted"', "-", "%%", "a;b,c",
    ],
)  # fmt: skip
def test_the_windows_task_carries_the_home(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = str(tmp_path / name)
    monkeypatch.setenv("OFFSWITCH_HOME", home)
    words = windows_would_start(text_of(entry_of("task-scheduler")))
    monkeypatch.delenv("OFFSWITCH_HOME")
    done = CliRunner().invoke(app, [*words[words.index("offswitch") + 1 :][:2], "schedule", "show"])
    assert done.exit_code == 0, done.output
    assert os.environ.pop("OFFSWITCH_HOME") == home


def test_without_a_home_of_its_own_the_windows_task_is_plain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OFFSWITCH_HOME")
    words = windows_would_start(text_of(entry_of("task-scheduler")))
    assert words == [*program()[1:], "check", "--profile", "default", "--quiet"]


def test_a_program_whose_path_windows_would_change_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", r"C:\50%USERNAME%\python.exe")
    monkeypatch.setattr(sys, "prefix", "/home/ada/.venv")
    with pytest.raises(ConfigError, match="cannot be given to the Task Scheduler"):
        text_of(entry_of("task-scheduler"))
    assert text_of(entry_of("launchd"))


@pytest.mark.parametrize("word", ["PATH=x", "OFFSWITCH_HOME", "OFFSWITCH_PASSPHRASE=x", ""])
def test_only_places_can_be_passed_on(word: str) -> None:
    done = CliRunner().invoke(app, ["--environment", word, "schedule", "show"])
    assert done.exit_code == ExitCode.FAILED, done.output
    assert "cannot be handed over" in done.output
    assert "OFFSWITCH_PASSPHRASE" not in os.environ


# crontab


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes | None]:
    """A ``crontab`` that keeps its table in a file, and answers as Debian's."""
    if os.name != "posix":
        pytest.skip("needs a POSIX shell")
    file, script = tmp_path / "table", tmp_path / "bin" / "crontab"
    script.parent.mkdir(exist_ok=True)
    script.write_text(
        f'#!/bin/sh\ncase $1 in\n-l) [ -f "{file}" ] || {{ echo "no crontab for ada" >&2; exit 1; }}\n'
        f'cat "{file}";;\n-r) rm "{file}";;\n-) cat >"{file}";;\nesac\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    return lambda: file.read_bytes() if file.exists() else None


OTHERS = [
    b"",
    b"MAILTO=ada\n0 5 * * * backup\n",
    b"0 5 * * * caf\xe9  \n\n# no newline at the end",
    b"# >>> offswitch-check.other >>>\n1 * * * * x\n# <<< offswitch-check.other <<<\n",
]


@pytest.mark.parametrize("others", OTHERS)
def test_other_lines_of_the_crontab_stay_byte_for_byte(
    table: Callable[[], bytes | None], tmp_path: Path, others: bytes
) -> None:
    if others:
        (tmp_path / "table").write_bytes(others)
    cron, name = Crontab(), job_name("default")
    cron.install(job(entry_of()))
    first = table()
    assert first is not None
    assert first.startswith(others)
    assert cron.look(name)
    cron.install(job(entry_of()))
    assert table() == first, "installed twice"
    cron.install(job(entry_of(at="11:45")))
    assert first.count(b"\n") == (table() or b"").count(b"\n")
    assert b"\n45 * * * * " in (table() or b"")
    assert cron.remove(name)
    whole = others if others.endswith(b"\n") or not others else others + b"\n"
    assert (table() or b"") == whole
    assert not cron.remove(name)


def test_lines_after_the_block_stay_too(table: Callable[[], bytes | None], tmp_path: Path) -> None:
    cron = Crontab()
    cron.install(job(entry_of()))
    with (tmp_path / "table").open("ab") as file:
        file.write(b"0 6 * * * later\n")
    cron.install(job(entry_of(at="11:45")))
    assert (table() or b"").endswith(b"<<<\n0 6 * * * later\n")
    assert cron.remove(job_name("default"))
    assert table() == b"0 6 * * * later\n"


def test_half_a_block_is_not_touched(table: Callable[[], bytes | None], tmp_path: Path) -> None:
    half = f"# >>> {job_name('default')} >>>\n0 5 * * * mine\n".encode()
    (tmp_path / "table").write_bytes(half)
    with pytest.raises(ConfigError, match="the end of offswitch's block"):
        Crontab().install(job(entry_of()))
    assert table() == half


@needs("sh")
def test_a_crontab_that_cannot_be_read_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "bin" / "crontab"
    script.parent.mkdir(exist_ok=True)
    script.write_text("#!/bin/sh\n[ $1 = -l ] || touch written\necho not allowed >&2; exit 1\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="cannot be read: not allowed"):
        Crontab().install(job(entry_of()))
    assert not (tmp_path / "written").exists()


@needs("sh")
def test_the_shell_that_cron_starts_sees_the_exact_arguments(tmp_path: Path) -> None:
    words = ("/bin/echo", "a b", "100%", "it's", '"q"', "$HOME", "a;b")
    odd = Job(
        name="x",
        entry=entry_of(),
        program=words[:1],
        arguments=words[1:],
        environment={"ODD": "1 % 2"},
    )
    [block] = Crontab().written(odd)
    line = block.text.splitlines()[2].partition("* * * * ")[2]
    for_shell = line.replace("\\%", "%")  # cron itself takes the backslash away
    shown = for_shell.replace("/bin/echo", "printf '%s\\n'").removesuffix(" >/dev/null 2>&1")
    done = subprocess.run(["sh", "-c", shown], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [*words[1:], "--if-due"]
    assert "%" not in shlex.join(words[2:3]).replace("\\%", "").replace("%", "")


# The face


@needs("sh")
def test_systemd_is_asked_in_the_right_order_and_cleans_up_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "bin" / "systemctl"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n[ "$2" != "$REFUSED" ]\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    name, entry = job_name("default"), entry_of("systemd")
    schedule.install(entry)
    assert (tmp_path / "asked").read_text().splitlines() == [
        "--user daemon-reload",
        f"--user enable {name}.timer",
        f"--user restart {name}.timer",
    ]
    units = tmp_path / ".config" / "systemd" / "user"
    assert {path.name for path in units.iterdir()} == {f"{name}.service", f"{name}.timer"}
    assert schedule.remove("default")
    assert list(units.iterdir()) == []
    monkeypatch.setenv("REFUSED", "enable")
    with pytest.raises(ConfigError, match="`systemctl --user enable` failed"):
        schedule.install(entry)
    assert list(units.iterdir()) == []
    assert load("default") is None


def test_the_consent_ends_even_where_the_scheduler_cannot_be_reached(
    table: Callable[[], bytes | None], tmp_path: Path
) -> None:
    schedule.install(entry_of(fix=True))
    whole = table() or b""
    (tmp_path / "table").write_bytes(whole.partition(b"# <<<")[0])
    with pytest.raises(ConfigError):
        schedule.remove("default")
    assert not consents("default")
    (tmp_path / "table").write_bytes(whole)
    assert schedule.remove("default")
    assert table() is None


def test_a_damaged_entry_can_be_replaced_and_removed(
    table: Callable[[], bytes | None], tmp_path: Path
) -> None:
    schedule.install(entry_of(fix=True))
    [path] = (tmp_path / ODD_HOME / "config" / "schedules").iterdir()
    path.write_text("{")
    with pytest.raises(ConfigError, match="it is damaged"):
        consents("default")
    schedule.install(entry_of())
    assert not consents("default")
    path.write_text("{")
    schedule.remove("default")
    assert not path.exists()


def test_another_scheduler_takes_over(table: Callable[[], bytes | None], tmp_path: Path) -> None:
    schedule.install(entry_of())
    script = tmp_path / "bin" / "systemctl"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    schedule.install(entry_of("systemd"))
    assert table() is None
    assert (load("default") or entry_of()).scheduler == "systemd"


def test_an_unknown_scheduler_is_reported() -> None:
    with pytest.raises(ConfigError, match="no such scheduler: at"):
        schedule.choose("at")
