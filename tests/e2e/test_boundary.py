"""However a command is started and stopped, it ends properly: no traceback, nothing lost, nothing changed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Done, Program
from tests.e2e.terminal import attended
from tests.kinds.app import LOADS, OFF, ON, PLATFORM, App, page
from tests.kinds.runs import selectors

pytestmark = pytest.mark.e2e


@dataclass
class Stage:
    """The program, and a stranger's app that a first run has looked at."""

    program: Program
    app: App
    folder: Path

    def words(self, command: str) -> list[str]:
        """Return a command line, with what a run needs to find the app."""
        words = command.split()
        if not words:
            return []
        if words[0] in {"run", "check", "settings", "guide", "report", "doctor", "undo"}:
            words += ["--selectors", str(self.folder)]
        if words[0] in {"run", "check"}:
            words.insert(1, PLATFORM)
        return words

    def with_streams(self, command: str, streams: str = "", **env: str) -> Done:
        """Run a command by a shell that does something to its streams, such as `<&-`."""
        line = f'exec "$@" {streams}'
        done = subprocess.run(
            ["sh", "-c", line, "sh", sys.executable, "-m", "offswitch", *self.words(command)],
            env={**self.program.environment(), **env},
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode("latin-1"), done.stderr.decode("latin-1"))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One app for the whole module, with everything off: its commands only read, or are refused."""
    folder = tmp_path_factory.mktemp("boundary")
    with App(page(LOADS), state=dict(OFF)) as app:
        made = Stage(Program(folder / "home"), app, selectors(folder, app))
        assert made.program(*made.words("check --json")).code == 0
        yield made


READING = {
    "": 0, "settings": 0, "history": 0, "verify": 0, "report --json": 0, "report --html": 0,
    "accounts": 0, "guide --list": 0, "selectors show": 0, "selectors lint": 0, "schedule show": 0,
    "notify list": 0, "check": 0, "check --json": 0, "--help": 0, "logout": 0, "schedule remove": 0,
    "selectors schema": 0, "notify remove none": 0, "schedule install --print --scheduler cron": 0,
}  # fmt: skip
"""Commands that change no account, and how they end."""
DAILY = {
    ("history", "<&-"),
    ("report --html", ">&-"),
    ("history", "<&- >&- 2>&-"),
    ("settings", "ascii"),
    ("report --html", "cp1252"),
}
"""What is tried each day: every stream and every encoding, but not each with each command."""


def commands(*kinds: str) -> list[object]:
    return [
        pytest.param(
            command, kind, code,
            id=f"{command or 'alone'} {kind}",
            marks=[] if (command, kind) in DAILY else [pytest.mark.thorough],
        )
        for command, code in READING.items()
        for kind in kinds
    ]  # fmt: skip


@pytest.mark.parametrize(("command", "streams", "code"), commands("<&-", ">&-", "<&- >&- 2>&-"))
def test_a_closed_stream_is_like_dev_null(
    stage: Stage, command: str, streams: str, code: int
) -> None:
    done = stage.with_streams(command, streams)
    assert (done.code, "Traceback" in done.err) == (code, False), done.err
    if streams == "<&-":
        assert done.out or done.err


@pytest.mark.parametrize(("command", "encoding", "code"), commands("ascii", "cp1252", "latin-1"))
def test_an_encoding_without_our_signs_gets_plain_ones(
    stage: Stage, command: str, encoding: str, code: int
) -> None:
    done = stage.with_streams(command or "history", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.code, "Traceback" in done.err) == (code, False), done.err
    assert done.out or done.err
    if "--html" in command:
        assert "charset" in done.out
        done.out.encode("latin-1").decode()  # a page says itself that it is UTF-8
    elif "--json" in command:
        json.loads(done.out.encode("latin-1").decode())
    elif encoding == "ascii":
        assert done.out.isascii()


@pytest.mark.parametrize(
    "command",
    ["check --json", pytest.param("check", marks=pytest.mark.thorough), "settings"],
)
def test_an_output_that_cannot_be_written(stage: Stage, command: str) -> None:
    done = stage.with_streams(command, "> /dev/full")
    error, hint = done.problem()
    assert (done.code, "No space left" in error, bool(hint)) == (4, True, True)


@pytest.mark.parametrize(
    "command",
    [
        "history",
        "check",
        *(pytest.param(c, marks=pytest.mark.thorough) for c in ("settings", "selectors schema")),
    ],
)
def test_a_reader_that_closes_the_pipe(stage: Stage, command: str) -> None:
    with stage.program.start(*stage.words(command)) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        process.wait(timeout=120)
    assert process.returncode in {0, 3}
    assert "Traceback" not in err
    assert "Exception" not in err


QUESTIONS = {
    "undo": ("undo --headless", "Put back these 2? [y/N]"),
    "run": ("run --headless", "Switch off this one? [y/N/choose]"),
    "notify add": ("notify add mine", "Address of mine"),
}


@pytest.mark.parametrize(
    "keys", ["\x03", pytest.param("\x04", marks=pytest.mark.thorough)], ids=["ctrl-c", "ctrl-d"]
)
@pytest.mark.parametrize(
    "where", [pytest.param("run", marks=pytest.mark.thorough), "undo", "notify add"]
)
def test_ctrl_c_and_ctrl_d_at_a_question_change_nothing(
    stage: Stage, where: str, keys: str
) -> None:
    command, question = QUESTIONS[where]
    program = stage.program
    if where == "undo":
        stage.app.state.update(ON)
        assert program(*stage.words("run --headless --yes --json")).code == 0
        stage.app.writes.clear()
    stage.app.state["usage"] = where == "run"
    before = sorted(path for path in program.home.rglob("*.sealed"))
    with attended(program, *stage.words(command)) as terminal:
        terminal.wait_for(question)
        terminal.press_until_it_ends(keys)
        done = terminal.done()
    stage.app.state["usage"] = False
    assert (done.code, stage.app.writes) == (130, []), done.err
    assert "Traceback" not in done.err
    assert "error:" not in done.err
    assert sorted(path for path in program.home.rglob("*.sealed")) == before
