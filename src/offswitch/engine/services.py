"""What the engine is given to work with: a signed-in window, a fresh one, the guard, the journal."""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from offswitch.engine.dead_ends import DeadEnds
from offswitch.engine.task import Task
from offswitch.model.saves import Saves
from offswitch.model.timings import Stage
from offswitch.model.variant import Variant
from offswitch.model.words import State
from offswitch.screen import Screen


class Records(Protocol):
    """What former runs found of a platform's settings, and what this one writes down of them."""

    def intend(self, task: Task, before: State, value: str, url: str) -> None:
        """Write down, before the click, that a change is about to be made."""

    def has_begun(self, task: Task) -> bool:
        """Whether this run wrote down that a change of this setting is begun."""

    def proved_off(self, task: Task) -> bool:
        """Whether a former run proved this setting off."""

    def proof_lacked(self, task: Task) -> frozenset[str]:
        """Requests without a good answer on the pages that last proved this setting."""

    def done_by_hand(self, task: Task) -> dt.date | None:
        """The day on which the person last said that they did this themselves, if they did."""

    def keep_picture(self, task: Task, side: Literal["before", "after"], png: bytes | None) -> None:
        """Keep a crop of the control as it was before or after a change."""


class Services(Protocol):
    """The engine's tools for one platform of one run."""

    @property
    def screen(self) -> Screen:
        """The working page."""

    @property
    def read_only(self) -> bool:
        """Whether this run leaves everything as it is (a dry run or a check)."""

    @property
    def records(self) -> Records:
        """The journal, as far as the engine needs it."""

    @property
    def dead_ends(self) -> DeadEnds:
        """What is known to lead nowhere on the platform's pages."""

    def fresh(self) -> AbstractContextManager[Screen]:
        """Open a page in a new context of the same session."""

    def identify(self, screen: Screen) -> None:
        """Make sure that the page belongs to the signed-in person that the profile is about.

        Raises:
            Unreachable: ``sign_in`` or ``wrong_account``.
        """

    def alone(self) -> AbstractContextManager[None]:
        """Make a change, and prove it, while nothing else is changed in the session.

        Raises:
            SettingError: ``stopped``, where another change has ended the run meanwhile.
        """

    def pressed(self) -> None:
        """Let other settings be looked at: what was pressed is answered, and remains to be proved."""

    def in_doubt(self) -> AbstractContextManager[None]:
        """Look once more whether another control changed, while nothing in the run begins to be changed."""

    def writing(self, mutations: Sequence[str]) -> AbstractContextManager[None]:
        """Admit changing requests meanwhile."""

    @property
    def wrote(self) -> bool:
        """Whether a changing request has left this window since it was opened."""

    def saves(self) -> Saves:
        """What the page has sent since writing was admitted, and what became of it."""

    def save_errors(self) -> list[str]:
        """What the site answered to changing requests that went wrong."""

    def covered_accounts(self, screen: Screen) -> tuple[str, ...]:
        """Names of the accounts that a change covers, as the platform lists them; may load a page."""

    def saw(self, screen: Screen, variant: Variant, section: str | None) -> None:
        """Note what is on a page that was recognised: every control, and every row that opens one."""

    def timed(self, stage: Stage) -> AbstractContextManager[None]:
        """Count the time of a block for a stage of the work."""

    def say(self, step: str) -> None:
        """Tell the person what is being done."""
