"""Which radio buttons of a captured page exclude each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from offswitch.model.page_bundle import PageBundle


def radio_groups(bundle: PageBundle) -> dict[int, int]:
    """Return a number for the group of each radio button.

    Those that share a name are one group; any other belongs to those in the smallest element that holds several.
    """
    radios = [n for n, node in enumerate(bundle.nodes) if "radio" in {node.type, node.role}]
    named = Counter(bundle.nodes[number].group for number in radios)
    inside = Counter(outer for number in radios for outer in around(bundle, number))
    groups = dict[int, int]()
    for number in radios:
        name = bundle.nodes[number].group
        if name is not None and named[name] > 1:
            groups[number] = name
        else:
            wide = (outer for outer in around(bundle, number) if inside[outer] > 1)
            groups[number] = next(wide, number)
    return groups


def around(bundle: PageBundle, number: int) -> Iterator[int]:
    """Yield the numbers of the elements that one is in, the innermost first."""
    outer = bundle.nodes[number].within
    while outer is not None:
        yield outer
        outer = bundle.nodes[outer].within
