"""The whole of it on a replica, in a temporary home: never the person's own profile or journal."""

from __future__ import annotations

import json as json_
import os
import secrets
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from offswitch.browser import has_screen
from offswitch.exitcodes import ExitCode
from offswitch.folders import HOME_VARIABLE, folders
from offswitch.model.results import Mode, Report
from offswitch.model.text import counted
from offswitch.model.words import Reason, State, Status
from offswitch.plan import Options, load_library
from offswitch.replica import Replica, load_scenario, serve
from offswitch.replica.fixtures import fixtures_folder
from offswitch.run import execute
from offswitch.sessions import Sessions
from offswitch.signin import import_session
from offswitch.terminal import show_demo_step, show_report
from offswitch.terminal.progress import Progress, Quietly
from offswitch.vault import PASSPHRASE_VARIABLE


@dataclass(frozen=True)
class _Script:
    """What is shown: full ids of settings, and the one that comes back."""

    only: tuple[str, ...]
    comes_back: str

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms that these settings belong to."""
        return tuple(dict.fromkeys(setting.partition(".")[0] for setting in self.only))


@dataclass(frozen=True)
class _Stage:
    """What the demo works with."""

    replica: Replica
    account: str
    script: _Script
    headless: bool
    json: bool

    def carry_out(self, mode: Mode) -> Report:
        """Do one run at the replica and show it."""
        options = Options(
            mode=mode,
            platforms=self.script.platforms,
            only=self.script.only,
            headless=self.headless or mode == "check",
            replica=self.replica.url,
            pause=(0.0, 0.1) if self.headless else (0.8, 1.2),
        )
        with Quietly() if self.json else Progress(self.replica.url) as listener:
            report = execute(options, listener)
        if not self.json:
            show_report(report)
        return report

    def say(self, text: str) -> None:
        """Tell the person what comes next."""
        if not self.json:
            show_demo_step(text)


def show(*, headless: bool, json: bool) -> ExitCode:
    """Show a dry run, a run, a setting that comes back, and the check that notices it.

    Args:
        headless: without a window, also where there is a screen.
        json: print one JSON object with the reports and the replica's own truth instead of tables.

    Returns:
        ``OK`` when every step came out as the replica's ledger says; else ``FAILED``.
    """
    scenario = load_scenario(None)
    account = scenario.accounts[0].id
    with _temporary_home() as home, serve(scenario) as replica:
        stage = _Stage(replica, account, _script(), headless or not has_screen(), json)
        _sign_in(stage, home)
        stage.say(
            "1. A dry run: what is on? Nothing may be changed, and the network guard sees to it."
        )
        dry = stage.carry_out("dry_run")
        untouched = not replica.truth()["ledger"]
        stage.say("2. A run: switch it off, then prove it on the same page and in a fresh window.")
        done = stage.carry_out("run")
        writes = replica.truth()["ledger"]
        stage.say("3. Months later the platform switches one back on, and offswitch looks again.")
        replica.flip(account, stage.script.comes_back, "on")
        check = stage.carry_out("check")
        agreed = untouched and _as_it_should_be(stage, (dry, done, check), writes)
        if json:
            reports = {"dry_run": dry, "run": done, "check": check}
            told = {name: json_.loads(report.to_json()) for name, report in reports.items()}
            print(json_.dumps({**told, "ledger": writes, "agreed": agreed}, indent=2))  # noqa: T201
        elif agreed:
            stage.say(
                f"The replica's own ledger agrees: {counted(len(writes), 'change')}, none in the dry run or the check."
            )
        else:
            stage.say("The replica's own ledger does NOT agree. This is a bug; please report it.")
        return ExitCode.OK if agreed else ExitCode.FAILED


def _sign_in(stage: _Stage, home: Path) -> None:
    library = load_library()
    packs = [library.pack(name) for name in library.platforms()]
    sessions = Sessions(folders(), "default", replica=True)
    state = home / "state.json"
    with os.fdopen(os.open(state, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json_.dump(stage.replica.session(stage.account), file)
    import_session(state, packs, sessions)
    state.unlink()


def _as_it_should_be(
    stage: _Stage, reports: tuple[Report, Report, Report], writes: list[dict[str, str]]
) -> bool:
    """Compare what offswitch said with what the server knows."""
    dry, done, check = reports
    back = stage.script.comes_back
    found = {result.setting: result for result in dry.results}
    switched = {result.setting for result in done.results if result.status is Status.CHANGED}
    written = {write["setting"] for write in writes}
    drifted = [result.setting for result in check.results if result.reason is Reason.DRIFT]
    return (
        found[back].status is Status.PENDING
        and switched == written
        and len(writes) == len(written)
        and all(write["to"] == State.OFF for write in writes)
        and drifted == [back]
        and stage.replica.truth()["ledger"] == writes
    )


def _script() -> _Script:
    data = tomllib.loads((fixtures_folder() / "demo.toml").read_text(encoding="utf-8"))
    return _Script(tuple(data["only"]), data["comes_back"])


@contextmanager
def _temporary_home() -> Iterator[Path]:
    """Put config, data and cache under a folder that is gone afterwards; nothing of the person's is used."""
    names = (HOME_VARIABLE, PASSPHRASE_VARIABLE)
    former = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory(prefix="offswitch-demo-") as folder:
        os.environ[HOME_VARIABLE] = folder
        os.environ[PASSPHRASE_VARIABLE] = secrets.token_hex(16)  # gone with the folder
        try:
            yield Path(folder)
        finally:
            for name, value in former.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
