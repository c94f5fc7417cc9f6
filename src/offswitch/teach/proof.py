"""Reads a control twice by the file that was drafted, from pages that are loaded anew, as a run would."""

from __future__ import annotations

from offswitch.engine import Task
from offswitch.engine.draft import Draft
from offswitch.engine.fresh_reading import read_afresh
from offswitch.model.words import State
from offswitch.run.window import Window
from offswitch.screen import page_errors
from offswitch.teach.talk import Refused


def prove(window: Window, task: Task, seen: State) -> None:
    """Make sure that a way leads to the control, and that it reads as the person sees it, twice.

    Args:
        window: of a run that changes nothing.
        task: the setting, with the drafted file as its only layout.
        seen: the state that the person sees.

    Raises:
        SettingError: it is not found that way, or cannot be read.
        Refused: it is read as something else than the person sees.
        Unreachable: the account could not be reached.
    """
    draft = Draft(task)
    with page_errors(window.screen.address):
        first = read_afresh(task, window, draft, window.screen)
        _refuse_other(first.reading.state, seen)
        with window.fresh() as screen:
            second = read_afresh(task, window, draft, screen, begin=first.arrival.by)
    _refuse_other(second.reading.state, seen)


def _refuse_other(read: State, seen: State) -> None:
    if read is not seen:
        raise Refused(
            f"you see it {seen}, and a page loaded anew shows it {read}",
            "leave the control as it is while you show it, and begin again",
        )
