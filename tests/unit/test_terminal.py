"""What a report, a plan, and the list of settings look like at every width."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from offswitch.model.results import EvidenceNote, Mode, NewControl, Report
from offswitch.model.words import Kind, Reason, State, Status
from offswitch.terminal import choices, show_after_care, show_plan, show_report, show_settings
from offswitch.terminal.groups import Part, part_of
from offswitch.wording import BY_SOCKET
from tests.unit.outcomes import infos, mixed, report, result

WIDTHS = range(60, 201)
REPLICA = "http://127.0.0.1:8443"
ID = re.compile(r"(?<![\w.])[a-z_]+\.[a-z_]+(?![\w.])")


@pytest.fixture
def shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """Print something at a width; returns the lines on either stream."""

    def show(print_it: Callable[[], None], width: int = 80) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        capsys.readouterr()
        print_it()
        out, err = capsys.readouterr()
        return (out + err).splitlines()

    return show


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_every_id_is_unbroken_at_every_width(shown: Callable[..., list[str]], turn: int) -> None:
    told = mixed(shift=9 * turn)
    for width in WIDTHS[turn::3]:
        lines = shown(lambda: show_report(told, everything=True), width)
        for info in infos():
            assert any(info.setting in ID.findall(line) for line in lines), (width, info.setting)
        commands = [line for line in lines if line.count("`") % 2]
        assert not commands, (width, commands)
        assert all(len(line) <= width or "`" in line or "https://" in line for line in lines)


def test_no_id_is_broken_in_the_plan_and_the_settings(shown: Callable[..., list[str]]) -> None:
    told = mixed("dry_run")
    for width in WIDTHS[::7]:
        for lines in (
            shown(lambda: show_settings(infos()), width),
            shown(lambda: show_plan(told, infos()), width),
        ):
            assert all(len(line) <= width or "`" in line or "https://" in line for line in lines)
            assert not [line for line in lines if line.count("`") % 2]
        lines = shown(lambda: show_settings(infos()), width)
        for info in infos():
            assert any(info.setting in ID.findall(line) for line in lines), (width, info.setting)


def test_each_setting_is_reported_once(shown: Callable[..., list[str]]) -> None:
    told = report([result(info, Status.OK) for info in infos()])
    lines = shown(lambda: show_report(told), 120)
    for info in infos():
        [line] = [line for line in lines if info.setting in line]
        assert info.title in line, "one line a setting, where the width allows it"
    grounds = [line for line in lines if "read “off”" in line]
    assert grounds == [f"Off already · {len(infos())}   read “off” on a freshly loaded page"]


def test_a_different_proof_is_distinguished(shown: Callable[..., list[str]]) -> None:
    first, second = result(infos()[0], Status.OK), result(infos()[1], Status.OK)
    other = result(infos()[1], Status.CHANGED).proofs
    lines = shown(lambda: show_report(report([first, second.model_copy(update={"proofs": other})])))
    assert "Off already · 2" in lines
    assert "  read “off” on a freshly loaded page" in lines
    assert "  read “off” on the same page and in a fresh window" in lines


def test_nothing_to_switch_is_one_line(shown: Callable[..., list[str]]) -> None:
    results = [result(info, Status.SKIPPED, Reason.NOT_OFFERED) for info in infos()[:5]]
    told = report([*results, result(infos()[5], Status.SKIPPED, Reason.EXCLUDED)])
    lines = shown(lambda: show_report(told), 160)
    assert [line for line in lines if "nothing to switch here" in line] == [
        (
            "- 6 have nothing to switch here (5 not offered to this account · 1 left out, as you asked);"
            " `--all` lists them"
        )
    ]
    assert not [line for line in lines if infos()[0].setting in line]
    lines = shown(lambda: show_report(told, everything=True))
    assert "Nothing to switch · 6" in lines
    assert [line for line in lines if infos()[0].setting in line]


def test_what_was_not_looked_at_is_one_line(shown: Callable[..., list[str]]) -> None:
    results = [result(info, Status.FAILED, Reason.STOPPED) for info in infos()]
    told = report(results, error="the disk is full")
    lines = shown(lambda: show_report(told))
    count = len(infos())
    assert f"  ✗ {count} settings not looked at: the run ended before" in lines
    assert not [line for line in lines if infos()[0].setting in line]
    assert any("(not everything was done)" in line for line in lines)


def test_a_hint_shared_by_many_is_said_once(shown: Callable[..., list[str]]) -> None:
    told = report([result(info, Status.UNREACHABLE, Reason.SIGN_IN) for info in infos()])
    lines = shown(lambda: show_report(told))
    for platform in {info.platform for info in infos()}:
        assert sum(f"`offswitch login {platform}`" in line for line in lines) == 1
    assert any("`offswitch login` signs you in everywhere" in line for line in lines)


def test_warnings_are_shown_once(shown: Callable[..., list[str]]) -> None:
    by_all, by_one = "found by a later way; the site may have been redesigned", "another look"
    results = [result(info, Status.OK, warnings=(by_all,)) for info in infos()[:3]]
    results.append(result(infos()[3], Status.OK, warnings=(by_one,)))
    lines = shown(lambda: show_report(report(results)))
    assert sum(by_all in line for line in lines) == 1
    after = lines.index(f"    warning: {by_one}")
    assert infos()[3].title in lines[after - 1] + lines[after - 2]
    hidden = result(infos()[0], Status.SKIPPED, Reason.NOT_OFFERED, warnings=(by_one,))
    lines = shown(lambda: show_report(report([hidden])))
    assert lines[lines.index("Warning · 1 setting") + 1] == f"  {by_one}", "a row is no condition"


def test_a_replica_is_named_on_every_line(shown: Callable[..., list[str]]) -> None:
    control = NewControl(platform="site", section="Ads", label="More", state="on", url="https://x/")
    told = mixed(replica=REPLICA, error="it broke", alarm="another control changed with it")
    told = told.model_copy(update={"new_controls": (control,)})
    for width in (60, 100):
        for print_it in (
            lambda: show_report(told, everything=True),
            lambda: show_plan(told, infos()),
            lambda: show_after_care(told),
        ):
            lines = shown(print_it, width)
            assert lines
            assert all(line.startswith("[replica] ") for line in lines)
            assert all(len(line) <= width or "`" in line or "http" in line for line in lines)


def test_an_undo_has_words_of_its_own(shown: Callable[..., list[str]]) -> None:
    results = [
        result(infos()[0], Status.CHANGED, wanted=State.ON),
        result(infos()[1], Status.OK, wanted=State.ON),
    ]
    lines = shown(lambda: show_report(report(results, "undo")))
    assert "Put back · 1   read “on” on the same page and in a fresh window" in lines
    assert "As before already · 1   read “on” on a freshly loaded page" in lines
    assert "1 put back · 1 as before already" in lines


@pytest.mark.parametrize("shift", range(28))
def test_the_plan_says_what_would_be_done(shown: Callable[..., list[str]], shift: int) -> None:
    told = mixed("dry_run", shift=shift)
    chosen = {each.setting for each in choices(told, infos())}
    pending = {each.setting for each in told.results if part_of(each) is Part.ON}
    assert chosen == pending - {info.setting for info in infos() if info.kind is Kind.ACTION}
    text = "\n".join(shown(lambda: show_plan(told, infos()), 120))
    would = re.search(
        r"^Would be switched off · \d+\n(.*?)(?:\n\n|\Z)", text, re.DOTALL | re.MULTILINE
    )
    assert set(ID.findall(would[1]) if would else []) == chosen
    assert all(setting in text for setting in pending)
    assert "`--all`" not in text
    assert ("Off already" in text) == any(part_of(each) is Part.OFF for each in told.results)


def test_the_plan_numbers_what_can_be_chosen(shown: Callable[..., list[str]]) -> None:
    on = [result(info, Status.PENDING) for info in infos()]
    told = report(on, "dry_run")
    lines = shown(lambda: show_plan(told, infos()), 120)
    wanted = choices(told, infos())
    for number, each in enumerate(wanted, 1):
        assert [line for line in lines if re.match(rf" +{number} {re.escape(each.title)} ", line)]
    [final] = [info for info in infos() if info.kind is Kind.ACTION]
    head = next(index for index, line in enumerate(lines) if line.startswith("Cannot be undone"))
    assert any(final.setting in line for line in lines[head:])
    for info in infos():
        for words in (info.effect, info.warning and f"careful: {info.warning}"):
            assert words.split(" ")[0] in " ".join(lines)
    alone = shown(lambda: show_plan(report(on[:1], "dry_run"), infos()))
    assert any(line.startswith(f"  ● {infos()[0].title}") for line in alone)


def test_the_plan_of_nothing_says_so(shown: Callable[..., list[str]]) -> None:
    told = report([result(infos()[0], Status.OK)], "dry_run")
    assert "Nothing was found on that can be switched off" in shown(
        lambda: show_plan(told, infos())
    )


def test_the_plan_is_printed_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    show_plan(mixed("dry_run"), infos())
    assert capsys.readouterr().out == ""


def test_settings_stand_under_their_platform(shown: Callable[..., list[str]]) -> None:
    platforms = list(dict.fromkeys(info.platform for info in infos()))
    lines = shown(lambda: show_settings(infos(), {platforms[0]: "The First One"}))
    heads = [line for line in lines if re.fullmatch(r"[\w ]+ · \d+ settings?", line)]
    assert [head.split(" · ")[0] for head in heads] == ["The First One", *platforms[1:]]
    assert sum("None of these was tried live" in line for line in lines) == 1


def test_a_setting_says_what_its_evidence_notes_and_that_nothing_holds_a_save_back(
    shown: Callable[..., list[str]],
) -> None:
    sure, *rest = infos()
    note = EvidenceNote(grade="D", seen=dt.date(2026, 10, 2), source="x", live=False, note="new")
    telling = sure.model_copy(update={"by_socket": True, "evidence": note})
    lines = shown(lambda: show_settings([telling, *rest[:1]]), 120)
    assert "    grade D, seen 2026-10-02: new" in lines
    assert sum(BY_SOCKET in line for line in lines) == 1


def test_what_worked_here_is_said_with_its_day(shown: Callable[..., list[str]]) -> None:
    worked, *rest = infos()
    known = worked.model_copy(update={"worked_here": dt.date(2026, 11, 30)})
    lines = shown(lambda: show_settings([known, *rest]), 120)
    assert [line for line in lines if "worked here" in line] == ["    worked here on 2026-11-30"]
    assert not any("None of these was tried live" in line for line in lines)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "grade C, seen 2026-10-02"),
        ({"reports": 1}, "grade C, seen 2026-10-02, worked in 0 of 1 field report"),
        (
            {"reports": 3, "worked": 2, "since": "2026-12"},
            "grade C, seen 2026-10-02, worked in 2 of 3 field reports since 2026-12",
        ),
    ],
)
def test_a_setting_says_what_field_reports_say_of_it(
    shown: Callable[..., list[str]], counts: dict[str, Any], told: str
) -> None:
    note = EvidenceNote(grade="C", seen=dt.date(2026, 10, 2), source="x", live=False, **counts)
    lines = shown(lambda: show_settings([infos()[0].model_copy(update={"evidence": note})]), 120)
    assert f"    {told}" in lines
    untried = any("None of these was tried live" in line for line in lines)
    assert untried is not bool(counts.get("worked"))


@pytest.mark.parametrize("mode", ["dry_run", "check", "run"])
def test_what_changes_nothing_says_where_the_guard_enforces_nothing(
    mode: Mode, shown: Callable[..., list[str]]
) -> None:
    seen, unseen, *_ = infos()
    results = [result(seen, Status.PENDING), result(unseen, Status.SKIPPED, Reason.NOT_OFFERED)]
    told = report(results, mode, by_socket=(seen.setting, unseen.setting))
    said = " ".join(" ".join(shown(lambda: show_report(told), 120)).split())
    assert (f"{seen.setting}: {BY_SOCKET}" in said) is (mode != "run")
    assert f"{unseen.setting}: " not in said


def test_the_plan_says_where_the_guard_enforces_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    info = infos()[0].model_copy(update={"by_socket": True})
    show_plan(report([result(info, Status.PENDING)], "dry_run"), [info])
    assert BY_SOCKET in " ".join(capsys.readouterr().err.split())
    assert "not enforced by the guard here" in BY_SOCKET


def _next_steps(told: Report, shown: Callable[..., list[str]]) -> str:
    lines = shown(lambda: show_report(told), 120)
    return "\n".join(line for line in lines if line.startswith("→"))


def test_the_next_step_fits_what_was_found(shown: Callable[..., list[str]]) -> None:
    [final] = [info for info in infos() if info.kind is Kind.ACTION]
    plain = infos()[0]
    steps = _next_steps(report([result(plain, Status.PENDING)]), shown)
    assert "`offswitch run` switches off what is on" in steps
    steps = _next_steps(report([result(final, Status.PENDING)]), shown)
    assert "`offswitch run` switches off" not in steps
    steps = _next_steps(report([result(plain, Status.SKIPPED, Reason.GUIDE)]), shown)
    assert "`offswitch guide` leads you through 1 thing to do yourself" in steps
