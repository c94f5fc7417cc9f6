"""A campaign: pages drawn by chance, and each result of a run over them held against the server's truth.

``python -m tests.e2e.campaign SEED`` shows what a seed draws and runs over it in a window; without a seed, it
prints the table of what was run on this commit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

from offswitch.replica import Replica, load_scenario, serve
from offswitch.replica.fixtures import load_sites
from offswitch.replica.scenario import Change, Fault
from tests.conftest import ROOT, Program
from tests.e2e.contract import PATHS, Case, every_case
from tests.e2e.honest import what_is_wrong
from tests.e2e.scenarios import ACCOUNT, outcomes, states, writes

Outcome = tuple[str, str | None]
"""A result's status and reason."""
KINDS = ("benign", "real", "fault", "any")
"""What is drawn: changes that leave all as it was, one that does not, a fault, or everything at once."""
RECORDS = ROOT / ".campaign"
TIMES = ("once", "always")
REAL = (Change.MOVED, Change.MERGED)
BENIGN = tuple(change for change in Change if change not in REAL)
EXPECTED: Mapping[str, Collection[Outcome]] = {
    Fault.FLIPS_BACK: {("failed", "not_verified")},
    Fault.SAVE_ERROR: {("failed", "save_error")},
    Fault.SERVER_ERROR: {("failed", "save_error")},
    Fault.DUPLICATE: {("failed", "ambiguous")},
    Fault.RENAMED: {("failed", "not_found")},
    Fault.ABSENT: {("skipped", "not_offered"), ("failed", "not_found")},
    Fault.LOCKED: {("skipped", "locked")},
    Fault.HIDDEN_TWIN: {("changed", None)},
    Fault.LATE_HYDRATION: {("changed", None)},
    Fault.SLOW: {("changed", None)},
    Fault.MIXED_SIGNALS: {("failed", "unreadable")},
    Fault.UNSET: {("failed", "unreadable")},
    Fault.LOCAL_ONLY: {("failed", "not_verified")},
    Fault.OPTIMISTIC_ONLY: {("failed", "not_verified")},
}
"""How a setting may end that has one fault and nothing else.

Some pages have rows that no file knows; what is absent there may as well be one of those under a new name.
"""
MOVED = {("changed", None), ("failed", "not_found"), ("failed", "ambiguous")}
"""How a setting may end whose row has moved or been joined with another."""
UNREAD = {Fault.SAVE_ERROR, Fault.SERVER_ERROR}
"""What WhatsApp answers over its socket, which nobody reads: there it is only seen that nothing has changed."""
ANY_FAULT = tuple(fault for fault in Fault if fault is not Fault.SIDE_EFFECT)
"""A page that switches a neighbor by itself writes what nobody planned; `test_lost.py` shows the alarm."""


Record = Mapping[str, Any]
"""What is kept of a trial: its seed and kind, what was drawn, each setting's outcome, and what was wrong."""


@dataclass(frozen=True)
class Trial:
    """One run over a setting of a platform, or two.

    Attributes:
        kind: one of ``KINDS``.
        where: platform, layout and region.
        faults: of each setting that has any.
        scenario: of the replica, as TOML.
    """

    seed: int
    kind: str
    where: str
    settings: tuple[str, ...]
    changes: tuple[str, ...]
    faults: Mapping[str, tuple[str, ...]]
    scenario: str

    @property
    def only(self) -> tuple[str, ...]:
        """What limits a run to the settings of this trial."""
        return tuple(word for setting in self.settings for word in ("--only", setting))


def draw(seed: int) -> Trial:
    """Draw a trial; the same one for the same seed."""
    chance = Random(seed)
    kind = chance.choice(KINDS)
    where, cases = chance.choice(_places())
    [platform, generation, region] = where
    drawn = chance.sample(cases, min(len(cases), chance.choice([1, 2])))
    settings = tuple(case.settings[0] for case in drawn)
    features = sorted({feature for case in drawn for feature in case.features})
    changes, faults = _changes(kind, chance), _faults(kind, settings, chance)
    lines = [
        f'generation = "{generation}"',
        f'region = "{region}"',
        "latency = 0.03",
        f"features = {_listed(features)}",
        f"changes = {_listed(changes)}",
        *(
            _whatever_else(platform, seed, _ways_to(where, settings), chance)
            if kind == "any"
            else ()
        ),
        f"{ACCOUNT.rstrip()}\nbusiness = true",
    ]
    for setting in settings:
        lines += [f'[settings."{setting}"]', 'state = "on"']
        lines += [f"faults = {_listed(faults.get(setting, ()))}"]
    text = "\n".join(lines)
    return Trial(seed, kind, "-".join(where), settings, changes, faults, text)


_cases = cache(every_case)


@cache
def _places() -> list[tuple[tuple[str, str, str], list[Case]]]:
    """Return each platform's layout in each region, with a case of each setting that is there."""

    def where(case: Case) -> tuple[str, str, str]:
        return case.platform, case.generation, case.region

    grouped = groupby(sorted(_cases(), key=where), where)
    return [
        (place, list({case.settings: case for case in sorted(cases, key=lambda c: c.id)}.values()))
        for place, cases in grouped
    ]


def _ways_to(where: tuple[str, str, str], settings: Collection[str]) -> list[str]:
    """Return the ways by which every one of some settings can be reached there."""
    open_to = {
        way: {
            c.settings[0]
            for c in _cases()
            if (c.platform, c.generation, c.region, c.way) == (*where, way)
        }
        for way in PATHS
    }
    return [way for way, reached in open_to.items() if reached.issuperset(settings)]


def _changes(kind: str, chance: Random) -> tuple[str, ...]:
    if kind == "fault":
        return ()
    benign = chance.sample(BENIGN, chance.choice([1, 2]))
    real = chance.sample(REAL, 1 if kind == "real" else 0)
    return tuple(map(str, (*benign, *real)))


def _faults(kind: str, settings: Iterable[str], chance: Random) -> dict[str, tuple[str, ...]]:
    """Draw one fault for the first setting; or for each setting up to two at once."""
    if kind == "fault":
        return {next(iter(settings)): (str(chance.choice(list(EXPECTED))),)}
    if kind == "any":
        return {
            each: tuple(map(str, chance.sample(ANY_FAULT, chance.choice([0, 1, 2]))))
            for each in settings
        }
    return {}


def _whatever_else(platform: str, seed: int, ways: Sequence[str], chance: Random) -> Iterator[str]:
    """Draw a language, a way, what evidence leaves open, and what comes between a person and the pages."""
    site = next(each for each in load_sites() if each.platform == platform)
    yield f'language = "{chance.choice([*site.languages, *["en"] * len(site.languages)])}"'
    if ways:
        yield PATHS[chance.choice(ways)]
    yield f'shape = "seed"\nseed = "{seed}"'
    met = chance.sample(sorted(site.interruptions), chance.choice([0, 0, 1, 2]))
    tables = [f'{{ name = "{name}", times = "{chance.choice(TIMES)}" }}' for name in met]
    yield f"interruptions = [{', '.join(tables)}]"


def _listed(words: Iterable[str]) -> str:
    return json.dumps(list(words))


def run_over(trial: Trial, program: Program, replica: Replica, *more: str) -> Record:
    """Run over a trial's replica, and hold what is said and written against the truth."""
    before = states(replica)
    done = program.signed_in(replica)("run", "--yes", "--json", *trial.only, *more)
    results = done.results() if done.out else {}
    wrong = what_is_wrong(results, before, states(replica), writes(replica), locked=_locked(trial))
    if set(results) != set(trial.settings):
        wrong = [*wrong, f"not every setting has a result: {done.err}"]
    return {
        "seed": trial.seed,
        "kind": trial.kind,
        "where": trial.where,
        "changes": trial.changes,
        "faults": trial.faults,
        "outcomes": outcomes(results),
        "wrong": wrong,
    }


def _locked(trial: Trial) -> list[str]:
    return [each for each, faults in trial.faults.items() if Fault.LOCKED in faults]


def table(records: Iterable[Record]) -> str:
    """Say what a campaign has shown, as Markdown: how many were wrong, switched, and refused for the right reason."""
    kept = list(records)
    results = sum(len(record["outcomes"]) for record in kept)
    wrong = sum(bool(record["wrong"]) for record in kept)
    share = f" (of such runs at most {_bound(len(kept)):.2%} are, by 95 %)" if kept else ""
    lines = [
        f"{len(kept)} runs, {results} results, {wrong} wrong{'' if wrong else share}.",
        "",
        "| what was drawn | results | as expected | share |",
        "|---|---|---|---|",
    ]
    rows = {
        "changes that leave all as it was: switched and proved": _told(kept, "benign"),
        "a change that moves or joins rows: switched and proved, or not found": _told(kept, "real"),
        "one fault: ends as it should, with the right reason": _told(kept, "fault"),
    }
    for name, told in rows.items():
        share = f"{sum(told) / len(told):.1%}" if told else "-"
        lines.append(f"| {name} | {len(told)} | {sum(told)} | {share} |")
    return "\n".join(lines) + "\n"


def is_as_expected(record: Record, setting: str) -> bool:
    """Tell whether a setting of a trial has ended as well as it can."""
    outcome = tuple(record["outcomes"][setting])
    if record["kind"] == "real":
        return outcome in MOVED
    [fault] = record["faults"].get(setting) or [None]
    if fault is None:
        return outcome == ("changed", None)
    if fault in UNREAD and setting.startswith("whatsapp."):
        return outcome == ("failed", "not_verified")
    return outcome in EXPECTED[fault]


def _told(records: Iterable[Record], kind: str) -> list[bool]:
    return [
        is_as_expected(record, setting)
        for record in records
        if record["kind"] == kind
        for setting in record["outcomes"]
    ]


def _bound(trials: int) -> float:
    """Return the upper 95 % confidence bound of a share of which none was seen."""
    return float(1 - 0.05 ** (1 / trials))


@cache
def kept() -> Path:
    """Return the file with the records of this commit, one a line."""
    head = ("git", "rev-parse", "--short=10", "HEAD")
    commit = subprocess.run(head, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    RECORDS.mkdir(exist_ok=True)
    return RECORDS / f"{commit.strip()}.jsonl"


def records() -> list[Record]:
    """Return what is kept of the trials that were run on this commit."""
    file = kept()
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [json.loads(line) for line in lines]


def show(seed: int) -> None:
    """Show a trial, and run over it in a window."""
    trial = draw(seed)
    print(trial.scenario)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scenario.toml"
        file.write_text(trial.scenario, encoding="utf-8")
        shown = {"DISPLAY": os.environ.get("DISPLAY", "")}
        with serve(load_scenario(file)) as replica:
            print(
                json.dumps(
                    run_over(trial, Program(Path(folder) / "home", shown), replica), indent=1
                )
            )


if __name__ == "__main__":
    if sys.argv[1:]:
        show(int(sys.argv[1]))
    else:
        print(table(records()), end="")
