"""A selector file that names a password field for the search, on a live page: nothing is typed."""

from __future__ import annotations

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.errors import SettingError
from offswitch.model.geography import SelectorFile
from offswitch.screen import PageView, Quiet, Screen

pytestmark = pytest.mark.e2e

FIELDS = (
    '<input id="box" type="password">',
    '<input id="box" name="pass">',
    '<input id="box" autocomplete="current-password">',
    '<input id="box" autocomplete="one-time-code">',
    '<input id="box" onfocus="document.getElementById(\'other\').focus()">',
)
PAGE = """<!doctype html><html lang="en"><body style="padding:60px">{field}
<input id="other" type="password"></body></html>"""
FILE = {
    "schema": 1,
    "platform": "lamp",
    "version": "2026-01",
    "hosts": ["lamp.test"],
    "elements": {"box": [{"by": "attribute", "attribute": "id", "value": "box"}]},
}


def test_nothing_is_typed_into_a_field_for_secrets(local_browser: Launched) -> None:
    page = local_browser.tab(None, Guard(Fence(hosts=frozenset()))).page
    screen = Screen(
        page=page,
        view=PageView(page),
        quiet=Quiet(page),
        file=SelectorFile.model_validate(FILE),
        pace=Pace(pause=(0, 0)),
    )
    for field in FIELDS:
        page.set_content(PAGE.format(field=field))
        with pytest.raises(SettingError, match="takes a password"):
            screen.type("box", "query")
        typed = page.evaluate("() => [...document.querySelectorAll('input')].map(n => n.value)")
        assert typed == ["", ""]
    page.set_content(PAGE.format(field='<input id="box">'))
    screen.type("box", "query")
    assert page.input_value("#box") == "query"
