"""Every failure of the contract tests: captured, shown by a replica, and met there again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from offswitch.packs.bundle_file import read_bundle
from offswitch.replica import Replica
from offswitch.teach.trial import Tried, try_on
from offswitch.terminal.progress import Quietly
from tests import browsers
from tests.conftest import Program
from tests.e2e.scenarios import ACCOUNT, writes

pytestmark = pytest.mark.e2e

SETTINGS = {
    "accounts_center.partner_activity": "2026-07",
    "facebook.off_facebook_activity": "2020-01",
    "instagram.content_reuse": "2026-07",
    "whatsapp.link_previews": "2026-07",
}
FAULTS = [
    "absent",
    "badge",
    "duplicate",
    "flips_back",
    "full_stop",
    "hidden_twin",
    "late_hydration",
    "late_row",
    "late_save",
    "local_only",
    "locked",
    "mixed_signals",
    "optimistic_only",
    "renamed",
    "reworded_option",
    "save_error",
    "server_error",
    "slow",
    "unexpected_dialog",
    "unset",
]


def scenario(setting: str, fault: str) -> str:
    return (
        f'generation = "{SETTINGS[setting]}"\nlatency = 0.02\nfeatures = ["web_content_reuse"]\n{ACCOUNT}\n'
        f'[settings."{setting}"]\nstate = "on"\nfaults = ["{fault}"]\n'
    )


def tried(bundle: Path, *, switches: bool = False) -> list[Tried]:
    def do() -> list[Tried]:
        return try_on(read_bundle(bundle), None, Quietly(), headless=True, switches=switches)

    with browsers.named_headless(), ThreadPoolExecutor(1) as pool:
        return pool.submit(do).result()


@pytest.mark.thorough
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_what_a_check_says_it_says_on_the_captured_pages(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path, setting: str, fault: str
) -> None:
    replica = replica_of(scenario(setting, fault))
    file = tmp_path / "page.json"
    person = program.signed_in(replica)
    done = person("selectors", "capture", setting, "-o", str(file), "--headless")
    assert done.code == 0, done.err
    assert writes(replica) == []
    bundle = read_bundle(file)
    found = tried(file)
    assert {each.setting: each.outcomes[0] for each in found} == bundle.expected, (
        len(bundle.pages),
        found[0].steps[0].hint,
        file.stat().st_size,
    )
