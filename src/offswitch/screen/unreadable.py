"""Parts of a page that cannot be read: closed shadow roots, and frames that did not load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Error, Frame, Page

from offswitch.screen.frames import visible_frames, waiting_frames
from offswitch.screen.marker import MARKER

_LEAST_PIXELS = 16
"""A frame narrower or lower than this shows nothing that a person could operate."""
_MOST_BOXES = 60
_ELEMENT, _TEXT = 1, 3
_OPERABLE = frozenset({"a", "button", "details", "input", "label", "select", "summary", "textarea"})
_NO_TEXT = frozenset({"script", "style", "template", "title"})
_TELLING = frozenset({"role", "tabindex", "onclick", "aria-label", "contenteditable"})

Node = dict[str, Any]
"""One node of the tree, as the browser's protocol describes it."""


def unread_frames(page: Page) -> tuple[str, ...]:
    """Return the hosts of the visible frames whose content could not be read.

    Raises:
        playwright.sync_api.Error: the page navigated or closed during the look.
    """
    shown = [frame for frame in visible_frames(page)[1:] if _has_room(frame)]
    hosts = [_host(frame) for frame in shown if not _is_readable(frame)]
    hosts += [_host(frame) for frame in waiting_frames(page) if _has_room(frame)]
    return tuple(dict.fromkeys(hosts))


def has_closed_shadow_root(page: Page) -> bool:
    """Tell whether a closed shadow root draws text or something to operate.

    The browser's own shadow roots, in inputs and players, do not count.
    """
    # A frame with its own process needs its own session; any other is part of the frame around it.
    targets: list[Page | Frame] = [page, *visible_frames(page)[1:]]
    return any(_draws_closed_part(page, target) for target in targets)


def _has_room(frame: Frame) -> bool:
    box = frame.frame_element().bounding_box()
    return box is not None and min(box["width"], box["height"]) >= _LEAST_PIXELS


def _is_readable(frame: Frame) -> bool:
    if frame.url.startswith("chrome-error:"):
        return False
    try:
        if frame.evaluate("() => document.readyState") == "loading":
            return False
        # A frame that was never let in stays at the blank page that it started with.
        return not (frame.url in {"", "about:blank"} and _wanted(frame).startswith("http"))
    except Error:
        return False


def _host(frame: Frame) -> str:
    address = frame.url if frame.url.startswith("http") else _wanted(frame)
    return urlsplit(address).netloc or "unknown"


def _wanted(frame: Frame) -> str:
    """Return the address in a frame's element."""
    try:
        return str(frame.frame_element().evaluate("n => n.src || n.data || ''"))
    except Error:
        return ""


def _draws_closed_part(page: Page, target: Page | Frame) -> bool:
    try:
        session = page.context.new_cdp_session(target)
    except Error:
        return False  # it is part of the frame around it
    try:
        return any(_is_drawn(session, host, root) for host, root in _closed(session))
    finally:
        session.detach()


def _closed(session: CDPSession) -> Iterator[tuple[Node, Node]]:
    """Yield each element with a closed shadow root, and that root."""
    tree = session.send("DOM.getDocument", {"depth": -1, "pierce": True})
    for node in _all(tree["root"]):
        if MARKER not in node.get("attributes", ()):
            for root in node.get("shadowRoots", ()):
                if root.get("shadowRootType") == "closed":
                    yield node, root


def _is_drawn(session: CDPSession, host: Node, root: Node) -> bool:
    """Tell whether anything in a shadow root that has text or can be operated is drawn on the page."""
    telling = [node for node in _all(root) if _tells(node)]
    telling += [host] if _has_text(root) else []
    return any(_has_box(session, node) for node in telling[:_MOST_BOXES]) or (
        len(telling) > _MOST_BOXES
    )


def _tells(node: Node) -> bool:
    name = node.get("localName", "")
    if node["nodeType"] != _ELEMENT or name in _NO_TEXT:
        return False
    if name in _OPERABLE or _TELLING & set(node.get("attributes", [])[::2]):
        return True
    return _has_text(node)


def _has_text(node: Node) -> bool:
    texts = (child for child in node.get("children", ()) if child["nodeType"] == _TEXT)
    return any(text["nodeValue"].strip() for text in texts)


def _has_box(session: CDPSession, node: Node) -> bool:
    try:
        model = session.send("DOM.getBoxModel", {"backendNodeId": node["backendNodeId"]})["model"]
    except Error:
        return False  # it is not drawn
    return bool(min(model["width"], model["height"]) > 1)


def _all(node: Node) -> Iterator[Node]:
    """Yield a node and everything in it, including frames and shadow roots but not the browser's own."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.get("children", ())
        waiting += [r for r in one.get("shadowRoots", ()) if r["shadowRootType"] != "user-agent"]
        waiting += [one["contentDocument"]] if "contentDocument" in one else []
