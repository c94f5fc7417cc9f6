"""Makes standard streams usable: closed ones, and those whose encoding lacks our characters."""

from __future__ import annotations

import codecs
import os
import sys

_PLAIN = {
    "✓": "+", "✗": "x", "●": "*", "○": "o", "•": "-", "·": "-", "→": "->", "←": "<-", "↺": "<", "…": "...",
    "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "×": "x", "✕": "x",  # noqa: RUF001
    "\N{NO-BREAK SPACE}": " ", "─": "-", "━": "-", "│": "|", "█": "#", "▏": "|", "▁": "_",
}  # fmt: skip
"""Characters we print that not every encoding has, and what replaces them."""
_HANDLER = "offswitch-plain"


def prepare_streams() -> None:
    """Make standard input, output, and error usable, whatever the program was started with.

    A closed stream acts like ``/dev/null``. Otherwise the next file to be opened would take its number, and
    the output of a child process would end up in that file. A character that the encoding lacks is replaced.
    """
    _fill_closed()
    codecs.register_error(_HANDLER, _plainly)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if (
            reconfigure is not None
        ):  # a program that uses us as a library may have replaced the stream
            reconfigure(errors=_HANDLER)


def can_hold_everything(encoding: str) -> bool:
    """Tell whether an encoding has every character."""
    return codecs.lookup(encoding).name.startswith("utf")


def _fill_closed() -> None:
    for number, mode in enumerate((os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # it gets the lowest free number, which is this one
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            way = "w" if number else "r"
            stream = open(number, way, encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays open
            setattr(sys, name, stream)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in text), error.end
