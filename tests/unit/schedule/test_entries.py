"""Entries that are damaged, replaced, or for no known scheduler."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch import schedule
from offswitch.errors import ConfigError
from offswitch.schedule.entry import consents, load
from tests.unit.schedule.conftest import ODD_HOME, entry_of


def test_a_damaged_entry_can_be_replaced_and_removed(
    table: Callable[[], bytes | None], tmp_path: Path
) -> None:
    schedule.install(entry_of(fix=True))
    [path] = (tmp_path / ODD_HOME / "config" / "schedules").iterdir()
    path.write_text("{")
    with pytest.raises(ConfigError, match="it is damaged"):
        consents("default")
    schedule.install(entry_of())
    assert not consents("default")
    path.write_text("{")
    schedule.remove("default")
    assert not path.exists()


def test_another_scheduler_takes_over(table: Callable[[], bytes | None], tmp_path: Path) -> None:
    schedule.install(entry_of())
    script = tmp_path / "bin" / "systemctl"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    schedule.install(entry_of("systemd"))
    assert table() is None
    assert (load("default") or entry_of()).scheduler == "systemd"


def test_an_unknown_scheduler_is_reported() -> None:
    with pytest.raises(ConfigError, match="no such scheduler: at"):
        schedule.choose("at")
