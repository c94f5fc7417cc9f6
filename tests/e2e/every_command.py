"""Runs every command of the program in a network of its own, and prints what each one tried to reach.

``python -m tests.e2e.every_command FOLDER``, started by ``test_connections.py``; with ``--daily`` those alone
that need no window, and of those that work on pages a few.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from offswitch.replica import Replica, load_scenario, serve
from tests.conftest import ROOT, Program
from tests.e2e import own_network
from tests.e2e.display import display
from tests.e2e.scenarios import ADA, account
from tests.e2e.terminal import attended
from tests.e2e.waiting import until
from tests.kinds.app import LOADS, App, page
from tests.kinds.runs import selectors

SETTING = "accounts_center.partner_activity"
RUN = ("--headless", "--only", SETTING)
_FILE = str(ROOT / "selectors" / "accounts_center" / "2026-07.toml")
_THOROUGH = {"guide", "teach", "demo", "selectors capture", "selectors test"}
"""What is left out of a day's test: other commands open the same pages by the same code."""
_CTRL_C = "\x03"
_SECONDS_TO_TRY = 3
"""How long a command that is stopped may try to reach something."""


class _Mailbox(BaseHTTPRequestHandler):
    """Takes every message."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class Commands:
    """Every command, with what it needs to do its work."""

    def __init__(
        self,
        folder: Path,
        replica: Replica,
        app: App,
        mailbox: str,
        screen: str,
        *,
        is_daily: bool,
    ) -> None:
        self.program = Program(folder / "home").at(replica)
        self._seen = Program(folder / "home", {**self.program.env, "DISPLAY": screen})
        self._state = folder / "state.json"
        self._state.write_text(json.dumps(replica.session(ADA)))
        self._file = next(selectors(folder, app).iterdir())
        self._address = app.url
        self._bundle = str(folder / "page.json")
        self._report = str(folder / "report.html")
        self._mailbox = mailbox
        self._replica = replica
        self._is_daily = is_daily

    def chosen(self) -> dict[str, Callable[[], object]]:
        """Return what to do for each command of this test, by its name."""
        left_out = _THOROUGH if self._is_daily else set()
        return {name: do for name, do in self.all().items() if name not in left_out}

    def all(self) -> dict[str, Callable[[], object]]:
        """Return what to do for each command, by its name, in an order in which all can work."""
        return {
            "login": self._login,
            "accounts": self._done("accounts"),
            "settings": self._done("settings"),
            "look": self._done("look", self._address, "--headless"),
            "run": self._done("run", "--yes", *RUN),
            "undo": self._done("undo", "--yes", "--headless"),
            "notify add": self._add_address,
            "notify list": self._done("notify", "list"),
            "notify test": self._done("notify", "test", "mine"),
            "check": self._done("check", "--only", SETTING, "--notify", "mine", code=3),
            "notify remove": self._done("notify", "remove", "mine"),
            "guide": self._stopped("guide", loads=True),
            "teach": self._stopped("teach", SETTING, loads=True),
            "history": self._done("history"),
            "report": self._done("report", "--html", self._report),
            "verify": self._done("verify"),
            "doctor": self._done("doctor"),
            "demo": self._stopped("demo", "--headless"),
            "replica": self._stopped("replica"),
            "selectors lint": self._done("selectors", "lint", str(self._file)),
            "selectors add": self._done("selectors", "add", "--yes", str(self._file)),
            "selectors list": self._done("selectors", "list"),
            "selectors remove": self._done(
                "selectors", "remove", "--yes", "birdhouse/2026-11.toml"
            ),
            "selectors capture": self._done(
                "selectors", "capture", SETTING, "-o", self._bundle, "--headless"
            ),
            "selectors test": self._done(
                "selectors", "test", _FILE, "--bundle", self._bundle, "--headless"
            ),
            "selectors schema": self._done("selectors", "schema"),
            "selectors show": self._done("selectors", "show"),
            "schedule install": self._done(
                "schedule", "install", "--print", "--scheduler", "cron", "--notify", self._mailbox
            ),
            "schedule show": self._done("schedule", "show"),
            "schedule remove": self._done("schedule", "remove"),
            "vault rekey": self._rekey,
            "logout": self._done("logout"),
        }

    def _done(self, *words: str, code: int = 0) -> Callable[[], object]:
        def do() -> None:
            done = self.program(*words)
            assert done.code == code, (words, done.code, done.out, done.err)

        return do

    def _stopped(self, *words: str, loads: bool = False) -> Callable[[], object]:
        """A command that goes on until it is stopped; one that opens a page has opened it by then."""

        def do() -> None:
            before = len(self._replica.truth()["requests"])
            with attended(self._seen, *words) as terminal:
                if loads:
                    until(lambda: len(self._replica.truth()["requests"]) > before, why=str(words))
                time.sleep(_SECONDS_TO_TRY)
                terminal.press_until_it_ends(_CTRL_C)
            assert "Traceback" not in terminal.shown, (words, terminal.shown)

        return do

    def _login(self) -> None:
        if not self._is_daily:
            self._stopped("login", "facebook", loads=True)()
        self._done("login", "--import", str(self._state))()

    def _rekey(self) -> None:
        new = {"OFFSWITCH_NEW_PASSPHRASE": "another horse"}
        done = Program(self.program.home, {**self.program.env, **new})(
            "vault", "rekey", "--passphrase"
        )
        assert done.code == 0, done.err

    def _add_address(self) -> None:
        subprocess.run(
            [sys.executable, "-m", "offswitch", "notify", "add", "mine"],
            env=self.program.environment(),
            input=self._mailbox,
            text=True,
            check=True,
            capture_output=True,
        )


def _itself() -> list[str]:
    """Return what is noted when somebody does try to reach another machine."""
    with own_network.watched() as traffic, socket.socket(type=socket.SOCK_DGRAM) as anybody:
        anybody.sendto(b"hello", ("198.51.100.7", 5000))
        time.sleep(0.2)
    return traffic.strange


def main(folder: Path, *, is_daily: bool) -> None:
    """Run every command, and print which there are, and what each tried to reach that is not ours."""
    own_network.set_up()
    told = {"": _itself()}
    scenario = folder / "scenario.toml"
    scenario.write_text(f"latency = 0.02\n{account()}")
    with (
        serve(load_scenario(scenario)) as replica,
        App(page(LOADS)) as app,
        display() as screen,
        HTTPServer(("127.0.0.1", 0), _Mailbox) as server,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        mailbox = f"json://127.0.0.1:{server.server_port}"
        commands = Commands(folder, replica, app, mailbox, screen.name, is_daily=is_daily)
        for name, do in commands.chosen().items():
            with own_network.watched() as traffic:
                do()
            told[name] = traffic.strange
        server.shutdown()
    print(json.dumps({"known": [*commands.all()], "tried": told}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), is_daily="--daily" in sys.argv)
