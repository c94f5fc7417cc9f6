"""One setting to reconcile, and what it is brought to."""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.model.variant import Variant
from offswitch.model.words import State
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
