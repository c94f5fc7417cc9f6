"""The pages on a way: which of them are kept, and which leads to which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from offswitch.look.bundling import bundle_of
from offswitch.look.moments import Moment, Moments
from offswitch.packs.word_list import word_list

HOME, OTHER = "https://lamp.example/", "https://lamp.example/other"
ROW, SWITCH = "Data use", "Help improve Lamp"


class Page:
    """A page that shows a few buttons."""

    is_closed = False

    def __init__(self, url: str = HOME) -> None:
        self.url = url
        self.buttons: tuple[str, ...] = ()

    def structure(self, find: Callable[[], str] | None = None) -> dict[str, Any]:
        touched = find() if find else ""
        nodes: list[dict[str, Any]] = [{"in": -1, "tag": "body"}]
        for text in self.buttons:
            at = len(nodes)
            nodes += [
                {"in": 0, "tag": "button", "opens": text == touched},
                {"in": at, "text": text},
            ]
        return {"language": "en", "view": [1280, 720], "nodes": nodes}


@pytest.fixture
def seen() -> Moments:
    return Moments()


def go(seen: Moments, page: Page, url: str, *buttons: str) -> None:
    seen.loads(page, url)  # type: ignore[arg-type]
    page.url, page.buttons = url, buttons


def touch(seen: Moments, page: Page, button: str, *buttons: str) -> None:
    seen.touches(page, lambda: button)  # type: ignore[arg-type]
    page.buttons = buttons


def way(found: list[Moment]) -> list[tuple[str, dict[str, int]]]:
    """For each moment its address, and what leads to which other one."""
    return [
        (
            each.address,
            {each.structure["nodes"][n + 1]["text"]: to for n, to in each.leads.items()},
        )
        for each in found
    ]


def test_the_last_page_comes_first_and_each_says_what_leads_on(seen: Moments) -> None:
    page = Page()
    go(seen, page, HOME, "Settings", "Help")
    touch(seen, page, "Settings", ROW)
    touch(seen, page, ROW, SWITCH)
    assert way(seen.end(page)) == [  # type: ignore[arg-type]
        ("", {}),
        (HOME, {"Settings": 2}),
        ("", {ROW: 0}),
    ]


def test_what_is_seen_again_is_as_it_was_the_last_time(seen: Moments) -> None:
    page = Page()
    go(seen, page, HOME, "Settings")
    touch(seen, page, "Settings", ROW)
    go(seen, page, HOME, "Settings", "New")
    found = seen.end(page)  # type: ignore[arg-type]
    assert way(found) == [(HOME, {"Settings": 1}), ("", {})]
    assert len(found[0].structure["nodes"]) == 5


def test_what_nothing_leads_to_any_more_is_left_out(seen: Moments) -> None:
    page = Page()
    go(seen, page, HOME, "Settings")
    touch(seen, page, "Settings", ROW)
    go(seen, page, HOME, "Other")
    assert way(seen.end(page)) == [(HOME, {})]  # type: ignore[arg-type]


def test_of_look_alikes_the_one_that_was_touched_leads_on(seen: Moments) -> None:
    page = Page()
    go(seen, page, HOME, "Ads", "Ads")
    seen.touches(page, lambda: "Ads")  # type: ignore[arg-type]
    page.buttons = (ROW,)
    first = seen.end(page)[1]  # type: ignore[arg-type]
    assert list(first.leads) == [1]


def test_an_address_that_led_to_another_one_says_so(seen: Moments) -> None:
    page = Page()
    go(seen, page, HOME)
    page.url = OTHER
    assert [each.moved for each in seen.end(page)] == [True]  # type: ignore[arg-type]


def changed(seen: Moments, answer: str, *, kept: bool = False) -> list[Moment]:
    page = Page()
    go(seen, page, HOME, ROW)
    touch(seen, page, ROW, SWITCH, "Save")
    seen.begins_change()
    touch(seen, page, SWITCH, SWITCH, "Save")
    touch(seen, page, "Save", "Sorry")
    seen.ends_change(lambda: answer)
    go(seen, page, HOME, "Much later")
    return seen.of_change(kept=kept)


def test_a_change_is_kept_with_what_came_after_it(seen: Moments) -> None:
    found = changed(seen, "error")
    assert way(found) == [("", {SWITCH: 2}), (HOME, {ROW: 0}), ("", {"Save": 3}), ("", {})]
    told = [
        {name: node[name] for name in ("answer", "kept") if name in node}
        for each in found
        for node in each.structure["nodes"]
    ]
    assert [each for each in told if each] == [{"answer": "error", "kept": False}]


def test_a_change_for_which_nothing_was_pressed_has_no_answer(seen: Moments) -> None:
    page = Page()
    go(seen, page, HOME, SWITCH)
    seen.begins_change()
    seen.ends_change(lambda: "nothing")
    assert (seen.answer, way(seen.of_change(kept=False))) == ("", [(HOME, {})])


def test_another_setting_begins_anew(seen: Moments) -> None:
    changed(seen, "well")
    seen.forget()
    assert (seen.has_begun, seen.answer) == (False, "")


@pytest.mark.parametrize(("public", "told"), [({HOME}, ["lamp.example"]), ({OTHER}, [])])
def test_an_address_is_told_only_if_anybody_may_know_it(public: set[str], told: list[str]) -> None:
    structure = {"language": "en", "view": [1280, 720], "nodes": [{"in": -1, "tag": "body"}]}
    found = bundle_of(
        [Moment(structure, address=HOME)],
        word_list(frozenset()),
        setting="lamp.usage",
        expected={"lamp.usage": "pending"},
        public=public,
    )
    assert [*found.bundle.pages[0].at] == told
