"""New, renamed, moved, merged, vanished: the kinds of change, and what does not count as one."""

from __future__ import annotations

import datetime as dt

import pytest

from offswitch.inventory.compare import Page, compare, is_noise, page_name
from offswitch.journal import ControlRow, SeenControl
from offswitch.model.geography import Noise

DAY = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
OLD, NEW = "site/2025-01", "site/2026-01"


def control(
    label: str, section: str = "Ads", kind: str = "switch", state: str = "on", url: str = "u"
) -> SeenControl:
    return SeenControl(label=label, section=section, kind=kind, state=state, url=url)


def was(
    *controls: SeenControl, place: str = "ads", layout: str = OLD, run: int = 1, listed: bool = True
) -> list[ControlRow]:
    at = DAY + dt.timedelta(days=run)
    return [
        ControlRow(
            platform="site",
            page=page_name(layout, place),
            control=each,
            first_seen=DAY,
            last_seen=at,
            last_run=f"run{run}",
        )
        for each in now(*controls, listed=listed).kept
    ]


def now(
    *controls: SeenControl,
    place: str = "ads",
    layout: str = OLD,
    familiar: str = "",
    listed: bool = True,
) -> Page:
    known = frozenset({familiar} if familiar else ())
    return Page(place=place, layout=layout, controls=controls, familiar=known, listed=listed)


def changes(known: list[ControlRow], *pages: Page) -> list[tuple[str, str, str]]:
    return [(c.change, c.label, c.before) for c in compare("site", known, pages)]


PARTNERS = control("Activity from partners")
SHARE = control("Share my data", "Data")


def test_the_first_visit_changes_nothing() -> None:
    assert changes([], now(PARTNERS, SHARE)) == []
    assert changes(was(PARTNERS), now(SHARE, place="data")) == []


def test_nothing_new() -> None:
    assert changes(was(PARTNERS, SHARE), now(SHARE, PARTNERS)) == []


def test_a_page_that_was_not_visited_says_nothing() -> None:
    assert changes(was(PARTNERS), now(SHARE, place="data")) == []
    assert changes(was(PARTNERS)) == []


def test_another_state_or_another_case_is_no_change() -> None:
    assert changes(was(PARTNERS), now(control("activity  FROM Partners", state="off"))) == []


def test_new_and_vanished() -> None:
    train = control("Use my posts to train models")
    (found,) = compare("site", was(PARTNERS), [now(PARTNERS, train)])
    assert (found.change, found.label, found.section, found.state) == (
        "new",
        "Use my posts to train models",
        "Ads",
        "on",
    )
    assert changes(was(PARTNERS, SHARE), now(PARTNERS)) == [("vanished", "Share my data", "")]


def test_vanished_is_reported_once() -> None:
    known = was(PARTNERS, run=2) + was(SHARE, run=1)
    assert changes(known, now(PARTNERS)) == []


def test_what_was_reported_about_an_emptied_page_is_not_reported_again() -> None:
    emptied = now()
    known = was(PARTNERS, run=1) + was(run=2)
    assert changes(known, emptied) == []
    assert changes(known, now(SHARE)) == [("new", SHARE.label, "")]


def test_rows_say_nothing_if_their_list_was_not_recognized() -> None:
    row, other = control("Your files", kind="row"), control("Blocked people", kind="row")
    assert changes(was(PARTNERS, row), now(PARTNERS, listed=False)) == []
    before = was(PARTNERS, row, run=1) + was(PARTNERS, run=2, listed=False)
    assert changes(before, now(PARTNERS, row, other)) == [("new", other.label, "")]
    assert changes(was(PARTNERS, listed=False), now(PARTNERS, row)) == []


def test_a_second_control_with_the_same_label_is_new() -> None:
    assert changes(was(PARTNERS), now(PARTNERS, PARTNERS)) == [("new", PARTNERS.label, "")]


def test_renamed_in_its_place() -> None:
    renamed = control("Activity from other businesses")
    expected = [("renamed", "Activity from other businesses", "Activity from partners")]
    assert changes(was(PARTNERS, SHARE), now(renamed, SHARE)) == expected


def test_renamed_without_a_common_word_by_its_link() -> None:
    old, new = (control(x, kind="row", url="/off") for x in ("Off activity", "Your information"))
    other = control("Other", kind="row", url="/other")
    assert changes(was(old, other), now(new, other)) == [
        ("renamed", "Your information", "Off activity")
    ]
    elsewhere = control("Your information", kind="row", url="/elsewhere")
    assert {c[0] for c in changes(was(old), now(elsewhere))} == {"new", "vanished"}


def test_two_renamed_at_once_are_told_apart_by_their_words() -> None:
    before = was(control("Ads from partners"), control("Ads about friends"))
    after = now(control("Your friends in adverts"), control("Partners and adverts"))
    assert set(changes(before, after)) == {
        ("renamed", "Your friends in adverts", "Ads about friends"),
        ("renamed", "Partners and adverts", "Ads from partners"),
    }


def test_several_that_gained_a_badge_at_once_are_each_renamed() -> None:
    labels = ["Activity from partners", "Activity from friends", "Ads from partners", "Ads"]
    before = was(*(control(label) for label in labels))
    after = now(*(control(f"{label} New") for label in labels))
    expected = {("renamed", f"{label} New", label) for label in labels}
    assert set(changes(before, after)) == expected


def test_a_new_name_is_told_once_wherever_it_stands() -> None:
    old, new = "Only me", "Nobody but me"
    groups = ("Who sees your posts", "Who sees your photos")
    options = [control(old, group, "radio") for group in groups]
    renamed = [control(new, group, "radio") for group in groups]
    rows = (control(old, "Ads", "row", url="/who"), control(new, "Ads", "row", url="/who"))
    assert changes(was(*options, rows[0]), now(*renamed, rows[1])) == [("renamed", new, old)]


def test_another_kind_is_not_a_renaming() -> None:
    link = control("Activity from other businesses", kind="row")
    assert {c[0] for c in changes(was(PARTNERS), now(link))} == {"new", "vanished"}


@pytest.mark.parametrize("place", ["ads", "privacy"])
def test_moved_to_another_section_or_page(place: str) -> None:
    moved = control(PARTNERS.label, "Privacy")
    known = was(PARTNERS, SHARE) + was(SHARE, place="privacy")
    stays = now(SHARE, moved) if place == "ads" else now(SHARE)
    pages = [stays] + ([now(SHARE, moved, place="privacy")] if place != "ads" else [])
    assert changes(known, *pages) == [("moved", PARTNERS.label, "Ads")]


def test_moved_to_a_page_that_was_never_visited() -> None:
    pages = [now(SHARE), now(control(PARTNERS.label, "Privacy"), place="privacy")]
    assert changes(was(PARTNERS, SHARE), *pages) == [("moved", PARTNERS.label, "Ads")]


def test_a_copy_elsewhere_is_new_while_the_original_stays() -> None:
    pages = [now(PARTNERS), now(SHARE, control(PARTNERS.label, "Privacy"), place="privacy")]
    known = was(PARTNERS) + was(SHARE, place="privacy")
    assert changes(known, *pages) == [("new", PARTNERS.label, "")]


def test_merged() -> None:
    before = was(control("Activity from websites"), control("Activity from apps"), SHARE)
    merged = control("Activity from websites and apps")
    assert changes(before, now(merged, SHARE)) == [
        ("merged", merged.label, "Activity from websites + Activity from apps")
    ]


def test_a_renamed_heading_is_reported_once() -> None:
    before = was(control("One", "Old"), control("Two", "Old"), SHARE)
    after = now(control("One", "Fresh"), control("Two", "Fresh"), SHARE)
    assert changes(before, after) == [("renamed", "Fresh", "Old")]


def test_a_new_layout_reports_only_controls_never_seen_before() -> None:
    known = was(PARTNERS, SHARE, control("See more", kind="row"))
    page = now(
        PARTNERS,
        control("Known to the file"),
        control("Unheard of", state="on"),
        control("Another row", kind="row"),
        layout=NEW,
        familiar="known to the file",
    )
    assert changes(known, page) == [("new", "Unheard of", "")]


def test_the_other_option_of_a_known_choice_is_not_new_in_another_layout() -> None:
    """A file need only name the option that is off."""
    options = [control(label, "Ads", kind="radio") for label in ("Not allowed", "Allowed")]
    page = now(*options, layout=NEW, familiar="not allowed")
    assert changes(was(PARTNERS), page) == []
    elsewhere = control("Allowed", "Data", kind="radio")
    page = now(options[0], elsewhere, layout=NEW, familiar="not allowed")
    assert changes(was(PARTNERS), page) == [("new", "Allowed", "")]


def test_a_layout_that_comes_back_is_compared_with_itself() -> None:
    known = was(PARTNERS, run=1) + was(SHARE, layout=NEW, run=2)
    assert changes(known, now(PARTNERS)) == []
    assert changes(known, now(SHARE, layout=NEW)) == []


def test_noise_is_data() -> None:
    noise = Noise(label=("* advertisers", "Updated *"), section=("Advertisers you\u2019ve seen",))
    assert is_noise(noise, "1,204 Advertisers")
    assert is_noise(noise, "updated 3 March")
    assert is_noise(noise, "Some shop", ["advertisers  you've SEEN"])
    assert not is_noise(noise, "Activity from advertisers and partners", ["Ads"])
