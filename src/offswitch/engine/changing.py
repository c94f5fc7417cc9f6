"""Changing settings: each is switched once, read on the same page, and proved in a fresh window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import reduce

from offswitch.engine import neighbors
from offswitch.engine.beside import switched_beside
from offswitch.engine.draft import Draft
from offswitch.engine.fresh_reading import read_afresh
from offswitch.engine.in_force import Standing, lines_of
from offswitch.engine.landing import Arrival
from offswitch.engine.neighbors import Fingerprint, States, fingerprint
from offswitch.engine.outcome import Outcome, after_change, is_of_a_dialog
from offswitch.engine.reading import Reading
from offswitch.engine.saving import saving_story
from offswitch.engine.services import Services
from offswitch.engine.switching import read_same_page, switch
from offswitch.engine.task import Task
from offswitch.engine.visit import FreshReading, KeptReadings
from offswitch.errors import SettingError, Unreachable, why_ended
from offswitch.model.provisional import is_provisional
from offswitch.model.results import Result
from offswitch.model.saves import Saves
from offswitch.model.timings import Stage
from offswitch.model.words import ProofKind, Reason, State
from offswitch.screen import ControlSnapshot, Screen, page_errors
from offswitch.waiting import pause

_LAG_SECONDS = 9.0
"""How long a site may answer with what was there before a change: copies of its data lag."""


@dataclass
class _Change:
    """A change of one setting, from the click to its proof.

    Attributes:
        draft: takes every reading.
        before: the control as it was before, and not as wanted.
        own: its parts, where another control of the page is pressed before it.
        problem: what went wrong on the way.
        refused: whether the site refused it.
        sent: what the page had sent of it when the next control was pressed; None where none was.
    """

    draft: Draft
    before: FreshReading
    own: States = field(default_factory=dict)
    problem: SettingError | None = None
    refused: bool = False
    sent: Saves | None = None

    @property
    def task(self) -> Task:
        """What is changed."""
        return self.draft.task

    def saves(self, services: Services) -> Saves:
        """Return what the page has sent of it."""
        return self.sent or services.saves()

    def is_clean(self, services: Services) -> bool:
        """Tell whether the site answered it, and the page shows it."""
        shown = self.problem is None and self.draft.last_reached(ProofKind.SAME_PAGE)
        return self._is_answered(services) and shown

    def lags(self, services: Services) -> bool:
        """Tell whether the site answered it, and not everything shows it."""
        return self._is_answered(services) and not self.draft.is_proved

    def _is_answered(self, services: Services) -> bool:
        saves = self.saves(services)
        if self.problem is not None:
            # The page has sent something, and then asked or told something else.
            return saves.sent > 0 and not self.refused and is_of_a_dialog(self.problem)
        return (saves.sent > 0 or saves.by_socket) and not self.refused

    def result(self, services: Services) -> Result:
        """Return the setting's result."""
        saves = self.saves(services)
        self.draft.trouble = self.draft.trouble or saving_story(saves)
        return after_change(
            self.draft, self.problem, refused=self.refused, sent=saves.sent, unknown=saves.unknown
        )


def change(
    services: Services, draft: Draft, before: FreshReading, readings: KeptReadings
) -> Outcome:
    """Switch a control once, and those beside it that wait for their turn; prove the changes in a fresh window.

    Args:
        services: the run's tools.
        draft: of the setting; takes every reading.
        before: the control as it is now, and not as wanted.
        readings: what was read of other settings on the same page; takes the results of those that were
            switched along, whatever else comes of this, but for those that need a turn of their own.

    Raises:
        SettingError: nothing was pressed; ``stopped``, where another change has ended the run.
        Unreachable: the account was lost; what it says tells whether a change was begun.
    """
    with services.alone():
        return _change(services, draft, before, readings)


def _change(
    services: Services, draft: Draft, before: FreshReading, readings: KeptReadings
) -> Outcome:
    arrival = before.arrival
    lines = lines_of(arrival.screen)
    changes = [_Change(draft, before)]
    along = [
        _Change(other, look, fingerprint(arrival.screen.survey(), _parts(look.arrival)).own)
        for other, look in switched_beside(before, services, readings)
    ]
    with _begun(draft, arrival.screen):
        _press(changes[0], services)
        try:
            _press_along(changes, along, services)
            services.pressed()
            moved = _prove(changes, services, _standing(changes, lines))
        except BaseException as error:
            why = why_ended(error)
            readings.changed += [each.draft.cut_short(why, begun=True) for each in changes[1:]]
            raise
    results = [each.result(services) for each in changes]
    # A page that sends all its settings with each, as they were before, takes back all but the last.
    is_last_kept = not moved and changes[-1].draft.is_proved
    taken_back = [is_last_kept and each.lags(services) for each in changes]
    others = zip(results[1:], taken_back[1:], strict=True)
    readings.changed += [result for result, is_back in others if not is_back]
    names = ", ".join(result.setting for result in results)
    alarm = f"{names}: another control changed with it: {', '.join(moved)}" if moved else ""
    return Outcome(results[0], alarm, needs_turn=taken_back[0])


@contextmanager
def _begun(draft: Draft, screen: Screen) -> Iterator[None]:
    """Where a change was begun and the account or the page is lost before its proof, nothing read since counts.

    Raises:
        SettingError: as it came, if nothing was pressed; else ``not_verified``.
        Unreachable: as it came, saying that a change was begun.
    """
    clicks = screen.pace.clicks
    told = "a change was begun, and how it ended is not known"
    try:
        with page_errors(screen.address):
            yield
    except SettingError as error:
        if screen.pace.clicks == clicks:
            raise
        draft.prove(ProofKind.FRESH_CONTEXT, None)
        raise SettingError(Reason.NOT_VERIFIED, f"{told}: {error.message}", error.hint) from error
    except Unreachable as error:
        draft.prove(ProofKind.FRESH_CONTEXT, None)
        raise Unreachable(error.reason, f"{told}: {error.message}", error.hint) from error


def _press_along(changes: list[_Change], along: Sequence[_Change], services: Services) -> None:
    """Press other controls of the page, one after another, while the site takes each.

    Args:
        changes: takes what was pressed; what was not is left to its own turn.
        along: what may be pressed.
        services: the run's tools.
    """
    for each in along:
        if not changes[-1].is_clean(services) or _has_moved_others(changes):
            break
        changes[-1].sent = services.saves()
        changes.append(each)
        try:
            _press(each, services)
        except SettingError:
            changes.pop()


def _has_moved_others(changes: Sequence[_Change]) -> bool:
    """Tell whether the page shows another control in a state that it did not have before; the proof decides then."""
    parts = [part for each in changes for part in _parts(each.before.arrival)]
    now = fingerprint(changes[0].before.arrival.screen.survey(), parts)
    return bool(neighbors.changed(_standing(changes, frozenset()).controls, now))


def _standing(changes: Sequence[_Change], lines: frozenset[str]) -> Standing:
    """Return how the page was before, with what was pressed not among its other controls."""
    pressed = [Fingerprint(own=each.own) for each in changes[1:]]
    return Standing(reduce(Fingerprint.joined, pressed, changes[0].before.others), lines)


def _press(change: _Change, services: Services) -> None:
    """Switch the control and read it on the same page.

    Raises:
        SettingError: nothing was pressed.
    """
    task, arrival = change.task, change.before.arrival
    services.records.keep_picture(task, "before", _picture(arrival))
    services.say("putting it back" if task.restore else "switching off")
    with services.timed(Stage.SET):
        alerts = frozenset(arrival.screen.survey().alerts)
        before_commit: Reading | None = None
        clicks = arrival.screen.pace.clicks
        try:
            with page_errors(arrival.screen.address):
                before_commit = switch(task, services, arrival, change.before.reading)
        except SettingError as error:
            if arrival.screen.pace.clicks == clicks:
                raise  # nothing was pressed, so there is nothing to prove
            change.problem = error
        change.refused = bool(services.save_errors())
        new_alerts, same = frozenset[str](), None
        try:
            with page_errors(arrival.screen.address):
                new_alerts = frozenset(arrival.screen.survey().alerts) - alerts
                same = read_same_page(arrival, task.goal, before_commit)
        except SettingError as error:
            change.problem = change.problem or error
        change.draft.prove(ProofKind.SAME_PAGE, same)
        # A page that says "saved" also does so in an alert; only one that shows "on" again complains. And one
        # that says that more must follow has taken the change.
        complaints = [text for text in new_alerts if not is_provisional(text, "since")]
        change.refused |= bool(complaints) and not change.draft.last_reached(ProofKind.SAME_PAGE)


def _prove(changes: Sequence[_Change], services: Services, standing: Standing) -> tuple[str, ...]:
    """Read the controls in a fresh window, and once more in another one where that decides.

    Returns:
        The labels of other controls that have moved.
    """
    services.say("proving it in a fresh window")
    moved = _prove_afresh(changes, services, standing)
    again = changes if moved else [each for each in changes if each.lags(services)]
    if not again:
        return moved or ()
    screen = changes[0].before.arrival.screen
    with services.in_doubt() if moved else nullcontext():
        services.say("looking once more")
        pause(_LAG_SECONDS, screen.rest)
        return neighbors.last_told(moved, _prove_afresh(again, services, standing))


def _prove_afresh(
    changes: Sequence[_Change], services: Services, standing: Standing
) -> tuple[str, ...] | None:
    """Read the controls in a fresh window; those beside the first are read on its visit.

    Returns:
        The labels of other controls that have moved; None when the window could not tell.
    """
    readings = KeptReadings([each.task for each in changes[1:]])
    with services.timed(Stage.PROVE), services.fresh() as screen:
        told = [_prove_one(each, services, screen, standing, readings) for each in changes]
        for each, moved in zip(changes, told, strict=True):
            if each.task.setting.shared and moved is not None:
                each.draft.accounts = services.covered_accounts(screen)
    seen = [moved for moved in told if moved is not None]
    return tuple(dict.fromkeys(label for moved in seen for label in moved)) if seen else None


def _prove_one(
    change: _Change, services: Services, screen: Screen, standing: Standing, readings: KeptReadings
) -> tuple[str, ...] | None:
    """Read one control in a fresh window; what says there that more must come first proves nothing."""
    task, draft = change.task, change.draft
    try:
        seen = read_afresh(
            task, services, draft, screen, begin=change.before.arrival.by, readings=readings
        )
    except SettingError as error:
        draft.prove(ProofKind.FRESH_CONTEXT, None)
        draft.trouble = error.message
        return None
    reading, draft.trouble = seen.reading, standing.told_since(seen.arrival.screen)
    if draft.trouble:
        reading = replace(reading, state=State.UNKNOWN)
    draft.prove(ProofKind.FRESH_CONTEXT, reading, seen.lacking)
    services.records.keep_picture(task, "after", _picture(seen.arrival))
    return neighbors.changed(standing.controls, seen.others)


def _parts(arrival: Arrival) -> list[ControlSnapshot]:
    return list(arrival.found.parts.values())


def _picture(arrival: Arrival) -> bytes | None:
    return arrival.screen.picture(_parts(arrival))
