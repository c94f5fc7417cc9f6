"""What a redesign does to the pages of a replica is there to see."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from offswitch.replica.scenario import Change
from tests.e2e.replica_site import HOME, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

SEEN = {
    Change.BADGED: r"Family Center\s*New\s",
    Change.DESCRIBED: r"Family Center\s+What this is, and how it works.",
    Change.REORDERED: r"Family Center\s+Privacy Checkup\s+Preferences",
    Change.PROMOTED: r"There is more to see here.\s+Take a look\s+Settings",
    Change.BARRED: r"Your choices matter to us.$",
    Change.MOVED: r"Family Center\s+Preferences[^D]+Default audience settings\s+Content",
    Change.MERGED: r"Privacy Checkup and Family Center",
}


def words(page: Page) -> str:
    page.get_by_text("Privacy Center").first.wait_for()
    page.get_by_text("Family Center").first.wait_for()
    return page.locator("body").inner_text()


@pytest.mark.parametrize("change", SEEN)
def test_a_change_of_words_or_places(hall: Stage, change: Change) -> None:
    shown = []
    for changes in ([], [change]):
        with hall.site(changes=changes) as site:
            shown.append(bool(re.search(SEEN[change], words(site.at(HOME + "/settings/")))))
    assert shown == [False, True]


def test_rows_that_come_late(hall: Stage) -> None:
    with hall.site(changes=[Change.LATE]) as site:
        row = site.at(HOME + "/settings/").get_by_text("Privacy Checkup")
        row.wait_for(state="attached")
        expect(row).to_be_hidden(timeout=1)
        expect(row).to_be_visible()


def test_elements_that_mean_nothing(hall: Stage) -> None:
    depths = []
    for changes in ([], [Change.WRAPPED]):
        with hall.site(changes=changes) as site:
            label = site.at(HOME + "/settings/").get_by_text("Privacy Checkup")
            depths.append(
                label.evaluate("n => { let d = 0; for (; n; n = n.parentElement) d++; return d; }")
            )
    assert depths[1] - depths[0] == 4


def test_every_change_is_tried() -> None:
    assert {*SEEN, Change.LATE, Change.WRAPPED} == set(Change)
