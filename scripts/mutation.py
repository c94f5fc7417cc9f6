"""Changes the program at places drawn by chance, and counts how many changes its tests notice.

``make mutation RUNS=200 SEED=1`` runs this. Begun again, it goes on where it stopped: what a test has noticed
is not tried again while the program stays the same, and a test that has not noticed a change is not asked about
it again while its file stays the same.
``python scripts/mutation.py record`` notes first which test executes which line; with names of tests, it adds
them to what is noted. docs/mutation.md says what all this has shown.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import sqrt
from pathlib import Path

from changed_program import ROOT
from drawn_changes import draw
from recording.lines import FOLDER, mutated_files
from suited_tests import Executed
from trials import Record, Trials

KEPT = ROOT / ".mutation"
_AT_ONCE = 2
_WORKERS = "6"
_95_PERCENT = 1.96


def main(words: Sequence[str]) -> int:
    """Record, or try the changes that are drawn; return how many no test has noticed."""
    program = _tree("src")
    recorded = KEPT / f"lines-{program}"
    if words[:1] == ["record"]:
        return record(recorded, words[1:])
    if not recorded.exists():
        record(recorded, ())
    runs, seed = int(os.environ.get("RUNS") or 200), int(os.environ.get("SEED") or 1)
    drawn = draw(list(mutated_files()), ROOT, runs, seed)
    trials = Trials(KEPT / f"{program}.jsonl", Executed.read(recorded))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(trials.attempt, drawn):
            pass
    trials.doubt()
    kept = [trials.records[change.id] for change in drawn]
    print(table(kept), end="")
    return sum(not each["by"] for each in kept)


def record(folder: Path, tests: Sequence[str]) -> int:
    """Note which test executes which line; return pytest's exit code.

    Args:
        folder: where that is kept.
        tests: names of tests, or more words for pytest; without any, all tests are run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scripts = ROOT / "scripts"
    path = [ROOT / "src", scripts, scripts / "recording", os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "recording.plugin", "-n", _WORKERS, *tests],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, filter(None, path))),
            FOLDER: str(folder),
        },
        check=False,
    ).returncode


def table(records: Iterable[Record]) -> str:
    """Say how many changes were noticed, by folder, and then which were not, as Markdown."""
    kept = list(records)
    lines = [
        "| where | changed | noticed | survived | share | by 95 % between |",
        "|---|---|---|---|---|---|",
    ]
    for folder in ("engine/", "screen/", "browser/guard.py", ""):
        noticed = [bool(each["by"]) for each in kept if f"src/offswitch/{folder}" in each["id"]]
        if noticed:
            lines.append(_row(f"`{folder}`" if folder else "all", noticed))
    return "\n".join([*lines, *_survivors(kept)]) + "\n"


def _row(name: str, noticed: Sequence[bool]) -> str:
    all_, some = len(noticed), sum(noticed)
    low, high = interval(some, all_)
    return f"| {name} | {all_} | {some} | {all_ - some} | {some / all_:.1%} | {low:.1%} and {high:.1%} |"


def interval(some: int, out_of: int) -> tuple[float, float]:
    """Return between which shares the true one is by 95 %, where some out of so many were seen (Wilson's interval)."""
    share, spread = some / out_of, _95_PERCENT**2 / out_of
    middle = share + spread / 2
    width = sqrt(spread * (share * (1 - share) + spread / 4))
    return (middle - width) / (1 + spread), (middle + width) / (1 + spread)


def _survivors(records: Iterable[Record]) -> Iterator[str]:
    for each in records:
        if not each["by"]:
            yield f"\n{each['id']}, line {each['line']}, {len(each['passed'])} of {each['suited']} tests tried"
            yield from (f"    {line}" for line in each["change"])


def _tree(folder: str) -> str:
    """Return git's name of a folder as it was last committed: the same name means the same files."""
    asked = ("git", "rev-parse", "--short=10", f"HEAD:{folder}")
    return subprocess.run(
        asked, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
