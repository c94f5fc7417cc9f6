"""Pointing at a control with Shift held, where other tools' element pickers are known to fail.

Each page is drawn from a public bug report, which stands beside it. What is pointed at is named, or nothing is; the page
never gets anything of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.screen import Click, Clicks

pytestmark = pytest.mark.e2e

Show = Callable[[str], tuple[Page, Clicks]]
NAME = "Use my data"
SWITCH = f'<button role="switch" aria-checked="true" id="it">{NAME}</button>'
LISTENS = """<script>
window.heard = [];
for (const name of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "change"])
    for (const phase of [true, false]) addEventListener(name, event => heard.push(event.type), phase);
</script>"""
COVERED = f"""{SWITCH}
<div style="position:fixed;inset:0;pointer-events:none;background:rgba(255,0,0,.1)"></div>"""
STOPPED = f"""<script>
for (const name of ["pointerdown", "mousedown", "click"])
    document.addEventListener(name, event => event.stopImmediatePropagation(), true);
</script>{SWITCH}"""
WITHOUT_CLICK = f"""{SWITCH}<script>
it.onmousedown = () => it.setAttribute("aria-checked", "false");
</script>"""
IN_A_FRAME = f"""<iframe srcdoc="<!doctype html>{SWITCH.replace('"', "'")}" width="400"></iframe>"""
IN_A_SHADOW = f"""<div id="host"></div><script>
host.attachShadow({{ mode: "open" }}).innerHTML = `{SWITCH.replace(NAME, f"<b>{NAME}</b>")}`;
</script>"""
UNDER_THE_POINTER = f"""<style>#it {{ visibility: hidden }} #row:hover #it {{ visibility: visible }}</style>
<div id="row" style="padding:40px">Privacy {SWITCH}</div>"""
NATIVE = f'<label><input type="checkbox" checked id="it"> {NAME}</label>'
NATIVE_LIST = f"""<label for="it">{NAME}</label>
<select id="it"><option>Everyone<option>Nobody</select>"""
DISABLED = f'<label><input type="checkbox" checked disabled id="it"> {NAME}</label>'


@pytest.fixture
def show(local_browser: Launched) -> Iterator[Show]:
    tab = local_browser.tab(None, Guard(Fence(hosts=frozenset())))
    clicks = Clicks(tab.page)

    def shown(body: str) -> tuple[Page, Clicks]:
        tab.page.goto(f"data:text/html,<!doctype html>{quote(LISTENS + body)}")
        return tab.page, clicks

    yield shown
    tab.close()


def point(page: Page, *, at: str = "#it") -> None:
    """Move there as a hand does, and click with Shift held."""
    frame = page.frames[-1]
    box = frame.locator(at).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.keyboard.down("Shift")
    page.mouse.down()
    page.mouse.up()
    page.keyboard.up("Shift")
    page.wait_for_timeout(300)


def named(click: Click) -> str:
    return click.control or click.label


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(COVERED, id="under-a-layer-that-no-pointer-hits"),  # getpaseo/paseo#3190
        pytest.param(STOPPED, id="on-a-page-that-stops-every-event"),  # browser-automation/cba#77
        pytest.param(
            WITHOUT_CLICK, id="that-acts-before-the-click"
        ),  # SeleniumHQ/selenium-ide#1511
        pytest.param(IN_A_FRAME, id="in-a-frame"),  # uBlock-LLC/uBlock#88
        pytest.param(IN_A_SHADOW, id="in-a-shadow-root"),  # liriliri/eruda#528
        pytest.param(
            UNDER_THE_POINTER, id="that-only-the-pointer-brings-out"
        ),  # gorhill/uBlock#2000
        pytest.param(NATIVE, id="of-the-browser"),
        pytest.param(NATIVE_LIST, id="whose-list-the-browser-draws"),
        pytest.param(DISABLED, id="that-is-disabled"),  # getpaseo/paseo#3190
    ],
)
def test_a_control_is_named(show: Show, body: str) -> None:
    page, clicks = show(body)
    before = page.frames[-1].locator("#it").evaluate("it => [it.outerHTML, it.checked, it.value]")
    point(page)
    after = page.frames[-1].locator("#it").evaluate("it => [it.outerHTML, it.checked, it.value]")
    assert [named(click) for click in clicks.pointed] == [NAME]
    assert (clicks.noted, page.evaluate("heard"), after) == ([], [], before)


@pytest.mark.parametrize(
    "words",
    [f'<div id="words">{NAME}</div>', '<div><b id="words">Use</b> my <i>data</i></div>'],
    ids=["as-a-whole", "in-parts"],
)
def test_the_words_that_stand_beside_it_are_told(show: Show, words: str) -> None:
    page, clicks = show(f'<div>{words}<div>Why</div></div><div role="switch" id="it">.</div>')
    point(page, at="#words")
    assert [(named(click), click.words) for click in clicks.pointed] == [("", NAME)]


def test_a_link_opens_no_window(show: Show) -> None:
    """A click with Shift held opens a link in a new window (getsentry/sentry-javascript#8648)."""
    page, clicks = show('<ul><li><a href="about:blank" id="it">Ad preferences</a></ul>')
    point(page)
    assert [click.label for click in clicks.pointed] == ["Ad preferences"]
    assert (len(page.context.pages), page.url.startswith("data:")) == (1, True)


def test_the_text_up_to_it_is_not_selected(show: Show) -> None:
    """Nor dragged (mozilla-services/screenshots#2049)."""
    page, _ = show(f'<p>Some words before it</p><p id="it">{NAME}</p>')
    page.click("p")
    point(page)
    assert not page.evaluate("String(getSelection())")


def test_what_lies_over_it_is_not_taken_for_it(show: Show) -> None:
    """A layer that the pointer does hit stands for nothing under it (uBlockOrigin/uBlock-issues#2346)."""
    page, clicks = show(f'{SWITCH}<div style="position:fixed;inset:0"></div>')
    point(page)
    assert [named(click) for click in clicks.pointed] == [""]


def test_what_is_in_a_closed_shadow_root_is_not_guessed(show: Show) -> None:
    """A picker that takes the host for it points at the wrong one (dcc123456/browser-copilot#4)."""
    page, clicks = show(
        IN_A_SHADOW.replace("open", "closed").replace("<div id", "<p>Other</p><div id")
    )
    point(page, at="#host")
    assert [named(click) for click in clicks.pointed] == [""]


def test_a_key_that_is_pressed_after_pointing_is_the_page_s(show: Show) -> None:
    page, clicks = show(f'{SWITCH}<button id="on">Continue</button>')
    point(page)
    page.evaluate("heard.length = 0")
    page.focus("#on")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert "click" in page.evaluate("heard")
    assert [click.label for click in clicks.noted] == ["Continue"]
    assert len(clicks.pointed) == 1
