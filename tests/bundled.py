"""The selector files that come with the program, read once for all tests of a process."""

from __future__ import annotations

from functools import cache

from offswitch.packs import Library, Pack


@cache
def library() -> Library:
    return Library()


@cache
def pack(platform: str) -> Pack:
    return library().pack(platform)
