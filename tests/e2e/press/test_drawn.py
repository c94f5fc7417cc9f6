"""Controls as component libraries draw them: transparent, covered by their own drawing, or two elements that are one."""

from __future__ import annotations

import pytest

from offswitch.errors import SettingError
from offswitch.screen import Screen, Target
from tests.e2e.pages import Show, pressed

pytestmark = pytest.mark.e2e

USAGE = {"usage": [{"by": "label", "label": "Share usage"}]}
NOTE = "onchange=\"top.pressed.push('usage')\""
CLICK = "onclick=\"top.pressed.push('usage')\""
OVER = "position:absolute;inset:0;width:100%;height:100%;margin:0"
CLEAR = f"{OVER};opacity:0"
PLACED = "position:relative;display:block;width:300px;height:40px"
TRACK = "position:absolute;left:0;top:0;width:44px;height:24px;background:#888"
SMALL = "position:relative;display:inline-block;width:44px;height:24px"

DRAWN = {
    # mantinedev/mantine #8370: no size at all, and a track without words
    "no size, no words": f"<div><label><input type=checkbox aria-label='Share usage' {NOTE}"
    f" style='width:0;height:0;opacity:0;position:absolute'><span aria-hidden=true style='{SMALL};background:#888'>"
    "</span></label></div><p>Share usage</p>",
    "clipped button": f"<div><button role=switch aria-checked=true aria-label='Share usage' {CLICK}"
    f" style='position:absolute;width:1px;height:1px;padding:0;border:0;overflow:hidden'></button>"
    f"<div style='{SMALL};background:#888' onclick='this.previousSibling.click()'></div></div><p>Share usage</p>",
    "beneath a label of nothing": f"<div style='{PLACED}' onclick='this.firstChild.click()'><input type=checkbox {NOTE}"
    f" onclick='event.stopPropagation()' style='{CLEAR};width:56px'><label style='{OVER}'>Share usage</label></div>",
    # VirtoCommerce/vc-frontend #2465: an invisible input over all of its label, but for a link
    "link above it": f"<label style='{PLACED};text-align:center'>Share usage <a href='#x' onclick=\"top.pressed.push('link')\""
    f" style='position:relative;z-index:2;display:block;height:30px'>Learn more</a>"
    f"<input type=checkbox {NOTE} style='{CLEAR};z-index:1'></label>",
    # brave/brave-browser #53357: a label that belongs to nothing
    "label of nothing": f"<div><label>Share usage</label><div role=switch aria-checked=true {CLICK}"
    f" style='{SMALL};background:#888'></div></div>",
    # Semantic-Org/Semantic-UI-React #3683: only the label itself takes a click, not what is in it
    "label that takes no click": f"<div style='{PLACED}'><input type=checkbox id=u {NOTE}"
    f" style='opacity:0;position:absolute;width:17px;height:17px;z-index:3'>"
    "<label for=u onclick='event.preventDefault()'><span>Share usage</span></label></div>",
    # PolymerElements/paper-checkbox #114: the words are slotted into a box that is drawn in a shadow
    "slotted": f"<x-box role=checkbox aria-checked=true {CLICK} style='display:block'>Share usage</x-box><script>"
    "document.querySelector('x-box').attachShadow({mode: 'open'}).innerHTML ="
    " '<div style=\"width:17px;height:17px;background:#888\"></div><slot></slot>'</script>",
    "transparent over its label": f"<label style='{PLACED}'><div>Share usage</div><input type=checkbox {NOTE} style='{CLEAR}'></label>",
    "transparent over its row": f"<div style='{PLACED}'><p>Share usage</p><input type=checkbox {NOTE} style='{CLEAR}'></div>",
    "native in a switch": f"<div role=switch aria-checked=true {CLICK} style='{PLACED}'>Share usage"
    f"<input type=checkbox checked style='{OVER}'></div>",
    "box in a box": f"<label>Share usage <span role=checkbox aria-checked=true style='{SMALL}'>"
    f"<input type=checkbox checked {NOTE} style='{OVER}'></span></label>",
    "slider with a word": f"<div>Share usage <span style='{SMALL}'><input type=checkbox {NOTE} style='{CLEAR}'>"
    f"<span style='{TRACK}' onclick='this.previousSibling.click()'>ON</span></span></div>",
    "no size": f"<div><label for=u>Share usage</label><div style='{SMALL}'><input type=checkbox id=u {NOTE}"
    f" style='width:0;height:0;opacity:0;position:absolute'><label for=u style='{TRACK}'></label></div></div>",
    "behind what is drawn": f"<div>Share usage <div style='{SMALL}' onclick='this.firstChild.click()'>"
    f"<input type=checkbox {NOTE} style='{OVER}' onclick='event.stopPropagation()'><i style='{TRACK}'></i></div></div>",
    "wide track": f"<div><p>Share usage</p><div style='position:relative;width:240px;height:30px'"
    f" onclick='this.firstChild.click()'><input type=checkbox {NOTE} style='{OVER}' onclick='event.stopPropagation()'>"
    "<div style='position:absolute;inset:0;background:#888'>Enabled</div></div></div>",
    "not hit itself": f"<div>Share usage <span style='{SMALL}' onclick='this.firstChild.click()'>"
    f"<input type=checkbox {NOTE} style='{OVER};pointer-events:none' onclick='event.stopPropagation()'></span></div>",
}


def usage(screen: Screen) -> Target:
    (found,) = screen.controls("usage", screen.survey())
    return Target(find=lambda: found.node, control=True)


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawn_control_is_pressed_once(show: Show, name: str) -> None:
    screen = show(f"<h1>Settings</h1>{DRAWN[name]}<p>Sync</p>", USAGE)
    assert screen.survey().shows("Share usage")
    screen.press(usage(screen), "switching off")
    assert pressed(screen) == ["usage"]


BUTTON = "<button style='{}' onclick=\"top.pressed.push('other')\">Partners</button>"
NOT_ITS_OWN = {
    "a button": f"<div><span style='{SMALL}'><input type=checkbox aria-label='Share usage' {NOTE} style='{OVER}'>"
    f"{BUTTON.format(OVER)}</span></div>",
    "a link": f"<div><span style='{SMALL}'><input type=checkbox aria-label='Share usage' {NOTE} style='{OVER}'>"
    f"<a href='#x' style='{TRACK}'>More</a></span></div>",
    "something to press": f"<div><span style='{SMALL}'><input type=checkbox aria-label='Share usage' {NOTE} style='{OVER}'>"
    f"<b tabindex=0 style='{TRACK}'>More</b></span></div>",
    "a button in a switch": f"<div role=switch aria-checked=true {CLICK} style='{PLACED}'>Share usage{BUTTON.format(OVER)}</div>",
    "two boxes in a switch": f"<div role=switch aria-checked=true {CLICK} style='{PLACED}'>Share usage"
    f"<input type=checkbox style='{OVER};width:50%'><input type=checkbox style='{OVER};left:50%;width:50%'></div>",
    "what holds another control": f"<div style='{PLACED}'><div>Share usage <input type=checkbox {NOTE}></div>"
    f"<label>Sync <input type=checkbox></label><div style='{OVER};background:#fff'>Loading</div></div>",
    "a veil over the page": f"<div>Share usage <input type=checkbox {NOTE}></div>"
    "<div style='position:fixed;inset:0;background:#fff'>Welcome</div>",
}


@pytest.mark.parametrize("name", NOT_ITS_OWN)
def test_what_is_not_its_own_is_not_pressed(show: Show, name: str) -> None:
    screen = show(f"<h1>Settings</h1>{NOT_ITS_OWN[name]}<p>Sync</p>", USAGE)
    with pytest.raises(SettingError, match="lies over"):
        screen.press(usage(screen), "switching off")
    assert pressed(screen) == []


FIELD = (
    "<input role=combobox value='' aria-label=Who style='border:0;padding:0;width:{}px;opacity:{}'>"
)
FIELDS = {
    "overlaid": "<div {} style='border:1px solid;width:200px'><div class=value>Everyone</div>"
    + FIELD.format(2, 1)
    + "</div>",
    "transparent": "<div {} style='border:1px solid;width:200px;position:relative'><span style='position:absolute;inset:0'>"
    + FIELD.format(190, 0)
    + "</span><span style='position:relative'>Everyone</span></div>",
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_s_box_opens_its_menu(show: Show, name: str) -> None:
    screen = show(f"<h1>Settings</h1>{FIELDS[name].format(CLICK)}<p>Sync</p>")
    (found,) = screen.survey().controls
    screen.press(Target(find=lambda: found.node, control=True), "opening")
    assert pressed(screen) == ["usage"]
