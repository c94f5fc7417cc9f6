"""Times checks and a run against a plain Playwright script that does the same: `bench/plain_script.py`.

Both are started alternately, at several latencies: a check of five settings, and of all of Meta, that are on, or that were
proved off before; and a run that switches the five off and proves it.

    python bench/check.py [--rounds 5] [--latency 0.1] [--job JOB] [--json] [--write docs/benchmarks.md]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import plain_script

from offswitch.model.text import counted
from offswitch.replica import Replica, load_scenario, serve

SETTINGS = tuple(each.id for each in plain_script.FIVE)
ONLY = tuple(word for name in SETTINGS for word in ("--only", name))
GOALS = ((0.1, 1.0), (float("inf"), 0.6))
"""Up to which latency, in seconds, which ratio is aimed at in a check."""
RUN_GOAL = 1.2
PAGE = """# Benchmarks

`make bench` measures this again, and writes this page. Last written on {day}, on {cores} cores.

## Checks, and a run

The rival is a plain Playwright script (`bench/plain_script.py`): it knows each page, reads each control once, and believes
it. Its run switches five settings one after another, and reads each once more in a fresh context. Both open the same
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

    def check(self, *only: str) -> list[bool]:
        """Check some settings, or all; return which of the five are on."""
        return self._states(self("check", "--json", *only))

    def switch_off(self) -> list[bool]:
        """Switch the five off, and prove it; return which of them are still on."""
        return self._states(self("run", "--yes", "--headless", "--json", *ONLY))

    @staticmethod
    def _states(printed: str) -> list[bool]:
        results = {each["setting"]: each for each in json.loads(printed)["results"]}
        return [results[name]["after"] == "on" for name in SETTINGS]


def seconds(work: Callable[[], list[bool]], expected: list[bool]) -> float:
    """Return how long it takes; what it reads must be right."""
    begun = time.perf_counter()
    found = work()
    taken = time.perf_counter() - begun
    assert found == expected, found
    return taken


@dataclass(frozen=True)
class Row:
    """What was measured at one latency, in seconds.

    Attributes:
        latency: of each of the site's answers.
        job: what was done.
        script: how long the plain script took.
        offswitch: how long offswitch took.
    """

    latency: float
    job: str
    script: float
    offswitch: float

    @property
    def ratio(self) -> float:
        """How many times as long offswitch takes."""
        return self.offswitch / self.script

    @property
    def goal(self) -> float:
        """The ratio that is aimed at; the longer the site takes, the more can be done meanwhile."""
        if self.job.startswith("run"):
            return RUN_GOAL
        return next(goal for latency, goal in GOALS if self.latency <= latency)

    def line(self) -> str:
        """Return it as a line of a table."""
        times = f"{self.script:.1f} s | {self.offswitch:.1f} s | {self.ratio:.1f} | {self.goal:.1f}"
        return f"| {self.latency:.1f} s | {self.job} | {times} |"


@dataclass(frozen=True)
class Rivals:
    """The plain script and offswitch, before the same replica.

    Attributes:
        replica: its settings are switched back on before each run.
        state: the session, in a file.
        ours: the program.
    """

    replica: Replica
    state: Path
    ours: Offswitch

    def measure(self, job: str, rounds: int) -> Row:
        """Return the medians of some rounds of a job: a check or a run, of five or of all, on or off."""
        is_run, is_on = job.startswith("run"), job.endswith("on")
        script = {
            "check of five": plain_script.check_five,
            "check of all": plain_script.check_all,
            "run of five": plain_script.switch_five_off,
        }[job.partition(",")[0]]
        only = () if "all" in job else ONLY
        ours = self.ours.switch_off if is_run else partial(self.ours.check, *only)
        expected = [is_on and not is_run] * len(SETTINGS)
        taken: dict[str, list[float]] = {"script": [], "offswitch": []}
        for _ in range(rounds):
            self._set("on" if is_on else "off")
            taken["script"].append(seconds(partial(script, self.replica, self.state), expected))
            self._set("on" if is_on else "off")
            taken["offswitch"].append(seconds(ours, expected))
        return Row(self.replica.scenario.latency, job, *map(statistics.median, taken.values()))

    def _set(self, state: str) -> None:
        account = self.replica.scenario.accounts[0].id
        for name in SETTINGS:
            self.replica.flip(account, name, state)


JOBS = (
    "check of five, on",
    "check of all, on",
    "run of five, on",
    "check of five, off",
    "check of all, off",
)
"""In this order: only the run proves the settings off, and an "off" that was proved is looked at once."""


def measure(latency: float, rounds: int, jobs: Sequence[str]) -> list[Row]:
    """Return one row for each job."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "scenario.toml").write_text(SCENARIO.format(latency=latency), encoding="utf-8")
        scenario = load_scenario(place / "scenario.toml")
        with serve(scenario) as replica:
            state = place / "state.json"
            state.write_text(json.dumps(replica.session(scenario.accounts[0].id)), encoding="utf-8")
            rivals = Rivals(replica, state, Offswitch(replica, state, place / "home"))
            plain_script.check_five(
                replica, state
            )  # the first start of a browser reads it from disk
            return [rivals.measure(job, rounds) for job in jobs]


def table(rows: list[Row]) -> str:
    """Return the measurements as a table."""
    head = [
        "| latency | job | script | offswitch | ratio | goal |",
        "|--------:|:----|-------:|----------:|------:|-----:|",
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
    parser.add_argument("--job", choices=JOBS, action="append", help="all of them if left out")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="also write the page of the docs"
    )
    given = parser.parse_args()
    rows = [
        row
        for latency in given.latency or (0.0, 0.1, 0.3)
        for row in measure(latency, given.rounds, given.job or JOBS)
    ]
    print(json.dumps([vars(row) for row in rows], indent=2) if given.json else table(rows))
    if given.write:
        given.write.write_text(document(rows, given.rounds), encoding="utf-8")


if __name__ == "__main__":
    main()
