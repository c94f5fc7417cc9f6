"""A slip in a selector file is stopped before a browser opens, or it is known what stops it then.

Every kind of edit is made to the newest layout of each platform; in ``make thorough`` to every file, at every place
where it fits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from itertools import islice
from textwrap import dedent

import pytest

from offswitch.model.coherence import contradictions
from offswitch.model.geography import SelectorFile
from tests.unit.mutations.at_run_time import REASONS
from tests.unit.mutations.checked import PATHS, Shelf
from tests.unit.mutations.every_kind import KINDS

ENOUGH_KINDS = 30
NEWEST = {path.parent: name for name, path in sorted(PATHS.items()) if path.stem[0].isdigit()}
"""A platform's folder → its newest layout."""


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def verdicts(
    shelf: Shelf, kind: str, most: int | None = None, names: Iterable[str] = PATHS
) -> dict[str, str]:
    """What stops an edit of some kind, by file and place."""
    return {
        f"{name}: {edit.place}": shelf.stopped_by(name, edit)
        for name in names
        for edit in islice(shelf.edits(name, KINDS[kind]), most)
    }


def test_there_are_enough_kinds_and_every_file_has_some_of_them(shelf: Shelf) -> None:
    assert len(KINDS) >= ENOUGH_KINDS
    assert set(REASONS) <= set(KINDS)
    for name in PATHS:
        fitting = [k for k, make in KINDS.items() if next(shelf.edits(name, make), None)]
        assert len(fitting) > 5, name


def test_what_nobody_edited_is_stopped_by_nothing(shelf: Shelf) -> None:
    for name in PATHS:
        assert shelf.stopped_by(name, shelf.as_it_is(name)) == ""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in REASONS])
def test_an_edit_is_stopped_before_a_browser_opens(shelf: Shelf, kind: str) -> None:
    found = verdicts(shelf, kind, 1, NEWEST.values()) or verdicts(shelf, kind, 1)
    assert found, "no file can be edited so"
    assert not [place for place, stopped in found.items() if not stopped]


def test_two_settings_never_share_a_control() -> None:
    found = said(
        """
        [routes.one]
        section = "privacy"
        url = "https://lamp.test/privacy"
        control = { kind = "switch", element = "research" }
        [routes.two]
        section = "privacy"
        url = "https://lamp.test/privacy"
        control = { kind = "switch", element = "again" }
        """
    )
    assert found == [("routes.two.control", "'research' is the control of `one`")]


def test_what_reads_settings_is_never_ignored() -> None:
    for glob in ("Settings*", "*Query", "GetSettings"):
        found = said(f"[requests]\nreads = ['*Query', 'Get*']\nignore = ['{glob}']")
        assert [place for place, _ in found] == ["requests.ignore"] * len(found) != [], glob
    assert said("[requests]\nreads = ['*Query']\nignore = ['POST /events*', 'LogMutation']") == []


def said(more: str) -> list[tuple[str, str]]:
    """What is wrong with a file of one platform."""
    head = """
        schema = 1
        platform = "lamp"
        hosts = ["lamp.test"]
        [elements]
        research = [{ by = "label", label = "Research" }]
        again = [{ by = "label", label = "research" }]
        [sections.privacy]
        heading = "Privacy"
    """
    data = tomllib.loads(dedent(head) + dedent(more))
    return contradictions(SelectorFile.model_validate(data))


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_every_place_of_every_file(shelf: Shelf, kind: str) -> None:
    found = verdicts(shelf, kind)
    slipped = [place for place, stopped in found.items() if not stopped]
    assert bool(slipped) == (kind in REASONS), slipped
