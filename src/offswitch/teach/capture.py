"""Goes to the page where a setting should be, changes nothing, and takes the pages on the way for a bundle."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from offswitch.engine import Outcome, Task, reconcile
from offswitch.engine.looking import look_closely
from offswitch.errors import ConfigError, Unreachable
from offswitch.look.bundling import Captured, bundle_of
from offswitch.look.moments import Moment, Moments
from offswitch.look.names import named_on
from offswitch.look.redaction import kind_of
from offswitch.look.summary import PageSummary
from offswitch.look.visit import summary_of
from offswitch.model.page_bundle import Command
from offswitch.model.text import fold, one_line
from offswitch.model.words import Reason, Status
from offswitch.packs import Library
from offswitch.packs.word_list import WordList, words_of
from offswitch.run.window import Window
from offswitch.screen import PageAtHand, page_errors
from offswitch.teach.subject import Subject
from offswitch.teach.trial import outcome_of
from offswitch.teach.visit import opened

_ELSEWHERE = frozenset({Reason.NOT_FOUND, Reason.NOT_OFFERED, Reason.LANGUAGE})
"""Why a setting was looked for in every way, so that the page at hand need not be the nearest one."""


@dataclass(frozen=True)
class PageTaken:
    """Pages that were taken, and that nobody may see before they are redacted.

    Attributes:
        moments: as they are, the setting's own page first.
        named: what headings, dialogs, and controls are called on that one, as a person would say.
        subject: the setting that was looked for.
        expected: what a check says of it there; or a run, if that is the command.
        words: that are no secret.
        account: what the page calls the person.
    """

    moments: list[Moment]
    named: Sequence[str]
    subject: Subject
    expected: str
    words: WordList
    account: str
    command: Command = "check"

    def strange(self) -> list[str]:
        """Return what headings and controls say and no list of ours knows; only the person may tell it."""
        by_structure = [text for each in self.moments for text in named_on(each.structure["nodes"])]
        said = map(one_line, (*self.named, *by_structure))
        texts = [text for text in dict.fromkeys(said) if text and not self.words.knows(text)]
        return [text for text in texts if kind_of(text) == "text"]

    def bundle(self, confirmed: Collection[str] = ()) -> Captured:
        """Return what may be given away.

        Args:
            confirmed: texts that the person said may be told.

        Raises:
            ConfigError: the pages are too large.
        """
        return bundle_of(
            self.moments,
            self.words,
            setting=self.subject.id,
            expected={self.subject.id: self.expected},
            confirmed=frozenset(map(fold, confirmed)),
            account=self.account,
            public=_public(self.subject),
            command=self.command,
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
    """Look for a setting as a check does, and take the page where it is, or where it should be, and those before.

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
        steps=(moments := Moments()),
    ) as window:
        task = Task(subject.pack.platform, setting, subject.pack.variants)
        outcome = reconcile(task, window)
        result = outcome.result
        if result.status is Status.UNREACHABLE:
            assert result.reason is not None
            raise Unreachable(result.reason, result.hint, "a page without an account is of no use")
        return _taken(window, subject, outcome, moments)


def _taken(window: Window, subject: Subject, outcome: Outcome, moments: Moments) -> PageTaken:
    screen, result = window.screen, outcome.result
    if result.reason in _ELSEWHERE:
        nearest = subject.start if subject.start != subject.pack.platform.home else ""
        if page := outcome.doubted_at or nearest:
            screen.goto(page)
    with page_errors(screen.address):
        _, observation = look_closely(screen, (), lambda: None)
        return PageTaken(
            moments=moments.end(PageAtHand(screen.page)),
            named=_named(summary_of(screen, observation)),
            subject=subject,
            expected=outcome_of(result),
            words=words_of(subject.pack),
            account=screen.account,
        )


def _named(summary: PageSummary) -> list[str]:
    controls = (
        text
        for each in summary.controls
        for text in (each.label, each.section, each.question, each.dialog, *each.options)
    )
    return [*summary.headings, *summary.dialogs, *controls]


def _public(subject: Subject) -> frozenset[str]:
    """Return the addresses of the platform's pages that came with offswitch; a person's own files may have others."""
    name, bundled = subject.pack.platform.name, Library()
    if name not in bundled.platforms():
        return frozenset()
    pack = bundled.pack(name)
    return pack.addresses.union(*(each.addresses for each in pack.others))
