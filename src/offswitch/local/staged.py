"""Private files that are written completely or not at all."""

import errno
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from offswitch.local.lock import alive

_LEFTOVER = re.compile(r"\.(?P<pid>[0-9]+)-[0-9a-f]+\.tmp")
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP}  # errors of network file systems that do not support it
BINARY = getattr(os, "O_BINARY", 0)  # otherwise Windows translates line endings


class Staged:
    """A new file beside its target, private from the moment it is created.

    ``commit`` atomically replaces the target; until then, the target is untouched. If the target is a
    link, the link is replaced, and what it points to does not change.

    Args:
        target: The file to replace.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self._path = target.with_name(f".{os.getpid()}-{secrets.token_hex(8)}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
        self.file: BinaryIO = os.fdopen(os.open(self._path, flags, 0o600), "wb")

    def finish(self) -> None:
        """Write everything to disk and close the file."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()

    def commit(self) -> None:
        """Replace the target; call ``finish`` first."""
        self._path.replace(self.target)
        sync_folder(self.target.parent)

    def discard(self) -> None:
        """Remove the file in whatever state it is; after ``commit``, there is nothing to remove."""
        # On a full disk, closing fails too, because it tries again to write what is left.
        with suppress(OSError):
            self.file.close()
        self._path.unlink(missing_ok=True)


def create(target: Path, text: str) -> None:
    """Write a text to a new file that only its owner can read, with the line endings of the text.

    Args:
        target: The file; its folder must exist.
        text: The whole content.

    Raises:
        OSError: There is such a file already, or it cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
    with os.fdopen(os.open(target, flags, 0o600), "wb") as file:
        file.write(text.encode())


def put(target: Path, content: bytes) -> None:
    """Write a whole file; if that fails, the target is unchanged and nothing is left beside it.

    Args:
        target: The file to write; its folder must exist.
        content: The whole content.

    Raises:
        OSError: The file cannot be written.
    """
    staged = Staged(target)
    try:
        staged.file.write(content)
        staged.finish()
        staged.commit()
    finally:
        staged.discard()


def remove_leftovers(folder: Path) -> None:
    """Remove the files that crashed writers have left; a process that is alive keeps its file."""
    for path in folder.glob(".*.tmp"):
        found = _LEFTOVER.fullmatch(path.name)
        if found and not alive(int(found["pid"])):
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Write a folder's list of names to disk, if the system supports that."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # a folder may be writable without being readable
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)
