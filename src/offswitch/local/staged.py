"""Private files that are there whole or not at all."""

import errno
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from offswitch.local.lock import alive

_LEFTOVER = re.compile(r"\.(?P<pid>[0-9]+)-[0-9a-f]+\.tmp")
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP}  # what file systems of networks say that cannot do it
BINARY = getattr(os, "O_BINARY", 0)  # Windows would translate line ends in the middle of a seal


class Staged:
    """A new file beside its target, readable by nobody else from its first moment.

    ``commit`` puts it in the target's place in one step; before that the target is untouched. In
    the place of a link it comes itself: nothing is written where the link leads.

    Args:
        target: what it is to become.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self._path = target.with_name(f".{os.getpid()}-{secrets.token_hex(8)}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
        self.file: BinaryIO = os.fdopen(os.open(self._path, flags, 0o600), "wb")

    def finish(self) -> None:
        """Bring what was written to the disk itself."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()

    def commit(self) -> None:
        """Put it in the target's place; call ``finish`` before."""
        self._path.replace(self.target)
        sync_folder(self.target.parent)

    def discard(self) -> None:
        """Remove it, whatever state it is in; after ``commit`` nothing is left to remove."""
        # On a full disk closing fails as well: it tries to write what could not be written before.
        with suppress(OSError):
            self.file.close()
        self._path.unlink(missing_ok=True)


def put(target: Path, content: bytes) -> None:
    """Write a file of one piece; where that fails, the target is as it was and nothing is left beside.

    Args:
        target: what it is to become; its folder is there.
        content: all of it.

    Raises:
        OSError: it cannot be written.
    """
    staged = Staged(target)
    try:
        staged.file.write(content)
        staged.finish()
        staged.commit()
    finally:
        staged.discard()


def remove_leftovers(folder: Path) -> None:
    """Remove what writers that died in the middle have left; a living one keeps its file."""
    for path in folder.glob(".*.tmp"):
        found = _LEFTOVER.fullmatch(path.name)
        if found and not alive(int(found["pid"])):
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk, where the system can."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # files may be put into it, and its names may not be read
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)
