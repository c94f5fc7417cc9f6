"""A folder for what a browser writes by the way, which a killed run cannot leave behind for good."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from offswitch.errors import ConfigError
from offswitch.local.lock import waiting_lock

_PREFIX = "offswitch-browser-"
_LOCK = ".in-use.lock"
_LONGEST = 40
"""A browser puts a socket into it, whose whole path may have about a hundred bytes."""
_SHORT = Path("/tmp")  # noqa: S108 - folders in it are made new, and private
_UNLOCKED_SECONDS = 3600.0
"""How long a folder without a lock stays: a process that has only just made it is about to lock it."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a private folder, and remove it in the end; first remove those of processes that were killed.

    The folder is locked while it is used. The system releases a lock when its process ends, however it ends,
    so a folder whose lock is free is used by nobody. Folders of other programs are never looked at.

    Raises:
        OSError: The folder cannot be made.
        ConfigError: The folder cannot be locked.
    """
    parent = _parent()
    _remove_leftovers(parent)
    folder = parent / f"{_PREFIX}{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.enter_context(waiting_lock(folder / _LOCK, seconds=0))
        yield folder


def _parent() -> Path:
    usual = Path(tempfile.gettempdir())
    too_long = len(os.fsencode(usual)) > _LONGEST and sys.platform != "win32"
    return _SHORT if too_long and os.access(_SHORT, os.W_OK | os.X_OK) else usual


def _remove_leftovers(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError, ConfigError):  # it is in use, or goes at this very moment
            if _is_ours(folder.lstat()):
                _remove_unused(folder)


def _is_ours(found: os.stat_result) -> bool:
    if not stat.S_ISDIR(found.st_mode):
        return False
    return sys.platform == "win32" or found.st_uid == os.getuid()


def _remove_unused(folder: Path) -> None:
    lock = folder / _LOCK
    if lock.exists():
        with waiting_lock(lock, seconds=0):
            shutil.rmtree(folder, ignore_errors=True)
    elif time.time() - folder.lstat().st_mtime < _UNLOCKED_SECONDS:
        return
    # Where a locked file cannot be removed, it can be now.
    shutil.rmtree(folder, ignore_errors=True)
