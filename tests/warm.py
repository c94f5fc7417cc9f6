"""Starts the program in a process that has imported it already.

Importing the program takes longer than most of its commands, and the tests call it more than a thousand
times. So each pytest process keeps one that has imported everything, read the selector files, and done
nothing else, and a command is a fork of that; all of them share one driver. A fork stretches a passphrase as
little as a sealed file may ask for, since that takes longer than all else that most commands do. What a test
starts by itself, with ``Program.start``, begins from nothing as usual.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from select import select
from typing import IO, Any

from offswitch.vault import keys
from tests import bundled
from tests.driver import DriverServer

_OF_THE_INTERPRETER = ("PYTHON", "LANG", "LC_", "TZ")
"""What Python reads once, when it starts."""
_MOST_BYTES = 1 << 20
LEAST_COST = 2**14


def can_start(environment: Mapping[str, str]) -> bool:
    """Tell whether a command with this environment is the same when it is forked."""
    return sys.platform == "linux" and _of_the_interpreter(environment) == _of_the_interpreter(
        os.environ
    )


class WarmProgram:
    """A process with the program imported, which forks for each command."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._turn = threading.Lock()
        self._folder = tempfile.TemporaryDirectory()
        driver = Path(self._folder.name) / "driver"
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.warm", str(theirs.fileno()), str(driver)],
                env={**environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def __call__(
        self, arguments: Sequence[str], environment: Mapping[str, str], timeout: float
    ) -> tuple[int, str, str]:
        """Run a command to its end; return its exit code, its output, and its errors.

        Raises:
            TimeoutError: it took longer than that many seconds; it has been killed.
        """
        with self._turn, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            asked = {
                "arguments": arguments,
                "environment": dict(environment),
                "cwd": str(Path.cwd()),
            }
            streams = [out.fileno(), err.fileno()]
            socket.send_fds(self._ours, [json.dumps(asked).encode()], streams)
            pid = int(self._ours.recv(_MOST_BYTES))
            if not select([self._ours], [], [], timeout)[0]:
                os.kill(pid, signal.SIGKILL)
            code = int(self._ours.recv(_MOST_BYTES))
            if code == -signal.SIGKILL:
                raise TimeoutError(f"killed after {timeout} s, or by somebody else: {arguments}")
            return code, _text(out), _text(err)

    def close(self) -> None:
        """End the process."""
        self._ours.close()
        self._process.wait()
        self._folder.cleanup()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def _of_the_interpreter(environment: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in environment.items() if k.startswith(_OF_THE_INTERPRETER)}


def _serve(channel: socket.socket, driver_at: Path) -> None:
    """Fork for each command that is asked for, until nobody is there to ask."""
    _import_everything()
    for platform in bundled.library().platforms():
        bundled.pack(platform)  # compiles what a command would compile again
    keys._COST = LEAST_COST
    driver = DriverServer(driver_at)
    driver.serve_this_process()
    gc.freeze()
    while True:
        asked, streams, _, _ = socket.recv_fds(channel, _MOST_BYTES, 2)
        if not asked:
            driver.close()
            return
        pid = os.fork()
        if not pid:
            channel.close()
            _run(json.loads(asked), *streams)
        for stream in streams:
            os.close(stream)
        channel.sendall(str(pid).encode())
        _, status = os.waitpid(pid, 0)
        channel.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _import_everything() -> None:
    package = import_module("offswitch")
    for module in pkgutil.walk_packages(package.__path__, "offswitch."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def _run(asked: dict[str, Any], out: int, err: int) -> None:
    """Be the program: as `python -m offswitch` would be with these arguments and this environment."""
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["cwd"])
    sys.argv[1:] = asked["arguments"]
    runpy.run_module("offswitch", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    with suppress(ConnectionError):
        _serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
