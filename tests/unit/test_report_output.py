"""Where a report goes: it replaces the previous one as a whole or not at all, and goes directly to pipes and devices."""

from __future__ import annotations

import io
import os
import re
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from offswitch.errors import ConfigError
from offswitch.local.staged import Staged
from offswitch.report.output import write

NEW = b"new \xe2\x80\x9creport\xe2\x80\x9d\n"
posix = pytest.mark.skipif(os.name != "posix", reason="is about POSIX files")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_former_report_is_replaced_and_only_its_owner_can_read_the_new_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    path.chmod(0o644)
    write(path, NEW)
    assert path.read_bytes() == NEW
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["report.html"]


def in_a_small_disk(path: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script that may write files of four blocks only; like a full disk, it fails midway."""
    begin = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))\n"
        "from offswitch.errors import ConfigError\n"
        "from offswitch.report.output import write\n"
    )
    return subprocess.run(
        [sys.executable, "-c", begin + script, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )


@posix
@pytest.mark.parametrize("size", [3000, 3_000_000], ids=["at the end", "in the middle"])
def test_a_full_disk_leaves_the_previous_report_and_nothing_else(tmp_path: Path, size: int) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    script = (
        f"try:\n    write(Path(sys.argv[1]), b'x' * {size})\n"
        "except ConfigError as error:\n    print(error.message, '|', error.hint)\n"
    )
    done = in_a_small_disk(path, script)
    assert done.stdout.startswith(f"{path} cannot be written: File too large | "), done.stderr
    assert "unchanged" in done.stdout
    assert path.read_text() == "old"
    assert names(tmp_path) == ["report.html"]


@pytest.mark.parametrize("moment", ["finish", "commit"])
def test_ctrl_c_leaves_the_former_report_and_nothing_else(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Staged) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "report.html"
    path.write_text("old")
    monkeypatch.setattr(Staged, moment, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(path, NEW)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["report.html"]


@posix
@pytest.mark.parametrize("target", ["kept.txt", "nowhere", "folder", "report.html"])
def test_a_link_is_replaced_and_its_target_is_not_touched(tmp_path: Path, target: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "folder").mkdir(parents=True)
    (elsewhere / "kept.txt").write_text("kept")
    path = tmp_path / "report.html"
    path.symlink_to(elsewhere / target if target != path.name else path)
    write(path, NEW)
    assert not path.is_symlink()
    assert path.read_bytes() == NEW
    assert names(elsewhere) == ["folder", "kept.txt"]
    assert (elsewhere / "kept.txt").read_text() == "kept"
    assert names(elsewhere / "folder") == []


@posix
def test_a_name_that_leads_to_another_file_leaves_that_file_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text("kept")
    os.link(other, tmp_path / "report.html")
    write(tmp_path / "report.html", NEW)
    assert other.read_text() == "kept"


@posix
@pytest.mark.parametrize(
    "place", ["folder", "no/folder.html", "file/report.html", "", "circle/report.html"]
)
def test_where_a_file_cannot_exist(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(ConfigError, match=r"cannot be written: \w+") as error:
        write(Path(place), NEW)
    assert error.value.hint
    assert names(tmp_path) == ["circle", "file", "folder"]
    assert names(tmp_path / "folder") == []


@posix
def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written: File name too long"):
        write(tmp_path / ("x" * 300), NEW)
    assert names(tmp_path) == []


@posix
def test_a_named_pipe_receives_everything_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()), daemon=True)
    reader.start()
    write(path, NEW * 20_000)
    reader.join(10)
    assert got == [NEW * 20_000]
    assert stat.S_ISFIFO(path.lstat().st_mode)
    assert names(tmp_path) == ["pipe"]


@posix
def test_a_device_receives_the_report_and_stays() -> None:
    write(Path(os.devnull), NEW)
    assert stat.S_ISCHR(Path(os.devnull).lstat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_device_that_takes_nothing_says_why() -> None:
    with pytest.raises(ConfigError, match="/dev/full cannot be written: No space left on device"):
        write(Path("/dev/full"), NEW)
    assert stat.S_ISCHR(Path("/dev/full").lstat().st_mode)


@posix
def test_nothing_new_comes_into_the_folder_of_devices() -> None:
    path = Path("/dev/offswitch-report-test")
    with pytest.raises(ConfigError, match="cannot be written: No such file"):
        write(path, NEW)
    assert not path.exists()


@posix
def test_a_socket_is_reported_and_stays() -> None:
    import socket
    import tempfile

    # The path of a socket may not be long.
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listening:
        path = Path(folder) / "socket"
        listening.bind(str(path))
        with pytest.raises(ConfigError, match="cannot be written"):
            write(path, NEW)
        assert path.is_socket()


PROGRAM = (
    "import sys; from pathlib import Path\n"
    "from offswitch.errors import ConfigError\n"
    "from offswitch.report.output import write\n"
    "print('first', flush=False)\n"
    "try:\n    write(Path(sys.argv[1]), 'déjà vu\\n'.encode())\n"
    "except ConfigError as error:\n    sys.exit(error.message)\n"
)


def started(
    place: str, *, stdout: int | io.BufferedWriter, **more: object
) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-c", PROGRAM, place],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=env,
        check=False,
        **more,
    )


PLACES = ["-", *(["/dev/stdout", "/dev/fd/1"] if os.name == "posix" else [])]


@pytest.mark.parametrize("place", PLACES)
def test_standard_output_is_utf_8_after_what_was_printed_before(tmp_path: Path, place: str) -> None:
    told = "first\ndéjà vu\n".encode()
    assert started(place, stdout=subprocess.PIPE).stdout.replace(b"\r", b"") == told
    file = tmp_path / "out"
    file.write_bytes(b"before\n")
    inode = file.stat().st_ino
    with file.open("ab") as out:
        done = started(place, stdout=out)
    assert done.returncode == 0, done.stderr
    assert file.read_bytes().replace(b"\r", b"") == b"before\n" + told
    assert file.stat().st_ino == inode, "the file that it was redirected to was replaced"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("place", PLACES)
def test_a_closed_standard_output_is_reported(place: str) -> None:
    script = (
        "import sys, os; os.close(1); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "-c", PROGRAM, place], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"cannot be written: " in done.stderr
    assert b"Traceback" not in done.stderr


@posix
def test_a_descriptor_that_was_handed_over_is_written_to(tmp_path: Path) -> None:
    file = tmp_path / "out"
    with file.open("wb") as out:
        out.write(b"before\n")
        out.flush()
        number = out.fileno()
        done = started(f"/dev/fd/{number}", stdout=subprocess.PIPE, pass_fds=[number])
    assert done.returncode == 0, done.stderr
    assert file.read_bytes() == "before\ndéjà vu\n".encode()


@posix
@pytest.mark.parametrize("number", ["77", "9" * 30])
def test_a_descriptor_that_nobody_handed_over_is_reported(number: str) -> None:
    done = started(f"/dev/fd/{number}", stdout=subprocess.PIPE)
    assert done.returncode == 1
    assert re.search(rb"cannot be written: (Bad file descriptor|No such file)", done.stderr)


@posix
def test_a_file_of_the_program_itself_is_no_descriptor_to_write_to(tmp_path: Path) -> None:
    file = tmp_path / "journal"
    file.write_bytes(b"rows")
    with (
        file.open("r+b") as own,
        pytest.raises(ConfigError, match="cannot be written: Bad file descriptor"),
    ):
        write(Path(f"/dev/fd/{own.fileno()}"), NEW)
    assert file.read_bytes() == b"rows"


def test_an_output_that_only_takes_text_gets_text(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setattr(sys, "stdout", told)
    write(Path("-"), NEW)
    assert told.getvalue() == NEW.decode()


def test_a_reader_that_is_gone_ends_the_command_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: bytes) -> int:
        raise BrokenPipeError

    output = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.setattr(output.buffer, "write", gone, raising=False)
    with pytest.raises(BrokenPipeError):
        write(Path("-"), NEW)
