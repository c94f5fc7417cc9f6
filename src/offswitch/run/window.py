"""The engine's tools for one platform: a page of the person's session, guarded and written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Self

from offswitch.browser.guard import Guard
from offswitch.browser.launch import Driver, Launched
from offswitch.browser.pace import Pace
from offswitch.browser.tab import Tab
from offswitch.engine.dead_ends import DeadEnds
from offswitch.errors import SettingError, Unreachable
from offswitch.inventory.observe import PageRecorder
from offswitch.journal import Journal
from offswitch.model.results import NewControl, Result, RunInfo
from offswitch.model.saves import Saves, answer_of
from offswitch.model.timings import Stage
from offswitch.model.variant import Variant
from offswitch.model.words import ProofKind, Reason, Status
from offswitch.packs import Pack
from offswitch.packs.fencing import fence_of
from offswitch.run.clock import Timed, untimed
from offswitch.run.handover import HandOver
from offswitch.run.records import JournalRecords
from offswitch.run.signed_in import SignedIn
from offswitch.run.turn import Turn
from offswitch.screen import Screen, Steps
from offswitch.sessions.contexts import SessionContext, context_of
from offswitch.sessions.pages import screen_of
from offswitch.sessions.signed_in import is_signed_in
from offswitch.sessions.store import Sessions
from offswitch.spec import Account
from offswitch.vault import Session


@dataclass
class Window:
    """What the engine works with, open while one platform is worked on.

    Args:
        driver: starts a browser for a session that needs its own.
        browser: to open the pages of every other session in.
        scratch: private folder for what is unpacked.
        pack: the platform.
        sessions: where its session is kept.
        journal: where everything is written down.
        run: the run that this belongs to.
        pace: the run's limits at the platform.
        show: whether a person watches.
        read_only: whether everything must stay as it is.
        checkpoint: called between steps; raises when the run must stop.
        tell: is told what is being done.
        ask: is told what the person has to do in the window.
        attended: whether a person is there to deal with what stands in the way.
        timed: measures a stage of the work.
        turn: lets one window of a session change something at a time.
        steps: is told of every step to another page.
    """

    driver: Driver
    browser: Launched
    scratch: Path
    pack: Pack
    sessions: Sessions
    journal: Journal
    run: RunInfo
    pace: Pace
    show: bool
    read_only: bool
    checkpoint: Callable[[], None]
    tell: Callable[[str], None]
    ask: Callable[[str], None]
    attended: bool = False
    timed: Timed = untimed
    turn: Turn = field(default_factory=Turn)
    steps: Steps = field(default_factory=Steps)
    dead_ends: DeadEnds = field(init=False, default_factory=DeadEnds)
    records: JournalRecords = field(init=False)
    _guard: Guard = field(init=False)
    _session: Session | None = field(init=False, default=None)
    _signed_in: SignedIn = field(init=False)
    _context: SessionContext = field(init=False)

    def __post_init__(self) -> None:
        self.records = JournalRecords(self.journal, self.run)
        self._guard = Guard(fence_of(self.pack))
        files = [variant.file for variant in self.pack.variants]
        self._signed_in = SignedIn()
        self._recorder = PageRecorder(self.pack.platform.name, files, self.journal, self.run)

    def __enter__(self) -> Self:
        with self.timed(Stage.SESSION):
            self._open()
        return self

    def _open(self) -> None:
        platform = self.pack.platform
        if platform.needs_session:
            self._session = self.sessions.load(platform.session)
            self._signed_in.account = self._session.provenance.account if self._session else ""
        self._signed_in.seen = False
        self._context = context_of(
            self.pack,
            self._session,
            driver=self.driver,
            browser=self.browser,
            guard=self._guard,
            sessions=self.sessions,
            scratch=self.scratch,
        )
        try:
            tab = self._context.working()
        except BaseException:
            self._context.close()
            raise
        self.work_on(tab)

    def reopen(self) -> None:
        """Begin again with the session as it is sealed now: the person has signed in anew."""
        with self.timed(Stage.SESSION):
            self._context.close()
            self.dead_ends = DeadEnds()
            self._open()

    def __exit__(self, *_: object) -> None:
        self._context.close()

    @property
    def screen(self) -> Screen:
        """The working page."""
        return self._screen

    @property
    def has_room_beside(self) -> bool:
        """Whether several pages of the session may be at work at once."""
        return self._context.has_room_beside

    def beside(self, tell: Callable[[str], None], timed: Timed) -> Window:
        """Open another page of the same session, which works, and is closed, as this window is.

        Args:
            tell: is told what is being done on it.
            timed: measures it.

        Raises:
            BrowserError: the browser is gone.
        """
        with timed(Stage.SESSION):
            tab = self._tab.beside()
        window = copy(self)
        window.tell, window.timed = tell, timed
        window.work_on(tab)
        return window

    def work_on(self, tab: Tab) -> None:
        """Take a page of the session as the working one."""
        self._tab, self._screen = tab, self._screen_on(tab)

    def to_front(self) -> None:
        """Bring the working page before the person's eyes."""
        self._tab.to_front()

    def live(self, milliseconds: float) -> None:
        """Let the working page live for a moment, while a person works on it.

        Raises:
            Unreachable: ``offline``, when they closed the window.
        """
        self.checkpoint()
        if not self._tab.wait(milliseconds / 1000):
            raise Unreachable(Reason.OFFLINE, "the browser window was closed", "run again")

    @contextmanager
    def fresh(self) -> Iterator[Screen]:
        """Open a page in a new context of the same session."""
        self.steps.ends_change(lambda: answer_of(self.saves(), self.save_errors()))
        with ExitStack() as stack:
            with self.timed(Stage.SESSION):
                tab = stack.enter_context(self._context.fresh())
            yield self._screen_on(tab)

    def identify(self, screen: Screen) -> None:
        """Make sure that the page is the signed-in person's, as ``SignedIn`` does."""
        self._signed_in.identify(self.pack.platform, screen)

    def covered_accounts(self, screen: Screen) -> tuple[str, ...]:
        """Names of the accounts that a change covers; looked up once. A proof is worth more than they."""
        platform = self.pack.platform
        if platform.accounts is None:
            return ()
        if self._signed_in.covered is None:
            self._signed_in.covered = ()
            with suppress(SettingError, Unreachable):
                screen.goto(platform.accounts_at)
                self._signed_in.covered = platform.accounts(screen)
        return self._signed_in.covered

    def alone(self) -> AbstractContextManager[None]:
        """Make a change, and prove it, while no other window of the session changes anything."""
        return self.turn.change(self.pack.platform.account_of)

    def looking(self) -> AbstractContextManager[None]:
        """Look at a setting, and press it, while no other window of the session does."""
        return (
            nullcontext() if self.read_only else self.turn.look(self.pack.platform.account_of, self)
        )

    def pressed(self) -> None:
        """Let another window of the session look at its setting while this one proves its own."""
        self.turn.pressed(self.pack.platform.account_of, self)

    def in_doubt(self) -> AbstractContextManager[None]:
        """Look once more whether another control changed, while no window of the run begins a change."""
        return self.turn.doubt()

    @contextmanager
    def writing(self, mutations: Sequence[str]) -> Iterator[None]:
        """Admit changing requests meanwhile; the other windows neither load nor click."""
        self.steps.begins_change()
        with self.turn.save(self), self._guard.writing(mutations):
            yield

    @property
    def wrote(self) -> bool:
        """Whether a changing request has left this window since it was opened."""
        return self._guard.wrote

    def saves(self) -> Saves:
        """What the page has sent since writing was admitted, and what became of it."""
        return self._guard.saves()

    def save_errors(self) -> list[str]:
        """What the site answered to changing requests that went wrong."""
        return self._guard.save_errors()

    def saw(self, screen: Screen, variant: Variant, section: str | None) -> None:
        """Note what is on a page that was recognised."""
        with self.timed(Stage.STOCK):
            self._recorder.note(screen, variant, section)

    def compare_pages(self, results: Sequence[Result]) -> list[NewControl]:
        """Keep what was seen on the platform's pages, and say what came, went or changed."""
        with self.timed(Stage.STOCK):
            return self._recorder.compare_and_keep(results)

    def say(self, step: str) -> None:
        """Tell the person what is being done."""
        self.tell(step)

    def keep_session(self, results: Sequence[Result]) -> None:
        """Seal the session as it is now: the site may have renewed it.

        One that was not seen signed in, or no longer is, never takes the place of the sealed one.
        Nor does a profile folder in which a page may have kept a choice that the server never got.

        Args:
            results: of this platform in this run.
        """
        if self._session is None or not self._signed_in.seen:
            return
        if self._session.state is None and any(_unproved(result) for result in results):
            return
        if self.pack.platform.persistent:
            # What shows that somebody is signed in to an app on one page may be covered by now.
            with suppress(Unreachable, SettingError):  # its page may be anywhere, or closed
                self._screen.goto(self.pack.platform.home)
        if not is_signed_in(self.pack, self._screen):
            return
        self._context.keep(Account(id=self._signed_in.account, name=self._signed_in.name))

    def _screen_on(self, tab: Tab) -> Screen:
        plain = screen_of(self.pack, tab, self.checkpoint)
        screen = replace(
            plain,
            pace=self.pace,
            show=self.show,
            say=self.tell,
            give_way=partial(self.turn.give_way, self),
            steps=self.steps,
        )
        if not self.attended:
            return screen
        handover = HandOver(
            tab=tab, guard=self._guard, checkpoint=self.checkpoint, ask=self.ask, tell=self.tell
        )
        return replace(screen, handover=handover)


def _unproved(result: Result) -> bool:
    """Tell whether a change was tried and not proved."""
    tried = any(proof.kind is ProofKind.SAME_PAGE for proof in result.proofs)
    return tried and result.status is not Status.CHANGED
