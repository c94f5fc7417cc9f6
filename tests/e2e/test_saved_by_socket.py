"""A page that saves over a web socket: nothing that is sent there tells a save from anything else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import Answer, App, Reply, Request, Talk, page
from tests.kinds.runs import assert_honest, run, selectors, told

pytestmark = [pytest.mark.e2e, pytest.mark.long]

# Whatever is clicked is logged at once, over the socket that saves.
LOGS_FIRST = """
const socket = new WebSocket('ws://' + location.host + '/socket');
usage.onchange = async () => {
  socket.send('log');
  await fetch('/turn');
  socket.send('save');
};
show({{state}});
"""
BY_SOCKET = "[requests]\nby_socket = true"


@pytest.mark.parametrize(
    ("seconds", "is_kept", "outcome"),
    [
        pytest.param(0.2, True, "changed", id="soon", marks=pytest.mark.thorough),
        pytest.param(12, True, "changed", id="while-it-is-proved"),
        pytest.param(0.2, False, "failed:not_verified", id="never", marks=pytest.mark.thorough),
    ],
)
def test_what_a_socket_replies_first_is_not_taken_for_the_save(
    program: Program, tmp_path: Path, seconds: float, is_kept: bool, outcome: str
) -> None:
    """The proof is repeated where it still reads "on"."""
    with App(page(LOGS_FIRST)) as app:

        def hears(said: str) -> str:
            if said == "save" and is_kept:
                app.save("usage", value=False)
            return "heard"

        @app.route("GET /turn")
        def turn(_: Request) -> Reply:
            time.sleep(seconds)
            return Answer({})

        app.route("GET /socket")(lambda _: Talk(hears=hears))
        done = run(program, selectors(tmp_path, app, more=BY_SOCKET), "--only", "birdhouse.usage")
        assert told(done)["usage"] == outcome, done.out
        assert_honest(app, done)
