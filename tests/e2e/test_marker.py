"""What a person who watches sees: an outline and a few words, in the right place and covering nothing that matters.

Where a situation was reported for another tool that draws over pages, the report is named.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import ElementHandle, Error, FloatRect, Page

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.screen import Screen, Target
from offswitch.screen.marker import mark
from offswitch.screen.survey import survey
from offswitch.screen.unreadable import has_closed_shadow_root
from tests.e2e.pages import Show, frame, shown

pytestmark = pytest.mark.e2e

OUTLINE, CAPTION = "#e4570c", "#9a3412"
"""The marker's colors; the pages have none of them."""
HIDDEN = (0, 0, 0, 0)
SWITCH = (
    '<button id="switch" role="switch" aria-checked="true" style="width:48px;height:26px"></button>'
)
ROW = f'<div id="row" style="display:flex;gap:12px;padding:12px"><span>Use my data for research</span>{SWITCH}</div>'
_BOXES = """async ([png, colors]) => {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  return colors.map((color) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
    const box = { left: 1e9, top: 1e9, right: 0, bottom: 0 };
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] !== r || data[at + 1] !== g || data[at + 2] !== b) continue;
      const x = (at / 4) % image.width, y = Math.floor(at / 4 / image.width);
      box.left = Math.min(box.left, x); box.top = Math.min(box.top, y);
      box.right = Math.max(box.right, x + 1); box.bottom = Math.max(box.bottom, y + 1);
    }
    return box.right ? [box.left, box.top, box.right, box.bottom] : [0, 0, 0, 0];
  });
}"""
_WORDS = """(node) => {
  const range = document.createRange(), walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const found = [...node.querySelectorAll('button,input')].map((n) => n.getBoundingClientRect());
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    found.push(...range.getClientRects());
  }
  return found.map(({ left, top, right, bottom }) => [left, top, right, bottom]);
}"""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Drawn:
    """What a screenshot has of the marker: left, top, right, and bottom of each part."""

    outline: Box
    caption: Box

    def is_around(self, box: Box, by: float = 14) -> bool:
        """Whether the outline goes around a box, close to it."""
        left, top, right, bottom = (abs(a - b) for a, b in zip(self.outline, box, strict=True))
        outside = (
            self.outline[0] <= box[0] + 1
            and self.outline[1] <= box[1] + 1
            and self.outline[2] >= box[2] - 1
            and self.outline[3] >= box[3] - 1
        )
        return outside and max(left, top, right, bottom) <= by


@pytest.fixture(scope="module")
def show(local_browser: Launched) -> Iterator[Show]:
    with shown(local_browser) as showing:
        yield showing


@pytest.fixture(scope="module")
def drawn(local_browser: Launched) -> Iterator[Callable[[Page], Drawn]]:
    """Look at a page's pixels, in a page of its own that no policy of the other reaches."""
    tab = local_browser.tab(None, Guard(Fence(hosts=frozenset())))

    def look(page: Page) -> Drawn:
        png = base64.b64encode(page.screenshot()).decode()
        outline, caption = tab.page.evaluate(_BOXES, [png, [OUTLINE, CAPTION]])
        return Drawn(tuple(outline), tuple(caption))

    yield look
    tab.close()


Look = Callable[[Page], Drawn]


def there(screen: Screen, css: str = "#switch") -> ElementHandle:
    """Find an element in any frame; one may still be loading, and one of the page before going away."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for each in screen.page.frames:
            with suppress(Error):
                if (node := each.query_selector(css)) is not None:
                    return node
        screen.page.wait_for_timeout(50)
    raise AssertionError(css)


def box_of(node: ElementHandle) -> Box:
    box = node.bounding_box()  # of the window, whatever frame it is in
    assert box is not None
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def markers(page: Page) -> int:
    count = "() => document.querySelectorAll('[data-offswitch-marker]').length"
    return sum(frame.evaluate(count) for frame in page.frames)


def framed(body: str, more: str = "") -> str:
    style = "width:600px;height:240px;margin:30px;border:5px solid #ccc"
    return frame(body, style).replace("<iframe", f"<iframe {more}")


# Where it is drawn

SANDBOX = 'sandbox="allow-scripts"'
PLACES = {
    "the page": ROW,
    "a frame": framed(ROW),
    "a frame of another origin": framed(ROW, SANDBOX),
    "a frame in a frame": framed(framed(ROW)),
    "a frame in a frame of another origin": framed(framed(ROW, SANDBOX)),
    "a frame of another origin in one": framed(framed(ROW), SANDBOX),
    "a frame that is scaled": f'<div style="transform:scale(.8);transform-origin:0 0">{framed(ROW)}</div>',
}


@pytest.mark.parametrize("body", PLACES.values(), ids=PLACES.keys())
def test_it_is_drawn_around_the_element_and_leaves_nothing(
    show: Show, drawn: Look, body: str
) -> None:
    screen = show(f'<body style="margin:0;padding:60px">{body}</body>')
    mark(screen.page, there(screen), "switching off")
    seen = drawn(screen.page)
    assert seen.is_around(box_of(there(screen))), (seen, box_of(there(screen)))
    assert seen.caption != HIDDEN
    mark(screen.page, None, "")
    assert markers(screen.page) == 0
    assert drawn(screen.page) == Drawn(HIDDEN, HIDDEN)


AWKWARD = {
    # react/react #36904: an overlay is off by the page's own zoom.
    "the page is zoomed": "<style>html { zoom: 0.8 }</style>",
    "the page is enlarged": "<style>body { zoom: 1.3 }</style>",
    # recogito/text-annotator-js #112: fixed places are counted from a part that is transformed.
    "the page is transformed": "<style>html { transform: translate(40px, 20px) }</style>",
    "the page has a filter": "<style>html { filter: grayscale(1) opacity(.9) }</style>",
    "the page styles every part": "<style>*, [popover] { transform: scale(.5) !important; margin: 40px !important }"
    " #row, #row *, body, html { transform: none !important; margin: 0 !important } div { display: none }"
    " #row { display: flex !important } :popover-open { opacity: 0.1 !important } </style>",
    "the page is a grid": "<style>html { display: grid; grid-template-rows: auto; gap: 50px }</style>",
}


@pytest.mark.parametrize("style", AWKWARD.values(), ids=AWKWARD.keys())
def test_what_a_page_does_to_its_root_moves_and_shifts_nothing(
    show: Show, drawn: Look, style: str
) -> None:
    screen = show(f'<body style="margin:0;padding:60px">{style}{ROW}</body>')
    places = """() => [...document.querySelectorAll('body, body *')].map((n) => JSON.stringify(n.getBoundingClientRect()))
      .concat(document.documentElement.scrollHeight, document.documentElement.scrollWidth)"""
    before = screen.page.evaluate(places)
    mark(screen.page, there(screen), "reading")
    assert screen.page.evaluate(places) == before
    seen = drawn(screen.page)
    assert seen.is_around(box_of(there(screen))), (seen, box_of(there(screen)))
    assert seen.caption != HIDDEN


def test_it_lies_above_a_modal_dialog_and_leaves_focus_and_popovers_alone(
    show: Show, drawn: Look
) -> None:
    # microsoft/playwright #28944: an overlay is hidden behind the browser's top layer.
    # microsoft/playwright #36698, its example: a rule for every ::backdrop also meets an overlay's own.
    screen = show(
        "<style>::backdrop { background: #00f; opacity: .9 }</style>"
        f"<dialog id=ask style='margin:120px'>{ROW}<button id=keep popovertarget=tip>Keep</button>"
        "<div popover id=tip>A tip</div></dialog>"
    )
    page = screen.page
    page.evaluate(
        "async () => { ask.showModal(); tip.showPopover(); keep.focus(); window.toggled = [];"
        " await new Promise((done) => setTimeout(done, 100));"
        " for (const kind of ['beforetoggle', 'toggle', 'close', 'blur', 'focus'])"
        "   for (const node of [ask, tip, keep]) node.addEventListener(kind, (e) => toggled.push(kind + node.id)); }"
    )
    clip: FloatRect = {"x": 700, "y": 500, "width": 50, "height": 50}
    behind = page.screenshot(clip=clip)
    mark(page, there(screen), "switching off")
    seen = drawn(page)
    assert seen.is_around(box_of(there(screen)))
    assert seen.caption != HIDDEN
    assert page.screenshot(clip=clip) == behind, "the marker has a backdrop of its own"
    told = page.evaluate(
        "() => [ask.open, tip.matches(':popover-open'), document.activeElement.id, toggled]"
    )
    assert told == [True, True, "keep", []]
    mark(page, None, "")
    assert page.evaluate("() => [ask.open, tip.matches(':popover-open'), toggled]") == [
        True,
        True,
        [],
    ]


def test_it_comes_above_a_dialog_that_was_opened_later(show: Show, drawn: Look) -> None:
    # microsoft/playwright #42629: what is promoted once is hidden by the next dialog.
    screen = show(f"<p>Before</p><dialog id=ask style='margin:120px'>{ROW}</dialog>")
    mark(screen.page, screen.page.query_selector("p"), "opening")
    screen.page.evaluate("() => ask.showModal()")
    mark(screen.page, there(screen), "switching off")
    assert markers(screen.page) == 1
    assert drawn(screen.page).is_around(box_of(there(screen)))


@pytest.mark.parametrize(
    "policy",
    ["default-src 'none'; script-src 'unsafe-inline'", "require-trusted-types-for 'script'"],
)
def test_a_strict_policy_on_the_page_does_not_get_in_the_way(
    show: Show, drawn: Look, policy: str
) -> None:
    screen = show("")
    said: list[str] = []
    screen.page.on("console", lambda message: said.append(message.text))
    screen.page.set_content(
        f'<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="{policy}">'
        "</head><body><p><br><br><br><button id=switch>Turn off</button></p></body></html>"
    )
    mark(screen.page, there(screen), "switching off")
    seen = drawn(screen.page)
    assert seen.is_around(box_of(there(screen)))
    assert seen.caption != HIDDEN
    screen.page.goto("about:blank")  # the policy would go on for what is shown next
    assert said == []


# Scrolling

SCROLLER = (
    "<p style='margin:40px'>Above</p><div id=list style='height:200px;width:500px;overflow:auto'>"
    f"<div style='height:500px'></div>{ROW}<div style='height:500px'></div></div><p>Below</p>"
)


def test_nothing_is_outlined_where_the_element_is_scrolled_out_of_its_list(
    show: Show, drawn: Look
) -> None:
    # usablica/intro.js #2033: an empty place is highlighted, for the element is hidden behind its list.
    screen = show(SCROLLER)
    mark(screen.page, there(screen), "reading")
    assert drawn(screen.page) == Drawn(HIDDEN, HIDDEN)


def test_it_follows_the_element_in_a_list_that_is_scrolled(show: Show, drawn: Look) -> None:
    # usablica/intro.js #855: the element and its note become disconnected.
    screen = show(SCROLLER)
    screen.page.evaluate("() => { list.scrollTop = 400; }")
    mark(screen.page, there(screen), "reading")
    assert drawn(screen.page).is_around(box_of(there(screen)))
    screen.page.evaluate("() => { list.scrollTop = 450; }")
    screen.page.wait_for_timeout(100)
    assert drawn(screen.page).is_around(box_of(there(screen)))
    screen.page.evaluate("() => { list.scrollTop = 0; }")
    screen.page.wait_for_timeout(100)
    assert drawn(screen.page) == Drawn(HIDDEN, HIDDEN)


def test_what_is_about_to_be_pressed_is_in_view_with_its_outline(show: Show, drawn: Look) -> None:
    screen = show(SCROLLER)
    screen.show, screen.pace = True, Pace(pause=(0.1, 0.1))
    seen: list[bool] = []

    def find() -> ElementHandle:
        node = there(screen)
        seen.append(drawn(screen.page).is_around(box_of(node)))
        return node

    screen.press(Target(find=find, control=True), "switching off")
    assert seen[0] is False, "nothing was marked yet"
    assert len(seen) > 1
    assert all(seen[1:]), "the outline was not there when the element was found again"
    assert markers(screen.page) == 0


# What it must not lie over

SPACES = {
    "at the top": f'<body style="margin:0">{ROW}</body>',
    "at the bottom": f'<body style="margin:0"><div style="position:fixed;bottom:0">{ROW}</div></body>',
    "in the lower right corner": f'<body><div style="position:fixed;bottom:0;right:0">{ROW}</div></body>',
    "with its words above": f'<div id=row style="padding:90px 40px 0"><p>Use my data for research</p>{SWITCH}</div>',
    "with its words below": f'<div id=row style="padding:9px"><div>{SWITCH}</div>Use my data<br>for research</div>',
    "with its words all around": "<div id=row style='width:400px;padding:200px 60px'>"
    + "Use my data for research. " * 12
    + SWITCH
    + " And for more than that." * 12
    + "</div>",
    "as wide as the window": "<div id=row style='display:flex;justify-content:space-between;padding:60px 0'>"
    f"<span>Use my data for research</span>{SWITCH}</div>",
    "in a frame that it fills": '<body style="margin:0">'
    + frame(f"<body style='margin:0'>{ROW}</body>", "width:100vw;height:100vh;border:0"),
    "in a low frame": framed(ROW).replace("height:240px", "height:60px"),
}


@pytest.mark.parametrize("body", SPACES.values(), ids=SPACES.keys())
def test_the_words_lie_beside_the_row_and_within_the_window(
    show: Show, drawn: Look, body: str
) -> None:
    screen = show(body)
    node = there(screen)
    mark(screen.page, node, "switching off")
    seen = drawn(screen.page)
    size = screen.page.viewport_size
    assert size is not None
    assert seen.caption != HIDDEN
    left, top, right, bottom = seen.caption
    assert left >= 0
    assert top >= 0
    assert right <= size["width"]
    assert bottom <= size["height"]
    inner, outer = node.bounding_box(), node.evaluate("n => n.getBoundingClientRect().toJSON()")
    assert inner is not None
    by = inner["x"] - outer["x"], inner["y"] - outer["y"]
    words = there(screen, "#row").evaluate(_WORDS)
    assert len(words) > 1
    for x0, y0, x1, y1 in words:
        word = (x0 + by[0], y0 + by[1], x1 + by[0], y1 + by[1])
        assert not meet(seen.caption, word), (seen.caption, word)


def test_other_words_stay_free_where_there_is_room(show: Show, drawn: Look) -> None:
    screen = show(
        "<p id=above style='margin:30px 0 0'>Above there is something to read, and it goes on and on</p>"
        f"{ROW}<p style='margin-top:90px'>Below</p>"
    )
    mark(screen.page, there(screen), "reading")
    seen = drawn(screen.page)
    assert seen.caption != HIDDEN
    assert not meet(seen.caption, box_of(there(screen, "#above")))


def test_what_is_behind_a_dialog_does_not_suppress_the_words(show: Show, drawn: Look) -> None:
    line = "It goes on and on from side to side, and over it. " * 8
    behind = f"<p style='margin:0;white-space:nowrap'>{line}</p>" * 60
    row = ROW.replace("padding:12px", "padding:0")
    screen = show(
        f"{behind}<dialog id=ask style='width:330px'>{line}{row}{line}<button>Go</button></dialog>"
    )
    screen.page.evaluate("() => ask.showModal()")
    mark(screen.page, there(screen), "reading")
    seen = drawn(screen.page)
    left, top, right, bottom = seen.outline
    assert meet(seen.caption, (left - 20, top - 20, right + 20, bottom + 20)), seen


def test_there_are_no_words_if_there_is_no_room(show: Show, drawn: Look) -> None:
    words = "Use my data for research. " * 700
    screen = show(f"<body style='margin:0'><div id=row>{SWITCH}{words}</div></body>")
    mark(screen.page, there(screen), "reading")
    seen = drawn(screen.page)
    assert seen.outline != HIDDEN
    assert seen.caption == HIDDEN


def test_a_control_that_is_hidden_behind_its_label_is_outlined_by_its_label(
    show: Show, drawn: Look
) -> None:
    screen = show(
        "<p style='padding:60px'><input type=checkbox id=switch style='position:absolute;left:-9999px'>"
        "<label for=switch id=label style='display:inline-block;padding:6px'>Research</label></p>"
    )
    mark(screen.page, there(screen), "reading")
    assert drawn(screen.page).is_around(box_of(there(screen, "#label")))


# What it must not be taken for


def test_it_does_not_count_as_an_unreadable_part_of_the_page(show: Show) -> None:
    screen = show(ROW + framed(ROW))
    before = survey(screen.page)
    mark(screen.page, there(screen), "searching")
    assert not has_closed_shadow_root(screen.page)
    assert survey(screen.page).lines == before.lines
    closed = "n => { n.attachShadow({ mode: 'closed' }).innerHTML = '<button>Secret</button>'; }"
    screen.page.evaluate_handle(
        "() => document.body.appendChild(document.createElement('div'))"
    ).evaluate(closed)
    assert has_closed_shadow_root(screen.page), "the detector sees nothing at all"


def test_it_is_in_no_picture(show: Show, drawn: Look) -> None:
    screen = show(f'<body style="padding:60px">{ROW}</body>')
    part: Any = type("Part", (), {"node": there(screen)})
    without = screen.picture([part])
    screen.show = True
    screen.mark_parts([part], "reading")
    assert drawn(screen.page).outline != HIDDEN
    assert screen.picture([part]) == without
