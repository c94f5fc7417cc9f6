"""What is new, renamed, moved, merged, or gone on a real page that changes between two looks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from offswitch.replica import Replica, Scenario
from tests.conftest import Done, Program, first_account
from tests.e2e.scenarios import LAYOUTS, outcomes

pytestmark = pytest.mark.e2e

FILE = """
schema = 1
platform = "garden_diary"
version = "2026-11"
title = "Garden Diary"
hosts = ["127.0.0.1:PORT"]
[intent.usage]
category = "research"
title = "Usage statistics"
[noise]
label = ["* gardeners*", "Seen *"]
section = ["Gardeners who follow you"]
[elements]
usage = [{ by = "label", label = "Share usage statistics" }]
blocked = [{ by = "role", role = "link", name = "Blocked people" }]
files = [{ by = "role", role = "link", name = "Your files" }]
[sections.privacy]
heading = "Privacy"
neighbours = ["Share usage statistics", "Your files", "Blocked people"]
[routes.usage]
section = "privacy"
url = "http://127.0.0.1:PORT/"
control = { kind = "switch", element = "usage" }
"""

GERMAN = """
schema = 1
platform = "garden_diary"
language = "de"
[labels.A]
"Privacy" = "Privacy"
"Share usage statistics" = "Share usage statistics"
"Your files" = "Your files"
"Blocked people" = "Blocked people"
"""
Entry = str | tuple[str, ...]


@dataclass
class Garden:
    """A settings page: sections of boxes and menus, a list of rows, and a list that is noise."""

    sections: dict[str, list[Entry]] = field(
        default_factory=lambda: {
            "Sharing": [
                "Share usage statistics",
                "Share photos with partners",
                ("Who sees your beds", "Everyone", "Only me"),
            ],
            "Elsewhere": ["Activity from websites", "Activity from apps", "Weather of your place"],
        }
    )
    rows: dict[str, str] = field(
        default_factory=lambda: {
            "Your files": "/files",
            "Blocked people": "/blocked",
            "Apps of others": "/apps",
        }
    )
    off: set[str] = field(default_factory=set)
    followers: int = 1204
    there: bool = True
    language: str = "en"

    def html(self) -> str:
        parts = [f"<!doctype html><html lang={self.language}><title>Garden Diary</title>"]
        parts.append("<h1>Privacy</h1>")
        for section, entries in self.sections.items():
            parts += [f"<h2>{section}</h2>", *(self._entry(entry) for entry in entries)]
        parts.append("<ul>")
        parts += [f"<li><a href='{to}'>{label}</a></li>" for label, to in self.rows.items()]
        parts.append("</ul><h2>Gardeners who follow you</h2>")
        parts += [
            f"<p><label><input type=checkbox>Gardener {n}</label></p>"
            for n in range(self.followers, self.followers + 3)
        ]
        parts.append(f"<p><label><input type=checkbox>{self.followers} gardeners</label></p>")
        return "".join(parts)

    def _entry(self, entry: Entry) -> str:
        if isinstance(entry, str):
            checked = "" if entry.casefold() in self.off else " checked"
            return f"<p><label><input type=checkbox{checked}>{entry}</label></p>"
        label, *options = entry
        choices = "".join(f"<option>{option}</option>" for option in options)
        return f"<p><label>{label} <select>{choices}</select></label></p>"


@contextmanager
def serving(garden: Garden) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if garden.there else 503)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(garden.html().encode() if garden.there else b"later")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def changes(check: Done) -> list[tuple[str, str, str]]:
    return sorted((c["change"], c["label"], c["before"]) for c in check.json["new_controls"])


@pytest.mark.long
def test_each_kind_of_change_is_reported_once_by_its_name(program: Program, tmp_path: Path) -> None:
    garden = Garden(off={"share usage statistics"})
    sharing, elsewhere = garden.sections["Sharing"], garden.sections["Elsewhere"]
    with serving(garden) as port:
        folder = tmp_path / "selectors"
        labels = folder / "garden_diary" / "labels"
        labels.mkdir(parents=True)
        (labels / "de.toml").write_text(GERMAN)
        (labels.parent / "2026-11.toml").write_text(FILE.replace("PORT", str(port)))

        def look() -> list[tuple[str, str, str]]:
            check = program("check", "garden_diary", "--selectors", str(folder), "--json")
            assert check.code == (0 if garden.there else 5), check.err
            found = changes(check)
            garden.there = True
            return found

        assert look() == []

        train = "Use my photos to train models"
        elsewhere.append(train)
        assert look() == [("new", train, "")]
        garden.followers, garden.there = 1377, False
        assert look() == []  # an outage is no change
        garden.off.add(train.casefold())
        sharing.reverse()
        assert look() == []  # nor is noise, another state or another order
        garden.language, elsewhere[2] = "de-AT", "Wetter bei dir"
        assert look() == []  # nor are the words of another language
        garden.language, elsewhere[2] = "en", "Weather of your place"

        improve = "Use my photos to improve models"
        elsewhere[-1] = improve
        garden.rows["People you blocked"] = garden.rows.pop("Blocked people")
        assert look() == [
            ("renamed", "People you blocked", "Blocked people"),
            ("renamed", improve, train),
        ]

        elsewhere.remove(improve)
        sharing.append(improve)
        sharing[:] = [e.upper() if isinstance(e, str) else e for e in sharing]
        assert look() == [("moved", improve.upper(), "Elsewhere")]

        elsewhere[:2] = ["Activity from websites and apps"]
        assert look() == [("merged", elsewhere[0], "Activity from apps + Activity from websites")]

        sharing.remove(("Who sees your beds", "Everyone", "Only me"))
        del garden.rows["People you blocked"]
        garden.rows["Linked gardens"] = "/linked"
        assert look() == [
            ("new", "Linked gardens", ""),
            ("vanished", "People you blocked", ""),
            ("vanished", "Who sees your beds", ""),
        ]
        assert look() == []

        listed, garden.rows = garden.rows, {"Your files": "/files", "Shed": "/shed"}
        assert look() == []  # of this list one row alone is known: it may be any list
        garden.rows = listed
        assert look() == []


PARTNERS, OUTSIDE = "accounts_center.partner_activity", "accounts_center.ads_outside_meta"
ROW, TITLE = "Activity from other businesses", "Activity shared by ad partners"


@pytest.mark.long
@pytest.mark.parametrize(
    ("others", "shown_as"),
    [
        pytest.param((), TITLE, id="its list was not visited", marks=pytest.mark.thorough),
        pytest.param(("--only", OUTSIDE), ROW, id="its row shows it", marks=pytest.mark.thorough),
    ],
)
def test_a_setting_that_goes_and_comes_back_is_reported_once(
    program: Program, replica_of: Callable[..., Replica], others: tuple[str, ...], shown_as: str
) -> None:
    replica = replica_of(LAYOUTS["us-2026-07"].scenario())
    offswitch = program.signed_in(replica)
    asked = ("--json", "--only", PARTNERS, *others)
    assert offswitch("run", "--yes", "--headless", *asked).code == 0

    def plan(state: str) -> None:
        changed = {"settings": {PARTNERS: {"state": state}}}
        old = replica.world.scenario.model_dump()
        replica.world.scenario = Scenario.model_validate(old | changed)

    def told(check: Done) -> list[tuple[str, str, str, str]]:
        return [
            (c["change"], c["label"], c["setting"], c["state"]) for c in check.json["new_controls"]
        ]

    plan("absent")
    check = offswitch("check", *asked)
    assert outcomes(check.results())[PARTNERS] == ("skipped", "not_offered")
    assert told(check) == [("vanished", shown_as, PARTNERS, "")]
    assert told(offswitch("check", *asked)) == []

    plan("on")
    replica.flip(first_account(replica), PARTNERS, "on")
    check = offswitch("check", *asked)
    assert outcomes(check.results())[PARTNERS] == ("pending", "drift")
    assert told(check) == [("new", shown_as, PARTNERS, "on")]
    assert told(offswitch("check", *asked)) == []
