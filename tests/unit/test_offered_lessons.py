"""After a run that asks, what could not be told is offered to be shown, and then asked about as always."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offswitch.cli import app, bundling, prompts, teaching
from offswitch.errors import ConfigError
from offswitch.model.results import NewControl, Report, SettingInfo
from offswitch.model.words import Reason, Status
from offswitch.run.options import Options
from offswitch.teach.changes import FailedChanges
from offswitch.teach.talk import Refused
from offswitch.terminal import show_report
from tests.unit.outcomes import infos, report, result

ASKING = Options(choose=lambda _: ())
LOST = Status.FAILED, Reason.NOT_FOUND


def of_kind(*kinds: str) -> list[SettingInfo]:
    return [info for info in infos() if info.kind in kinds]


@pytest.fixture
def lessons(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The settings that were shown; the person agrees to everything, and every lesson ends well."""
    given: list[str] = []

    def give(names: list[str], *_: object) -> tuple[Path, str]:
        given.append(names[0])
        return Path("shown.toml"), names[0]

    monkeypatch.setattr(teaching, "_lesson", give)
    monkeypatch.setattr(prompts, "agrees", lambda _: True)
    return given


@pytest.fixture
def captured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lessons: list[str]
) -> list[tuple[str, str]]:
    """The settings whose pages were captured, with their files; the person agrees to everything."""
    taken: list[tuple[str, str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bundling, "agrees", lambda _: True)
    monkeypatch.setattr(bundling, "_write", lambda name, file, **_: taken.append((name, str(file))))
    return taken


def test_only_what_could_not_be_told_and_can_be_switched_is_offered(lessons: list[str]) -> None:
    found, gone, locked, *_ = of_kind("switch", "choice")
    [action, *_], [guide, *_] = of_kind("action"), of_kind("guide")
    told = report(
        [
            result(found, *LOST),
            result(gone, Status.SKIPPED, Reason.NOT_OFFERED),
            result(locked, Status.FAILED, Reason.LANGUAGE),
            result(action, *LOST),
            result(guide, *LOST),
        ]
    )
    switched = {info.setting for info in of_kind("switch", "choice")}
    assert teaching.offer(told, ASKING, switched) == [found.setting, locked.setting]
    assert lessons == [found.setting, locked.setting]


def test_a_no_offers_nothing_more(lessons: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(question: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(prompts, "agrees", refuse)
    several = [result(info, *LOST) for info in of_kind("switch")[:3]]
    assert teaching.offer(report(several), ASKING, {each.setting for each in several}) == []
    assert (len(asked), lessons) == (1, [])


def test_a_lesson_that_is_refused_leaves_the_others(
    lessons: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = of_kind("switch")
    give = teaching._lesson

    def refuse_first(names: list[str], *rest: object) -> tuple[Path, str]:
        if names[0] == first.setting:
            raise ConfigError("it was not kept", "show another way")
        return give(names, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(teaching, "_lesson", refuse_first)
    told = report([result(first, *LOST), result(second, *LOST)])
    assert teaching.offer(told, ASKING, {first.setting, second.setting}) == [second.setting]


def test_what_was_shown_is_asked_about_as_always_and_counts(lessons: list[str]) -> None:
    shown, other = of_kind("switch")[:2]
    told = report([result(shown, *LOST), result(other, Status.OK)])
    ran: list[Options] = []

    def once(options: Options) -> Report:
        ran.append(options)
        return report([result(shown, Status.CHANGED)])

    after = teaching.settle(told, ASKING, infos(), once, everything=False)
    assert [(each.only, each.platforms) for each in ran] == [((shown.setting,), (shown.platform,))]
    assert ran[0].choose is not None
    assert ran[0].choose is not ASKING.choose
    assert [each.status for each in after.results] == [Status.CHANGED, Status.OK]
    assert (int(told.exit_code()), int(after.exit_code())) == (4, 0)


def test_the_page_of_what_nobody_showed_is_offered_to_be_captured(
    captured: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prompts, "agrees", lambda _: False)
    [lost, other, *_], [guide, *_] = of_kind("switch"), of_kind("guide")
    told = report([result(lost, *LOST), result(other, Status.OK), result(guide, *LOST)])
    assert teaching.settle(told, ASKING, infos(), _never, everything=False) is told
    assert captured == [(lost.setting, f"{lost.setting}.json")]


def test_what_was_shown_and_switched_is_not_captured(captured: list[tuple[str, str]]) -> None:
    [shown, *_] = of_kind("switch")
    told = report([result(shown, *LOST)])
    changed = report([result(shown, Status.CHANGED)])
    teaching.settle(told, ASKING, infos(), lambda _: changed, everything=False)
    assert captured == []


@pytest.mark.parametrize(("status", "offered"), [(Status.FAILED, True), (Status.CHANGED, False)])
def test_the_pages_of_a_change_that_failed_are_offered_and_not_looked_at_again(
    captured: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    status: Status,
    offered: bool,
) -> None:
    given: list[object] = []
    monkeypatch.setattr(bundling, "_write", lambda *_, taken, **__: given.append(taken))
    [info, *_] = of_kind("switch")
    recorder, pages = FailedChanges(), object()
    recorder.taken[info.setting] = pages  # type: ignore[assignment]
    reason = Reason.SAVE_ERROR if status is Status.FAILED else None
    told = report([result(info, status, reason)])
    teaching.settle(told, replace(ASKING, recorder=recorder), infos(), _never, everything=False)
    assert given == ([pages] if offered else [])


def test_no_file_that_is_there_is_written_to(captured: list[tuple[str, str]]) -> None:
    Path("a.b.json").touch()
    Path("a.b-2.json").touch()
    bundling.offer(["a.b"], profile="default", headless=False, selectors=(), replica=None)
    assert captured == [("a.b", "a.b-3.json")]


def test_a_page_that_cannot_be_captured_leaves_the_others(
    captured: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write = bundling._write

    def refuse_first(name: str, *rest: object, **more: object) -> None:
        if name == "a.b":
            raise ConfigError("too large", "see docs/bundles.md")
        write(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(bundling, "_write", refuse_first)
    bundling.offer(["a.b", "a.c"], profile="default", headless=False, selectors=(), replica=None)
    assert [name for name, _ in captured] == ["a.c"]
    assert "too large; see docs/bundles.md" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("names", "offered"),
    [
        (["accounts_center.partner_activity"], ["accounts_center.partner_activity"]),
        (["accounts_center", "partner_activity"], ["accounts_center.partner_activity"]),
        (["accounts_center", "of_my_own"], []),
    ],
)
def test_after_a_lesson_that_failed_the_page_of_a_known_setting_is_offered_to_be_captured(
    captured: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    names: list[str],
    offered: list[str],
) -> None:
    def refuse(*_: object) -> None:
        raise Refused("it was not kept", "show another way")

    monkeypatch.setattr(teaching, "_lesson", refuse)
    monkeypatch.setattr(teaching, "_refuse_alone", lambda **_: None)
    done = CliRunner().invoke(app, ["teach", *names])
    assert (done.exit_code, [name for name, _ in captured]) == (4, offered)
    assert done.stderr.splitlines()[:2] == ["error: it was not kept", "hint: show another way"]


@pytest.mark.parametrize(
    "options", [replace(ASKING, headless=True), replace(ASKING, trace=Path("trace.zip"))]
)
def test_without_a_window_for_the_person_nothing_is_offered(
    lessons: list[str], options: Options
) -> None:
    told = report([result(of_kind("switch")[0], *LOST)])
    assert teaching.settle(told, options, infos(), _never, everything=False) is told
    assert lessons == []


def _never(_options: Options) -> Report:
    pytest.fail("nothing was shown")


def test_the_report_names_the_command_and_new_controls_share_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = report([result(of_kind("switch")[0], *LOST)])
    show_report(told)
    assert "`offswitch teach SETTING`" in capsys.readouterr().out
    new = [
        NewControl(platform="site", section="Ads", label=name, state="on", url="")
        for name in ("More", "Even more")
    ]
    show_report(told.model_copy(update={"new_controls": tuple(new)}))
    assert capsys.readouterr().out.count("offswitch teach site NEW_ID") == 1
