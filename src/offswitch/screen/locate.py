"""From a locator in the selector file to the elements on the page that match it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from playwright.sync_api import ElementHandle

from offswitch.model.locators import ByKey, ByLabel, ByPhrase, ByRow, label_of
from offswitch.model.locators import Locator as Place
from offswitch.screen.frames import frame_elements
from offswitch.screen.pointer import point_of
from offswitch.screen.query import Query
from offswitch.screen.scripts import script
from offswitch.screen.snapshot import ControlSnapshot
from offswitch.screen.view import PageView

Translate = Callable[[str], tuple[str, ...]]
_LAYER = script("layer.js", "layerOf")


def operable(view: PageView, place: Place, translate: Translate) -> list[ElementHandle]:
    """Return the elements that match a locator and that a pointer can reach; of nested ones, the innermost.

    Args:
        view: what can be seen on the page.
        place: a locator from a selector file; ``label`` and ``key`` locators find controls.
        translate: English label → what the page's language shows.
    """
    found = []
    for node in _fitting(view, place, translate):
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


def query_of(place: Place, translate: Translate) -> Query | None:
    """Return a locator as it is asked of the browser; None for those that a survey finds."""
    if isinstance(place, ByLabel | ByKey | ByRow):
        return None
    label = place.value if isinstance(place, ByPhrase) else label_of(place)
    return Query(place, translate(label) if label else ())


def _fitting(view: PageView, place: Place, translate: Translate) -> Iterator[ElementHandle]:
    query = query_of(place, translate)
    if query is not None:
        yield from view.matching(query)
    elif isinstance(place, ByLabel | ByKey):
        for snapshot in among(view.survey().controls, place, translate):
            yield snapshot.node
    elif isinstance(place, ByRow):
        labels = translate(place.label)
        rows = view.survey().rows
        yield from (row.node for row in rows if any(row.says(label) for label in labels))


def among(
    seen: Iterable[ControlSnapshot], place: ByLabel | ByKey, translate: Translate
) -> list[ControlSnapshot]:
    """Return those of some controls that match a ``label`` or ``key`` locator."""
    labels = translate(place.label)
    called = [snapshot for snapshot in seen if any(snapshot.called(label) for label in labels)]
    if isinstance(place, ByKey):
        return [s for s in called if s.keys.get(place.attribute) == place.value]
    return called


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
