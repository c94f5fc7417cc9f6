"""Why a page that looks finished may still change, as its frames and its requests tell."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error

from offswitch.errors import Unreachable
from offswitch.model.words import Reason
from offswitch.screen.quiet import Quiet
from offswitch.screen.traffic import PlainNames
from offswitch.screen.unanswered import SERVICE_WORKER, Unanswered
from offswitch.screen.waits import LONGEST_SECONDS, Waits

STILL = {"idle": 5.0, "active": 5.0, "moving": False}
LEFT = None
"""A frame that is being left answers nothing."""


class Frame:
    url = "https://app.test/"

    def __init__(self, look: dict[str, Any] | None) -> None:
        self.look = look

    def evaluate(self, _script: str) -> Any:
        if self.look is None:
            raise Error("the frame is being left")
        return self.look


def quiet(
    *looks: dict[str, Any] | None, names: Any = None, answers: list[bool] | None = None
) -> Quiet:
    """A page whose frames look like that, and which is asked whether it is still, each time with one answer."""
    answers = [] if answers is None else answers
    frames = [Frame(look) for look in looks]
    page: Any = SimpleNamespace(
        frames=frames,
        main_frame=frames[0],
        workers=(),
        on=lambda *_: None,
        wait_for_timeout=lambda _: None,
        evaluate=lambda *_: answers.pop(0) if answers else True,
        add_init_script=lambda _: None,
    )
    return Quiet(page, names)


@dataclass(eq=False)
class Asked:
    """As much of Playwright's request as the wait looks at."""

    resource_type: str
    url: str
    frame: Any = None
    is_document: bool = False
    method: str = "GET"
    post_data: str | None = None
    redirected_from: Any = None

    def is_navigation_request(self) -> bool:
        return self.is_document


def asked(kind: str = "fetch", url: str = "https://app.test/api", **more: Any) -> Any:
    return Asked(kind, url, **more)


@pytest.mark.parametrize(
    ("waits", "rests"),
    [
        (Waits(idle=5), True),
        (Waits(idle=5, is_fed=True), False),
        (Waits(idle=5, timers=(1.0,)), False),
        (Waits(idle=5, timers=(LONGEST_SECONDS,)), False),
        (Waits(idle=5, timers=(LONGEST_SECONDS + 1,)), True),
        (Waits(idle=5, timers=(0.0,)), True),
        (Waits(idle=5, timers=(LONGEST_SECONDS + 1, 1.0)), False),
    ],
)
def test_a_page_rests_unless_something_is_due_soon(waits: Waits, rests: bool) -> None:
    assert waits.rest == (5 if rests else 0)


@pytest.mark.parametrize("what", ["repeats", "worker", "shared"])
def test_a_frame_may_be_fed_in_three_ways(what: str) -> None:
    assert quiet(STILL, STILL | {what: ["any"]}).waits().is_fed
    assert not quiet(STILL, STILL | {what: []}).waits().is_fed


def test_a_page_is_as_busy_as_its_busiest_frame() -> None:
    told = quiet(STILL | {"timers": [3], "version": [1, 2]}, STILL | {"active": 2.0, "timers": [7]})
    waits = told.waits()
    assert (waits.idle, waits.timers, waits.version) == (2.0, (3, 7), (1, 2))
    assert quiet(STILL | {"idle": 1.0}).waits().idle == 1.0
    assert quiet(STILL, STILL | {"moving": True}).waits().idle == 0.0
    assert quiet(STILL, {}).waits().idle == 0.0, "nobody watches it"
    assert quiet(STILL, LEFT).waits().idle == 0.0


def test_a_part_of_the_page_that_has_not_arrived_may_still_change_it() -> None:
    waiting = quiet(STILL)
    script = asked("script", "https://app.test/app.js?v=1")
    waiting._started(script)
    assert waiting.unfinished() == ("/app.js",)
    assert waiting.waits().is_fed
    assert waiting.rest() == 0.0
    waiting._ended(script)
    assert waiting.unfinished() == ()
    assert not waiting.waits().is_fed


@pytest.mark.parametrize("why", [{"worker": True}, {"timers": [3.0]}])
def test_a_page_that_waits_for_something_may_be_idle_meanwhile(why: dict[str, Any]) -> None:
    waiting = quiet(STILL | why)
    waiting._touched -= 3
    assert waiting.rest() == 0.0
    assert waiting.idle() >= 3


@pytest.mark.parametrize("why", [{"moving": True}, {"active": 0.0}])
def test_a_page_that_moves_or_has_just_asked_for_a_call_is_not_idle(why: dict[str, Any]) -> None:
    waiting = quiet(STILL | why)
    waiting._touched -= 3
    assert waiting.idle() == 0.0


@pytest.mark.parametrize(("kind", "is_awaited"), [("fetch", True), ("xhr", True), ("image", False)])
def test_data_is_awaited_and_is_no_part_of_the_page(kind: str, is_awaited: bool) -> None:
    waiting = quiet(STILL)
    waiting._started(asked(kind))
    assert bool(waiting._pending()) is is_awaited
    assert waiting.unfinished() == ()


def test_the_script_of_a_shared_worker_is_not_awaited() -> None:
    url = "https://app.test/shared.js"
    waiting = quiet(STILL | {"shared": [url]})
    waiting._started(asked("script", url))
    assert waiting.unfinished()
    waiting._note_shared_workers()
    assert not waiting.unfinished()


def test_a_worker_that_a_page_awaits_is_told_beside_its_requests() -> None:
    worker = Unanswered(SERVICE_WORKER, "open")
    told = quiet(STILL, STILL | {"awaitsWorker": True})
    told.traffic._started(asked())
    assert told.unanswered() == (Unanswered("GET /api", "open"), worker)
    assert quiet(STILL).unanswered() == ()


def test_a_worker_that_the_file_ignores_is_not_told() -> None:
    names: Any = SimpleNamespace(
        data_name=PlainNames().data_name,
        socket_name=str,
        counts=lambda name: name != SERVICE_WORKER,
    )
    assert quiet(STILL | {"awaitsWorker": True}, names=names).unanswered() == ()


def test_the_status_is_that_of_the_document_itself() -> None:
    told = quiet(STILL)
    main = told._page.main_frame
    for frame, is_document, status in ((main, True, 404), (main, False, 500), (None, True, 503)):
        request = asked(frame=frame, is_document=is_document)
        answer: Any = SimpleNamespace(request=request, frame=frame, status=status)
        told._answered(answer)
    assert told.status == 404


def test_a_page_that_has_moved_since_it_was_touched_is_another_one() -> None:
    still, moved, left = quiet(STILL | {"idle": 1e9}), quiet(STILL | {"idle": -1.0}), quiet(LEFT)
    for each in (still, moved, left):
        each.touched()
    assert still.is_as_touched()
    assert not moved.is_as_touched()
    assert not left.is_as_touched()


def test_a_page_is_asked_until_it_is_still() -> None:
    answers = [False, False, True]
    quiet(STILL, answers=answers).wait()
    assert answers == []


def test_a_document_that_does_not_arrive_is_no_page() -> None:
    waiting = quiet(STILL)
    document = asked("document", frame=waiting._page.main_frame, is_document=True)
    waiting._started(document)
    with pytest.raises(Unreachable) as caught:
        waiting.wait(0.01)
    assert caught.value.reason is Reason.OFFLINE
    waiting._ended(document)
    waiting._started(asked(frame=waiting._page.main_frame))
    waiting.wait(0.01)  # data that does not come is no reason to call it offline
