"""Applications that nobody here made, each worked by its file in the docs, off and on again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, Program
from tests.real_apps.apps import REAL_APPS, RealApp, free_port
from tests.real_apps.installed import Unavailable

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

PAGE = (ROOT / "docs" / "worked-examples.md").read_text(encoding="utf-8")
FILES = {
    re.findall(r'^platform = "(\w+)"$', text, re.MULTILINE)[0]: text
    for text in re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
}
"""The selector files on that page, by their platform."""


@pytest.fixture(params=REAL_APPS, ids=lambda kind: kind.platform)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RealApp]:
    folder = tmp_path / "app"
    folder.mkdir()
    app: RealApp = request.param(folder, free_port())
    try:
        with app.running():
            yield app
    except Unavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def words(app: RealApp, tmp_path: Path) -> list[str]:
    """What to add to a command, for it to find the app."""
    file = tmp_path / "selectors" / f"{app.platform}.toml"
    file.parent.mkdir()
    documented, here = f"127.0.0.1:{app.documented_port}", f"127.0.0.1:{app.port}"
    file.write_text(FILES[app.platform].replace(documented, here), encoding="utf-8")
    return [app.platform, "--selectors", str(file.parent), "--json"]


def test_its_setting_is_switched_off_and_proved_and_on_again(
    program: Program, app: RealApp, words: list[str]
) -> None:
    before = app.kept()
    looked = program("run", "--dry-run", "--headless", *words)
    assert looked.results()[app.setting]["status"] == "pending", looked.out + looked.err
    assert app.is_on()
    done = program("run", "--yes", "--headless", *words)
    assert done.results()[app.setting]["status"] == "changed", done.out + done.err
    assert not app.is_on()
    assert program("check", *words).results()[app.setting]["status"] == "ok"
    undone = program("undo", "--yes", "--headless", *words[1:])
    assert undone.code == 0, undone.err
    assert app.is_on()
    assert before.keys() <= app.kept().keys()
    again = program("check", *words)
    assert (again.code, again.results()[app.setting]["status"]) == (3, "pending"), again.out
