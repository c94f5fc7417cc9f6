"""The storage of origins in Playwright's storage state, held against what Playwright takes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _Entry(_Part):
    name: str
    value: str


class _Index(_Part):
    name: str
    keyPath: str = ""  # noqa: N815 - Playwright's name, as are those below
    keyPathArray: list[str] = []  # noqa: N815
    multiEntry: bool  # noqa: N815
    unique: bool


class _Store(_Part):
    name: str
    autoIncrement: bool  # noqa: N815
    keyPath: str = ""  # noqa: N815
    keyPathArray: list[str] = []  # noqa: N815
    records: list[dict[str, Any]]
    indexes: list[_Index]


class _Database(_Part):
    name: str
    version: int
    stores: list[_Store]


class _Origin(_Part):
    origin: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")]
    localStorage: list[_Entry]  # noqa: N815
    indexedDB: list[_Database] = []  # noqa: N815


_ORIGINS = TypeAdapter(list[_Origin])


def origins_of(data: object) -> list[dict[str, Any]]:
    """Return the origins of a storage state with their storage, as Playwright takes them.

    Raises:
        ValidationError: They are not what Playwright writes.
    """
    found = _ORIGINS.validate_python(data)
    return [origin.model_dump(exclude_unset=True) for origin in found]
