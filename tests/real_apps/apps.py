"""Applications that nobody here made: how each is installed and started, and what it has kept on its disk."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

from tests.e2e.waiting import until
from tests.real_apps import installed


class RealApp(ABC):
    """One application with one setting that is on.

    Args:
        folder: where it keeps everything; empty.
        port: where it is to listen.
    """

    platform: ClassVar[str]
    setting: ClassVar[str]
    documented_port: ClassVar[int]
    """The port in its selector file in the docs."""
    path: ClassVar[str] = "/"

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    @abstractmethod
    def command(self) -> Sequence[str | Path]:
        """Install it if need be, and return how it is started."""

    @abstractmethod
    def prepare(self) -> None:
        """Answer what it asks at its first start, with the setting on."""

    @abstractmethod
    def kept(self) -> dict[str, Any]:
        """Return everything that its settings say on its disk."""

    @abstractmethod
    def is_on(self) -> bool:
        """Tell what its disk says of the setting."""

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it."""
        command = self.command()
        self.prepare()
        with (self.folder / "log").open("w") as log:
            process = subprocess.Popen(
                list(map(str, command)),
                cwd=self.folder,
                env={**os.environ, "HOME": str(self.folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            until(self._answers, 120, why=(self.folder / "log").read_text()[-2000:])
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)

    def _answers(self) -> bool:
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}{self.path}", timeout=5)
            return True
        return False


class NodeRed(RealApp):
    """Node-RED; what it asks about at its first start, and its tour, are behind it."""

    platform, setting, documented_port = "node_red", "node_red.update_notifications", 1880

    def command(self) -> Sequence[str | Path]:
        program = installed.by_npm("node-red@4.1") / "node-red"
        return [program, "--userDir", self.folder, "-p", str(self.port)]

    @property
    def _file(self) -> Path:
        return self.folder / ".config.runtime.json"

    def prepare(self) -> None:
        self._file.write_text(json.dumps({"telemetryEnabled": True}))
        settings = "uiHost: '127.0.0.1', editorTheme: { tours: false }"
        (self.folder / "settings.js").write_text(f"module.exports = {{ {settings} }};")

    def kept(self) -> dict[str, Any]:
        return dict(json.loads(self._file.read_text()))

    def is_on(self) -> bool:
        return bool(self.kept()["telemetryEnabled"])


class JupyterLab(RealApp):
    """JupyterLab, which asks nobody who they are."""

    platform, setting, documented_port = "jupyterlab", "jupyterlab.updates", 8888
    path = "/lab"
    _FILE = "user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"

    def command(self) -> Sequence[str | Path]:
        program = installed.by_pip("jupyterlab==4.6.*") / "jupyter"
        work = self.folder / "work"
        work.mkdir()
        return [
            program, "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.port}",
            "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.password=",
            f"--notebook-dir={work}",
        ]  # fmt: skip

    @property
    def _file(self) -> Path:
        return self.folder / ".jupyter" / "lab" / self._FILE

    def prepare(self) -> None:
        self._file.parent.mkdir(parents=True)
        self._file.write_text(json.dumps({"checkForUpdates": True, "fetchNews": "none"}))

    def kept(self) -> dict[str, Any]:
        return dict(json.loads(self._file.read_text()))

    def is_on(self) -> bool:
        return bool(self.kept().get("checkForUpdates", True))


class OctoPrint(RealApp):
    """OctoPrint, which signs in whoever comes from its own machine."""

    platform, setting, documented_port = "octoprint", "octoprint.usage_tracking", 5000
    _QUIET = (
        "softwareupdate", "announcements", "pluginmanager", "discovery", "errortracking", "health_check",
        "achievements",
    )  # fmt: skip

    @property
    def _programs(self) -> Path:
        return installed.by_pip("octoprint==1.11.*")

    def command(self) -> Sequence[str | Path]:
        return [
            self._programs / "octoprint", "serve", "--iknowwhatimdoing", "--basedir", self.folder,
            "--host", "127.0.0.1", "--port", str(self.port),
        ]  # fmt: skip

    @property
    def _file(self) -> Path:
        return self.folder / "config.yaml"

    def prepare(self) -> None:
        self._file.write_text(
            f"""
server: {{firstRun: false, onlineCheck: {{enabled: false}}, pluginBlacklist: {{enabled: false}}}}
accessControl: {{autologinLocal: true, autologinAs: me, localNetworks: [127.0.0.0/8]}}
plugins:
  _disabled: [{", ".join(self._QUIET)}]
  tracking: {{enabled: true, unique_id: 00000000-0000-4000-8000-000000000000}}
"""
        )
        program = [str(self._programs / "octoprint"), "--basedir", str(self.folder)]
        add = ["--iknowwhatimdoing", "user", "add", "--password", "not-a-real-one", "--admin", "me"]
        subprocess.run([*program, *add], check=True, capture_output=True, timeout=120)

    def kept(self) -> dict[str, Any]:
        return {"config": self._file.read_text()}

    def is_on(self) -> bool:
        found = re.search(r"\n  tracking:\n(?: {4}.*\n)*? {4}enabled: (\w+)", self.kept()["config"])
        return found is None or found[1] == "true"


REAL_APPS = (NodeRed, JupyterLab, OctoPrint)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
