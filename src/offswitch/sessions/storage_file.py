"""The storage of origins in Playwright's storage state, held against what Playwright takes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", alias_generator=to_camel)


class _Entry(_Part):
    name: str
    value: str


class _Index(_Part):
    name: str
    key_path: str = ""
    key_path_array: list[str] = []
    multi_entry: bool
    unique: bool


class _Store(_Part):
    name: str
    auto_increment: bool
    key_path: str = ""
    key_path_array: list[str] = []
    records: list[dict[str, Any]]
    indexes: list[_Index]


class _Database(_Part):
    name: str
    version: int
    stores: list[_Store]


class _Origin(_Part):
    origin: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")]
    local_storage: list[_Entry]
    indexed_db: Annotated[list[_Database], Field(alias="indexedDB")] = []


_ORIGINS = TypeAdapter(list[_Origin])


def origins_of(data: object) -> list[dict[str, Any]]:
    """Return the origins of a storage state with their storage, as Playwright takes them.

    Raises:
        ValidationError: They are not what Playwright writes.
    """
    found = _ORIGINS.validate_python(data)
    return [origin.model_dump(exclude_unset=True, by_alias=True) for origin in found]
