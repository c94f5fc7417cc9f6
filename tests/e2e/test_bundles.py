"""Captured pages: nothing secret is on them, and what happened on the page happens on them again."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from offswitch.browser.launch import Launched
from offswitch.look.bundling import bundle_of
from offswitch.look.moments import Moments
from offswitch.packs.bundle_file import read_bundle
from offswitch.packs.word_list import word_list
from offswitch.replica import Replica
from offswitch.screen import PageAtHand
from offswitch.teach.trial import Tried, try_on
from offswitch.terminal.progress import Quietly
from tests.canaries import Secrets, secrets_in
from tests.conftest import ROOT, Program
from tests.e2e.display import MISSING_SCREEN
from tests.e2e.failures import aside, met_again
from tests.e2e.pages import shown
from tests.e2e.scenarios import ACCOUNT, writes
from tests.e2e.terminal import attended

pytestmark = pytest.mark.e2e

BUNDLES = sorted((ROOT / "tests" / "bundles").glob("*.json"))
PARTNERS = "accounts_center.partner_activity"
LABEL = "Help improve Lamp with usage data"


def scenario(setting: str, *faults: str) -> str:
    return (
        f'generation = "2026-07"\nlatency = 0.02\n{ACCOUNT}\n[settings."{setting}"]\nstate = "on"\n'
        f"faults = {json.dumps(faults)}\n"
    )


def tried(bundle: Path, file: Path) -> list[Tried]:
    """Try a selector file on captured pages, in the test's own process."""
    return aside(lambda: try_on(read_bundle(bundle), file, Quietly(), headless=True))


@pytest.mark.long
def test_every_captured_page_comes_out_as_it_says() -> None:
    assert BUNDLES
    for file in BUNDLES:
        bundle = read_bundle(file)
        assert aside(partial(met_again, bundle)) == bundle.expected, file.name


def no_page_tells_a_secret(browser: Launched, pages: int, seed: int = 23) -> None:
    secrets = Secrets(Random(seed), [LABEL, "Data use"])
    words = word_list(frozenset([LABEL, "Data use"]))
    with shown(browser) as show:
        page = show("").page
        at_hand = PageAtHand(page)
        for _ in range(pages):
            way = Moments()
            way.loads(at_hand, "https://example.org/")
            page.set_content(secrets.page())
            way.touches(at_hand, lambda: page.query_selector_all("body *")[-1])
            page.set_content(secrets.page())
            expected = {"lamp.usage": "failed:not_found"}
            told = bundle_of(
                way.end(at_hand), words, setting="lamp.usage", expected=expected
            ).bundle
            assert len(told.pages) == 2
            assert secrets_in(told.to_json()) == []


def test_no_secret_on_a_page_is_captured(local_browser: Launched) -> None:
    no_page_tells_a_secret(local_browser, 20)


@pytest.mark.thorough
def test_no_secret_on_many_pages_is_captured(local_browser: Launched) -> None:
    no_page_tells_a_secret(local_browser, 1000)


@pytest.mark.thorough
@pytest.mark.parametrize("fault", ["duplicate", "locked", "mixed_signals"])
def test_a_page_that_is_reached_with_instagram_alone_is_captured(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path, fault: str
) -> None:
    alone = ACCOUNT.rstrip() + '\nsessions = ["instagram"]\n'
    replica = replica_of(scenario(PARTNERS, fault).replace(ACCOUNT, alone))
    file = tmp_path / "page.json"
    person = program.signed_in(replica)
    done = person("selectors", "capture", PARTNERS, "-o", str(file), "--headless")
    assert done.code == 0, done.err
    assert writes(replica) == []
    bundle = read_bundle(file)
    assert aside(partial(met_again, bundle)) == bundle.expected


@pytest.mark.thorough
def test_a_selector_file_is_tried_on_a_captured_page(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path
) -> None:
    replica = replica_of(scenario(PARTNERS))
    page = tmp_path / "page.json"
    person = program.signed_in(replica)
    with attended(person, "selectors", "capture", PARTNERS, "-o", str(page), "--headless") as asked:
        asked.wait_for("Which of it may be told?")
        asked.press("\n")
        asked.wait_for("Write this to")
        asked.press("y\n")
        assert asked.done().code == 0
    assert "ada" not in page.read_text(encoding="utf-8").lower()
    file = ROOT / "selectors" / "accounts_center" / "2026-07.toml"
    found = {each.setting: each.outcomes for each in tried(page, file)}
    assert found[PARTNERS] == ("pending", "changed", "ok")
    done = program("selectors", "test", str(file), "--bundle", str(page), "--headless")
    assert f"{PARTNERS}\n" in done.out
    assert "run: changed" in done.out


@pytest.mark.thorough
@pytest.mark.skipif(bool(MISSING_SCREEN), reason=MISSING_SCREEN)
def test_after_a_change_that_failed_its_pages_are_offered(
    person: Program,
    replica_of: Callable[..., Replica],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    replica = replica_of(scenario(PARTNERS, "save_error"))
    with attended(person.signed_in(replica), "run", "--only", PARTNERS) as asked:
        asked.wait_for("[y/N")
        asked.press("y\n")
        asked.wait_for("Capture the page of")
        asked.press("y\n")
        asked.wait_for("Which of it may be told?")
        asked.press("\n")
        asked.wait_for("Write this to")
        asked.press("y\n")
        assert asked.done().code == 4
    assert writes(replica) == []
    bundle = read_bundle(tmp_path / f"{PARTNERS}.json")
    assert (bundle.command, bundle.expected) == ("run", {PARTNERS: "failed:save_error"})
    assert [node.answer for node in bundle.nodes if node.answer] == ["error"]
