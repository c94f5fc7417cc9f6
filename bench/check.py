"""Times a check of five settings against a plain Playwright script that reads the same five.

The script is what a skilled person would write for one evening's use: it knows each page, reads each control
once, and believes it. It opens the same replica in the same browser, through the same proxy. Both are started
alternately, for settings that are on and for settings that were proved off before, at several latencies.

    python bench/check.py [--rounds 5] [--latency 0.1] [--json] [--write docs/benchmarks.md]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from offswitch.browser.egress import Egress, egress_proxy
from offswitch.browser.find import find_browser
from offswitch.browser.switches import switches
from offswitch.model.text import counted
from offswitch.replica import Replica, load_scenario, serve

CENTER = "https://accountscenter.facebook.com/ad_preferences"
SETTINGS = (
    "accounts_center.partner_activity",
    "accounts_center.ads_outside_meta",
    "accounts_center.ads_about_meta",
    "whatsapp.link_previews",
    "whatsapp.call_ip",
)
GOALS = ((0.1, 1.0), (float("inf"), 0.6))
"""Up to which latency, in seconds, which ratio is aimed at."""
PAGE = """# Benchmarks

`make bench` measures this again, and writes this page. Last written on {day}, on {cores} cores.

## A check of five settings

The rival is a plain Playwright script that knows each page, reads each control once, and believes it. Both open the same
replica in the same browser, alternately; each time is the median of {rounds}, from the start of the program to its
end, without the pause between clicks.

{table}

{verdict} Part of the difference is time for which a state must hold before it is believed: 1.8 seconds for each
setting, and 8 for a page that may still hear of another state over a socket, as WhatsApp's may. The script does not wait for
that. It also looks at nothing else: a check records every control on the pages that it visits. `check --timings` says
where its time goes.

Images, fonts, and media are not blocked in a check that nobody watches. The replica's pages have none (a check of
everything asks for 26 documents, 52 styles, 24 scripts, and 21 answers of the sites' APIs), so a benefit cannot be shown on
it; and a switch may be drawn by an image alone.

## What else is measured

- `python bench/startup.py`: the start of the program against a bare Typer program.
- `python bench/egress.py`: page loads through the filtering proxy against loads without one.
- `python bench/journal.py`: the journal's queries against scans of a plain log.
"""
SCENARIO = """
title = "Five settings"
generation = "2026-07"
latency = {latency}
[[accounts]]
id = "100000000000001"
name = "Ada Sample"
email = "ada@example.org"
password = "replica-ada"
"""


def partner_activity(page: Page) -> bool:
    """Tell whether partners' activity is used."""
    page.goto(f"{CENTER}/ad_settings/data_from_partners")
    page.get_by_role("button", name="Review setting").click()
    return page.get_by_role("radio", name=re.compile("^Allow Meta")).is_checked()


def behind(row: str, option: str) -> Callable[[Page], bool]:
    """Return what tells whether an option behind a row of Ad preferences is chosen."""

    def read(page: Page) -> bool:
        page.goto(CENTER)
        page.get_by_role("tab", name="Manage info").click()
        page.get_by_role("link", name=row).click()
        return page.get_by_role("radio", name=option, exact=True).is_checked()

    return read


def in_privacy(label: str) -> Callable[[Page], bool]:
    """Return what tells whether a switch among WhatsApp's privacy settings is off."""

    def read(page: Page) -> bool:
        page.goto("https://web.whatsapp.com/")
        page.get_by_role("button", name="Settings", exact=True).click()
        page.get_by_role("button", name="Privacy Blocked contacts").click()
        return not page.get_by_role("switch", name=label).is_checked()

    return read


READERS: tuple[Callable[[Page], bool], ...] = (
    partner_activity,
    behind("Ads in other apps", "Show me ads from ad partners"),
    behind("Ads about Meta", "Use my activity to show me ads about Meta"),
    in_privacy("Turn off link previews"),
    in_privacy("Protect IP address in calls"),
)


def plain_script(replica: Replica, state: Path) -> list[bool]:
    """Start a browser and read the five settings one after another."""
    egress = Egress(replica.hosts, dict.fromkeys(replica.hosts, replica.port))
    with egress_proxy(egress) as proxy, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright.chromium.executable_path),
            args=switches(proxy.port, replica.key_hash),
        )
        page = browser.new_context(storage_state=state).new_page()
        found = [read(page) for read in READERS]
        browser.close()
    return found


class Offswitch:
    """The program, with the replica's session in a home of its own."""

    def __init__(self, replica: Replica, state: Path, home: Path) -> None:
        self._environment = {
            **os.environ,
            "OFFSWITCH_HOME": str(home),
            "OFFSWITCH_PASSPHRASE": "bench",
            "OFFSWITCH_REPLICA": replica.url,
            "OFFSWITCH_PAUSE": "0",
        }
        self("login", "--import", str(state))

    def __call__(self, *words: str) -> str:
        """Run one command and return what it printed."""
        return subprocess.run(
            [sys.executable, "-m", "offswitch", *words],
            env=self._environment,
            capture_output=True,
            check=False,
            text=True,
        ).stdout

    def check(self) -> list[bool]:
        """Check the five settings; return which of them are on."""
        only = [word for name in SETTINGS for word in ("--only", name)]
        results = {
            each["setting"]: each for each in json.loads(self("check", "--json", *only))["results"]
        }
        return [results[name]["after"] == "on" for name in SETTINGS]

    def switch_off(self) -> None:
        """Switch the five off, so that a check finds them as they were proved."""
        only = [word for name in SETTINGS for word in ("--only", name)]
        self("run", "--yes", "--headless", *only)


def seconds(work: Callable[[], list[bool]], expected: list[bool]) -> float:
    """Return how long it takes; what it reads must be right."""
    begun = time.perf_counter()
    found = work()
    taken = time.perf_counter() - begun
    assert found == expected, found
    return taken


@dataclass(frozen=True)
class Row:
    """What was measured at one latency, in seconds, for settings that are on or off."""

    latency: float
    settings: str
    script: float
    check: float

    @property
    def ratio(self) -> float:
        """How many times as long a check takes."""
        return self.check / self.script

    @property
    def goal(self) -> float:
        """The ratio that is aimed at; the longer the site takes, the more can be done meanwhile."""
        return next(goal for latency, goal in GOALS if self.latency <= latency)

    def line(self) -> str:
        """Return it as a line of a table."""
        times = f"{self.script:.1f} s | {self.check:.1f} s | {self.ratio:.1f} | {self.goal:.1f}"
        return f"| {self.latency:.1f} s | {self.settings} | {times} |"


def measure(latency: float, rounds: int) -> list[Row]:
    """Return one row for settings that are on, and one for settings that are off."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "scenario.toml").write_text(SCENARIO.format(latency=latency), encoding="utf-8")
        scenario = load_scenario(place / "scenario.toml")
        with serve(scenario) as replica:
            state = place / "state.json"
            state.write_text(json.dumps(replica.session(scenario.accounts[0].id)), encoding="utf-8")
            ours = Offswitch(replica, state, place / "home")
            for name in ("on", "off"):
                if name == "off":
                    ours.switch_off()
                expected = [name == "on"] * len(SETTINGS)
                taken: dict[str, list[float]] = {"script": [], "offswitch": []}
                for _ in range(rounds):
                    taken["script"].append(seconds(lambda: plain_script(replica, state), expected))
                    taken["offswitch"].append(seconds(ours.check, expected))
                script, check = (statistics.median(each) for each in taken.values())
                rows.append(Row(latency, name, script, check))
    return rows


def table(rows: list[Row]) -> str:
    """Return the measurements as a table."""
    head = [
        "| latency | settings | script | check | ratio | goal |",
        "|--------:|:---------|-------:|------:|------:|-----:|",
    ]
    return "\n".join([*head, *(row.line() for row in rows)])


def document(rows: list[Row], rounds: int) -> str:
    """Return the page that tells what was measured, and how to repeat it."""
    missed = sum(row.ratio > row.goal for row in rows)
    verdict = f"{missed} of {len(rows)} goals are missed." if missed else "Every goal is met."
    return PAGE.format(
        day=dt.datetime.now(dt.UTC).date(),
        cores=os.cpu_count(),
        rounds=counted(rounds, "round"),
        table=table(rows),
        verdict=verdict,
    )


def main() -> None:
    """Measure, and print one line for each scenario."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--latency", type=float, action="append", help="0, 0.1 and 0.3 if left out")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="also write the page of the docs"
    )
    given = parser.parse_args()
    rows = [
        row
        for latency in given.latency or (0.0, 0.1, 0.3)
        for row in measure(latency, given.rounds)
    ]
    print(json.dumps([vars(row) for row in rows], indent=2) if given.json else table(rows))
    if given.write:
        given.write.write_text(document(rows, given.rounds), encoding="utf-8")


if __name__ == "__main__":
    main()
