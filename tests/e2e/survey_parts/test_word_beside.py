"""A word beside a switch tells its state as well: a page that contradicts itself is not believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import USAGE, App, page
from tests.kinds.runs import check, selectors, told

pytestmark = pytest.mark.e2e

DRAWN = f"""<div class="row"><span id="name">{USAGE}</span>{{before}}
<span id="usage" role="switch" tabindex="0" aria-checked="{{aria}}" aria-labelledby="name"
 style="display: inline-block; width: 40px; height: 20px; background: #999"></span>{{after}}</div>
<fieldset><legend>Who may use your recordings</legend>
<label><input type="radio" name="sharing" value="everyone"> Everyone</label>
<label><input type="radio" name="sharing" value="nobody" checked> Nobody</label></fieldset>"""


def seen(program: Program, app: App, folder: Path, **parts: str) -> str:
    app.page = page("", DRAWN.format(**{"before": "", "after": "", "aria": "false", **parts}))
    return told(check(program, selectors(folder, app)))["usage"]


# logseq #2816: aria-checked stays false though it is on. FirefoxReality #423: a word beside the switch.
@pytest.mark.parametrize(
    "words", [{"before": " <span>On</span>"}, {"after": " <b>Enabled</b>"}], ids=["on", "enabled"]
)
def test_a_word_that_says_on_beside_an_off_is_a_contradiction(
    program: Program, app: App, tmp_path: Path, words: dict[str, str]
) -> None:
    assert seen(program, app, tmp_path, **words) == "failed:unreadable"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        pytest.param({"before": " <span>Off</span>"}, "ok", marks=pytest.mark.thorough),
        ({"before": " <span>Off</span>", "after": " <span>On</span>"}, "ok"),
        pytest.param(
            {"before": " <span>On</span>", "aria": "true"}, "pending", marks=pytest.mark.thorough
        ),
        ({"after": ' <label for="usage">Enabled</label>'}, "ok"),
        ({"after": " <small>Yes</small>"}, "ok"),
    ],
    ids=["agrees", "both-ends", "agrees-on", "names-it", "tells-something-else"],
)
def test_a_word_that_agrees_or_tells_nothing_changes_nothing(
    program: Program, app: App, tmp_path: Path, words: dict[str, str], outcome: str
) -> None:
    assert seen(program, app, tmp_path, **words) == outcome
