"""Where offswitch keeps its files, and folders that nobody else can read."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from offswitch.errors import ConfigError

HOME_VARIABLE = "OFFSWITCH_HOME"
_PROFILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


@dataclass(frozen=True, kw_only=True)
class Folders:
    """The folders of one installation; they need not exist.

    Attributes:
        config: What the person wrote, such as their own selector files.
        data: What must be kept, such as sealed sessions and the journal.
        cache: What may be lost.
    """

    config: Path
    data: Path
    cache: Path


def folders() -> Folders:
    """Return the folders of this person, or those under ``$OFFSWITCH_HOME`` if it is set."""
    if home := os.environ.get(HOME_VARIABLE):
        root = Path(home).expanduser().absolute()
        return Folders(config=root / "config", data=root / "data", cache=root / "cache")
    return Folders(
        config=platformdirs.user_config_path("offswitch", appauthor=False),
        data=platformdirs.user_data_path("offswitch", appauthor=False),
        cache=platformdirs.user_cache_path("offswitch", appauthor=False),
    )


def private(path: Path) -> Path:
    """Make sure that a folder exists and that only this person can read it.

    Missing parents are created just as private. An existing folder that others can read, such as one
    restored from a backup, is made private.

    Args:
        path: The folder.

    Returns:
        The same path.

    Raises:
        ConfigError: Something else is in the way, or the folder cannot be created or written.
    """
    try:
        _make(path)
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o700)
    except OSError as error:
        raise _unusable(path, error.strerror or type(error).__name__) from error
    if not path.is_dir():
        raise _unusable(path, "a file is in the way")
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise _unusable(path, "it cannot be written")
    return path


def profile_name(name: str) -> str:
    """Return the name of a profile or a session if it is valid as part of a file name.

    Raises:
        ConfigError: The name has other characters or is too long.
    """
    if not _PROFILE.fullmatch(name):
        raise ConfigError(
            f"{name!r} is not a valid name for a profile or a session",
            "use up to 32 lowercase letters, digits, `-` and `_`, starting with a letter or digit",
        )
    return name


def _make(path: Path) -> None:
    # Path.mkdir(parents=True) would create the parents with the default mode.
    if path.exists():
        if not path.is_dir():
            raise FileExistsError(0, "a file is in the way")
        return
    if path.parent != path:
        _make(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)


def _unusable(path: Path, why: str) -> ConfigError:
    return ConfigError(
        f"the folder {path} cannot be used: {why}",
        f"make it a folder that you can write to, or set {HOME_VARIABLE} to another one",
    )
