"""The one primitive: reconcile one setting.

reach → find → read → compare (a dry run and a check stop here) → set → prove. Plan and apply are the
same code up to the click. Only here do a setting's errors become a status.
"""

from __future__ import annotations

from offswitch.engine.acting import act
from offswitch.engine.changing import change
from offswitch.engine.draft import CutShort, Draft, status_of
from offswitch.engine.fresh_reading import read_afresh
from offswitch.engine.outcome import Outcome, left_on
from offswitch.engine.reach import visit_form
from offswitch.engine.reading import UNPROVED_SECONDS
from offswitch.engine.services import Services
from offswitch.engine.switching import refuse_unknown_value
from offswitch.engine.task import Task
from offswitch.engine.visit import FreshReading, KeptReadings
from offswitch.errors import SettingError, Unreachable, why_ended
from offswitch.model.results import Result
from offswitch.model.timings import Stage
from offswitch.model.words import BY_HAND, Kind, ProofKind, Reason, Status
from offswitch.screen import page_errors


def reconcile(task: Task, services: Services, readings: KeptReadings | None = None) -> Outcome:
    """Bring one setting to its wanted state, or say exactly why not.

    Args:
        task: the setting and the layouts it is known in.
        services: the run's tools.
        readings: what was read of it on visits for other settings, which only a look that changes nothing
            uses; takes what this one's visit shows of others, and the results of those changed along with it.

    Returns:
        The outcome. What went wrong is a result, not an error: ``unreachable`` ends the platform,
        an alarm ends the run.

    Raises:
        CutShort: the run cannot go on, because of the error that is its cause. It carries the result.
    """
    draft = Draft(task)
    try:
        with page_errors(services.screen.address):
            draft.known |= services.records.proof_lacked(task)
            return _reconcile(task, services, draft, _usable(readings, services))
    except (SettingError, Unreachable) as error:
        hint = "; ".join(text for text in (error.message, error.hint) if text)
        draft.ended_at(services.screen)
        if error.reason in BY_HAND and (day := services.records.done_by_hand(task)):
            draft.done, hint = day, f"you said on {day} that you did this"
        result = draft.result(status_of(error.reason), error.reason, hint)
        doubted_at = error.address if isinstance(error, SettingError) else ""
        return Outcome(result, doubted_at=doubted_at)
    except (KeyboardInterrupt, Exception) as error:
        begun = services.records.has_begun(task)
        raise CutShort(draft.cut_short(why_ended(error), begun=begun), error) from error


def _usable(readings: KeptReadings | None, services: Services) -> KeptReadings:
    """Leave out what was read earlier where anything may be changed: it says nothing after a change."""
    if readings is None:
        return KeptReadings()
    return readings if services.read_only else KeptReadings(readings.waiting, readings.changed)


def _reconcile(task: Task, services: Services, draft: Draft, readings: KeptReadings) -> Outcome:
    if task.setting.kind is Kind.GUIDE:
        raise SettingError(Reason.GUIDE, "only you can do this", "`offswitch guide` shows how")
    if task.setting.kind is Kind.FORM:
        with services.timed(Stage.REACH):
            visit_form(task, services)
    if task.setting.kind is Kind.ACTION:
        return act(task, services, draft)
    first = read_afresh(task, services, draft, services.screen, readings=readings)
    if not first.reading.shows(task.goal.state, task.goal.value):
        return _conclude(task, services, draft, first, readings)
    if services.wrote:
        # This window may have been told by itself what it shows.
        with services.fresh() as screen:
            second = read_afresh(task, services, draft, screen, begin=first.arrival.by)
            return _conclude(
                task,
                services,
                draft,
                second,
                KeptReadings(),
                kind=ProofKind.FRESH_CONTEXT,
                former=first,
            )
    if services.records.proved_off(task) or task.restore is not None:
        return _conclude(task, services, draft, first, readings)
    second = read_afresh(
        task,
        services,
        draft,
        services.screen,
        begin=first.arrival.by,
        off=UNPROVED_SECONDS,
        readings=readings,
    )
    return _conclude(task, services, draft, second, readings, former=first)


def _conclude(
    task: Task,
    services: Services,
    draft: Draft,
    look: FreshReading,
    readings: KeptReadings,
    *,
    kind: ProofKind = ProofKind.FRESH_LOAD,
    former: FreshReading | None = None,
) -> Outcome:
    """Say how it is, and switch it where it is not as wanted; an earlier look showed what is wanted."""
    reading = look.reading
    draft.before = draft.after = reading.state
    draft.value = reading.value
    if reading.disabled:
        raise SettingError(Reason.LOCKED, "the site does not let this be changed here")
    refuse_unknown_value(look.arrival, task.goal)
    if reading.shows(task.goal.state, task.goal.value):
        if former is not None:
            draft.prove(ProofKind.FRESH_LOAD, former.reading, former.lacking)
        draft.prove(kind, reading, look.lacking)
        if task.planned is not None:
            draft.warnings.append(
                "it was on when the plan was shown; something else switched it off"
            )
        return Outcome(draft.result(Status.OK))
    if former is not None:
        draft.warnings.append(
            f"a first look showed {former.reading.state}, a second one {reading.state}"
        )
    if services.read_only:
        return Outcome(_pending(task, services, draft, look, kind))
    if task.planned is not None and reading.value != task.planned:
        draft.warnings.append(f"the plan showed “{task.planned}”, and it is “{reading.value}” now")
        return Outcome(_pending(task, services, draft, look, kind))
    return change(services, draft, look, readings)


def _pending(
    task: Task, services: Services, draft: Draft, look: FreshReading, kind: ProofKind
) -> Result:
    draft.prove(kind, look.reading, look.lacking)
    return left_on(task, services, draft)
