"""What a check says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from offswitch.exitcodes import ExitCode


class Verdict(StrEnum):
    """How a check came out."""

    OK = "ok"
    NOTE = "note"
    """Worth knowing; a run works all the same."""
    BAD = "bad"
    UNREACHABLE = "unreachable"
    """Without it an account cannot be reached."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        verdict: how it came out.
        found: what was found, in one line.
        hint: what to do, in one line; empty where there is nothing to do.
    """

    name: str
    verdict: Verdict
    found: str
    hint: str = ""


def exit_code(checks: Sequence[Check]) -> ExitCode:
    """Return the exit code for some checks, worst first."""
    verdicts = {check.verdict for check in checks}
    if Verdict.UNREACHABLE in verdicts:
        return ExitCode.UNREACHABLE
    return ExitCode.FAILED if Verdict.BAD in verdicts else ExitCode.OK
