"""One browser driver for all the programs that a test process forks.

A driver is a Node process, which takes as long to start as most commands take in all, and compiles its code
anew each time. What a test starts by itself, with ``Program.start``, starts a driver of its own as usual.
"""

from __future__ import annotations

import asyncio
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from playwright._impl.transport import PipeTransport

_SERVER = Path(__file__).with_suffix(".js")
_LIMIT_BYTES = 32768


class DriverServer:
    """A process that is a driver to each program that connects.

    Args:
        address: where its socket will be.
    """

    def __init__(self, address: Path) -> None:
        self._address = address
        node, script = compute_driver_executable()
        self._process = subprocess.Popen(
            [node, _SERVER, Path(script).parent, address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"

    def serve_this_process(self) -> None:
        """Let Playwright in this process connect to it instead of starting a driver."""
        address = self._address

        async def connect(transport: PipeTransport) -> None:
            transport._stopped_future = asyncio.get_running_loop().create_future()
            reader, writer = await asyncio.open_unix_connection(address, limit=_LIMIT_BYTES)
            transport._proc = _Process(reader, _Input(writer))  # type: ignore[assignment]
            transport._output = transport._proc.stdin

        PipeTransport.connect = connect  # type: ignore[method-assign,assignment]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@dataclass(frozen=True)
class _Input:
    """What a program writes to its driver; closing it leaves the other direction open."""

    _writer: asyncio.StreamWriter

    def write(self, data: bytes) -> None:
        self._writer.write(data)

    def close(self) -> None:
        self._writer.write_eof()


@dataclass(frozen=True)
class _Process:
    """A connection, as the process that it stands for."""

    stdout: asyncio.StreamReader
    stdin: _Input

    async def communicate(self) -> None:
        """Wait until the driver has closed the browsers."""
        while await self.stdout.read(_LIMIT_BYTES):
            pass
        self.stdin._writer.close()
