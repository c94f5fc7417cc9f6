"""Steps that are not on a platform's pages: a redesign is noticed once, and not walked again for each setting.

What is kept is what the page showed where the step was missed, not a verdict: each setting draws its own
conclusion from that.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from offswitch.engine.looking import Observation
from offswitch.engine.ways import Way
from offswitch.errors import SettingError
from offswitch.model.locators import Locator

_Steps = tuple[tuple[Locator, ...], ...]


@dataclass(frozen=True)
class DeadEnd:
    """A page on which the next step of a way was missed, although the page had finished.

    Attributes:
        error: says what was missed.
        observation: what the page has shown.
        language: which one it declared.
    """

    error: SettingError
    observation: Observation
    language: str


@dataclass
class DeadEnds:
    """The dead ends of one platform, as long as one window is open.

    Steps are told by how a selector file describes them, so that layouts share what they have in common.
    """

    _by_steps: dict[tuple[str, _Steps], DeadEnd] = field(default_factory=dict)
    _by_box: dict[tuple[str, _Steps], SettingError] = field(default_factory=dict)

    def keep(self, way: Way, depth: int, end: DeadEnd) -> None:
        """Keep the page on which a way did not go on after so many clicks."""
        self._by_steps.setdefault((way.url or "", _steps(way, depth)), end)

    def on(self, way: Way) -> tuple[int, DeadEnd] | None:
        """Return the dead end that a way would lead to, after how many clicks; None if none is known."""
        for depth in range(len(way.names)):
            end = self._by_steps.get((way.url or "", _steps(way, depth)))
            if end is not None and end.language == way.screen.language:
                return depth, end
        return None

    def keep_search(self, address: str, way: Way, error: SettingError) -> None:
        """Keep why the site's own search could not be asked as a layout describes it."""
        self._by_box[address, _box(way)] = error

    def search(self, address: str, way: Way) -> SettingError | None:
        """Return why the site's own search cannot be asked; None where that is not known."""
        return self._by_box.get((address, _box(way)))


def _steps(way: Way, depth: int) -> _Steps:
    return tuple(way.variant.file.elements[name] for name in way.names[: depth + 1])


def _box(way: Way) -> _Steps:
    search = way.variant.file.search
    return (way.variant.file.elements[search.box],) if search else ()
