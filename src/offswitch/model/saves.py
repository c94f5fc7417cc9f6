"""What a page sends while one control is switched."""

from collections.abc import Sequence
from dataclasses import dataclass

from offswitch.model.page_bundle import Answer


@dataclass(frozen=True, kw_only=True)
class Saves:
    """The changing requests of a page since writing was admitted; logs and pings are none.

    Attributes:
        sent: how many were sent.
        open: how many have no answer yet.
        declared: whether one that the selector file names was answered.
        quiet: seconds since the last was sent or answered.
        held_back: names of those that were not let through.
        unknown: whether one was answered with 401: the site does not know who asks.
        by_socket: whether the page saves over a web socket, where nobody can count what it sends.
    """

    sent: int = 0
    open: int = 0
    declared: bool = False
    quiet: float = 0.0
    held_back: tuple[str, ...] = ()
    unknown: bool = False
    by_socket: bool = False


def answer_of(saves: Saves, errors: Sequence[str]) -> Answer:
    """Return what became of a change, by what the page has sent."""
    if errors:
        return "error"
    if saves.open:
        return "open"
    return "well" if saves.sent or saves.by_socket else "nothing"
