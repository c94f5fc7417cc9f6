"""The person's own folder of selector files: what they showed is written there, listed, and removed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from offswitch.errors import ConfigError
from offswitch.local.folders import private
from offswitch.local.staged import put
from offswitch.model.geography import SelectorFile
from offswitch.packs.disk import parse, selector_files
from offswitch.packs.precedence import is_shown
from offswitch.teach.words import words_beside


@dataclass(frozen=True)
class OwnSetting:
    """One setting of a file of the person's own.

    Attributes:
        path: of the file.
        setting: full id; empty for a file that has none, or that is not in order.
        grade: of its evidence; empty if the file says none.
        seen: the day of its evidence.
        language: that it was seen in, as far as the file says.
        problem: what is wrong with the file; empty if nothing is.
    """

    path: Path
    setting: str = ""
    grade: str = ""
    seen: dt.date | None = None
    language: str = ""
    problem: str = ""


def keep(text: str, platform: str, version: str, shelf: Path, words: str = "") -> Path:
    """Write a file that a person showed, in place of what they showed of the same settings before.

    Args:
        text: the file.
        words: its words in the page's language, if it needs any.
        platform: that it is for.
        version: the layout that it describes.
        shelf: the person's own folder.

    Returns:
        Where it is.

    Raises:
        ConfigError: the folder cannot be made or written.
    """
    path = private(shelf / platform) / f"{version}.toml"
    if words:
        put(private(words_beside(path).parent) / path.name, words.encode())
    else:
        words_beside(path).unlink(missing_ok=True)
    put(path, text.encode())
    file, _ = parse(path)
    routes = set(file.data.routes) if file else set()
    for other in selector_files(shelf / platform):
        former, _ = parse(other) if other != path else (None, [])
        if former is not None and is_shown(former.data) and set(former.data.routes) <= routes:
            remove(other)
    return path


def remove(path: Path) -> None:
    """Remove a file of the person's own, and the words that were kept with it."""
    words_beside(path).unlink(missing_ok=True)
    path.unlink()


def own_settings(shelf: Path) -> list[OwnSetting]:
    """Return every setting in the person's own files, by file."""
    found: list[OwnSetting] = []
    for path in selector_files(shelf) if shelf.is_dir() else ():
        file, problems = parse(path)
        if file is None:
            found.append(OwnSetting(path, problem=problems[0]))
            continue
        found += _settings(path, file.data) or [OwnSetting(path)]
    return found


def to_remove(name: str, shelf: Path) -> Path:
    """Return the file that holds a setting and nothing else, or that goes by a name.

    Args:
        name: full id of a setting, or a file below the folder.
        shelf: the person's own folder.

    Raises:
        ConfigError: there is no such file, there are several, or it holds other settings, too.
    """
    known = own_settings(shelf)
    named = {each.path for each in known if name in _names(each.path, shelf)}
    holding = {each.path for each in known if each.setting == name}
    if len(named | holding) != 1:
        count = len(named | holding)
        raise ConfigError(
            f"{count} files of your own have {name}"
            if count
            else f"no file of your own has {name}",
            "`offswitch selectors list` shows them; name one as it stands there",
        )
    path = (named | holding).pop()
    others = {each.setting for each in known if each.path == path} - {name}
    if not named and others:
        raise ConfigError(
            f"{path} holds {', '.join(sorted(others))}, too", "name the file to remove all of it"
        )
    return path


def _settings(path: Path, data: SelectorFile) -> list[OwnSetting]:
    return [
        OwnSetting(
            path,
            f"{data.platform}.{name}",
            data.evidence[name].grade if name in data.evidence else "",
            data.evidence[name].seen if name in data.evidence else None,
            _language(data, name),
        )
        for name in data.routes
    ]


def _language(data: SelectorFile, name: str) -> str:
    """Return the language that a file says, else the one that its evidence was seen in."""
    if data.language:
        return data.language
    note = data.evidence[name].note if name in data.evidence else ""
    return note.removeprefix("seen in ").partition(",")[0] if note.startswith("seen in ") else ""


def _names(path: Path, shelf: Path) -> Sequence[str]:
    return str(path), path.relative_to(shelf).as_posix(), path.name
