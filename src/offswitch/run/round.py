"""One round of a run over its platforms, in one browser: each setting is looked at, or switched, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from offswitch.browser.find import has_screen
from offswitch.browser.launch import Driver, Launched
from offswitch.browser.pace import Pace
from offswitch.engine import Beside, CutShort, Task, blank, reconcile
from offswitch.errors import BrowserError, OffswitchError, Unreachable, VaultError
from offswitch.journal import Journal
from offswitch.local.folders import folders
from offswitch.model.results import Result, RunInfo
from offswitch.model.words import Reason, Status
from offswitch.packs import Pack
from offswitch.run.handover import PERSON_SECONDS
from offswitch.run.listener import Listener
from offswitch.run.options import Options
from offswitch.run.outcomes import Outcomes
from offswitch.run.window import Window
from offswitch.sessions.scratch import scratch_folder
from offswitch.sessions.sign_in import sign_in_with
from offswitch.sessions.store import Sessions


@dataclass
class Trouble:
    """What went wrong with a run as a whole.

    Attributes:
        alarm: another control changed with one; the run must not go on.
        error: what kept it from doing all it was asked.
    """

    alarm: str | None = None
    error: OffswitchError | None = None

    def note(self, error: OffswitchError) -> None:
        """Keep the first error: it is the one that a person can act on."""
        self.error = self.error or error


@dataclass(kw_only=True)
class Round:
    """What a run works with. One that looks before it acts uses it twice.

    Attributes:
        options: what the person asked for.
        info: of the run.
        offered: sessions that the person was asked to sign in for.
    """

    options: Options
    info: RunInfo
    listener: Listener
    journal: Journal
    sessions: Sessions
    outcomes: Outcomes
    checkpoint: Callable[[], None]
    trouble: Trouble = field(default_factory=Trouble)
    offered: set[str] = field(default_factory=set)

    @property
    def can_sign_in(self) -> bool:
        """Whether a person is there, with a screen for the platform's own sign-in page."""
        return self.is_attended and has_screen()

    @property
    def is_attended(self) -> bool:
        """Whether a person is there to work in the window, and nothing records what is typed."""
        options = self.options
        return options.attended and not options.headless and options.trace is None

    def has_session(self, pack: Pack) -> bool:
        """Tell whether the profile has the session that a platform needs, if it needs one."""
        return not pack.platform.needs_session or self.sessions.has(pack.platform.session)

    def signs_in(self, driver: Driver, pack: Pack) -> bool:
        """Offer to sign in, once for each session; tell whether the person did."""
        session = pack.platform.session
        if not self.can_sign_in or session in self.offered:
            return False
        self.offered.add(session)
        if not self.listener.wants_to_sign_in(pack.platform.title):
            return False
        scratch = scratch_folder(folders(), self.options.profile)
        try:
            sign_in_with(
                driver, pack, self.sessions, scratch, self.checkpoint, seconds=PERSON_SECONDS
            )
        except (BrowserError, Unreachable) as error:
            self.listener.warn(error.message)
            return False
        return True

    def work(
        self,
        driver: Driver | None,
        browser: Launched | None,
        tasks: Sequence[tuple[Pack, Sequence[Task]]],
        pace: Pace,
        *,
        read_only: bool,
    ) -> None:
        """Work through the settings, platform by platform; an alarm ends it.

        Args:
            driver: starts a browser for a session that needs its own.
            browser: for every other; both are None where nobody is signed in anywhere.
            tasks: the settings to do, by platform.
            pace: limits of loads and clicks.
            read_only: whether everything stays as it is.

        Raises:
            OffswitchError: the run cannot go on.
            KeyboardInterrupt: the person stopped it.
        """
        lost: dict[str, Result] = {}
        for pack, chosen in tasks:
            session = pack.platform.session
            if driver is None or browser is None or not self.has_session(pack):
                self.outcomes.give_up(chosen, Reason.SIGN_IN, not_signed_in(pack))
                continue
            if session in lost:
                before = lost[session]
                assert before.reason is not None
                self.outcomes.give_up(chosen, before.reason, before.hint)
                continue
            failed = _Platform(self, driver, browser, pack, pace, read_only).work(chosen)
            if failed is not None and session:
                lost[session] = failed
            if self.trouble.alarm:
                return


@dataclass
class _Platform:
    """One platform of a round."""

    round: Round
    driver: Driver
    browser: Launched
    pack: Pack
    pace: Pace
    read_only: bool
    done: list[Result] = field(default_factory=list)
    beside: Beside = field(default_factory=Beside)

    def work(self, tasks: Sequence[Task]) -> Result | None:
        """Do its settings; return the result that showed the account to be out of reach, if one did."""
        try:
            with self._window() as window:
                failed = self._reconcile_all(window, tasks)
                self._refuse_closed(window, failed)
                self.round.outcomes.new_controls += window.compare_pages(self.done)
                if failed is None:
                    self._keep_session(window)
                return failed
        except (BrowserError, VaultError) as error:
            # Another platform has another session, and may have another browser.
            self.round.trouble.note(error)
            reason = Reason.SIGN_IN if isinstance(error, VaultError) else Reason.OFFLINE
            noted = {result.setting for result in self.done}
            rest = [task for task in tasks if task.id not in noted]
            hint = f"{error.message}; {error.hint}"
            self.round.outcomes.give_up(rest, reason, hint)
            return blank(rest[0], reason, hint) if rest and reason is Reason.SIGN_IN else None

    def _reconcile_all(self, window: Window, tasks: Sequence[Task]) -> Result | None:
        """Reconcile the settings; stop at the first that finds the account unreachable."""
        for index, task in enumerate(tasks):
            self.round.checkpoint()
            if left_out := self.round.outcomes.left_out(task):
                self._note(left_out)
                continue
            self.round.listener.started(task)
            self.beside.waiting = tasks[index + 1 :]
            result = self._reconcile(window, task)
            if self.round.trouble.alarm:
                return None
            if result.status is Status.UNREACHABLE:
                assert result.reason is not None
                self.round.outcomes.give_up(tasks[index + 1 :], result.reason, result.hint)
                return result
        return None

    def _reconcile(self, window: Window, task: Task) -> Result:
        try:
            outcome = reconcile(task, window, self.beside)
            if outcome.result.reason is Reason.SIGN_IN and self.round.signs_in(
                self.driver, self.pack
            ):
                window.reopen()
                outcome = reconcile(task, window)
        except CutShort as cut:
            self._note(cut.result)
            raise cut.error from None
        self.round.trouble.alarm = outcome.alarm or None
        self._note(outcome.result)
        return outcome.result

    def _refuse_closed(self, window: Window, failed: Result | None) -> None:
        """Tell a browser that is gone from an account that was out of reach."""
        if failed is None or (self.browser.is_running and not window.screen.page.is_closed()):
            return
        raise BrowserError("the browser window was closed", "run again")

    def _keep_session(self, window: Window) -> None:
        """Seal the session again; where that fails the former one is kept, and the report is not lost."""
        try:
            window.keep_session(self.done)
        except (VaultError, OSError) as error:
            told = error.message if isinstance(error, VaultError) else error.strerror
            self.round.listener.warn(f"the session was not sealed again: {told}")

    def _note(self, result: Result) -> None:
        self.done.append(result)
        self.round.outcomes.note(result)

    @contextmanager
    def _window(self) -> Iterator[Window]:
        own = self.round
        window = Window(
            driver=self.driver,
            browser=self.browser,
            scratch=scratch_folder(folders(), own.options.profile),
            pack=self.pack,
            sessions=own.sessions,
            journal=own.journal,
            run=own.info,
            pace=self.pace,
            show=not own.options.headless,
            read_only=self.read_only,
            checkpoint=own.checkpoint,
            tell=own.listener.step,
            ask=own.listener.asked,
            attended=own.is_attended,
        )
        with window:
            yield window


def not_signed_in(pack: Pack) -> str:
    """Say what to do where nobody is signed in to a platform."""
    return f"not signed in; run `offswitch login {pack.platform.name}`"
