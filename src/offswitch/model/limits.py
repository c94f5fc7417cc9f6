"""How much a run may load and click at a platform, and how much of it in a minute."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from offswitch.model.locators import Strict

_PerMinute = Annotated[int, Field(strict=True, ge=1, le=60)]
"""One a second at most; no person is faster for long."""


class Limits(Strict):
    """Where a run stops at a platform by itself, and how fast it is until then.

    Tools that went faster got accounts locked. Layouts without deep links need the most.

    Attributes:
        loads: pages that a run loads at most.
        clicks: clicks that it makes at most.
        loads_per_minute: pages that it loads in any minute at most; it waits for the next.
        clicks_per_minute: clicks that it makes in any minute at most; it waits for the next.
    """

    loads: Annotated[int, Field(strict=True, ge=1, le=200)] = 80
    clicks: Annotated[int, Field(strict=True, ge=1, le=300)] = 120
    loads_per_minute: _PerMinute = 40
    clicks_per_minute: _PerMinute = 60


def strictest(each: Iterable[Limits]) -> Limits:
    """Return the least of every limit that some files name, and the default of one that none does."""
    least: dict[str, int] = {}
    for limits in each:
        for name in limits.model_fields_set:
            said: int = getattr(limits, name)
            least[name] = min(said, least.get(name, said))
    return Limits(**least)
