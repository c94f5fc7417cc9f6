"""A run at a terminal looks, shows its plan, asks once, and does what was agreed to, and no more."""

from __future__ import annotations

import random
from collections.abc import Collection
from pathlib import Path

import pytest

from offswitch.journal import JOURNAL, open_journal
from offswitch.local.folders import folders
from offswitch.model.results import Report
from tests.conftest import Program
from tests.e2e.terminal import attended
from tests.kinds.app import PLATFORM, Answer, App
from tests.kinds.inside import Inside, Moments, outcome
from tests.kinds.runs import selectors
from tests.kinds.street import BOX, CHOICE, OFF, ON, RADIOS, House, page_of, selectors_of

pytestmark = pytest.mark.e2e

USAGE, RECORDINGS = f"{PLATFORM}.usage", f"{PLATFORM}.sharing"


def said(report: Report) -> dict[str, str]:
    return {result.setting: outcome(result) for result in report.results}


# What is agreed to is what is done


def test_it_looks_at_everything_before_anything_is_changed(app: App, inside: Inside) -> None:
    seen: list[dict[str, str]] = []

    def choose(report: Report) -> Collection[str]:
        seen.append(said(report))
        assert app.writes == []
        return {RECORDINGS}

    listener = Moments()
    report = inside.run(listener, choose=choose)
    assert seen == [{USAGE: "pending", RECORDINGS: "pending"}]
    assert said(report) == {USAGE: "pending", RECORDINGS: "changed"}
    assert app.writes == [("sharing", "everyone", "nobody")]
    assert listener.passes == [[USAGE, RECORDINGS], [RECORDINGS]]
    assert (report.run.mode, report.exit_code()) == ("run", 3)
    with open_journal(folders().data / JOURNAL) as journal:
        rows = journal.results(report.run.id)
    assert [(row.result.setting, outcome(row.result)) for row in rows] == [
        (USAGE, "pending"),
        (RECORDINGS, "pending"),
        (RECORDINGS, "changed"),
    ]


def test_nothing_is_done_if_nothing_was_chosen(app: App, inside: Inside) -> None:
    report = inside.run(choose=lambda _: ())
    assert (app.writes, set(said(report).values())) == ([], {"pending"})


def test_what_was_not_in_the_plan_cannot_be_chosen(app: App, inside: Inside) -> None:
    app.state["usage"] = False
    report = inside.run(choose=lambda _: {USAGE, "elsewhere.else"})
    assert (app.writes, said(report)) == ([], {USAGE: "ok", RECORDINGS: "pending"})


def test_what_shows_something_else_than_the_plan_is_reported_and_not_pressed(
    app: App, tmp_path: Path, inside: Inside
) -> None:
    """The person agreed to switch off "Everyone"; by then it is "Friends"."""
    third = '<label><input type="radio" name="sharing" value="friends"> Friends</label>'
    app.page = app.page.replace("</fieldset>", third + "</fieldset>")
    folder = tmp_path / "third"
    folder.mkdir()
    made = selectors(
        folder,
        app,
        elements='friends = [{ by = "label", label = "Friends" }]',
        sharing='control = { kind = "choice", off = "nobody", on = "everyone", others = ["friends"] }',
    )

    def choose(_: Report) -> Collection[str]:
        app.state["sharing"] = "friends"
        return {RECORDINGS}

    report = inside.run(choose=choose, selectors=(made,))
    assert (app.writes, said(report)[RECORDINGS]) == ([], "pending")
    told = next(r.warnings for r in report.results if r.setting == RECORDINGS)
    assert any("the plan showed" in text for text in told), told


def test_what_is_off_by_then_is_reported_and_not_pressed(app: App, inside: Inside) -> None:
    def choose(_: Report) -> Collection[str]:
        app.state["usage"] = False
        return {USAGE}

    report = inside.run(choose=choose)
    assert (app.writes, said(report)[USAGE]) == ([], "ok")
    assert any("when the plan was shown" in text for text in report.results[0].warnings)


SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(2, 27))]
EACH = 8
"""Settings of one run; 25 seeds are 200 scenarios of a setting."""


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_agreed_to_is_what_the_server_was_told(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each setting is on or off, is chosen or not, and may change between the plan and the act."""
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    dice = random.Random(seed)
    houses = {
        f"{'box' if n % 2 else 'radio'}{n}": House(
            BOX if n % 2 else RADIOS, "ok", control=House.control if n % 2 else CHOICE
        )
        for n in range(EACH)
    }
    with App("") as app:
        for key, house in houses.items():
            text = page_of(key, house)
            app.route(f"GET /{key}")(lambda _, text=text: Answer(text))  # type: ignore[misc]
        app.state = {key: dice.choice([ON, OFF]) for key in houses}
        planned = {key for key in houses if app.state[key] == ON}
        agreed = {
            key for key in houses if dice.random() < 0.6
        }  # also of what is off: no such thing
        between = {key for key in houses if dice.random() < 0.3}

        def choose(report: Report) -> Collection[str]:
            on = {name for name, what in said(report).items() if what == "pending"}
            assert on == {f"{PLATFORM}.{key}" for key in planned}
            for key in between:
                app.state[key] = OFF if app.state[key] == ON else ON
            return {f"{PLATFORM}.{key}" for key in agreed}

        (tmp_path / "selectors").mkdir()
        file = tmp_path / "selectors" / f"{PLATFORM}.toml"
        file.write_text(selectors_of(houses, app, ""), encoding="utf-8")
        report = Inside(file.parent).run(choose=choose)

        pressed = (planned & agreed) - between
        assert sorted(app.writes) == sorted((key, ON, OFF) for key in pressed)
        results = said(report)
        assert len(results) == len(report.results) == EACH
        for key in houses:
            expected = (
                "changed"
                if key in pressed
                else "ok"
                if key in planned & agreed or key not in planned
                else "pending"
            )
            assert results[f"{PLATFORM}.{key}"] == expected, key


# At a terminal


@pytest.fixture
def asked(app: App, program: Program, tmp_path: Path) -> tuple[str, ...]:
    return ("run", PLATFORM, "--headless", "--selectors", str(selectors(tmp_path, app)))


ANSWERS = {
    "yes": (["y"], {"usage", "sharing"}, 0),
    "no": (["n"], set(), 3),
    "enter": ([""], set(), 3),
    "choose": (["choose", "n", "y"], {"sharing"}, 3),
}


@pytest.mark.parametrize(
    "answer",
    ["choose", *(pytest.param(a, marks=pytest.mark.thorough) for a in ("yes", "no", "enter"))],
)
def test_one_question_about_what_is_on(
    app: App, program: Program, asked: tuple[str, ...], answer: str
) -> None:
    typed, switched, code = ANSWERS[answer]
    with attended(program, *asked, "--json") as terminal:
        terminal.wait_for("Switch off these 2? [y/N/choose]")
        assert app.writes == []
        for keys in typed:
            terminal.press(f"{keys}\n")
        done = terminal.done()
    assert {key for key, _, _ in app.writes} == switched
    assert done.code == code, done.err
    assert done.err.count("Switch off these") == 1


def test_nothing_is_asked_if_nothing_is_on(
    app: App, program: Program, asked: tuple[str, ...]
) -> None:
    app.state |= {"usage": False, "sharing": "nobody"}
    with attended(program, *asked, "--json") as terminal:
        done = terminal.done()
    assert (done.code, app.writes) == (0, [])
    assert "[y/N" not in done.err


@pytest.mark.parametrize(
    "keys", ["\x03", pytest.param("\x04", marks=pytest.mark.thorough)], ids=["ctrl-c", "ctrl-d"]
)
def test_ctrl_c_and_ctrl_d_at_the_question(
    app: App, program: Program, asked: tuple[str, ...], keys: str
) -> None:
    with attended(program, *asked, "--json") as terminal:
        terminal.wait_for("[y/N/choose]")
        terminal.press(keys)
        done = terminal.done()
    assert (done.code, app.writes) == (130, [])
    assert {r["status"] for r in done.results().values()} == {"pending"}
    assert done.json["run"]["interrupted"] is True
    assert "Traceback" not in done.err


# Where nobody is


@pytest.mark.parametrize(
    "more",
    [(), *(pytest.param(each, marks=pytest.mark.thorough) for each in [("--json",), ("--quiet",)])],
)
@pytest.mark.parametrize("command", ["run", pytest.param("undo", marks=pytest.mark.thorough)])
def test_nobody_is_asked_and_nothing_is_changed(
    app: App, program: Program, asked: tuple[str, ...], command: str, more: tuple[str, ...]
) -> None:
    if command == "undo":
        assert program(*asked, "--yes", "--json").code == 0
        asked = ("undo", *asked[2:])
    before = list(app.writes)
    done = program(*asked, *more)
    assert (done.code, done.out, app.writes) == (2, "", before)
    error, hint = done.problem()
    assert "nobody is here to ask" in error
    assert "--yes" in hint


def test_what_names_no_setting_is_told_before_anybody_is_asked(
    program: Program, asked: tuple[str, ...]
) -> None:
    done = program(*asked, "--only", "lamp.nothing")
    assert (done.code, done.problem()[0]) == (4, "no such setting: lamp.nothing")


def test_a_platform_that_is_named_twice_is_looked_at_once(
    program: Program, asked: tuple[str, ...]
) -> None:
    command, platform, *rest = asked
    done = program(command, platform, platform, *rest, "--dry-run", "--json")
    settings = [each["setting"] for each in done.json["results"]]
    assert len(settings) == len(set(settings)) > 0
