"""What a person who watches sees: an outline and a few words."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import ElementHandle, Error, Page

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.screen import Screen
from tests.e2e.pages import Show, frame, shown

OUTLINE, CAPTION = "#e4570c", "#9a3412"
"""The marker's colors; the pages have none of them."""
HIDDEN = (0, 0, 0, 0)
SWITCH = (
    '<button id="switch" role="switch" aria-checked="true" style="width:48px;height:26px"></button>'
)
ROW = f'<div id="row" style="display:flex;gap:12px;padding:12px"><span>Use my data for research</span>{SWITCH}</div>'
_BOXES = """async ([png, colors]) => {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  return colors.map((color) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
    const box = { left: 1e9, top: 1e9, right: 0, bottom: 0 };
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] !== r || data[at + 1] !== g || data[at + 2] !== b) continue;
      const x = (at / 4) % image.width, y = Math.floor(at / 4 / image.width);
      box.left = Math.min(box.left, x); box.top = Math.min(box.top, y);
      box.right = Math.max(box.right, x + 1); box.bottom = Math.max(box.bottom, y + 1);
    }
    return box.right ? [box.left, box.top, box.right, box.bottom] : [0, 0, 0, 0];
  });
}"""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Drawn:
    """What a screenshot has of the marker: left, top, right, and bottom of each part."""

    outline: Box
    caption: Box

    def is_around(self, box: Box, by: float = 14) -> bool:
        """Whether the outline goes around a box, close to it."""
        left, top, right, bottom = (abs(a - b) for a, b in zip(self.outline, box, strict=True))
        outside = (
            self.outline[0] <= box[0] + 1
            and self.outline[1] <= box[1] + 1
            and self.outline[2] >= box[2] - 1
            and self.outline[3] >= box[3] - 1
        )
        return outside and max(left, top, right, bottom) <= by


@pytest.fixture(scope="module")
def show(local_browser: Launched) -> Iterator[Show]:
    with shown(local_browser) as showing:
        yield showing


@pytest.fixture(scope="module")
def drawn(local_browser: Launched) -> Iterator[Callable[[Page], Drawn]]:
    """Look at a page's pixels, in a page of its own that no policy of the other reaches."""
    tab = local_browser.tab(None, Guard(Fence(hosts=frozenset())))

    def look(page: Page) -> Drawn:
        png = base64.b64encode(page.screenshot()).decode()
        outline, caption = tab.page.evaluate(_BOXES, [png, [OUTLINE, CAPTION]])
        return Drawn(tuple(outline), tuple(caption))

    yield look
    tab.close()


Look = Callable[[Page], Drawn]


def there(screen: Screen, css: str = "#switch") -> ElementHandle:
    """Find an element in any frame; one may still be loading, and one of the page before going away."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for each in screen.page.frames:
            with suppress(Error):
                if (node := each.query_selector(css)) is not None:
                    return node
        screen.page.wait_for_timeout(50)
    raise AssertionError(css)


def box_of(node: ElementHandle) -> Box:
    box = node.bounding_box()  # of the window, whatever frame it is in
    assert box is not None
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def markers(page: Page) -> int:
    count = "() => document.querySelectorAll('[data-offswitch-marker]').length"
    return sum(frame.evaluate(count) for frame in page.frames)


def framed(body: str, more: str = "") -> str:
    style = "width:600px;height:240px;margin:30px;border:5px solid #ccc"
    return frame(body, style).replace("<iframe", f"<iframe {more}")
