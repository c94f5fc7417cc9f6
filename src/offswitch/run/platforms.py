"""Works through platforms: each setting is looked at, or switched, once.

With nobody watching, sessions are at work side by side, and several pages of each. Until a change is proved, no other
is begun in its session.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from offswitch.browser.pace import RunPace
from offswitch.browser.side_by_side import side_by_side
from offswitch.engine import CutShort, KeptReadings, Task, blank, by_page, reconcile
from offswitch.errors import BrowserError, VaultError, why_ended
from offswitch.local.folders import folders
from offswitch.model.results import Result
from offswitch.model.timings import Stage
from offswitch.model.words import Reason, Status
from offswitch.packs import Pack
from offswitch.packs.limiting import limits_of
from offswitch.run.at_work import PageAtWork
from offswitch.run.browsers import Browsers
from offswitch.run.ordering import Work, by_session, most_ways_first
from offswitch.run.round import Round
from offswitch.run.turn import Turn
from offswitch.run.visiting import NO_ROOM
from offswitch.run.window import Window
from offswitch.screen import Steps
from offswitch.sessions.scratch import scratch_folder

PAGES_AT_ONCE = 3
"""How many pages of one session are looked at at once: as many tabs as a person might have open."""
_CHANGED_AT_ONCE = 2
"""While one change is proved, the next setting is looked at."""


def work_through(
    round_: Round, browsers: Browsers | None, work: Work, pace: RunPace, *, read_only: bool
) -> None:
    """Work through the settings, platform by platform; an alarm ends it.

    Args:
        round_: what the run works with.
        browsers: None where nobody is signed in anywhere.
        work: the settings to do.
        pace: counts loads and clicks, and keeps them apart.
        read_only: whether everything stays as it is.

    Raises:
        OffswitchError: the run cannot go on.
        KeyboardInterrupt: the person stopped it.
    """
    options = round_.options
    if browsers is None:
        for pack, tasks in work:
            round_.outcomes.give_up(tasks, Reason.SIGN_IN, _not_signed_in(pack))
        return
    is_unseen = options.headless and options.trace is None
    turn = Turn(partial(_rest, round_, browsers), lambda: round_.trouble.alarm)

    def in_turn(some: Work) -> None:
        _work_in_turn(
            round_,
            browsers,
            some,
            pace,
            turn,
            read_only=read_only,
            beside=is_unseen and (read_only or options.recorder is None),
        )

    if not is_unseen:
        in_turn(work)
        return
    side_by_side([partial(in_turn, some) for some in by_session(work)], browsers.rest)


def _rest(round_: Round, browsers: Browsers) -> None:
    round_.checkpoint()
    browsers.rest()


def _work_in_turn(
    round_: Round,
    browsers: Browsers,
    work: Work,
    pace: RunPace,
    turn: Turn,
    *,
    read_only: bool,
    beside: bool,
) -> None:
    lost: dict[str, Result] = {}
    for pack, tasks in work:
        session = pack.platform.session
        if not round_.has_session(pack):
            round_.outcomes.give_up(tasks, Reason.SIGN_IN, _not_signed_in(pack))
            continue
        if session in lost:
            before = lost[session]
            assert before.reason is not None
            round_.outcomes.give_up(tasks, before.reason, before.hint)
            continue
        if not (fitting := _with_room(round_, tasks)):
            continue
        failed = _Platform(round_, browsers, pack, pace, turn, read_only, beside).work(fitting)
        if failed is not None and session:
            lost[session] = failed
        if round_.trouble.alarm:
            return


def _with_room(round_: Round, tasks: Sequence[Task]) -> list[Task]:
    """Give up what the plan of visits has no room for; return the rest, page by page."""
    left_out = [task for task in tasks if task.id in round_.visits.left_out]
    round_.outcomes.give_up(left_out, Reason.RATE_LIMITED, NO_ROOM)
    rest = [task for task in tasks if task not in left_out]
    return [task for page in by_page(rest) for task in page]


def _not_signed_in(pack: Pack) -> str:
    return f"not signed in; run `offswitch login {pack.platform.name}`"


@dataclass
class _Platform:
    """One platform of a round."""

    round: Round
    browsers: Browsers
    pack: Pack
    pace: RunPace
    turn: Turn
    read_only: bool
    beside: bool
    done: list[Result] = field(default_factory=list)
    _failed: Result | None = None
    _page: PageAtWork = field(init=False)

    def __post_init__(self) -> None:
        self._page = PageAtWork(self.round.listener, self.round.clock)

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
            rest = [task for task in tasks if task.id not in self._noted()]
            hint = f"{error.message}; {error.hint}"
            self.round.outcomes.give_up(rest, reason, hint)
            return blank(rest[0], reason, hint) if rest and reason is Reason.SIGN_IN else None

    def _reconcile_all(self, window: Window, tasks: Sequence[Task]) -> Result | None:
        """Reconcile the settings; stop at the first that finds the account unreachable."""
        pages = by_page(tasks) if self.beside and window.has_room_beside else [list(tasks)]
        left = deque(most_ways_first(pages) if self.read_only else pages)
        at_work = [(window, self._page)]
        at_once = PAGES_AT_ONCE if self.read_only else _CHANGED_AT_ONCE
        for _ in range(min(at_once, len(pages)) - 1):
            page = PageAtWork(self.round.listener, self.round.clock)
            at_work.append((window.beside(page.step, page.timed), page))
        side_by_side(
            [partial(self._reconcile_pages, *each, left) for each in at_work],
            self.browsers.rest,
        )
        if self._failed is not None:
            assert self._failed.reason is not None
            rest = [task for task in tasks if task.id not in self._noted()]
            self.round.outcomes.give_up(rest, self._failed.reason, self._failed.hint)
        return self._failed

    def _reconcile_pages(
        self, window: Window, page: PageAtWork, left: deque[Sequence[Task]]
    ) -> None:
        """Reconcile the settings of one page after another, for as long as any are left."""
        try:
            while left:
                self._reconcile_page(window, page, left.popleft())
                if self._failed or self.round.trouble.alarm:
                    left.clear()
        except BaseException as error:
            left.clear()  # others at work end with what they are at, and begin no change
            self.turn.end(why_ended(error))
            raise

    def _reconcile_page(self, window: Window, page: PageAtWork, tasks: Sequence[Task]) -> None:
        readings = KeptReadings()
        for index, task in enumerate(tasks):
            self.round.checkpoint()
            if task.id in self._noted():
                continue  # it was changed along with another one
            if left_out := self.round.outcomes.left_out(task):
                self._note(left_out)
                continue
            readings.waiting = self._waiting(tasks[index + 1 :])
            with page.on(task):
                result = self._reconcile(window, task, readings)
            if self.round.trouble.alarm:
                return
            if result.status is Status.UNREACHABLE:
                self._failed = self._failed or result
                return

    def _waiting(self, tasks: Sequence[Task]) -> list[Task]:
        """Return what may be read, and changed, along with another setting: no record of a change shows two."""
        if self.round.options.recorder and not self.read_only:
            return []
        done = self._noted()
        return [t for t in tasks if t.id not in done and not self.round.outcomes.left_out(t)]

    def _noted(self) -> set[str]:
        return {result.setting for result in self.done}

    def _reconcile(self, window: Window, task: Task, readings: KeptReadings) -> Result:
        try:
            with window.looking():
                outcome = reconcile(task, window, readings)
            if outcome.needs_turn:
                with window.looking():
                    outcome = reconcile(task, window)
            if outcome.result.reason is Reason.SIGN_IN and self.round.signs_in(
                self.browsers.driver, self.pack
            ):
                window.reopen()
                outcome = reconcile(task, window)
        except CutShort as cut:
            self._note(cut.result, *readings.changed)
            raise cut.error from None
        self.round.trouble.alarm = self.round.trouble.alarm or outcome.alarm or None
        self._note(outcome.result, *readings.changed)
        readings.changed.clear()
        if (recorder := self.round.options.recorder) and not self.read_only:
            recorder.ended(self.pack, task.setting, outcome.result, window.screen)
        return outcome.result

    def _refuse_closed(self, window: Window, failed: Result | None) -> None:
        """Tell a browser that is gone from an account that was out of reach."""
        if failed is None or (
            self.browsers.shared.is_running and not window.screen.page.is_closed()
        ):
            return
        raise BrowserError("the browser window was closed", "run again")

    def _keep_session(self, window: Window) -> None:
        """Seal the session again; where that fails the former one is kept, and the report is not lost."""
        try:
            with self._page.timed(Stage.SEAL):
                window.keep_session(self.done)
        except (VaultError, OSError) as error:
            told = error.message if isinstance(error, VaultError) else error.strerror
            self.round.listener.warn(f"the session was not sealed again: {told}")

    def _note(self, *results: Result) -> None:
        self.done += results
        self.round.outcomes.note(*results)

    @contextmanager
    def _window(self) -> Iterator[Window]:
        own = self.round
        window = Window(
            driver=self.browsers.driver,
            browser=self.browsers.shared,
            scratch=scratch_folder(folders(), own.options.profile),
            pack=self.pack,
            sessions=own.sessions,
            journal=own.journal,
            run=own.info,
            pace=self.pace.at(self.pack.platform.name, limits_of(self.pack)),
            show=not own.options.headless,
            read_only=self.read_only,
            checkpoint=own.checkpoint,
            tell=self._page.step,
            timed=self._page.timed,
            ask=own.listener.asked,
            attended=own.is_attended,
            turn=self.turn,
            steps=self._steps(),
        )
        with window:
            yield window

    def _steps(self) -> Steps:
        recorder = self.round.options.recorder
        return Steps() if recorder is None or self.read_only else recorder.steps()
