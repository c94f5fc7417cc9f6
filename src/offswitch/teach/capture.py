"""Goes to the page where a setting should be, changes nothing, and takes the page's structure for a bundle."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from offswitch.engine import Outcome, Task, reconcile
from offswitch.engine.looking import look_closely
from offswitch.errors import ConfigError, Unreachable
from offswitch.look.bundling import Captured, bundle_of
from offswitch.look.redaction import kind_of
from offswitch.look.summary import PageSummary
from offswitch.look.visit import summary_of
from offswitch.model.geography import labels_of
from offswitch.model.text import fold, one_line
from offswitch.model.words import Reason, Status
from offswitch.packs.word_list import WordList, words_of
from offswitch.run.window import Window
from offswitch.screen import Screen, page_errors, structure_of
from offswitch.teach.subject import Subject
from offswitch.teach.trial import outcome_of
from offswitch.teach.visit import opened

_ELSEWHERE = frozenset({Reason.NOT_FOUND, Reason.NOT_OFFERED, Reason.LANGUAGE})
"""Why a setting was looked for in every way, so that the page at hand need not be the nearest one."""


@dataclass(frozen=True)
class PageTaken:
    """A page that was taken, and that nobody may see before it is redacted.

    Attributes:
        structure: as it is.
        summary: what a person would say of it.
        subject: the setting that was looked for.
        expected: what a check says of it there.
        words: that are no secret.
        account: what the page calls the person.
    """

    structure: Mapping[str, Any]
    summary: PageSummary
    subject: Subject
    expected: str
    words: WordList
    account: str

    def strange(self) -> list[str]:
        """Return what headings and controls say and no list of ours knows; only the person may tell it."""
        controls = [
            text
            for each in self.summary.controls
            for text in (each.label, each.section, each.question, each.dialog, *each.options)
        ]
        said = map(one_line, (*self.summary.headings, *self.summary.dialogs, *controls))
        texts = [text for text in dict.fromkeys(said) if text and not self.words.knows(text)]
        return [text for text in texts if kind_of(text) == "text"]

    def bundle(self, confirmed: Collection[str] = ()) -> Captured:
        """Return what may be given away.

        Args:
            confirmed: texts that the person said may be told.

        Raises:
            ConfigError: the page is too large.
        """
        return bundle_of(
            self.structure,
            self.words,
            setting=self.subject.id,
            expected={self.subject.id: self.expected},
            confirmed=frozenset(map(fold, confirmed)),
            account=self.account,
        )


def take_page(
    subject: Subject,
    *,
    profile: str,
    headless: bool,
    replica: str | None,
    passphrase: Callable[[], str] | None,
    ask: Callable[[str], None],
) -> PageTaken:
    """Look for a setting as a check does, and take the page where it is, or where it should be.

    Args:
        subject: the setting.
        profile: whose session.
        headless: without a window.
        replica: address of a replica to use instead of the real sites.
        passphrase: asks the person for the vault's passphrase.
        ask: is told what the person has to do in the window.

    Raises:
        Unreachable: the account could not be reached.
        ConfigError: no file knows the setting.
        OffswitchError: nothing could be begun.
    """
    setting = subject.setting
    if setting is None:
        raise ConfigError(f"no file knows {subject.id}", "see `offswitch settings`")
    with opened(
        subject,
        profile=profile,
        headless=headless,
        replica=replica,
        passphrase=passphrase,
        ask=ask,
    ) as window:
        task = Task(subject.pack.platform, setting, subject.pack.variants)
        outcome = reconcile(task, window)
        result = outcome.result
        if result.status is Status.UNREACHABLE:
            assert result.reason is not None
            raise Unreachable(result.reason, result.hint, "a page of nobody's makes no bundle")
        return _taken(window, subject, outcome)


def _taken(window: Window, subject: Subject, outcome: Outcome) -> PageTaken:
    screen, result = window.screen, outcome.result
    if result.reason in _ELSEWHERE:
        nearest = subject.start if subject.start != subject.pack.platform.home else ""
        if page := outcome.doubted_at or nearest:
            screen.goto(page)
    with page_errors(screen.address):
        _, observation = look_closely(screen, (), lambda: None)
        return PageTaken(
            structure=structure_of(screen.page, _openers(subject, screen)),
            summary=summary_of(screen, observation),
            subject=subject,
            expected=outcome_of(result),
            words=words_of(subject.pack),
            account=screen.account,
        )


def _openers(subject: Subject, screen: Screen) -> list[Any]:
    """Return the elements on the page that some layout presses to bring up the control."""
    rows = screen.survey().rows
    labels = {
        word
        for variant, route in subject.routes
        for name in route.open
        for label in labels_of(variant.file, name)
        for word in screen.under(variant.file, variant.lexicon).known_words(label)
    }
    return [row.node for row in rows if any(row.says(label) for label in labels)]
