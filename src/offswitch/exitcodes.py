"""What the program's exit status means; the worst one wins."""

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    OK = 0
    """All settings are off, switched off, or skipped on purpose."""
    BUG = 1
    """Something that nobody thought of; Python's own code for a crash."""
    USAGE = 2
    """The command line is invalid, or asks for a change that needs a person's yes where nobody is there."""
    PENDING = 3
    """Something is on, and a dry run or a check left it so."""
    FAILED = 4
    """At least one setting could not be read or proved, or the command itself failed."""
    UNREACHABLE = 5
    """An account could not be reached, or nothing at all could be read."""
    INTERRUPTED = 130
    """Ctrl-C."""


_RISING = (
    ExitCode.OK,
    ExitCode.PENDING,
    ExitCode.FAILED,
    ExitCode.UNREACHABLE,
    ExitCode.USAGE,
    ExitCode.BUG,
    ExitCode.INTERRUPTED,
)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the worst of some exit codes, of which there is at least one."""
    return max(codes, key=_RISING.index)
