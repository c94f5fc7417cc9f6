"""Times `offswitch --help` against a bare Typer program in the same run.

The two are started alternately, so that other work on the machine slows both alike. Both have bytecode, as
installed programs do. Exits with 1 if the ratio of the medians is above the goal.

    python bench/startup.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping

GOAL = 1.3
ROUNDS = 20
BARE = """
import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

@app.command()
def first() -> None:
    "Do one thing."

@app.command()
def second() -> None:
    "Do another."

app()
"""
OURS = "from offswitch.cli import main; main()"
"""What the installed script does."""
PROGRAMS = {"bare Typer": BARE, "offswitch": OURS}


def seconds(program: str, environment: Mapping[str, str]) -> float:
    """Return how long the help of a program takes."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program, "--help"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def measure(rounds: int) -> dict[str, list[float]]:
    """Start each program so many times, by turns; return the seconds that each start took."""
    taken: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with tempfile.TemporaryDirectory() as cache:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = cache
        for program in PROGRAMS.values():  # the first start writes the bytecode
            seconds(program, environment)
        for _ in range(rounds):
            for name, program in PROGRAMS.items():
                taken[name].append(seconds(program, environment))
    return taken


def main() -> int:
    """Measure, print the medians and their ratio, and return the exit code."""
    taken = measure(ROUNDS)
    medians = {name: statistics.median(each) for name, each in taken.items()}
    for name, median in medians.items():
        print(f"{name:<12}{median * 1000:6.0f} ms")
    ratio = medians["offswitch"] / medians["bare Typer"]
    print(f"{'ratio':<12}{ratio:6.2f}    (goal: {GOAL})")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
