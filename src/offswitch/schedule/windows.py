"""A task of Windows' Task Scheduler: it starts as soon as possible after a missed time."""

import csv
import datetime as dt
import os
import re
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from offswitch.errors import ConfigError
from offswitch.schedule.command import Job
from offswitch.schedule.entry import Entry, Every
from offswitch.schedule.scheduler import Seen, Written, ask, demand

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    "RunOnlyIfNetworkAvailable": "true",
    "ExecutionTimeLimit": "PT1H",
}


class TaskScheduler:
    """Windows' Task Scheduler, in the person's own session, where their credentials are."""

    name = "task-scheduler"

    def written(self, job: Job) -> list[Written]:
        """Return the task; see ``Scheduler``."""
        task = ET.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
        info = ET.SubElement(task, "RegistrationInfo")
        _add(info, "Description", f"offswitch: check profile {job.entry.profile}")
        _trigger(ET.SubElement(task, "Triggers"), job.entry)
        principal = ET.SubElement(ET.SubElement(task, "Principals"), "Principal", {"id": "Author"})
        if person := _person():
            _add(principal, "UserId", person)
        _add(principal, "LogonType", "InteractiveToken")
        _add(principal, "RunLevel", "LeastPrivilege")
        settings = ET.SubElement(task, "Settings")
        for name, value in _SETTINGS.items():
            _add(settings, name, value)
        program, *arguments = job.command_with_environment()
        action = ET.SubElement(ET.SubElement(task, "Actions", {"Context": "Author"}), "Exec")
        _add(action, "Command", _unchanging(program))
        _add(action, "Arguments", _unchanging(subprocess.list2cmdline(arguments)))
        ET.indent(task)
        text = '<?xml version="1.0" encoding="UTF-16"?>\n' + ET.tostring(task, encoding="unicode")
        return [Written(place=_place(job.name), text=text + "\n")]

    def install(self, job: Job) -> None:
        """Register the task; see ``Scheduler``."""
        [task] = self.written(job)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "task.xml"
            file.write_text(task.text, encoding="utf-16")
            demand(["schtasks", "/Create", "/TN", _place(job.name), "/XML", str(file), "/F"])

    def remove(self, name: str) -> bool:
        """Delete the task; see ``Scheduler``."""
        if self.look(name) is None:
            return False
        demand(["schtasks", "/Delete", "/TN", _place(name), "/F"])
        return True

    def look(self, name: str) -> Seen | None:
        """Ask for the next run, in the words of the system's language; see ``Scheduler``."""
        done = ask(["schtasks", "/Query", "/TN", _place(name), "/FO", "CSV", "/NH"])
        if done.returncode:
            return None
        rows = list(csv.reader(done.stdout.decode(errors="replace").splitlines()))
        return Seen(next=rows[0][1] if rows and len(rows[0]) > 1 else "")


def _trigger(triggers: ET.Element, entry: Entry) -> None:
    trigger = ET.SubElement(triggers, "CalendarTrigger")
    _add(trigger, "Enabled", "true")
    begin = dt.datetime.combine(
        entry.installed.astimezone().date(), dt.time(entry.hour, entry.minute)
    )
    _add(trigger, "StartBoundary", begin.isoformat())
    _add(trigger, "RandomDelay", "PT30M")
    if entry.every is Every.DAY:
        _add(ET.SubElement(trigger, "ScheduleByDay"), "DaysInterval", "1")
    elif entry.every is Every.WEEK:
        week = ET.SubElement(trigger, "ScheduleByWeek")
        _add(week, "WeeksInterval", "1")
        ET.SubElement(ET.SubElement(week, "DaysOfWeek"), "Monday")
    else:
        month = ET.SubElement(trigger, "ScheduleByMonth")
        _add(ET.SubElement(month, "DaysOfMonth"), "Day", "1")
        months = ET.SubElement(month, "Months")
        for name in _MONTHS:
            ET.SubElement(months, name)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _unchanging(text: str) -> str:
    """Refuse what the Task Scheduler would replace: ``%NAME%`` and ``$(NAME)``, which nothing escapes."""
    if re.search(r"%[^%]+%|\$\(", text):
        raise ConfigError(
            f"{text!r} cannot be given to the Task Scheduler",
            "it replaces %NAME% and $(NAME); install offswitch in a folder without such signs",
        )
    return text


def _place(name: str) -> str:
    return f"\\offswitch\\{name}"


def _person() -> str:
    names = [os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", "")]
    return "\\".join(filter(None, names))
