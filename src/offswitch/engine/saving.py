"""Waiting for a site to keep a change: until the page has sent it, and the site has answered."""

from __future__ import annotations

import re
import time

from offswitch.engine.services import Services
from offswitch.model.saves import Saves
from offswitch.screen import Screen
from offswitch.waiting import until

_NOTHING_SENT_SECONDS = 10.0
"""A site that saves after a pause has begun to by then; a reload before loses the change."""
_STILL_SECONDS = 2.0
"""So long after the last write was answered no other one follows: a log comes first, the save later."""
_LONGEST_SECONDS = 14.0
_UNSAVED = re.compile(
    r"\b(saving|unsaved|not (yet )?saved|wird gespeichert|nicht gespeichert|enregistrement|non enregistr"
    r"|guardando|sin guardar|salvataggio|opslaan|niet opgeslagen|zapisywanie|salvando|kaydediliyor)|保存中",
    re.IGNORECASE,
)
"""What a page shows until it has saved by itself."""
_POLL_MS = 200


def await_answer(
    services: Services, screen: Screen, since: float, *, autosave: bool = False
) -> None:
    """Wait until the page has sent its change, and the site has answered it.

    What is answered first need not be the save: a page may log the click and save a second later. The same goes
    for what is said over a socket, but there nothing tells a save from anything else; the proof, which is
    repeated where it still reads the old state, decides.

    Args:
        services: knows what was sent.
        screen: the page.
        since: when the control was about to be pressed, on the monotonic clock.
        autosave: whether the page saves by itself and says so.
    """
    begun = time.monotonic()

    def is_over() -> bool:
        saves = services.saves()
        silence = screen.quiet.traffic.sockets.silence(since) if saves.by_socket else 0.0
        waits = _still_to_come(screen, autosave=autosave)
        return _is_over(saves, time.monotonic() - begun, waits=waits, silence=silence)

    until(is_over, _LONGEST_SECONDS, lambda: screen.rest(_POLL_MS))


def saving_story(saves: Saves) -> str:
    """Say what is known of a change that did not arrive; empty where everything was sent.

    Args:
        saves: what the page sent.
    """
    if saves.held_back:
        return (
            f"`{saves.held_back[0]}` was held back while saving: `mutations` does not name it,"
            " or the page sent it again and again"
        )
    return "" if saves.sent or saves.by_socket else "nothing was sent to the site"


def _is_over(saves: Saves, elapsed: float, *, waits: bool, silence: float) -> bool:
    if saves.declared and not saves.open:
        return True
    if waits or saves.open:
        return False
    if silence >= _STILL_SECONDS:
        return True
    return saves.quiet >= _STILL_SECONDS if saves.sent else elapsed >= _NOTHING_SENT_SECONDS


def _still_to_come(screen: Screen, *, autosave: bool) -> bool:
    """Tell whether the page has set a timer, or says that it has not saved yet."""
    if any(0 < due <= _NOTHING_SENT_SECONDS for due in screen.quiet.waits().timers):
        return True
    return autosave and any(_UNSAVED.search(line.text) for line in screen.survey().lines)
