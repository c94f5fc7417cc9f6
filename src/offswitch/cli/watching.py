"""What ``check`` does besides looking: switch off what came back, and send messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offswitch.cli.common import tag, tell
from offswitch.cli.prompts import agrees, ask_passphrase
from offswitch.local.person import is_person_there

if TYPE_CHECKING:
    from offswitch.model.results import Report, Result
    from offswitch.model.scope import Scope
    from offswitch.notify import Notifier
    from offswitch.run.options import Options

_ROWS = 500
"""How many rows to search for the last check, and for the platforms that were ever reached."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """A check, and what the person wants done about its findings.

    Attributes:
        profile: whose sessions to use.
        fix: switch off again what came back.
        yes: do so without asking, if a person is there.
        notify: addresses, or names of sealed ones.
        replica: address of a replica.
    """

    profile: str
    fix: bool
    yes: bool
    notify: Sequence[str]
    replica: str | None

    @property
    def _scope(self) -> Scope:
        from offswitch.model.scope import Scope

        return Scope.of(self.profile, self.replica)

    def refuse_without_consent(self) -> None:
        """Refuse to change anything if nobody is there and nobody agreed in advance.

        Raises:
            ConfigError: nobody is at the terminal, and nobody agreed in advance.
        """
        from offswitch.errors import ConfigError
        from offswitch.schedule.entry import consents

        if self.fix and not is_person_there() and not consents(self.profile):
            raise ConfigError(
                f"nobody agreed to changes in profile {self.profile} without being asked",
                "agree with `offswitch schedule install --fix`, or start it in a terminal",
            )

    def is_due(self) -> bool:
        """Tell whether the profile's schedule says that a check is due."""
        import datetime as dt

        from offswitch.journal import JOURNAL, read_journal
        from offswitch.local.folders import folders
        from offswitch.schedule.due import is_due
        from offswitch.schedule.entry import load

        entry = load(self.profile)
        if entry is None:
            return False
        with read_journal(folders().data / JOURNAL) as journal:
            runs = journal.runs(self._scope, limit=_ROWS)
            return is_due(entry, runs, journal.results, dt.datetime.now(dt.UTC))

    def __call__(self, options: Options, carry_out: Callable[[Options], Report]) -> Report:
        """Carry out the check, the fix, and the messages; messages never change the outcome."""
        from offswitch.errors import OffswitchError, ProfileInUse

        notifier = self._notifier() if self.notify else None
        try:
            found, report = self._look(options, carry_out)
        except ProfileInUse:
            raise  # another run is at work right now
        except OffswitchError as error:
            if notifier:
                notifier.failed(error)
            raise
        if notifier:
            self._tell(notifier, found, report)
        return report

    def _tell(self, notifier: Notifier, found: Report, report: Report) -> None:
        from offswitch.errors import OffswitchError
        from offswitch.model.words import Reason, Status

        lost = all(
            each.status is Status.UNREACHABLE or each.reason is Reason.STOPPED
            for each in report.results
        )
        if report.run.error and lost and not report.run.interrupted:
            notifier.failed(OffswitchError(report.run.error, report.run.hint))
        else:
            notifier.report(found, report)

    def _look(
        self, options: Options, carry_out: Callable[[Options], Report]
    ) -> tuple[Report, Report]:
        if not self.fix:
            found = carry_out(options)
            return found, found
        from offswitch.run.fix import check_and_mend

        done = check_and_mend(options, carry_out, self._agree)
        return done.found, done.report

    def _agree(self, came_back: Sequence[Result]) -> bool:
        if self.yes or not is_person_there():
            return True  # the consent was checked before
        for result in came_back:
            tell(f"  {result.title}", self.replica)
        return agrees(f"{tag(self.replica)}Switch off again what came back?")

    def _notifier(self) -> Notifier:
        from offswitch.local.folders import folders
        from offswitch.notify import Notifier, memory_folder, targets_of
        from offswitch.vault.addresses import ADDRESSES, Addresses

        data = folders().data
        addresses = Addresses(data / ADDRESSES, self.profile, ask_passphrase())
        return Notifier(
            memory_folder(data, at_replica=self._scope.at_replica),
            self.profile,
            targets_of(self.notify, addresses, self._warn),
            self._warn,
            self._known,
            lead="[replica] " if self.replica else "",
        )

    def _known(self) -> set[str]:
        """Return the platforms that some run has reached."""
        from offswitch.journal import JOURNAL, read_journal
        from offswitch.local.folders import folders
        from offswitch.model.words import Status

        with read_journal(folders().data / JOURNAL) as journal:
            rows = journal.history(self._scope, limit=_ROWS)
        return {row.result.platform for row in rows if row.result.status is not Status.UNREACHABLE}

    def _warn(self, text: str) -> None:
        tell(f"warning: {text}", self.replica)
