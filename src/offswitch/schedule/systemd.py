"""A timer of the person's own systemd: it catches up on what was missed while the machine was off."""

import os
import re
from pathlib import Path

from offswitch.errors import ConfigError
from offswitch.schedule.command import Job
from offswitch.schedule.entry import Every
from offswitch.schedule.scheduler import Seen, Written, ask, demand, write

_DAYS = {Every.DAY: "*-*-*", Every.WEEK: "Mon *-*-*", Every.MONTH: "*-*-01"}
_NEVER = {"", "n/a", "0"}

_SERVICE = """\
# Written by `offswitch schedule install`; `offswitch schedule remove` removes it.
[Unit]
Description=offswitch: look whether settings of profile {profile} came back

[Service]
Type=oneshot
{environment}ExecStart={command}
# 3 says that something is on: a finding, not a failure.
SuccessExitStatus=3
TimeoutStartSec=1h
Nice=10
"""
_TIMER = """\
# Written by `offswitch schedule install`; `offswitch schedule remove` removes it.
[Unit]
Description=offswitch: check profile {profile} every {every}

[Timer]
OnCalendar={calendar}
Persistent=true
RandomizedDelaySec=30min

[Install]
WantedBy=timers.target
"""


class Systemd:
    """systemd's user manager."""

    name = "systemd"

    def written(self, job: Job) -> list[Written]:
        """Return the service and the timer; see ``Scheduler``."""
        environment = "".join(
            f"Environment={_quoted(f'{name}={value}')}\n" for name, value in job.environment.items()
        )
        program, *arguments = job.command
        # systemd replaces variables in arguments, and not in the program's path.
        command = [_quoted(program), *(_quoted(each).replace("$", "$$") for each in arguments)]
        service = _SERVICE.format(
            profile=job.entry.profile, environment=environment, command=" ".join(command)
        )
        timer = _TIMER.format(
            profile=job.entry.profile, every=job.entry.every, calendar=calendar(job)
        )
        return [
            Written(place=str(_path(job.name, "service")), text=service),
            Written(place=str(_path(job.name, "timer")), text=timer),
        ]

    def install(self, job: Job) -> None:
        """Write both units and start the timer; see ``Scheduler``."""
        for file in self.written(job):
            write(Path(file.place), file.text)
        try:
            demand(["systemctl", "--user", "daemon-reload"])
            demand(["systemctl", "--user", "enable", f"{job.name}.timer"])
            # A timer that runs already keeps its old times unless it is started again.
            demand(["systemctl", "--user", "restart", f"{job.name}.timer"])
        except ConfigError:
            self.remove(job.name)
            raise

    def remove(self, name: str) -> bool:
        """Stop the timer and remove both units; see ``Scheduler``."""
        paths = [_path(name, "timer"), _path(name, "service")]
        there = any(path.exists() for path in paths)
        if there:
            ask(["systemctl", "--user", "disable", "--now", f"{name}.timer"])
            for path in paths:
                path.unlink(missing_ok=True)
            ask(["systemctl", "--user", "daemon-reload"])
        return there

    def look(self, name: str) -> Seen | None:
        """Ask for the timer's times; see ``Scheduler``."""
        if not _path(name, "timer").exists():
            return None
        wanted = "ActiveState,NextElapseUSecRealtime,LastTriggerUSec"
        done = ask(["systemctl", "--user", "show", f"{name}.timer", "-p", wanted])
        said = dict(re.findall(r"^(\w+)=(.*)$", done.stdout.decode(errors="replace"), re.MULTILINE))
        if said.get("ActiveState") != "active":
            return None
        moments = [said.get(key, "") for key in wanted.split(",")[1:]]
        following, last = ("" if moment in _NEVER else moment for moment in moments)
        return Seen(next=following, last=last)


def calendar(job: Job) -> str:
    """Return a schedule as ``OnCalendar`` takes it."""
    return f"{_DAYS[job.entry.every]} {job.entry.at}:00"


def answers() -> bool:
    """Tell whether this person has a systemd of their own that answers."""
    try:
        return ask(["systemctl", "--user", "show-environment"]).returncode == 0
    except ConfigError:
        return False


def _path(name: str, suffix: str) -> Path:
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "systemd" / "user" / f"{name}.{suffix}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
