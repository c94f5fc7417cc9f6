"""Reaching a control on a page that is loaded anew, and reading it."""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.engine import neighbors
from offswitch.engine.answers import names, refuse_default
from offswitch.engine.draft import Draft
from offswitch.engine.landing import Arrival, opened_place
from offswitch.engine.neighbors import Fingerprint
from offswitch.engine.reach import reach
from offswitch.engine.reading import HOLD_SECONDS, PRESS_SECONDS, Reading, read_stable
from offswitch.engine.services import Services
from offswitch.engine.task import Task
from offswitch.errors import SettingError
from offswitch.model.words import Reason, State
from offswitch.screen import Screen


@dataclass(frozen=True)
class FreshReading:
    """A control that was reached and read.

    Attributes:
        lacking: names of the page's requests that had no good answer.
    """

    arrival: Arrival
    reading: Reading
    lacking: frozenset[str]

    def others(self) -> Fingerprint:
        """Describe every control of the page, before anything was opened on it and now."""
        arrival = self.arrival
        parts = list(arrival.found.parts.values())
        now = neighbors.watched_fingerprint(arrival.screen, parts)
        return arrival.before_opening.joined(now)


def read_afresh(
    task: Task,
    services: Services,
    draft: Draft,
    screen: Screen,
    *,
    begin: str = "",
    off: float = HOLD_SECONDS,
) -> FreshReading:
    """Reach the control on a page that is loaded anew, and read it.

    Raises:
        SettingError: it is not there, cannot be read, or the page may draw a mere default.
        Unreachable: the account could not be reached.
    """
    arrival = reach(task, services, screen, begin)
    draft.arrived(arrival.variant, arrival.screen)
    services.say("reading")
    arrival.screen.quiet.await_retries(arrival.screen.checkpoint, draft.known)
    try:
        reading = _read(task, services, arrival, off)
    except SettingError as error:
        if error.reason is Reason.UNREADABLE:
            refuse_default(arrival.screen, State.UNKNOWN, draft.known)
        raise
    services.saw(arrival.screen, arrival.variant, opened_place(arrival.route))
    lacking = names(arrival.screen.quiet.unanswered())
    refuse_default(arrival.screen, reading.state, draft.known)
    if reading.state is State.ON:
        draft.known |= lacking
    return FreshReading(arrival, reading, lacking)


def _read(task: Task, services: Services, arrival: Arrival, off: float) -> Reading:
    arrival.screen.mark_parts(list(arrival.found.parts.values()), "reading")
    on = HOLD_SECONDS if services.read_only else PRESS_SECONDS
    reading = read_stable(arrival.screen, arrival.found.read, on=on, off=off)
    if task.setting.read_state is None:
        return reading
    state = task.setting.read_state(arrival.screen)
    return Reading(state, reading.value, reading.signals, reading.disabled)
