"""Which messages a target is owed, given what a check found and what the target already knows."""

from collections.abc import Iterator, Sequence

from offswitch.model.results import NewControl, Result
from offswitch.model.words import Reason
from offswitch.notify.memory import Message, TargetState
from offswitch.notify.summary import ENOUGH, CheckSummary
from offswitch.wording import happened, said

_LONGEST = 12
_LABEL = 80


def after_check(summary: CheckSummary, state: TargetState) -> TargetState:
    """Return what a target knows after a check, including the messages that it is owed.

    Each event is one message, however many checks it lasts: nothing is reported twice until it changes.
    """
    for step in (_alarm, _drift, _mended, _gone, _lost, _unread, _controls):
        state = step(summary, state)
    return state.model_copy(update={"broken": False})


def after_failures(count: int, message: str, hint: str, state: TargetState) -> TargetState:
    """Return what a target knows after a check that could not be completed."""
    if state.broken or count < ENOUGH:
        return state
    body = f"{message[:1].upper()}{message[1:]}.\n{hint[:1].upper()}{hint[1:]}."
    title = f"{count} checks in a row could not be completed"
    return state.model_copy(update={"broken": True}).queue(Message(title=title, body=body))


def _alarm(summary: CheckSummary, state: TargetState) -> TargetState:
    new = summary.alarm if summary.alarm != state.alarm else None
    state = state.model_copy(update={"alarm": summary.alarm})
    if new is None:
        return state
    body = f"{new}\nThe run stopped there. Look at the page yourself; `offswitch history` has the details."
    return state.queue(
        Message(title="Alarm: a control changed that was not in the plan", body=body)
    )


def _drift(summary: CheckSummary, state: TargetState) -> TargetState:
    new = [result for name, result in summary.drift.items() if name not in state.drift]
    state = state.model_copy(update={"drift": state.drift.union(summary.drift)})
    if not new:
        return state
    body = _lines([_drift_line(result) for result in new])
    title = f"{_uses(len(new))} on again"
    return state.queue(
        Message(title=title, body=f"{body}\n`offswitch run` switches off what is on.")
    )


def _drift_line(result: Result) -> str:
    if result.reason is Reason.DRIFT:
        return f"{result.title} ({result.setting})"
    return f"{result.title} ({result.setting}): switching it off again failed: {said(result)}"


def _mended(summary: CheckSummary, state: TargetState) -> TargetState:
    state = state.model_copy(update={"drift": state.drift.difference(summary.mended)})
    if not summary.mended:
        return state
    lines = [f"{result.title} ({result.setting})" for result in summary.mended.values()]
    title = f"{_uses(len(lines))} off again; offswitch switched off what came back"
    return state.queue(Message(title=title, body=_lines(lines)))


def _gone(summary: CheckSummary, state: TargetState) -> TargetState:
    gone = sorted(state.drift & summary.off)
    if not gone:
        return state
    state = state.model_copy(update={"drift": state.drift - summary.off})
    title = f"{_uses(len(gone))} off again"
    return state.queue(Message(title=title, body=_lines(gone)))


def _lost(summary: CheckSummary, state: TargetState) -> TargetState:
    new = {
        name: result
        for name, result in summary.lost.items()
        if state.lost.get(name) != result.reason
    }
    kept = {name: why for name, why in state.lost.items() if name not in summary.reached}
    reasons = {name: str(result.reason) for name, result in summary.lost.items()}
    state = state.model_copy(update={"lost": kept | reasons})
    if not new:
        return state
    lines = [f"{name}: {said(result)}; {result.hint}".rstrip("; ") for name, result in new.items()]
    signed_out = all(result.reason is Reason.SIGN_IN for result in new.values())
    title = "Signed out" if signed_out else "An account cannot be reached"
    body = f"{_lines(lines)}\nUntil then, the state of its settings is unknown."
    return state.queue(Message(title=f"{title}: {', '.join(new)}", body=body))


def _unread(summary: CheckSummary, state: TargetState) -> TargetState:
    new = [result for name, result in summary.unread.items() if name not in state.unread]
    known = (state.unread - summary.read).union(summary.unread)
    state = state.model_copy(update={"unread": known})
    if not new:
        return state
    lines = [f"{each.title} ({each.setting}): {said(each)}" for each in new]
    body = f"{_lines(lines)}\nThe page may have changed; a newer version of offswitch may recognize it."
    what = "1 setting" if len(new) == 1 else f"{len(new)} settings"
    title = f"{what} could not be read {ENOUGH} times in a row"
    return state.queue(Message(title=title, body=body))


def _controls(summary: CheckSummary, state: TargetState) -> TargetState:
    new = [each for each in summary.controls if state.controls.get(_place(each)) != _change(each)]
    changes = {_place(each): _change(each) for each in new}
    state = state.model_copy(update={"controls": state.controls | changes})
    if not new:
        return state
    kinds = ", ".join(f"{_of_kind(new, kind)} {kind}" for kind in _kinds(new))
    body = _lines([_control_line(each) for each in new])
    return state.queue(Message(title=f"Controls: {kinds}", body=body))


def _place(control: NewControl) -> str:
    return f"{control.platform} / {control.section} / {control.label}"


def _change(control: NewControl) -> str:
    return f"{control.change} {control.before}".rstrip()


def _kinds(controls: Sequence[NewControl]) -> Iterator[str]:
    yield from dict.fromkeys(each.change for each in controls)


def _of_kind(controls: Sequence[NewControl], kind: str) -> int:
    return sum(each.change == kind for each in controls)


def _control_line(control: NewControl) -> str:
    # These texts come from the site and can have any length.
    site_words = ("section", "label", "before")
    cut = {name: getattr(control, name)[:_LABEL] for name in site_words}
    short = control.model_copy(update=cut)
    return f"{control.platform}: “{short.label}” {happened(short)}"


def _uses(count: int) -> str:
    return "1 data use is" if count == 1 else f"{count} data uses are"


def _lines(lines: Sequence[str]) -> str:
    shown = [f"- {line}" for line in lines[:_LONGEST]]
    if len(lines) > _LONGEST:
        shown.append(f"- and {len(lines) - _LONGEST} more")
    return "\n".join(shown)
