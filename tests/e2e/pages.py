"""A test's own pages, shown in a real browser without a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import Any

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.model.geography import SelectorFile
from offswitch.model.lexicon import Lexicon
from offswitch.screen import PageView, Quiet, Screen

Show = Callable[..., Screen]


def selector_file(**more: Any) -> SelectorFile:
    return SelectorFile.model_validate({"schema": 1, "platform": "example", **more})


def by_role(role: str, name: str) -> list[dict[str, str]]:
    return [{"by": "role", "role": role, "name": name}]


@contextmanager
def shown(browser: Launched) -> Iterator[Show]:
    """Give a function that shows a body under a selector file's elements, and returns its screen."""
    guard = Guard(Fence(hosts=frozenset()))
    tab = browser.tab(None, guard)
    page = tab.page
    quiet = Quiet(page)
    page.goto("about:blank")  # only a page that was loaded is watched

    def show(
        body: str,
        elements: Mapping[str, Any] | None = None,
        *,
        language: str = "en",
        lexicon: Lexicon | None = None,
        **more: Any,
    ) -> Screen:
        page.mouse.move(0, 0)
        page.set_content(
            f'<!doctype html><html lang="{language}"><script>window.pressed = [];</script>{body}'
        )
        return Screen(
            page=page,
            view=PageView(page),
            quiet=quiet,
            file=selector_file(elements=elements or {}, **more),
            lexicon=lexicon or Lexicon(),
            pace=Pace(pause=(0, 0)),
        )

    yield show
    tab.close()


def button(id_: str, text: str, more: str = "") -> str:
    """A button that notes its click with the outermost page."""
    return f'<button id="{id_}" onclick="top.pressed.push(this.id)" {more}>{text}</button>'


def frame(body: str, style: str = "width:400px;height:200px") -> str:
    return f'<iframe style="{style}" srcdoc="{escape(body, quote=True)}"></iframe>'


def pressed(screen: Screen) -> list[str]:
    return list(screen.page.evaluate("window.pressed"))
