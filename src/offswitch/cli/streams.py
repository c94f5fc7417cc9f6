"""Standard input and output as the program finds them: closed ones, and encodings that lack our signs."""

from __future__ import annotations

import codecs
import os
import sys

_PLAIN = {
    "✓": "+", "✗": "x", "●": "*", "○": "o", "•": "-", "·": "-", "→": "->", "←": "<-", "↺": "<", "…": "...",
    "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "×": "x", "✕": "x",  # noqa: RUF001
    "\N{NO-BREAK SPACE}": " ", "─": "-", "━": "-", "│": "|", "█": "#", "▏": "|", "▁": "_",
}  # fmt: skip
"""Signs of ours that not every encoding has, and what stands for them there."""
_HANDLER = "offswitch-plain"


def prepare_streams() -> None:
    """Make standard input, output and error usable, whatever the program was started with.

    A closed one is like ``/dev/null``: otherwise the next file that is opened would take its number, and
    what a child process prints would end in that file. A sign that the encoding lacks is written plainly.
    """
    _fill_closed()
    codecs.register_error(_HANDLER, _plainly)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # whoever calls us as a library may have put their own there
            reconfigure(errors=_HANDLER)


def can_hold_everything(encoding: str) -> bool:
    """Tell whether an encoding has every sign."""
    return codecs.lookup(encoding).name.startswith("utf")


def _fill_closed() -> None:
    for number, mode in enumerate((os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # it takes the lowest free number, which is this one
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
