"""One look at every visible frame of a page, combined as a person sees them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import ElementHandle, Frame, JSHandle, Page

from offswitch.errors import SettingError
from offswitch.model.text import fold, without_count, without_steering
from offswitch.model.words import Reason
from offswitch.screen.scripts import script
from offswitch.screen.snapshot import STATE_WORDS, ControlSnapshot, Line, Row, Survey

_STATES = {"on": "true", "enabled": "true", "off": "false", "disabled": "false"}
"""Words that tell the state of the switch that they stand beside."""
_SURVEYOR = script("survey/survey.js", "surveyor")
_LABELS_WITHOUT = "(surveyor, labels) => surveyor.labelsWithout(labels)"
_NODE = "(surveyor, [number, list, index]) => surveyor.node(number, list, index)"
_PLACE = "(surveyor, node) => surveyor.placeOf(node)"


class Surveyor:
    """Looks at a page as a person would, and changes nothing. Each document is given the script once.

    Args:
        page: the page.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._surveyors = WeakKeyDictionary[Frame, JSHandle]()
        page.on("framenavigated", self._forget)

    def survey(self, frames: Sequence[Frame]) -> Survey:
        """Look at some frames, combined.

        Args:
            frames: the main frame, then every visible one, outer frames first.

        Raises:
            SettingError: ``unreadable``, if there is too much of anything to be looked at in time.
            playwright.sync_api.Error: the page navigated or closed during the look.
        """
        main, *inner = frames
        looks = {main: self._look(main, _Place())}
        whole = looks[main].seen
        for number, frame in enumerate(inner, start=2):
            assert frame.parent_frame is not None
            outer = looks[frame.parent_frame]
            looks[frame] = self._look(frame, _place_of(frame, outer, -number, len(whole.dialogs)))
            whole = _join(whole, looks[frame])
        return whole

    def missing(self, frames: Sequence[Frame], labels: Collection[str]) -> set[str]:
        """Return those of some labels that no frame can show: one of their words stands in none.

        Raises:
            playwright.sync_api.Error: the page navigated or closed meanwhile.
        """
        left = set(labels)
        for frame in frames:
            if left:
                left &= set(self._in(frame).evaluate(_LABELS_WITHOUT, sorted(left)))
        return left

    def _in(self, frame: Frame) -> JSHandle:
        """Return what looks at a frame; the script is given to its document if it has none yet."""
        surveyor = self._surveyors.get(frame)
        if surveyor is None:
            surveyor = frame.evaluate_handle(_SURVEYOR, sorted(STATE_WORDS))
            self._surveyors[frame] = surveyor
        return surveyor

    def _look(self, frame: Frame, place: _Place) -> _Look:
        surveyor = self._in(frame)
        look = surveyor.evaluate("surveyor => surveyor.look()")
        if excess := look.get("excess"):
            raise SettingError(
                Reason.UNREADABLE,
                f"the page has more {excess} than offswitch can look at",
                "look at it yourself",
            )
        facts = json.loads(look["facts"], object_hook=_without_steering)
        return _seen(facts, place, frame, surveyor, look["number"])

    def _forget(self, frame: Frame) -> None:
        """Give the frame's next document the script anew."""
        self._surveyors.pop(frame, None)


@dataclass(frozen=True)
class _Place:
    """Where a frame is: its layer, its headings, and whether a dialog covers it.

    Attributes:
        base: the layer of the frame's own page.
        dialogs: how many dialogs were seen before; their layers are taken.
    """

    base: int = -1
    dialogs: int = 0
    path: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    beneath: bool = False

    def layer(self, own: int) -> int:
        """Turn a layer of this frame into a layer of the whole page."""
        return self.base if own < 0 else own + self.dialogs


@dataclass(frozen=True)
class _Look:
    """One frame as it was seen, with the layers of the whole page."""

    seen: Survey
    place: _Place
    surveyor: JSHandle


def _seen(
    facts: dict[str, Any], place: _Place, frame: Frame, surveyor: JSHandle, number: int
) -> _Look:
    pick = partial(_pick, surveyor, number)
    top = place.layer(facts["top"]) if facts["top"] >= 0 else -1
    layers = {place.base, *(place.layer(index) for index in range(len(facts["dialogs"])))}
    front = frozenset[int]() if place.beneath else frozenset({top} if top >= 0 else layers)
    rows = tuple(
        _row(row, partial(pick, "rows", index), place) for index, row in enumerate(facts["rows"])
    )
    lines = tuple(
        Line(x["text"], x["covered"] or place.beneath, place.layer(x["layer"]))
        for x in facts["lines"]
    )
    uncovered = [line.text for line in lines if not line.covered]
    controls = tuple(
        _snapshot(control, partial(pick, "controls", index), frame, place)
        for index, control in enumerate(facts["controls"])
    )
    named = [row.text for row in rows if row.layer in front]
    named += [control.name for control in controls if control.layer in front and control.name]
    titles = [facts["dialogs"][facts["top"]]] if top >= 0 and not place.beneath else []
    seen = Survey(
        address=facts["address"],
        language=facts["language"],
        lines=lines,
        headings=tuple(facts["headings"]),
        dialogs=tuple(facts["dialogs"]),
        top=top,
        rows=rows,
        controls=controls,
        alerts=tuple(facts["alerts"]),
        front=front,
        tops=front & {top} - {-1},
        folded=frozenset(
            fold(said)
            for text in (*uncovered, *named, *titles)
            for said in (text, without_count(text))
        ),
    )
    return _Look(seen, place, surveyor)


def _without_steering(facts: dict[str, Any]) -> dict[str, Any]:
    """Clean the texts of one object of facts, where they enter the program."""
    return {without_steering(key): _cleaned(value) for key, value in facts.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return without_steering(value)
    return [_cleaned(each) for each in value] if isinstance(value, list) else value


def _place_of(frame: Frame, outer: _Look, number: int, dialogs: int) -> _Place:
    """Return where a frame is.

    Args:
        frame: the inner frame.
        outer: what was seen in the frame around it.
        number: its own number, which is negative.
        dialogs: how many dialogs were seen before.
    """
    found = outer.surveyor.evaluate(_PLACE, frame.frame_element())
    layer = outer.place.layer(found["layer"])
    return _Place(
        base=layer if layer >= 0 else number,
        dialogs=dialogs,
        path=(*outer.place.path, *found["path"], number),
        headings=(*found["headings"], *outer.place.headings),
        beneath=outer.place.beneath or found["beneath"],
    )


def _pick(surveyor: JSHandle, number: int, of: str, index: int) -> ElementHandle:
    node = surveyor.evaluate_handle(_NODE, [number, of, index]).as_element()
    assert node is not None
    return node


def _told_beside(control: dict[str, Any]) -> dict[str, str]:
    """Return the state that one word beside a switch tells, where it tells one; two of them stand at its ends."""
    named = f"{fold(control['name'])} "
    lines = [fold(text) for text in control["beside"]]
    after = {line.removeprefix(named) for line in lines if line.startswith(named)}
    words = {_STATES.get(fold(word)) for word in control["stateWords"]}
    words |= {_STATES[word] for word in after & _STATES.keys()}
    if control["kind"] != "switch" or len(words) != 1 or None in words:
        return {}
    return {"word beside it": str(words.pop())}


def _snapshot(
    control: dict[str, Any], pick: Callable[[], ElementHandle], frame: Frame, place: _Place
) -> ControlSnapshot:
    return ControlSnapshot(
        kind=control["kind"],
        role=control["role"],
        name=control["name"],
        own=control["own"],
        row=control["row"],
        titles=tuple(control["titles"]),
        drawn=tuple(control["drawn"]),
        lines=tuple(control["lines"]),
        headings=tuple(dict.fromkeys((*control["headings"], *place.headings))),
        keys=control["keys"],
        signals=control["signals"] | _told_beside(control),
        options=tuple(control["options"]),
        disabled=control["disabled"],
        busy=control["busy"],
        beside=tuple(control["beside"]),
        layer=place.layer(control["layer"]),
        of_site=control["ofSite"],
        is_unlike_others=control["isUnlikeOthers"],
        path=(*place.path, *control["path"]),
        pick=pick,
        frame=frame,
        question=control["question"],
        classes=tuple(control["classes"]),
        attributes=control["attributes"],
    )


def _row(row: dict[str, Any], pick: Callable[[], ElementHandle], place: _Place) -> Row:
    return Row(
        text=row["text"],
        subject=row["subject"],
        lines=tuple(row["lines"]),
        href=row["href"],
        headings=tuple(dict.fromkeys((*row["headings"], *place.headings))),
        layer=place.layer(row["layer"]),
        path=(*place.path, *row["path"]),
        pick=pick,
        is_chosen=row["isChosen"],
    )


def _join(whole: Survey, look: _Look) -> Survey:
    """Add a frame to what was seen; its dialog is on top of the page if the frame is in the topmost one."""
    inner = look.seen
    in_top = whole.top >= 0 and look.place.base == whole.top and inner.top >= 0
    return replace(
        whole,
        lines=whole.lines + inner.lines,
        headings=whole.headings + inner.headings,
        dialogs=whole.dialogs + inner.dialogs,
        top=inner.top if in_top else whole.top,
        rows=whole.rows + inner.rows,
        controls=whole.controls + inner.controls,
        alerts=whole.alerts + inner.alerts,
        front=whole.front | inner.front,
        tops=whole.tops | inner.tops,
        folded=whole.folded | inner.folded,
    )
