"""A page may show "off" for a draft, for what waits for a restart or a confirmation, or for a time only.

Pages drawn after other people's bug reports. What is in force is the server's own state.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, PLAIN, USAGE, Answer, App, Request, page
from tests.kinds.runs import check, hint, run, selectors, told

pytestmark = [pytest.mark.e2e, pytest.mark.long]

NOTE = """
const note = document.getElementById("note");
const load = () => fetch("/state").then(answer => answer.json()).then(state => {
  note.textContent = state.note || "";
  show(state);
});
usage.onchange = () => save({usage: usage.checked}).then(load);
load();
"""
BESIDE = f"""<p><label><input type="checkbox" role="switch" id="usage"> {USAGE}</label> <small id="note"></small></p>
<fieldset><legend>Who may use your recordings</legend>
<label><input type="radio" name="sharing" value="everyone"> Everyone</label>
<label><input type="radio" name="sharing" value="nobody"> Nobody</label></fieldset>"""
DESCRIBED = BESIDE.replace('id="usage"', 'id="usage" aria-describedby="note"').replace(
    '<small id="note"></small></p>', '</p><div><p id="note"></p><a href="/more">More</a></div>'
)
SCRIPT = PLAIN + NOTE


def keeps(app: App, since: str, before: str = "", body: str = BESIDE) -> None:
    """Have the server keep a switch's change as a draft: nothing is off, and the page says so."""
    app.page = page(SCRIPT, body)
    app.state["sharing"] = "nobody"
    shown = {"usage": True, "note": before}

    @app.route("POST /save")
    def keep(request: Request) -> Answer:
        app.writes.append(("usage", True, request.json["usage"]))
        shown.update(usage=request.json["usage"], note=since)
        return Answer({"kept": True})

    app.route("GET /state")(lambda _: Answer({**app.state, **shown}))


# home-assistant's snooze cards, and PersonalAnalytics #186: it comes back by itself.
@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(BESIDE, "Paused until tomorrow, 08:00.", id="beside"),
        pytest.param(DESCRIBED, "Off for 24 hours", id="described", marks=pytest.mark.thorough),
    ],
)
def test_a_pause_is_not_off(
    program: Program, app: App, tmp_path: Path, said: str, body: str
) -> None:
    keeps(app, "", said, body)
    app.route("GET /state")(lambda _: Answer({**app.state, "usage": False, "note": said}))
    done = check(program, selectors(tmp_path, app))
    assert told(done) == {"usage": "failed:unreadable", "sharing": "ok"}
    assert said in hint(done, "usage")


# palasthotel/grid #121, zesty-io/manager-ui #507: nothing is live before "Publish".
# pfsense #3058: saved is not applied. syncthing #50: in force after a restart.
# get-bb/bb #3678: what the server was started with wins. listmonk #2570: confirm it by mail.
@pytest.mark.parametrize(
    "said",
    [
        "You have unpublished changes.",
        pytest.param("The changes must be applied first.", marks=pytest.mark.thorough),
        pytest.param("Restart required", marks=pytest.mark.thorough),
        pytest.param("Waiting for your confirmation.", marks=pytest.mark.thorough),
        pytest.param("Änderungen müssen noch veröffentlicht werden", marks=pytest.mark.thorough),
    ],
)
def test_what_more_must_follow_is_not_proved(
    program: Program, app: App, tmp_path: Path, said: str
) -> None:
    keeps(app, said)
    folder = selectors(tmp_path, app)
    done = run(program, folder, "--only", "birdhouse.usage")
    assert told(done) == {"usage": "failed:not_verified"}
    assert said in hint(done, "usage")
    assert app.state["usage"] is True


def test_a_change_that_was_taken_and_overruled_is_not_called_refused(
    program: Program, app: App, tmp_path: Path
) -> None:
    keeps(app, "Overridden: TELEMETRY=on is set where the server runs.")
    app.page = app.page.replace('<small id="note">', '<small id="note" role="alert">')
    done = run(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
    assert told(done) == {"usage": "failed:not_verified"}
    assert "Overridden" in hint(done, "usage")


def test_a_draft_is_not_off_at_a_later_look(program: Program, app: App, tmp_path: Path) -> None:
    said = "You have unpublished changes. Visitors still get the published settings."
    keeps(app, "", said)
    app.page = app.page.replace("<h1>", '<p role="status" id="bar"></p><h1>').replace(
        "note.textContent =", 'document.getElementById("bar").textContent ='
    )
    app.route("GET /state")(lambda _: Answer({**app.state, "usage": False, "note": said}))
    done = check(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
    assert told(done) == {"usage": "failed:unreadable"}
    assert "unpublished changes" in hint(done, "usage")


@pytest.mark.parametrize(
    "said",
    [
        "Requires a restart of the app. You can switch it back on at any time.",
        pytest.param("It may take a while until you see fewer ads.", marks=pytest.mark.thorough),
    ],
)
def test_what_a_page_always_says_does_not_keep_it_from_being_proved(
    program: Program, app: App, tmp_path: Path, said: str
) -> None:
    app.page = page(LOADS).replace("<fieldset>", f"<p>{said}</p><fieldset>")
    done = run(program, selectors(tmp_path, app))
    assert told(done) == {"usage": "changed", "sharing": "changed"}


# AdguardTeam/KnowledgeBaseVPN #68, cloudflare/cloudflare-docs #6982: one list, and a mode that turns it around.
MENU = """<p><label>Mode <select><option>Share only what is ticked below</option>
<option selected>Share everything except what is ticked below</option></select></label></p>"""
RADIOS = """<fieldset><legend>Mode</legend>
<label><input type="radio" name="mode"> Nur teilen, was angekreuzt ist</label>
<label><input type="radio" name="mode" checked> Alles außer dem Angekreuzten teilen</label></fieldset>"""


@pytest.mark.parametrize("usage", [True, pytest.param(False, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("mode", [MENU, pytest.param(RADIOS, marks=pytest.mark.thorough)])
def test_a_box_that_another_control_turns_around_is_neither_read_nor_pressed(
    program: Program, app: App, tmp_path: Path, mode: str, usage: bool
) -> None:
    app.page = page(LOADS).replace("<h1>", f"{mode}<h1>")
    app.state["usage"] = usage
    done = run(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
    assert told(done) == {"usage": "failed:unreadable"}
    assert not app.writes


@pytest.mark.thorough
def test_a_mode_that_turns_nothing_around_is_let_be(
    program: Program, app: App, tmp_path: Path
) -> None:
    mode = MENU.replace(" selected", "")
    app.page = page(LOADS).replace("<h1>", f"{mode}<h1>")
    done = run(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
    assert told(done) == {"usage": "changed"}


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ('<a href="/publish">You have unpublished changes</a>', "failed:unreadable"),
        pytest.param(
            '<a href="/help/unpublished-changes">What are unpublished changes?</a>',
            "ok",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            '<label><input type="checkbox"> Warn me about unpublished changes</label>',
            "ok",
            marks=pytest.mark.thorough,
        ),
    ],
    ids=["what the page says", "help", "another setting"],
)
def test_what_is_said_of_drafts_may_be_help_or_another_setting(
    program: Program, app: App, tmp_path: Path, words: str, outcome: str
) -> None:
    app.page = page(LOADS).replace("<fieldset>", f"<p>{words}</p><fieldset>")
    app.state["usage"] = False
    done = check(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
    assert told(done) == {"usage": outcome}
