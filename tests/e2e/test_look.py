"""`look` on real pages: it shows what is there, presses nothing, and sends nothing that may change something."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.packs import lint
from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.scenarios import ADA, account
from tests.kinds.app import EVERYONE, LOADS, NOBODY, SHARING, USAGE, Answer, App, page

pytestmark = pytest.mark.e2e

ASKS = """
fetch('/query', {method: 'POST', body: '{}'}).catch(() => 0);
fetch('https://cdn.example/words.json').catch(() => 0);
"""
HEAD = "<script>onclick = () => fetch('/save', {method: 'POST', body: '{}'})</script>"


def test_a_page_is_shown_as_it_is_and_drafted(program: Program, tmp_path: Path) -> None:
    with App(page(LOADS + ASKS, head=HEAD)) as app:
        file = tmp_path / "birdhouse.toml"
        done = program("look", app.url, "--headless", "--json", "-o", str(file))
        assert done.code == 0, done.err
        assert app.writes == []
        assert [asked for asked in app.requests if not asked.startswith("GET ")] == []
    seen = done.json
    shown = {c["label"]: (c["kind"], c["state"], c["section"]) for c in seen["controls"]}
    assert shown == {
        USAGE: ("switch", "on", "Data use"),
        EVERYONE: ("radio", "on", "Data use"),
        NOBODY: ("radio", "off", "Data use"),
    }
    assert {c["question"] for c in seen["controls"] if c["kind"] == "radio"} == {SHARING}
    assert (seen["held_back"], seen["elsewhere"]) == (["POST /query"], ["cdn.example"])
    assert (seen["language"], seen["headings"]) == ("en", ["Data use"])
    assert lint([file]) == []
    assert file.read_text(encoding="utf-8") == seen["draft"]


def test_a_draft_works_once_the_person_has_decided(program: Program, tmp_path: Path) -> None:
    with App(page(LOADS)) as app:
        folder = tmp_path / "mine"
        folder.mkdir()
        looked = program("look", app.url, "--headless", "-o", str(folder / "birdhouse.toml"))
        assert looked.code == 0, looked.err
        done = program("run", "my_app", "--headless", "--yes", "--json", "--selectors", str(folder))
        assert {result["status"] for result in done.results().values()} == {"changed"}, done.out
        assert app.state == {"usage": False, "sharing": "nobody"}


def test_a_page_that_cannot_be_shown_says_why(program: Program) -> None:
    with App(page(LOADS)) as app:
        app.route("GET /away")(
            lambda _: Answer(status=302, headers=(("Location", "https://lamp.example/"),))
        )
        app.route("GET /broken")(lambda _: Answer("<h1>Broken</h1>", 500))
        gone = app.url
        for path, told in (("/away", "lamp.example"), ("/broken", "answered 500")):
            done = program("look", app.url + path, "--headless")
            error, hint = done.problem()
            assert (done.code, done.out) == (5, "")
            assert told in error
            assert hint
    done = program("look", gone, "--headless")
    assert (done.code, bool(done.problem())) == (5, True)


def test_a_platform_is_looked_at_with_its_session_and_inside_its_fence(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(account())
    url = "https://www.facebook.com/settings"
    signed_in = program.signed_in(replica, ADA)
    done = signed_in("look", url, "--platform", "facebook", "--headless", "--json")
    assert done.code == 0, done.err
    outside = program.at(replica)("look", url, "--headless", "--json", "--profile", "nobody")
    assert done.json["rows"] != outside.json["rows"], "one of them is signed in"
    words = json.dumps([done.json["rows"], done.json["headings"]])
    assert "Accounts Center" in words, words
    assert replica.truth()["ledger"] == []
