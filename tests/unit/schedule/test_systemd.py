"""Schedules of systemd: its timers, and how it is asked."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from offswitch import schedule
from offswitch.errors import ConfigError
from offswitch.schedule import Every
from offswitch.schedule.command import job_name
from offswitch.schedule.due import next_moment
from offswitch.schedule.entry import load
from tests.unit.schedule.conftest import at, entry_of, needs

# systemd


@needs("systemd-analyze")
@pytest.mark.parametrize("every", Every)
def test_systemd_itself_accepts_the_units(tmp_path: Path, every: str) -> None:
    entry = entry_of("systemd", every, fix=True, notify=("phone",))
    for part in schedule.written(entry):
        (tmp_path / Path(part.place).name).write_text(part.text)
    names = [str(tmp_path / Path(part.place).name) for part in schedule.written(entry)]
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", "--man=no", *names],
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime)},
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "offswitch" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


@needs("systemd-analyze")
@pytest.mark.parametrize("every", Every)
def test_systemd_agrees_with_the_times_that_are_shown(every: str) -> None:
    entry = entry_of("systemd", every)
    [calendar] = [
        line.partition("=")[2]
        for part in schedule.written(entry)
        for line in part.text.splitlines()
        if line.startswith("OnCalendar=")
    ]
    done = subprocess.run(
        ["systemd-analyze", "calendar", "--base-time=2026-10-09 12:00", calendar],
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    following = f"{next_moment(entry, at('2026-10-09 12:00')):%a %Y-%m-%d %H:%M:%S}"
    assert f"Next elapse: {following}" in done.stdout


def test_the_timer_makes_up_for_a_missed_night_and_spreads() -> None:
    service, timer = (part.text for part in schedule.written(entry_of("systemd", fix=True)))
    assert "Persistent=true\n" in timer
    assert "RandomizedDelaySec=" in timer
    assert '"check" "--profile" "default" "--quiet" "--fix"\n' in service
    assert '100%% \\"a\\" $HOME & <b>' in service, "variables stand as they are in Environment="


# The face


@needs("sh")
def test_systemd_is_asked_in_the_right_order_and_cleans_up_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "bin" / "systemctl"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n[ "$2" != "$REFUSED" ]\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    name, entry = job_name("default"), entry_of("systemd")
    schedule.install(entry)
    assert (tmp_path / "asked").read_text().splitlines() == [
        "--user daemon-reload",
        f"--user enable {name}.timer",
        f"--user restart {name}.timer",
    ]
    units = tmp_path / ".config" / "systemd" / "user"
    assert {path.name for path in units.iterdir()} == {f"{name}.service", f"{name}.timer"}
    assert schedule.remove("default")
    assert list(units.iterdir()) == []
    monkeypatch.setenv("REFUSED", "enable")
    with pytest.raises(ConfigError, match="`systemctl --user enable` failed"):
        schedule.install(entry)
    assert list(units.iterdir()) == []
    assert load("default") is None
