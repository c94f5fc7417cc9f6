"""Whether a person sits at the terminal."""

from __future__ import annotations

import sys


def is_person_there() -> bool:
    """Tell whether somebody can answer: standard input is a terminal, no pipe and no file."""
    return sys.stdin.isatty()
