"""A menu whose entries are switches closes when one is pressed, so the page itself tells nothing afterward.

Drawn after szhsin/react-menu #22 and mui/base-ui #1301.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import PLAIN, USAGE, Answer, App, Request, page
from tests.kinds.runs import assert_honest, hint, run, selectors, told

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.thorough]

BODY = """<p><button id="options" aria-haspopup="menu" aria-expanded="false">Options</button></p><div id="menu"></div>
<p hidden><input type="checkbox" id="usage"></p>"""
SCRIPT = f"""
const opener = document.getElementById("options"), menu = document.getElementById("menu");
const close = () => {{ menu.replaceChildren(); opener.ariaExpanded = "false"; }};
opener.onclick = async () => {{
  if (opener.ariaExpanded === "true") return close();
  const state = await fetch("/state").then(answer => answer.json());
  opener.ariaExpanded = "true";
  menu.innerHTML = '<div role="menu"><div role="menuitemcheckbox" tabindex="-1">{USAGE}</div></div>';
  const entry = menu.firstChild.firstChild;
  entry.ariaChecked = String(state.usage);
  entry.onclick = () => {{ save({{usage: !state.usage}}); close(); }};
}};
"""
ELEMENTS = 'options = [{ by = "role", role = "button", name = "Options" }]'


@pytest.mark.parametrize(
    ("is_kept", "outcome"),
    [(True, "changed"), (False, "failed:not_verified")],
)
def test_a_switch_in_a_menu_that_closes_is_proved_by_two_fresh_windows(
    program: Program, app: App, tmp_path: Path, is_kept: bool, outcome: str
) -> None:
    app.page = page(PLAIN + SCRIPT, BODY)

    @app.route("POST /save")
    def take(request: Request) -> Answer:
        if is_kept:
            app.save("usage", request.json["usage"])
        return Answer({})

    folder = selectors(tmp_path, app, elements=ELEMENTS, usage='open = ["options"]')
    done = run(program, folder, "--only", "birdhouse.usage")
    assert told(done)["usage"] == outcome, done.out
    assert_honest(app, done)
    result = done.results()["birdhouse.usage"]
    assert bool(result["warnings"]) is is_kept, hint(done, "usage")
