"""A field report says what was found on live pages, and nothing of a person."""

from __future__ import annotations

import datetime as dt
import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from field_reports import KEPT, SELECTORS, lines_of, merge, summary
from offswitch.errors import ConfigError
from offswitch.model.evidence import Evidence
from offswitch.model.scope import Scope
from offswitch.packs import Library, disk
from offswitch.report.content import ReportContent
from offswitch.report.field import as_field_report

ROUTE = "accounts_center.partner_activity"
LAYOUT = "accounts_center/2023-10"
PUBLIC = {"site.ads", "site.share"}
SECRET = "zqk"


def with_result(content: ReportContent, **more: Any) -> ReportContent:
    """The content, with something else in the result of each setting."""
    settings = tuple(
        replace(each, latest=replace(each.latest, result=each.result.model_copy(update=more)))
        for each in content.settings
    )
    return replace(content, settings=settings)


def test_each_setting_has_a_line_with_what_says_nothing_of_a_person(content: ReportContent) -> None:
    known = {"selectors": "site/2027-01", "selector_files": {"site/2027-01": "ab" * 32}}
    report = as_field_report(with_result(content, language="de", **known), PUBLIC, "DE")
    head, *lines = report.splitlines()
    assert head == f"offswitch field report 1 version {content.version} region DE"
    assert {line.split()[1] for line in lines} == PUBLIC
    [ads] = [line for line in lines if " site.ads " in line]
    assert ads.split()[3:] == ["site/2027-01", "ab" * 6, "de"]


def test_nothing_that_may_say_who_it_was_is_told(content: ReportContent) -> None:
    own = f"/home/{SECRET}/site/2027-01.toml"
    told = with_result(
        content,
        hint=SECRET,
        url=f"https://site.test/{SECRET}",
        title=SECRET,
        language=f"{SECRET}-user",
        value_before=SECRET,
        accounts=(SECRET,),
        warnings=(SECRET,),
        selectors=own,
        selector_files={own: SECRET},
    )
    report = as_field_report(told, {each.id for each in told.settings})
    assert SECRET not in report
    assert " own - -" in report


def test_a_setting_of_somebodys_own_is_left_out(content: ReportContent) -> None:
    with pytest.raises(ConfigError, match="no result"):
        as_field_report(content, {"another.setting"})


def test_a_replica_is_no_field(content: ReportContent) -> None:
    with pytest.raises(ConfigError, match="live pages"):
        as_field_report(replace(content, scope=Scope("default", at_replica=True)), PUBLIC)


@pytest.mark.parametrize("region", ["de", "Berlin", "D1", "DE\nx"])
def test_a_region_is_two_letters(content: ReportContent, region: str) -> None:
    with pytest.raises(ConfigError, match="is no region"):
        as_field_report(content, PUBLIC, region)


def test_reports_are_counted_by_setting_and_file(content: ReportContent) -> None:
    known = {"selectors": "site/2027-01", "selector_files": {"site/2027-01": "ab" * 32}}
    report = as_field_report(with_result(content, language="de", **known), {"site.ads"}, "DE")
    lines = list(summary([*lines_of(report), *lines_of(report)]))
    assert lines == ["site.ads by site/2027-01: live = true, 2 since 2027-02"]


@pytest.mark.parametrize(
    "report",
    ["", "hello", "offswitch field report 1 version 0.1.0\n2027-01 site.ads ok; rm -rf / - -"],
)
def test_what_is_no_report_is_not_counted(report: str) -> None:
    with pytest.raises(ValueError, match=r"^no (line of a )?field report"):
        list(lines_of(report))


@pytest.fixture
def selectors(tmp_path: Path) -> Path:
    """A copy of the bundled selector files."""
    return Path(shutil.copytree(SELECTORS, tmp_path / "selectors"))


def merge_reports(selectors: Path, *lines: str) -> dict[str, Any]:
    """Count one report a line into the files; return what the layout says of the setting then."""
    reports = selectors.parent / "reports"
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir()
    for number, line in enumerate(lines):
        head = "offswitch field report 1 version 0.1.0"
        (reports / f"{number}.txt").write_text(f"{head}\n{line}\n", encoding="utf-8")
    merge(selectors, reports)
    file = tomllib.loads((selectors / f"{LAYOUT}.toml").read_text(encoding="utf-8"))
    evidence: dict[str, Any] = file["evidence"][ROUTE.partition(".")[2]]
    return evidence


def said(outcome: str, month: str = "2027-01", layout: str = LAYOUT) -> str:
    return f"{month} {ROUTE} {outcome} {layout} {'ab' * 6} en"


def test_no_selector_file_claims_more_than_the_reports_that_are_kept(selectors: Path) -> None:
    assert merge(selectors, KEPT) == []


def test_reports_are_counted_into_the_evidence_of_their_route(selectors: Path) -> None:
    lines = [said("changed", "2027-02"), said("ok"), said("failed:not_found")]
    evidence = merge_reports(selectors, *lines)
    assert evidence["live"] is True
    assert (evidence["reports"], evidence["worked"], evidence["since"]) == (3, 2, "2027-01")
    assert merge_reports(selectors, *lines) == evidence, "counted anew, not added"
    assert [path for path in selectors.glob("*/*.toml") if "\nworked" in path.read_text()] == [
        selectors / f"{LAYOUT}.toml"
    ]


def test_without_its_reports_nothing_is_claimed_any_more(selectors: Path) -> None:
    merge_reports(selectors, said("ok"))
    merge_reports(selectors)
    for path in selectors.rglob("*.toml"):
        former = SELECTORS / path.relative_to(selectors)
        assert path.read_bytes() == former.read_bytes()


def test_a_route_that_never_worked_is_not_live(selectors: Path) -> None:
    evidence = merge_reports(selectors, said("failed:not_found"))
    assert (evidence["live"], evidence["reports"], "worked" in evidence) == (False, 1, False)


@pytest.mark.parametrize(
    "line",
    [
        said("unreachable:sign_in"),
        said("skipped:not_offered"),
        said("ok", "2025-01"),
        said("ok", layout="own"),
        said("ok", layout="accounts_center/2099-01"),
    ],
)
def test_what_says_nothing_of_the_route_as_it_is_is_not_counted(selectors: Path, line: str) -> None:
    evidence = merge_reports(selectors, line)
    assert (evidence["live"], "reports" in evidence) == (False, False)


def counts(folders: Sequence[Path] = ()) -> tuple[int, int, str]:
    """What `settings` says of the setting's field reports."""
    catalogue = Library(folders).pack("accounts_center").catalogue()
    note = next(info.evidence for info in catalogue if info.setting == ROUTE)
    assert note is not None
    return note.reports, note.worked, note.since


def test_the_list_of_settings_counts_over_all_layouts(
    selectors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "bundled_folder", lambda: selectors)
    merge_reports(selectors)
    assert counts() == (0, 0, "")
    merge_reports(selectors, said("ok"), said("ok", "2026-12", "accounts_center/2024-10"))
    assert counts() == (2, 2, "2026-12")


def test_what_a_file_of_ones_own_says_of_reports_is_not_counted(
    selectors: Path, tmp_path: Path
) -> None:
    merge_reports(selectors, said("ok"))
    own = tmp_path / "own" / "accounts_center"
    own.mkdir(parents=True)
    text = (selectors / f"{LAYOUT}.toml").read_text(encoding="utf-8")
    (own / "2099-01.toml").write_text(text.replace('"2023-10"', '"2099-01"', 1), encoding="utf-8")
    assert counts([own.parent]) == counts()


@pytest.mark.parametrize(
    "claim",
    [
        {"worked": 1, "live": True, "since": "2027-01"},
        {"reports": 1, "worked": 1, "live": True},
        {"reports": 1, "worked": 1, "since": "2027-01"},
        {"reports": 1, "since": "2027-01"},
        {"reports": -1},
        {"reports": 1, "worked": 1, "live": True, "since": "2027-13"},
    ],
)
def test_evidence_whose_counts_do_not_add_up_is_refused(claim: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"worked|reports|since"):
        Evidence(grade="B", seen=dt.date(2026, 12, 1), source="x", **claim)
