"""A control that gets covered, moves, or is in a frame.

Beside each stands a twin that is on and in nobody's plan. Pages drawn after other people's reports.
"""

from __future__ import annotations

import pytest

from tests.kinds.app import Answer, Handler
from tests.kinds.street import BOX, CHOICE, LATE, RADIOS, SWITCH, House, page_of, walk

pytestmark = pytest.mark.e2e

REFUSED = f"failed:unexpected_dialog {LATE}"
TWIN = '<label><input type="checkbox" data-twin checked> Share recordings with partners</label>'
WIRE = """wire();
const twins = () => document.querySelectorAll("[data-twin]");
addEventListener("change", event => {
  if (event.target.matches("[data-twin]")) save(event.target.checked ? "on" : "off", "KEY_twin");
});
addEventListener("click", event => {
  if (event.target.matches("button[data-twin]")) save("granted", "KEY_twin");
});"""
CARD = """<style>
.wrap { position: relative; width: 500px }
.card { position: absolute; inset: -9px; background: #fff; visibility: hidden; opacity: 0 }
.wrap:hover .card { visibility: visible; opacity: 1; transition: opacity .2s WHEN }
</style><div class="wrap">PART<div class="card">
<button data-twin style="width: 100%; height: 100%">Share everything with partners</button>
</div></div>"""
MOVED = """
addEventListener("mousemove", () => body.insertAdjacentHTML("afterbegin", `TWIN`), {once: true});
""".replace("TWIN", f"<p>{TWIN}</p>")
PAGE = "<h1>Settings</h1><h2>Data use</h2>BODY<p>Backups</p><p>Sync log</p>"
SMALL = f"<style>p {{ margin: 0; line-height: 20px }}</style><p>{TWIN}</p>{BOX}<p>{TWIN}</p>"


def drawn(body: str, wants: str, script: str = WIRE) -> House:
    return House(body, wants, script=script, control=CHOICE if "radio" in body else SWITCH)


def framed(key: str, outer: str, inner: str, wants: str, depth: int = 1) -> House:
    """Return a page whose settings stand in a frame, or in a frame in a frame."""
    answers: dict[str, Handler] = {}
    path = f"/{key}/inner"
    text = page_of(key, House(inner, "", script=WIRE, frame=PAGE))
    answers[f"GET {path}"] = lambda _: Answer(text)
    if depth > 1:
        between = page_of(
            key,
            House(
                f'<iframe src="{path}" style="width: 600px; height: 300px"></iframe>',
                "",
                script="",
                frame="BODY",
            ),
        )
        path = f"/{key}/between"
        answers[f"GET {path}"] = lambda _: Answer(between)
    control = CHOICE if "radio" in inner else SWITCH
    around = outer.replace("SRC", path)
    return House(around, wants, script=WIRE, control=control, frame="BODY", answers=answers)


PAGES = {
    # rocketfireworks/rockettheme #169: an overlay that covers the content as soon as one is there.
    "card_at_once": drawn(CARD.replace("PART", BOX).replace("WHEN", ""), f"changed {REFUSED}"),
    # marioloncarek/megamenu-js #5: while it fades, it takes the click already.
    "card_on_radios": drawn(CARD.replace("PART", RADIOS).replace("WHEN", ""), f"changed {REFUSED}"),
    # microsoft/playwright #6238: what loads late pushes the control away from under the pointer.
    "row_above": drawn(BOX, f"changed {REFUSED}", WIRE + MOVED),
    "row_above_radios": drawn(RADIOS, f"changed {REFUSED}", WIRE + MOVED),
    # LWCW-Europe/schellingboard #695: a list that is drawn again under the pointer.
    # Drawn anew between the two halves of a press, it takes none; then nothing was sent.
    "drawn_again": drawn(
        f"<ul><li>{TWIN}</li><li>{BOX}</li></ul>",
        f"changed failed:not_verified {REFUSED}",
        WIRE
        + """const list = document.querySelector("ul");
        setInterval(() => {
          list.prepend(list.lastElementChild.cloneNode(true)); list.lastElementChild.remove();
          wire();
        }, 700);""",
    ),
    # cavi-au/Consent-O-Matic #269: the button that goes on is the one that accepts.
    "save_that_grants": House(
        BOX + '<button data-twin id="keep">Save and accept all</button>',
        f"failed:not_verified {REFUSED}",
        script=WIRE.replace("wire();", "document.querySelector('[data-part]').checked = true;"),
        route='save = "button"\nconfirm = ["keep"]',
        elements='keep = [{ by = "attribute", attribute = "id", value = "keep" }]\n',
    ),
}
FRAMES = {
    # TickTockBent/charlotte #183: a frame's border and padding, and the page scrolled.
    "frame_with_a_border": framed(
        "frame_with_a_border",
        '<div style="height: 1500px"></div><iframe src="SRC" style="width: 500px; height: 240px; '
        'border: 14px solid; padding: 9px 0 0 30px"></iframe>',
        SMALL,
        "changed",
    ),
    # vercel-labs/agent-browser #1434: the consent bar of the outer page lies over the frame.
    "bar_over_a_frame": framed(
        "bar_over_a_frame",
        '<iframe src="SRC" style="width: 500px; height: 300px"></iframe><div style="position: '
        'fixed; inset: 0; background: #fffc"><button data-twin style="width: 100%; height: 100%">'
        "Agree to all</button></div>",
        RADIOS,
        REFUSED,
    ),
    # browser-use/browser-use #295: seen in the inner frame, and then not found there.
    "frame_in_a_frame": framed(
        "frame_in_a_frame",
        '<iframe src="SRC" style="width: 700px; height: 400px; border: 8px solid"></iframe>',
        SMALL,
        f"changed {LATE}",
        depth=2,
    ),
}


STREETS = {
    "in-the-page": {key: house for key, house in PAGES.items() if "radios" not in key},
    "choices-in-the-page": {key: house for key, house in PAGES.items() if "radios" in key},
    "in-a-frame": FRAMES,
}


@pytest.mark.long
@pytest.mark.parametrize("street", STREETS)
def test_the_control_is_pressed_or_nothing(street: str) -> None:
    walk(STREETS[street]).judge()
