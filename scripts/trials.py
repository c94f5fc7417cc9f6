"""Tries changes of the program, and keeps which test has noticed each."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from changed_program import FAILED, PASSED, ROOT, changed, run_tests
from drawn_changes import Change
from recording.lines import mutated_files
from suited_tests import Executed

Record = Mapping[str, Any]
"""What is kept of a change: what it is, what noticed it, if anything, and which tests did not."""
_WITHOUT_WINDOW = "tests/unit/"
_LIMITS = {True: (60, 30.0), False: (12, 60.0)}
"""How many tests without a browser are tried and how many with one, and how many seconds they may take in all."""
_WORKERS = "3"
_SECONDS_ALONE = 15.0
"""Tests that take longer in all are run by that many processes."""
_PATIENCE = (240, 6)
"""Seconds, and how many times longer than usual tests may take before they count as endless."""
_NOT_IMPORTED = ("ERROR collecting", "errors during collection", "while loading conftest")


class Trials:
    """The changes that were tried on this program.

    Args:
        file: where they are kept, one a line.
        executed: which test executes which line.
    """

    def __init__(self, file: Path, executed: Executed) -> None:
        self._file = file
        self._executed = executed
        self._texts = {
            each.relative_to(ROOT).as_posix(): each.read_text(encoding="utf-8")
            for each in mutated_files()
        }
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        self.records: dict[str, Record] = {each["id"]: each for each in map(json.loads, lines)}

    def attempt(self, change: Change) -> None:
        """Try a change that nothing has noticed yet, with tests that were not asked about it yet.

        Raises:
            RuntimeError: the tests could not be run.
        """
        kept = self.records.get(change.id, {})
        if kept.get("by"):
            return
        text = self._texts[change.file]
        made = change.made(text)
        suited = self._executed.of_statement(change.file, self._texts, change.line)
        passed = {test: at for test, at in kept.get("passed", {}).items() if at == _version(test)}
        by = self._noticed_by(change.file, made, suited, passed)
        self._keep(
            {
                "id": change.id,
                "line": change.line,
                "change": _difference(text, made),
                "by": by,
                "suited": len(suited),
                "passed": passed,
            }
        )
        print(f"{'noticed ' if by else 'SURVIVED'}  {change.id}  {by}", flush=True)

    def _noticed_by(
        self, module: str, text: str, suited: Collection[str], passed: dict[str, str]
    ) -> str:
        """Return what notices that a module says this, or nothing.

        Args:
            module: its path from the root.
            text: what it says.
            suited: tests that could notice it.
            passed: those of them that have not, and the version of each; grows with each that is tried.
        """
        with changed(module, text) as folder:
            for windowless in (True, False):
                left = [
                    test
                    for test in suited
                    if test.startswith(_WITHOUT_WINDOW) is windowless and test not in passed
                ]
                tests = self._executed.in_turn(left, Path(module).stem, *_LIMITS[windowless])
                if tests and (by := self._first_to_fail(folder, tests)):
                    return by
                passed |= {test: _version(test) for test in tests}
        return ""

    def _first_to_fail(self, folder: Path, tests: Sequence[str]) -> str:
        """Run tests on a copy of the program; return the first that fails, or what is wrong besides."""
        usual = sum(self._executed.seconds[test] for test in tests)
        together = ("-n", _WORKERS) if usual > _SECONDS_ALONE and len(tests) > 1 else ()
        done = run_tests(folder, tests, _PATIENCE[0] + _PATIENCE[1] * usual, *together)
        if done.code == PASSED:
            return ""
        if done.code is None:
            return "the time was up"
        if by := next((test for test in tests if _fails(test, done.output)), ""):
            return by
        if any(words in done.output for words in _NOT_IMPORTED):
            return "its tests cannot be collected"
        hint = "if a test is not found, it was renamed since: record which lines the tests execute anew"
        raise RuntimeError(f"the tests could not be run ({hint}):\n{done.output[-2000:]}")

    def doubt(self) -> None:
        """Forget what was noticed by a test that fails on the unchanged program as well."""
        noticed = {each["by"] for each in self.records.values() if "by" in each}
        doubtful = sorted(test for test in noticed if "::" in test and test not in self.records)
        if not doubtful:
            return
        usual = sum(self._executed.seconds[test] for test in doubtful)
        with changed() as folder:
            options = ("-n", _WORKERS, "--maxfail=0")
            done = run_tests(folder, doubtful, _PATIENCE[0] + _PATIENCE[1] * usual, *options)
        if done.code not in {PASSED, FAILED}:
            raise RuntimeError(f"the tests could not be run:\n{done.output[-2000:]}")
        for test in doubtful:
            self._keep({"id": test, "is_sound": not _fails(test, done.output)})
        for each in list(self.records.values()):
            if not self.records.get(each.get("by", ""), {}).get("is_sound", True):
                self._keep({**each, "by": "", "passed": {}})

    def _keep(self, kept: Record) -> None:
        """Keep what a trial has shown, also if all this is interrupted."""
        self.records[kept["id"]] = kept
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(kept) + "\n")


@cache
def _version(test: str) -> str:
    """Name what a test's file says, so that a test that has changed is asked again."""
    return sha256((ROOT / test.partition("::")[0]).read_bytes()).hexdigest()[:10]


def _fails(test: str, output: str) -> bool:
    lines = output.splitlines()
    return any(
        line == f"{word} {test}" or line.startswith(f"{word} {test} - ")
        for line in lines
        for word in ("FAILED", "ERROR")
    )


def _difference(text: str, made: str) -> Sequence[str]:
    """Return the lines that differ, each as it was and as it is."""
    lines = difflib.unified_diff(text.splitlines(), made.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]
