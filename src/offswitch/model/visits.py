"""The plan of a run's visits: which pages it goes to for which settings, and what that costs."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from offswitch.model.limits import Limits


class Cost(BaseModel):
    """Page loads and clicks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    loads: int = 0
    clicks: int = 0

    def plus(self, other: Cost) -> Cost:
        """Return both together."""
        return Cost(loads=self.loads + other.loads, clicks=self.clicks + other.clicks)

    def fits(self, limits: Limits) -> bool:
        """Tell whether a run may do that much at a platform."""
        return self.loads <= limits.loads and self.clicks <= limits.clicks


class PageVisits(Cost):
    """The visits to one page.

    Attributes:
        settings: full ids of those that the visits are for.
    """

    settings: tuple[str, ...]


class PlatformVisits(Cost):
    """The visits to one platform.

    Attributes:
        platform: its name.
        limits: how much a run may do there.
        pages: in the order of the visits.
        left_out: full ids of settings for which the limits leave no room.
    """

    platform: str
    limits: Limits
    pages: tuple[PageVisits, ...] = ()
    left_out: tuple[str, ...] = ()


class Visits(Cost):
    """What a run's visits cost if every setting is found by the way that is tried first.

    One that is looked for in vain, or is found by another way, costs more; the limits hold for it, too.
    """

    platforms: tuple[PlatformVisits, ...] = ()

    @property
    def left_out(self) -> frozenset[str]:
        """Full ids of every setting for which the limits leave no room."""
        return frozenset(name for each in self.platforms for name in each.left_out)
