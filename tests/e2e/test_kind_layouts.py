"""Two layouts of one app, both served: proof in one is not proof against the other's page.

The old page is still there and has lost the setting; the new one has it under other words.
MicrosoftDocs/Viva #145: the same app has the option in its old layout, and not where it is now.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import EVERYONE, NOBODY, ON, PLATFORM, SHARING, USAGE, Answer, App, page
from tests.kinds.runs import run as run_program
from tests.kinds.runs import told
from tests.kinds.street import LATE

pytestmark = pytest.mark.e2e

OLD = "<p>Backups</p><p>Sync log</p>"
SWITCH = """<p><label><input type="checkbox" checked> {}</label></p>"""
CHOICE = """<fieldset><legend>{}</legend><label><input type="radio" name="s" checked> {}</label>
<label><input type="radio" name="s"> {}</label></fieldset>"""


def layout(app: App, version: str, heading: str, path: str) -> str:
    return f"""schema = 1
platform = "{PLATFORM}"
version = "{version}"
title = "Birdhouse"
hosts = ["{app.host}"]
[intent.usage]
category = "research"
title = "Usage data"
[intent.sharing]
category = "ai_training"
title = "Use of your recordings"
[elements]
usage = [{{ by = "label", label = "{USAGE}" }}]
nobody = [{{ by = "label", label = "{NOBODY}" }}]
everyone = [{{ by = "label", label = "{EVERYONE}" }}]
[sections.home]
heading = "{heading}"
neighbours = ["Backups", "Sync log"]
[routes.usage]
section = "home"
url = "{app.url}{path}"
control = {{ kind = "switch", element = "usage" }}
[routes.sharing]
section = "home"
url = "{app.url}{path}"
control = {{ kind = "choice", off = "nobody", on = "everyone" }}
"""


def reach(program: Program, folder: Path, new: str) -> dict[str, str]:
    """Run the program where the new page holds the given controls."""
    with App("") as app:
        app.route("GET /old")(lambda _: Answer(page("", OLD)))
        body = f"<h1>Privacy</h1><p>Backups</p><p>Sync log</p>{new}"
        app.route("GET /new")(lambda _: Answer(page("", body).replace("<h1>Data use</h1>", "")))
        made = folder / "selectors"
        made.mkdir()
        for version, heading, path in (
            ("2026-09", "Data use", "/old"),
            ("2026-11", "Privacy", "/new"),
        ):
            (made / f"{version}.toml").write_text(layout(app, version, heading, path))
        said = told(run_program(program, made))
        assert app.state == ON
        assert not app.writes
        return said


@pytest.mark.parametrize(
    "renamed",
    [
        (f"{USAGE} and crash reports", SHARING, EVERYONE, "Only you"),
        ("Usage data", "Recordings", "All", "None"),
    ],
    ids=["in-part", "entirely"],
)
def test_an_old_page_without_it_is_not_proof(
    program: Program, tmp_path: Path, renamed: tuple[str, str, str, str]
) -> None:
    usage, *sharing = renamed
    said = reach(program, tmp_path, SWITCH.format(usage) + CHOICE.format(*sharing))
    assert set(said.values()) <= set(LATE.split()), said


def test_what_neither_page_has_is_absent(program: Program, tmp_path: Path) -> None:
    said = reach(program, tmp_path, "")
    assert set(said.values()) == {"skipped:not_offered"}, said
