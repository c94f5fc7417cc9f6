"""A page without any trouble, as the control for the other pages of `tests.kinds`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, OFF, App, page
from tests.kinds.runs import assert_honest, check, run, selectors, told

pytestmark = pytest.mark.e2e


def test_a_plain_page_is_changed_and_then_ok(program: Program, tmp_path: Path) -> None:
    with App(page(LOADS)) as app:
        folder = selectors(tmp_path, app)
        done = run(program, folder)
        assert told(done) == {"usage": "changed", "sharing": "changed"}, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)
        again = check(program, folder)
        assert told(again) == {"usage": "ok", "sharing": "ok"}, again.out
        assert len(app.writes) == 2
