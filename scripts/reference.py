"""Rewrites the help block of `docs/reference.md` with what ``offswitch --help`` prints. ``make docs`` runs this."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

REFERENCE = Path(__file__).parents[1] / "docs" / "reference.md"
BLOCK = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_SHOW = "from offswitch.cli import app; app(['--help'], prog_name='offswitch')"


def help_text() -> str:
    """Return what ``offswitch --help`` prints in a terminal of 100 columns."""
    done = subprocess.run(
        [sys.executable, "-c", _SHOW],
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines()) + "\n"


def main() -> None:
    """Rewrite the block."""
    text = REFERENCE.read_text(encoding="utf-8")
    shown = help_text()
    REFERENCE.write_text(BLOCK.sub(lambda _: shown, text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
