"""Schedules of launchd and of the Task Scheduler."""

from __future__ import annotations

import datetime as dt
import os
import plistlib
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from offswitch import schedule
from offswitch.cli import app
from offswitch.errors import ConfigError
from offswitch.schedule import Entry
from offswitch.schedule.command import job_name, program
from offswitch.schedule.windows import NAMESPACE
from tests.unit.schedule.conftest import ODD_HOME, entry_of


def text_of(entry: Entry) -> str:
    [part] = schedule.written(entry)
    return part.text


# launchd


@pytest.mark.parametrize(
    ("every", "when"),
    [("day", {}), ("week", {"Weekday": 1}), ("month", {"Day": 1})],
)
def test_the_launch_agent(every: str, when: dict[str, int], tmp_path: Path) -> None:
    agent = plistlib.loads(text_of(entry_of("launchd", every, platforms=("site",))).encode())
    assert agent["StartCalendarInterval"] == {**when, "Hour": 10, "Minute": 30}
    assert agent["ProgramArguments"] == [
        *program(),
        "check",
        "site",
        "--profile",
        "default",
        "--quiet",
        "--if-due",
    ]
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
