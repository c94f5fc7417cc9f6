"""A real crontab, for as long as a test runs."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.scenarios import ACCOUNT
from tests.needs import without

SETTING = "accounts_center.partner_activity"
SCENARIO = f'generation = "2026-07"\nlatency = 0.02\n{ACCOUNT}'
OTHERS = b"# mine\nOFFSWITCH_TEST=1\n3 4 5 6 7 echo never # caf\xc3\xa9 100\\%\n"


def crontab(*args: str, text: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["crontab", *args], input=text, capture_output=True, check=False)


@pytest.fixture
def table() -> Iterator[Callable[[], bytes]]:
    """This person's real crontab, with a few lines in it; as it was afterwards."""
    if reason := without("crontab"):
        pytest.skip(reason)
    fcntl = pytest.importorskip("fcntl")
    with (Path(tempfile.gettempdir()) / "offswitch-test-crontab.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = crontab("-l")
        if crontab("-", text=OTHERS).returncode:
            pytest.skip("this person may not have a crontab")
        try:
            yield lambda: crontab("-l").stdout
        finally:
            if before.returncode == 0:
                crontab("-", text=before.stdout)
            else:
                crontab("-r")
