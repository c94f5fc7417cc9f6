"""The name of a group may turn its switches around."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, USAGE, App, page
from tests.kinds.runs import check, hint, selectors, told

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("group", "outcome"),
    [
        ("Do not send the following", "failed:ambiguous"),
        ("Don\u2019t share", "failed:ambiguous"),
        ("What you send", "pending"),
    ],
)
def test_a_switch_under_such_a_name_is_not_read(
    program: Program, app: App, tmp_path: Path, group: str, outcome: str
) -> None:
    box = f'<label><input type="checkbox" role="switch" id="usage"> {USAGE}</label>'
    app.page = page(LOADS).replace(
        f"<p>{box}</p>", f"<fieldset><legend>{group}</legend>{box}</fieldset>"
    )
    done = check(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
    assert told(done) == {"usage": outcome}
    assert ("turns it around" in hint(done, "usage")) is (outcome == "failed:ambiguous")
