"""One round of a run over its platforms, in one browser: each setting is looked at, or switched, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from offswitch.browser.find import has_screen
from offswitch.browser.launch import Driver
from offswitch.errors import BrowserError, OffswitchError, Unreachable
from offswitch.journal import Journal
from offswitch.local.folders import folders
from offswitch.model.results import RunInfo
from offswitch.model.timings import Stage
from offswitch.model.visits import Visits
from offswitch.packs import Pack
from offswitch.run.clock import Clock
from offswitch.run.handover import PERSON_SECONDS
from offswitch.run.listener import Listener
from offswitch.run.options import Options
from offswitch.run.outcomes import Outcomes
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
        visits: the plan of them, made before anything is opened.
        clock: measures what its time is spent on.
        offered: sessions that the person was asked to sign in for.
    """

    options: Options
    info: RunInfo
    listener: Listener
    journal: Journal
    sessions: Sessions
    outcomes: Outcomes
    checkpoint: Callable[[], None]
    visits: Visits = field(default_factory=Visits)
    trouble: Trouble = field(default_factory=Trouble)
    clock: Clock = field(default_factory=Clock)
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
            with self.clock.stopwatch().stage(Stage.PERSON):
                sign_in_with(
                    driver, pack, self.sessions, scratch, self.checkpoint, seconds=PERSON_SECONDS
                )
        except (BrowserError, Unreachable) as error:
            self.listener.warn(error.message)
            return False
        return True
