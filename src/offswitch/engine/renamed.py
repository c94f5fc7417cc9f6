"""Which line of which file to change, where the site may have renamed what was looked for."""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.engine.place import on_the_way
from offswitch.engine.ways import Way


@dataclass(frozen=True)
class FailedLookup:
    """Something that goes by a label, and was looked for in vain.

    Attributes:
        way: in whose layout it was looked for.
        place: ``elements.NAME`` or ``sections.NAME``.
        depth: how many clicks had led there.
        is_control: whether it is the setting's own control, on its page.
    """

    way: Way
    place: str
    depth: int = 0
    is_control: bool = False

    @property
    def progress(self) -> tuple[bool, int]:
        """How far a layout had fitted by then: the one that fitted furthest is the one of this page."""
        return self.is_control, self.depth

    def advice(self) -> str:
        """Say what to change where it was renamed; empty where nobody knows where its label is written."""
        position = self.way.variant.locate(self.place, self.way.screen.language)
        if position is None:
            return ""
        return (
            f"if the site renamed “{position.label}”, change `{position.key}` in {position.file},"
            f" line {position.line}"
        )


def sought_control(way: Way, element: str) -> FailedLookup:
    """Return a control that is not on its page."""
    return FailedLookup(way, f"elements.{element}", len(way.names), is_control=True)


def sought_at(way: Way, depth: int, *, recognised: bool) -> FailedLookup | None:
    """Return what would have led on from a page that is known, or proved the page that was asked for.

    Args:
        way: it does not go on.
        depth: how many clicks led here.
        recognised: whether the page is known to hold the way in.
    """
    if not way.ends(depth):
        is_known = depth > 0 or recognised
        return FailedLookup(way, f"elements.{way.names[depth]}", depth) if is_known else None
    is_asked_for = depth > 0 or (way.url is not None and on_the_way(way.screen, way.url))
    if way.route.section and is_asked_for:
        return FailedLookup(way, f"sections.{way.route.section}", depth)
    return None
