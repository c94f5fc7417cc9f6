"""What is said of a setting that was not reached, by what each page on the way has shown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine.absence import Absence
from offswitch.engine.findings import SHORT, Findings
from offswitch.engine.renamed import FailedLookup
from offswitch.errors import SettingError, Unmatched, Unreachable
from offswitch.model.words import Reason
from offswitch.screen import PATIENCE

HERE = "https://app.test/settings"
BUSY = SettingError(Reason.NOT_FOUND, "a part has not arrived")
STRANGE = SettingError(Reason.NOT_FOUND, "an unknown row")
ELSEWHERE = SettingError(Reason.NOT_FOUND, "it may be another page")
LAST = SettingError(Reason.NOT_FOUND, "no such step")


def findings(*absences: Absence, **more: Any) -> Findings:
    nothing: Any = SimpleNamespace()
    return Findings(nothing, nothing, nothing, absences=list(absences), **more)


def known(*doubts: SettingError | Unreachable, **more: Any) -> Absence:
    """A page that would show the setting."""
    return Absence(HERE, recognised=True, doubts=doubts, **more)


def unknown(*doubts: SettingError | Unreachable, **more: Any) -> Absence:
    return Absence("https://app.test/other", recognised=False, doubts=doubts, **more)


def way(source: str = "2026", section: str | None = "list", line: int = 0) -> Any:
    at = SimpleNamespace(label="Ads", key="elements.ads", file="2026.toml", line=line)
    variant = SimpleNamespace(source=source, locate=lambda *_: at if line else None)
    screen = SimpleNamespace(language="en")
    return SimpleNamespace(variant=variant, screen=screen, route=SimpleNamespace(section=section))


def test_a_page_that_would_show_it_and_gives_nothing_away_lacks_it() -> None:
    told = findings(known()).verdict()
    assert told.reason is Reason.NOT_OFFERED


def test_without_such_a_page_nothing_is_absent() -> None:
    for nothing in (findings(), findings(unknown())):
        assert not nothing.is_missing
        assert nothing.verdict().message == "the page was not recognised"


@pytest.mark.parametrize("other", [known(STRANGE), unknown(STRANGE)])
def test_no_page_outweighs_what_another_one_gives_away(other: Absence) -> None:
    told = findings(known(), other).verdict()
    assert (told.reason, told.message) == (Reason.NOT_FOUND, "an unknown row")


def test_a_page_that_names_what_leads_there_is_doubtful_unless_that_was_followed() -> None:
    absence = known(doors=frozenset({"ad topics"}))
    assert "names what leads to it" in findings(absence).verdict().message
    assert findings(absence, followed={"ad topics"}).proved_absent


@pytest.mark.parametrize(
    ("searched", "reason"), [(False, Reason.NOT_FOUND), (True, Reason.NOT_OFFERED)]
)
def test_a_search_that_a_page_names_must_have_been_asked(searched: bool, reason: Reason) -> None:
    told = findings(known(has_search=True), known(), searched=searched).verdict()
    assert told.reason is reason


def test_the_search_of_a_page_that_was_not_recognised_does_not_matter() -> None:
    assert findings(known(), unknown(has_search=True)).proved_absent


def test_what_a_page_says_itself_comes_before_everything() -> None:
    said = SettingError(Reason.NOT_OFFERED, "the page says so")
    assert findings(known(BUSY), said=said, untranslated=LAST, landed=[BUSY]).verdict() is said


def test_the_surest_page_speaks_first() -> None:
    """Its own page, then one that would show it, then what may be another page, then any page."""
    pages = (unknown(STRANGE), known(BUSY))
    own = SettingError(Reason.NOT_FOUND, "not on its page")
    all_of_it = {"landed": [own], "outside": ELSEWHERE, "last": LAST}
    assert findings(*pages, **all_of_it).verdict().message == (
        "not on its page; a part has not arrived"
    )
    assert findings(*pages, outside=ELSEWHERE, last=LAST).verdict().message == BUSY.message
    assert findings(pages[0], outside=ELSEWHERE, last=LAST).verdict() is ELSEWHERE
    assert findings(pages[0], last=LAST).verdict().message == STRANGE.message
    assert findings(last=LAST).verdict() is LAST


def test_a_page_in_an_unknown_language_speaks_before_what_was_not_found_on_it() -> None:
    foreign = SettingError(Reason.LANGUAGE, "no words for it")
    assert findings(known(), untranslated=foreign).verdict() is foreign


def test_what_was_not_answered_is_told_first() -> None:
    away = Unreachable(Reason.SIGN_IN, "nobody is signed in")
    told = findings(known(BUSY), known(away)).verdict()
    assert isinstance(told, Unreachable)
    assert told.message == "nobody is signed in; a part has not arrived"


def test_a_doubt_is_captured_where_it_was_raised() -> None:
    """Not on a page that raised none, nor on one that was not recognised."""
    quiet = Absence("https://app.test/quiet", recognised=True)
    told = findings(unknown(STRANGE), quiet, known(BUSY)).verdict()
    assert isinstance(told, SettingError)
    assert told.address == HERE
    own = SettingError(Reason.NOT_FOUND, "not on its page")
    landed = findings(known(BUSY), landed=[own]).verdict()
    assert isinstance(landed, SettingError)
    assert not landed.address


def test_the_line_to_change_is_that_of_the_layout_that_fitted_furthest() -> None:
    near, far = (
        FailedLookup(way(line=line), "elements.ads", depth) for line, depth in ((3, 1), (7, 2))
    )
    missing = Unmatched(Reason.NOT_FOUND, "no row “Ads”", "look yourself", element="ads")
    told = findings(last=missing, sought=[far, near]).verdict()
    assert isinstance(told, Unmatched)
    assert told.element == "ads"
    assert told.hint == (
        "look yourself; if the site renamed “Ads”, change `elements.ads` in 2026.toml, line 7"
    )
    assert findings(last=LAST, sought=[far]).verdict() is LAST, "it is no label that is missing"


def test_what_only_the_person_can_settle_ends_the_search() -> None:
    locked = SettingError(Reason.UNEXPECTED_DIALOG, "a dialog lies over the page")
    with pytest.raises(SettingError) as caught:
        findings().note(locked)
    assert caught.value is locked


def test_the_first_page_in_an_unknown_language_is_remembered() -> None:
    found = findings()
    first, second = (SettingError(Reason.LANGUAGE, words) for words in ("first", "second"))
    for error in (first, second, LAST):
        found.note(error)
    assert found.untranslated is first
    assert found.last is LAST
    assert found.said is None
    gone = SettingError(Reason.NOT_OFFERED, "the page says so")
    found.note(gone)
    assert found.said is gone


def test_a_page_is_not_reached_twice_in_vain() -> None:
    found = findings()
    found.note_landing(way("2026"))
    assert found.has_landed(way("2026"))
    assert not found.has_landed(way("2020"))
    assert not found.has_landed(way("2026", section="other"))


@pytest.mark.parametrize(
    ("path", "url", "in_vain"),
    [
        (("menu", "ads", "topics"), HERE, True),
        (("ads", "topics"), HERE, True),
        (("menu", "topics", "ads"), HERE, False),
        (("menu", "ads", "topics"), "https://app.test/other", False),
    ],
)
def test_menus_lead_in_vain_to_where_the_address_has_led(
    path: tuple[str, ...], url: str, in_vain: bool
) -> None:
    route: Any = SimpleNamespace(path=path, then=("ads", "topics"), url=url)
    assert findings(entered={HERE}).is_in_vain(route) is in_vain


def test_menus_to_a_page_with_no_step_behind_it_are_tried() -> None:
    route: Any = SimpleNamespace(path=("menu",), then=(), url=HERE)
    assert not findings(entered={HERE}).is_in_vain(route)


def test_a_slow_site_is_waited_for_once() -> None:
    assert findings().patience == PATIENCE
    assert findings(waited=True).patience == SHORT
