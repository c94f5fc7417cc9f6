"""What only a person can do: which settings, on which page, and how the person's word is shown."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.errors import ConfigError
from offswitch.journal import JOURNAL, open_journal
from offswitch.model.results import Proof, Report, Result, RunInfo
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import (
    BY_HAND,
    REASONS,
    Attestation,
    Category,
    ProofKind,
    Reason,
    State,
    Status,
)
from offswitch.packs import Library
from offswitch.packs.fencing import fence_of
from offswitch.run.guide import Item, to_do
from offswitch.terminal import show_after_care, show_report
from offswitch.wording import said
from tests import bundled

DAY = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
FORM, LOG = "facebook.ai_objection", "facebook.activity_history"
PACKS = [bundled.pack(name) for name in bundled.library().platforms()]
LINK, MENU = 'url = "https://club.test/letter"', 'path = ["heading"]'
OWN = """
schema = 1
platform = "club"
version = "2026-11"
title = "The club"
hosts = ["club.test"]

[elements]
heading = [{{ by = "role", role = "heading", name = "Letters" }}]

[routes.letter]
{way}
control = {{ kind = "form" }}

[intent.letter]
category = "history"
title = "A letter to the club"
help = "{help}"
"""


@pytest.fixture
def club(tmp_path: Path) -> Callable[[str, str], Item]:
    """Return the one thing to do at a club, by the way to it and the help page that are known."""

    def make(way: str, link: str) -> Item:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        (folder / "club.toml").write_text(OWN.format(way=way, help=link), encoding="utf-8")
        (item,) = to_do([Library([folder]).pack("club")], (), {})
        return item

    return make


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("OFFSWITCH_REPLICA", raising=False)
    return tmp_path


def note(home: Path, setting: str, what: Attestation, *, at_replica: bool = False) -> None:
    scope = Scope("default", at_replica=at_replica)
    with open_journal(home / "data" / JOURNAL, lambda: DAY) as journal:
        journal.record_attestation(SettingKey(scope, setting.partition(".")[0], setting), what)


def listed(*args: str) -> dict[str, dict[str, Any]]:
    done = CliRunner().invoke(app, ["guide", "--json", *args])
    assert done.exit_code == 0, done.output
    return {entry["setting"]: entry for entry in json.loads(done.stdout)}


@pytest.mark.parametrize("item", to_do(PACKS, (), {}), ids=lambda item: item.info.setting)
def test_each_thing_has_a_page_of_its_own_platform_and_short_steps(item: Item) -> None:
    assert fence_of(item.pack).is_page(item.page)
    assert urlsplit(item.page).scheme == "https"
    assert 2 <= len(item.info.steps) <= 7
    assert all(len(step) <= 100 and step.endswith((".", "?")) for step in item.info.steps)


def test_what_a_switch_does_is_not_among_them() -> None:
    kinds = {item.info.kind for item in to_do(PACKS, (), {})}
    assert {str(kind) for kind in kinds} == {"form", "guide", "action"}
    steps = {i.setting for pack in PACKS for i in pack.catalogue() if i.steps}
    assert steps == {item.info.setting for item in to_do(PACKS, (), {})}


def test_only_what_a_person_has_to_do_can_be_chosen() -> None:
    (item,) = to_do(PACKS, (FORM,), {FORM: DAY.date(), LOG: DAY.date()})
    assert (item.info.setting, item.done) == (FORM, DAY.date())
    with pytest.raises(ConfigError, match="not a step of the guide") as caught:
        to_do(PACKS, ("facebook.research_data_use",), {})
    assert FORM in caught.value.hint


@pytest.mark.parametrize(
    ("way", "link", "opened"),
    [
        (LINK, "https://club.test/help", "https://club.test/letter"),
        (MENU, "https://club.test/help", "https://club.test/help"),
        (MENU, "https://club.test:443/help", "https://club.test:443/help"),
        (MENU, "https://elsewhere.test/help", ""),
        (MENU, "https://club.test:8443/help", ""),
        (MENU, "http://club.test/help", ""),
        (MENU, "javascript:alert(1)", ""),
        (MENU, "data:text/html,hello", ""),
        (MENU, "https://club.test@elsewhere.test/", ""),
        (MENU, "", ""),
    ],
)
def test_only_a_page_of_the_platform_s_own_hosts_is_opened(
    club: Callable[[str, str], Item], way: str, link: str, opened: str
) -> None:
    assert club(way, link).page == opened


def test_the_list_says_what_was_done_and_when(home: Path) -> None:
    assert listed()[FORM]["done"] is None
    assert not (home / "data").exists(), "a list writes nothing"
    note(home, FORM, Attestation.DONE)
    note(home, LOG, Attestation.SKIPPED)
    note(home, "whatsapp.ai_objection", Attestation.DONE, at_replica=True)
    found = listed()
    assert {name for name, entry in found.items() if entry["done"]} == {FORM}
    assert found[FORM]["done"] == "2026-11-24"
    assert found[FORM]["steps"]
    assert listed("--only", LOG).keys() == {LOG}
    phone = {"facebook.camera_roll", "facebook.ai_glasses"}
    assert {*listed("facebook")} == {FORM, LOG} | phone
    assert listed("--profile", "bob")[FORM]["done"] is None
    assert listed("--replica", "http://127.0.0.1:1")[FORM]["done"] is None

    out = CliRunner().invoke(app, ["guide", "facebook", "--list"]).output
    assert out.count("you said on 2026-11-24 that you did this") == 1
    assert "1. No form there?" in out
    assert "→  https://www.facebook.com/me/allactivity" in out


def test_without_a_terminal_or_a_screen_it_only_lists(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    done = CliRunner().invoke(app, ["guide", "facebook"])
    assert (done.exit_code, done.stderr) == (0, "")
    monkeypatch.setattr("offswitch.cli.guiding.is_person_there", lambda: True)
    done = CliRunner().invoke(app, ["guide", "facebook"])
    assert done.exit_code == 0
    assert done.stderr == "there is no screen for a window, so this only lists\n"
    assert FORM in done.stdout


def test_history_tells_what_a_person_said(home: Path) -> None:
    note(home, FORM, Attestation.SKIPPED)
    note(home, FORM, Attestation.DONE)
    out = CliRunner().invoke(app, ["history", "--setting", FORM]).output
    assert [line.split("you ", 2)[-1].strip() for line in out.splitlines()[1:]] == [
        "said that you did this",
        "left it for later",
    ]
    done = CliRunner().invoke(app, ["history", "--setting", FORM, "--json"])
    assert [each["what"] for each in json.loads(done.stdout)["deeds"]] == ["done", "skipped"]


# How a result carries it


def result(status: Status, reason: Reason | None, done: dt.date | None, **more: Any) -> Result:
    return Result(
        platform="facebook",
        setting="facebook.form",
        category=Category.AI_TRAINING,
        title="An objection",
        status=status,
        reason=reason,
        done=done,
        **more,
    )


@pytest.mark.parametrize("reason", Reason)
def test_a_person_s_word_stands_beside_what_only_they_can_do(reason: Reason) -> None:
    status = next(status for status, reasons in REASONS.items() if reason in reasons)
    if reason in BY_HAND:
        assert said(result(status, reason, DAY.date())).endswith(
            "; you said on 2026-11-24 that you did this"
        )
    else:
        with pytest.raises(ValidationError, match="person's word"):
            result(status, reason, DAY.date())


def test_a_person_s_word_is_never_a_success() -> None:
    for status in (Status.OK, Status.CHANGED, Status.PENDING):
        with pytest.raises(ValidationError, match="person's word"):
            result(status, None, DAY.date())


# What is said after a run


def after_care(*results: Result, capsys: pytest.CaptureFixture[str]) -> str:
    info = RunInfo(id="1", mode="run", profile="default", started=DAY, version="0")
    show_after_care(Report(run=info, results=results))
    return capsys.readouterr().out


def test_after_care_says_what_no_switch_covers(capsys: pytest.CaptureFixture[str]) -> None:
    proof = Proof(kind=ProofKind.FRESH_LOAD, state=State.OFF, at=DAY)
    changed, off = (
        result(status, None, None, proofs=(proof,)) for status in (Status.CHANGED, Status.OK)
    )
    out = after_care(changed, off, capsys=capsys)
    assert "uBlock Origin" in out
    assert "Past activity" in out
    assert "`offswitch check`" in out
    assert 4 <= len(out.splitlines()) <= 8
    assert after_care(off, capsys=capsys) == "", "it was said after the run that switched it off"
    past = result(Status.SKIPPED, Reason.GUIDE, None).model_copy(
        update={"category": Category.HISTORY}
    )
    assert "Past activity" not in after_care(changed, past, capsys=capsys), "the report names it"
    other = changed.model_copy(update={"platform": "an_app_of_ones_own"})
    assert after_care(other, capsys=capsys) == "", "nothing of it is about any other app"


def test_a_report_names_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    forms = [result(Status.SKIPPED, Reason.FORM_ONLY, done) for done in (None, DAY.date(), None)]
    info = RunInfo(id="1", mode="run", profile="default", started=DAY, version="0")
    show_report(Report(run=info, results=tuple(forms)))
    out = capsys.readouterr().out
    assert "`offswitch guide` leads you through 2 things to do yourself" in out
    assert "you said on 2026-11-24 that you did this" in out
    assert "2 need you · 1 done by you, as you said" in out
    show_report(Report(run=info, results=(forms[1],)))
    out = capsys.readouterr().out
    assert "`offswitch guide`" not in out
    assert "Done by you · 1" in out


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["run", "--yes"], True),
        (["run", "--yes", "--quiet"], False),
        (["run", "--yes", "--json"], False),
        (["run", "--dry-run"], False),
        (["check"], False),
    ],
)
def test_after_care_stands_at_the_end_of_a_run_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], shown: bool
) -> None:
    proof = Proof(kind=ProofKind.FRESH_LOAD, state=State.OFF, at=DAY)
    off = result(Status.CHANGED, None, None, proofs=(proof,))
    info = RunInfo(id="1", mode="run", profile="default", started=DAY, version="0")
    report = Report(run=info, results=(off,))
    monkeypatch.setattr("offswitch.run.execute.execute", lambda _options, _listener: report)
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0
    assert done.output.count("After-care") == int(shown)
