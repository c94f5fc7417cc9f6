"""What `make` prints while it installs: progress on a terminal, nothing in a log, and no host names."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

PROGRESS = Path(__file__).parents[2] / "scripts" / "progress.py"
SAYS = """
import sys, time
for line in ("Collecting rich", "Downloading https://files.example.org/packages/rich-14.0-py3.whl (243 kB)",
             "Progress 512 of 1024", "dlstatus:3:62.50:Retrieving file 3 of 80", "|####| 40% of 173 MiB",
             "Looking in indexes: https://user:secret@pypi.example.org/simple"):
    print(line, flush=True)
    time.sleep(0.5)
sys.exit(STATUS)
"""


def told(log: Path, status: int) -> list[str]:
    return [
        sys.executable,
        str(PROGRESS),
        str(log),
        sys.executable,
        "-c",
        SAYS.replace("STATUS", str(status)),
    ]


@pytest.mark.parametrize("status", [0, 3])
def test_the_file_gets_everything_and_a_log_gets_nothing(tmp_path: Path, status: int) -> None:
    log = tmp_path / "setup.log"
    done = subprocess.run(
        told(log, status), capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, "", "")
    assert "Progress 512 of 1024" in log.read_text(encoding="utf-8")


def test_a_terminal_shows_that_it_goes_on_and_no_address(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(told(tmp_path / "setup.log", 0), stderr=theirs)
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    assert process.wait(timeout=60) == 0
    text = shown.decode()
    for part in (
        "Collecting rich",
        "rich-14.0-py3.whl",
        "50%",
        "Retrieving file 3 of 80 62%",
        "40%",
    ):
        assert part in text, (part, text)
    assert "example.org" not in text
    assert "secret" not in text
    assert text.endswith("\r\x1b[K"), "the line stays behind"


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other side is closed
        return b""
