"""What a list draws only where it is scrolled to is not gone, and a way back is nothing new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.inventory.observe import PageRecorder
from offswitch.journal import ControlRow
from offswitch.model.variant import Variant
from offswitch.screen import Screen
from tests.e2e.pages import Show, selector_file

pytestmark = pytest.mark.e2e

LABELS = [f"Setting {n}" for n in range(30)]
FILE = {
    "elements": {f"e{n}": [{"by": "row", "label": label}] for n, label in enumerate(LABELS[:3])},
    "sections": {"privacy": {"heading": "Privacy"}},
}
VIRTUAL = """<div id=list style="height:200px;overflow:auto"><div style="height:900px;position:relative"></div></div>
<script>{ const list = document.getElementById("list");
  const labels = LABELS;
  const draw = () => {
    const first = Math.floor(list.scrollTop / 30);
    list.firstChild.innerHTML = labels.slice(first, first + 8).map((label, n) =>
      `<a href="/${label}" style="position:absolute;top:${30 * (first + n)}px;height:30px">${label}</a>`).join('');
  };
  list.onscroll = draw;
  draw();
}</script>"""
LAZY = """<div id=list style="height:200px;overflow:auto"></div>
<script>{ const list = document.getElementById("list");
  const labels = LABELS;
  const more = () => {
    for (const label of labels.splice(0, 10))
      list.insertAdjacentHTML('beforeend', `<div style="height:30px"><a href="/${label}">${label}</a></div>`);
  };
  list.onscroll = () => { if (list.scrollTop + list.clientHeight >= list.scrollHeight - 5) more(); };
  more();
}</script>"""


class Journal:
    """A journal that keeps an inventory in memory."""

    def __init__(self) -> None:
        self.rows: list[ControlRow] = []

    def inventory(self, *_: object) -> list[ControlRow]:
        return self.rows

    def record_finding(self, *_: object) -> None: ...

    def record_inventory(self, run: str, platform: str, page: str, kept: Sequence[Any]) -> None:
        at = dt.datetime(2026, 11, int(run), tzinfo=dt.UTC)
        self.rows = [
            ControlRow(
                platform=platform,
                page=page,
                control=each,
                first_seen=at,
                last_seen=at,
                last_run=run,
            )
            for each in kept
        ]


def told(screen: Screen, journal: Journal, run: int) -> list[tuple[str, str]]:
    """What a look at a page tells, compared with the last one."""
    file = selector_file(**FILE)
    info: Any = SimpleNamespace(id=str(run), scope=None)
    memory: Any = journal
    recorder = PageRecorder("example", [file], memory, info)
    recorder.note(screen, Variant("example/1", file), "privacy")
    return [(each.change, each.label) for each in recorder.compare_and_keep([])]


def drawn(body: str, labels: Sequence[str], head: str = "") -> str:
    return f"<h1>Privacy</h1>{head}{body.replace('LABELS', str(list(labels)))}"


WHOLE = "".join(f'<div><a href="/{label}">{label}</a></div>' for label in LABELS)


@pytest.mark.parametrize("body", [VIRTUAL, LAZY], ids=["virtual", "lazy"])
def test_only_what_is_nowhere_in_a_list_is_gone(show: Show, body: str) -> None:
    journal = Journal()
    assert told(show(f"<h1>Privacy</h1>{WHOLE}", **FILE), journal, 1) == []
    assert told(show(drawn(body, LABELS), **FILE), journal, 2) == []
    fewer = [label for label in LABELS if label != "Setting 21"]
    assert told(show(drawn(body, fewer), **FILE), journal, 3) == [("vanished", "Setting 21")]


def test_a_way_back_is_nothing_new(show: Show) -> None:
    journal = Journal()
    assert told(show(f"<h1>Privacy</h1>{WHOLE}", **FILE), journal, 1) == []
    back = '<div><a href="/">Back</a></div>'
    assert told(show(f"<h1>Privacy</h1>{back}{WHOLE}", **FILE), journal, 2) == []
