"""Times the journal's queries over ten years of daily checks, against scans of a plain JSON-lines log.

The rival is what many tools keep: one JSON object per line, appended, and read from the start for every
query. Both contain the same results, and every answer is compared before it is timed.

    python bench/journal.py [--days 3650] [--profiles 5] [--settings 40] [--json]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offswitch.journal import Journal, chain, open_journal
from offswitch.model.results import Proof, Result
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Category, ProofKind, Reason, State, Status
from offswitch.report.content import gather
from offswitch.report.page import as_page

START = dt.datetime(2027, 1, 1, 6, tzinfo=dt.UTC)
REPEATS = 3
SCOPE = Scope("p0")


@dataclass(frozen=True)
class Size:
    """How much data there is."""

    days: int
    profiles: int
    settings: int

    @property
    def rows(self) -> int:
        """How many results there are."""
        return self.days * self.profiles * self.settings


def outcome(day: int, setting: int) -> tuple[Status, Reason | None, State]:
    """Return off, except for an occasional flip and a sign-out that lasts a few days."""
    if day == 0:
        return Status.CHANGED, None, State.OFF
    if day % 211 in {0, 1}:
        return Status.UNREACHABLE, Reason.SIGN_IN, State.UNKNOWN
    if (day + setting * 37) % 401 == 0:
        return Status.PENDING, Reason.DRIFT, State.ON
    return Status.OK, None, State.OFF


def result(day: int, setting: int) -> Result:
    """Return one result, as a check writes it."""
    status, reason, after = outcome(day, setting)
    at = START + dt.timedelta(days=day)
    signals = {"on.checked": "false", "off.checked": "true"}
    proofs = (Proof(kind=ProofKind.FRESH_LOAD, state=after, signals=signals, at=at),)
    return Result(
        platform="site",
        setting=f"site.setting_{setting:02}",
        category=Category.AD_PARTNERS,
        title=f"The setting number {setting}",
        status=status,
        reason=reason,
        before=after,
        after=after,
        proofs=proofs if after is not State.UNKNOWN else (),
        selectors="site/2026-07",
        url="https://site.test/settings/ads",
        language="en",
    )


def rows_of(size: Size) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every row of the journal, in order."""
    seq = 0
    for day in range(size.days):
        at = (START + dt.timedelta(days=day)).isoformat()
        results = [result(day, setting) for setting in range(size.settings)]
        bodies = [each.model_dump_json() for each in results]
        for profile in range(size.profiles):
            seq += 1
            run = seq
            yield (
                "runs",
                {
                    "seq": run,
                    "id": f"{day}-{profile}",
                    "mode": "check",
                    "profile": f"p{profile}",
                    "replica": 0,
                    "replica_url": None,
                    "started": at,
                    "version": "0",
                    "browser": "",
                    "pid": 1,
                    "birth": "",
                },
            )
            for each, body in zip(results, bodies, strict=True):
                seq += 1
                yield (
                    "results",
                    {
                        "seq": seq,
                        "run": run,
                        "at": at,
                        "profile": f"p{profile}",
                        "replica": 0,
                        "platform": "site",
                        "setting": each.setting,
                        "status": each.status.value,
                        "wanted": "off",
                        "body": body,
                    },
                )
            seq += 1
            yield "endings", {"seq": seq, "run": run, "finished": at, "alarm": None, "browser": ""}


def fill(journal: Journal, log: Path, size: Size) -> None:
    """Write the same data to the journal, chained as it would chain it, and to the rival's log."""
    database = journal._database  # noqa: SLF001 - one transaction instead of a million
    previous, last = chain.GENESIS, 0
    with database.writing(), log.open("w", encoding="utf-8") as lines:
        for table, row in rows_of(size):
            previous = chain.link(previous, table, row)
            database.insert(table, {**row, "hash": previous})
            last = row["seq"]
            if table == "results":
                kept = {"run": row["run"], "at": row["at"], "profile": row["profile"]}
                lines.write(json.dumps({**kept, **json.loads(row["body"])}) + "\n")
        database.change("UPDATE head SET seq = ?, hash = ?", last, previous)


class Rival:
    """A JSON-lines log, scanned from the start for each question."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield every result of the profile."""
        with self.log.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["profile"] == SCOPE.profile:
                    yield row

    def grid(self) -> int:
        """Count the results of the last 20 runs."""
        found = list(self.rows())
        runs = sorted({row["run"] for row in found})[-20:]
        return sum(row["run"] in runs for row in found)

    def one(self) -> int:
        """Count the last 20 results of one setting."""
        return len([row for row in self.rows() if row["setting"] == "site.setting_07"][-20:])

    def proved(self) -> int:
        """Count the settings whose last proof says off."""
        last = {row["setting"]: row for row in self.rows() if row["status"] in {"ok", "changed"}}
        return sum(row["wanted"] == "off" for row in last.values())

    def transitions(self) -> int:
        """Count how often the outcome of any setting changes."""
        former: dict[str, tuple[Any, ...]] = {}
        count = 0
        for row in self.rows():
            now = (row["status"], row["reason"], row["after"])
            count += former.get(row["setting"]) != now
            former[row["setting"]] = now
        return count


def seconds(work: Callable[[], int]) -> tuple[int, float]:
    """Return the answer and the median time of a few tries."""
    times, answer = [], 0
    for _ in range(REPEATS):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return answer, statistics.median(times)


def questions(
    journal: Journal, rival: Rival, size: Size
) -> dict[str, tuple[Callable[[], int], Callable[[], int]]]:
    """Return the queries that both answer."""
    names = [f"site.setting_{number:02}" for number in range(size.settings)]
    return {
        "history (20 runs)": (
            lambda: sum(len(journal.results(run.id)) for run in journal.runs(SCOPE, 20)),
            rival.grid,
        ),
        "history --setting": (lambda: len(journal.history(SCOPE, names[7], 20)), rival.one),
        "check: is each drift?": (
            lambda: sum(journal.proved_off(SettingKey(SCOPE, "site", name)) for name in names),
            rival.proved,
        ),
        "report: every transition": (lambda: len(journal.transitions(SCOPE)), rival.transitions),
    }


def main() -> None:
    """Measure, and print one line per query."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name, default in (("days", 3650), ("profiles", 5), ("settings", 40)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    size = Size(given.days, given.profiles, given.settings)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.jsonl"
        with open_journal(Path(folder) / "data" / "journal.sqlite3") as journal:
            fill(journal, log, size)
            rows = []
            for name, (ours, theirs) in questions(journal, Rival(log), size).items():
                answer, took = seconds(ours)
                expected, rival = seconds(theirs)
                assert answer == expected, (name, answer, expected)
                rows.append(
                    {"question": name, "seconds": took, "rival": rival, "ratio": rival / took}
                )
            for name, work in (
                ("report: the whole page", lambda: len(page_of(journal))),
                ("verify: every row", lambda: len(journal.verify())),
            ):
                rows.append({"question": name, "seconds": seconds(work)[1]})
            sizes = {
                "rows": size.rows,
                "journal": journal.path.stat().st_size,
                "log": log.stat().st_size,
            }
    tell(sizes, rows, as_json=given.json)


def page_of(journal: Journal) -> str:
    """Render the report's page without verifying the chain, which is measured separately."""
    content = gather(journal, SCOPE, (), {}, made=START, verify=False)
    return as_page(content)


def tell(sizes: dict[str, int], rows: list[dict[str, Any]], *, as_json: bool) -> None:
    """Print the measurements."""
    if as_json:
        print(json.dumps({**sizes, "questions": rows}, indent=2))
        return
    print(
        f"{sizes['rows']:,} results; journal {sizes['journal'] / 1e6:.0f} MB, log {sizes['log'] / 1e6:.0f} MB"
    )
    print(f"{'':<26} {'journal':>10} {'scan':>10} {'ratio':>9}")
    for row in rows:
        rival = f"{row['rival']:>9.3f}s {row['ratio']:>8.0f}x" if "rival" in row else ""
        print(f"{row['question']:<26} {row['seconds']:>9.4f}s {rival}")


if __name__ == "__main__":
    main()
