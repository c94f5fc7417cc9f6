"""What is said of a page that is none of those that were looked for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import Interruption
from offswitch.model.words import Reason
from offswitch.screen import obstacle


@pytest.mark.parametrize(
    ("address", "glob", "fits"),
    [
        ("https://app.test/login", "app.test/login", True),
        ("https://app.test/login?next=/ads", "app.test/login?next=*", True),
        ("https://app.test/login?next=/ads", "app.test/login", False),
        ("https://app.test/login", "*/login*", True),
        ("https://app.test/Login", "app.test/login", False),
        ("https://app.test/", "app.test/login", False),
    ],
)
def test_an_address_is_compared_with_its_query(address: str, glob: str, fits: bool) -> None:
    assert obstacle.address_fits(address, ("nowhere.test/*", glob)) is fits
    assert not obstacle.address_fits(address, ())


def said(status: int) -> Reason | None:
    """What a status says of a page that was recognized."""
    try:
        obstacle.refuse_status(status)
    except Unreachable as error:
        return error.reason
    return None


def test_a_page_may_come_with_the_status_of_an_error() -> None:
    assert [said(status) for status in (0, 200, 401, 403, 404, 428, 430, 499)] == [None] * 8
    assert said(429) is Reason.RATE_LIMITED
    assert [said(status) for status in (500, 503, 599)] == [Reason.OFFLINE] * 3


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, Reason.SIGN_IN),
        (403, Reason.SIGN_IN),
        (429, Reason.RATE_LIMITED),
        (500, Reason.OFFLINE),
    ],
)
def test_a_status_without_a_page_says_more(status: int, reason: Reason) -> None:
    with pytest.raises(Unreachable) as caught:
        obstacle.refuse_bare_status(status)
    assert caught.value.reason is reason


@pytest.mark.parametrize("status", [0, 200, 400, 402, 404])
def test_any_other_status_without_a_page_says_nothing(status: int) -> None:
    obstacle.refuse_bare_status(status)


def page(url: str, *passwords: int) -> Any:
    """A page with that many password fields in each of its frames."""
    shown = [
        SimpleNamespace(
            url=url, locator=lambda _, n=n: SimpleNamespace(filter=lambda **_: Counted(n))
        )
        for n in passwords
    ]
    return SimpleNamespace(url=url, frames=shown, main_frame=None)


class Counted:
    def __init__(self, number: int) -> None:
        self.number = number

    def count(self) -> int:
        return self.number


@pytest.mark.parametrize(
    ("path", "is_sign_in"),
    [
        ("/login", True),
        ("/log-in/", True),
        ("/en/sign_in.php", True),
        ("/oauth2/start", True),
        ("/oauth", True),
        ("/SSO", True),
        ("/logins", False),
        ("/blog/login-tips", False),
        ("/authors", False),
        ("/?next=/login", False),
    ],
)
def test_a_sign_in_page_is_known_by_its_path(path: str, is_sign_in: bool) -> None:
    there = page(f"https://app.test{path}", 0)
    if not is_sign_in:
        obstacle.refuse_outside(there, 200)
        return
    with pytest.raises(Unreachable, match="sign-in page") as caught:
        obstacle.refuse_outside(there, 200)
    assert caught.value.reason is Reason.SIGN_IN


@pytest.mark.parametrize("status", [401, 403])
def test_or_by_its_status(status: int) -> None:
    with pytest.raises(Unreachable, match=f"answered {status}"):
        obstacle.refuse_outside(page("https://app.test/ads"), status)
    obstacle.refuse_outside(page("https://app.test/ads"), 404)


def test_or_by_a_password_that_any_frame_asks_for() -> None:
    with pytest.raises(Unreachable, match="asks for a password"):
        obstacle.refuse_outside(page("https://app.test/ads", 0, 1), 200)


def test_the_first_part_that_has_not_arrived_is_named() -> None:
    obstacle.refuse_unfinished(())
    with pytest.raises(Unreachable, match=r"/app\.js has not arrived") as caught:
        obstacle.refuse_unfinished(("/app.js", "/ads.js"))
    assert caught.value.reason is Reason.OFFLINE


def test_an_interruption_is_left_to_the_person_in_its_own_words_or_ours() -> None:
    ours = Interruption(url=("*",), reason=Reason.CONSENT, say="answer it")
    own = ours.model_copy(update={"what": "the site has new terms"})
    error = obstacle.left_to_the_person(ours)
    assert (error.reason, error.hint) == (Reason.CONSENT, "answer it")
    assert "a consent" in error.message
    assert obstacle.left_to_the_person(own).message == "the site has new terms"


def test_an_interruption_that_comes_back_is_no_longer_harmless() -> None:
    harmless = Interruption(visible="hello", dismiss="close")
    error = obstacle.comes_back("hello", harmless)
    assert isinstance(error, SettingError)
    assert error.message == "`hello` did not go away"
    person = Interruption(visible="terms", reason=Reason.CONSENT)
    assert isinstance(obstacle.comes_back("terms", person), Unreachable)
