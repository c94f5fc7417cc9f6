"""A person's messages: what each check found, and what they were told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from offswitch.model.results import Proof, Report, Result, RunInfo
from offswitch.model.words import Category, ProofKind, Reason, State, Status
from offswitch.notify import Notifier, Target, send
from offswitch.notify.memory import Message
from offswitch.run.fix import combined

NOW = dt.datetime(2026, 10, 9, 10, 30, tzinfo=dt.UTC)
CANARY = "canary-51d0c7e2"
OFF = tuple(
    Proof(kind=kind, state=State.OFF, at=NOW)
    for kind in (ProofKind.SAME_PAGE, ProofKind.FRESH_CONTEXT)
)


def result(setting: str, status: str, reason: str | None = None) -> Result:
    good = status in {"ok", "changed"}
    return Result(
        platform=setting.partition(".")[0],
        setting=setting,
        category=Category.AD_PARTNERS,
        title=f"Title of {setting}",
        status=Status(status),
        reason=Reason(reason) if reason else None,
        after=State.OFF if good else State.ON if status == "pending" else State.UNKNOWN,
        proofs=OFF if good else (),
        hint="do this" if status == "unreachable" else "",
    )


def report(*results: Result, mode: str = "check", **more: Any) -> Report:
    run = {"id": "1", "mode": mode, "profile": "default", "started": NOW, "version": "0"}
    controls = more.pop("controls", ())
    return Report(
        run=RunInfo.model_validate({**run, **more}), results=results, new_controls=controls
    )


OK_ = [result("site.ads", "ok"), result("site.ai", "ok")]
DRIFT = result("site.ads", "pending", "drift")


def lost(reason: str, platform: str = "site") -> list[Result]:
    return [result(f"{platform}.{name}", "unreachable", reason) for name in ("ads", "ai")]


class Inbox:
    """Checks one after the other, and what a target was told at each."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "told"
        self.warnings: list[str] = []
        self.open = True
        self.known = {"site"}
        self.targets = [Target(name="phone", address="json://127.0.0.1/phone")]
        self._arrived: list[tuple[str, Message]] = []
        monkeypatch.setattr(send, "deliver", self._deliver)

    def _deliver(self, address: str, message: Message) -> bool:
        if self.open:
            self._arrived.append((address, message))
        return self.open

    def notifier(self) -> Notifier:
        return Notifier(
            self.folder, "default", self.targets, self.warnings.append, lambda: self.known
        )

    def after(self, *results: Result, fixed: list[Result] | None = None, **more: Any) -> list[str]:
        found = report(*results, **more)
        done = combined(found, report(*fixed, mode="run")) if fixed else found
        self.notifier().report(found, done)
        return self.new()

    def new(self) -> list[str]:
        titles = [message.title for _, message in self._arrived]
        self._arrived.clear()
        return titles

    def messages(self) -> list[tuple[str, Message]]:
        return list(self._arrived)
