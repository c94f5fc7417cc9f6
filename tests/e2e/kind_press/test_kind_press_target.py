"""A click hits what is under the pointer, on pages modeled on other people's bug reports.

Each page notes what was pressed. A step may be refused; what nobody named is never pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest

from offswitch.screen import Screen
from offswitch.screen.pointer import click_at, meets, move_to, point_of
from tests.e2e.kind_press.conftest import HEAD, pressed, pressed_by

pytestmark = pytest.mark.e2e

GO = '<button data-as="go">Privacy settings</button>'
PARTNERS = '<button data-as="partners">Also share with partners</button>'


def frame(body: str, style: str = "") -> str:
    return f'<iframe style="{style}" srcdoc="{escape(HEAD + body)}"></iframe>'


CARD = f"""<style>
.wrap {{ position: relative; width: 240px }}
.card {{ position: absolute; inset: 0; background: #fff }}
.wrap .card {{ %s }}
.wrap:hover .card {{ %s }}
</style><div class="wrap">{GO}<div class="card">{PARTNERS}</div></div>"""
CARDS = {
    "at-once": ("display: none", "display: block"),
    "fading-in": (
        "visibility: hidden; opacity: 0; transition: opacity .3s",
        "visibility: visible; opacity: 1",
    ),
    "after-a-delay": ("visibility: hidden; transition: visibility 0s .1s", "visibility: visible"),
    "sliding-in": ("transform: translateX(300px); transition: transform .2s", "transform: none"),
}


@pytest.mark.parametrize("card", CARDS)
def test_a_card_that_opens_under_the_pointer_is_not_pressed(
    show: Callable[[str], Screen], card: str
) -> None:
    """odoo/odoo #272165 and mui/base-ui #955: what opens on hover lies over what was aimed at."""
    screen = show(CARD % CARDS[card])
    assert set(pressed_by(screen, "named")) <= {"go"}


@pytest.mark.parametrize("event", ["pointerdown", "mousedown"])
def test_what_opens_in_the_middle_of_a_press_gets_no_part_of_it(
    show: Callable[[str], Screen], event: str
) -> None:
    """The pointer is down on the right thing, and something else lies there when it goes up."""
    screen = show(f"""<style>.card {{ position: fixed; inset: 0; display: none }}</style>{GO}
    <div class="card" onmouseup="top.pressed.push('partners')">{PARTNERS}</div><script>
    addEventListener("{event}", () => {{
      document.querySelector(".card").style.display = "block";
    }});
    </script>""")
    assert "partners" not in pressed_by(screen, "named")


@pytest.mark.parametrize("card", ["the-page", "a-frame"])
def test_what_opens_after_the_last_look_is_not_pressed(
    show: Callable[[str], Screen], card: str
) -> None:
    """Between looking and pressing a page goes on living."""
    inner = frame(PARTNERS, "border: 0; height: 300px") if card == "a-frame" else PARTNERS
    screen = show(f"""<style>body {{ margin: 8px }} .card {{ position: fixed; inset: 0; display: none }}
    </style>{GO}<div class="card">{inner}</div>""")
    node = screen.page.query_selector("[data-as=go]")
    assert node is not None
    point = point_of(node, control=False)
    assert point is not None
    move_to(screen.page, node, point)
    assert meets(node, point, control=False)
    screen.page.evaluate("() => { document.querySelector('.card').style.display = 'block' }")
    assert not click_at(screen.page, node, control=False)
    assert pressed(screen) == []
    screen.page.evaluate("() => document.querySelector('.card').remove()")
    assert click_at(screen.page, node, control=False)
    assert pressed(screen) == ["go"]


def test_a_tooltip_beside_the_pointer_is_not_in_the_way(show: Callable[[str], Screen]) -> None:
    screen = show(
        "<style>.tip { display: none } .wrap:hover .tip { display: block }</style>"
        f'<div class="wrap">{GO}<p class="tip" role="tooltip">Who sees what</p></div>'
    )
    assert pressed_by(screen, "named") == ["go"]


MOVES = {
    "a-row-comes-in-above": "list.prepend(partners)",
    "drawn-again-in-another-order": "list.innerHTML = partners.outerHTML + list.innerHTML",
    "replaced-in-its-place": "list.firstElementChild.replaceWith(partners)",
    "renamed": "Object.assign(list.firstElementChild, {textContent: 'Agree'}).dataset.as = 'agree'",
}


@pytest.mark.parametrize("move", MOVES)
def test_what_moves_away_from_under_the_pointer_is_not_pressed(
    show: Callable[[str], Screen], move: str
) -> None:
    """microsoft/playwright #6238: a part that loads late moves the page just before the press."""
    screen = show(f"""<div id="list">{GO}</div><template id="more">{PARTNERS}</template><script>
    const list = document.getElementById("list");
    const partners = document.getElementById("more").content.firstElementChild;
    addEventListener("mousemove", () => {{ {MOVES[move]} }}, {{once: true}});
    </script>""")
    assert set(pressed_by(screen, "named")) <= {"go"}


@pytest.mark.parametrize("pause", [30, 90, 250])
def test_a_list_that_is_drawn_again_all_the_time(show: Callable[[str], Screen], pause: int) -> None:
    """LWCW-Europe/schellingboard #695: the row that is clicked jumps to another place."""
    screen = show(f"""<div id="list">{GO}{PARTNERS}</div><script>
    const list = document.getElementById("list");
    setInterval(() => {{
      list.innerHTML = [...list.children].reverse().map(row => row.outerHTML).join("");
    }}, {pause});
    </script>""")
    assert set(pressed_by(screen, "named")) <= {"go"}


def test_a_banner_of_the_outer_page_over_a_frame(show: Callable[[str], Screen]) -> None:
    """vercel-labs/agent-browser #1434: seen from inside the frame, nothing covers the button."""
    screen = show(
        frame(GO, "width: 500px; height: 200px")
        + '<div style="position: fixed; inset: 0 0 auto; height: 400px; background: #eee">'
        '<button data-as="agree" style="position: absolute; inset: 0; width: 100%; height: 100%">'
        "Agree</button></div>"
    )
    assert pressed_by(screen, "named") == []


LADDER = "".join(
    f'<button data-as="{name}" style="height: 18px">{text}</button>'
    for name, text in [
        ("allow", "Allow"),
        ("agree", "Agree"),
        ("go", "Privacy settings"),
        ("yes", "Yes"),
        ("partners", "Share"),
    ]
)
STYLES = {
    "bordered": "width: 400px; height: 300px; border: 20px solid #ccc",
    "padded": "width: 400px; height: 300px; border: 3px solid; padding: 17px 5px 0 40px",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_frame_is_hit_where_it_is_drawn(show: Callable[[str], Screen], style: str) -> None:
    """TickTockBent/charlotte #183, teampoltergeist/poltergeist #222: a frame's place in the page."""
    screen = show(frame(LADDER, STYLES[style]))
    assert pressed_by(screen, "named") == ["go"]


def test_a_frame_that_is_drawn_smaller_is_hit_there_or_not_at_all(
    show: Callable[[str], Screen],
) -> None:
    screen = show(frame(LADDER, "width: 400px; height: 300px; transform: scale(.5)"))
    assert set(pressed_by(screen, "named")) <= {"go"}


def test_a_frame_far_down_a_page_and_far_down_itself(show: Callable[[str], Screen]) -> None:
    """cypress-io/cypress #4347: coordinates of a frame taken for those of the page."""
    tall = '<div style="height: 2000px"></div>'
    screen = show(f"{tall}{frame(tall + LADDER + tall, 'width: 400px; height: 220px')}{tall}")
    assert pressed_by(screen, "named") == ["go"]


def test_a_frame_in_a_frame_is_read_the_same_way_or_not_at_all(
    show: Callable[[str], Screen],
) -> None:
    """browser-use/browser-use #295: the inner frame is seen, and then not found again."""
    inner = frame(LADDER, "width: 400px; height: 200px; border: 9px solid")
    screen = show(frame(inner, "width: 600px; height: 400px; padding: 25px"))
    assert set(pressed_by(screen, "named")) <= {"go"}
