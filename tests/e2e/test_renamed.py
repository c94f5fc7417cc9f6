"""What the site has renamed: the hint names the file and the line that say what it was called."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import ROOT, Program
from tests.e2e.scenarios import LAYOUTS
from tests.kinds.app import USAGE, App
from tests.kinds.inside import Inside

pytestmark = pytest.mark.e2e

ADVICE = re.compile(r"if the site renamed “(.+?)”, change `(.+?)` in (\S+), line (\d+)")


def told(hint: str) -> tuple[str, str, str]:
    """Return the label, the key and the file that a hint names; the line must say both."""
    found = ADVICE.search(hint)
    assert found, hint
    label, key, file, line = found.groups()
    written = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert f'"{label}"' in written
    assert key in written
    return label, key, file


@pytest.mark.parametrize(
    ("was", "now", "key"),
    [
        pytest.param(USAGE, "Help us improve", "label", id="the-control"),
        pytest.param("Data use", "Your choices", "heading", id="the-heading"),
    ],
)
def test_on_a_page_of_its_own(app: App, inside: Inside, was: str, now: str, key: str) -> None:
    assert was in app.page
    app.page = app.page.replace(was, now)
    [result] = [r for r in inside.run().results if r.setting.endswith("usage")]
    assert result.reason == "not_found"
    file = next(inside.folder.glob("*.toml"))
    assert told(result.hint) == (was, key, str(file))


@pytest.mark.thorough
def test_a_row_that_leads_to_a_setting(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    setting = "accounts_center.partner_activity"
    faulty = f'[settings."{setting}"]\nfaults = ["renamed"]\n'
    replica = replica_of(LAYOUTS["us-2026-07"].scenario() + faulty)
    offswitch = program.signed_in(replica)
    done = offswitch("check", "--json", "--only", setting)
    _, _, file = told(done.results()[setting]["hint"])
    assert file.startswith("selectors/accounts_center/")
    shown = offswitch("check", "--only", setting)
    assert f"{file}, line" in " ".join((shown.out + shown.err).split())
