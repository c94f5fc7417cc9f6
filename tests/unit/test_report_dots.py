"""The dots of a report: one for each look, each run in a column of its own over all settings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from offswitch.journal import Journal, open_journal
from offswitch.model.results import RunInfo
from offswitch.model.scope import Scope
from offswitch.model.words import Reason, State, Status
from offswitch.report.content import ReportContent, gather
from offswitch.report.dots import Chart, Sign, chart_of
from offswitch.report.looks import MOST_LOOKS
from offswitch.report.page import as_page
from tests.unit.report_content import CATALOGUE, START, WEEK, full_journal, result


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with full_journal(tmp_path / "data" / "journal.sqlite3") as journal:
        yield journal


def content_of(journal: Journal) -> ReportContent:
    return gather(journal, Scope("default"), CATALOGUE, {}, made=START + 60 * WEEK)


def signs(chart: Chart, setting: str) -> str:
    """A row as letters, so that a test can be read."""
    letters = {
        Sign.OFF: "o",
        Sign.SWITCHED: "s",
        Sign.ON: "n",
        Sign.BACK: "B",
        Sign.UNKNOWN: "x",
        Sign.NONE: "-",
        Sign.UNSEEN: ".",
    }
    return "".join(letters[dot.sign] for dot in chart.rows[setting].dots)


def more_looks(
    journal: Journal, count: int, *, first: int = 6, hours: int = 168, drift_at: int = -1
) -> None:
    for number in range(first, first + count):
        at = START + 5 * WEEK + (number - 5) * dt.timedelta(hours=hours)
        run = RunInfo(id=f"w{number}", mode="check", profile="default", started=at, version="0.1.0")
        journal.begin(run)
        outcome = (Status.OK, None, State.OFF)
        if number == drift_at:
            outcome = (Status.PENDING, Reason.DRIFT, State.ON)  # type: ignore[assignment]
        journal.record(run.id, result("ads", *outcome))
        journal.finish(run.id, at)


def test_each_run_has_the_same_place_in_every_row(journal: Journal) -> None:
    chart = chart_of(content_of(journal))
    assert signs(chart, "site.ads") == "nsoBso"
    assert signs(chart, "site.share") == "nsooox"
    assert signs(chart, "site.train") == "-.....", "looked at once"
    places = {tuple(dot.x for dot in row.dots) for row in chart.rows.values()}
    assert len(places) == 1


def test_a_run_of_one_setting_leaves_the_others_unseen(journal: Journal) -> None:
    more_looks(journal, 2)
    chart = chart_of(content_of(journal))
    assert signs(chart, "site.ads") == "nsoBsooo"
    assert signs(chart, "site.share") == "nsooox.."


def test_one_look_is_one_dot(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.sqlite3", lambda: START) as journal:
        first = RunInfo(id="x", mode="check", profile="other", started=START, version="0.1.0")
        journal.begin(first)
        journal.record("x", result("ads", Status.OK, None, State.OFF))
        content = gather(journal, Scope("other"), CATALOGUE, {}, made=START)
    chart = chart_of(content)
    assert signs(chart, "site.ads") == "o"
    assert chart.columns == ["3 Jan"]
    page = as_page(content)
    assert "off, as of 3 Jan 2027" in page, "one look holds since nothing"
    assert "off since" not in page


def test_a_run_that_reached_nothing_has_no_column(journal: Journal) -> None:
    late = START + 7 * WEEK
    journal.begin(RunInfo(id="cut", mode="check", profile="default", started=late, version="0"))
    assert signs(chart_of(content_of(journal)), "site.ads") == "nsoBso"


def test_the_text_beside_the_dots_says_what_they_show(journal: Journal) -> None:
    label = chart_of(content_of(journal)).rows["site.share"].label
    assert "looks, oldest first: 3 Jan 2027 on; 10 Jan 2027 switched off; 17 Jan 2027 off" in label
    assert label.endswith("7 Feb 2027 could not be read")
    more_looks(journal, 1)
    after = chart_of(content_of(journal)).rows["site.share"].label
    assert after == label, "what was not looked at is no look"


def test_in_a_long_history_the_newest_looks_are_dots_and_the_rest_is_text(
    journal: Journal,
) -> None:
    more_looks(journal, 40, drift_at=30)
    content = content_of(journal)
    chart = chart_of(content)
    assert len(chart.columns) == len(chart.rows["site.ads"].dots) == MOST_LOOKS
    assert signs(chart, "site.ads") == "o" * 4 + "B" + "o" * (MOST_LOOKS - 5)
    assert chart.rows["site.ads"].older == 1, "came back once before these looks"
    page = as_page(content)
    assert f"The newest {MOST_LOOKS} of 46 looks" in page
    assert "came back twice, once before these looks" in page
    assert "What happened between two looks was not seen." in page
    assert "older looks go back to 3 Jan 2027" in page


def test_what_came_back_before_these_looks_is_counted_only_once(
    journal: Journal,
) -> None:
    more_looks(journal, 40)
    assert "came back once, before these looks" in as_page(content_of(journal))


@pytest.mark.parametrize(
    ("count", "hours", "columns"),
    [
        (0, 168, ["3 Jan", "10 Jan", "17 Jan", "24 Jan", "31 Jan", "7 Feb"]),
        (1, 168, ["3 Jan", "", "17 Jan", "", "31 Jan", "", "14 Feb"]),
        (2, 1, ["", "10 Jan", "", "24 Jan", "", "7 Feb", "", ""]),
    ],
)
def test_the_columns_have_their_days(
    journal: Journal, count: int, hours: int, columns: list[str]
) -> None:
    more_looks(journal, count, hours=hours)
    found = chart_of(content_of(journal)).columns
    assert found == columns


def test_looks_of_one_day_have_their_times(tmp_path: Path) -> None:
    with full_journal(tmp_path / "journal.sqlite3") as journal:
        for hour in range(2):
            at = START + dt.timedelta(hours=hour)
            journal.begin(
                RunInfo(id=f"x{hour}", mode="check", profile="other", started=at, version="0.1.0")
            )
            journal.record(f"x{hour}", result("ads", Status.OK, None, State.OFF))
        chart = chart_of(gather(journal, Scope("other"), CATALOGUE, {}, made=START))
    assert chart.columns == ["09:00", "10:00"]


def test_before_the_first_look_there_is_no_chart(journal: Journal) -> None:
    nobody = gather(journal, Scope("nobody"), CATALOGUE, {}, made=START)
    assert chart_of(nobody).columns == []
    assert 'class="dots"' not in as_page(nobody)


def test_every_sign_has_a_shape_of_its_own_and_is_explained(journal: Journal) -> None:
    page = as_page(content_of(journal))
    shapes = dict(re.findall(r'<symbol id="sign-(\w+)"[^>]*>(.*?)</symbol>', page))
    assert set(shapes) == {str(sign) for sign in Sign}
    assert len(set(shapes.values())) == len(shapes), "color alone would tell two of them apart"
    legend = page.partition('class="legend"')[2].partition("</ul>")[0]
    used = {str(dot.sign) for row in chart_of(content_of(journal)).shown for dot in row.dots}
    assert set(re.findall(r"#sign-(\w+)", legend)) == used


def test_what_has_nothing_to_switch_is_folded_with_its_count(journal: Journal) -> None:
    journal.record("w5", result("share", Status.SKIPPED, Reason.NOT_OFFERED, State.UNKNOWN))
    content = gather(
        journal,
        Scope("default"),
        CATALOGUE,
        {},
        made=START + 6 * WEEK,
        titles={"site": "The Site"},
    )
    page = as_page(content)
    folded = page.partition('<details class="folded">')[2]
    summary = folded.partition("</summary>")[0]
    assert "3 settings" in summary
    assert "The Site" in summary
    assert 'id="site-train"' in folded
    assert 'id="site-share"' in folded
    lanes = page.partition('class="lanes"')[2].partition("</ul>")[0]
    assert 'href="#site-ads"' in lanes
    assert "site-train" not in lanes
    assert "site-share" not in lanes
    assert folded.count('class="dots"') == 1, "of the one that was once there"


def test_what_stays_on_came_back_once(journal: Journal) -> None:
    drift = result("ads", Status.PENDING, Reason.DRIFT, State.ON)
    outcomes = [
        drift,
        drift,
        result("ads", Status.UNREACHABLE, Reason.OFFLINE, State.UNKNOWN),
        drift,
        result("ads", Status.OK, None, State.OFF),
        drift,
    ]
    for number, outcome in enumerate(outcomes):
        at = START + (6 + number) * WEEK
        run = RunInfo(id=f"d{number}", mode="check", profile="default", started=at, version="0")
        journal.begin(run)
        journal.record(run.id, outcome)
    content = content_of(journal)
    assert signs(chart_of(content), "site.ads") == "nsoBso" + "BnxnoB"
    assert next(each.drifts for each in content.settings if each.id == "site.ads") == 3
    assert as_page(content).count("was off and is on again") == 3


def test_looks_of_one_day_that_reached_nothing_share_a_dot(journal: Journal) -> None:
    lost = result("ads", Status.UNREACHABLE, Reason.OFFLINE, State.UNKNOWN)
    hours = [0, 1, 2, 30, 31, 200]
    for number, hour in enumerate(hours):
        at = START + 6 * WEEK + dt.timedelta(hours=hour)
        run = RunInfo(id=f"l{number}", mode="check", profile="default", started=at, version="0")
        journal.begin(run)
        journal.record(run.id, lost)
    chart = chart_of(content_of(journal))
    assert signs(chart, "site.ads") == "nsoBso" + "xxx"
    assert "14 Feb 2027 could not be read (3 looks)" in chart.rows["site.ads"].label
    page = as_page(content_of(journal))
    assert "12 looks from 3 Jan 2027" in page
    assert "Looks of one day that reached nothing share a column." in page
