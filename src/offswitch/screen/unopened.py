"""What of a page nobody has opened: closed parts, tabs beside the chosen one; and what a filter leaves out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from playwright.sync_api import Page

from offswitch.model.text import without_steering
from offswitch.screen.frames import visible_frames
from offswitch.screen.scripts import script

_UNOPENED = script("unopened.js", "unopened")


@dataclass(frozen=True)
class Unopened:
    """What a page holds back until somebody asks for it. The site's own navigation does not count.

    Attributes:
        parts: what its closed parts, its tabs that are not chosen, and its links to nowhere are called.
        filters: the words in its search fields, which may leave something out.
        steps: what the buttons are called that bring up the next step of it, and have no text.
        has_picture: whether a part of it is drawn as a picture that nobody can read.
        has_failed_part: whether a part of it failed where it was drawn, on the server, and is left out.
    """

    parts: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    has_picture: bool = False
    has_failed_part: bool = False


def unopened(page: Page, words: Collection[str]) -> Unopened:
    """Look at every visible frame of a page.

    Args:
        page: the page.
        words: what stands on it, to tell its own parts from those of something else, such as a list of chats.

    Raises:
        playwright.sync_api.Error: the page navigated or closed during the look.
    """
    told = [frame.evaluate(_UNOPENED, list(words)) for frame in visible_frames(page)]
    parts = [without_steering(part) for each in told for part in each["parts"]]
    filters = [without_steering(words) for each in told for words in each["filters"]]
    steps = [without_steering(name) for each in told for name in each["steps"]]
    return Unopened(
        tuple(dict.fromkeys(parts)),
        tuple(dict.fromkeys(filters)),
        tuple(dict.fromkeys(steps)),
        any(each["hasPicture"] for each in told),
        any(each["hasFailedPart"] for each in told),
    )
