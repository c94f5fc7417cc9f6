"""A home with awkward characters in its path, entries of a schedule, and a crontab."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.schedule import Entry
from tests.needs import without

INSTALLED = dt.datetime(2026, 10, 1, 12, 0, tzinfo=dt.UTC)
ODD_HOME = 'ho me/100% "a" $HOME & <b>'


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / ODD_HOME))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def entry_of(
    scheduler: str = "cron", every: str = "day", at: str = "10:30", **more: object
) -> Entry:
    values = {"profile": "default", "installed": INSTALLED, **more}
    return Entry.model_validate({**values, "scheduler": scheduler, "every": every, "at": at})


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone()


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(bool(without(name)), reason=without(name))


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes | None]:
    """A ``crontab`` that keeps its table in a file, and answers as Debian's."""
    if os.name != "posix":
        pytest.skip("needs a POSIX shell")
    file, script = tmp_path / "table", tmp_path / "bin" / "crontab"
    script.parent.mkdir(exist_ok=True)
    script.write_text(
        f'#!/bin/sh\ncase $1 in\n-l) [ -f "{file}" ] || {{ echo "no crontab for ada" >&2; exit 1; }}\n'
        f'cat "{file}";;\n-r) rm "{file}";;\n-) cat >"{file}";;\nesac\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    return lambda: file.read_bytes() if file.exists() else None
