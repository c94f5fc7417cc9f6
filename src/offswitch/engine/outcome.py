"""What a setting's work came to, from what was read."""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.engine.asked import SIGN_IN_AGAIN
from offswitch.engine.draft import Draft
from offswitch.engine.services import Services
from offswitch.engine.task import Task
from offswitch.errors import SettingError
from offswitch.model.results import Result
from offswitch.model.words import Kind, ProofKind, Reason, Status


@dataclass(frozen=True)
class Outcome:
    """What one setting's work came to.

    Attributes:
        result: the setting's result.
        alarm: what to say when another control changed meanwhile.
        doubted_at: address of the page on which something may be the setting under another name.
        needs_turn: whether the page took it back when another setting was switched along, so that it needs a turn
            of its own.
    """

    result: Result
    alarm: str = ""
    doubted_at: str = ""
    needs_turn: bool = False


def left_on(task: Task, services: Services, draft: Draft) -> Result:
    """Say that it is on, whether a former run had it off, and what switches it off."""
    drifted = Reason.DRIFT if services.records.proved_off(task) else None
    only = f" --only {task.id}" if task.setting.kind is Kind.ACTION else ""
    story = "it was off and is on again" if drifted else "it is on"
    hint = f"{story}; `offswitch run{only}` switches it off"
    return draft.result(Status.PENDING, drifted, hint)


def is_of_a_dialog(problem: SettingError) -> bool:
    """Tell whether a problem is that the site asked, or told, something that no selector file knows."""
    return problem.reason is Reason.UNEXPECTED_DIALOG


def after_change(
    draft: Draft, problem: SettingError | None, *, refused: bool, sent: int, unknown: bool = False
) -> Result:
    """Every reading must show the wanted state; else say what is known to have gone wrong.

    Args:
        draft: with every reading in it.
        problem: what went wrong on the way.
        refused: whether the site answered with an error.
        sent: how many changing requests left the page.
        unknown: whether one of them was answered as of nobody who is signed in.
    """
    looks = [proof for proof in draft.proofs if proof.kind is ProofKind.FRESH_CONTEXT]
    seen = ", ".join(f"{proof.state} at {proof.at:%H:%M:%S} UTC" for proof in looks)
    if draft.is_proved:
        if problem is not None:
            draft.warnings.append(problem.message)
        if any(proof.state is not looks[-1].state for proof in looks):
            draft.warnings.append(f"fresh windows showed {seen}")
        return draft.result(Status.CHANGED)
    if draft.is_proved_afresh and not refused and sent and (not problem or is_of_a_dialog(problem)):
        draft.warnings.append(_told_afresh(draft, problem))
        return draft.result(Status.CHANGED)
    if problem is not None and (sent == 0 or is_of_a_dialog(problem)):
        hint = "; ".join(text for text in (problem.message, problem.hint) if text)
        return draft.result(Status.FAILED, problem.reason, hint)
    if refused:
        hint = "the site refused the change; try again later"
        if unknown:
            hint = f"the site does not know who asks, and refused the change; {SIGN_IN_AGAIN}"
        return draft.result(Status.FAILED, Reason.SAVE_ERROR, hint)
    causes = "; ".join(cause for cause in (problem and problem.message, draft.trouble) if cause)
    told = f" ({causes})" if causes else ""
    shown = [p.state for p in draft.proofs if p.kind is ProofKind.SAME_PAGE]
    page = "".join(f"the page showed {state} after the change, " for state in shown)
    hint = f"{page}a fresh window showed {seen}{told}"
    return draft.result(Status.FAILED, Reason.NOT_VERIFIED, hint)


def _told_afresh(draft: Draft, problem: SettingError | None) -> str:
    """Say why only fresh windows showed a change."""
    if problem is not None:
        return f"{problem.message}; two fresh windows showed the change"
    on_page = [proof for proof in draft.proofs if proof.kind is ProofKind.SAME_PAGE]
    if on_page[-1].tells_nothing:
        return "after the click, the control was not on the page any more; two fresh windows showed the change"
    return (
        "after the click, the page showed signals that contradict each other; fresh windows did not"
    )
