"""The processes of a run, found in /proc: its family, its browsers, and what they still have to do."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tests.e2e.waiting import until

PROFILE_FOLDER = re.compile(rb"--user-data-dir=([^\0]+)")


def processes() -> Iterator[tuple[int, int, str]]:
    """Number, parent and start time of every living process."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            state, parent, *rest = text.rpartition(")")[2].split()
            if state not in "ZX":
                yield int(entry.name), int(parent), rest[17]


def descendants(root: int) -> set[tuple[int, str]]:
    """Every process below one, with its start time: a number may be given to another later."""
    children: dict[int, list[tuple[int, str]]] = {}
    for pid, parent, start in processes():
        children.setdefault(parent, []).append((pid, start))
    found: set[tuple[int, str]] = set()
    heap = [root]
    while heap:
        below = children.get(heap.pop(), [])
        found.update(below)
        heap += [pid for pid, _ in below]
    return found


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def await_gone(family: set[tuple[int, str]]) -> None:
    """Wait until every process of a family is gone; also those that left it for another parent."""
    folders = {m[1] for pid, _ in family if (m := PROFILE_FOLDER.search(command_of(pid)))}

    def left() -> list[bytes]:
        commands = {(pid, start): command_of(pid) for pid, _, start in processes()}
        return [
            command[:200]
            for process, command in commands.items()
            if process in family or any(folder in command for folder in folders)
        ]

    until(lambda: not left(), why="a process is still there")


def is_pending(pid: int, number: int) -> bool:
    """Tell whether a signal was sent to a process, and the process has not taken it yet."""
    with suppress(OSError):  # it has ended
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        masks = re.findall(r"^(?:SigPnd|ShdPnd):\s+(\w+)", status, re.MULTILINE)
        return any(int(mask, 16) >> (number - 1) & 1 for mask in masks)
    return False


def renderers(family: set[tuple[int, str]]) -> list[int]:
    """Number of each living process of a family that draws pages."""
    return [pid for pid, _ in family if b"--type=renderer" in command_of(pid)]


def kill_all(processes: Iterable[int]) -> None:
    for pid in processes:
        with suppress(ProcessLookupError):  # it ended with another one
            os.kill(pid, signal.SIGKILL)


def is_browser(command: bytes) -> bool:
    return b"--user-data-dir=" in command and b"--type=" not in command
