"""Secrets that came in the environment or from the program that started this one, which no program that this one starts may inherit."""

from __future__ import annotations

import os
from collections.abc import Iterable

_secrets: dict[str, str] = {}


def withhold(names: Iterable[str]) -> None:
    """Take variables out of this process's environment; ``secret`` still knows what they held."""
    for name in names:
        if (value := os.environ.pop(name, None)) is not None:
            _secrets[name] = value


def keep(name: str, value: str) -> None:
    """Let ``secret`` know what came another way than by the environment."""
    _secrets[name] = value


def secret(name: str) -> str:
    """Return what a variable holds, or held before it was withheld; empty if it was never set."""
    return os.environ.get(name) or _secrets.get(name, "")
