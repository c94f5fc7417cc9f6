"""Rows that come late, or that a list draws only in view, are not absent.

The pages are modeled on other people's bug reports. The setting is there, and on, on every one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.kinds.app import Answer, Request, Talk
from tests.kinds.street import BOX, CHOICE, LATE, RADIOS, House, walk

pytestmark = pytest.mark.e2e


def slow_row(_: Request) -> Answer:
    time.sleep(5)
    return Answer(BOX)


def told_late() -> Iterator[str]:
    time.sleep(5)
    yield RADIOS


LIST = """
const names = ['Bird names', 'Nest box', 'Feeding', 'Camera', 'Weather', 'Visits', 'Songs'];
const row = at => at === LAST ? `BOX` : `<p>${names[at % 7]} ${at}</p>`;
""".replace("BOX", BOX)
LATE_ROWS = {
    # Automattic/jetpack #5990: the toggle shows up after some seconds.
    "by_timer": House(
        "",
        f"changed {LATE}",
        script=f"setTimeout(() => {{ body.innerHTML = `{BOX}`; wire(); }}, 5500);",
    ),
    # gitpod-io/gitpod #10786: a part of the page waits for a slow feature flag.
    "by_fetch": House(
        "",
        f"changed {LATE}",
        script="""fetch('/slow').then(answer => answer.text()).then(text => {
          body.innerHTML = text; wire(); });""",
        answers={"GET /slow": slow_row},
    ),
    # luc-github/ESP3D-WEBUI #260: the page asks before its socket is there.
    "by_socket": House(
        "",
        f"changed {LATE}",
        script="""new WebSocket(`ws://${location.host}/live`).onmessage = message => {
          body.innerHTML = message.data; wire(); };""",
        control=CHOICE,
        answers={"GET /live": lambda _: Talk(told_late())},
    ),
}
LISTS = {
    # bvaughn/react-window #454: rows exist while they are in view.
    "window_list": House(
        "",
        f"changed {LATE}",
        script=LIST.replace("LAST", "150")
        + """
        body.style.cssText = 'position: relative; height: 8000px';
        const draw = () => {
          const first = Math.max(0, Math.floor(scrollY / 50) - 1);
          body.innerHTML = Array.from({length: 14}, (_, at) => first + at)
            .filter(at => at < 160).map(at =>
              `<div style="position: absolute; top: ${at * 50}px">${row(at)}</div>`).join('');
          wire();
        };
        addEventListener('scroll', draw); draw();""",
    ),
    # catamphetamine/virtual-scroller #8: the list scrolls in a box of its own.
    "inner_list": House(
        '<div id="box" style="height: 200px; overflow: auto; border: 1px solid"></div>',
        f"changed {LATE}",
        script=LIST.replace("LAST", "50")
        + """
        const box = document.getElementById('box');
        box.innerHTML = '<div style="position: relative; height: 3000px"></div>';
        const draw = () => {
          const first = Math.max(0, Math.floor(box.scrollTop / 50) - 1);
          box.firstChild.innerHTML = Array.from({length: 7}, (_, at) => first + at)
            .filter(at => at < 60).map(at =>
              `<div style="position: absolute; top: ${at * 50}px">${row(at)}</div>`).join('');
          wire();
        };
        box.onscroll = draw; draw();""",
    ),
    # onderonur/react-infinite-scroll-hook #18: more is fetched as soon as the end is in sight.
    "more_at_the_end": House(
        '<div id="list"></div><p id="end">Loading</p>',
        f"changed {LATE}",
        script=LIST.replace("LAST", "72")
        + """
        const list = document.getElementById('list');
        let at = 0;
        new IntersectionObserver(async ([seen]) => {
          if (!seen.isIntersecting || at >= 80) return;
          await fetch(`/state?from=${at}`);
          for (const stop = at + 40; at < stop; at++) list.insertAdjacentHTML('beforeend', row(at));
          wire();
          if (at >= 80) document.getElementById('end').remove();
        }).observe(document.getElementById('end'));""",
    ),
    # grommet/grommet #5505: a marker at the end of a list that has none.
    "endless_list": House(
        '<div id="list"></div><p id="end" style="height: 20px"></p>',
        LATE,
        script=LIST.replace("LAST", "1e9")
        + """
        const list = document.getElementById('list');
        let at = 0;
        const more = () => {
          for (const stop = at + 30; at < stop; at++) list.insertAdjacentHTML('beforeend', row(at));
        };
        more();
        setInterval(() => {
          if (document.getElementById('end').getBoundingClientRect().top < innerHeight + 200) more();
        }, 50);""",
    ),
}
SLOW_STREETS = {"late-rows": LATE_ROWS, "long-lists": LISTS}


@pytest.mark.long
@pytest.mark.parametrize("street", SLOW_STREETS)
def test_what_is_not_drawn_yet_is_not_absent(street: str) -> None:
    walk(SLOW_STREETS[street]).judge()
