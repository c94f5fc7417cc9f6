"""A stranger's version of each shipped selector file: every kind of hostile edit is refused, or harmless.

Each edit is made to every shipped file, as a file of the person's own would carry it: a layout under a
version of its own, what layouts share as a second common file. What the file alone cannot tell (an
element found by an id) the gate for every press tells, from the words that it finds.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import cast

import pytest
from playwright.sync_api import ElementHandle
from pydantic import ValidationError

from offswitch.errors import PackError, SettingError
from offswitch.model.geography import SelectorFile
from offswitch.packs import Library
from offswitch.packs.disk import File
from offswitch.packs.fencing import fence_of
from offswitch.screen.step import refuse_unplanned
from tests.unit.hostile_edits import EDITS, OWN, SHIPPED, Data, a_route, own_version, put_away, step


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def refusals(library: Library, data: Data) -> list[str]:
    """What a run says to a file of the person's own; empty where it is taken."""
    try:
        file = File(OWN, bundled=False, data=SelectorFile.model_validate(data))
    except ValidationError as error:
        return [str(each["loc"]) for each in error.errors()]
    with_own = copy.copy(library)
    with_own.files = [*library.files, file]
    try:
        with_own.pack(file.data.platform)
    except PackError as error:
        return list(error.problems)
    return []


def test_there_are_enough_kinds_of_edit() -> None:
    assert len(EDITS) >= 30
    assert {path.parent.name for path in SHIPPED.values()} == set(Library().platforms())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_file_is_taken_as_it_is_under_another_version(
    library: Library, name: str
) -> None:
    assert refusals(library, own_version(SHIPPED[name])) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_a_route_of_one_s_own_is_taken(library: Library, name: str) -> None:
    data = own_version(SHIPPED[name])
    a_route(data)
    assert refusals(library, data) == []


TODAYS = {path.parent: name for name, path in sorted(SHIPPED.items()) if path.stem[0].isdigit()}
"""A platform's folder → its newest layout; the others are left to the thorough tests."""


@pytest.mark.parametrize(
    "names",
    [TODAYS.values(), pytest.param(SHIPPED, marks=pytest.mark.thorough)],
    ids=["today's", "every"],
)
@pytest.mark.parametrize("edit", EDITS)
def test_a_hostile_edit_of_any_shipped_file_is_refused(
    library: Library, edit: str, names: Iterable[str]
) -> None:
    for name in names:
        data = own_version(SHIPPED[name])
        EDITS[edit](data)
        assert refusals(library, data), name


# What only the page can tell

FOUND = [
    "Accept all",
    "I accept",
    "OK, I agree",
    "Delete account",
    "Turn on",
    "Ja, erlauben",
    "Konto löschen",
    "同意する",
]
BY = [
    {"by": "attribute", "attribute": "id", "value": "u_0_1"},
    {"by": "attribute", "attribute": "data-testid", "value": "next"},
    {"by": "href", "value": "/next"},
    {"by": "role", "role": "button", "within": "top_dialog"},
]


class Found:
    """An element as the gate sees it: its words, and the controls that pressing it would operate."""

    def __init__(self, words: list[str], controls: list[str]) -> None:
        self._seen = {"words": words, "controls": controls}

    def evaluate(self, _script: str) -> dict[str, list[str]]:
        return self._seen


@pytest.mark.parametrize("key", ["open", "then", "path", "asked", "confirm", "dismiss"])
def test_what_a_file_cannot_tell_the_gate_tells(library: Library, key: str) -> None:
    for path in SHIPPED.values():
        data = own_version(path)
        (put_away() if key == "dismiss" else step(key))(data)
        data["elements"]["own_step"] = BY
        assert refusals(library, data) == [], "the file alone says nothing of what it finds"
    for words in FOUND:
        with pytest.raises(SettingError):
            refuse_unplanned(cast("ElementHandle", Found([words], [])), "own_step")
    with pytest.raises(SettingError):
        refuse_unplanned(cast("ElementHandle", Found(["Next"], ["switch"])), "own_step")


def test_whatever_is_taken_opens_no_other_host(library: Library) -> None:
    for name in library.platforms():
        before = fence_of(library.pack(name))
        with_own = copy.copy(library)
        own = [own_version(path) for path in SHIPPED.values() if path.parent.name == name]
        layouts = [SelectorFile.model_validate(data) for data in own if "version" in data]
        files = [File(OWN, bundled=False, data=layout) for layout in layouts]
        with_own.files = [*library.files, *files]
        assert fence_of(with_own.pack(name)).hosts == before.hosts
