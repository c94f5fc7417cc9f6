"""A browser's profile folder as one stream, and back into a private folder."""

import os
import shutil
import tarfile
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from offswitch.folders import private
from offswitch.vault.files import BINARY
from offswitch.vault.seal import SealBroken, Sealer, Unsealer


def pack(source: Path, sealer: Sealer) -> None:
    """Write a folder's files and folders into a seal.

    Links and sockets stay out: a browser only marks with them that it is running. ``dereference``
    writes a file with two names twice, rather than as a link.
    """
    with tarfile.open(fileobj=cast("IO[bytes]", sealer), mode="w|", dereference=True) as tar:
        for path in sorted(source.rglob("*")):
            if not path.is_symlink() and (path.is_file() or path.is_dir()):
                tar.add(path, arcname=path.relative_to(source).as_posix(), recursive=False)
    sealer.finish()


def unpack(unsealer: Unsealer, target: Path) -> None:
    """Write a sealed folder's content into a new private folder; all of it or nothing.

    Args:
        unsealer: at its beginning.
        target: a folder that is not there yet, or is empty.

    Raises:
        SealBroken: the content is damaged, or names a place outside the folder.
        OSError: it cannot be written.
    """
    if any(private(target).iterdir()):
        raise FileExistsError(0, f"{target} is not empty")
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", unsealer), mode="r|") as tar:
            for member in tar:
                _place(tar, member, target)
        unsealer.read()  # the last chunk says that nothing is missing
    except BaseException as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, tarfile.TarError):
            raise SealBroken("its content is damaged") from error
        raise


def _place(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts or not (member.isfile() or member.isdir()):
        raise SealBroken("it holds something that is no plain file of its folder")
    path = target.joinpath(*name.parts)
    if member.isdir():
        path.mkdir(mode=0o700)
        return
    content: Any = tar.extractfile(member)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(content, file)
