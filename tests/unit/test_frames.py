"""Only frames that a person can see belong to a page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from offswitch.screen.frames import loaded_frames, visible_frames, waiting_frames


def frame(
    *inner: Any, is_seen: bool = True, is_detached: bool = False, url: str = "about:blank"
) -> Any:
    return SimpleNamespace(
        url=url,
        child_frames=inner,
        is_detached=lambda: is_detached,
        frame_element=lambda: SimpleNamespace(evaluate=lambda *_: is_seen),
    )


def seen(*inner: Any) -> list[Any]:
    main = frame(*inner)
    [first, *others] = visible_frames(SimpleNamespace(main_frame=main))  # type: ignore[arg-type]
    assert first is main
    return others


def test_outer_frames_come_first() -> None:
    deep = frame()
    outer = frame(deep)
    assert seen(outer) == [outer, deep]


def test_nothing_in_a_frame_that_is_not_seen_is_seen() -> None:
    assert seen(frame(frame(), is_seen=False)) == []
    assert seen(frame(frame(), is_detached=True)) == []


def test_a_frame_that_waits_to_be_seen_has_nothing_to_see_yet() -> None:
    waiting = frame(url="")
    assert seen(waiting) == []
    main = frame(waiting, unseen := frame(url="", is_seen=False))
    page: Any = SimpleNamespace(main_frame=main, frames=[main, waiting, unseen])
    assert waiting_frames(page) == (waiting,)
    assert loaded_frames(page) == (main,)
