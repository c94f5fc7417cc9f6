"""From what a check shows and what a target knows to the messages that are new to it."""

from collections.abc import Iterator, Sequence

from offswitch.model.results import NewControl, Result
from offswitch.model.words import Reason
from offswitch.notify.memory import Message, Told
from offswitch.notify.sight import ENOUGH, Sight
from offswitch.wording import happened, said

_LONGEST = 12
_LABEL = 80


def news(sight: Sight, told: Told) -> Told:
    """Return what a target knows after this check, with the messages that it is owed for it.

    A message is owed for each event, not for each check: what is as it was told is not told again.
    """
    for step in (_alarm, _drift, _mended, _gone, _lost, _unread, _controls):
        told = step(sight, told)
    return told.model_copy(update={"broken": False})


def no_check(count: int, message: str, hint: str, told: Told) -> Told:
    """Return what a target knows after a check that did not come to its end."""
    if told.broken or count < ENOUGH:
        return told
    body = f"{message[:1].upper()}{message[1:]}.\n{hint[:1].upper()}{hint[1:]}."
    title = f"{count} checks in a row could not be done"
    return told.model_copy(update={"broken": True}).owing(Message(title=title, body=body))


def _alarm(sight: Sight, told: Told) -> Told:
    new = sight.alarm if sight.alarm != told.alarm else None
    told = told.model_copy(update={"alarm": sight.alarm})
    if new is None:
        return told
    body = (
        f"{new}\nThe run stopped there. Look at the page yourself; `offswitch history` tells more."
    )
    return told.owing(Message(title="Alarm: a control changed that no plan named", body=body))


def _drift(sight: Sight, told: Told) -> Told:
    new = [result for name, result in sight.drift.items() if name not in told.drift]
    told = told.model_copy(update={"drift": told.drift.union(sight.drift)})
    if not new:
        return told
    body = _lines([_drift_line(result) for result in new])
    title = f"{_uses(len(new))} on again"
    return told.owing(
        Message(title=title, body=f"{body}\n`offswitch run` switches off what is on.")
    )


def _drift_line(result: Result) -> str:
    if result.reason is Reason.DRIFT:
        return f"{result.title} ({result.setting})"
    return f"{result.title} ({result.setting}): switching it off again failed: {said(result)}"


def _mended(sight: Sight, told: Told) -> Told:
    told = told.model_copy(update={"drift": told.drift.difference(sight.mended)})
    if not sight.mended:
        return told
    lines = [f"{result.title} ({result.setting})" for result in sight.mended.values()]
    title = f"{_uses(len(lines))} off again; offswitch switched what came back"
    return told.owing(Message(title=title, body=_lines(lines)))


def _gone(sight: Sight, told: Told) -> Told:
    gone = sorted(told.drift & sight.off)
    if not gone:
        return told
    told = told.model_copy(update={"drift": told.drift - sight.off})
    title = f"{_uses(len(gone))} off again"
    return told.owing(Message(title=title, body=_lines(gone)))


def _lost(sight: Sight, told: Told) -> Told:
    new = {
        name: result for name, result in sight.lost.items() if told.lost.get(name) != result.reason
    }
    kept = {name: why for name, why in told.lost.items() if name not in sight.reached}
    reasons = {name: str(result.reason) for name, result in sight.lost.items()}
    told = told.model_copy(update={"lost": kept | reasons})
    if not new:
        return told
    lines = [f"{name}: {said(result)}; {result.hint}".rstrip("; ") for name, result in new.items()]
    signed_out = all(result.reason is Reason.SIGN_IN for result in new.values())
    title = "Signed out" if signed_out else "An account cannot be reached"
    body = f"{_lines(lines)}\nUntil then nothing can be said of its settings."
    return told.owing(Message(title=f"{title}: {', '.join(new)}", body=body))


def _unread(sight: Sight, told: Told) -> Told:
    new = [result for name, result in sight.unread.items() if name not in told.unread]
    known = (told.unread - sight.read).union(sight.unread)
    told = told.model_copy(update={"unread": known})
    if not new:
        return told
    lines = [f"{each.title} ({each.setting}): {said(each)}" for each in new]
    body = f"{_lines(lines)}\nThe page may have changed; a newer offswitch may know it."
    what = "1 setting" if len(new) == 1 else f"{len(new)} settings"
    title = f"{what} could not be read {ENOUGH} times in a row"
    return told.owing(Message(title=title, body=body))


def _controls(sight: Sight, told: Told) -> Told:
    new = [each for each in sight.controls if told.controls.get(_place(each)) != _change(each)]
    changes = {_place(each): _change(each) for each in new}
    told = told.model_copy(update={"controls": told.controls | changes})
    if not new:
        return told
    kinds = ", ".join(f"{_of_kind(new, kind)} {kind}" for kind in _kinds(new))
    body = _lines([_control_line(each) for each in new])
    return told.owing(Message(title=f"Controls: {kinds}", body=body))


def _place(control: NewControl) -> str:
    return f"{control.platform} / {control.section} / {control.label}"


def _change(control: NewControl) -> str:
    return f"{control.change} {control.before}".rstrip()


def _kinds(controls: Sequence[NewControl]) -> Iterator[str]:
    yield from dict.fromkeys(each.change for each in controls)


def _of_kind(controls: Sequence[NewControl], kind: str) -> int:
    return sum(each.change == kind for each in controls)


def _control_line(control: NewControl) -> str:
    # The words are the site's own, of any length.
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
