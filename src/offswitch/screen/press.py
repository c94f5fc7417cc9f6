"""One click, as a pointer would make it: on what a person sees, never on what lies under it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import ElementHandle, Page

_POINT = (Path(__file__).parent / "point.js").read_text(encoding="utf-8")
_MARKER = (Path(__file__).parent / "marker.js").read_text(encoding="utf-8")


_STANDS_STILL = """async (node) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const box = () => JSON.stringify(node.getBoundingClientRect());
  for (let last = '', same = 0, left = 120; same < 3 && left > 0; left -= 1) {
    const now = box();
    same = now === last ? same + 1 : 0;
    last = now;
    await frame();
  }
}"""


@dataclass(frozen=True)
class Point:
    """A place on the page, in CSS pixels of the window, and what is pressed there."""

    x: float
    y: float
    via: str


def point_of(node: ElementHandle, *, control: bool) -> Point | None:
    """Find where a pointer presses this element, after bringing it into view.

    Args:
        node: the element.
        control: whether its own label and its drawn track stand for it.

    Returns:
        None when something else lies over every point of it.
    """
    found = _point(node, control=control)
    if found is None:
        node.evaluate(
            "n => n.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'})"
        )
        found = _point(node, control=control)
    return found


def await_still(node: ElementHandle) -> None:
    """Wait until an element has stopped moving: a dialog that opens slides in first."""
    node.evaluate(_STANDS_STILL)


def _point(node: ElementHandle, *, control: bool) -> Point | None:
    answer: dict[str, Any] = node.evaluate(f"(n, c) => ({_POINT})(n, c)", control)
    if "covered" in answer:
        return None
    left, top = _frame_offset(node)
    return Point(left + answer["x"], top + answer["y"], answer["via"])


def press(page: Page, point: Point) -> None:
    """Press the main button at a point, once."""
    page.mouse.move(point.x, point.y)
    page.mouse.click(point.x, point.y)


def mark(page: Page, node: ElementHandle | None, words: str) -> None:
    """Frame an element for the person who watches, or take the frame away."""
    if node is None:
        page.evaluate(_MARKER, [None, ""])
    elif node.owner_frame() == page.main_frame:
        page.evaluate(_MARKER, [node, words])


def _frame_offset(node: ElementHandle) -> tuple[float, float]:
    frame = node.owner_frame()
    if frame is None or frame.parent_frame is None:
        return 0.0, 0.0
    box = frame.frame_element().bounding_box()  # relative to the window, also when nested
    return (box["x"], box["y"]) if box else (0.0, 0.0)
