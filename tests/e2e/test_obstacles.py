"""What covers a page: only what the selector file names is dismissed, in its own dialog, and not endlessly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import Interruption, SelectorFile
from offswitch.model.words import Reason
from offswitch.screen import PageView, Quiet, Screen

pytestmark = pytest.mark.e2e

FILE = SelectorFile.model_validate(
    {
        "schema": 1,
        "platform": "example",
        "elements": {
            "not_now": [{"by": "role", "role": "button", "name": "Not now"}],
            "password": [{"by": "attribute", "attribute": "type", "value": "password"}],
        },
        "interruptions": {
            "offer": {"visible": "not_now", "title": "Turn on notifications", "dismiss": "not_now"},
            "password": {"visible": "password", "reason": "password"},
        },
    }
)
PAGE = """
<style>dialog { position: fixed; inset: 20% 30%; display: block } </style>
<script>
  window.pressed = [];
  window.press = (button, stays) => {
    pressed.push(button.id);
    if (!stays) (button.closest('dialog') || button).remove();
  };
</script>
"""


def button(name: str, *, stays: bool = False, more: str = "") -> str:
    call = f"press(this, {str(stays).lower()})"
    return f'<button id="{name}" onclick="{call}" {more}>Not now</button>'


HIDDEN = button("twin", more="aria-hidden=true")


@pytest.fixture(scope="module")
def show(local_browser: Launched) -> Iterator[Callable[[str], Screen]]:
    guard = Guard(Fence(hosts=frozenset()))
    tab = local_browser.tab(None, guard)
    page = tab.page
    quiet = Quiet(page)

    def shown(body: str) -> Screen:
        page.set_content(PAGE + body)
        return Screen(
            page=page, view=PageView(page), quiet=quiet, file=FILE, pace=Pace(pause=(0, 0))
        )

    yield shown
    tab.close()


def pressed(screen: Screen) -> list[str]:
    return list(screen.page.evaluate("window.pressed"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<dialog open><h2>Turn on notifications</h2>{button('offer')}</dialog>", ["offer"]),
        (f"<h1>Turn on notifications</h1>{button('offer')}", ["offer"]),
        (f"<dialog open><h2>Leave this group?</h2>{button('other')}</dialog>", []),
        (
            f"<h1>Turn on notifications</h1><dialog open><h2>Leave?</h2>{button('other')}</dialog>",
            [],
        ),
        (
            f"{button('page')}<dialog open><h2>Turn on notifications</h2><p>Soon.</p></dialog>",
            [],
        ),
        (
            f"<dialog open><h2>Turn on notifications</h2>{HIDDEN}{button('offer')}</dialog>",
            ["offer"],
        ),
    ],
    ids=["dialog", "page", "another", "title-beneath", "button-beneath", "hidden-twin"],
)
def test_only_a_named_offer_is_put_away(
    show: Callable[[str], Screen], body: str, expected: list[str]
) -> None:
    screen = show(body)
    assert screen.settle() is False
    assert pressed(screen) == expected


def test_an_offer_that_comes_twice_is_put_away_twice(show: Callable[[str], Screen]) -> None:
    offer = "<dialog open><h2>Turn on notifications</h2>{}</dialog>"
    screen = show(offer.format(button("first")) + offer.format(button("second")))
    screen.settle()
    assert pressed(screen) == ["second", "first"]


def test_an_offer_that_does_not_go_away_ends_the_setting(show: Callable[[str], Screen]) -> None:
    screen = show(
        f"<dialog open><h2>Turn on notifications</h2>{button('offer', stays=True)}</dialog>"
    )
    with pytest.raises(SettingError, match="did not go away") as error:
        screen.settle()
    assert error.value.reason is Reason.UNEXPECTED_DIALOG
    assert len(pressed(screen)) == 2


def test_what_only_a_person_may_handle_comes_first(show: Callable[[str], Screen]) -> None:
    screen = show(
        "<dialog open><h2>Turn on notifications</h2>"
        f"<input type=password aria-label=Password>{button('offer')}</dialog>"
    )
    with pytest.raises(Unreachable) as error:
        screen.settle()
    assert error.value.reason is Reason.PASSWORD
    assert pressed(screen) == []


def test_a_person_is_asked_again_but_not_for_ever(show: Callable[[str], Screen]) -> None:
    screen = show("<input type=password aria-label=Password>")
    asked = []

    def dealt_with(_screen: Screen, interruption: Interruption) -> bool:
        asked.append(interruption)
        return True

    screen.handover = dealt_with
    with pytest.raises(Unreachable) as error:
        screen.settle()
    assert error.value.reason is Reason.PASSWORD
    assert len(asked) == 2
