"""Searches what the program prints and leaves behind for secrets, raw and in common encodings."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

_SHORTEST = 6


def written(secret: str) -> set[bytes]:
    """A secret in every way in which it could stand in a file."""
    raw = secret.encode()
    ways = {
        raw,
        quote(secret, safe="").encode(),
        json.dumps(secret)[1:-1].encode(),
        secret.replace("@", "&#64;").encode(),
        raw.hex().encode(),
        raw.hex().upper().encode(),
        secret.encode("utf-16-le"),
        secret.encode("utf-16-be"),
    }
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for lead in range(3):  # it may begin anywhere in a longer text
            code = encode(b"\0" * lead + raw).rstrip(b"=")
            ways.add(code[(0, 2, 3)[lead] : len(code) - 1])
    return {way for way in ways if len(way) >= _SHORTEST}


def leaks(secrets: Iterable[str], folder: Path, said: Iterable[str] = ()) -> Iterator[str]:
    """Where a secret stands: in a file of a folder, in a name, in what was said."""
    ways = {way: secret for secret in secrets if secret for way in written(secret)}
    places = [(str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    places += [("a name", str(path.relative_to(folder)).encode()) for path in folder.rglob("*")]
    places += [("what was said", text.encode()) for text in said]
    for place, content in places:
        for way, secret in ways.items():
            if way in content:
                yield f"{secret} in {place}"
