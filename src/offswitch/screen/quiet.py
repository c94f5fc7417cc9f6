"""Waits until a page has finished: nothing in flight, nothing changing, nothing that it still waits for."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Frame, Page, Request, Response

from offswitch.errors import Unreachable
from offswitch.model.words import Reason
from offswitch.screen.another_document import kept_loading
from offswitch.screen.frames import loaded_frames
from offswitch.screen.native import NativeDialogs
from offswitch.screen.program import Program
from offswitch.screen.scripts import script
from offswitch.screen.traffic import Names, PlainNames, Traffic
from offswitch.screen.unanswered import Unanswered
from offswitch.screen.waits import Waits
from offswitch.waiting import until

_WATCH = script("quiet.js", "watchChanges()")
_WAITED_FOR = frozenset({"document", "xhr", "fetch", "script", "stylesheet"})
_DATA = frozenset({"xhr", "fetch"})
_HELD_OPEN_SECONDS = 12.0
"""A data request open this long may be a long poll, which the server answers when something happens."""
_RESTLESS_SECONDS = 1.0
"""How long to wait for a page that is known never to come to rest."""
_DOCUMENTS = 3
"""A page that asks for so many documents while it is waited for will not stop by itself."""
_BODY_SECONDS = 2.0
_STILL_SECONDS = 0.25
_LONG_REST_SECONDS = 0.3
_POLL_MS = 60
_RETRY_SECONDS = 12.0
"""How long a page may take to retry a failed request: back-offs of 1 + 2 + 4 s, or 3 + 6 s."""
_REST_SECONDS = 0.25
_ASK_SECONDS = 1.0
"""How long one question to the page may last; between two of them a run can be stopped."""
_LOOK = "() => window.__offswitchQuiet ? window.__offswitchQuiet() : {}"
_TURN = "() => window.__offswitchQuiet?.turn()"
_WHEN_CHANGED = """([version, atMost]) => window.__offswitchQuiet?.whenChanged(version, atMost)"""
_WHEN_STILL = """limits => window.__offswitchQuiet
  ? window.__offswitchQuiet.whenStill(...limits)
  : document.readyState === 'complete'"""


class Quiet:
    """Watches one page's requests and changes.

    Args:
        page: the page to watch, from before its first load.
        names: names the requests that a setting's state may depend on.

    Attributes:
        status: the server's status for the current document; 0 before the first.
        documents: how many documents were asked for, those that only led elsewhere left out.
        traffic: the page's requests, and their answers.
        program: its scripts, as far as they did not run.
        dialogs: answers the browser's own dialogs.
    """

    def __init__(self, page: Page, names: Names | None = None) -> None:
        self.status = 0
        self.documents = 0
        self.traffic = Traffic(page, names)
        self.program = Program(page)
        self._names = names or PlainNames()
        self.dialogs = NativeDialogs(page)
        self._page = page
        self._open: dict[Request, float] = {}
        self._begun: dict[Request, float] = {}
        self._restless = False
        self._touched = time.monotonic()
        self._shared = frozenset[str]()
        page.add_init_script(_WATCH)
        page.on("request", self._started)
        page.on("response", self._answered)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def wait(self, seconds: float = 15.0) -> None:
        """Wait until the page is quiet.

        Args:
            seconds: the longest wait. A page that keeps changing or sending requests is then taken as
                it is, and not waited for that long again; what is read on it must still be stable.

        Raises:
            SettingError: ``unreadable``, if one document after another is asked for meanwhile.
            Unreachable: ``offline``, if the document itself does not arrive in that time.
        """
        before = self.documents
        deadline = time.monotonic() + (_RESTLESS_SECONDS if self._restless else seconds)
        while (left := deadline - time.monotonic()) > 0:
            if self._is_still(min(left, _ASK_SECONDS)) and not self._pending():
                return
            self._note_shared_workers()
            until(lambda: not self._pending(), deadline - time.monotonic(), self._rest)
        if self.kept_loading_since(before):
            raise kept_loading()
        if any(self._is_document(request) for request in self._pending()):
            raise Unreachable(
                Reason.OFFLINE, "the page did not finish loading", "check the network and run again"
            )
        self._restless = True

    def kept_loading_since(self, before: int) -> bool:
        """Tell whether so many documents were asked for since then that the page will not stop by itself."""
        return self.documents - before >= _DOCUMENTS

    def await_retries(
        self, checkpoint: Callable[[], None], known: Collection[str] = ()
    ) -> tuple[Unanswered, ...]:
        """Return the requests that got no good answer, after giving the page time to retry them.

        Args:
            checkpoint: called while waiting; raises if the run must stop.
            known: names of requests that the page can do without; they are not waited for.
        """

        def is_settled() -> bool:
            return not any(e.fate == "failed" and e.name not in known for e in self.unanswered())

        def rest() -> None:
            checkpoint()
            self._rest()

        until(is_settled, _RETRY_SECONDS, rest)
        self.wait()
        return self.unanswered()

    def unanswered(self) -> tuple[Unanswered, ...]:
        """Return the requests that got no good answer, among them workers whose requests nobody sees."""
        looks = [_look(frame) for frame in loaded_frames(self._page)]
        return (*self.traffic.unanswered(), *self.traffic.unseen(looks))

    def waits(self) -> Waits:
        """Return the reasons why the page and its frames may still change."""
        looks = [_look(frame) for frame in loaded_frames(self._page)]
        timers = [due for look in looks for due in look.get("timers", ())]
        fed = self.traffic.is_fed or any(
            look.get("repeats") or look.get("worker") or look.get("shared") for look in looks
        )
        idle = min((_idle(look) for look in looks), default=0.0)
        return Waits(
            timers=tuple(timers),
            is_fed=fed or bool(self.unfinished()),
            is_asking=bool(self._pending()),
            idle=idle,
            version=tuple(part for look in looks for part in look.get("version", ())),
        )

    def rest(self) -> float:
        """For how many seconds the page has waited for nothing, since it was last loaded or touched.

        On a busy machine a page may only seem to rest, since nobody has let it run. So a longer rest
        is believed once everything has run that was due.
        """
        return self._so_far(lambda waits: waits.rest)

    def idle(self) -> float:
        """For how many seconds the page has not changed, likewise; it may still wait for something."""
        return self._so_far(lambda waits: waits.idle)

    def _so_far(self, told: Callable[[Waits], float]) -> float:
        def look() -> float:
            if self._pending():
                return 0.0
            return min(told(self.waits()), time.monotonic() - self._touched)

        first = look()
        if first < _LONG_REST_SECONDS:
            return first
        for frame in loaded_frames(self._page):
            with suppress(Error):  # it is being left
                frame.evaluate(_TURN)
        return min(first, look())

    def rest_while(self, version: tuple[float, ...], seconds: float) -> None:
        """Let the page live while it has this version; a quarter of a second or more, one second at most.

        The page itself notices when it changes; what changes in a frame of it is for the next look to see.

        Args:
            version: of ``waits``.
            seconds: how long to let it live at most.
        """
        most_ms = 1000 * max(_REST_SECONDS, min(seconds, _ASK_SECONDS))
        count = version[1] if len(version) > 1 else 0
        try:
            has_watcher = self._page.evaluate(_WHEN_CHANGED, [count, most_ms])
        except Error:  # the document is being left
            has_watcher = False
        if not has_watcher:
            self._page.wait_for_timeout(1000 * _REST_SECONDS)

    def touched(self) -> None:
        """Note that the page is being operated: what follows from it takes a moment to begin."""
        self._touched = time.monotonic()

    def is_as_touched(self) -> bool:
        """Tell whether the page has not changed since it was last touched."""
        idle = float(_look(self._page.main_frame).get("idle", 0.0))
        return idle > time.monotonic() - self._touched

    def unfinished(self) -> tuple[str, ...]:
        """Return the paths of the page's own parts that have not arrived, such as a script."""
        parts = [each for each in self._pending() if each.resource_type not in _DATA]
        return tuple(dict.fromkeys(urlsplit(each.url).path for each in parts))

    def _is_document(self, request: Request) -> bool:
        return request.is_navigation_request() and request.frame == self._page.main_frame

    def _started(self, request: Request) -> None:
        if self._is_document(request):
            self._restless = False
            self.documents += request.redirected_from is None
            self.touched()
        if request.resource_type in _WAITED_FOR:
            self._open[request] = float("inf")
            self._begun[request] = time.monotonic()

    def _answered(self, response: Response) -> None:
        if response.request in self._open:
            self._open[response.request] = time.monotonic()
        if response.request.is_navigation_request() and response.frame == self._page.main_frame:
            self.status = response.status

    def _ended(self, request: Request) -> None:
        self._open.pop(request, None)
        self._begun.pop(request, None)

    def _pending(self) -> list[Request]:
        """Return the requests still awaited, but not answers whose body the page does not read."""
        now = time.monotonic()
        return [
            request
            for request, answered in self._open.items()
            if now - answered < _BODY_SECONDS
            and request.url not in self._shared
            and not (request.resource_type in _DATA and self._is_held_open(request, now))
        ]

    def _is_held_open(self, request: Request, now: float) -> bool:
        return now - self._begun[request] > _HELD_OPEN_SECONDS

    def _is_still(self, seconds: float) -> bool:
        """Wait until the document has loaded and has not changed for a moment; tell whether that came."""
        limits = [_POLL_MS, _STILL_SECONDS * 1000, seconds * 1000]
        try:
            return bool(self._page.evaluate(_WHEN_STILL, limits))
        except Error:  # the document is being left
            self._rest()
            return False

    def _rest(self) -> None:
        self._page.wait_for_timeout(_POLL_MS)

    def _note_shared_workers(self) -> None:
        """Nobody is told when the script of a shared worker has come."""
        self._shared = frozenset(_look(self._page.main_frame).get("shared", ()))


def _look(frame: Frame) -> dict[str, Any]:
    """Ask what a frame's watcher has seen; nothing if the frame is being left."""
    try:
        return dict(frame.evaluate(_LOOK))
    except Error:
        return {}


def _idle(look: dict[str, Any]) -> float:
    """For how long one frame has done nothing; a frame without a watcher may be doing anything."""
    if "idle" not in look or look["moving"]:
        return 0.0
    return float(min(look["idle"], look["active"]))
