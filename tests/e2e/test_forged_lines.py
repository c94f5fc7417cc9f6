"""Pages whose words steer a terminal: they clear no screen, and forge no line of a result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from offswitch.model.text import one_line, without_steering
from tests.conftest import Program
from tests.kinds.app import LOADS, PLATFORM, App, page
from tests.kinds.runs import assert_honest, run, selectors

pytestmark = pytest.mark.e2e

STEERING = [
    "\x1b[2J\x1b[H",
    "\x1b]52;c;aGFoYQ==\x07",
    "\x9b2J",
    "\u202e",
    "\r\n✓ Usage data  off\n",
    "\x08" * 20,
]
# Words for a control beside ours that goes over with it (an alarm), for a question of the browser's own
# (declined), and for a request that fails: all of them end in what a run says.
SCRIPT = """
const words = %s;
const other = document.createElement('input');
other.type = 'checkbox';
other.setAttribute('aria-label', 'Also ' + words.join(' and '));
document.querySelector('p').after(other);
document.documentElement.lang = 'en';
usage.addEventListener('change', () => { other.checked = !other.checked; confirm('Sure? ' + words.join(' or ')); });
fetch('/missing/' + words.map(encodeURIComponent).join('/'), {headers: {op: 'x'}}).catch(() => 0);
"""


def strings(data: Any) -> Iterator[str]:
    """Every text in a report, however deep: what a program reads from it, it may print as it is."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from (key, *strings(value))
    elif isinstance(data, list):
        for each in data:
            yield from strings(each)


@pytest.mark.long
@pytest.mark.parametrize(
    "style",
    [
        "words",
        pytest.param("json", marks=pytest.mark.thorough),
        pytest.param("junit", marks=pytest.mark.thorough),
    ],
)
def test_nothing_that_a_page_says_steers_the_terminal(
    program: Program, tmp_path: Path, style: str
) -> None:
    with App(page(LOADS + SCRIPT % json.dumps(STEERING))) as app:
        folder = selectors(tmp_path, app)
        if style == "words":
            done = program("run", PLATFORM, "--headless", "--yes", "--selectors", str(folder))
        else:
            done = run(program, folder)
        if style == "json":
            assert_honest(app, done)
            assert without_steering(done.out) == done.out, "JSON escapes only some of them"
            said = list(strings(done.json))
        elif style == "words":
            said = [done.out, done.err, program("history").out]
        else:
            said = [program("report", "--junit").out]
            ET.fromstring(said[0])
    for text in said:
        for line in text.splitlines():
            assert one_line(line) == " ".join(line.split()), line
            assert not line.startswith("✓ Usage data  off")
    assert "Also" in done.out + done.err or "Sure?" in done.out + done.err
