"""Lines of TOML, for selector files that are drafted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def pair(key: str, value: object, decide: str = "") -> str:
    """Return a key with its value, and a comment where a person has to decide."""
    return f"{key} = {written(value)}" + (f"  # decide: {decide}" if decide else "")


def table(data: Mapping[str, Any]) -> str:
    """Return a table in one line."""
    return "{ " + ", ".join(f"{key} = {written(value)}" for key, value in data.items()) + " }"


def written(value: object) -> str:
    """Write a value as TOML does; a string of JSON is one of TOML."""
    return json.dumps(value, ensure_ascii=False)
