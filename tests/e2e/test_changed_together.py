"""Settings whose controls stand on one page, and are saved by the click: switched on one visit, and proved in one window.

Each page has a switch and a choice. What may not be switched along with the first has a turn of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.model.words import Reason
from tests.conftest import Done, Program
from tests.kinds.app import LOADS, OFF, Answer, App, Request, page
from tests.kinds.inside import Inside, Moments, outcome
from tests.kinds.runs import assert_honest, run, selectors, told
from tests.kinds.turns_another import TURNS_ANOTHER

pytestmark = pytest.mark.e2e

THOROUGH = pytest.mark.thorough
BOTH = {"usage": "changed", "sharing": "changed"}
REDRAWS = ".then(answer => answer.json()).then(show);"


@pytest.fixture
def changed(program: Program, tmp_path: Path, app: App) -> Callable[..., Done]:
    """Return what runs over the page, and makes sure that nothing false was said."""

    def runs(*words: str, sharing: str = "", elements: str = "") -> Done:
        done = run(program, selectors(tmp_path, app, sharing=sharing, elements=elements), *words)
        assert_honest(app, done)
        return done

    return runs


def visits(app: App) -> int:
    return app.requests.count("GET /")


def test_two_settings_take_one_visit_and_one_fresh_window(
    app: App, changed: Callable[..., Done]
) -> None:
    done = changed()
    assert told(done) == BOTH, done.out
    assert (app.state, len(app.writes), visits(app)) == (OFF, 2, 2)
    for result in done.results().values():
        assert [proof["kind"] for proof in result["proofs"]] == ["same_page", "fresh_context"]
        assert (result["before"], result["after"]) == ("on", "off")


def test_what_the_person_left_out_is_not_pressed(app: App, changed: Callable[..., Done]) -> None:
    done = changed("--exclude", "birdhouse.sharing")
    assert told(done) == {"usage": "changed", "sharing": "skipped:excluded"}, done.out
    assert app.writes == [("usage", True, False)]


@pytest.mark.parametrize(
    "sharing",
    [
        'save = "button"\nconfirm = ["apply"]',
        pytest.param('native = "Are you sure?"', marks=THOROUGH),
    ],
    ids=["button", "native"],
)
def test_what_needs_more_than_a_click_has_a_turn_of_its_own(
    app: App, changed: Callable[..., Done], sharing: str
) -> None:
    asks = """
    let chosen;
    for (const radio of radios) radio.onchange = () => {
      chosen = radio.value;
      if (ASKS) { if (confirm('Are you sure?')) save({sharing: chosen}); else show({{state}}); }
    };
    apply.onclick = () => save({sharing: chosen});"""
    asks = asks.replace("ASKS", "true" if "native" in sharing else "false")
    app.page = page(LOADS + asks).replace(
        "</fieldset>", '</fieldset><button id="apply">Apply</button>'
    )
    elements = 'apply = [{ by = "role", role = "button", name = "Apply" }]'
    done = changed(sharing=sharing, elements=elements if "confirm" in sharing else "")
    assert told(done) == BOTH, done.out
    assert (app.state, visits(app)) == (OFF, 4)


def test_a_control_that_moves_by_itself_is_not_pressed_along(
    app: App, changed: Callable[..., Done]
) -> None:
    """The switch turns the choice as well: nobody presses it then, and the alarm names it."""
    app.page = page(
        LOADS + "usage.onchange = () => save({usage: usage.checked, sharing: 'nobody'})"
        f".then(() => fetch('/state')){REDRAWS}"
    )
    done = changed()
    assert told(done)["usage"] == "changed", done.out
    assert len(app.writes) == 2, "one request of the page's own, and none of ours after it"
    assert "nobody" in str(done.json["run"]["alarm"])
    assert done.code == 4


def test_nothing_more_is_pressed_once_another_control_has_moved(
    app: App, program: Program, tmp_path: Path
) -> None:
    """The page shows at once that a third control follows the first."""
    app.page = TURNS_ANOTHER.replace(
        "twin: usage.checked})",
        "twin: usage.checked}).then(() => { twin.checked = usage.checked; })",
    )
    app.state["twin"] = True
    done = run(program, selectors(tmp_path, app))
    assert "crash reports" in str(done.json["run"]["alarm"]), done.out
    assert app.writes == [("usage", True, False), ("twin", True, False)]


def test_a_change_that_the_next_one_takes_back_is_made_once_more(
    app: App, program: Program, tmp_path: Path
) -> None:
    app.page = page(
        LOADS
        + "for (const radio of radios) radio.onchange = () => save({sharing: radio.value, usage: true})"
        f".then(() => fetch('/state')){REDRAWS}"
    )
    done = run(program, selectors(tmp_path, app))
    assert told(done) == BOTH, done.out
    assert app.state == OFF
    assert [write for write in app.writes if write[0] == "usage"] == [
        ("usage", True, False),
        ("usage", False, True),
        ("usage", True, False),
    ]


WHOLE = """
const before = {{state}};
usage.onchange = () => save({...before, usage: usage.checked});
for (const radio of radios) radio.onchange = () => save({...before, sharing: radio.value});"""
DISABLED = """
const inputs = [usage, ...radios];
const sole = change => {
  for (const input of inputs) input.disabled = true;
  save(change).then(() => setTimeout(() => { for (const input of inputs) input.disabled = WHILE; }, 500));
};
usage.onchange = () => sole({usage: usage.checked});
for (const radio of radios) radio.onchange = () => sole({sharing: radio.value});"""
REFETCHED = """
let late = 3000;
const refetch = () => setTimeout(() => fetch('/state').then(answer => answer.json()).then(show), late -= 1000);
usage.onchange = () => save({usage: usage.checked}).then(refetch);
for (const radio of radios) radio.onchange = () => save({sharing: radio.value}).then(refetch);"""


@pytest.mark.parametrize(
    ("script", "pressed"),
    [
        # decocms/studio #7311, igrigorik/videospeed #1424, elasticclaw/elasticclaw #28: each save sends all
        # settings, as they were when the page was loaded.
        pytest.param(WHOLE, 3, id="whole"),
        # Automattic/jetpack #6665: nothing else can be switched while one is saved.
        pytest.param(DISABLED.replace("WHILE", "false"), 2, id="disabled"),
        # Volksverpetzer/vvp_app #421: nor ever after.
        pytest.param(DISABLED.replace("WHILE", "true"), 2, id="disabled-for-good", marks=THOROUGH),
        # bluesky-social/social-app #6856: the state is asked for after each save, and drawn over the next one.
        pytest.param(REFETCHED, 2, id="refetched", marks=THOROUGH),
    ],
)
def test_a_page_that_does_not_bear_two_changes_gets_two_visits(
    app: App, program: Program, tmp_path: Path, script: str, pressed: int
) -> None:
    app.page = page(LOADS + script)
    done = run(program, selectors(tmp_path, app))
    assert told(done) == BOTH, done.out
    assert app.state == OFF
    assert app.requests.count("POST /save") == pressed


def test_nothing_is_pressed_along_with_what_the_site_refuses(
    app: App, changed: Callable[..., Done]
) -> None:
    @app.route("POST /save")
    def refuse(request: Request) -> Answer:
        if "usage" in request.json:
            return Answer({"error": "no"}, 500)
        app.save("sharing", request.json["sharing"])
        return Answer({})

    done = changed()
    assert told(done) == {"usage": "failed:save_error", "sharing": "changed"}, done.out
    assert visits(app) == 4


def test_a_page_that_reloads_after_a_change_is_read_anew_before_the_next(
    app: App, changed: Callable[..., Done]
) -> None:
    app.page = page(
        LOADS + "usage.onchange = () => save({usage: usage.checked}).then(() => location.reload());"
    )
    done = changed()
    assert told(done) == BOTH, done.out
    assert (app.state, len(app.writes)) == (OFF, 2)


def test_what_was_begun_is_told_when_the_run_is_stopped(app: App, inside: Inside) -> None:
    """Both were pressed, and neither was proved."""

    def stop() -> None:
        raise KeyboardInterrupt

    report = inside.run(Moments("proving", stop))
    assert app.state == OFF
    assert report.run.interrupted
    for result in report.results:
        assert outcome(result) == f"failed:{Reason.NOT_VERIFIED}"
        assert "a change was begun" in result.hint
