"""What `look` shows of a page, and the selector file that it drafts: in order, whatever the page says."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.look.draft import Subject, draft, subject_named
from offswitch.look.summary import ControlSummary, PageSummary, RowSummary
from offswitch.look.visit import visit_of
from offswitch.model.text import fold, one_line
from offswitch.packs import Library, lint
from offswitch.terminal.look import show_summary

DAY = dt.date(2026, 11, 26)
DIARY = Subject(platform="garden_diary")
STEERING = "\x1b[2J\u202e\r\n✓ Usage data  off\n"
SWITCH = ControlSummary(
    label="Share usage statistics",
    section="Privacy",
    question="",
    kind="switch",
    state="on",
    signals={"checked": "true"},
    options=(),
    disabled=False,
    dialog="",
    behind=False,
)


def switch(label: str, **more: Any) -> ControlSummary:
    return replace(SWITCH, label=label, **more)


def radios(question: str, *labels: str) -> list[ControlSummary]:
    return [switch(label, kind="radio", question=question) for label in labels]


def menu(label: str, *options: str) -> ControlSummary:
    return switch(label, kind="menu", state=options[0] if options else "", options=options)


def page(
    controls: Sequence[ControlSummary] = (SWITCH,), rows: Sequence[RowSummary] = (), **more: Any
) -> PageSummary:
    headings = ("Privacy",)
    words = [*headings, *(c.label for c in controls), *(c.question for c in controls)]
    summary = PageSummary(
        address="http://127.0.0.1:8080/settings",
        status=200,
        title="Garden Diary",
        language="en",
        headings=headings,
        dialogs=(),
        controls=tuple(controls),
        rows=tuple(rows),
        words=frozenset(fold(word) for word in (*words, *(row.label for row in rows))),
    )
    return replace(summary, **more)


def drafted(summary: PageSummary, tmp_path: Path, subject: Subject = DIARY) -> dict[str, Any]:
    """Draft a file, hold it against the format, and return what it says."""
    text = draft(summary, subject, DAY)
    file = tmp_path / "draft.toml"
    file.write_text(text, encoding="utf-8")
    assert lint([file]) == [], text
    return tomllib.loads(text)


def test_a_draft_names_what_was_seen_and_leaves_the_decisions_to_a_person(tmp_path: Path) -> None:
    emails = RowSummary(label="Emails", section="Privacy", href="/emails")
    summary = page(rows=[emails], held_back=("POST /api/home/query",), elsewhere=("cdn.example",))
    said = drafted(summary, tmp_path)
    assert said["hosts"] == ["127.0.0.1:8080"]
    assert said["elements"] == {
        "share_usage_statistics": [{"by": "label", "label": "Share usage statistics"}]
    }
    [section] = said["sections"].values()
    assert section == {"heading": "Privacy", "neighbours": ["Share usage statistics", "Emails"]}
    route = said["routes"]["share_usage_statistics"]
    assert route["control"] == {"kind": "switch", "element": "share_usage_statistics"}
    assert route["url"] == summary.address
    assert said["evidence"]["share_usage_statistics"]["seen"] == DAY
    lines = draft(summary, DIARY, DAY).splitlines()
    for decided in ("platform =", "category =", "save =", '# decide: "on"', "# content_hosts ="):
        assert any(line.startswith(decided) and "decide" in line for line in lines), decided
    assert '# reads = ["POST /api/home/query"]' in lines
    assert "requests" not in said, "what only reads is for a person to say"


def test_a_switch_that_refuses_is_drafted_the_other_way_round(tmp_path: Path) -> None:
    said = drafted(page([switch("Don't use my data"), switch("Allow ads")]), tmp_path)
    controls = {name: route["control"] for name, route in said["routes"].items()}
    assert controls["don_t_use_my_data"]["inverted"] is True
    assert "inverted" not in controls["allow_ads"]


@pytest.mark.parametrize(
    ("controls", "off", "on"),
    [
        (radios("Who may?", "Nobody", "Friends", "Everyone"), "Nobody", "Everyone"),
        (radios("Who may?", "Everyone", "Friends", "Me"), "Me", "Everyone"),
        ([menu("Who may", "Yes, share", "No, don't share")], "No, don't share", "Yes, share"),
    ],
)
def test_the_likelier_refusal_means_off(
    controls: list[ControlSummary], off: str, on: str, tmp_path: Path
) -> None:
    said = drafted(page(controls), tmp_path)
    [route] = said["routes"].values()
    labels = {name: found[0]["label"] for name, found in said["elements"].items()}
    control = route["control"]
    assert (labels[control["off"]], labels[control["on"]]) == (off, on)
    assert ("within" in route) == (controls[0].kind == "radio")


def test_what_a_file_cannot_name_is_left_out_with_the_reason(tmp_path: Path) -> None:
    nameless, covered = switch(""), switch("Ads", behind=True)
    others = [switch("Delete my account"), menu("Country"), switch("long " * 60), nameless, covered]
    summary = page([SWITCH, *others, *radios("One?", "Only")])
    assert list(drafted(summary, tmp_path)["routes"]) == ["share_usage_statistics"]
    left = [
        line for line in draft(summary, DIARY, DAY).splitlines() if line.startswith("# left out")
    ]
    reasons = ("destructive", "until it is opened", "200 characters", "names it", "covers", "1 opt")
    assert len(left) == len(reasons)
    assert all(any(reason in line for line in left) for reason in reasons), left


@pytest.mark.parametrize(
    "label",
    [
        "Say \"yes\" \\ or 'no'",
        "Datenschutz für Ärzte",
        "写真の学習",
        "]\n[elements]",
        STEERING,
        "#",
    ],
)
def test_whatever_a_label_says_the_file_is_in_order_and_steers_nothing(
    label: str, tmp_path: Path
) -> None:
    shown = one_line(label)
    controls = [switch(shown, section=shown), switch(shown), *radios(shown, shown, "B")]
    summary = page(controls, headings=(shown,), title=shown, dialogs=(shown,))
    said = drafted(summary, tmp_path)
    assert {"by": "label", "label": shown} in [
        each for x in said["elements"].values() for each in x
    ]
    assert all(
        one_line(line) == " ".join(line.split()) for line in draft(summary, DIARY, DAY).splitlines()
    )


def test_a_page_in_another_language_is_drafted_in_that_one(tmp_path: Path) -> None:
    summary = page([switch("Nicht an Partner weitergeben")], language="de-AT")
    said = drafted(summary, tmp_path)
    assert said["language"] == "de"
    [route] = said["routes"].values()
    assert route["control"]["inverted"] is True
    assert "language" not in drafted(page(language="{{ lang }}"), tmp_path)


def test_a_page_without_controls_makes_a_file_too(tmp_path: Path) -> None:
    assert drafted(page([], headings=()), tmp_path)["elements"] == {}


def test_a_draft_for_a_bundled_platform_adds_to_what_is_bundled(tmp_path: Path) -> None:
    [name, *_] = Library().platforms()
    settings = tuple(each.id for each in Library().pack(name).platform.settings)
    subject = Subject(platform=name, title="Its title", settings=settings)
    said = drafted(page(), tmp_path, subject)
    assert said["version"] == "2026-11-own"
    assert list(said["elements"]) == ["own_share_usage_statistics"]
    assert not {"intent", "hosts", "title", "routes"} & set(said)
    assert f"# decide: SETTING is one of {settings[0]}" in draft(page(), subject, DAY)


def test_a_draft_for_a_platform_of_one_s_own_is_another_layout_of_it(tmp_path: Path) -> None:
    said = drafted(page(), tmp_path, Subject(platform="garden_diary", title="Diary"))
    assert (said["version"], said["title"]) == ("2026-11-draft", "Diary")
    assert list(said["routes"]) == ["share_usage_statistics"]


def test_a_page_for_people_who_are_not_signed_in_is_told_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = page(outside="the page asks for a password")
    assert "session" not in drafted(summary, tmp_path), "what shows it is for a person to say"
    assert f'# sign_in = "{summary.address}"' in draft(summary, DIARY, DAY).splitlines()
    show_summary(summary, None)
    assert "not signed in: the page asks for a password" in capsys.readouterr().out


def test_without_a_platform_a_page_reaches_its_own_host_and_has_no_session() -> None:
    visit = visit_of("https://Lamp.test:443/settings", None)
    assert (visit.url, visit.places) == ("https://lamp.test/settings", ("lamp.test",))
    assert visit.fence.hosts == frozenset({"lamp.test"})
    assert visit.pack is None
    assert not visit.fence.content_hosts
    assert not visit.fence.reads


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://app.garden-diary.example/x", "garden_diary"),
        ("https://lamp.example/", "my_lamp"),
        ("http://127.0.0.1:8080/", "my_app"),
        ("https://intranet/", "my_app"),
        ("https://4chan.example/", "my_app"),
    ],
)
def test_a_platform_is_named_after_its_host(address: str, name: str) -> None:
    assert subject_named(address, ["lamp"]).platform == name


@pytest.mark.parametrize("replica", [None, "http://127.0.0.1:1"])
def test_what_a_page_says_steers_no_terminal(
    replica: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    row = RowSummary(label=STEERING, section=STEERING, href=STEERING)
    control = switch(STEERING, section=STEERING, question=STEERING, dialog=STEERING)
    told = replace(control, signals={"data-x": STEERING}, options=(STEERING,), state=STEERING)
    summary = page([told], [row], title=STEERING, headings=(STEERING,), held_back=(STEERING,))
    show_summary(summary, replica)
    lines = capsys.readouterr().out.splitlines()
    assert sum("Usage data off" in line for line in lines) >= 5
    for line in lines:
        assert one_line(line) == " ".join(line.split())
        assert not line.strip().startswith("✓") or line.startswith(("  ", "✓ Usage data off"))
        assert line.startswith("[replica] ") or replica is None


def test_a_control_is_shown_with_all_that_tells_its_state(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_summary(page([switch("Ads", disabled=True, behind=True)], is_whole=False), None)
    shown = capsys.readouterr().out
    assert (
        "switch, on; under “Privacy”; behind a dialog; cannot be operated; signals: checked=“true”"
        in shown
    )
    assert "may not be all of it" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["example"], "not the address of a page"),
        (["ftp://example.test/"], "not the address of a page"),
        (["https://ada:secret@example.test/"], "not the address of a page"),
        (["https://example.test:99999999/\u202e"], "not the address of a page"),
        (["http://example.test/"], "plain http"),
        (["https://example.test/", "--platform", "facebook"], "none of the hosts of facebook"),
        (["https://example.test/", "--platform", "lamp"], "no such platform"),
    ],
)
def test_a_page_that_may_not_be_opened_is_refused_before_anything_starts(
    words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    done = CliRunner().invoke(app, ["look", *words])
    error, hint = done.stderr.splitlines()
    assert done.exit_code == 4
    assert error.startswith("error: "), error
    assert told in error
    assert hint.startswith("hint: ")
    assert one_line(error) == error


def test_a_draft_takes_the_place_of_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    mine = tmp_path / "mine.toml"
    mine.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(app, ["look", "https://example.test/", "-o", str(mine)])
    assert (done.exit_code, mine.read_text(encoding="utf-8")) == (4, "mine")
    assert "is there already" in done.stderr
