"""Which ways are known to lead nowhere."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from offswitch.engine.dead_ends import DeadEnd, DeadEnds
from offswitch.engine.looking import Observation
from offswitch.engine.ways import Way
from offswitch.errors import SettingError
from offswitch.model.words import Reason

END = DeadEnd(SettingError(Reason.NOT_FOUND, "not there"), Observation(), "en")


def way(*names: str, url: str | None = None, language: str = "en", file: str = "2026") -> Way:
    """A way by steps that each layout describes by their names, but for those that begin with `own`."""
    elements = {name: (f"{file}/{name}" if name.startswith("own") else name,) for name in names}
    variant: Any = SimpleNamespace(file=SimpleNamespace(elements=elements, search=None))
    screen: Any = SimpleNamespace(language=language)
    return Way(variant, SimpleNamespace(), screen, url, names)  # type: ignore[arg-type]


def test_another_way_by_the_same_missing_step_leads_to_the_same_end() -> None:
    known = DeadEnds()
    known.keep(way("tab", "row"), 0, END)
    assert known.on(way("tab", "other")) == (0, END)
    assert known.on(way("tab", "other", file="2020")) == (0, END), (
        "layouts share what they describe"
    )
    assert known.on(way("other", "tab")) is None
    assert known.on(way("tab", "other", url="https://app.test/")) is None, "it starts elsewhere"


def test_only_as_far_as_the_missing_step() -> None:
    known = DeadEnds()
    known.keep(way("tab", "own row"), 1, END)
    assert known.on(way("tab", "own row")) == (1, END)
    assert known.on(way("tab", "own row", "more")) == (1, END)
    assert known.on(way("tab", "own row", file="2020")) is None
    assert known.on(way("tab")) is None


def test_a_page_in_another_language_says_nothing() -> None:
    known = DeadEnds()
    known.keep(way("tab", "row"), 0, END)
    assert known.on(way("tab", "row", language="de")) is None
