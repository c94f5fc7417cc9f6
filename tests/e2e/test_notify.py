"""Messages over the wire: a real mail server and a real HTTP endpoint, and where secrets are not."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from offswitch.replica import Replica
from tests.conftest import Done, Program
from tests.e2e.scenarios import ACCOUNT

pytestmark = pytest.mark.e2e

CANARY = "canary-c0ffee42"
SCENARIO = f'generation = "2026-07"\n{ACCOUNT}'


class Mail:
    """What a mail server was given, and who signed in with what."""

    def __init__(self) -> None:
        self.signed_in: list[tuple[bytes, bytes]] = []
        self.letters: list[dict[str, str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        letter = message_from_bytes(envelope.content, policy=default)
        part = letter.get_body(("plain", "html"))
        text = part.get_content() if part else ""
        to = ", ".join(envelope.rcpt_tos)
        self.letters.append({"to": to, "subject": str(letter["Subject"]), "text": text})
        return "250 OK"

    def check(self, *given: Any) -> Any:
        from aiosmtpd.smtp import AuthResult

        data = given[-1]
        self.signed_in.append((data.login, data.password))
        return AuthResult(success=data.password == CANARY.encode())


@pytest.fixture
def mail() -> Iterator[tuple[int, Mail]]:
    controller = pytest.importorskip("aiosmtpd.controller", reason="`make test` installs aiosmtpd")
    inbox, port = Mail(), free_port()
    server = controller.Controller(
        inbox,
        hostname="127.0.0.1",
        port=port,
        authenticator=inbox.check,
        auth_require_tls=False,
    )
    server.start()
    yield port, inbox
    server.stop()


@pytest.fixture
def endpoint() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    arrived: list[dict[str, Any]] = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            arrived.append({"auth": self.headers["Authorization"], **json.loads(body)})
            self.send_response(403 if self.path == "/refused" else 200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", arrived
        server.shutdown()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def told(program: Program, text: str, *args: str) -> Done:
    """Run a command that reads a secret from standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "offswitch", *args],
        env=program.environment(),
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def nowhere(folder: Path, *done: Done) -> None:
    """The canary is in no file and in nothing that was printed, also not disguised."""
    words = [CANARY, base64.b64encode(CANARY.encode()).decode().rstrip("=")]
    for word in words:
        assert not [
            path
            for path in folder.rglob("*")
            if path.is_file() and word.encode() in path.read_bytes()
        ]
        assert not [each for each in done if word in each.out + each.err]


def test_a_letter_arrives_and_the_password_is_nowhere(
    program: Program, mail: tuple[int, Mail]
) -> None:
    port, inbox = mail
    address = (
        f"mailto://ada:{CANARY}@127.0.0.1:{port}?from=ada@example.org&to=bob@example.org"
        "&mode=insecure"
    )
    added = told(program, address + "\n", "notify", "add", "letters")
    assert added.code == 0, added.err
    assert program("notify", "list").out.split() == ["letters"]
    tested = program("notify", "test")
    assert tested.code == 0, tested.err
    [letter] = inbox.letters
    assert (letter["to"], letter["subject"]) == ("bob@example.org", "offswitch: test message")
    assert "Messages from offswitch arrive here." in letter["text"]
    assert inbox.signed_in == [(b"ada", CANARY.encode())]
    removed = program("notify", "remove", "letters")
    assert program("notify", "list").out == ""
    nowhere(program.home, added, tested, removed)


@pytest.mark.thorough
def test_a_target_that_fails_is_reported_without_its_address(
    program: Program, endpoint: tuple[str, list[dict[str, Any]]], mail: tuple[int, Mail]
) -> None:
    place, _ = endpoint
    wrong = f"mailto://ada:{CANARY}x@127.0.0.1:{mail[0]}?from=a@example.org&mode=insecure"
    for address in (
        f"json://ada:{CANARY}@{place}/refused",
        f"json://ada:{CANARY}@127.0.0.1:{free_port()}/",
        wrong,
    ):
        assert told(program, address, "notify", "add", "phone").code == 0
        for flags in ((), ("--debug",)):
            done = program(*flags, "notify", "test", "phone")
            assert done.code == 4
            assert "`phone` did NOT accept the message" in done.err
            assert "Traceback" not in done.err
            nowhere(program.home, done)
    bad = told(program, f"nosuch://{CANARY}", "notify", "add", "bad")
    assert bad.code == 4
    bad.problem()
    nowhere(program.home, bad)


def test_a_check_reports_what_is_new_and_never_fails_because_of_a_target(
    program: Program,
    replica_of: Callable[..., Replica],
    endpoint: tuple[str, list[dict[str, Any]]],
) -> None:
    place, arrived = endpoint
    offswitch = program.at(replica_of(SCENARIO))  # nobody signed in: no browser is needed
    plain = offswitch("check", "accounts_center", "-q")
    good = f"json://ada:{CANARY}@{place}/"
    bad = f"json://ada:{CANARY}@127.0.0.1:{free_port()}/"
    assert told(program, good, "notify", "add", "good").code == 0
    checks = [
        offswitch("check", "accounts_center", "-q", "--notify", bad, "--notify", "good",
                  "--notify", "gone")
        for _ in range(4)
    ]  # fmt: skip
    assert {done.code for done in checks} == {plain.code} == {5}
    assert [each["title"] for each in arrived] == ["[replica] Signed out: accounts_center"]
    assert "offswitch login" in arrived[0]["message"]
    assert arrived[0]["auth"].startswith("Basic ")
    warned = [[line for line in done.err.splitlines() if "warning" in line] for done in checks]
    missing = "[replica] warning: there is no address `gone`; `offswitch notify add gone` adds one"
    untold = (
        "[replica] warning: the given address could not be reached; offswitch tries again after the next"
        " check"
    )
    assert warned == [[missing], [missing], [missing, untold], [missing, untold]]
    assert {done.out for done in checks} == {plain.out}
    nowhere(program.home, *checks)


def test_help_does_not_load_it(program: Program) -> None:
    code = (
        "import sys\nfrom offswitch.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'apprise', 'keyring', 'pydantic', 'requests'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "schedule" in done.stdout
