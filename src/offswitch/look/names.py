"""What the headings, dialogs, and controls of a page say, by its structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "label"})
_ROLES = frozenset(
    {
        "heading",
        "dialog",
        "alertdialog",
        "alert",
        "button",
        "switch",
        "checkbox",
        "radio",
        "combobox",
    }
)
_LONGEST = 200


def named_on(nodes: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield what headings, dialogs, and controls are called.

    Args:
        nodes: of ``screen.structure_of`` a page.
    """
    said = [str(node.get("text") or "") for node in nodes]
    for number in range(len(nodes) - 1, 0, -1):
        outer = nodes[number]["in"]
        if said[number] and outer >= 0 and len(said[outer]) <= _LONGEST:
            said[outer] = f"{said[number]} {said[outer]}".strip()
    for node, text in zip(nodes, said, strict=True):
        if node.get("tag") not in _TAGS and node.get("role") not in _ROLES:
            continue
        if node.get("role") not in {"dialog", "alertdialog"} and 0 < len(text) <= _LONGEST:
            yield text
        yield from filter(None, (str(node.get("label") or ""), *node.get("options", ())))
