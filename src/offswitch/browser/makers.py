"""What Chrome, Chromium, and Edge ask their makers of their own accord."""

from __future__ import annotations

import fnmatch

_MAKERS = (
    "*.google.com",
    "*.googleapis.com",
    "*.gstatic.com",
    "*.gvt1.com",
    "*.bing.com",
    "*.live.com",
    "*.microsoft.com",
    "*.msn.com",
)
"""Hosts that Chrome, Chromium, and Edge ask of their own accord."""


def is_of_a_maker(place: str) -> bool:
    """Tell whether a ``host:port`` is one that a browser asks by itself, whatever page is open."""
    host = place.rpartition(":")[0]
    return any(fnmatch.fnmatchcase(host, glob) for glob in _MAKERS)
