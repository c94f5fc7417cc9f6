"""Keeps the pages of changes that failed, from before the press to what came after it."""

from __future__ import annotations

from offswitch.look.moments import Moments
from offswitch.model.results import Result
from offswitch.model.words import ProofKind, Status
from offswitch.packs import Pack
from offswitch.packs.word_list import words_of
from offswitch.screen import Screen
from offswitch.spec import Setting
from offswitch.teach.capture import PageTaken
from offswitch.teach.subject import Subject
from offswitch.teach.trial import outcome_of


class FailedChanges:
    """The pages of the changes that failed in a run.

    Attributes:
        taken: by the full id of the setting; nobody may see them before they are redacted.
    """

    def __init__(self) -> None:
        self.taken: dict[str, PageTaken] = {}

    def steps(self) -> Moments:
        """See ``run.options.Recorder``."""
        return Moments()

    def ended(self, pack: Pack, setting: Setting, result: Result, screen: Screen) -> None:
        """See ``run.options.Recorder``."""
        moments = screen.steps
        assert isinstance(moments, Moments)
        taken = moments.of_change(kept=_is_kept(result)) if moments.has_begun else []
        if result.status is Status.FAILED and taken:
            self.taken[result.setting] = PageTaken(
                moments=taken,
                named=(),
                subject=Subject(pack, setting.id, setting),
                expected=outcome_of(result),
                words=words_of(pack),
                account=screen.account,
                command="run",
            )
        moments.forget()


def _is_kept(result: Result) -> bool:
    """Tell whether a fresh window showed what was wanted."""
    states = [each.state for each in result.proofs if each.kind is ProofKind.FRESH_CONTEXT]
    return bool(states) and states[-1] is result.wanted
