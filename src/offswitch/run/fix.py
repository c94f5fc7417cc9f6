"""A check that switches off again what came back, where the person agreed to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from offswitch.errors import OffswitchError
from offswitch.model.results import Report, Result
from offswitch.model.words import Reason, Status
from offswitch.run.options import Options


@dataclass(frozen=True)
class Mended:
    """A check, and what was done about it.

    Attributes:
        found: what the check read.
        report: the same, with the drifted settings as they came out in the end.
    """

    found: Report
    report: Report


def check_and_mend(
    options: Options,
    carry_out: Callable[[Options], Report],
    agree: Callable[[Sequence[Result]], bool],
) -> Mended:
    """Check, then run for the drifted settings only.

    Args:
        options: of the check.
        carry_out: carries out one run.
        agree: tells whether these drifted settings may be switched off; asked only if there are any.
    """
    found = carry_out(options)
    came_back = drifted(found)
    ended_early = found.run.alarm or found.run.error or found.run.interrupted
    if not came_back or ended_early or not agree(came_back):
        return Mended(found, found)
    names = tuple(result.setting for result in came_back)
    platforms = tuple(dict.fromkeys(result.platform for result in came_back))
    try:
        done = carry_out(replace(options, mode="run", only=names, platforms=platforms))
    except OffswitchError as error:  # nothing was begun; what the check found is not lost for it
        run = found.run.model_copy(update={"error": error.message, "hint": error.hint})
        return Mended(found, found.model_copy(update={"run": run}))
    return Mended(found, combined(found, done))


def drifted(report: Report) -> list[Result]:
    """Return the results of settings that were off and are on again."""
    return [result for result in report.results if result.reason is Reason.DRIFT]


def combined(found: Report, done: Report) -> Report:
    """Return the check's report with what the run after it came to.

    It is the report of the run, which is in the journal under its own name, since the check began.
    A setting that the run left alone, such as one that needs its own consent, stays what it is: on.
    """
    outcomes = {each.setting: each for each in done.results if each.status is not Status.SKIPPED}
    return found.model_copy(
        update={
            "run": done.run.model_copy(update={"started": found.run.started}),
            "results": tuple(outcomes.get(each.setting, each) for each in found.results),
            "new_controls": (
                *found.new_controls,
                *(each for each in done.new_controls if each not in found.new_controls),
            ),
            "timings": found.timings and done.timings and found.timings.plus(done.timings),
        }
    )
