"""Is this the page? Its heading and most of its neighbors say so, and only a cover hides them."""

from __future__ import annotations

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import place
from offswitch.engine.place import (
    on_the_way,
    refuse_another_account,
    refuse_shade,
    stands,
    unknown_dialog,
    words_on,
)
from offswitch.errors import SettingError
from offswitch.model.geography import Section
from offswitch.model.words import Reason

FIVE = ("Ads", "Topics", "Partners", "Activity", "Audience")


def section(*neighbors: str, heading: str = "Ad settings") -> Section:
    return Section(heading=heading, neighbours=neighbors)


class Page:
    """What is drawn, what of it can be seen, and which labels are known in the page's language."""

    def __init__(
        self, *seen: str, drawn: Collection[str] = (), unknown: Collection[str] = (), **more: Any
    ) -> None:
        self.seen, self.unknown = seen, unknown
        self.lines = [SimpleNamespace(text=text) for text in (*seen, *drawn)]
        self.dialogs: list[str] = []
        self.top = -1
        self.page: Any = None
        self.address = ""
        self.__dict__.update(more)

    def survey(self) -> Any:
        return self

    def shows(self, word: str) -> bool:
        return word in self.seen

    def title_of(self, _layer: int) -> str:
        return "its first line"

    def known_words(self, label: str) -> tuple[str, ...]:
        return () if label in self.unknown else (label,)

    proven_words = known_words

    def translated(self, label: str, *, proven: bool) -> None:
        raise SettingError(Reason.LANGUAGE, f"no words for {label}, {proven}")


def is_here(page: Page, *neighbors: str) -> bool:
    return stands(page, section(*neighbors))  # type: ignore[arg-type]


def test_a_heading_and_three_of_five_neighbors_make_the_page() -> None:
    assert is_here(Page("Ad settings", *FIVE[:3]), *FIVE)
    assert not is_here(Page("Ad settings", *FIVE[:2]), *FIVE)
    assert not is_here(Page(*FIVE), *FIVE), "without its heading"


def test_a_neighbor_without_words_in_the_pages_language_does_not_count() -> None:
    assert is_here(Page("Ad settings", *FIVE[:2], unknown=FIVE[2:]), *FIVE)
    assert not is_here(Page("Ad settings", unknown=FIVE[2:]), *FIVE)
    assert is_here(Page("Ad settings", unknown=FIVE), *FIVE), "the heading alone is left"


def test_a_heading_without_words_in_the_pages_language_proves_nothing() -> None:
    with pytest.raises(SettingError) as caught:
        is_here(Page(*FIVE, unknown=("Ad settings",)), *FIVE)
    assert caught.value.reason is Reason.LANGUAGE


@pytest.mark.parametrize(
    ("address", "is_on_the_way"),
    [
        ("https://app.test/settings/ads", True),
        ("https://app.test/settings/ads/?from=link", True),
        ("https://app.test/settings", False),
        ("https://app.test/settings/ads/topics", False),
        ("https://app.test/", False),
        ("https://www.app.test/settings/ads", False),
    ],
)
def test_only_the_query_of_an_address_may_change(address: str, is_on_the_way: bool) -> None:
    page: Any = Page(address=address)
    assert on_the_way(page, "https://app.test/settings/ads/") is is_on_the_way


def shade(page: Page, *sections: Section, covered: Collection[str], **more: Any) -> str:
    """What is said where some words are covered; empty where nothing is."""

    def has_covered_text(_page: Any, words: Collection[str]) -> bool:
        return bool(set(words) & set(covered))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, "has_covered_text", has_covered_text)
        try:
            refuse_shade(page, sections)  # type: ignore[arg-type]
        except SettingError as error:
            return error.message
    return ""


def test_a_page_that_is_drawn_under_something_is_no_unknown_page() -> None:
    page = Page(drawn=("Ad settings", *FIVE[:3]))
    assert shade(page, section(*FIVE), covered=("Ad settings",)) == "something lies over the page"
    assert not shade(page, section(*FIVE), covered=()), "it is drawn outside the window"


def test_too_little_of_a_page_may_be_another_page() -> None:
    for drawn in (("Ad settings", *FIVE[:2]), FIVE):
        assert not shade(Page(drawn=drawn), section(*FIVE), covered=drawn)


def test_only_the_words_of_the_page_itself_are_looked_for_under_a_cover() -> None:
    page = Page(drawn=("Ad settings", *FIVE[:3], "a banner"))
    assert not shade(page, section(*FIVE), covered=("a banner",))
    assert not shade(page, section(*FIVE), covered=FIVE[3:])


def test_what_is_drawn_beneath_a_page_that_is_seen_is_where_it_came_from() -> None:
    here, before = section(*FIVE), section("Profile", heading="Settings")
    page = Page("Ad settings", drawn=("Settings", "Profile"))
    assert not shade(page, here, before, covered=("Settings",))
    unseen = Page(drawn=("Settings", "Profile"))
    assert shade(unseen, here, before, covered=("Settings",))


def test_a_dialog_is_known_by_any_word_of_the_file() -> None:
    file: Any = SimpleNamespace(
        sections={"ads": section()},
        elements={},
        interruptions={
            "hello": SimpleNamespace(title="Welcome"),
            "plain": SimpleNamespace(title=""),
        },
    )

    def told(title: str, top: int = 0) -> str:
        page: Any = Page(dialogs=[title], top=top)
        return unknown_dialog(page, file, page)

    assert told("Ad settings") == told("welcome") == ""
    assert told("Something new") == "Something new"
    assert told("") == "its first line"
    assert told("Something new", top=-1) == ""


def test_a_page_is_looked_for_by_its_heading_and_its_neighbors() -> None:
    page: Any = Page(unknown=("Topics",))
    assert words_on(page, section("Ads", "Topics")) == {"Ad settings", "Ads"}
    assert words_on(page, None) == frozenset()


@pytest.mark.parametrize(
    ("asked", "led", "is_refused"),
    [
        # chathub-dev/chathub#803, webdigi/GmailScheduler#39: the number of the account changes.
        ("/u/1/privacy", "/u/0/privacy", True),
        ("/privacy?authuser=1", "/privacy?authuser=0", True),
        ("/spaces/9f1c2e44/privacy", "/spaces/07ab11d2/privacy?new=1", True),
        ("/u/1/privacy", "/u/1/privacy/", False),
        ("/u/1/privacy", "/u/1/privacy?tab=2", False),
        ("/privacy?authuser=1", "/privacy", False),
        ("/privacy?page=1", "/privacy?page=2", False),
        ("/u/1/privacy", "/account/0/privacy", False),
        ("/privacy", "/privacy_center/2", False),
        ("/v1/privacy", "/v2/privacy", False),
    ],
)
def test_an_address_with_another_id_may_be_another_account_s(
    asked: str, led: str, is_refused: bool
) -> None:
    site = "https://www.site.test"
    screen: Any = Page(address=site + led)
    if not is_refused:
        refuse_another_account(screen, site + asked)
        return
    with pytest.raises(SettingError) as caught:
        refuse_another_account(screen, site + asked)
    assert caught.value.reason is Reason.NOT_FOUND
    assert f"the site led to {led} in place of {asked}" in caught.value.message
