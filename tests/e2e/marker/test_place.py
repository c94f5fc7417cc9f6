"""Where the marker is drawn, and what it must not be taken for.

Where a situation was reported for another tool that draws over pages, the report is named.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import FloatRect

from offswitch.screen.marker import mark
from offswitch.screen.unreadable import has_closed_shadow_root
from tests.e2e.marker.conftest import HIDDEN, ROW, Drawn, Look, box_of, framed, markers, there
from tests.e2e.pages import Show

pytestmark = pytest.mark.e2e


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


# What it must not be taken for


def test_it_does_not_count_as_an_unreadable_part_of_the_page(show: Show) -> None:
    screen = show(ROW + framed(ROW))
    before = screen.view.survey()
    mark(screen.page, there(screen), "searching")
    assert not has_closed_shadow_root(screen.page)
    assert screen.view.survey().lines == before.lines
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
