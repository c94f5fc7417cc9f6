"""Schedules of cron: other lines stay, and the shell sees the exact arguments."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.errors import ConfigError
from offswitch.schedule.command import Job, job, job_name
from offswitch.schedule.crontab import Crontab
from tests.unit.schedule.conftest import entry_of, needs

OTHERS = [
    b"",
    b"MAILTO=ada\n0 5 * * * backup\n",
    b"0 5 * * * caf\xe9  \n\n# no newline at the end",
    b"# >>> offswitch-check.other >>>\n1 * * * * x\n# <<< offswitch-check.other <<<\n",
]


@pytest.mark.parametrize("others", OTHERS)
def test_other_lines_of_the_crontab_stay_byte_for_byte(
    table: Callable[[], bytes | None], tmp_path: Path, others: bytes
) -> None:
    if others:
        (tmp_path / "table").write_bytes(others)
    cron, name = Crontab(), job_name("default")
    cron.install(job(entry_of()))
    first = table()
    assert first is not None
    assert first.startswith(others)
    assert cron.look(name)
    cron.install(job(entry_of()))
    assert table() == first, "installed twice"
    cron.install(job(entry_of(at="11:45")))
    assert first.count(b"\n") == (table() or b"").count(b"\n")
    assert b"\n45 * * * * " in (table() or b"")
    assert cron.remove(name)
    whole = others if others.endswith(b"\n") or not others else others + b"\n"
    assert (table() or b"") == whole
    assert not cron.remove(name)


def test_lines_after_the_block_stay_too(table: Callable[[], bytes | None], tmp_path: Path) -> None:
    cron = Crontab()
    cron.install(job(entry_of()))
    with (tmp_path / "table").open("ab") as file:
        file.write(b"0 6 * * * later\n")
    cron.install(job(entry_of(at="11:45")))
    assert (table() or b"").endswith(b"<<<\n0 6 * * * later\n")
    assert cron.remove(job_name("default"))
    assert table() == b"0 6 * * * later\n"


def test_half_a_block_is_not_touched(table: Callable[[], bytes | None], tmp_path: Path) -> None:
    half = f"# >>> {job_name('default')} >>>\n0 5 * * * mine\n".encode()
    (tmp_path / "table").write_bytes(half)
    with pytest.raises(ConfigError, match="the end of offswitch's block"):
        Crontab().install(job(entry_of()))
    assert table() == half


@needs("sh")
def test_a_crontab_that_cannot_be_read_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "bin" / "crontab"
    script.parent.mkdir(exist_ok=True)
    script.write_text("#!/bin/sh\n[ $1 = -l ] || touch written\necho not allowed >&2; exit 1\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="cannot be read: not allowed"):
        Crontab().install(job(entry_of()))
    assert not (tmp_path / "written").exists()


@needs("sh")
def test_the_shell_that_cron_starts_sees_the_exact_arguments(tmp_path: Path) -> None:
    words = ("/bin/echo", "a b", "100%", "it's", '"q"', "$HOME", "a;b")
    odd = Job(
        name="x",
        entry=entry_of(),
        program=words[:1],
        arguments=words[1:],
        environment={"ODD": "1 % 2"},
    )
    [block] = Crontab().written(odd)
    line = block.text.splitlines()[2].partition("* * * * ")[2]
    for_shell = line.replace("\\%", "%")  # cron itself takes the backslash away
    shown = for_shell.replace("/bin/echo", "printf '%s\\n'").removesuffix(" >/dev/null 2>&1")
    done = subprocess.run(["sh", "-c", shown], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [*words[1:], "--if-due"]
    assert "%" not in shlex.join(words[2:3]).replace("\\%", "").replace("%", "")
