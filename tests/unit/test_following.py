"""Several ways are walked at once: each page says which of them goes on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import following
from offswitch.engine.absence import Absence
from offswitch.engine.findings import SHORT, Findings
from offswitch.engine.following import follow
from offswitch.engine.looking import Observation
from offswitch.engine.ways import Way
from offswitch.errors import SettingError
from offswitch.model.geography import Section
from offswitch.model.words import Reason
from offswitch.screen import PATIENCE

GONE = SettingError(Reason.NOT_FOUND, "it went away")


class Site:
    """Pages by their names: what each shows, and where a click on it leads."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, pages: dict[str, dict[str, str]]) -> None:
        self.pages, self.here = pages, "home"
        self.clicked: list[str] = []
        self.waited: list[float] = []
        self.kept: list[str] = []
        self.broken: set[str] = set()
        self.led_away = False
        self.recognised: set[str] = set()
        self.outside: SettingError | None = None
        self.pace = SimpleNamespace(clicks=0)
        for name, stand_in in {
            "await_sign": self._sign,
            "arrived": lambda _, way: self.here == way.route.section,
            "on_the_way": lambda *_: not self.led_away,
            "stands": lambda *_: False,
            "glance": lambda _: Observation(),
            "refuse_gone": lambda *_: None,
            "refuse_untranslated": lambda *_: None,
            "refuse_unknown_dialog": lambda *_: None,
            "from_entry": lambda way, *_: Absence(
                "", recognised=way.route.entry in self.recognised
            ),
            "sought_at": lambda *_, **__: None,
            "_note_outside": self._note_outside,
            "labels_of": lambda _file, name: (name,),
        }.items():
            monkeypatch.setattr(following, name, stand_in)

    def _sign(self, ways: Any, depth: int, arrived: Any, wait: float) -> Way | None:
        self.waited.append(wait)
        there = self.pages[self.here]
        return next(
            (w for w in ways if (arrived(w) if w.ends(depth) else w.names[depth] in there)), None
        )

    def _note_outside(self, findings: Findings, _way: Way) -> None:
        findings.outside = self.outside

    def click(self, name: str, _wait: float) -> None:
        if name in self.broken:
            raise GONE
        self.clicked.append(name)
        self.pace.clicks += 1
        self.here = self.pages[self.here][name]

    def find(self, name: str, _wait: float) -> None:
        if name not in self.pages[self.here]:
            raise SettingError(Reason.NOT_FOUND, f"no {name}")

    def way(self, *names: str, to: str = "goal", url: str | None = None, entry: str = "") -> Way:
        elements = {name: (name,) for name in names}
        variant: Any = SimpleNamespace(
            file=SimpleNamespace(elements=elements, sections={}), source="2026"
        )
        route: Any = SimpleNamespace(section=to, entry=entry)
        screen: Any = SimpleNamespace(
            click=self.click, find=self.find, survey=lambda: None, language="en",
            known_words=lambda label: (label,),
            quiet=SimpleNamespace(
                unanswered=tuple,
                unfinished=tuple,
                traffic=SimpleNamespace(answered_in_part=tuple),
            ),
        )  # fmt: skip
        return Way(variant, route, screen, url, names)

    def findings(self, **more: Any) -> Findings:
        dead_ends = SimpleNamespace(keep=lambda way, *_: self.kept.append(way.names[-1]))
        services: Any = SimpleNamespace(
            say=lambda _: None, saw=lambda *_: None, dead_ends=dead_ends
        )
        base: Any = SimpleNamespace(pace=self.pace)
        nothing: Any = SimpleNamespace()
        return Findings(nothing, services, base, **more)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    pages = {
        "home": {"menu": "menu", "tab": "tab"},
        "menu": {"ads": "ads", "old": "cul-de-sac"},
        "ads": {"topics": "goal"},
        "tab": {},
        "goal": {},
        "cul-de-sac": {},
    }
    return Site(monkeypatch, pages)


def land(_findings: Findings, way: Way) -> str | None:
    return f"landed by {way.names[-1]}" if way.names else "landed"


def miss(_findings: Findings, _way: Way) -> None:
    return None


def test_a_way_is_followed_to_its_end(site: Site) -> None:
    found = site.findings()
    way = site.way("menu", "ads", "topics")
    assert follow(found, [way], 0, land) == ("landed by topics", [way])
    assert site.clicked == ["menu", "ads", "topics"]
    assert found.followed == {"menu", "ads", "topics"}


def test_what_ways_share_is_clicked_once_and_the_page_parts_them(site: Site) -> None:
    wrong, right = site.way("menu", "gone"), site.way("menu", "ads", "topics")
    goal, done = follow(site.findings(), [wrong, right], 0, land)
    assert goal == "landed by topics"
    assert done == [right]
    assert site.clicked == ["menu", "ads", "topics"]


def test_after_a_click_that_led_nowhere_the_others_start_afresh(site: Site) -> None:
    nowhere, other = site.way("menu", "old", "ads"), site.way("tab")
    goal, done = follow(site.findings(), [nowhere, other], 0, land)
    assert (goal, done) == (None, [nowhere])
    assert site.clicked == ["menu", "old"], "the tab is not on this page"


def test_a_step_that_goes_away_under_the_pointer_leaves_the_page_to_the_others(site: Site) -> None:
    site.broken = {"menu"}
    lost, other = site.way("menu", "ads"), site.way("tab", to="tab")
    found = site.findings()
    goal, done = follow(found, [lost, other], 0, land)
    assert goal == "landed by tab"
    assert done == [lost, other]
    assert found.last is GONE


def test_a_page_that_is_not_the_place_after_all_is_left_to_the_others(site: Site) -> None:
    first, second = site.way(to="home"), site.way("menu", "ads", "topics")
    goal, done = follow(
        site.findings(), [first, second], 0, lambda f, w: land(f, w) if w.names else None
    )
    assert (goal, done) == ("landed by topics", [first, second])


def test_a_place_that_yields_nothing_is_not_tried_again(site: Site) -> None:
    way = site.way(to="home")
    assert follow(site.findings(), [way], 0, miss) == (None, [way])


def test_only_an_address_whose_page_had_the_first_step_was_entered(site: Site) -> None:
    found = site.findings()
    follow(found, [site.way("menu", "ads", "topics", url="https://app.test/")], 0, land)
    assert found.entered == {"https://app.test/"}
    found = site.findings()
    site.here = "home"
    follow(found, [site.way("gone", url="https://app.test/")], 0, land)
    assert found.entered == set()


def test_a_slow_page_is_waited_for_once(site: Site) -> None:
    found = site.findings()
    follow(found, [site.way("gone")], 0, land)
    follow(found, [site.way("gone")], 0, land)
    assert site.waited == [PATIENCE, SHORT]


def test_an_address_that_leads_elsewhere_is_not_waited_for_long(site: Site) -> None:
    site.led_away = True
    follow(site.findings(), [site.way("gone", url="https://app.test/")], 0, land)
    follow(site.findings(), [site.way("gone")], 0, land)
    assert site.waited == [SHORT, PATIENCE]


def test_a_step_that_is_missing_is_kept_for_other_settings(site: Site) -> None:
    found = site.findings()
    follow(found, [site.way("gone")], 0, land)
    assert site.kept == ["gone"]
    assert found.last is not None
    assert found.last.message == "no gone"
    assert [absence.recognised for absence in found.absences] == [False]


@pytest.mark.parametrize("why", ["search", "outside", "recognised", "at its end", "in part"])
def test_but_not_where_the_page_may_be_another_one_or_is_a_settings_own(
    site: Site, why: str
) -> None:
    found = site.findings(by="search" if why == "search" else "menu")
    if why == "outside":
        site.outside = SettingError(Reason.NOT_FOUND, "the sign-in page")
    if why == "recognised":
        site.recognised = {"list"}
    way = site.way(*(() if why == "at its end" else ("gone",)), entry="list")
    if why == "in part":
        traffic: Any = way.screen.quiet.traffic
        traffic.answered_in_part = lambda: ["GET /rows"]
    follow(found, [way], 0, land)
    assert site.kept == []


@pytest.mark.parametrize(("stands", "looks"), [(True, 1), (False, 0), (None, 0)])
def test_a_page_that_holds_a_way_in_is_looked_at_closely(
    site: Site, monkeypatch: pytest.MonkeyPatch, stands: bool | None, looks: int
) -> None:
    """One whose heading has no known words in this language may be any page."""
    looked: list[frozenset[str]] = []

    def is_there(*_: Any) -> bool:
        if stands is None:
            raise SettingError(Reason.LANGUAGE, "no words for it")
        return stands

    def look_closely(_screen: Any, words: frozenset[str], _sign: Any) -> Any:
        looked.append(words)
        return None, Observation()

    monkeypatch.setattr(following, "stands", is_there)
    monkeypatch.setattr(following, "look_closely", look_closely)
    way = site.way("gone", entry="list")
    way.variant.file.sections["list"] = Section(heading="Settings", neighbours=("Ads",))
    assert follow(site.findings(), [way], 0, land) == (None, [way])
    assert looked == [frozenset({"Settings", "Ads"})] * looks


def test_a_known_dead_end_says_the_same_of_another_setting(site: Site) -> None:
    end = SimpleNamespace(error=GONE, observation=Observation())
    found = site.findings()
    found.services.dead_ends = SimpleNamespace(on=lambda _: (0, end))  # type: ignore[misc,assignment]
    site.recognised = {"list"}
    assert not following.ends_dead(found, site.way("gone", entry="list")), (
        "it would show the way in"
    )
    assert found.last is None
    assert following.ends_dead(found, site.way("gone"))
    assert found.last is GONE
    found.services.dead_ends = SimpleNamespace(on=lambda _: None)
    assert not following.ends_dead(found, site.way("gone"))
