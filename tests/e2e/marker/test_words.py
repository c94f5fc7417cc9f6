"""The marker's words: beside the row, and over nothing that matters.

Where a situation was reported for another tool that draws over pages, the report is named.
"""

from __future__ import annotations

import pytest

from offswitch.screen.marker import mark
from tests.e2e.marker.conftest import HIDDEN, ROW, SWITCH, Box, Look, box_of, framed, there
from tests.e2e.pages import Show, frame

pytestmark = pytest.mark.e2e

_WORDS = """(node) => {
  const range = document.createRange(), walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const found = [...node.querySelectorAll('button,input')].map((n) => n.getBoundingClientRect());
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    found.push(...range.getClientRects());
  }
  return found.map(({ left, top, right, bottom }) => [left, top, right, bottom]);
}"""


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


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
