"""Screenshots of the controls before and after a change, kept beside the journal and private."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from offswitch.journal import JournalReader
from offswitch.local.folders import private
from offswitch.model.scope import Scope

Side = Literal["before", "after"]
FOLDER = "crops"
_LARGEST = 3_000_000
_SAFE = re.compile(r"[A-Za-z0-9._-]+")


def keep_picture(folder: Path, run: str, setting: str, side: Side, png: bytes) -> Path | None:
    """Save one screenshot; its file name tells only the run, the setting and the side.

    Returns:
        The file, or None if the run or the setting cannot be part of a file name.
    """
    path = _path(folder, run, setting, side)
    if path is None:
        return None
    private(folder)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(png)
    return path


def pictures_of(journal: JournalReader, scope: Scope) -> dict[str, Mapping[str, str]]:
    """Return the screenshots of each setting's last change as data URLs."""
    folder = journal.path.parent / FOLDER
    found: dict[str, Mapping[str, str]] = {}
    for change in journal.changes(scope):
        if change.setting in found:
            continue
        sides: tuple[Side, Side] = ("before", "after")
        found[change.setting] = {
            side: _data(path)
            for side in sides
            if (path := _path(folder, change.run, change.setting, side)) and _is_ours(path)
        }
    return {setting: pictures for setting, pictures in found.items() if pictures}


def _path(folder: Path, run: str, setting: str, side: Side) -> Path | None:
    if not _SAFE.fullmatch(run) or not _SAFE.fullmatch(setting):
        return None
    return folder / f"{run}_{setting}_{side}.png"


def _is_ours(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= _LARGEST


def _data(path: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"
