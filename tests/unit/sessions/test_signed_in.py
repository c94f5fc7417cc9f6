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

    address = "https://lamp.test/gone?x=1"

    def __init__(self, *looks: str, error: Unreachable | None = None) -> None:
        self.looks = list(looks)
        self.error = error

    def settle(self) -> None:
        if self.error:
            raise self.error


def asked(page: Any, *told_at: str) -> bool:
    platform: Any = SimpleNamespace(
        signed_in=lambda screen: screen.looks.pop(0) == "in", told_at=told_at
    )
    return still_signed_in(platform, page)


def test_a_page_is_looked_at_again_once_it_is_settled() -> None:
    assert asked(Page("in"))
    assert asked(Page("out", "in"))
    assert not asked(Page("out", "out"))


def test_a_page_that_cannot_tell_is_not_the_end_of_the_session() -> None:
    home, sign_in = "https://lamp.test/", "https://lamp.test/login"
    assert asked(Page("out", "out"), home, sign_in)
    assert not asked(Page("out", "out"), home, "https://lamp.test/gone/")
    assert not asked(Page("out", "out"), "https://lamp.test/gone", sign_in)


def test_what_stands_in_the_way_is_not_the_end_of_the_session() -> None:
    elsewhere = Unreachable(Reason.CHECKPOINT, "it is open in another window")
    with pytest.raises(Unreachable) as error:
        asked(Page("out", error=elsewhere))
    assert error.value is elsewhere


def test_a_platform_without_sessions_asks_nothing() -> None:
    platform: Any = SimpleNamespace(signed_in=None)
    page: Any = Page()
    assert still_signed_in(platform, page)
