"""No command reaches anything but what it was told to: not by TCP, not by UDP, and no name server."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from offswitch.cli import app
from tests.conftest import ROOT
from tests.e2e import own_network

pytestmark = pytest.mark.e2e


def names(command: Any, before: str = "") -> Iterator[str]:
    """Yield the name of every command, as a person types it."""
    if not hasattr(command, "commands"):
        yield before
        return
    for name in command.commands:
        yield from names(command.commands[name], f"{before} {name}".strip())


@pytest.mark.long
@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--daily",), id="daily"),
        pytest.param((), id="all", marks=pytest.mark.thorough),
    ],
)
def test_no_command_reaches_anything_that_is_not_listed(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    if reason := own_network.missing():
        pytest.skip(reason)
    done = subprocess.run(
        own_network.command("tests.e2e.every_command", str(tmp_path), *options),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    tried = told["tried"]
    assert tried.pop("") == ["udp 198.51.100.7 port 5000"], "what is tried is seen"
    assert sorted(told["known"]) == sorted(names(typer.main.get_command(app)))
    assert options or sorted(tried) == sorted(told["known"]), "every command was tried"
    assert {name: reached for name, reached in tried.items() if reached} == {}
