"""Checks several profiles, each in a process of its own: nothing of one is left when the next begins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

from offswitch.exitcodes import ExitCode
from offswitch.local.interrupt import at_once

PROGRAM = (sys.executable, "-m", "offswitch")


@dataclass(frozen=True)
class Checked:
    """How the check of one profile ended.

    Attributes:
        profile: its name.
        code: the exit code.
        report: what ``--json`` printed; None where the check did not begin.
        told: the lines on standard error.
    """

    profile: str
    code: ExitCode
    report: dict[str, Any] | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProfileChecks:
    """Checks of several profiles.

    Args:
        arguments: of each check, but for its profile.
        jobs: how many to carry out at once.
        passphrase: returns what opens the sessions of a profile; empty where that needs none.
        begun: is told which profile is begun; called from other threads.
        program: what is called; another one in tests.
    """

    arguments: Sequence[str]
    jobs: int
    passphrase: Callable[[str], str]
    begun: Callable[[str], None]
    program: Sequence[str] = PROGRAM
    _running: set[subprocess.Popen[str]] = field(init=False, default_factory=set)
    _lock: Lock = field(init=False, default_factory=Lock)
    _stopped: Event = field(init=False, default_factory=Event)

    def carry_out(self, profiles: Sequence[str]) -> Generator[Checked]:
        """Check profiles; yield how each ended, in the same order.

        After Ctrl-C or SIGTERM no other one is begun, and those under way stop as a check alone does: at
        their next step, and after a second one at once. No process is left when this ends.
        """
        with at_once(), ThreadPoolExecutor(self.jobs) as pool:
            try:
                for future in [pool.submit(self._check, profile) for profile in profiles]:
                    yield self._await(future)
            finally:
                self._stop()

    def _await(self, future: Future[Checked]) -> Checked:
        while True:
            try:
                return future.result()
            except KeyboardInterrupt:
                self._stop()

    def _check(self, profile: str) -> Checked:
        words = self.passphrase(profile)
        with self._lock:
            if self._stopped.is_set():
                return Checked(profile, ExitCode.INTERRUPTED)
            process = self._start(profile)
            self._running.add(process)
        self.begun(profile)
        try:
            out, err = process.communicate(words)
        finally:
            with self._lock:
                self._running.discard(process)
        return Checked(profile, _code(process.returncode), _report(out), tuple(err.splitlines()))

    def _start(self, profile: str) -> subprocess.Popen[str]:
        """Start a check; Ctrl-C at the terminal reaches it only through us, so exactly once."""
        more = ("--profile", profile, "--json", "--quiet", "--passphrase-from-stdin")
        return subprocess.Popen(  # noqa: S603 - our own program, and no shell
            [*self.program, "check", *self.arguments, *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,
        )

    def _stop(self) -> None:
        """Begin no other check, and ask those under way to stop."""
        with self._lock:
            self._stopped.set()
            for process in self._running:
                with suppress(OSError):  # it has just ended
                    process.terminate()


def _report(out: str) -> dict[str, Any] | None:
    """Return the report that a check printed; None where it ended before it had printed one whole."""
    try:
        report = json.loads(out)
    except ValueError:
        return None
    return report if isinstance(report, dict) else None


def _code(returned: int) -> ExitCode:
    """Return an exit code; one that is none of ours is of a process that was killed."""
    return ExitCode(returned) if returned in set(ExitCode) else ExitCode.BUG
