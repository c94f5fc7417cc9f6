"""The sealed files in a profile's folder, and the errors for those that cannot be used."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from offswitch.errors import VaultError
from offswitch.vault.keys import KeyMissing
from offswitch.vault.seal import Header, KeyLabel, SealBroken, WrongKey, read_header

SESSION = ".sealed"
FOLDER = ".sealed-folder"


def sealed_files(folder: Path, *suffixes: str) -> list[Path]:
    """Return the sealed files with one of these suffixes, sorted by name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in suffixes)


def headers(folder: Path) -> list[tuple[Path, Header]]:
    """Return every sealed file whose header can be read, along with the header."""
    found = []
    for path in sealed_files(folder, SESSION, FOLDER):
        with contextlib.suppress(SealBroken, OSError), path.open("rb") as file:
            found.append((path, read_header(file)))
    return found


def sealed_names(folder: Path) -> list[str]:
    """Return the names of the sealed things in a folder."""
    return sorted({path.stem for path in sealed_files(folder, SESSION, FOLDER)})


def uses_passphrase(folder: Path) -> bool:
    """Return whether anything in a folder is sealed with a passphrase."""
    return any(label.kind == "passphrase" for label in labels(folder))


def labels(folder: Path) -> set[KeyLabel]:
    """Return the label of every key that seals a file in the folder."""
    return {header.key for _, header in headers(folder)}


@contextlib.contextmanager
def opening(path: Path) -> Iterator[None]:
    """Turn any failure to open a file into an error that names the file.

    Raises:
        VaultError: Raised instead of ``KeyMissing``, ``SealBroken``, and ``OSError``.
    """
    try:
        yield
    except KeyMissing as error:
        raise VaultError(f"{path} cannot be opened: {error.message}", error.hint) from error
    except WrongKey as error:
        raise VaultError(
            f"{path} cannot be opened: {error}",
            "enter the passphrase that sealed it, if there was one; otherwise sign in again with `offswitch login`",
        ) from error
    except SealBroken as error:
        raise VaultError(
            f"{path} cannot be opened: {error}",
            "sign in again with `offswitch login`; the file is kept until then",
        ) from error
    except OSError as error:
        raise VaultError(
            f"{error.filename or path} cannot be used: {error.strerror}",
            "check the folder and its disk; the sealed file is kept",
        ) from error


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn any failure to write a file into an error that names the file.

    Raises:
        VaultError: Raised instead of ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise VaultError(
            f"{path} could not be written: {error.strerror}",
            "free some space or repair the folder; the previous file is kept",
        ) from error
