"""Rewrites what the docs show of ``--help``: the block in `docs/reference.md`, and `docs/commands.md`.

``make docs`` runs this.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path

from offswitch.cli import app

REFERENCE = Path(__file__).parents[1] / "docs" / "reference.md"
BLOCK = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
COMMANDS = REFERENCE.with_name("commands.md")
_HEAD = """# All commands

What `offswitch COMMAND --help` prints. `make docs` writes this page. The [reference](reference.md) explains results,
exit codes, and variables.
"""
_COMMAND = re.compile(r"^  ([a-z]+) ", re.MULTILINE)


def help_text(*command: str) -> str:
    """Return what ``offswitch COMMAND --help`` prints in a terminal of 100 columns."""
    os.environ.update(COLUMNS="100", NO_COLOR="1")
    out = io.StringIO()
    with redirect_stdout(out), suppress(SystemExit):
        app([*command, "--help"], prog_name="offswitch")
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines()) + "\n"


def commands_text() -> str:
    """Return the page that shows the help of every command."""
    parts = [
        f"## offswitch {' '.join(each)}\n\n```text\n{shown}```\n" for each, shown in _commands()
    ]
    return "\n".join((_HEAD, *parts))


def _commands(*group: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each command below a group, with its help; a command that has some of its own is a group."""
    listed = help_text(*group).partition("\nCommands:")[2]
    for name in _COMMAND.findall(listed):
        command = (*group, name)
        shown = help_text(*command)
        yield command, shown
        if "\nCommands:" in shown:
            yield from _commands(*command)


def main() -> None:
    """Rewrite both."""
    COMMANDS.write_text(commands_text(), encoding="utf-8")
    text = REFERENCE.read_text(encoding="utf-8")
    shown = help_text()
    REFERENCE.write_text(BLOCK.sub(lambda _: shown, text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
