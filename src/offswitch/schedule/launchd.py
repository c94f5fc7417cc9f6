"""A LaunchAgent: runs after sleep what was missed, and at the next login what a switched-off Mac did."""

import os
import plistlib
import sys
from pathlib import Path
from typing import Any

from offswitch.errors import ConfigError
from offswitch.schedule.command import Job
from offswitch.schedule.entry import Every
from offswitch.schedule.scheduler import Seen, Written, ask, demand, write

_DAY: dict[Every, dict[str, int]] = {
    Every.DAY: {},
    Every.WEEK: {"Weekday": 1},
    Every.MONTH: {"Day": 1},
}


class Launchd:
    """macOS's launchd, in the person's own session, where their keychain is."""

    name = "launchd"

    def written(self, job: Job) -> list[Written]:
        """Return the agent; see ``Scheduler``."""
        content: dict[str, Any] = {
            "Label": job.name,
            # launchd catches up after sleep, and not after the machine was off: so it also runs at
            # login, and `--if-due` leaves it at that unless a check was missed.
            "ProgramArguments": list(job.command_if_due()),
            "StartCalendarInterval": {
                **_DAY[job.entry.every],
                "Hour": job.entry.hour,
                "Minute": job.entry.minute,
            },
            "RunAtLoad": True,
            "ProcessType": "Background",
        }
        if job.environment:
            content["EnvironmentVariables"] = dict(job.environment)
        text = plistlib.dumps(content, sort_keys=False).decode()
        return [Written(place=str(_path(job.name)), text=text)]

    def install(self, job: Job) -> None:
        """Write the agent and load it; see ``Scheduler``."""
        [file] = self.written(job)
        ask(["launchctl", "bootout", f"{_domain()}/{job.name}"])
        write(Path(file.place), file.text)
        try:
            demand(["launchctl", "bootstrap", _domain(), file.place])
        except ConfigError:
            self.remove(job.name)
            raise

    def remove(self, name: str) -> bool:
        """Unload the agent and remove it; see ``Scheduler``."""
        there = _path(name).exists()
        if there:
            ask(["launchctl", "bootout", f"{_domain()}/{name}"])
            _path(name).unlink(missing_ok=True)
        return there

    def look(self, name: str) -> Seen | None:
        """Ask whether it is loaded; launchd tells no times. See ``Scheduler``."""
        if not _path(name).exists():
            return None
        loaded = ask(["launchctl", "print", f"{_domain()}/{name}"]).returncode == 0
        return Seen() if loaded else None


def _domain() -> str:
    if sys.platform == "win32":
        message = "launchd is macOS's"
        raise NotImplementedError(message)
    return f"gui/{os.getuid()}"


def _path(name: str) -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{name}.plist"
