"""One run at a time, and a dead one does not get in the way."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from offswitch.errors import ConfigError, ProfileInUse
from offswitch.local.lock import alive, birth_of, profile_lock

HOLD = """
import subprocess, sys, time
from pathlib import Path
from offswitch.local.lock import profile_lock
with profile_lock(Path(sys.argv[2]), "default"):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    print(child.pid, flush=True)
    time.sleep(60)
"""


@contextlib.contextmanager
def _holder(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    command = [sys.executable, "-c", HOLD, "check", str(folder), "https://secret.test"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        try:
            yield process, child
        finally:
            process.kill()
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


def _refused(folder: Path, message: str) -> None:
    with pytest.raises(ProfileInUse, match=message), profile_lock(folder, "default"):
        pass


def test_a_second_run_is_refused_and_told_whose_the_first_is(tmp_path: Path) -> None:
    with _holder(tmp_path) as (process, _):
        with pytest.raises(ProfileInUse) as caught, profile_lock(tmp_path, "default"):
            pass
        message = caught.value.message
        assert f"process {process.pid} " in message
        assert "check" in message
        assert "since 2" in message
        assert "secret" not in message + (tmp_path / "default.lock").read_text()
        assert caught.value.hint
        with profile_lock(tmp_path, "other"):
            pass


def test_the_lock_of_a_killed_run_is_free_even_if_its_browser_lives_on(tmp_path: Path) -> None:
    with _holder(tmp_path) as (process, child):
        process.kill()
        process.wait()
        assert alive(child)
        assert (tmp_path / "default.lock").read_text(), "no stale text: this test shows nothing"
        with profile_lock(tmp_path, "default"):
            pass


def test_it_is_free_again_after_the_run_and_after_an_error(tmp_path: Path) -> None:
    with profile_lock(tmp_path, "default"):
        _refused(tmp_path, str(os.getpid()))
    with pytest.raises(RuntimeError), profile_lock(tmp_path, "default"):
        raise RuntimeError
    with profile_lock(tmp_path, "default"):
        pass
    assert (tmp_path / "default.lock").read_text() == ""


def test_garbage_in_the_file_is_not_an_obstacle(tmp_path: Path) -> None:
    (tmp_path / "default.lock").write_text('{"pid": 1')
    with profile_lock(tmp_path, "default"):
        _refused(tmp_path, "in use by")


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError), profile_lock(tmp_path, "../default"):
        pass


def test_what_cannot_be_locked_is_reported(tmp_path: Path) -> None:
    (tmp_path / "default.lock").mkdir()
    with pytest.raises(ConfigError, match="cannot be locked"), profile_lock(tmp_path, "default"):
        pass


def test_alive_tells_the_living_from_the_dead() -> None:
    assert alive(os.getpid())
    assert alive(os.getpid(), birth_of(os.getpid()))
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert alive(process.pid)
        birth = birth_of(process.pid)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert not alive(process.pid, birth), "a zombie counts as alive"
    assert not alive(process.pid, birth)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells the birth")
def test_another_process_with_the_same_number_is_another_process() -> None:
    machine, _, ticks = birth_of(os.getpid()).rpartition(":")
    assert alive(os.getpid(), f"{machine}:{ticks}")
    assert not alive(os.getpid(), f"{machine}:{int(ticks) - 1}")
