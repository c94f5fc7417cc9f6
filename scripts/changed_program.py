"""A copy of the program with one module changed, and tests that run on it. Nothing here changes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
_SHARED = ("flows", "selectors", "fixtures", "pyproject.toml")
"""What the program looks for beside its own folder in a checkout."""
PASSED, FAILED = 0, 1
"""Pytest's exit codes; any other means that it could not run the tests."""


@dataclass(frozen=True)
class Outcome:
    """How pytest ended.

    Attributes:
        code: its exit code; ``None`` if the time was up before.
        output: what it said.
    """

    code: int | None
    output: str


@contextmanager
def changed(module: str = "", text: str = "") -> Iterator[Path]:
    """Copy the program into a folder of its own, which is gone afterwards.

    Args:
        module: path of the module to change, from the root; without it, nothing is changed.
        text: what the module says in the copy.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "src", folder / "src")
        for shared in _SHARED:
            (folder / shared).symlink_to(ROOT / shared)
        if module:
            file = folder / module
            file.write_text(text, encoding="utf-8")
            for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
                compiled.unlink()
        yield folder


def run_tests(folder: Path, tests: Sequence[str], seconds: float, *options: str) -> Outcome:
    """Run tests on a copy of the program until one fails.

    Args:
        folder: where the copy is.
        tests: names, as pytest prints them.
        seconds: how long they may take before they are killed, with everything that they started.
        options: more words for pytest.
    """
    fixed = ("-q", "-x", "-m", "", "-p", "no:cacheprovider")
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *fixed, *options, *tests],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{folder}/src"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            return Outcome(None, output)
    return Outcome(process.returncode, output)
