"""Why a page that looks finished may still change."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_SECONDS = 12.0
"""A timer that is due later than this is not waited for."""


@dataclass(frozen=True)
class Waits:
    """Reasons why a page that looks finished may still change.

    Attributes:
        timers: seconds until each of its one-time timers.
        is_fed: whether it has an open socket or stream, a worker, or a repeating timer.
        is_asking: whether a request is under way whose answer it awaits.
        idle: seconds since it last changed, or asked to be called later; 0 while something moves.
        version: another one for each document, and once elements, attributes, text, or what is checked have
            changed, or something may have moved.
    """

    timers: tuple[float, ...] = ()
    is_fed: bool = False
    is_asking: bool = False
    idle: float = 0.0
    version: tuple[float, ...] = ()

    @property
    def document(self) -> tuple[float, ...]:
        """The part of the version that another document changes, and nothing else."""
        return self.version[:1]

    @property
    def rest(self) -> float:
        """For how many seconds it has waited for nothing that could change it."""
        is_due = any(0 < due <= LONGEST_SECONDS for due in self.timers)
        return 0.0 if self.is_fed or is_due else self.idle
