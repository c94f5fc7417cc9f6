"""Tests skipped for lack of a program are listed once, with the command that installs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.needs import NEEDS, summary, without

APT = "sudo apt-get install --no-install-recommends"
REASONS = [
    "Skipped: not installed: Xvfb, xdotool",
    "Skipped: not installed: xdotool",
    "Skipped: axe-core is not here: not installed: npm",
    "Skipped: modes are POSIX's",
]


def test_each_missing_program_is_listed_once_with_its_tests_and_its_package() -> None:
    assert summary(REASONS, "linux") == [
        "Xvfb     skips 1 test",
        "npm      skips 1 test",
        "xdotool  skips 2 tests",
        f"to get them (Debian, Ubuntu): {APT} npm xdotool xvfb",
    ]


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("darwin", ["to get them (Homebrew): brew install node"]),
        ("win32", []),
    ],
)
def test_what_another_system_cannot_have_is_reported(system: str, command: list[str]) -> None:
    told = summary(REASONS, system)[3:]
    assert told[:-1] == command
    assert told[-1].startswith("no package brings Xvfb, ")
    assert told[-1].endswith("on this system; they run on Linux")


def test_nothing_is_printed_if_nothing_is_missing() -> None:
    assert summary(["Skipped: modes are POSIX's"], "linux") == []


def test_without_names_the_missing_element() -> None:
    assert without("python3-is-not-called-this", "nor-this") == (
        "not installed: python3-is-not-called-this, nor-this"
    )
    assert without() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="these tests are skipped elsewhere anyway")
def test_a_bare_machine_gets_a_list_of_what_it_lacks(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/e2e/test_keyring.py",
        ],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout.partition("skipped, for want of programs")[2]
    assert "\ndbus-run-session      skips " in told
    assert told.count("gnome-keyring-daemon") == 1
    assert f"{APT} dbus gnome-keyring libsecret-tools\n" in told


def test_continuous_integration_installs_what_the_same_list_says(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tests/needs.py"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    packages = done.stdout.split()
    assert len(set(packages)) == len(packages)
    assert set(packages) >= {p for need in NEEDS if not need.folder for p in need.debian}
    assert "python3 tests/needs.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
