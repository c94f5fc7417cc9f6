"""Which radio buttons of a captured page exclude each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from offswitch.model.page_bundle import BundlePage


def radio_groups(page: BundlePage) -> dict[int, int]:
    """Return a number for the group of each radio button.

    Those that share a name are one group; any other belongs to those in the smallest element that holds several.
    """
    radios = [n for n, node in enumerate(page.nodes) if "radio" in {node.type, node.role}]
    named = Counter(page.nodes[number].group for number in radios)
    inside = Counter(outer for number in radios for outer in around(page, number))
    groups = dict[int, int]()
    for number in radios:
        name = page.nodes[number].group
        if name is not None and named[name] > 1:
            groups[number] = name
        else:
            wide = (outer for outer in around(page, number) if inside[outer] > 1)
            groups[number] = next(wide, number)
    return groups


def around(page: BundlePage, number: int) -> Iterator[int]:
    """Yield the numbers of the elements that one is in, the innermost first."""
    outer = page.nodes[number].within
    while outer is not None:
        yield outer
        outer = page.nodes[outer].within
