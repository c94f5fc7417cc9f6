"""From a locator in the selector file to the elements on the page that match it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from playwright.sync_api import ElementHandle, Frame, Locator, Page

from offswitch.model.locators import (
    ByAttribute,
    ByHref,
    ByKey,
    ByLabel,
    ByPhrase,
    ByRole,
    ByRow,
    ByText,
)
from offswitch.model.locators import Locator as Place
from offswitch.model.text import pattern, phrase
from offswitch.screen.frames import frame_elements, visible_frames
from offswitch.screen.pointer import point_of
from offswitch.screen.scripts import script
from offswitch.screen.snapshot import ControlSnapshot
from offswitch.screen.survey import survey

Translate = Callable[[str], tuple[str, ...]]
_LAYER = script("layer.js", "layerOf")


def operable(page: Page, place: Place, translate: Translate) -> list[ElementHandle]:
    """Return the elements that match a locator and that a pointer can reach; of nested ones, the innermost.

    Args:
        page: the live page.
        place: a locator from a selector file; ``label`` and ``key`` locators find controls.
        translate: English label → what the page's language shows.
    """
    found = []
    for node in _fitting(page, place, translate):
        if place.within == "top_dialog" and layer_of(node) != "dialog":
            continue
        is_control = isinstance(place, ByLabel | ByKey)
        if point_of(node, control=is_control) is not None:
            found.append(node)
    return _innermost(found)


def layer_of(node: ElementHandle) -> Literal["dialog", "page", "beneath"]:
    """Tell whether an element is in the topmost dialog, beneath it, or on a page without one.

    A dialog in an outer page covers the frames that are not in it.
    """
    layers = [each.evaluate(_LAYER) for each in (*frame_elements(node), node)]
    if "beneath" in layers:
        return "beneath"
    return "dialog" if "dialog" in layers else "page"


def _fitting(page: Page, place: Place, translate: Translate) -> Iterator[ElementHandle]:
    if isinstance(place, ByLabel | ByKey):
        for snapshot in among(survey(page).controls, place, translate):
            yield snapshot.node
        return
    if isinstance(place, ByRow):
        labels = translate(place.label)
        rows = survey(page).rows
        yield from (row.node for row in rows if any(row.says(label) for label in labels))
        return
    for frame in visible_frames(page):
        for locator in _locators(frame, place, translate):
            yield from locator.filter(visible=True).element_handles()


def among(
    seen: Iterable[ControlSnapshot], place: ByLabel | ByKey, translate: Translate
) -> list[ControlSnapshot]:
    """Return those of some controls that match a ``label`` or ``key`` locator."""
    labels = translate(place.label)
    called = [snapshot for snapshot in seen if any(snapshot.called(label) for label in labels)]
    if isinstance(place, ByKey):
        return [s for s in called if s.keys.get(place.attribute) == place.value]
    return called


def _locators(frame: Frame, place: Place, translate: Translate) -> Iterator[Locator]:
    match place:
        case ByRole(role=role, name=None):
            yield frame.get_by_role(role)
        case ByRole(role=role, name=str(name)):
            for label in translate(name):
                yield frame.get_by_role(role, name=pattern(label))
        case ByHref(value=value):
            yield frame.locator(f"a[href^={_quoted(value)}]")
        case ByText(value=value):
            for label in translate(value):
                yield frame.get_by_text(pattern(label))
        case ByPhrase(value=value):
            for label in translate(value):
                yield frame.get_by_text(phrase(label))
        case ByAttribute(attribute=attribute, value=value):
            yield frame.locator(f"[{attribute}={_quoted(value)}]")
        case _:
            return


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _innermost(nodes: list[ElementHandle]) -> list[ElementHandle]:
    """Drop elements that contain another one: a button in a link of the same name is one thing."""
    if len(nodes) <= 1:
        return nodes
    return [
        node
        for node in nodes
        if not any(
            other is not node and node.evaluate("(a, b) => a !== b && a.contains(b)", other)
            for other in nodes
        )
    ]
