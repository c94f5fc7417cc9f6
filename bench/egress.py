"""Times page loads through our filtering proxy against loads by a browser that has none.

Both browsers are started with the same switches, load the replica's pages by turns, each in a context of
its own, and wait until the network is idle. A run also reads, holds, and clicks, so its share of the
difference is smaller still: the last line sets the difference against a measured check of one setting.

    python bench/egress.py
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from offswitch.browser.egress import Egress, egress_proxy
from offswitch.browser.find import find_browser
from offswitch.browser.switches import switches
from offswitch.replica import Replica, load_scenario, serve

GOAL = 0.03
ROUNDS = 25
PAGES = ("https://www.facebook.com/", "https://accountscenter.facebook.com/")
LOADS_OF_A_CHECK = 4
SETTING = "accounts_center.partner_activity"
_OF_THE_PROXY = ("--proxy-", "--host-resolver-rules")


@contextmanager
def browsers(replica: Replica) -> Iterator[dict[str, Browser]]:
    """Start a browser without the proxy, and one with it."""
    with ExitStack() as ends:
        playwright = ends.enter_context(sync_playwright())
        ports = dict.fromkeys(replica.hosts, replica.port)
        proxy = ends.enter_context(egress_proxy(Egress(replica.hosts, ports)))
        ours = switches(proxy.port, replica.key_hash)
        mapped = ", ".join(f"MAP {host} 127.0.0.1:{replica.port}" for host in replica.hosts)
        bare = [each for each in ours if not each.startswith(_OF_THE_PROXY)]
        path = find_browser(playwright.chromium.executable_path)
        yield {
            name: playwright.chromium.launch(executable_path=path, args=args)
            for name, args in (
                ("without", [*bare, f"--host-resolver-rules={mapped}"]),
                ("through the proxy", ours),
            )
        }


def seconds(browser: Browser, state: Path, url: str) -> float:
    """Return how long a page takes in a context of its own."""
    context = browser.new_context(storage_state=state)
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(url, wait_until="networkidle")
    taken = time.perf_counter() - begun
    context.close()
    return taken


def check(replica: Replica, state: Path, home: Path) -> float:
    """Return how long a check of one setting takes, with everything that belongs to it."""
    environment = {
        **os.environ,
        "OFFSWITCH_HOME": str(home),
        "OFFSWITCH_PASSPHRASE": "bench",
        "OFFSWITCH_REPLICA": replica.url,
        "OFFSWITCH_PAUSE": "0",
    }

    def offswitch(*words: str) -> int:
        line = [sys.executable, "-m", "offswitch", *words]
        return subprocess.run(line, env=environment, capture_output=True, check=False).returncode

    assert offswitch("login", "--import", str(state)) == 0
    begun = time.perf_counter()
    assert offswitch("check", "--only", SETTING) in {0, 3}
    return time.perf_counter() - begun


def main() -> int:
    """Measure, print the table, and return the exit code."""
    scenario = load_scenario(None)
    with tempfile.TemporaryDirectory() as folder, serve(scenario) as replica:
        state = Path(folder) / "state.json"
        state.write_text(json.dumps(replica.session(scenario.accounts[0].id)), encoding="utf-8")
        taken: dict[str, list[float]] = {}
        with browsers(replica) as pair:
            for _ in range(ROUNDS):
                for url in PAGES:
                    for name, browser in pair.items():
                        taken.setdefault(name, []).append(seconds(browser, state, url))
        whole = check(replica, state, Path(folder) / "home")
    medians = {name: statistics.median(each) for name, each in taken.items()}
    for name, median in medians.items():
        print(f"{name:<20}{median * 1000:6.0f} ms a page")
    share = LOADS_OF_A_CHECK * (medians["through the proxy"] - medians["without"]) / whole
    print(f"{'a check':<20}{whole * 1000:6.0f} ms")
    print(f"{'share of the proxy':<20}{share:6.1%}    (goal: {GOAL:.0%})")
    return 0 if share <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
