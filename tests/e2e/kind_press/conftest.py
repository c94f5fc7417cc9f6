"""A page of other people's bug reports that notes what was pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.errors import SettingError
from offswitch.model.geography import SelectorFile
from offswitch.screen import PageView, Quiet, Screen

FILE = SelectorFile.model_validate(
    {
        "schema": 1,
        "platform": "allotment",
        "elements": {
            "named": [{"by": "role", "role": "button", "name": "Privacy settings"}],
            "unnamed": [{"by": "role", "role": "button"}],
            "text": [{"by": "text", "value": "Location history"}],
            "row": [{"by": "row", "label": "Location history"}],
            "id": [{"by": "attribute", "attribute": "id", "value": "step"}],
            "test_id": [{"by": "attribute", "attribute": "data-testid", "value": "step"}],
            "link": [{"by": "href", "value": "/privacy"}],
            "toggle": [{"by": "role", "role": "button", "name": "Location history"}],
            "later": [{"by": "attribute", "attribute": "id", "value": "later"}],
        },
        "interruptions": {
            "tour": {"visible": "later", "title": "Take the tour", "dismiss": "later"},
        },
    }
)
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><style>
body { margin: 60px; font: 16px sans-serif }
button { display: block; width: 240px; height: 30px }
</style><script>
window.pressed = [];
addEventListener("click", event => {
  if (event.target.closest("a, [type=submit]")) event.preventDefault();
  const hit = event.target.closest("[data-as]");
  if (hit) top.pressed.push(hit.dataset.as);
});
</script>"""


@pytest.fixture(scope="module")
def show(local_browser: Launched) -> Iterator[Callable[[str], Screen]]:
    tab = local_browser.tab(None, Guard(Fence(hosts=frozenset())))
    page = tab.page
    quiet = Quiet(page)

    def shown(body: str) -> Screen:
        page.mouse.move(0, 0)
        page.set_content(HEAD + body)
        return Screen(
            page=page, view=PageView(page), quiet=quiet, file=FILE, pace=Pace(pause=(0, 0))
        )

    yield shown
    tab.close()


def pressed(screen: Screen) -> list[str]:
    return list(screen.page.evaluate("window.pressed"))


def pressed_by(screen: Screen, step: str) -> list[str]:
    """Return what a step pressed; a step that is refused pressed nothing that it would tell of."""
    with suppress(SettingError):
        screen.click(step)
    return pressed(screen)
