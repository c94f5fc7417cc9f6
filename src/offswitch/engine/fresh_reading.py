"""Reaching a control on a page that is loaded anew, and reading it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from offswitch.engine.answers import lacking_names, refuse_default
from offswitch.engine.bystanders import Bystanders
from offswitch.engine.draft import Draft
from offswitch.engine.in_force import refuse_draft, refuse_turned
from offswitch.engine.landing import Arrival, opened_place
from offswitch.engine.neighbors import Watch
from offswitch.engine.reach import reach
from offswitch.engine.reading import HOLD_SECONDS, PRESS_SECONDS, Reading, read_stable
from offswitch.engine.services import Services
from offswitch.engine.task import Task
from offswitch.engine.visit import FreshReading, KeptReadings
from offswitch.engine.visitors import refuse_visitors_choice
from offswitch.errors import SettingError, Unreachable
from offswitch.model.timings import Stage
from offswitch.model.words import Reason, State
from offswitch.screen import Screen


def read_afresh(
    task: Task,
    services: Services,
    draft: Draft,
    screen: Screen,
    *,
    begin: str = "",
    off: float = HOLD_SECONDS,
    readings: KeptReadings | None = None,
) -> FreshReading:
    """Reach the control on a page that is loaded anew, and read it.

    Args:
        task: the setting.
        services: the run's tools.
        draft: takes what is noticed on the way.
        screen: the page to use.
        begin: the way that led there before.
        off: seconds that an "off" must hold on a page that waits for nothing.
        readings: takes what is read of other settings on the same page, whose turn then needs no load.

    Raises:
        SettingError: it is not there, cannot be read, or the page may draw a mere default.
        Unreachable: the account could not be reached.
    """
    readings = readings or KeptReadings()
    if (kept := readings.take(task)) is not None:
        note(draft, kept)
        return kept
    with services.timed(Stage.REACH):
        arrival = reach(task, services, screen, begin)
    place = draft.arrived(arrival.variant, arrival.screen)
    services.say("reading")
    with services.timed(Stage.READ):
        arrival.screen.quiet.await_retries(arrival.screen.checkpoint, draft.known)
        others = Bystanders(arrival, readings.waiting)
        controls = Watch(list(arrival.found.parts.values()))
        look = controls.looking_on(arrival.screen, others.watched(arrival.found.read))
        try:
            reading = _read(task, services, arrival, look, off)
        except SettingError as error:
            if error.reason is Reason.UNREADABLE:
                refuse_default(arrival.screen, State.UNKNOWN, draft.known)
            raise
        services.saw(arrival.screen, arrival.variant, opened_place(arrival.route))
        lacking = lacking_names(arrival.screen)
        refuse_default(arrival.screen, reading.state, draft.known)
        refuse_draft(arrival.screen, reading.state)
        refuse_turned(arrival.screen, arrival.found.parts.values())
        refuse_visitors_choice(task, services, arrival.screen, reading.state)
        shown = arrival.before_opening.joined(controls.lately())
        found = FreshReading(arrival, reading, lacking, place, shown)
        note(draft, found)
        _keep_others(services, others, found, readings)
        return found


def note(draft: Draft, look: FreshReading) -> None:
    """Note in a draft where its control was read, and what that page lacked."""
    draft.stood_at(look.place)
    if look.reading.state is State.ON:
        draft.known |= look.lacking


def _keep_others(
    services: Services, others: Bystanders, look: FreshReading, readings: KeptReadings
) -> None:
    """Keep what was read beside a setting, where it held for as long as that state must."""
    for task, arrival, reading in others.held():
        if reading.state not in {look.reading.state, State.ON}:
            continue  # an "off" has to hold longer than the "on" that was watched
        with suppress(SettingError, Unreachable):
            refuse_default(arrival.screen, reading.state, services.records.proof_lacked(task))
            refuse_visitors_choice(task, services, arrival.screen, reading.state)
            warnings = (*look.place.warnings, *arrival.screen.warnings)
            place = replace(look.place, warnings=warnings)
            held = replace(reading, document=look.reading.document)
            readings.keep(task, replace(look, arrival=arrival, reading=held, place=place))


def _read(
    task: Task, services: Services, arrival: Arrival, look: Callable[[], Reading], off: float
) -> Reading:
    arrival.screen.mark_parts(list(arrival.found.parts.values()), "reading")
    on = HOLD_SECONDS if services.read_only else PRESS_SECONDS
    reading = read_stable(
        arrival.screen,
        look,
        on=on,
        off=off,
        holding=services.timed(Stage.HOLD),
    )
    if task.setting.read_state is None:
        return reading
    state = task.setting.read_state(arrival.screen)
    return replace(reading, state=state, why="")
