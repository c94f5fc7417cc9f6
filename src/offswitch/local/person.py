"""Whether somebody sits at the terminal."""

from __future__ import annotations

import sys


def is_person_there() -> bool:
    """Return whether somebody can answer: standard input is a terminal, not a pipe or a file."""
    return sys.stdin.isatty()
