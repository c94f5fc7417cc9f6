"""A small page, and one function of the survey asked about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.screen.scripts import script
from offswitch.screen.snapshot import STATE_WORDS

Ask = Callable[..., Any]
HELPERS = """
  const view = viewOf(words);
  const one = (selector) => document.querySelector(selector);
  const control = (selector) => view.controls.find((each) => each.peers.includes(one(selector)));
  const texts = (lines) => lines.map((line) => line.text);
"""


@pytest.fixture(scope="module")
def page(local_browser: Launched) -> Iterator[Page]:
    tab = local_browser.tab(None, Guard(Fence(hosts=frozenset())))
    yield tab.page
    tab.close()


@pytest.fixture
def ask(page: Page) -> Ask:
    """Show a body, and return what an expression gives there: of any function that a survey has."""

    def asked(body: str, expression: str, module: str = "survey/survey.js") -> Any:
        page.set_content(f"<!doctype html>{body}")
        helpers = HELPERS if module.startswith("survey/survey") else ""
        value = f"(words) => {{ {helpers} return {expression}; }}"
        return page.evaluate(script(module, value), sorted(STATE_WORDS))

    return asked
