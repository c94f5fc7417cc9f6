"""Looking at a page for as long as it may still change, and to the end of its lists."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TypeVar

from offswitch.engine.holding import Hold
from offswitch.screen import (
    Screen,
    Scroll,
    Survey,
    Unanswered,
    Unopened,
    attribute_texts,
    has_closed_shadow_root,
    unopened,
    unread_frames,
)

ABSENT_SECONDS = 2.0
"""Absence must hold this long on a page that waits for nothing."""
_END_SECONDS = 1.0
"""A list that loads more when its end is seen begins to within this time."""
_MOST_SECONDS = 30.0
"""A page whose rows keep changing longer than this is not waited for."""

_Sign = TypeVar("_Sign")


@dataclass
class Observation:
    """What a page has shown while it was looked at.

    Attributes:
        surveys: one for each time that it looked different, the first one first.
        said: words of its elements that are not drawn as text.
        lacking: requests of the page without a good answer, or with one that is not whole.
        is_whole: whether it was looked at to its end, and until it changed no more.
        has_closed_part: whether a part of it is closed to any reader.
        unread_frames: hosts of its frames that could not be read.
        unopened: its parts that nobody has opened, and what a filter may leave out.
        unfinished: paths of its own parts that have not arrived.
        faults: errors that its scripts have thrown.
        kept_out: hosts of scripts that were not let in.
    """

    surveys: list[Survey] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    lacking: tuple[Unanswered, ...] = ()
    is_whole: bool = True
    has_closed_part: bool = False
    unread_frames: tuple[str, ...] = ()
    unopened: Unopened = field(default_factory=Unopened)
    unfinished: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    kept_out: tuple[str, ...] = ()
    _shapes: list[object] = field(default_factory=list)

    def look(self, screen: Screen) -> bool:
        """Look at the page once; tell whether its rows and controls are others than at the last look."""
        seen = screen.survey()
        rows = frozenset((row.text, row.subject) for row in seen.rows)
        shape = (rows, frozenset(control.label for control in seen.controls), seen.headings)
        self.said.update(attribute_texts(screen.page))
        if self._shapes and shape == self._shapes[-1] and self.surveys[-1].lines == seen.lines:
            return False
        is_other = bool(self._shapes) and shape != self._shapes[-1]
        self.surveys.append(seen)
        self._shapes.append(shape)
        return is_other


def lacking_on(screen: Screen) -> tuple[Unanswered, ...]:
    """Return what a page asked for and did not get as a whole, once it has had time to ask again."""
    lacking = screen.quiet.await_retries(screen.checkpoint)
    return (*lacking, *screen.quiet.traffic.answered_in_part())


def glance(screen: Screen) -> Observation:
    """Look at a page once."""
    observation = Observation()
    observation.look(screen)
    return observation


def look_closely(
    screen: Screen, words: Collection[str], sign: Callable[[], _Sign | None]
) -> tuple[_Sign | None, Observation]:
    """Look for a sign on a page until it changes no more, and to the end of its lists.

    Args:
        screen: a page that has finished loading, without the sign.
        words: what stands on it, to tell its own lists from others, such as a list of chats.
        sign: looks for it; None while it is not there.

    Returns:
        The sign, if it turned up, with the lists scrolled to where it is; else None, with
        everything scrolled back. And what was seen.
    """
    observation = Observation()
    screen.quiet.await_retries(screen.checkpoint)
    observation.look(screen)
    # What draws rows is watched, so an idle page has shown the same ones since then.
    hold = Hold(screen, ABSENT_SECONDS, before=screen.quiet.idle())
    found = _await(screen, observation, sign, hold)
    if found is None:
        found = _scroll(screen, words, observation, sign)
    if found is None:
        observation.lacking = lacking_on(screen)
        observation.has_closed_part = has_closed_shadow_root(screen.page)
        observation.unread_frames = unread_frames(screen.page)
        observation.unfinished = screen.quiet.unfinished()
        observation.unopened = unopened(screen.page, words)
        program = screen.quiet.program
        observation.faults, observation.kept_out = program.faults, program.kept_out
    return found, observation


def _await(
    screen: Screen, observation: Observation, sign: Callable[[], _Sign | None], hold: Hold
) -> _Sign | None:
    """Look until what is there has not changed for a while."""
    deadline = time.monotonic() + _MOST_SECONDS
    while True:
        screen.settle()
        if (found := sign()) is not None:
            return found
        if observation.look(screen):
            hold.restart()
        if hold.is_over():
            return None
        if time.monotonic() >= deadline:
            observation.is_whole = False
            return None
        hold.rest()


def _scroll(
    screen: Screen,
    words: Collection[str],
    observation: Observation,
    sign: Callable[[], _Sign | None],
) -> _Sign | None:
    """Look again after each step down, and at the end for as long as more may be loaded there."""
    scroll = Scroll(screen.page, words)
    moved = False
    while True:
        for _ in scroll.down():
            moved = True
            screen.settle()
            if (found := sign()) is not None:
                return found
            observation.look(screen)
        if not moved:
            return None
        hold = Hold(screen, _END_SECONDS)
        if (found := _await(screen, observation, sign, hold)) is not None:
            return found
        if scroll.is_at_end or scroll.is_spent:
            break
    observation.is_whole &= scroll.is_at_end
    scroll.put_back()
    screen.settle()
    return None
