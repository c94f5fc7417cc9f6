"""Settings that can be switched on the same visit as another one, and proved in the same fresh window.

A site that takes each switch at once, and asks nothing, need not be visited once for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from offswitch.engine.draft import Draft
from offswitch.engine.fresh_reading import note
from offswitch.engine.services import Services
from offswitch.engine.switching import refuse_unknown_value
from offswitch.engine.task import Task
from offswitch.engine.visit import FreshReading, KeptReadings
from offswitch.errors import SettingError
from offswitch.model.geography import Route
from offswitch.model.words import State


def switched_beside(
    look: FreshReading, services: Services, readings: KeptReadings
) -> Iterator[tuple[Draft, FreshReading]]:
    """Yield what can be switched along with a setting, each with how its control was read.

    Args:
        look: the setting's own control, about to be pressed.
        services: the run's tools.
        readings: what was read beside it, and held for as long.
    """
    if not _is_taken_at_once(look.arrival.route):
        return
    for task in readings.waiting:
        beside = readings.take(task)
        if beside is None or beside.reading.document != look.reading.document:
            continue
        if not _is_to_be_switched(task, beside):
            continue
        draft = Draft(task)
        draft.known |= services.records.proof_lacked(task)
        note(draft, beside)
        draft.before = draft.after = beside.reading.state
        draft.value = beside.reading.value
        yield draft, beside


def _is_to_be_switched(task: Task, look: FreshReading) -> bool:
    """Tell whether a setting is as it would be before a change on a visit of its own."""
    setting, reading = task.setting, look.reading
    if reading.state is not State.ON or reading.disabled or task.restore is not None:
        return False
    if setting.before_confirm or setting.after_confirm or task.planned not in {None, reading.value}:
        return False
    try:
        refuse_unknown_value(look.arrival, task.goal)
    except SettingError:
        return False
    return _is_taken_at_once(look.arrival.route)


def _is_taken_at_once(route: Route) -> bool:
    """Tell whether the site takes a change with the click, without another one and without a question."""
    return route.save in {"instant", "autosave"} and not (route.committed or route.native)
