"""One run at a time on a profile, and whether a process that left its number is still alive."""

import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from offswitch.errors import ConfigError, ProfileInUse
from offswitch.local.folders import private, profile_name

if sys.platform == "win32":
    import ctypes
    import msvcrt
else:
    import fcntl

# On Windows a locked byte cannot be read by others, so the byte lies far behind the text.
_LOCKED_BYTE = 1 << 30
_PROCESSES = Path("/proc/self")


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds a profile's lock, as it said itself.

    Attributes:
        pid: number of the process.
        command: program and subcommand, without arguments: those may be secret.
        since: when it took the lock, in UTC.
    """

    pid: int
    command: str
    since: str


@contextlib.contextmanager
def profile_lock(folder: Path, profile: str) -> Iterator[None]:
    """Hold a profile for the time of a run.

    The operating system holds the lock, not the file: when the process dies in whatever way, the
    lock is free, and the text that is left in the file is no obstacle.

    Args:
        folder: where lock files are; created if needed.
        profile: name of the profile.

    Raises:
        ProfileInUse: another process holds it; the message names it.
        ConfigError: the name is none, or the file system cannot lock.
    """
    path = private(folder) / f"{profile_name(profile)}.lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _cannot_lock(path, error) from error
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        try:
            _lock(file.fileno())
        except (BlockingIOError, PermissionError) as error:
            raise _in_use(profile, _read_holder(path)) from error
        except OSError as error:
            raise _cannot_lock(path, error) from error
        _write(file.fileno(), json.dumps(_this_process().__dict__))
        try:
            yield
        finally:
            _write(file.fileno(), "")
            _unlock(file.fileno())


def alive(pid: int, birth: str = "") -> bool:
    """Tell whether a process is alive.

    Args:
        pid: its number.
        birth: what ``birth`` said of it then, so that another process that was given the same
            number later does not count; may be empty.
    """
    if now := birth_of(pid):
        return not birth or birth == now
    if _PROCESSES.exists():
        return False  # Linux knows every process of this person; that one is not among them
    if sys.platform == "win32":
        return _alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it lives, as somebody else's
    return True


def birth_of(pid: int) -> str:
    """Return what tells a process from a later one with its number, or "" where nothing does.

    A process that has ended and that its parent has not asked for yet counts as gone.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        text = (_PROCESSES.parent / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The command's name stands in parentheses and may hold spaces and parentheses itself.
    state, *fields = text.rpartition(")")[2].split()
    return "" if state in {"Z", "X"} else f"{boot}:{fields[18]}"


def _this_process() -> Holder:
    words = [Path(sys.argv[0]).name if sys.argv else ""]
    words += [word for word in sys.argv[1:2] if not word.startswith("-")]
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Holder(pid=os.getpid(), command=" ".join(words), since=now)


def _read_holder(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # it took the lock this very moment and has not written yet


def _write(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text.encode())


def _in_use(profile: str, holder: Holder | None) -> ProfileInUse:
    who = "another process"
    if holder:
        command = f"`{holder.command}`, " if holder.command else ""
        who = f"process {holder.pid} ({command}since {holder.since})"
    return ProfileInUse(
        f"profile `{profile}` is in use by {who}",
        "wait until it finishes, or stop it; another `--profile` can run at the same time",
    )


def _cannot_lock(path: Path, error: OSError) -> ConfigError:
    return ConfigError(
        f"{path} cannot be locked: {error.strerror}",
        "set OFFSWITCH_HOME to a folder of your own on a local disk",
    )


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

    def _alive_on_windows(pid: int) -> bool:
        # os.kill(pid, 0) would end the process there.
        still_active = 259
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, pid)  # noqa: FBT003 - Windows' own signature
        if not handle:
            return False
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == still_active

else:

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
