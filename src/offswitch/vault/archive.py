"""Turns a browser profile folder into a single stream, and back into a private folder."""

import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from offswitch.errors import VaultError
from offswitch.local.folders import private
from offswitch.local.staged import BINARY
from offswitch.vault.seal import SealBroken, Sealer, Unsealer

LARGEST = 500_000_000
"""The maximum size of a browser profile in bytes; one used only for signing in takes about ten million."""
_LENGTH = 4
_LONGEST_HEAD = 64 * 1024
_CACHES = frozenset(
    {
        "BrowserMetrics",
        "Cache",
        "CacheStorage",
        "Code Cache",
        "Crash Reports",
        "Crashpad",
        "DawnCache",
        "DawnGraphiteCache",
        "DawnWebGPUCache",
        "GPUCache",
        "GPUPersistentCache",
        "GrShaderCache",
        "GraphiteDawnCache",
        "Safe Browsing",
        "ScriptCache",
        "ShaderCache",
        "component_crx_cache",
        "extensions_crx_cache",
        "optimization_guide_model_store",
    }
)
"""Folders that a browser recreates, and that contain no part of a session."""


def write_head(head: bytes, sealer: Sealer) -> None:
    """Write the description that precedes a folder."""
    sealer.write(len(head).to_bytes(_LENGTH, "big") + head)


def read_head(unsealer: Unsealer) -> bytes:
    """Read the description that precedes a folder; the folder itself comes next.

    Raises:
        SealBroken: There is no description.
    """
    length = int.from_bytes(unsealer.read(_LENGTH), "big")
    if not 0 < length <= _LONGEST_HEAD:
        raise SealBroken("its content is not a browser's profile")
    return unsealer.read(length)


def pack(source: Path, sealer: Sealer) -> None:
    """Write a folder's contents into a seal.

    Links and sockets are left out, because a browser uses them only to mark that it is running, and so
    are caches. ``dereference`` writes a file with two names twice instead of as a link.

    Raises:
        VaultError: The folder is larger than any session.
    """
    paths = sorted(_worth_keeping(source))
    size = sum(path.stat().st_size for path in paths if path.is_file())
    if size > LARGEST:
        raise VaultError(
            f"the browser's profile is too large to seal: {size // 1_000_000} MB",
            "sign in again with `offswitch login`; the previous session is kept until then",
        )
    with tarfile.open(fileobj=cast("IO[bytes]", sealer), mode="w|", dereference=True) as tar:
        for path in paths:
            tar.add(path, arcname=path.relative_to(source).as_posix(), recursive=False)
    sealer.finish()


def _worth_keeping(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_symlink():
            continue
        if path.is_dir():
            if path.name not in _CACHES:
                yield path
                yield from _worth_keeping(path)
        elif path.is_file():
            yield path


def unpack(unsealer: Unsealer, target: Path) -> None:
    """Unpack a sealed folder into a new private folder, completely or not at all.

    Args:
        unsealer: Positioned at the start of the folder.
        target: A folder that does not exist yet, or is empty.

    Raises:
        SealBroken: The content is damaged, is too large, or names a path outside the folder.
        OSError: The target cannot be written.
    """
    if any(private(target).iterdir()):
        raise FileExistsError(0, f"{target} is not empty")
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", unsealer), mode="r|") as tar:
            left = LARGEST
            for member in tar:
                left -= member.size
                _place(tar, member, target, left)
        unsealer.read()  # the last chunk proves that nothing is missing
    except BaseException as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, tarfile.TarError):
            raise SealBroken("its content is damaged") from error
        raise


def _place(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path, left: int) -> None:
    if left < 0:
        raise SealBroken("it holds more than a session can")
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts or not (member.isfile() or member.isdir()):
        raise SealBroken("it holds something other than plain files in its folder")
    path = target.joinpath(*name.parts)
    if member.isdir():
        path.mkdir(mode=0o700)
        return
    content: Any = tar.extractfile(member)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(content, file)
