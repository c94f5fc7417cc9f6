"""What a person installs: the wheel, in a fresh environment, run from outside the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import offswitch
from tests.conftest import ROOT

# One worker builds and installs for all three.
pytestmark = [pytest.mark.e2e, pytest.mark.wheel]

DATA = ("flows", "selectors", "fixtures")
INSTALL_SECONDS = 400
DEMO_SECONDS = 420
# What pip says when the index, not the wheel, is at fault.
NO_INDEX = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "nodename nor servname",
    "Network is unreachable",
    "Connection refused",
    "Connection reset",
    "NewConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
)


def run(*command: str | Path, cwd: Path, seconds: int) -> subprocess.CompletedProcess[str]:
    outside = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("OFFSWITCH_", "PYTHON", "VIRTUAL_ENV", "COV_"))
    }
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**outside, "OFFSWITCH_HOME": str(cwd / "home"), "COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def known_to_git(*folders: str) -> set[str]:
    """What git has or would take; in a clean checkout, exactly what it has."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it beside a file that git ignores, which must stay out."""
    out = tmp_path_factory.mktemp("wheel")
    ignored = ROOT / "flows" / "__pycache__" / f"ignored-{os.getpid()}.state.json"
    ignored.parent.mkdir(exist_ok=True)
    ignored.write_text("{}")
    try:
        done = run(
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            out,
            ROOT,
            cwd=out,
            seconds=120,
        )
    finally:
        ignored.unlink()
    assert done.returncode == 0, done.stderr[-2000:]
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed from the wheel and the index into a fresh environment."""
    folder = tmp_path_factory.mktemp("installed")
    venv = folder / "venv"
    made = run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=folder, seconds=120)
    assert made.returncode == 0, made.stderr[-2000:]
    python = venv / ("Scripts" if os.name == "nt" else "bin") / "python"
    # This environment's pip does it; nobody waits for one of its own, nor for what is compiled ahead.
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile")
    options = ("--no-input", "--disable-pip-version-check", "--retries", "1")
    try:
        done = run(*pip, *options, wheel, cwd=folder, seconds=INSTALL_SECONDS)
    except subprocess.TimeoutExpired:
        pytest.skip(f"pip did not finish within {INSTALL_SECONDS} s")
    for sign in NO_INDEX:
        if done.returncode != 0 and sign in done.stderr + done.stdout:
            pytest.skip(f"no package index can be reached ({sign})")
    assert done.returncode == 0, re.sub(r"\w+://\S+", "(address)", done.stderr[-2000:])
    return python


def test_it_holds_what_git_has_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    about = {name for name in names if ".dist-info/" in name}
    data = {
        name.removeprefix("offswitch/")
        for name in names - about
        if name.split("/")[1] in DATA and name != "offswitch/flows/__init__.py"
    }
    assert data == known_to_git(*DATA)
    code = {f"src/{name}" for name in names - about} - {f"src/offswitch/{name}" for name in data}
    assert code == known_to_git("src/offswitch")
    assert {name.rpartition("/")[2] for name in about} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "LICENSE",
    }


def test_it_runs_from_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    program = installed.parent / "offswitch"
    version = run(program, "--version", cwd=tmp_path, seconds=60)
    assert (version.returncode, version.stdout) == (0, f"offswitch {offswitch.__version__}\n")

    where = run(
        installed, "-c", "import offswitch; print(offswitch.__file__)", cwd=tmp_path, seconds=60
    )
    assert Path(where.stdout.strip()).is_relative_to(installed.parents[1])

    lint = run(program, "selectors", "lint", cwd=tmp_path, seconds=60)
    assert (lint.returncode, lint.stdout) == (0, "all selector files are in order\n"), lint.stderr


@pytest.mark.long
@pytest.mark.thorough
def test_the_demo_works_there(installed: Path, tmp_path: Path) -> None:
    demo = run(
        installed.parent / "offswitch", "demo", "--headless", cwd=tmp_path, seconds=DEMO_SECONDS
    )
    assert demo.returncode == 0, demo.stdout[-2000:] + demo.stderr[-2000:]
    assert "ledger agrees" in demo.stdout
    assert not (tmp_path / "home").exists()  # it works in a temporary home
