"""Draws a captured page: everything that its bundle says is text, a number, or a word of a closed list."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

from offswitch.model.page_bundle import BundleNode, PageBundle
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


def drawn(bundle: PageBundle, now: Mapping[int, str], api: Api, operation: str) -> str:
    """Return the page.

    Args:
        bundle: what was captured.
        now: controls that were changed since, by their numbers, with their states.
        api: how the platform's pages name their operations.
        operation: the name of the one that changes a control.
    """
    inside: list[list[int]] = [[] for _ in bundle.nodes]
    for number, node in enumerate(bundle.nodes[1:], 1):
        assert node.within is not None
        inside[node.within].append(number)
    facts = {
        "path": api.path,
        "operation": api.operation,
        "variables": api.variables,
        "name": operation,
    }
    kit = fixtures_folder() / "_kit"
    parts = {
        "language": html.escape(bundle.language),
        "body": "".join(_Page(bundle, inside, now).write()),
        "boot": json.dumps(facts).replace("<", "\\u003c"),
        "script": (kit / "captured.js").read_text("utf-8"),
    }
    template = (kit / "captured.html").read_text("utf-8")
    return _MARK.sub(lambda mark: parts[mark[1]], template)


class _Page:
    """The nodes of one page, as HTML.

    Args:
        bundle: what was captured.
        inside: for each node the numbers of those in it.
        now: as for ``drawn``.
    """

    def __init__(self, bundle: PageBundle, inside: list[list[int]], now: Mapping[int, str]) -> None:
        self._bundle, self._inside, self._now = bundle, inside, now
        self._opened, self._groups = _opened(bundle), radio_groups(bundle)
        self._origins: list[tuple[int, int]] = []
        for node in bundle.nodes:
            around = node.within
            while around is not None and not bundle.nodes[around].box:
                around = bundle.nodes[around].within
            box = bundle.nodes[around].box if around is not None else None
            self._origins.append(box[:2] if box else (0, 0))

    def write(self) -> Iterator[str]:
        """Yield the page from its body on; a page may be deeper than Python calls itself."""
        left: list[int | str] = [0]
        while left:
            piece = left.pop()
            if isinstance(piece, str):
                yield piece
                continue
            node = self._bundle.nodes[piece]
            if node.text is not None:
                yield html.escape(node.text)
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
        told |= {"aria-label": node.label} if node.label else {}
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
        told |= {"data-opened": "", "hidden": ""} if number in self._opened else {}
        return "".join(f' {name}="{html.escape(value)}"' for name, value in told.items())

    def _options(self, number: int, node: BundleNode) -> str:
        chosen = self._now.get(number, str(node.chosen or 0))
        return "".join(
            f"<option{' selected' if str(index) == chosen else ''}>{html.escape(text)}</option>"
            for index, text in enumerate(node.options)
        )


def _opened(bundle: PageBundle) -> set[int]:
    """Return the numbers of the outermost elements that come and go with what is opened."""
    if not any(node.opens for node in bundle.nodes):
        return set()
    found = set[int]()
    for number, node in enumerate(bundle.nodes):
        if node.tag != "dialog" and node.role not in {"dialog", "alertdialog"}:
            continue
        outermost, around = number, node.within
        while around is not None:
            if bundle.nodes[around].placed == "fixed":
                outermost = around
            around = bundle.nodes[around].within
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
