"""The picture of a control is cut to its row, and a run never ends for want of one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error

from offswitch.screen.picture import crop

Box = tuple[float, float, float, float]
SIZE = {"width": 1000, "height": 2000}


class Page:
    def __init__(self, size: dict[str, int] | None) -> None:
        self.viewport_size = size
        self.clip: dict[str, float] = {}

    def screenshot(self, *, clip: dict[str, float], **_: Any) -> bytes:
        self.clip = clip
        return b"png"


def node(box: Box | None, *, is_gone: bool = False) -> Any:
    def row(_script: str) -> Any:
        if is_gone:
            raise Error("it is gone")
        return SimpleNamespace(as_element=lambda: shown)

    named = dict(zip(("x", "y", "width", "height"), box, strict=True)) if box else None
    shown = SimpleNamespace(
        bounding_box=lambda: named, scroll_into_view_if_needed=lambda **_: None, evaluate_handle=row
    )
    return shown


def cut(*nodes: Any, size: dict[str, int] | None = SIZE) -> Box | None:
    page: Any = Page(size)
    if crop(page, nodes) is None:
        assert not page.clip
        return None
    clip = page.clip
    return clip["x"], clip["y"], clip["width"], clip["height"]


@pytest.mark.parametrize(
    ("boxes", "clip"),
    [
        ([(100, 200, 300, 50)], (92, 192, 316, 66)),
        ([(100, 200, 300, 50), (50, 300, 100, 40)], (42, 192, 366, 156)),
        ([(0, 0, 1000, 50)], (0, 0, 1000, 58)),
        ([(100, 1990, 300, 50)], (92, 1982, 316, 18)),
        ([(100, 200, 300, 5000)], (92, 192, 316, 700)),
    ],
)
def test_it_shows_the_rows_with_a_margin_as_far_as_they_are_seen(
    boxes: list[Box], clip: Box
) -> None:
    assert cut(*map(node, boxes)) == clip


@pytest.mark.parametrize(
    "nodes",
    [
        [],
        [node(None)],
        [node((100, 2050, 300, 50))],  # below what is seen
        [node((100, 200, 300, 50), is_gone=True)],
    ],
)
def test_what_cannot_be_seen_has_none(nodes: list[Any]) -> None:
    assert cut(*nodes) is None


def test_nor_has_a_window_of_unknown_size() -> None:
    assert cut(node((100, 200, 300, 50)), size=None) is None
