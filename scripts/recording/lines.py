"""Notes which lines of what is mutated a process executes, and for which test.

Each process writes a file of its own into the folder that the environment names, one test a line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from coverage import Coverage

FOLDER = "RECORDED_LINES"
"""The environment variable that names the folder."""
ROOT = Path(__file__).parents[2]
_PACKAGE = ROOT / "src" / "offswitch"
_MUTATED = (_PACKAGE / "engine", _PACKAGE / "screen", _PACKAGE / "browser" / "guard.py")


def mutated_files() -> Iterator[Path]:
    """Yield every module that is mutated, in one order for ever."""
    for each in _MUTATED:
        yield from sorted(each.rglob("*.py")) if each.is_dir() else [each]


def tracer() -> Coverage:
    """Return a tracer at work; it costs little elsewhere than in what is mutated."""
    tracing = Coverage(
        data_file=None,
        config_file=False,
        concurrency=["thread", "greenlet"],
        include=[str(each / "*" if each.is_dir() else each) for each in _MUTATED],
        messages=False,
    )
    tracing.set_option(
        "run:disable_warnings", ["no-data-collected"]
    )  # many programs do nothing here
    tracing.start()
    return tracing


def seen(tracing: Coverage, test: str = "") -> dict[str, list[int]]:
    """Return which lines of which files were executed, in all or by one test."""
    data = tracing.get_data()
    data.set_query_context(test) if test else data.set_query_contexts(None)
    return {file: lines for file in data.measured_files() if (lines := data.lines(file))}


def write(test: str, lines: Mapping[str, Iterable[int]], seconds: float | None = None) -> None:
    """Add to this process's file what a test has executed here; pytest alone knows how long it took."""
    kept = {Path(file).relative_to(ROOT).as_posix(): sorted(lines[file]) for file in lines}
    record = {"test": test, "seconds": seconds, "lines": kept}
    with (Path(os.environ[FOLDER]) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
