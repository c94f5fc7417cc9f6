"""Whether a person is signed in is asked again once what came over the page is dealt with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.errors import Unreachable
from offswitch.model.words import Reason
from offswitch.sessions.signed_in import still_signed_in


class Page:
    """A page that shows a signed-in person once it is settled, or says then what stands in the way."""

    def __init__(self, *looks: str, error: Unreachable | None = None) -> None:
        self.looks = list(looks)
        self.error = error

    def settle(self) -> None:
        if self.error:
            raise self.error


def asked(page: Any) -> bool:
    platform: Any = SimpleNamespace(signed_in=lambda screen: screen.looks.pop(0) == "in")
    return still_signed_in(platform, page)


def test_a_page_is_looked_at_again_once_it_is_settled() -> None:
    assert asked(Page("in"))
    assert asked(Page("out", "in"))
    assert not asked(Page("out", "out"))


def test_what_stands_in_the_way_is_not_the_end_of_the_session() -> None:
    elsewhere = Unreachable(Reason.CHECKPOINT, "it is open in another window")
    with pytest.raises(Unreachable) as error:
        asked(Page("out", error=elsewhere))
    assert error.value is elsewhere


def test_a_platform_without_sessions_asks_nothing() -> None:
    platform: Any = SimpleNamespace(signed_in=None)
    page: Any = Page()
    assert still_signed_in(platform, page)
