"""What every test shares: a private home, replicas, and the program as a person starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest

from offswitch.replica import Replica, load_scenario, serve
from tests import browsers
from tests.leaks import leaks
from tests.needs import summary
from tests.order import in_shares
from tests.warm import WarmProgram, can_start

ROOT = Path(__file__).parents[1]
TIMEOUT = 400


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each process its share; what is left to the thorough tests is gone by now."""
    items[:] = in_shares(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter,
) -> Generator[None, None, None]:
    """Say at the very end what is missing on this machine, and how to get it."""
    yield
    skipped = terminalreporter.getreports("skipped")
    reasons = [each.longrepr[2] for each in skipped if isinstance(each.longrepr, tuple | list)]
    if lines := summary(reasons):
        terminalreporter.section("skipped, for want of programs")
        for line in lines:
            terminalreporter.line(line)


@dataclass(frozen=True)
class Done:
    """One finished command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def results(self) -> dict[str, dict[str, Any]]:
        return {result["setting"]: result for result in self.json["results"]}

    def problem(self) -> tuple[str, str]:
        """The one error and the one hint line; nothing else that matters may be there."""
        lines = [line.removeprefix("[replica] ") for line in self.err.splitlines()]
        errors = [line for line in lines if line.startswith("error: ")]
        hints = [line for line in lines if line.startswith("hint: ")]
        assert len(errors) == len(hints) == 1, self.err
        assert "Traceback" not in self.err
        return errors[0].removeprefix("error: "), hints[0].removeprefix("hint: ")


@dataclass
class Program:
    """The program in a home of its own."""

    home: Path
    env: dict[str, str] = field(default_factory=dict)
    said: ClassVar[list[str]] = []
    """Everything that was printed in this test."""

    def environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("OFFSWITCH_", "DISPLAY"))}
        own = {
            "OFFSWITCH_HOME": str(self.home),
            "OFFSWITCH_PASSPHRASE": "correct horse",
            "OFFSWITCH_PAUSE": "0",
            "COLUMNS": "120",
            "NO_COLOR": "1",
        }
        if "DISPLAY" not in self.env:
            own[browsers.VARIABLE] = browsers.headless()
        return {**clean, **own, **self.env}

    def start(self, *args: str, **more: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "offswitch", *args],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            **more,
        )

    def __call__(self, *args: str) -> Done:
        environment = self.environment()
        if can_start(environment):
            code, out, err = warm_program()(args, environment, TIMEOUT)
        else:
            code, out, err = self._from_nothing(*args)
        self.said.extend((out, err))
        return Done(code, out, err)

    def _from_nothing(self, *args: str) -> tuple[int, str, str]:
        with self.start(*args) as process:
            try:
                out, err = process.communicate(timeout=TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return process.returncode, out, err

    def at(self, replica: Replica) -> Program:
        """The same program, pointed at a replica."""
        return Program(self.home, {**self.env, "OFFSWITCH_REPLICA": replica.url})

    def signed_in(self, replica: Replica, account: str = "") -> Program:
        """The same program, pointed at a replica where an account is signed in."""
        program = self.at(replica)
        state = self.home / "state.json"
        self.home.mkdir(exist_ok=True)
        state.write_text(json.dumps(replica.session(account or first_account(replica))))
        done = program("login", "--import", str(state))
        assert done.code == 0, done.err
        state.unlink()
        return program


def first_account(replica: Replica) -> str:
    return str(next(iter(replica.truth()["accounts"])))


@cache
def warm_program() -> WarmProgram:
    """Return this pytest process's own; it is started for the first test that needs it."""
    return WarmProgram({**os.environ, "COLUMNS": "120", "NO_COLOR": "1"})


def pytest_sessionfinish() -> None:
    if warm_program.cache_info().currsize:
        warm_program().close()


@pytest.fixture
def replicas() -> list[Replica]:
    """The replicas of a test."""
    return []


@pytest.fixture
def program(tmp_path: Path, replicas: list[Replica]) -> Iterator[Program]:
    """The program; whatever a test does with it, it leaves no secret anywhere."""
    Program.said.clear()
    yield Program(tmp_path / "home")
    secrets = {secret for replica in replicas for secret in secrets_of(replica)}
    assert not list(leaks(secrets, tmp_path / "home", Program.said))


def secrets_of(replica: Replica) -> Iterator[str]:
    """What only a person, their browser and the platform may know."""
    yield from replica.world._tokens
    for account in replica.scenario.accounts:
        yield from (account.email, account.password)


@pytest.fixture
def replica_of(tmp_path: Path, replicas: list[Replica]) -> Iterator[Callable[..., Replica]]:
    """Serve a scenario given as TOML text, or a bundled one by name."""
    with ExitStack() as stack:

        def start(scenario: str = "") -> Replica:
            replicas.append(begin(scenario))
            return replicas[-1]

        def begin(scenario: str) -> Replica:
            if "\n" in scenario or "=" in scenario:
                file = tmp_path / f"scenario-{len(list(tmp_path.iterdir()))}.toml"
                file.write_text(scenario, encoding="utf-8")
                return stack.enter_context(serve(load_scenario(file)))
            return stack.enter_context(serve(load_scenario(scenario or None)))

        yield start


@pytest.fixture(scope="session")
def base_url() -> str:
    """pytest-base-url's own fixture is deprecated under this pytest."""
    return ""
