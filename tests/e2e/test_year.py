"""A simulated year of weekly checks: every flip is reported once, and nothing else is taken for one.

The short content runs in the usual suite; ``OFFSWITCH_TEST_YEAR=1`` plays all 52 weeks.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from offswitch.journal import JOURNAL, open_journal
from offswitch.local.folders import folders
from offswitch.model.results import Mode, Report
from offswitch.model.scope import Scope
from offswitch.model.text import fold
from offswitch.model.words import Reason, Status
from offswitch.replica import Replica, Scenario, load_scenario, serve
from offswitch.run.execute import execute
from offswitch.run.options import Options, load_library
from offswitch.sessions.importing import import_session
from offswitch.sessions.store import Sessions
from offswitch.terminal.progress import Quietly

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

PARTNERS, OUTSIDE = "accounts_center.partner_activity", "accounts_center.ads_outside_meta"
ABOUT = "accounts_center.ads_about_meta"
WHOLE = bool(os.environ.get("OFFSWITCH_TEST_YEAR"))
START = dt.datetime(2027, 1, 3, 9, tzinfo=dt.UTC)
LAYOUTS = ("2026-07", "2023-10")
REPLICA = Scope("default", at_replica=True)


@dataclass
class Year:
    """A replica whose scenario changes, and a person who checks it once a week."""

    replica: Replica
    pool: ThreadPoolExecutor
    week: int = 0
    generation: str = LAYOUTS[0]
    about: dict[str, Any] = field(default_factory=dict)
    title_case: bool = False
    features: tuple[str, ...] = ()
    reports: list[Report] = field(default_factory=list)

    @property
    def account(self) -> str:
        return self.replica.scenario.accounts[0].id

    def change(self, **more: Any) -> None:
        world = self.replica.world
        changed = (
            world.scenario.model_dump()
            | {
                "generation": self.generation,
                "settings": {ABOUT: self.about},
                "interruptions": (),
                "title_case": self.title_case,
                "features": self.features,
            }
            | more
        )
        world.scenario = Scenario.model_validate(changed)

    def sign_in(self, home: Path) -> None:
        library = load_library()
        packs = [library.pack(name) for name in library.platforms()]
        state = home / "state.json"
        state.write_text(json.dumps(self.replica.session(self.account)))
        import_session(state, packs, Sessions(folders(), REPLICA))
        state.unlink()

    def now(self) -> dt.datetime:
        return START + dt.timedelta(weeks=self.week)

    def look(self, mode: Mode = "check") -> Report:
        """One run, in a thread of its own: the driver wants no other loop around it."""
        options = Options(
            mode=mode,
            only=(PARTNERS, OUTSIDE),
            platforms=("accounts_center",),
            headless=True,
            replica=self.replica.url,
            pause=(0, 0),
            now=self.now,
        )
        self.week += 1
        report = self.pool.submit(execute, options, Quietly()).result()
        self.reports.append(report)
        return report

    # What happens in a week, and what must be told of it.

    def quiet(self) -> None:
        self.expect()

    def flip(self) -> None:
        self.replica.flip(self.account, PARTNERS, "on")
        self.expect(drift={PARTNERS})
        mended = self.look("run")
        assert {r.setting: r.status for r in mended.results}[PARTNERS] is Status.CHANGED
        assert mended.new_controls == ()

    def signed_out(self, home: Path) -> None:
        self.replica.end_session(self.account)
        self.expect(unreachable=Reason.SIGN_IN)
        self.sign_in(home)

    def outage(self) -> None:
        self.change(interruptions=({"name": "unavailable", "times": "always"},))
        self.expect(unreachable=Reason.OFFLINE)
        self.change()

    def new_control(self) -> None:
        self.about = {}
        self.change()
        self.expect(changes=[("new", "Ads about Meta", "")])

    def renamed(self, to: str) -> None:
        self.about = {"faults": ("renamed",)}
        self.change()
        self.expect(changes=[("renamed", to, "Ads about Meta")])

    def vanished(self, label: str) -> None:
        self.about = {"state": "absent"}
        self.change()
        self.expect(changes=[("vanished", label, "")])

    def boxes(self, *features: str, told: Sequence[tuple[str, str, str]]) -> None:
        self.features = features
        self.change()
        self.expect(changes=told)

    def other_letters(self) -> None:
        self.title_case = not self.title_case
        self.change()
        self.expect()

    def redesigned(self) -> None:
        self.generation = LAYOUTS[1 - LAYOUTS.index(self.generation)]
        self.change()
        self.expect()

    def expect(
        self,
        drift: set[str] | frozenset[str] = frozenset(),
        unreachable: Reason | None = None,
        changes: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        report = self.look()
        told = {r.setting for r in report.results if r.reason is Reason.DRIFT}
        context = (
            f"week {self.week}: {[(r.setting, r.status, r.reason, r.hint) for r in report.results]}"
        )
        assert told == drift, context
        found = [(c.change, fold(c.label), fold(c.before)) for c in report.new_controls]
        assert found == [(kind, fold(now), fold(before)) for kind, now, before in changes], context
        reasons = {r.reason for r in report.results if r.status is Status.UNREACHABLE}
        assert reasons == ({unreachable} if unreachable else set()), context
        if not drift and unreachable is None:
            assert {r.status for r in report.results} == {Status.OK}, context


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    return tmp_path


@contextmanager
def a_year(home: Path) -> Iterator[Year]:
    scenario = load_scenario(None).model_copy(update={"latency": 0.02})
    with serve(scenario) as replica, ThreadPoolExecutor(1) as pool:
        year = Year(replica, pool, about={"state": "absent"})
        year.change()
        year.sign_in(home)
        first = year.look("run")
        assert {r.status for r in first.results} == {Status.CHANGED}, first.to_json()
        assert first.new_controls == ()
        yield year


def content(year: Year, home: Path) -> list[Callable[[], None]]:
    renamed = "Our own news"  # the site's words for this fault
    place, device = "Ads based on your location", "Ads based on your device"
    both, before = "Ads based on your location and device", "Activity from other businesses"
    short = [
        year.quiet,
        year.flip,
        lambda: year.signed_out(home),
        year.outage,
        year.new_control,
        lambda: year.boxes(
            "place_box", "device_box", told=[("new", place, ""), ("new", device, "")]
        ),
        lambda: year.boxes("place_and_device_box", told=[("merged", both, f"{device} + {place}")]),
        year.quiet,
        lambda: year.boxes("place_and_device_box_elsewhere", told=[("moved", both, before)]),
        lambda: year.renamed(renamed),
        lambda: year.vanished(renamed),
        lambda: year.boxes(told=[("vanished", both, "")]),
        year.other_letters,
        year.redesigned,
        year.flip,
    ]
    if not WHOLE:
        return short
    weeks = [*short, year.redesigned, year.quiet] * 3
    return weeks[:51]


def test_every_flip_is_reported_once_and_nothing_else_is_taken_for_one(home: Path) -> None:
    with a_year(home) as year:
        for happens in content(year, home):
            happens()
        drifts = [r for report in year.reports for r in report.results if r.reason is Reason.DRIFT]
        flips = year.replica.truth()["flips"]
        assert len(drifts) == len(flips)
        writes = [(w["setting"], w["to"]) for w in year.replica.truth()["ledger"]]
        assert sorted(writes[:2]) == [(OUTSIDE, "off"), (PARTNERS, "off")]
        assert writes[2:] == [(PARTNERS, "off")] * len(flips)
        with open_journal(folders().data / JOURNAL) as journal:
            assert journal.verify() == []
            kept = journal.findings(REPLICA)
            assert len(kept) == sum(len(report.new_controls) for report in year.reports)
            assert journal.runs(REPLICA)[0].started == START + dt.timedelta(weeks=year.week)
