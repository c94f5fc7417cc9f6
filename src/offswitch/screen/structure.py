"""The structure of a page as it is drawn, frame in frame; not fit to be kept before it is redacted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from playwright.sync_api import ElementHandle, Frame, Page

from offswitch.screen.frames import visible_frames
from offswitch.screen.scripts import script

_STRUCTURE = script("structure.js", "structureOf")

RawNode = dict[str, Any]
"""One element or text, in the words of ``model.page_bundle``; its texts are the page's own."""


def structure_of(page: Page, openers: Collection[ElementHandle] = ()) -> dict[str, Any]:
    """Return ``language``, ``view``, and ``nodes`` of everything that is drawn on a page.

    Args:
        page: the page.
        openers: elements that open a part of it.

    Raises:
        playwright.sync_api.Error: the page navigated or closed meanwhile.
    """
    frames = visible_frames(page)
    looks = {frame: _look(frame, frames, openers) for frame in frames}
    whole = looks[page.main_frame]
    return {**whole, "nodes": _joined(page.main_frame, frames, looks)}


def _inner(frame: Frame, frames: tuple[Frame, ...]) -> list[Frame]:
    return [each for each in frames if each.parent_frame == frame]


def _look(
    frame: Frame, frames: tuple[Frame, ...], openers: Collection[ElementHandle]
) -> dict[str, Any]:
    elements = [each.frame_element() for each in _inner(frame, frames)]
    own = [each for each in openers if each.owner_frame() == frame]
    look: dict[str, Any] = frame.evaluate(_STRUCTURE, [elements, own])
    return look


def _joined(
    frame: Frame, frames: tuple[Frame, ...], looks: dict[Frame, dict[str, Any]]
) -> list[RawNode]:
    """Put what is in each inner frame in the place of its element."""
    nodes: list[RawNode] = list(looks[frame]["nodes"])
    inner = _inner(frame, frames)
    for number, node in enumerate(tuple(nodes)):
        if (index := node.get("frame", -1)) >= 0:
            nodes += _moved(_joined(inner[index], frames, looks), number, len(nodes))
    return nodes


def _moved(nodes: list[RawNode], within: int, by: int) -> list[RawNode]:
    """Return the nodes of a frame as they stand in its outer document."""

    def other(number: int) -> int:
        return number + by if number >= 0 else -1

    return [
        {
            **node,
            "in": other(node["in"]) if node["in"] >= 0 else within,
            "labelled": [other(each) for each in node.get("labelled", ())],
            "labels": other(node.get("labels", -1)),
            "group": other(node.get("group", -1)),
            "frame": -1,
        }
        for node in nodes
    ]
