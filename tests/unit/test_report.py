"""What a report claims in each format: never more than the journal contains."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from offswitch.errors import ConfigError
from offswitch.journal import Journal
from offswitch.journal.pictures import FOLDER, keep_picture, pictures_of
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Attestation, Reason, State, Status
from offswitch.report import write_reports
from offswitch.report.content import ReportContent, ReportState, SettingHistory, gather
from offswitch.report.head import head_of
from offswitch.report.page import as_page
from offswitch.report.plain import as_json, as_junit
from offswitch.wording import BY_SOCKET
from tests.unit.report_content import CATALOGUE, EVIL, START, WEEK, result


def test_a_setting_that_cannot_be_read_now_is_not_said_to_be_off(content: ReportContent) -> None:
    states = {each.id: each.state for each in content.settings}
    assert states == {
        "site.ads": ReportState.OFF,
        "site.share": ReportState.UNKNOWN,
        "site.train": ReportState.NONE,
        "site.object": ReportState.NONE,
    }
    share = next(each for each in content.settings if each.id == "site.share")
    assert share.read is not None
    assert share.read.at == START + 4 * WEEK, "when it was last read for certain"


def test_every_format_says_where_the_guard_enforces_nothing(journal: Journal) -> None:
    by_socket = [
        info.model_copy(update={"by_socket": info.setting == "site.ads"}) for info in CATALOGUE
    ]
    content = gather(journal, Scope("default"), by_socket, {}, made=START + 6 * WEEK)
    told = {
        each["result"]["setting"]: each["by_socket"]
        for each in json.loads(as_json(content))["settings"]
    }
    assert [setting for setting, said in told.items() if said] == ["site.ads"]
    cases = {case.get("name"): case for case in ET.fromstring(as_junit(content)).iter("testcase")}
    assert [
        name for name, case in cases.items() if BY_SOCKET in (case.findtext("system-out") or "")
    ] == ["site.ads"]
    assert as_page(content).count(BY_SOCKET[1:]) == 1


def test_each_state_of_a_setting_lasts_until_its_next_turn(content: ReportContent) -> None:
    ads = next(each for each in content.settings if each.id == "site.ads")
    told = [
        (s.state.value, (s.transition.at - START) // WEEK, (s.until - START) // WEEK)
        for s in ads.periods
    ]
    assert told == [
        ("on", 0, 1),
        ("off", 1, 2),
        ("off", 2, 3),
        ("on", 3, 4),
        ("off", 4, 5),
        ("off", 5, 5),
    ]
    assert ads.drifts == 1


def test_the_page_escapes_what_a_site_said_and_has_no_script(content: ReportContent) -> None:
    page = as_page(content)
    assert EVIL not in page
    assert page.count("&lt;script&gt;") >= 2
    assert "<script" not in page
    assert "javascript:" not in page
    assert 'href="https://site.test/form"' in page


def test_the_page_says_what_it_does_not_show(content: ReportContent) -> None:
    page = as_page(content)
    assert "1 of 2 data uses is off" in page
    assert "nobody has tried that knowledge on the live site yet" in page
    assert "It was last read for certain on 31 Jan 2027; it was off then." in page
    assert "came back once" in page
    assert content.head in page


def test_each_format_shows_the_warnings_of_the_last_result(content: ReportContent) -> None:
    import dataclasses

    def warned(each: SettingHistory) -> SettingHistory:
        update = {"warnings": ("found by <locator> 2", "found by <locator> 2", "a second look")}
        row = dataclasses.replace(each.latest, result=each.result.model_copy(update=update))
        return dataclasses.replace(each, latest=row)

    told = dataclasses.replace(content, settings=tuple(map(warned, content.settings)))
    page, count = as_page(told), len(content.settings)
    assert page.count("warning: found by &lt;locator&gt; 2") == count
    assert page.count("warning: a second look") == count
    outputs = [
        case.findtext("system-out") for case in ET.fromstring(as_junit(told)).iter("testcase")
    ]
    assert outputs == ["warning: found by <locator> 2\nwarning: a second look"] * count
    assert json.loads(as_json(told))["settings"][0]["result"]["warnings"][2] == "a second look"
    assert "warning:" not in as_page(content) + as_junit(content)


def test_a_rehearsal_and_an_altered_journal_say_so(
    journal: Journal, content: ReportContent
) -> None:
    import dataclasses

    page = as_page(
        dataclasses.replace(
            content,
            scope=Scope("default", at_replica=True),
            problems=("row 3 (result) was changed",),
        )
    )
    assert "A rehearsal." in page
    assert "row 3 (result) was changed" in page
    assert "Every row is as it was written" not in page


def test_before_the_first_run(journal: Journal) -> None:
    empty = gather(journal, Scope("nobody"), CATALOGUE, {}, made=START)
    assert "Nothing has been read yet" in as_page(empty)
    assert json.loads(as_json(empty))["settings"] == []
    assert ET.fromstring(as_junit(empty)).tag == "testsuites"


def test_json(content: ReportContent) -> None:
    told = json.loads(as_json(content))
    assert told["report"]["chain"] == content.head
    assert told["summary"] == {"off": 1, "on": 0, "unknown": 1, "none": 2}
    ads = told["settings"][0]
    assert (ads["state"], ads["came_back"], ads["result"]["setting"]) == ("off", 1, "site.ads")
    assert [part["state"] for part in ads["timeline"]] == ["on", "off", "off", "on", "off", "off"]
    assert told["changes"][0]["change"] == "new"


def test_what_a_person_did_is_shown_as_their_word_and_changes_no_state(journal: Journal) -> None:
    clear = result("train", Status.SKIPPED, Reason.ONE_WAY, State.UNKNOWN)
    journal.record("w5", clear)
    for setting in ("site.object", "site.train"):
        journal.record_attestation(SettingKey(Scope("default"), "site", setting), Attestation.DONE)
    journal.record_attestation(
        SettingKey(Scope("default"), "site", "site.script"), Attestation.SKIPPED
    )
    content = gather(journal, Scope("default"), CATALOGUE, {}, made=START + 6 * WEEK)
    states = {each.id: each.state for each in content.settings}
    assert states["site.object"] is states["site.train"] is ReportState.NONE
    day = (START + 5 * WEEK).astimezone().date()
    assert json.loads(as_json(content))["done"] == {
        "site.object": str(day),
        "site.train": str(day),
    }
    page = as_page(content)
    word = f"You said on {day.day} {day:%b %Y} that you did this."
    assert page.count(word) == 2
    assert f"Cannot be undone; needs your own yes. {word}" in page


def test_what_needs_a_person_comes_first_and_what_was_never_there_is_apart(
    journal: Journal,
) -> None:
    journal.record("w5", result("ads", Status.PENDING, Reason.DRIFT, State.ON))
    titles = {"site": "The Site"}
    page = as_page(
        gather(journal, Scope("default"), CATALOGUE, {}, made=START + 6 * WEEK, titles=titles)
    )
    order = ['id="site-ads"', 'id="site-share"', 'id="settled"', 'id="site-train"']
    assert sorted(order, key=page.index) == order
    assert "The Site" in page


def test_a_form_that_is_not_offered_here_is_not_left_to_the_person(journal: Journal) -> None:
    def left() -> str:
        page = as_page(gather(journal, Scope("default"), CATALOGUE, {}, made=START + 6 * WEEK))
        return page.partition('id="by-hand"')[2].partition("</section>")[0]

    assert "An objection" in left()
    journal.record("w5", result("object", Status.SKIPPED, Reason.NOT_OFFERED, State.UNKNOWN))
    assert "An objection" not in left()


def test_junit(content: ReportContent) -> None:
    (suite,) = ET.fromstring(as_junit(content))
    counts = {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "0", "errors": "1", "skipped": "2"}
    cases = {case.get("name"): [child.tag for child in case] for case in suite.iter("testcase")}
    assert cases["site.ads"] == []
    assert cases["site.share"] == ["error"]


def test_each_format_carries_the_head_and_only_its_owner_can_read_it(
    journal: Journal, tmp_path: Path
) -> None:
    files = {form: tmp_path / f"report.{form}" for form in ("html", "json", "junit")}
    written = write_reports(journal, Scope("default"), CATALOGUE, files)
    assert written == list(files.values())
    for path in written:
        assert head_of(path) == journal.head()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(ConfigError, match="no output file was given"):
        write_reports(journal, Scope("default"), CATALOGUE, {"html": None})
    with pytest.raises(ConfigError, match="cannot be written"):
        write_reports(
            journal, Scope("default"), CATALOGUE, {"json": tmp_path / "no" / "folder.json"}
        )


def test_pictures_are_kept_by_run_and_setting_and_readable_by_nobody_else(
    journal: Journal, tmp_path: Path
) -> None:
    folder = journal.path.parent / FOLDER
    for run, content in (("w1", b"old"), ("w4", b"new")):
        kept = keep_picture(folder, run, "site.ads", "before", content)
        assert kept is not None
        assert kept.name == f"{run}_site.ads_before.png"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert keep_picture(folder, "../w1", "site.ads", "before", b"") is None
    assert pictures_of(journal, Scope("default")) == {
        "site.ads": {"before": "data:image/png;base64,bmV3"}
    }, "of the last change"
    # A run that was stopped in the middle of a change has no picture of what came after it.
    page = tmp_path / "report.html"
    write_reports(journal, Scope("default"), CATALOGUE, {"html": page})
    text = page.read_text(encoding="utf-8")
    assert "data:image/png;base64,bmV3" in text
    assert "After, in a fresh window" not in text
