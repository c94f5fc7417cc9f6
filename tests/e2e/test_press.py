"""One gate for every click: it hits what was read, what is under the pointer, and what the plan names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import ElementHandle

from offswitch.browser.launch import Launched
from offswitch.engine.switching import refuse_destructive_dialog
from offswitch.errors import SettingError
from offswitch.model.lexicon import Lexicon, Words
from offswitch.model.words import Reason
from offswitch.screen import Screen, Target
from tests.e2e.pages import Show, button, by_role, frame, pressed, shown

pytestmark = pytest.mark.e2e

GO = {"go": by_role("button", "Go on")}
COVER = "position:fixed;left:0;top:0;width:100%;height:100%;z-index:9;background:#fffc"
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


@pytest.fixture(scope="module")
def show(local_browser: Launched) -> Iterator[Show]:
    with shown(local_browser) as showing:
        yield showing


def control(screen: Screen, css: str) -> Target:
    def find() -> ElementHandle:
        found = [f.query_selector(css) for f in screen.page.frames]
        return next(node for node in found if node is not None)

    return Target(find=find, control=True)


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
@pytest.mark.parametrize("depth", [1, 2])
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


# What a step may be


def step(screen: Screen) -> SettingError | None:
    try:
        screen.click("go", 0)
    except SettingError as error:
        return error
    return None


BY_TEXT = {"go": [{"by": "text", "value": "Go on"}]}
BY_HREF = {"go": [{"by": "href", "value": "/next"}]}
BY_ID = {"go": [{"by": "attribute", "attribute": "id", "value": "go"}]}
LINK = '<a href="/next" onclick="pressed.push(\'go\'); return false">{}</a>'


@pytest.mark.parametrize(
    ("elements", "body"),
    [
        (BY_ID, button("go", "Accept all")),
        (BY_ID, button("go", "OK, allow and close")),
        (BY_ID, button("go", "Weiter und zustimmen")),
        (BY_ID, button("go", "同意する")),
        (BY_ID, button("go", "Delete my account")),
        (BY_ID, button("go", "Konto löschen")),
        (BY_ID, button("go", "<img alt='Accept all' width=40 height=20>")),
        (BY_ID, "<input type=submit id=go value='Turn on' onclick='pressed.push(this.id)'>"),
        (GO, button("go", "Accept all", "aria-label='Go on'")),
        (GO, button("go", "Go on", "title='Turn on ads'")),
        (BY_HREF, LINK.format("Allow partners")),
        (BY_HREF, LINK.format("<div>Leave group</div><div>Go on</div>")),
        (BY_TEXT, button("go", "<span>Go on</span> <span>and accept all</span>")),
        (BY_TEXT, LINK.format("<div>Allow all</div><div>Go on</div>")),
    ],
)
def test_a_step_that_grants_or_destroys_is_not_pressed(
    show: Show, elements: dict[str, Any], body: str
) -> None:
    screen = show(body, elements)
    error = step(screen)
    assert error
    assert error.reason is Reason.UNEXPECTED_DIALOG
    assert pressed(screen) == []


@pytest.mark.parametrize(
    ("elements", "body"),
    [
        ({"go": by_role("button", "Clear history")}, button("go", "Clear history")),
        ({"go": by_role("button", "Turn on")}, button("go", "Turn on")),
        (GO, button("go", "Go on")),
        (BY_ID, button("go", "Don't allow")),
        (BY_ID, button("go", "Only allow essential cookies")),
        (BY_HREF, LINK.format("<div>Partners</div><div>Allow them to see it</div>")),
    ],
)
def test_a_step_is_pressed_under_its_own_words(
    show: Show, elements: dict[str, Any], body: str
) -> None:
    screen = show(body, elements)
    assert step(screen) is None
    assert pressed(screen) == ["go"]


def test_own_words_count_in_the_language_of_the_page(show: Show) -> None:
    lexicon = Lexicon({"de": {"clear history": Words(("Verlauf löschen",))}})
    elements = {"go": by_role("button", "Clear history")}
    screen = show(button("go", "Verlauf löschen"), elements, language="de", lexicon=lexicon)
    assert step(screen) is None
    assert pressed(screen) == ["go"]


def test_only_its_own_words_are_meant(show: Show) -> None:
    elements = {"go": [*by_role("button", "Clear history"), *BY_ID["go"]]}
    screen = show(button("go", "Clear history and allow ads"), elements)
    error = step(screen)
    assert error
    assert "allow" in error.message
    assert "clear" not in error.message
    assert pressed(screen) == []


NOTED = "onclick=\"pressed.push('state')\""


@pytest.mark.parametrize(
    ("elements", "body"),
    [
        (BY_ID, f"<input type=checkbox id=go {NOTED}>"),
        (BY_ID, f"<input type=radio id=go {NOTED}>"),
        (BY_ID, f"<div role=switch id=go {NOTED}>Go on</div>"),
        (BY_ID, f"<div role=menuitemcheckbox id=go {NOTED}>Go on</div>"),
        (BY_ID, f"<select id=go {NOTED}><option>Go on</select>"),
        (BY_ID, f"<div role=combobox id=go {NOTED}>Go on</div>"),
        (GO, f"<button aria-pressed=false {NOTED}>Go on</button>"),
        (GO, f"<div role=switch {NOTED}><button>Go on</button></div>"),
        (GO, f"<button {NOTED}>Go on <span role=checkbox></span></button>"),
        (BY_TEXT, f"<label>Go on <input type=checkbox {NOTED}></label>"),
        (BY_TEXT, f"<label for=box>Go on</label><input type=checkbox id=box {NOTED}>"),
        (
            BY_TEXT,
            f"<div style='cursor:pointer' {NOTED}><b>Go on</b> <i role=switch>x</i></div>",
        ),
        (
            BY_TEXT,
            f"<button {NOTED}><span>Go on</span><input type=checkbox aria-label=x></button>",
        ),
    ],
)
def test_a_control_with_a_state_is_not_used_as_a_step(
    show: Show, elements: dict[str, Any], body: str
) -> None:
    screen = show(body, elements)
    error = step(screen)
    assert error
    assert error.reason is Reason.AMBIGUOUS
    assert pressed(screen) == []


@pytest.mark.parametrize(
    "body",
    [
        f"<label><input type=checkbox> I read the {LINK.format('terms')}</label>",
        f"<label><input type=checkbox> Go {button('go', 'on')}</label>",
    ],
)
def test_a_link_inside_a_label_is_pressed(show: Show, body: str) -> None:
    screen = show(body, BY_HREF if "href" in body else BY_ID)
    assert step(screen) is None
    assert pressed(screen) == ["go"]
    assert screen.page.is_checked("input") is False


@pytest.mark.parametrize("where", [str, frame])
def test_a_dialog_that_destroys_is_not_confirmed(show: Show, where: Callable[[str], str]) -> None:
    dialog = "<div role=dialog><h2>Delete your account?</h2><button>Confirm</button></div>"
    screen = show(where(dialog))
    with pytest.raises(SettingError, match="deleting"):
        refuse_destructive_dialog(screen.survey())


def test_what_puts_a_dialog_away_grants_nothing(show: Show) -> None:
    screen = show(
        f"<dialog open><h2>Offer</h2>{button('go', 'Accept all', 'aria-label=Later')}</dialog>",
        {"later": by_role("button", "Later")},
        interruptions={"offer": {"visible": "later", "title": "Offer", "dismiss": "later"}},
    )
    with pytest.raises(SettingError, match="accept"):
        screen.settle()
    assert pressed(screen) == []


def test_a_dialog_that_goes_away_by_itself_is_left_alone(show: Show) -> None:
    screen = show(
        "<button style='margin:60px'>Elsewhere</button>"
        f"<dialog open><h2>Offer</h2>{button('go', 'Later')}</dialog>"
        "<script>document.getElementById('go').addEventListener('mouseenter', () => {"
        " document.querySelector('dialog').remove(); });</script>",
        {"later": by_role("button", "Later")},
        interruptions={"offer": {"visible": "later", "title": "Offer", "dismiss": "later"}},
    )
    assert screen.settle() is False
    assert pressed(screen) == []


# Menus

LIST = """
<div role=combobox id=menu tabindex=0 aria-expanded=false ATTRS
  onclick="pressed.push('menu'); const open = this.ariaExpanded === 'true';
    this.ariaExpanded = String(!open); document.getElementById('own').hidden = open">Everything</div>
<div role=listbox id=own hidden>OWN</div>
"""
OTHER = "<div role=listbox id=theirs>THEIRS</div>"


def option(id_: str, text: str = "Nothing", more: str = "") -> str:
    return f"<div role=option id={id_} onclick='pressed.push(this.id)' {more}>{text}</div>"


def menu(own: str, attrs: str = "", theirs: str = "") -> str:
    return LIST.replace("OWN", own).replace("ATTRS", attrs) + OTHER.replace("THEIRS", theirs)


def choose(screen: Screen, css: str = "#menu") -> SettingError | None:
    try:
        screen.choose(control(screen, css), ["Nothing", "None"], "switching off")
    except SettingError as error:
        return error
    return None


CONTROLS = "aria-controls=own"


@pytest.mark.parametrize("attrs", ["", CONTROLS, "aria-owns=own"])
@pytest.mark.parametrize("theirs", ["", option("wrong")])
def test_an_option_of_the_list_that_the_menu_opened_is_pressed(
    show: Show, attrs: str, theirs: str
) -> None:
    screen = show(menu(option("all", "Everything") + option("none"), attrs, theirs))
    assert choose(screen) is None
    assert pressed(screen) == ["menu", "none"]


@pytest.mark.parametrize("attrs", ["", CONTROLS])
@pytest.mark.parametrize(
    ("own", "theirs", "reason"),
    [
        (option("all", "Everything"), option("wrong"), Reason.NOT_FOUND),
        (option("a") + option("b"), "", Reason.AMBIGUOUS),
        (option("a") + option("b", "None"), "", Reason.AMBIGUOUS),
        (option("a", more="aria-disabled=true"), "", Reason.NOT_FOUND),
    ],
    ids=["another list", "twice", "by two names", "disabled"],
)
def test_no_option_is_pressed_that_is_not_the_one(
    show: Show, attrs: str, own: str, theirs: str, reason: Reason
) -> None:
    screen = show(menu(own, attrs, theirs))
    error = choose(screen)
    assert error
    assert error.reason is reason
    assert pressed(screen) == ["menu"]


@pytest.mark.parametrize("attrs", ["", CONTROLS])
def test_a_menu_that_is_open_is_not_pressed_again(show: Show, attrs: str) -> None:
    opened = menu(option("none"), attrs).replace("=false", "=true").replace("hidden>", ">")
    screen = show(opened.replace(OTHER.replace("THEIRS", ""), ""))
    assert choose(screen) is None
    assert pressed(screen) == ["none"]


def test_the_list_that_the_menu_names_is_its_own(show: Show) -> None:
    both = menu(option("none"), CONTROLS, option("wrong")).replace("id=theirs", "id=theirs hidden")
    screen = show(
        both.replace(".hidden = open", ".hidden = document.getElementById('theirs').hidden = open")
    )
    assert choose(screen) is None
    assert pressed(screen) == ["menu", "none"]


@pytest.mark.parametrize("own", [option("none"), option("all", "Everything")])
def test_with_two_open_lists_neither_is_guessed(show: Show, own: str) -> None:
    opened = menu(own, "", option("wrong")).replace("=false", "=true")
    screen = show(opened.replace("hidden>", ">"))
    assert choose(screen)
    assert pressed(screen) == []


def native(options: str, more: str = "") -> str:
    return f"<select id=menu {more}><option value=all>Everything</option>{options}</select>"


def test_a_native_option_is_chosen(show: Show) -> None:
    screen = show(native("<option value=none>Nothing</option>"))
    assert choose(screen) is None
    assert screen.page.input_value("#menu") == "none"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (native(""), Reason.NOT_FOUND),
        (native("<option disabled>Nothing</option>"), Reason.NOT_FOUND),
        (native("<optgroup disabled><option>Nothing</option></optgroup>"), Reason.NOT_FOUND),
        (native("<option>Nothing</option><option>Nothing</option>"), Reason.AMBIGUOUS),
        (native("<option>Nothing</option><option>None</option>"), Reason.AMBIGUOUS),
        (
            native("<option>Nothing</option>") + f"<div style='{COVER}'>Wait</div>",
            Reason.UNEXPECTED_DIALOG,
        ),
    ],
    ids=["none", "disabled", "disabled group", "twice", "by two names", "covered"],
)
def test_a_native_menu_passes_the_same_gate(show: Show, body: str, reason: Reason) -> None:
    screen = show(body)
    error = choose(screen)
    assert error
    assert error.reason is reason
    assert screen.page.input_value("#menu") == "all"


def test_a_native_menu_that_changed_is_left_alone(show: Show) -> None:
    screen = show(native("<option value=none>Nothing</option>"))
    node = screen.page.query_selector("#menu")
    assert node
    node.evaluate(
        "n => n.addEventListener('mouseenter', () => { n.add(new Option('Other', 'x'), 0); n.value = 'x'; })"
    )

    def find() -> ElementHandle:
        if node.input_value() != "all":
            raise SettingError(Reason.UNREADABLE, "it shows something else now")
        return node

    with pytest.raises(SettingError, match="something else now"):
        screen.choose(Target(find=find, control=True), ["Nothing"], "switching off")
    assert node.input_value() == "x"
