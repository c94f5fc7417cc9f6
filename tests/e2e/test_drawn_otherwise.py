"""Switches that say the same and are drawn in two ways: what they say is not their state."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.e2e.pages import Show
from tests.kinds.app import USAGE, App, page
from tests.kinds.runs import check, hint, run, selectors, told

pytestmark = pytest.mark.e2e

STYLE = """<style>
.box { position: absolute; opacity: 0; width: 0; height: 0; margin: 0; }
.track { display: inline-block; width: 36px; height: 20px; border-radius: 99px; background: #aaa; }
.track.lit { background: #86b300; }
.track:hover { background: #ccc; }
.off { background: #eee; }
</style>"""
ROW = """<div class="row"><input type="checkbox" class="box" {more}><span class="track {look}"></span>
<span>{words}</span></div>"""


def rows(*more: str) -> str:
    return "".join((STYLE, ROW.format(more="id=usage", look="", words=USAGE), *more))


LETTER = ROW.format(more="id=letter", look="", words="A letter each week")
# misskey-dev/misskey, MkSwitch.vue: the box is there for the keyboard, and bound to nothing.
DRAWS = """
const usage = document.getElementById('usage');
const track = usage.nextElementSibling;
const draw = (on) => { track.classList.toggle('lit', on); BINDS };
let on;
fetch('/state').then((answer) => answer.json()).then((state) => { on = state.usage; draw(on); });
track.onclick = () => {
  on = !on;
  draw(on);
  fetch('/save', {method: 'POST', body: JSON.stringify({usage: on})});
};
"""


def drawn(binds: str, *more: str) -> str:
    return page(DRAWS.replace("BINDS", binds), body=rows(*more))


def test_a_box_that_is_bound_to_nothing_is_not_believed(program: Program, tmp_path: Path) -> None:
    with App(drawn("", LETTER)) as app:
        done = check(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
        assert told(done)["usage"] == "failed:unreadable", done.out
        assert "drawn otherwise" in hint(done, "usage")
        assert app.writes == []


def test_a_box_that_is_bound_is_switched(program: Program, tmp_path: Path) -> None:
    with App(drawn("usage.checked = on", LETTER)) as app:
        done = run(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
        assert told(done)["usage"] == "changed", done.out
        assert app.writes == [("usage", True, False)]


def unlike(show: Show, *more: str) -> bool:
    """Tell whether the first switch of a page is drawn otherwise than one of the others that say the same."""
    seen = show(rows(*more)).survey()
    return seen.controls[0].is_unlike_others


@pytest.mark.parametrize("state", ["", "checked"])
def test_two_that_say_the_same_are_held_against_each_other(show: Show, state: str) -> None:
    boxes = [
        ROW.format(more=state, look=look, words=words)
        for look, words in [("lit", "Sync"), ("", "Backups")]
    ]
    seen = show(STYLE + "".join(boxes)).survey()
    assert [control.is_unlike_others for control in seen.controls] == [True, True]


SWITCH = "<div><button role=switch aria-checked={on} class='track {look}' aria-label={name}></button></div>"
KNOB = "<div><div role=switch aria-checked={on} aria-label={name}><i class='track {look}'></i></div></div>"


def pair(make: str, on: str) -> str:
    """Return two switches of one make that say the same, each in a color of its own."""
    return "".join(
        make.format(on=on, look=look, name=name)
        for look, name in (("lit", "Sync"), ("", "Backups"))
    )


@pytest.mark.parametrize("make", [SWITCH, KNOB], ids=["switch", "knob"])
def test_so_are_switches_that_say_off(show: Show, make: str) -> None:
    """logseq/logseq #2816: the attribute stays at "false" while the switch is drawn as on."""
    seen = show(STYLE + pair(make, "false")).survey()
    assert [control.is_unlike_others for control in seen.controls] == [True, True]


def test_those_that_say_on_may_have_colors_of_their_own(show: Show) -> None:
    seen = show(STYLE + pair(SWITCH, "true")).survey()
    assert [control.is_unlike_others for control in seen.controls] == [False, False]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(ROW.format(more="", look="", words="Sync"), id="the same"),
        pytest.param(ROW.format(more="checked", look="lit", words="Sync"), id="says on"),
        pytest.param(ROW.format(more="disabled", look="off", words="Sync"), id="disabled"),
        pytest.param(
            "<label><input type=checkbox> Sync</label>",
            id="a box that is seen itself",
        ),
        pytest.param(
            f"<label>{ROW.format(more='', look='lit', words='Sync')}</label>",
            id="its label switches it",
        ),
        pytest.param(
            "<button role=switch aria-checked=false class='track lit' aria-label=Sync></button>",
            id="of another make",
        ),
    ],
)
def test_others_prove_nothing(show: Show, other: str) -> None:
    assert not unlike(show, other)


def test_what_lies_under_the_pointer_is_drawn_otherwise_by_that(show: Show) -> None:
    screen = show(rows(LETTER))
    screen.page.hover(".track")
    assert not screen.survey().controls[0].is_unlike_others
