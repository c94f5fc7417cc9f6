"""Where sessions are unpacked while a run uses them, and how every trace of that is removed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offswitch.errors import VaultError
from offswitch.local.folders import Folders, profile_name
from offswitch.local.lock import profile_lock

_UNPACKED = "unpacked"
_REMOVALS = 20
_REMOVAL_SECONDS = 0.1


@contextmanager
def hold_profile(folders: Folders, profile: str) -> Iterator[None]:
    """Lock a profile, and remove anything that a crashed run left unpacked.

    Raises:
        ProfileInUse: Another process holds the lock.
        VaultError: A leftover cannot be removed.
    """
    with profile_lock(folders.data / "locks", profile):
        folder = scratch_folder(folders, profile_name(profile))
        if folder.exists():
            remove_unpacked(folder)
        yield


def scratch_folder(folders: Folders, profile: str) -> Path:
    """Return the folder in which a profile's sessions are unpacked."""
    return folders.data / _UNPACKED / profile


def unpacked_folders(folders: Folders) -> list[Path]:
    """Return the scratch folder of each profile that has something unpacked."""
    return sorted({path.parent for path in (folders.data / _UNPACKED).glob("*/*")})


def remove_unpacked(folder: Path) -> None:
    """Remove an unpacked folder, even if a browser that is closing still writes into it.

    Raises:
        VaultError: The folder cannot be removed.
    """
    for _ in range(_REMOVALS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_REMOVAL_SECONDS)
    raise VaultError(
        f"the session that a run left unpacked cannot be removed: {folder}",
        "it is not encrypted; close the browser that uses it, and delete the folder yourself",
    )
