"""Draws a captured page: everything that its bundle says is text, a number, or a word of a closed list."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from offswitch.model.page_bundle import BundleNode, BundlePage, PageBundle
from offswitch.replica.captured_groups import radio_groups
from offswitch.replica.fixtures import fixtures_folder
from offswitch.replica.site import Api

_MARK = re.compile(r"\{\{(\w+)\}\}")
_EMPTY = frozenset({"img", "input"})
_HIDDEN = {
    "gone": "display:none",
    "unseen": "visibility:hidden",
    "clear": "opacity:0",
}
_ICON = "•"
_NARROWER = 0.9
"""The letters are others than the site's, and must not need more room than those."""
_NAMES = {"x-switch": "captured-switch"}
_OWN_NAME = re.compile(r"<name [0-9]+>")
OPERATION = "CapturedPageMutation"
"""The name under which a page sends a change; selector files take such names for changes."""


@dataclass(frozen=True)
class Sending:
    """How a captured page's own script sends its requests, and for whom.

    Attributes:
        api: how the platform's pages name their operations.
        keeps: for a session that is no cookie, the field and the header that tell who asks, and what the
            platform's own store of it calls that.
        name: of who is signed in.
        whose: what the platform's pages have in them that tells this, as HTML.
    """

    api: Api
    keeps: Mapping[str, str]
    name: str = ""
    whose: str = ""

    def facts(self, number: int, *, asks: bool) -> dict[str, Any]:
        """Return what the script has to know on a page; ``asks`` if it first has to find out who is there."""
        return {
            "page": number,
            "asks": asks,
            "path": self.api.path,
            "operation": self.api.operation,
            "variables": self.api.variables,
            "name": OPERATION,
            **self.keeps,
        }


def drawn(bundle: PageBundle, number: int, now: Mapping[int, str], sending: Sending) -> str:
    """Return a page.

    Args:
        bundle: what was captured.
        number: of the page.
        now: its controls that were changed since, by their numbers, with their states.
        sending: how its script sends its requests, and for whom.
    """
    shown = bundle.pages[number]
    is_led_to = any(node.leads == number for page in bundle.pages for node in page.nodes)
    parts = _Page(shown, now, sending.name, has_opened=is_led_to and not shown.at).write()
    body = "".join(parts) + sending.whose
    return _document(bundle.language, body, sending.facts(number, asks=False))


def doorway(bundle: PageBundle, number: int, sending: Sending) -> str:
    """Return a page that finds out who is there, and then shows another one to somebody who is signed in."""
    return _document(bundle.language, "", sending.facts(number, asks=True))


def _document(language: str, body: str, facts: Mapping[str, Any]) -> str:
    kit = fixtures_folder() / "_kit"
    parts = {
        "language": html.escape(language),
        "body": body,
        "boot": json.dumps(facts).replace("<", "\\u003c"),
        "script": (kit / "captured.js").read_text("utf-8"),
    }
    template = (kit / "captured.html").read_text("utf-8")
    return _MARK.sub(lambda mark: parts[mark[1]], template)


class _Page:
    """The nodes of one page, as HTML.

    Args:
        page: what was captured.
        now: as for ``drawn``.
        name: of who is signed in, in the place of the name of who captured it.
        has_opened: whether its dialogs were opened on the way to it.
    """

    def __init__(
        self, page: BundlePage, now: Mapping[int, str], name: str, *, has_opened: bool
    ) -> None:
        self._page, self._now, self._name = page, now, name
        self._inside: list[list[int]] = [[] for _ in page.nodes]
        for number, node in enumerate(page.nodes[1:], 1):
            assert node.within is not None
            self._inside[node.within].append(number)
        self._is_closed = any(node.opens for node in page.nodes)
        self._opened = _dialogs(page) if has_opened or self._is_closed else set()
        self._groups = radio_groups(page)
        self._origins: list[tuple[int, int]] = []
        for node in page.nodes:
            around = node.within
            while around is not None and not page.nodes[around].box:
                around = page.nodes[around].within
            box = page.nodes[around].box if around is not None else None
            self._origins.append(box[:2] if box else (0, 0))

    def write(self) -> Iterator[str]:
        """Yield the page from its body on; a page may be deeper than Python calls itself."""
        left: list[int | str] = [0]
        while left:
            piece = left.pop()
            if isinstance(piece, str):
                yield piece
                continue
            node = self._page.nodes[piece]
            if node.text is not None:
                yield html.escape(self._said(node.text))
                continue
            tag = "body" if piece == 0 else _NAMES.get(node.tag, node.tag)
            yield f"<{tag}{self._attributes(piece, node)}>"
            if tag in _EMPTY:
                continue
            if node.tag == "select":
                yield self._options(piece, node)
            left.append(f"</{tag}>")
            left += [_ICON] if node.aside else reversed(self._inside[piece])

    def _attributes(self, number: int, node: BundleNode) -> str:
        told: dict[str, str] = {"id": f"n{number}", "style": _style(node, self._origins[number])}
        told |= {f"aria-{name}": value for name, value in node.states.items()}
        now = self._now.get(number)
        for name in ("checked", "pressed", "selected"):
            if now is not None and name in node.states:
                told[f"aria-{name}"] = now
        checked = node.checked if now is None else now
        if node.checked is not None and node.tag != "x-switch" and checked == "true":
            told["checked"] = ""
        if node.checked is not None and (node.tag == "x-switch" or checked == "mixed"):
            told["data-checked"] = str(checked)
        told |= {"role": node.role} if node.role else {}
        told |= {"aria-label": self._said(node.label)} if node.label else {}
        told |= {"aria-haspopup": node.popup} if node.popup else {}
        told |= {"aria-level": str(node.level)} if node.level else {}
        told |= (
            {"aria-labelledby": " ".join(f"n{n}" for n in node.labelled)} if node.labelled else {}
        )
        told |= {"for": f"n{node.labels}"} if node.labels is not None else {}
        told |= {"type": node.type or "text"} if node.tag == "input" else {}
        told |= {"type": "button"} if node.tag == "button" else {}
        group = self._groups.get(number)
        told |= {"name": f"g{group}", "data-group": f"{group}"} if group is not None else {}
        told |= {"href": "#"} if node.link else {}
        told |= {"tabindex": "0"} if node.focusable else {}
        told |= {"disabled": ""} if node.disabled else {}
        told |= {"inert": ""} if node.inert else {}
        told |= {"open": ""} if node.tag == "dialog" else {}
        told |= {"data-opens": ""} if node.opens else {}
        told |= {"data-leads": f"{node.leads}"} if node.leads is not None else {}
        told |= {"data-answer": node.answer} if node.answer else {}
        if number in self._opened:
            told |= {"data-opened": ""} | ({"hidden": ""} if self._is_closed else {})
        return "".join(f' {name}="{html.escape(value)}"' for name, value in told.items())

    def _said(self, text: str) -> str:
        return _OWN_NAME.sub(lambda _: self._name, text) if self._name else text

    def _options(self, number: int, node: BundleNode) -> str:
        chosen = self._now.get(number, str(node.chosen or 0))
        return "".join(
            f"<option{' selected' if str(index) == chosen else ''}>{html.escape(text)}</option>"
            for index, text in enumerate(node.options)
        )


def _dialogs(page: BundlePage) -> set[int]:
    """Return the numbers of the outermost elements that come and go with a dialog."""
    found = set[int]()
    for number, node in enumerate(page.nodes):
        if node.tag != "dialog" and node.role not in {"dialog", "alertdialog"}:
            continue
        outermost, around = number, node.within
        while around is not None:
            if page.nodes[around].placed == "fixed":
                outermost = around
            around = page.nodes[around].within
        found.add(outermost)
    return found


def _style(node: BundleNode, origin: tuple[int, int]) -> str:
    """Return how a node is drawn: in the place where it was, seen from the element that it is in."""
    parts = [] if node.tag in {"input", "select", "img"} else [_display(node)]
    if node.box:
        left, top, width, height = node.box
        is_fixed = node.placed == "fixed"
        x, y = (left, top) if is_fixed else (left - origin[0], top - origin[1])
        parts.append(f"position:{'fixed' if is_fixed else 'absolute'};left:{x}px;top:{y}px")
        parts.append(f"width:{width}px;height:{height}px")
    above = node.above or int(node.tag == "input" and node.placed is not None)
    parts += [f"z-index:{above}"] if above else []
    parts += [f"font-size:{round(node.size * _NARROWER, 1)}px"] if node.size else []
    parts += [f"font-weight:{node.weight}"] if node.weight else []
    parts += ["pointer-events:none"] if node.unreachable else []
    parts += [f"overflow:{node.overflow}"] if node.overflow else []
    parts += [_HIDDEN[node.hidden]] if node.hidden in _HIDDEN else []
    return ";".join(parts)


def _display(node: BundleNode) -> str:
    return "display:inline" if node.inline else "display:block"
