"""A frame far down a page gets its document only once it is seen; until then, a question to it has no end.

Drawn after microsoft/playwright-python#2999 and dequelabs/axe-core-npm#727.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, Answer, App, page
from tests.kinds.runs import run, selectors, told

pytestmark = [pytest.mark.e2e, pytest.mark.long]

NEWS = '<article style="height: 9000px">News of the club</article>'
FRAME = '<iframe src="/inner" loading="lazy" width="600" height="300"></iframe>'
APPENDS = "document.body.insertAdjacentHTML('beforeend', `{}`);"


def test_a_setting_in_a_frame_that_waits_to_be_seen_is_switched_off(
    program: Program, app: App, tmp_path: Path
) -> None:
    app.route("GET /inner")(lambda _: Answer(page(LOADS)))
    app.page = (
        f"<!doctype html><html lang=en><h1>Club</h1><script>{APPENDS.format(NEWS + FRAME)}</script>"
    )
    done = run(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
    assert told(done) == {"usage": "changed"}


@pytest.mark.thorough
def test_a_page_with_one_for_something_else_is_read_all_the_same(
    program: Program, app: App, tmp_path: Path
) -> None:
    app.route("GET /inner")(lambda _: Answer("<!doctype html><p>A video"))
    app.page = page(f"{LOADS} {APPENDS.format(NEWS + FRAME)}")
    done = run(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
    assert told(done) == {"usage": "changed"}
