"""What tests with a window share, and which of the kinds' pages are tried every day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from offswitch.browser.launch import Launched
from tests import browsers
from tests.conftest import ROOT, Program
from tests.e2e.display import Display, display
from tests.e2e.pages import Show, shown
from tests.kinds.app import LOADS, App, page
from tests.kinds.inside import Inside
from tests.kinds.runs import selectors
from tests.libraries.server import Libraries
from tests.npm import ensure_built

RULES = ROOT / "tests" / "mutants.toml"
DAILY = {
    "test_kind_absence.py::test_absence_is_said_only_where_it_was_seen[toggles-that-are-no-controls]",
    "test_kind_absence.py::test_absence_is_said_only_where_it_was_seen[truly-absent]",
    "test_kind_alarm.py::test_nothing_of_this_is_an_alarm",
    "test_kind_covered.py::test_the_control_is_pressed_or_nothing[in-the-page]",
    "test_kind_documents.py::test_what_a_document_keeps_in_memory_is_not_believed[slash]",
    "test_kind_failed_reads.py::test_a_read_that_was_refused_asks_to_sign_in[401]",
    "test_kind_groups.py::test_the_right_one_is_switched_or_none[drawn-lists]",
    "test_kind_layouts.py::test_what_neither_page_has_is_absent",
    "test_kind_reads.py::test_a_read_that_is_declared_goes_out[post]",
    "test_kind_saving.py::test_what_happens_to_a_change[nothing-sent]",
    "test_kind_signals.py::test_a_control_whose_state_the_file_declares_is_switched[menu-class]",
}
"""Beside the tests that hold a safety rule; all others of the strangers' pages are variations."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the variations among the strangers' pages to the thorough tests; the others wait for a minute."""
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))["mutant"]
    daily = DAILY | {rule["test"].rpartition("/")[2] for rule in rules}
    for item in items:
        file, name = item.path.name, item.nodeid.partition("::")[2]
        if not file.startswith("test_kind_") or file.startswith("test_kind_press_"):
            continue
        if f"{file}::{name}" not in daily and f"{file}::{name.partition('[')[0]}" not in daily:
            item.add_marker(pytest.mark.thorough)
        else:
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def local_browser(playwright: Playwright) -> Iterator[Launched]:
    """A browser without a window that reaches this machine alone, for tests that need no program."""
    browser = playwright.chromium.launch(
        executable_path=browsers.headless(),
        args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    )
    yield Launched(browser)
    browser.close()


@pytest.fixture(scope="module")
def show(local_browser: Launched) -> Iterator[Show]:
    """Show the test's own page, in a tab that the tests of one file share."""
    with shown(local_browser) as showing:
        yield showing


@pytest.fixture
def screen() -> Iterator[Display]:
    with display() as shown:
        yield shown


@pytest.fixture
def person(program: Program, screen: Display) -> Program:
    """The program, started where that screen is."""
    return Program(program.home, {**program.env, **screen.env})


@pytest.fixture
def pages() -> Iterator[Libraries]:
    """The pages of component libraries, which are fetched and built for the first test that needs them."""
    if reason := ensure_built(ROOT / "tests" / "libraries"):
        pytest.skip(f"the component libraries are not here: {reason}")
    with Libraries() as served:
        yield served


@pytest.fixture
def app() -> Iterator[App]:
    """An app with two settings, both on."""
    with App(page(LOADS)) as served:
        yield served


@pytest.fixture
def inside(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    """Runs over that app inside the test's own process."""
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    return Inside(selectors(tmp_path, app))
