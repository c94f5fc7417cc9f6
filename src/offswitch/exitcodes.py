"""What the program's exit status means; the worst one wins."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command. 1 (Python's crash) and 2 (bad command line) are not ours."""

    OK = 0
    """All settings are off, switched off, or skipped on purpose."""
    PENDING = 3
    """Something is on, and a dry run or a check left it so."""
    FAILED = 4
    """At least one setting could not be read or proved, or the command itself failed."""
    UNREACHABLE = 5
    """An account could not be reached, or nothing at all could be read."""
    INTERRUPTED = 130
    """Ctrl-C."""
