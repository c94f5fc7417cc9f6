"""A marked block in the person's crontab; every other line stays as it is, byte for byte.

cron forgets what it missed. So it calls once an hour, and offswitch itself knows whether a check
is due; an hour in which none is due costs a fraction of a second.
"""

import os
import re
import shlex

from offswitch.errors import ConfigError
from offswitch.schedule.command import Job
from offswitch.schedule.scheduler import Seen, Written, ask, demand

_BUS = "DBUS_SESSION_BUS_ADDRESS"
_LONGEST = 900  # of a line; the classic cron takes 998 characters of a command


class Crontab:
    """The person's crontab."""

    name = "cron"

    def written(self, job: Job) -> list[Written]:
        """Return the block; see ``Scheduler``."""
        environment = {**job.environment, **_bus()}
        words = [f"{name}={value}" for name, value in environment.items()]
        command = shlex.join([*(["env", *words] if words else []), *job.command_if_due()])
        # An unescaped percent sign is a line's end to cron. cron would mail whatever is printed.
        line = f"{job.entry.minute} * * * * {command.replace('%', chr(92) + '%')} >/dev/null 2>&1"
        if len(line) > _LONGEST:
            raise ConfigError("the command is too long for a crontab", "use shorter paths")
        begin, end = _marks(job.name)
        when = f"# every {job.entry.every} at {job.entry.at}: cron calls hourly, a missed check is made up"
        return [Written(place="crontab", text=f"{begin}\n{when}\n{line}\n{end}\n")]

    def install(self, job: Job) -> None:
        """Put the block in the place of an older one, else at the end; see ``Scheduler``."""
        [block] = self.written(job)
        before, _, after = _split(_read(), job.name)
        if before and not before.endswith(b"\n"):
            before += b"\n"
        _write(before + block.text.encode() + after)

    def remove(self, name: str) -> bool:
        """Take the block out; see ``Scheduler``."""
        before, block, after = _split(_read(), name)
        if block:
            _write(before + after)
        return bool(block)

    def look(self, name: str) -> Seen | None:
        """Look for the block; cron tells no times. See ``Scheduler``."""
        return Seen() if _split(_read(), name)[1] else None


def _marks(name: str) -> tuple[str, str]:
    return (
        f"# >>> {name} >>> written by `offswitch schedule install`; do not edit",
        f"# <<< {name} <<<",
    )


def _split(table: bytes, name: str) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the block, the block, and what stands after it."""
    begin, end = (re.escape(f"# {arrow} {name} {arrow}".encode()) for arrow in (">>>", "<<<"))
    block = rb"^" + begin + rb"[^\n]*\n(?:.*?\n)??" + end + rb"[^\n]*(?:\n|\Z)"
    found = re.search(block, table, re.MULTILINE | re.DOTALL)
    if found:
        return table[: found.start()], found.group(), table[found.end() :]
    if re.search(rb"^" + begin, table, re.MULTILINE):
        raise ConfigError(
            "the end of offswitch's block in the crontab is missing",
            f"remove its lines with `crontab -e`, from `# >>> {name} >>>` on, and try again",
        )
    return table, b"", b""


def _read() -> bytes:
    done = ask(["crontab", "-l"])
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace").strip()
    if not said or "no crontab" in said or "No such file" in said:
        return b""
    raise ConfigError(
        f"the crontab cannot be read: {said.splitlines()[0]}", "see whether `crontab -l` works"
    )


def _write(table: bytes) -> None:
    if table:
        demand(["crontab", "-"], table)
    else:
        ask(["crontab", "-r"])


def _bus() -> dict[str, str]:
    """Return where the keyring is asked; cron does not know. An address that changes is left out."""
    address = os.environ.get(_BUS, "")
    return {_BUS: address} if address.startswith("unix:path=/run/user/") else {}
