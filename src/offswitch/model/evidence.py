"""What a selector file says of where its knowledge comes from."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from offswitch.model.locators import Grade, Strict


class Evidence(Strict):
    """Where the knowledge about a setting comes from.

    Attributes:
        grade: how good it is.
        seen: the day that it is from.
        source: what said so.
        live: whether somebody has seen the route work on the real site.
        reports: how many field reports tell of this route.
        worked: how many of them say that it worked.
        since: the first month of those, such as ``2026-12``.
        note: anything else.
    """

    grade: Grade
    seen: dt.date
    source: Annotated[str, Field(min_length=1)]
    live: bool = False
    reports: Annotated[int, Field(ge=0)] = 0
    worked: Annotated[int, Field(ge=0)] = 0
    since: Annotated[str, Field(pattern=r"^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")] = ""
    note: str = ""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.worked > self.reports:
            message = "more reports say that it worked than there are"
            raise ValueError(message)
        if bool(self.worked) != bool(self.since) or (self.worked and not self.live):
            message = "`worked` needs `since` and `live = true`, and `since` needs `worked`"
            raise ValueError(message)
        return self
