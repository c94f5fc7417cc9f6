"""Selector files and label files as they lie on the disk: found, read, and held against the format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from offswitch.errors import ConfigError, PackError
from offswitch.model.geography import SelectorFile
from offswitch.model.label_file import LabelFile
from offswitch.packs.toml_file import Unreadable, read_toml

LABELS = "labels"
"""Folder of a platform's words in other languages."""


@dataclass(frozen=True)
class File:
    """One selector file as read, before what it extends is merged in."""

    path: Path
    bundled: bool
    data: SelectorFile
    sha256: str = ""


@dataclass(frozen=True)
class Wording:
    """One file of words as read."""

    path: Path
    bundled: bool
    data: LabelFile
    sha256: str = ""


def bundled_folder() -> Path:
    """Return the folder of the bundled selector files: in the wheel, else in the checkout."""
    package = Path(__file__).resolve().parents[1] / "selectors"
    return package if package.is_dir() else Path(__file__).resolve().parents[3] / "selectors"


def selector_files(folder: Path) -> Iterator[Path]:
    """Return every selector file below a folder, in order."""
    yield from sorted(path for path in folder.rglob("*.toml") if path.parent.name != LABELS)


def files_below(path: Path) -> list[Path]:
    """Return a file itself, or every TOML file below a folder.

    Raises:
        ConfigError: there is none.
    """
    if path.is_dir():
        files = sorted(path.rglob("*.toml"))
        if not files:
            raise ConfigError(f"no selector file is in {path}", "give a folder that has some")
        return files
    if path.exists():
        return [path]
    raise ConfigError(f"no such file or folder: {path}", "give a selector file or a folder of them")


def is_bundled(path: Path) -> bool:
    """Tell whether a file came with offswitch."""
    return bundled_folder() in path.resolve().parents


def is_bundled_platform(platform: str) -> bool:
    """Tell whether a platform came with offswitch, whoever wrote the file that a setting was found by."""
    return (bundled_folder() / platform).is_dir()


def shown_path(path: Path) -> str:
    """Return the path of a file as a person knows it: below the checkout where it came with offswitch."""
    here = bundled_folder()
    return path.relative_to(here.parent).as_posix() if here in path.parents else str(path)


def parse(path: Path) -> tuple[File | None, list[str]]:
    """Read a selector file, or return ``file: place: reason`` for each thing that is wrong."""
    try:
        data, digest = read_toml(path)
        return File(path, is_bundled(path), SelectorFile.model_validate(data), digest), []
    except Unreadable as error:
        return None, [f"{path}: {error}"]
    except ValidationError as error:
        return None, _flatten(path, error)


def label_file(path: Path) -> Wording:
    """Read the words of one language.

    Raises:
        PackError: the file is invalid.
    """
    try:
        data, digest = read_toml(path)
        return Wording(path, is_bundled(path), LabelFile.model_validate(data), digest)
    except Unreadable as error:
        raise PackError([f"{path}: {error}"]) from error
    except ValidationError as error:
        raise PackError(_flatten(path, error)) from error


def label_problems(path: Path) -> list[str]:
    """Return what is wrong with a file of words."""
    try:
        label_file(path)
    except PackError as error:
        return list(error.problems)
    return []


_KINDS = frozenset(
    {"role", "href", "text", "row", "phrase", "attribute", "label", "key"}
    | {"switch", "choice", "action", "form", "guide"}
    | {"sign_in", "name"}
)


def _flatten(path: Path, error: ValidationError) -> list[str]:
    lines = []
    places = [item["loc"] for item in error.errors()]
    for item in error.errors():
        place = item["loc"]
        # A list whose entry is wrong is also told to be empty; once is enough.
        if item["type"] == "too_short" and any(p[: len(place)] == place != p for p in places):
            continue
        shown = ".".join(_as_written(place)) or "(file)"
        lines.append(f"{path}: {shown}: {item['msg'].removeprefix('Value error, ')}")
    return lines


def _as_written(place: Sequence[int | str]) -> list[str]:
    """Leave out the kind of a locator or control, which pydantic names as if it were a key."""
    kept: list[str] = []
    for index, part in enumerate(place):
        before = place[index - 1] if index else ""
        tagged = isinstance(before, int) or before in {"control", "session"}
        if not (tagged and part in _KINDS):
            kept.append(str(part))
    return kept
