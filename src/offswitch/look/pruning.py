"""Makes the nodes of a bundle fewer: first what only holds one other, then what says nothing about a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from offswitch.model.page_bundle import PLACEHOLDER, BundleNode

_CONTROLS = frozenset(
    {"switch", "checkbox", "radio", "menuitemcheckbox", "menuitemradio", "combobox", "listbox"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend"})
_OPENERS = frozenset({"a", "button", "summary"})
_OPENING_ROLES = frozenset({"button", "link", "menuitem", "listitem"})
_DIALOGS = frozenset({"dialog", "alertdialog"})
_LARGEST_ROW = 40
_PLAIN = frozenset({"div", "span"})
_ONLY_DRAWN = {"within": None, "tag": "div", "inline": False, "box": None, "size": 0, "weight": 0}
"""What an element that says nothing may say of itself."""
_NOTHING = BundleNode()


def stages(nodes: Sequence[BundleNode]) -> Iterator[list[BundleNode]]:
    """Yield the nodes of a page, fewer each time."""
    fewer = _without_wrappers(nodes)
    yield fewer
    for matters in (_tells, _tells_a_state, _is_known):
        yield _without_wrappers(_only(fewer, matters))


def is_control(node: BundleNode) -> bool:
    """Tell whether a node has a state of its own."""
    is_input = node.tag == "input" and node.type in {"checkbox", "radio"}
    is_told = node.role in _CONTROLS or "pressed" in node.states or node.popup == "listbox"
    return is_input or is_told or node.tag in {"select", "x-switch"}


def _is_known(node: BundleNode) -> bool:
    said = (node.text, node.label, *node.options)
    return any(text and PLACEHOLDER.sub("", text).strip("• ") for text in said)


def _tells_a_state(node: BundleNode) -> bool:
    is_dialog = node.tag == "dialog" or node.role in _DIALOGS
    return is_control(node) or is_dialog or _is_known(node)


def _tells(node: BundleNode) -> bool:
    opens = node.tag in _OPENERS or node.role in _OPENING_ROLES
    is_heading = node.tag in _HEADINGS or node.role == "heading"
    return opens or is_heading or _tells_a_state(node)


def _only(nodes: Sequence[BundleNode], matters: Callable[[BundleNode], bool]) -> list[BundleNode]:
    """Keep what matters or leads on, the row of each control, what these are in, and what is in them."""
    sizes, controls = _sums(nodes, lambda _: 1), _sums(nodes, lambda node: int(is_control(node)))

    def row_of(number: int) -> int:
        outer = nodes[number].within
        while outer and controls[outer] == 1 and sizes[outer] <= _LARGEST_ROW:
            number, outer = outer, nodes[outer].within
        return number

    roots = {
        row_of(number) if is_control(node) else number
        for number, node in enumerate(nodes)
        if node.leads is not None or matters(node)
    }
    kept = {0}.union(*(_around(nodes, root) for root in roots))
    inside = {root for root in roots if sizes[root] <= _LARGEST_ROW}
    for number, node in enumerate(nodes):
        if node.within in inside:
            inside.add(number)
    return _renumbered(nodes, kept | inside)


def _sums(nodes: Sequence[BundleNode], worth: Callable[[BundleNode], int]) -> list[int]:
    """Return what each node and all that is in it are worth together."""
    sums = [worth(node) for node in nodes]
    for number in range(len(nodes) - 1, 0, -1):
        outer = nodes[number].within
        assert outer is not None
        sums[outer] += sums[number]
    return sums


def _around(nodes: Sequence[BundleNode], number: int) -> Iterator[int]:
    """Yield a node and everything that it is in."""
    outer: int | None = number
    while outer is not None:
        yield outer
        outer = nodes[outer].within


def _without_wrappers(nodes: Sequence[BundleNode]) -> list[BundleNode]:
    """Leave out elements that say nothing, and hold nothing, or nothing but one other that stands as they do."""
    named = {each for node in nodes for each in (*node.labelled, node.labels, node.group)}
    children: list[list[BundleNode]] = [[] for _ in nodes]
    left_out = set[int]()
    for number in range(len(nodes) - 1, 0, -1):  # what is in an element comes after it
        node, inside = nodes[number], children[number]
        assert node.within is not None
        if number in named or not _says_nothing(node) or not _is_spare(node, inside):
            children[node.within].append(node)
            continue
        left_out.add(number)
        children[node.within] += inside
    return _renumbered(nodes, set(range(len(nodes))) - left_out)


def _says_nothing(node: BundleNode) -> bool:
    return node.tag in _PLAIN and node.model_copy(update=_ONLY_DRAWN) == _NOTHING


def _is_spare(node: BundleNode, inside: Sequence[BundleNode]) -> bool:
    """Tell whether an element is empty, or the one thing in it is drawn alike without it."""
    alone = len(inside) == 1 and inside[0].text is None
    return not inside or (alone and (node.inline or not inside[0].inline))


def _renumbered(nodes: Sequence[BundleNode], kept: set[int]) -> list[BundleNode]:
    """Return some of the nodes; what was in one that is left out is in the next one around it."""
    places = list(accumulate((int(number in kept) for number in range(len(nodes))), initial=0))

    def at(number: int | None) -> int | None:
        return places[number] if number is not None and number in kept else None

    def around(number: int | None) -> int | None:
        while number is not None and number not in kept:
            number = nodes[number].within
        return at(number)

    return [
        node.model_copy(
            update={
                "within": around(node.within),
                "labelled": tuple(n for each in node.labelled if (n := at(each)) is not None),
                "labels": at(node.labels),
                "group": at(node.group),
            }
        )
        for number, node in enumerate(nodes)
        if number in kept
    ]
