"""Where a report goes: in the place of the former one, or straight to what is no plain file."""

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
"""Stands for standard output where a file could be named."""

_DEVICES = (Path("/dev"), Path("/proc"))
_ORDINARY = Path("/dev/shm")  # noqa: S108 - a folder for plain files, though it stands among the devices
_NAMED = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)


def write(path: Path, content: bytes) -> None:
    """Write a report where the person wants it.

    A plain file is readable by its owner only, since it tells of their accounts, and takes the
    place of a former one in one step. So does it in the place of a link, whose target nobody
    touches. A pipe, a device or a descriptor is written to as it is.

    Args:
        path: of the file; ``-`` is standard output.
        content: all of it.

    Raises:
        ConfigError: it cannot be written; a former report is as it was.
        BrokenPipeError: the reader of standard output has gone.
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
    """Write the bytes as they are: a page says itself that it is UTF-8, whatever the terminal is."""
    output: IO[str] | None = sys.stdout
    if output is None:
        raise _unwritable("standard output", OSError(errno.EBADF, "it is closed"))
    try:
        output.flush()
        buffer = getattr(output, "buffer", None)
        if buffer is None:  # a stand-in for standard output may take nothing but text
            output.write(content.decode())
        else:
            buffer.write(content)
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable("standard output", error) from error


def _to_descriptor(number: int, content: bytes) -> None:
    """Write where a descriptor stands now; its file opened anew would be written from the start."""
    # What offswitch opened itself, such as the journal, no other program would inherit.
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
    """Return the number of one of this process's own descriptors that a path stands for."""
    # Not the path itself: what it links to is the very thing that must not be replaced.
    place = (_folder(path) / path.name).as_posix()
    found = re.fullmatch(rf"/(?:dev|proc/{os.getpid()})/fd/([0-9]{{1,9}})", place)
    return int(found[1]) if found else _NAMED.get(place)


def _is_ordinary(path: Path) -> bool:
    """Tell whether a plain file is wanted; what stands among the devices is the system's own."""
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
    # Unlike Path.resolve, it takes a circle of links as it is; opening it then says what is wrong.
    return Path(os.path.realpath(path.parent))


def _unwritable(place: str, error: OSError) -> ConfigError:
    hint = "choose a file in a folder that you can write to"
    if error.errno in _FULL:
        hint = "free some space, or choose a file on another disk; an earlier report is unchanged"
    return ConfigError(f"{place} cannot be written: {error.strerror or type(error).__name__}", hint)
