"""What a step may say and be, on pages modeled on other people's bug reports.

Each page notes what was pressed. A step may be refused; what nobody named is never pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from offswitch.errors import SettingError
from offswitch.screen import Screen
from tests.e2e.kind_press.conftest import pressed, pressed_by

pytestmark = pytest.mark.e2e


WORDS = [
    "Save and accept all",
    "Continue and agree to everything",
    "Alle akzeptieren",
    "Speichern und allen zustimmen",
    "Tout accepter",
    "Enregistrer et tout autoriser",
    "Aceptar todo",
    "Delete account",
    "Close and delete my account",
    "Konto löschen",
    "Supprimer le compte",
]
BY = {
    "id": '<button id="step" data-as="hit">{}</button>',
    "test_id": '<div role="button" tabindex="0" data-testid="step" data-as="hit"><b>{}</b></div>',
    "link": '<a href="/privacy" data-as="hit">{}</a>',
    "unnamed": '<button data-as="hit" aria-label="{}"><svg width="20" height="20"></svg></button>',
}


@pytest.mark.parametrize("by", BY)
def test_no_step_grants_or_destroys_whatever_found_it(
    show: Callable[[str], Screen], by: str
) -> None:
    """MathRobin/Never-Consent #43: the same button, found without its words, now says another thing.

    So does sandstorm-io/sandstorm #2463, where one click on a button suspends the account.
    """
    hit = []
    for word in WORDS:
        screen = show(BY[by].format(word))
        hit += [word for _ in pressed_by(screen, by)]
    assert hit == []


def test_a_submit_button_without_text_has_words_too(show: Callable[[str], Screen]) -> None:
    """cavi-au/Consent-O-Matic #269: the button that goes on is the one that accepts."""
    for word in ("Accept all and continue", "Akzeptieren und weiter"):
        screen = show(f'<form><input type="submit" id="step" value="{word}" data-as="hit"></form>')
        assert pressed_by(screen, "id") == [], word


@pytest.mark.parametrize("word", ["Accept all", "Alle akzeptieren", "Tout accepter"])
def test_what_puts_an_offer_away_does_not_grant(show: Callable[[str], Screen], word: str) -> None:
    """duckduckgo/autoconsent #1412: a consent dialog drawn anew, with the old hooks in it."""
    screen = show(
        '<dialog open><h2>Take the tour</h2><button id="later" data-as="hit" '
        f"onclick=\"this.closest('dialog').remove()\">{word}</button></dialog>"
    )
    with suppress(SettingError):
        screen.settle()
    assert pressed(screen) == []


SWITCH = 'role="switch" aria-checked="false" tabindex="0"'
NAME = "Location history"
TOGGLES = {
    "checkbox-in-a-label": (
        "text",
        f'<label><input type="checkbox" data-as="hit"> <span>{NAME}</span></label>',
    ),
    "label-for": (
        "text",
        f'<input type="checkbox" id="box" data-as="hit"><label for="box">{NAME}</label>',
    ),
    "label-by-id": (
        "id",
        f'<label id="step" data-as="hit"><input type="checkbox"> {NAME}</label>',
    ),
    "row-with-a-switch": (
        "row",
        f'<div role="button" tabindex="0" data-as="hit"><b>{NAME}</b><i {SWITCH}></i></div>',
    ),
    "switch-by-id": ("id", f'<div {SWITCH} id="step" data-as="hit">{NAME}</div>'),
    "pressed-button": ("toggle", f'<button aria-pressed="false" data-as="hit">{NAME}</button>'),
    "menu-item": (
        "test_id",
        f"""<div role="menu"><div role="menuitemcheckbox" aria-checked="false" tabindex="-1"
        data-testid="step" data-as="hit">{NAME}</div></div>""",
    ),
    "radio": ("text", f'<label><input type="radio" data-as="hit"> <i>{NAME}</i></label>'),
}


@pytest.mark.parametrize("toggle", TOGGLES)
def test_a_step_never_switches_anything(show: Callable[[str], Screen], toggle: str) -> None:
    """Thurbeen/thurbox #654: a click on the row selected it, and today it switches.

    open-learning-exchange/myplanet #2468 is the same with a row that is one large switch.
    """
    step, body = TOGGLES[toggle]
    screen = show(body)
    assert pressed_by(screen, step) == []
    assert not screen.page.locator(":checked").count()


def test_a_row_that_leads_on_is_still_pressed(show: Callable[[str], Screen]) -> None:
    screen = show(
        '<a href="/privacy" data-as="go"><div>Location history</div><small>On</small></a>'
    )
    assert pressed_by(screen, "link") == ["go"]
    screen = show('<button id="step" data-as="go">Review what you accepted</button>')
    assert pressed_by(screen, "id") == ["go"]
