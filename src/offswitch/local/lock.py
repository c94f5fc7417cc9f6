"""Locks that a process's end releases: one run at a time on a profile, and one writer at a time of a file."""

import contextlib
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from offswitch.errors import ConfigError, ProfileInUse
from offswitch.local.folders import private, profile_name

if sys.platform == "win32":
    import ctypes
    import msvcrt
else:
    import fcntl

# On Windows, other processes cannot read a locked byte, so the byte is far beyond the text.
_LOCKED_BYTE = 1 << 30
_PROCESSES = Path("/proc/self")
_LOOK_AGAIN_SECONDS = 0.05


@dataclass(frozen=True, kw_only=True)
class Holder:
    """The process that holds a profile's lock, as recorded by itself.

    Attributes:
        pid: Process id.
        command: Program and subcommand, without arguments, which may be secret.
        since: When it took the lock, in UTC.
    """

    pid: int
    command: str
    since: str


@contextlib.contextmanager
def profile_lock(folder: Path, profile: str) -> Iterator[None]:
    """Lock a profile for the duration of a run.

    The operating system keeps the lock, not the file: however the process dies, the lock is released,
    and text left in the file does no harm.

    Args:
        folder: Folder of the lock files; created if needed.
        profile: Name of the profile.

    Raises:
        ProfileInUse: Another process holds the lock; the message names it.
        ConfigError: The name is invalid, or the file system does not support locks.
    """
    path = private(folder) / f"{profile_name(profile)}.lock"
    with _lock_file(path) as file:
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


@contextlib.contextmanager
def waiting_lock(path: Path, *, seconds: float) -> Iterator[None]:
    """Wait until no other process holds a lock, and hold it.

    Args:
        path: Path of the lock file; its folder is created if needed. No profile's lock has a dot in its
            name, so a name with one is never a profile's.
        seconds: How long to wait at most.

    Raises:
        ConfigError: Another process holds it all that time, or the file system does not support locks.
    """
    private(path.parent)
    with _lock_file(path) as file:
        deadline = time.monotonic() + seconds
        while True:
            try:
                _lock(file.fileno())
                break
            except (BlockingIOError, PermissionError) as error:
                if time.monotonic() > deadline:
                    raise ConfigError(
                        f"another process keeps {path} locked", "wait until it ends, and try again"
                    ) from error
            except OSError as error:
                raise _cannot_lock(path, error) from error
            time.sleep(_LOOK_AGAIN_SECONDS)
        try:
            yield
        finally:
            _unlock(file.fileno())


def alive(pid: int, birth: str = "") -> bool:
    """Return whether a process is alive.

    Args:
        pid: Process id.
        birth: What ``birth_of`` returned for it earlier, so that a later process with the same id does
            not count; may be empty.
    """
    if now := birth_of(pid):
        return not birth or birth == now
    if _PROCESSES.exists():
        return False  # on Linux, every process of this person is listed, and this one is not
    if sys.platform == "win32":
        return _alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is alive and belongs to somebody else
    return True


def birth_of(pid: int) -> str:
    """Return what distinguishes a process from a later one with the same id, if anything does.

    A process that has ended but has not been reaped by its parent counts as gone.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        text = (_PROCESSES.parent / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The command's name is in parentheses, and may itself contain spaces and parentheses.
    state, *fields = text.rpartition(")")[2].split()
    return "" if state in {"Z", "X"} else f"{boot}:{fields[18]}"


def _lock_file(path: Path) -> IO[str]:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _cannot_lock(path, error) from error
    return os.fdopen(descriptor, "r+", encoding="utf-8")


def _this_process() -> Holder:
    words = [Path(sys.argv[0]).name if sys.argv else ""]
    words += [word for word in sys.argv[1:2] if not word.startswith("-")]
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Holder(pid=os.getpid(), command=" ".join(words), since=now)


def _read_holder(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # it has only just taken the lock, and has not written yet


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
