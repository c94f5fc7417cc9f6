"""Every other control is compared by what it is, so that none may change along with ours."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import neighbors
from offswitch.engine.neighbors import (
    Fingerprint,
    Identity,
    changed,
    last_told,
    settled_fingerprint,
)

OWN = Identity((("privacy",), "allow", "radio"), 0)
TWIN = Identity((("privacy",), "allow", "radio"), 1)
OTHER = Identity((("location",), "allow", "radio"), 0)
ON, OFF = frozenset({"checked=true"}), frozenset({"checked=false"})
MIXED = frozenset({"aria-checked=mixed"})


def page(own: frozenset[str], **others: Any) -> Fingerprint:
    names = {"twin": TWIN, "other": OTHER}
    return Fingerprint({OWN: own}, {names[name]: state for name, state in others.items()})


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (page(ON, other=OFF), page(OFF, other=OFF), ()),
        (page(ON, other=OFF), page(OFF, other=ON), ("allow",)),
        (page(ON, other=ON), page(OFF, other=OFF), ("allow",)),
        (page(ON, twin=ON), page(OFF, twin=OFF), ()),
        (page(ON, twin=OFF), page(OFF, twin=ON), ("allow",)),
        (page(ON, other=ON | OFF), page(OFF, other=ON), ()),
        (page(ON, other=OFF), page(OFF, other=ON | OFF), ()),
        (page(ON, other=OFF), page(OFF), ()),
        (page(ON), page(OFF, other=ON), ()),
        (page(ON, other=ON), page(OFF, other=MIXED), ()),
        (page(ON, other=MIXED), page(OFF, other=OFF), ()),
    ],
    ids=[
        "as-before",
        "turned-on",
        "turned-off-with-ours",
        "a-copy-of-ours",
        "a-twin-that-does-not-follow",
        "turned-by-itself-before",
        "turns-by-itself-after",
        "gone",
        "new",
        "sums-up",
        "no-longer-sums-up",
    ],
)
def test_what_counts_as_moved(
    before: Fingerprint, after: Fingerprint, moved: tuple[str, ...]
) -> None:
    assert changed(before, after) == moved


def test_a_control_we_work_on_is_never_taken_for_another() -> None:
    closed = Fingerprint({}, {OWN: ON, OTHER: OFF})
    opened = Fingerprint({OWN: ON}, {OTHER: OFF})
    joined = closed.joined(opened)
    assert set(joined.own) == {OWN}
    assert set(joined.others) == {OTHER}


@pytest.mark.parametrize(
    ("first", "later", "moved"),
    [
        (("allow",), ("allow",), ("allow",)),
        (("allow",), (), ()),
        ((), ("allow",), ("allow",)),
        (("allow",), None, ("allow",)),
        (None, ("allow",), ("allow",)),
        (None, None, ()),
    ],
    ids=["both", "too-early", "lagged", "later-could-not-tell", "first-could-not-tell", "neither"],
)
def test_no_alarm_is_lost_to_a_look_that_could_not_tell(
    first: tuple[str, ...] | None, later: tuple[str, ...] | None, moved: tuple[str, ...]
) -> None:
    assert last_told(first, later) == moved


class Rests:
    """A page that is described once nothing has changed on it for two rests."""

    def __init__(self, *_: Any) -> None:
        self.left = 2

    def is_over(self) -> bool:
        return not self.left

    def rest(self) -> None:
        self.left -= 1

    def restart(self) -> None:
        self.left = 2


def test_a_page_is_described_once_none_of_its_controls_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = [
        page(ON),
        page(ON),
        page(OFF),
        page(OFF, other=ON),
        page(OFF, other=ON),
        page(OFF, other=ON),
    ]
    screen: Any = SimpleNamespace(survey=lambda: looks.pop(0))
    monkeypatch.setattr(neighbors, "Hold", Rests)
    monkeypatch.setattr(neighbors, "fingerprint", lambda seen: seen)
    assert settled_fingerprint(screen) == page(OFF, other=ON)
    assert looks == []


@pytest.mark.parametrize(
    ("looks", "shown"),
    [
        ([(0, OFF), (2, ON)], ON),
        ([(0, OFF), (4.5, ON)], ON | OFF),
        ([(0, OFF), (4.2, ON), (4.4, OFF), (4.6, ON)], ON | OFF),
        ([(0, ON)], ON),
        ([(0, ON), (4.9, ON)], ON),
    ],
    ids=["drawn-late", "turns-by-itself", "turns-again-and-again", "never-changes", "seen-twice"],
)
def test_what_another_control_has_shown_lately_counts(
    monkeypatch: pytest.MonkeyPatch,
    looks: list[tuple[float, frozenset[str]]],
    shown: frozenset[str],
) -> None:
    watch = neighbors.Watch(())
    monkeypatch.setattr(neighbors, "fingerprint", lambda seen, _: page(ON, other=seen))
    for at, seen in looks:
        monkeypatch.setattr("offswitch.engine.neighbors.time.monotonic", lambda at=at: at)
        watch.note(seen)  # type: ignore[arg-type]
    monkeypatch.setattr("offswitch.engine.neighbors.time.monotonic", lambda: 5.0)
    assert watch.lately() == page(ON, other=shown)
