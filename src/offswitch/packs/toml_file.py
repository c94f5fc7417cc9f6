"""A small regular file of TOML: no pipe, no device, and no more of it than a person would write."""

from __future__ import annotations

import hashlib
import os
import stat
import tomllib
from pathlib import Path
from typing import Any

LARGEST = 1_000_000
"""Bytes that a selector file may have; the largest bundled one has six thousand."""


class Unreadable(Exception):
    """A file cannot be read as TOML.

    Args:
        reason: why, in one line.
    """


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Return what a file says, and the SHA-256 of its bytes.

    Args:
        path: of a regular file, or a link to one.

    Raises:
        Unreadable: it is no small regular file, or no TOML.
    """
    content, digest = read_content(path)
    try:
        return tomllib.loads(content.decode("utf-8")), digest
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"not TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"cannot be read: {error.__class__.__name__}") from error
    except RecursionError as error:
        raise Unreadable("not TOML that can be read: its lists or tables are too deep") from error
    except ValueError as error:  # Python's own limit for the digits of a number
        raise Unreadable("not TOML that can be read: a number in it is too long") from error


def read_content(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a small regular file, and their SHA-256.

    Args:
        path: of a regular file, or a link to one.

    Raises:
        Unreadable: it is none, or cannot be read.
    """
    try:
        content = _content(path)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.__class__.__name__}") from error
    return content, hashlib.sha256(content).hexdigest()


def _content(path: Path) -> bytes:
    _refuse_irregular(path.stat())  # before it is opened: opening a device may do something
    # Another file may have its name by now, and a pipe must not keep us waiting.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        _refuse_irregular(os.fstat(descriptor))
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unreadable(f"larger than the {LARGEST:,} bytes that a selector file may have")
    return content


def _refuse_irregular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("not a regular file")
