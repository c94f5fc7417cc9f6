"""The guide: a page in the window, a checklist beside it, and a person's word that is never a proof."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from offswitch.journal import JOURNAL, open_journal
from offswitch.local.folders import HOME_VARIABLE, folders
from offswitch.local.lock import profile_lock
from offswitch.model.scope import Scope
from offswitch.replica import Replica
from tests.conftest import Program, first_account
from tests.e2e.display import MISSING_HANDS, Display
from tests.e2e.waiting import until

pty = pytest.importorskip("pty")
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING_HANDS), reason=MISSING_HANDS),
]

FORM, LOG, PUBLIC = "facebook.ai_objection", "facebook.activity_history", "whatsapp.ai_objection"
FORM_PAGE, LOG_PAGE = "/help/contact/6359191084165019", "/me/allactivity"
QUESTION = "[q] stop: "


@dataclass
class Terminal:
    """A terminal in which the guide runs, and what stands in it."""

    process: subprocess.Popen[bytes]
    keyboard: int
    said: str = ""
    asked: int = field(default=0)

    def look(self) -> bool:
        """Read what is new; False when nothing will come any more."""
        if not select.select([self.keyboard], [], [], 0.2)[0]:
            return self.process.poll() is None
        try:
            more = os.read(self.keyboard, 4096)
        except OSError:  # the other side is gone
            return False
        self.said += more.decode(errors="replace")
        return bool(more)

    def await_question(self) -> None:
        """Wait until the next question is asked."""
        self.asked += 1
        end = time.monotonic() + 60
        while self.said.count(QUESTION) < self.asked:
            assert self.look(), self.said
            assert time.monotonic() < end, self.said

    def type(self, words: str) -> None:
        os.write(self.keyboard, words.encode())

    def answer(self, words: str) -> None:
        self.await_question()
        self.type(f"{words}\n")

    def end(self) -> int:
        """Wait for the end and return how it came out."""
        limit = time.monotonic() + 60
        while self.look():
            assert time.monotonic() < limit, self.said
        code = self.process.wait(timeout=30)
        assert "Traceback" not in self.said
        assert "Fatal" not in self.said
        return code


@contextmanager
def terminal(program: Program, *args: str) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "offswitch", "guide", *args],
        env={**program.environment(), "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.terminate()
            process.wait(timeout=30)
            os.close(ours)


@pytest.fixture
def replica(replica_of: Callable[..., Replica]) -> Replica:
    """Return Europe in June 2026: there the form exists."""
    return replica_of("eu-2026-06")


def asked_for(replica: Replica, path: str) -> list[str]:
    """The hosts of which a page was asked for."""
    return [r["host"] for r in replica.truth()["requests"] if r["path"].rstrip("/") == path]


def in_life(replica: Replica) -> bool:
    """Whether the page's script was asked for: by then the guard has let several requests pass."""
    return any(r["path"].endswith("/site/app.js") for r in replica.truth()["requests"])


def attestations(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the journal holds, oldest first; and its chain holds."""
    monkeypatch.setenv(HOME_VARIABLE, str(program.home))
    with open_journal(folders().data / JOURNAL) as journal:
        assert journal.verify() == []
        rows = journal.attestations(Scope("default", at_replica=True))
        assert journal.runs(Scope("default", at_replica=True)) == [], "an attestation needs no run"
        assert journal.attestations(Scope("default")) == [], "a rehearsal passes for the real"
    return [(row.setting, str(row.what)) for row in reversed(rows)]


def test_the_form_stands_in_the_window_and_the_answer_in_the_journal_with_its_day(
    person: Program, screen: Display, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    offswitch = person.signed_in(replica)
    with terminal(offswitch, "--only", FORM, "--only", LOG) as shown:
        shown.await_question()
        until(lambda: in_life(replica), why="the page stood still while the person was asked")
        screen.await_window()
        shown.type("perhaps\n")
        shown.answer("y")  # asked again
        shown.answer("skip")
        assert shown.end() == 0, shown.said
    assert asked_for(replica, FORM_PAGE) == ["www.facebook.com"], "not once, in one window"
    assert len(asked_for(replica, LOG_PAGE)) == 1
    assert not [r for r in replica.truth()["requests"] if "login" in r["path"]], "no session there"
    assert not [r for r in replica.truth()["requests"] if r["changes"]], "something was sent"
    assert replica.truth()["ledger"] == []
    for words in ("1/2 Objection", "2/2 Your activity log", "But: It applies from", "1. No form"):
        assert words in shown.said
    assert all(line.startswith("[replica]") for line in shown.said.splitlines())
    assert attestations(offswitch, monkeypatch) == [(FORM, "done"), (LOG, "skipped")]

    run = offswitch("run", "--yes", "--headless", "--json", "--only", FORM, "--only", LOG)
    form, log = run.results()[FORM], run.results()[LOG]
    day = form["done"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    assert (run.code, form["status"], form["reason"]) == (0, "skipped", "form_only")
    assert (form["after"], form["proofs"]) == ("unknown", [])
    assert form["hint"] == f"you said on {day} that you did this"
    assert (log["status"], log["reason"], log["done"]) == ("skipped", "guide", None)
    assert replica.truth()["ledger"] == []
    listed = {each["setting"]: each["done"] for each in offswitch("guide", "--json").json}
    assert {setting for setting, done in listed.items() if done} == {FORM}
    assert f"you said on {day}" in offswitch("check", "-q", "--only", FORM).out


def test_the_person_works_in_the_window(person: Program, screen: Display, replica: Replica) -> None:
    offswitch = person.signed_in(replica)
    with terminal(offswitch, "--only", FORM) as shown:
        shown.await_question()
        until(lambda: in_life(replica), why="the page was not brought to life")
        time.sleep(1)  # until it has drawn its fields
        # Past what every page has on top, and the country, to the e-mail address; Return sends it.
        screen.fill_in(*[""] * 13, taken=lambda: replica.truth()["ledger"])
        shown.type("done\n")
        assert shown.end() == 0, shown.said
    (write,) = replica.truth()["ledger"]
    assert (write["setting"], write["to"]) == (FORM, "submitted")
    state = replica.truth()["accounts"][first_account(replica)][FORM]
    assert state == "form"


@pytest.mark.thorough
def test_a_window_that_is_closed_ends_it_and_keeps_what_was_said(
    person: Program, screen: Display, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    offswitch = person.signed_in(replica)
    with terminal(offswitch, "facebook") as shown:
        shown.answer("y")
        shown.await_question()
        screen.await_window()
        screen.close_window()
        assert shown.end() == 0, shown.said
    assert "the window was closed, so this ends here" in shown.said
    assert attestations(offswitch, monkeypatch) == [(FORM, "done")]


@pytest.mark.parametrize(
    "way",
    [
        "signal",
        pytest.param("stop", marks=pytest.mark.thorough),
        pytest.param("end of input", marks=pytest.mark.thorough),
    ],
)
def test_stopping_keeps_what_was_said(
    person: Program, replica: Replica, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    offswitch = person.signed_in(replica)
    with terminal(offswitch, "facebook") as shown:
        shown.answer("y")
        shown.await_question()
        if way == "signal":
            os.killpg(
                shown.process.pid, signal.SIGINT
            )  # as a terminal's Ctrl-C: to the browser, too
        else:
            shown.type("q\n" if way == "stop" else "\x04")
        assert shown.end() == (130 if way == "signal" else 0), shown.said
    assert "error:" not in shown.said
    assert attestations(offswitch, monkeypatch) == [(FORM, "done")]
    assert replica.truth()["ledger"] == []


def test_without_a_session_only_a_page_for_everybody_is_opened(
    person: Program, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    offswitch = person.at(replica)
    with terminal(offswitch, "--only", FORM, "--only", PUBLIC) as shown:
        shown.answer("y")
        assert shown.end() == 5, shown.said
    assert "not signed in; `offswitch login facebook`" in shown.said
    assert shown.said.count(QUESTION) == 1
    assert asked_for(replica, FORM_PAGE) == []
    assert {r["host"] for r in replica.truth()["requests"]} == {"www.whatsapp.com"}
    assert attestations(offswitch, monkeypatch) == [(PUBLIC, "done")]


@pytest.mark.thorough
def test_a_page_that_does_not_load_is_reported_and_the_next_one_is_shown(
    person: Program, replica_of: Callable[..., Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    replica = replica_of("eu-2026-06")
    offswitch = person.signed_in(replica)
    folder = person.home / "own"
    folder.mkdir()
    (folder / "club.toml").write_text(CLUB, encoding="utf-8")
    chosen = ("--only", "club.letter", "--only", FORM, "--only", LOG)
    with terminal(offswitch, *chosen, "--selectors", str(folder)) as shown:
        shown.answer("s")
        shown.answer("y")
        assert shown.end() == 5, shown.said
    assert "club.test could not be reached" in shown.said
    assert attestations(offswitch, monkeypatch) == [(FORM, "skipped"), (LOG, "done")]


CLUB = """
schema = 1
platform = "club"
version = "2026-11"
hosts = ["club.test"]
[elements]
heading = [{ by = "role", role = "heading", name = "Letters" }]
[routes.letter]
url = "https://club.test/letter"
control = { kind = "form" }
[intent.letter]
category = "history"
title = "A letter to the club"
"""


def test_one_at_a_time_on_a_profile(
    person: Program, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    offswitch = person.signed_in(replica)
    monkeypatch.setenv(HOME_VARIABLE, str(person.home))
    locks: Path = folders().data / "locks"
    with profile_lock(locks, "default"), terminal(offswitch, "facebook") as shown:
        assert shown.end() == 5, shown.said
    assert "error: " in shown.said
    assert "hint: " in shown.said
    assert asked_for(replica, FORM_PAGE) == []
