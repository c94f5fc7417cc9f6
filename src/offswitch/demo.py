"""The whole of it on a replica, in a temporary home: never the person's own profile or journal."""

from __future__ import annotations

import datetime as dt
import json as json_
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from offswitch.browser.find import has_screen
from offswitch.exitcodes import ExitCode
from offswitch.journal import JOURNAL, open_journal
from offswitch.local.folders import folders
from offswitch.local.person import is_person_there
from offswitch.model.results import Mode, Report, Result
from offswitch.model.scope import Scope
from offswitch.model.text import counted
from offswitch.model.words import Reason, State, Status
from offswitch.packs import Pack
from offswitch.replica import Replica, load_scenario, serve
from offswitch.replica.fixtures import fixtures_folder
from offswitch.report import write_reports
from offswitch.report.viewer import show_once
from offswitch.run.execute import execute
from offswitch.run.options import Options, load_library
from offswitch.run.rehearsal import sign_in, temporary_home
from offswitch.terminal import show_demo_step, show_report
from offswitch.terminal.progress import Progress, Quietly

_CLAIMS = {Status.OK: State.OFF, Status.CHANGED: State.OFF, Status.PENDING: State.ON}
"""What a result says that the server should know."""


@dataclass(frozen=True)
class _Script:
    """What is shown: a bundled scenario, full ids of settings, and the one that comes back."""

    scenario: str
    about: tuple[str, ...]
    settings: tuple[str, ...]
    comes_back: str
    weeks: int

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms that these settings belong to."""
        return tuple(dict.fromkeys(setting.partition(".")[0] for setting in self.settings))


@dataclass(frozen=True)
class _Step:
    """One run of the demo, and what the server knew after it."""

    report: Report
    states: dict[str, str]
    ledger: list[dict[str, str]]

    @property
    def is_true(self) -> bool:
        """Whether the server knows what the run says."""
        return all(self._is_true(result) for result in self.report.results)

    def _is_true(self, result: Result) -> bool:
        state = self.states[result.setting]
        if result.reason is Reason.NOT_OFFERED:
            return state == "absent"
        claim = _CLAIMS.get(result.status)
        return claim is None or claim.value == state


@dataclass(frozen=True)
class _Stage:
    """What the demo works with."""

    replica: Replica
    account: str
    script: _Script
    headless: bool
    json: bool

    def carry_out(self, mode: Mode, only: tuple[str, ...], weeks_ago: int = 0) -> _Step:
        """Do one run at the replica and show it.

        Args:
            mode: what kind of run.
            only: full ids of the settings to look at.
            weeks_ago: when it took place, for the journal and the report.

        Raises:
            KeyboardInterrupt: the person stopped the run, so nothing comes after it either.
        """
        options = Options(
            mode=mode,
            platforms=self.script.platforms,
            only=only,
            headless=self.headless or mode == "check",
            replica=self.replica.url,
            pause=(0.0, 0.1) if self.headless else (0.3, 0.6),
            now=lambda: dt.datetime.now(dt.UTC) - dt.timedelta(weeks=weeks_ago),
        )
        with Quietly() if self.json else Progress(self.replica.url) as listener:
            report = execute(options, listener)
        if not self.json:
            show_report(report)
        if report.run.interrupted:
            raise KeyboardInterrupt
        truth = self.replica.truth()
        return _Step(report, truth["accounts"][self.account], truth["ledger"])

    def say(self, text: str) -> None:
        """Tell the person what comes next."""
        if not self.json:
            show_demo_step(text)


def show(*, headless: bool, json: bool) -> ExitCode:
    """Show a dry run, a run, a setting that comes back, the check that notices it, and the report.

    Args:
        headless: without a window, also where there is a screen.
        json: print one JSON object with the reports and the replica's own truth instead of tables.

    Returns:
        ``OK`` when every step came out as the replica's ledger says; else ``FAILED``.
    """
    script = _script()
    scenario = load_scenario(script.scenario)
    account = scenario.accounts[0].id
    with temporary_home("offswitch-demo-") as home, serve(scenario) as replica:
        stage = _Stage(replica, account, script, headless or not has_screen(), json)
        packs = [load_library().pack(name) for name in script.platforms]
        sign_in(replica, account, packs, home)
        dry, done, check = _play(stage)
        agreed = _as_it_should_be(stage, dry, done, check)
        report = _write_report(packs)
    if json:
        steps = {"dry_run": dry, "run": done, "check": check}
        told = {name: json_.loads(step.report.to_json()) for name, step in steps.items()}
        told |= {"ledger": done.ledger, "agreed": agreed, "report": str(report)}
        sys.stdout.write(f"{json_.dumps(told, indent=2)}\n")
    else:
        _close(stage, done.ledger, report, agreed=agreed)
    return ExitCode.OK if agreed else ExitCode.FAILED


def _play(stage: _Stage) -> tuple[_Step, _Step, _Step]:
    """Do the three runs, and let one setting come back before the last."""
    script = stage.script
    one, count = (script.comes_back,), len(script.settings)
    stage.say("\n".join(script.about))
    stage.say(
        "1. A dry run, of one setting to be brief: is it on? Nothing may be changed, and the network"
        " guard sees to it."
    )
    dry = stage.carry_out("dry_run", one, script.weeks)
    stage.say(
        f"2. A run over all {count} of them: switch off what is on, then prove it on the same page and"
        " in a fresh window."
    )
    done = stage.carry_out("run", script.settings, script.weeks)
    stage.say(
        f"3. {script.weeks} weeks later the platform has switched one back on, and a check looks at it again."
    )
    stage.replica.flip(stage.account, script.comes_back, State.ON)
    return dry, done, stage.carry_out("check", one)


def _close(stage: _Stage, ledger: list[dict[str, str]], report: Path, *, agreed: bool) -> None:
    """Say what the server knows, and show the report where a person is there to see it."""
    if agreed:
        stage.say(
            f"The replica's own ledger agrees: {counted(len(ledger), 'change')}, none in the dry run or the check."
        )
    else:
        stage.say("The replica's own ledger does NOT agree. This is a bug; please report it.")
    stage.say("The report on all of it, with its time line:")
    sys.stdout.write(f"{report}\n")  # whole, also where it is wider than the terminal
    if not stage.headless and is_person_there():
        show_once(report)


def _write_report(packs: list[Pack]) -> Path:
    """Write the report from the demo's journal to a folder that stays; return where it is."""
    path = Path(tempfile.mkdtemp(prefix="offswitch-report-")) / "report.html"
    with open_journal(folders().data / JOURNAL) as journal:
        write_reports(
            journal,
            Scope("default", at_replica=True),
            [info for pack in packs for info in pack.catalogue()],
            {"html": path},
            titles={pack.platform.name: pack.platform.title for pack in packs},
        )
    return path


def _as_it_should_be(stage: _Stage, dry: _Step, done: _Step, check: _Step) -> bool:
    """Compare what offswitch said with what the server knows."""
    back = stage.script.comes_back
    found = {result.setting: result for result in dry.report.results}
    switched = {r.setting for r in done.report.results if r.status is Status.CHANGED}
    written = {write["setting"] for write in done.ledger}
    drifted = [r.setting for r in check.report.results if r.reason is Reason.DRIFT]
    return (
        all(step.is_true for step in (dry, done, check))
        and found[back].status is Status.PENDING
        and dry.ledger == []
        and switched == written
        and len(done.ledger) == len(written)
        and all(write["to"] == State.OFF for write in done.ledger)
        and drifted == [back]
        and check.ledger == done.ledger
    )


def _script() -> _Script:
    data = tomllib.loads((fixtures_folder() / "demo.toml").read_text(encoding="utf-8"))
    return _Script(
        scenario=data["scenario"],
        about=tuple(data["about"]),
        settings=tuple(data["settings"]),
        comes_back=data["comes_back"],
        weeks=data["weeks"],
    )
