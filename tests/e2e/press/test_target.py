"""One gate for every click: it hits what was read and what is under the pointer."""

from __future__ import annotations

import pytest
from playwright.sync_api import ElementHandle

from offswitch.errors import SettingError
from offswitch.model.words import Reason
from offswitch.screen import Target
from tests.e2e.pages import Show, button, frame, pressed
from tests.e2e.press.conftest import COVER, GO, control

pytestmark = pytest.mark.e2e

CARD = """
<style>#card { display: none; position: absolute; background: #fff; z-index: 5 }</style>
<div id="card"><button id="more" onclick="pressed.push(this.id)">Also share with partners</button></div>
<script>
  const card = document.getElementById('card');
  document.getElementById('go').addEventListener('mouseenter', (event) => {
    const box = event.target.getBoundingClientRect();
    card.style.cssText = 'display: block; left: ' + (box.left + LEFT) + 'px; top: ' + (box.top - 10) + 'px';
  });
  card.addEventListener('mouseleave', () => { card.style.display = 'none'; });
</script>
"""


# What lies over it


def test_what_opens_under_the_pointer_gets_no_click(show: Show) -> None:
    screen = show(
        f"<p style='padding:20px'>{button('go', 'Go on')}</p>"
        + CARD.replace("LEFT", "-20").replace("</div>", "<p>x</p><p>y</p></div>", 1)
    )
    with pytest.raises(SettingError, match="lies over") as error:
        screen.press(control(screen, "#go"), "going on")
    assert error.value.reason is Reason.UNEXPECTED_DIALOG
    assert (pressed(screen), screen.pace.clicks) == ([], 0)


def test_what_takes_two_frames_to_open_gets_no_click(show: Show) -> None:
    slow = (
        "window.requestAnimationFrame = (then) => setTimeout(() => then(performance.now()), 200);"
    )
    screen = show(
        f"<p style='padding:20px'>{button('go', 'Go on')}</p><div id=cover hidden style='{COVER}'></div>"
        f"<script>{slow} document.getElementById('go').addEventListener('mouseenter',"
        " () => setTimeout(() => { document.getElementById('cover').hidden = false; }, 300));</script>"
    )
    with pytest.raises(SettingError, match="lies over"):
        screen.press(control(screen, "#go"), "going on")
    assert pressed(screen) == []


@pytest.mark.parametrize(
    "cover", [f"<div style='{COVER}'>News</div>", f"<b aria-label=News style='{COVER}'></b>"]
)
def test_what_lies_over_it_is_named(show: Show, cover: str) -> None:
    screen = show(button("go", "Go on") + cover)
    with pytest.raises(SettingError, match="lies over the control: “News”"):
        screen.press(control(screen, "#go"), "going on")
    assert pressed(screen) == []


@pytest.mark.parametrize("veil", [COVER, "position:absolute;inset:0"])
def test_an_empty_veil_is_no_drawn_switch(show: Show, veil: str) -> None:
    screen = show(
        "<div style='position:relative;padding:20px'><input type=checkbox id=go>"
        f"<div style='{veil}' onclick='pressed.push(1)'></div></div>"
    )
    with pytest.raises(SettingError, match="lies over"):
        screen.press(control(screen, "#go"), "going on")
    assert pressed(screen) == []


def test_another_point_is_looked_for_once(show: Show) -> None:
    wide = button("go", "Go on", "style='width:600px;height:30px'")
    screen = show(f"<p style='padding:20px'>{wide}</p>" + CARD.replace("LEFT", "240"))
    screen.press(control(screen, "#go"), "going on")
    assert pressed(screen) == ["go"]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("border:30px solid #ccc;padding:25px;width:400px;height:200px", ""),
        ("margin-top:1500px;border:7px solid;width:400px;height:200px", "margin-top:900px"),
        ("width:400px;height:200px;transform:scale(.5);transform-origin:0 0;padding:40px", ""),
        ("position:fixed;right:0;bottom:0;width:400px;height:200px;border:12px solid", ""),
    ],
    ids=["border and padding", "scrolled", "scaled", "fixed"],
)
@pytest.mark.parametrize("depth", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_a_button_in_a_frame_is_met_where_it_is(
    show: Show, outer: str, inner: str, depth: int
) -> None:
    other = button("other", "Something else", "style='height:20px;display:block'")
    body = f"<div style='{inner}'></div>{other}{button('go', 'Go on', 'style=height:20px')}"
    for _ in range(depth):
        body = frame(body, outer)
    screen = show(body, GO)
    screen.click("go")
    assert pressed(screen) == ["go"]


@pytest.mark.parametrize("depth", [1, 2])
def test_what_covers_a_frame_gets_no_click(show: Show, depth: int) -> None:
    body = button("go", "Go on")
    for _ in range(depth):
        body = frame(body)
    screen = show(body + f"<div style='{COVER}'>{button('agree', 'Agree')}</div>")
    with pytest.raises(SettingError, match="lies over"):
        screen.press(control(screen, "#go"), "going on")
    assert pressed(screen) == []


def test_what_comes_over_a_frame_with_the_pointer_takes_no_click(show: Show) -> None:
    screen = show(
        frame(button("go", "Go on", "style='width:300px;height:100px'"))
        + f"<div id=cover hidden style='{COVER}' onclick='pressed.push(this.id)'></div>"
        "<script>document.querySelector('iframe').addEventListener('mouseenter',"
        " () => { document.getElementById('cover').hidden = false; });</script>"
    )
    with pytest.raises(SettingError, match="lies over"):
        screen.press(control(screen, "#go"), "going on")
    assert pressed(screen) == []


# Still what was read


@pytest.mark.parametrize("when", ["before", "with the pointer on it"])
def test_nothing_is_pressed_that_is_no_longer_what_was_read(show: Show, when: str) -> None:
    screen = show("<label><input type=checkbox id=box checked> Research</label>")
    box = screen.page.query_selector("#box")
    assert box
    if when == "before":
        box.evaluate("n => { n.checked = false; }")
    else:
        box.evaluate("n => { n.addEventListener('mouseenter', () => { n.checked = false; }); }")

    def find() -> ElementHandle:
        if not box.is_checked():
            raise SettingError(Reason.UNREADABLE, "it shows something else now")
        return box

    with pytest.raises(SettingError, match="something else now"):
        screen.press(Target(find=find, control=True), "switching off")
    assert box.is_checked() is False
    assert screen.pace.clicks == 0


def test_what_is_drawn_anew_is_found_again(show: Show) -> None:
    screen = show(
        f"<div id=here>{button('go', 'Go on')}</div>"
        "<script>document.getElementById('here').addEventListener('mouseover', () => {"
        " const old = document.getElementById('go');"
        " if (!old.dataset.anew) { const anew = old.cloneNode(true); anew.dataset.anew = 1;"
        " old.replaceWith(anew); } });</script>",
        GO,
    )
    screen.click("go")
    assert pressed(screen) == ["go"]
