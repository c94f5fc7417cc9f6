"""A field report says what was found on live pages, and nothing of a person."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest

from offswitch.errors import ConfigError
from offswitch.model.scope import Scope
from offswitch.report.content import ReportContent
from offswitch.report.field import as_field_report
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

from field_reports import lines_of, summary

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
