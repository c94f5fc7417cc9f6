"""The controls on a page as a numbered list, those first that sound like the setting.

The order is only a guess. Nothing is ever chosen by it: the person picks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from offswitch.look.parts import UNOPENED, grouped, why_unusable
from offswitch.look.summary import ControlSummary, PageSummary
from offswitch.model.text import fold

_WORD = re.compile(r"[^\W\d_]{2,}")
_TELLS_STATE = re.compile(
    r"^(turn(ed)? )?(on|off)\b|^(en|dis)abled?\b|\b(on|off|(en|dis)abled|(in)?active)\W*$"
)
"""How the name of a switch begins or ends that may be another one once it is switched."""
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "you",
        "your",
        "with",
        "from",
        "this",
        "that",
        "are",
        "our",
        "can",
        "use",
        "used",
        "uses",
        "using",
        "who",
        "what",
        "when",
        "not",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "or",
        "an",
        "is",
        "it",
        "as",
        "be",
        "do",
        "me",
        "my",
        "no",
        "so",
        "up",
        "us",
        "we",
        "if",
    ]
)
"""Words that tell nothing about a setting."""


@dataclass(frozen=True)
class Candidate:
    """One control that the person may mean.

    Attributes:
        group: a switch, a menu, or every radio button of one question.
        guess: how many of the setting's words it shares; those of its own count twice.
        why_not: why a selector file cannot name it; empty if it can.
        is_unopened: whether it is a menu whose options nobody sees before its list is open.
    """

    group: tuple[ControlSummary, ...]
    guess: int
    why_not: str
    is_unopened: bool = False

    @property
    def first(self) -> ControlSummary:
        """The control, or the first of its radio buttons."""
        return self.group[0]

    @property
    def label(self) -> str:
        """What a person would call it."""
        return self.first.question or " / ".join(self._own_labels) or "without a label"

    @property
    def _own_labels(self) -> list[str]:
        return [each.label for each in self.group if each.label]

    @property
    def section(self) -> str:
        """Where a person sees it."""
        return self.first.dialog or self.first.section

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen; nothing for a switch."""
        if self.first.kind == "menu":
            return self.first.options
        return tuple(each.label for each in self.group) if self.first.kind == "radio" else ()

    @property
    def shown(self) -> str:
        """What it shows: ``on`` or ``off``, the option that is chosen, or ``unknown``."""
        if self.first.kind != "radio":
            return self.first.state
        states = [each.state for each in self.group]
        if states.count("on") != 1 or "unknown" in states:
            return "unknown"
        return self.group[states.index("on")].label

    @property
    def may_be_named_by_its_state(self) -> bool:
        """Whether its name may be another one in another state: a line beside a menu, or words that tell the state."""
        if self.first.kind == "switch":
            return bool(_TELLS_STATE.search(fold(self.label)))
        words = rf"\b{re.escape(fold(self.shown))}\b"
        is_told = bool(re.search(words, fold(self.label)))
        return self.first.kind == "menu" and (self.first.is_named_beside or is_told)


def candidates(summary: PageSummary, words: Iterable[str]) -> list[Candidate]:
    """Return every control of a page, those first that share most words with the setting.

    Args:
        summary: the page.
        words: labels by which the setting is known, and its title.
    """
    known = _telling(words)
    found = [_candidate(group, known) for group in grouped(summary.controls)]
    return sorted(found, key=lambda each: (bool(each.why_not), -each.guess))


def _candidate(group: Sequence[ControlSummary], known: frozenset[str]) -> Candidate:
    reason = why_unusable(group)
    is_unopened = reason == UNOPENED
    return Candidate(
        tuple(group), _shared(group, known), "" if is_unopened else reason, is_unopened
    )


def _shared(group: Iterable[ControlSummary], known: frozenset[str]) -> int:
    group = list(group)
    own = [text for each in group for text in (each.label, each.question, *each.options)]
    around = [text for each in group for text in (each.section, each.dialog)]
    return 2 * len(_telling(own) & known) + len(_telling(around) & known)


def _telling(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(fold(text))) - _COMMON
