"""What the engine is given to work with: a signed-in window, a fresh one, the guard, the journal."""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from offswitch.model.saves import Saves
from offswitch.model.variant import Variant
from offswitch.model.words import State
from offswitch.screen import Screen
from offswitch.spec import Platform, Setting


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a setting is brought to.

    Attributes:
        state: of the data use.
        value: what the control must show in its own words, as a reading names it; empty where any
            way to that state will do.
    """

    state: State
    value: str = ""


@dataclass(frozen=True)
class Task:
    """One setting to reconcile, with every layout that it is known in, newest first.

    Attributes:
        restore: what an undo brings it back to; None for what the setting wants.
        named: whether the person named this very setting.
        confirmed: whether the person said yes to what cannot be undone.
        planned: what the control showed when the person said yes, in its own words; None where nobody
            was shown anything. What shows something else by now was not agreed to.
    """

    platform: Platform
    setting: Setting
    variants: tuple[Variant, ...]
    restore: Goal | None = None
    named: bool = False
    confirmed: bool = False
    planned: str | None = None

    @property
    def id(self) -> str:
        """The setting's full id, ``platform.setting``."""
        return f"{self.platform.name}.{self.setting.id}"

    @property
    def goal(self) -> Goal:
        """What the setting is to be brought to."""
        return self.restore or Goal(state=self.setting.wanted)


class Desk(Protocol):
    """The engine's tools for one platform of one run."""

    @property
    def screen(self) -> Screen:
        """The working page."""

    @property
    def read_only(self) -> bool:
        """Whether this run leaves everything as it is (a dry run or a check)."""

    def fresh(self) -> AbstractContextManager[Screen]:
        """Open a page in a new context of the same session."""

    def identify(self, screen: Screen) -> None:
        """Make sure that the page belongs to the signed-in person that the profile is about.

        Raises:
            Unreachable: ``sign_in`` or ``wrong_account``.
        """

    def writing(self, mutations: Sequence[str]) -> AbstractContextManager[None]:
        """Admit changing requests meanwhile."""

    @property
    def wrote(self) -> bool:
        """Whether a changing request has left this window since it was opened."""

    def saves(self) -> Saves:
        """What the page has sent since writing was admitted, and what became of it."""

    def save_errors(self) -> list[str]:
        """What the site answered to changing requests that went wrong."""

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

    def accounts(self, screen: Screen) -> tuple[str, ...]:
        """Names of the accounts that a change covers, as the platform lists them; may load a page."""

    def saw(self, screen: Screen, variant: Variant, section: str | None) -> None:
        """Note what is on a page that was recognised: every control, and every row that opens one."""

    def say(self, step: str) -> None:
        """Tell the person what is being done."""
