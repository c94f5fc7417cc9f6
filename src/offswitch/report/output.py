"""Where a report is written: a file is replaced, while a pipe or a device is written to directly."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from pathlib import Path
from typing import IO

from offswitch.errors import ConfigError
from offswitch.local.staged import BINARY, put

STDOUT = Path("-")
"""Stands for standard output in place of a file name."""

_DEVICES = (Path("/dev"), Path("/proc"))
_ORDINARY = Path("/dev/shm")  # noqa: S108 - a folder for regular files among the devices
_NAMED = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)


def write(path: Path, content: bytes) -> None:
    """Write a report where the person wants it.

    A regular file can be read only by its owner, since it is about their accounts, and it atomically
    replaces an earlier report. A link is replaced too; what it points to does not change. A pipe, a
    device or a descriptor is written to directly.

    Args:
        path: Path of the file; ``-`` is standard output.
        content: The whole report.

    Raises:
        ConfigError: The report cannot be written; an earlier one is unchanged.
        BrokenPipeError: The reader of standard output is gone.
    """
    number = _descriptor(path)
    if path == STDOUT or (number == 1 and sys.stdout is not None):
        _to_stdout(content)
        return
    try:
        if number is not None:
            _to_descriptor(number, content)
        elif _is_ordinary(path):
            put(path, content)
        else:
            _to_device(path, content)
    except OSError as error:
        raise _unwritable(str(path), error) from error


def _to_stdout(content: bytes) -> None:
    """Write the bytes unchanged: a page declares UTF-8 itself, whatever the terminal's encoding is."""
    output: IO[str] | None = sys.stdout
    if output is None:
        raise _unwritable("standard output", OSError(errno.EBADF, "it is closed"))
    try:
        output.flush()
        buffer = getattr(output, "buffer", None)
        if buffer is None:  # a replacement for standard output may accept only text
            output.write(content.decode())
        else:
            buffer.write(content)
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable("standard output", error) from error


def _to_descriptor(number: int, content: bytes) -> None:
    """Write at a descriptor's current position; reopening its file would write from the start."""
    # Descriptors that offswitch opened itself, such as the journal's, are not inheritable.
    if not os.get_inheritable(number):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    with os.fdopen(os.dup(number), "wb") as file:
        file.write(content)


def _to_device(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0) | BINARY)
    with os.fdopen(descriptor, "wb") as file:
        if stat.S_ISBLK(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is a disk")
        file.write(content)


def _descriptor(path: Path) -> int | None:
    """Return the number of this process's descriptor that a path stands for, if any."""
    # The path itself is not resolved, because what it links to must not be replaced.
    place = (_folder(path) / path.name).as_posix()
    found = re.fullmatch(rf"/(?:dev|proc/{os.getpid()})/fd/([0-9]{{1,9}})", place)
    return int(found[1]) if found else _NAMED.get(place)


def _is_ordinary(path: Path) -> bool:
    """Return whether the path is for a regular file, rather than one of the system's devices."""
    folder = _folder(path)
    if not folder.is_relative_to(_ORDINARY) and any(map(folder.is_relative_to, _DEVICES)):
        return False
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return True
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)


def _folder(path: Path) -> Path:
    # Unlike Path.resolve, this accepts a circle of links; opening the file then reports the problem.
    return Path(os.path.realpath(path.parent))


def _unwritable(place: str, error: OSError) -> ConfigError:
    hint = "choose a file in a folder that you can write to"
    if error.errno in _FULL:
        hint = "free some space, or choose a file on another disk; an earlier report is unchanged"
    return ConfigError(f"{place} cannot be written: {error.strerror or type(error).__name__}", hint)
