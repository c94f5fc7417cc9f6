"""``login --import``: what other browsers export is read, or refused by the name of what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.errors import ConfigError
from offswitch.local.folders import folders
from offswitch.model.scope import Scope
from offswitch.packs import Library
from offswitch.sessions.importing import Imported, import_session
from offswitch.sessions.store import Sessions
from offswitch.vault import keys as vault_keys
from tests.unit.sessions.exports import CHROME, EXPORTS, LATER, PLAYWRIGHT, chrome

FACEBOOK = [Library().pack("facebook")]
SECRET = "secret%3A1"


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sessions:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    monkeypatch.setattr(vault_keys, "_COST", 2**14)
    return Sessions(folders(), Scope("default"))


def imported(tmp_path: Path, sessions: Sessions, data: bytes) -> Imported:
    path = tmp_path / "export"
    path.write_bytes(data)
    return import_session(path, FACEBOOK, sessions)


def sealed(sessions: Sessions) -> dict[str, dict[str, Any]]:
    session = sessions.load("meta")
    assert session
    assert session.state
    return {cookie["name"]: cookie for cookie in session.state["cookies"]}


@pytest.mark.parametrize("export", EXPORTS.values(), ids=list(EXPORTS))
def test_every_known_export_is_read(tmp_path: Path, sessions: Sessions, export: bytes) -> None:
    done = imported(tmp_path, sessions, export)
    assert (done.sealed, done.foreign) == (["meta"], 1)
    cookies = sealed(sessions)
    assert "other" not in cookies
    for name, value in (("c_user", "1001"), ("xs", SECRET)):
        cookie = cookies[name]
        assert cookie["value"] == value
        assert (cookie["domain"], cookie["path"], cookie["secure"]) == (".facebook.com", "/", True)
        assert cookie["expires"] == -1 or LATER <= cookie["expires"] < LATER + 1
        assert cookie.get("sameSite") in {None, "None", "Lax"}
    assert cookies["xs"]["httpOnly"]


def test_each_part_becomes_what_a_browser_takes(tmp_path: Path, sessions: Sessions) -> None:
    imported(tmp_path, sessions, json.dumps(CHROME).encode())
    cookies = sealed(sessions)
    assert cookies["xs"]["sameSite"] == "None"
    assert "sameSite" not in cookies["sb"]
    assert "sameSite" not in cookies["old"], "no browser takes None without secure"
    assert cookies["wd"]["expires"] == -1
    assert (cookies["only"]["domain"], cookies["only"]["sameSite"]) == ("www.facebook.com", "Lax")
    assert (cookies["__Host-a"]["domain"], cookies["__Host-a"]["secure"]) == (
        "www.facebook.com",
        True,
    )


def test_storage_and_parted_cookies_stay_as_they_are(tmp_path: Path, sessions: Sessions) -> None:
    imported(tmp_path, sessions, json.dumps(PLAYWRIGHT).encode())
    session = sessions.load("meta")
    assert session
    assert session.state
    assert session.state["origins"] == PLAYWRIGHT["origins"][:1]
    parted = sealed(sessions)["parted"]
    assert (parted["partitionKey"], parted["_crHasCrossSiteAncestor"]) == (
        "https://facebook.com",
        False,
    )


def test_what_has_expired_is_left_out_and_counted(tmp_path: Path, sessions: Sessions) -> None:
    cookies = [*CHROME, chrome("fr", "x", expirationDate=1_600_000_000)]
    assert imported(tmp_path, sessions, json.dumps(cookies).encode()).expired == 1
    assert "fr" not in sealed(sessions)


@pytest.mark.parametrize("left", [[], [chrome("datr", "x")]])
def test_a_session_that_has_expired_is_refused(
    tmp_path: Path, sessions: Sessions, left: list[dict[str, Any]]
) -> None:
    gone = [chrome(n, "x", expirationDate=1_600_000_000) for n in ("c_user", "xs")]
    with pytest.raises(ConfigError, match="has expired: Facebook") as caught:
        imported(tmp_path, sessions, json.dumps(gone + left).encode())
    assert "sign in again in that browser" in caught.value.hint
    assert not sessions.names()


WRONG: dict[str, tuple[Any, str]] = {
    "a sameSite that is not known": ([chrome("xs", SECRET, sameSite="some")], "its sameSite"),
    "an expiry that is no time": ([chrome("xs", SECRET, expirationDate="soon")], "its expiry"),
    "a flag that is none": ([chrome("xs", SECRET, secure="maybe")], "its secure is neither"),
    "a value with a line": ([chrome("xs", f"{SECRET}\n")], "no browser takes its name and value"),
    "a value too long": ([chrome("xs", SECRET * 500)], "no browser takes its name and value"),
    "a partition that is none": ([chrome("xs", SECRET, partitionKey="x")], "its partitionKey"),
    "no domain": ([{"name": "xs", "value": SECRET}], "entry 1 has no domain"),
    "a domain that is no text": (
        {"cookies": [{"name": "xs", "value": SECRET, "domain": 5}]},
        "entry 1 has no domain",
    ),
    "no value": ([chrome("c_user", "1"), chrome("xs", SECRET, value=None)], "entry 2 has no value"),
    "an entry that is none": ([SECRET], "entry 1 is none"),
    "no cookies": ({"origins": []}, "has no `cookies`"),
    "origins that are no list": ({"cookies": CHROME, "origins": SECRET}, "`origins."),
    "storage of the wrong kind": (
        {"cookies": CHROME, "origins": [{"origin": "https://a.test", "localStorage": [SECRET]}]},
        "`origins.0.localStorage.0` is not what it should be",
    ),
    "a header": (f"c_user=1001; xs={SECRET}", "neither JSON nor a cookies.txt"),
    "half of it": ('[{"name": "xs", "value": "' + SECRET, "is not JSON"),
    "too deep": ("[" * 100_000, "is not JSON"),
    "bytes": (b"\xff\xfe\x00", "is not text"),
    "nothing": ([], "has no cookie for Facebook, and 0 of other sites"),
    "other sites": ([chrome("xs", SECRET, domain=".notfacebook.com")], "and 1 of other sites"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_named_and_nothing_is_sealed(
    tmp_path: Path, sessions: Sessions, case: tuple[Any, str]
) -> None:
    content, message = case
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(ConfigError) as caught:
        imported(tmp_path, sessions, data)
    assert message in caught.value.message
    assert caught.value.hint
    assert SECRET not in caught.value.message + caught.value.hint
    assert not sessions.names()


def test_the_person_hears_what_was_left_out(tmp_path: Path, sessions: Sessions) -> None:
    path = tmp_path / "cookies.json"
    path.write_text(json.dumps([*CHROME, chrome("fr", "x", expirationDate=1)]))
    done = CliRunner().invoke(app, ["login", "facebook", "--import", str(path)])
    assert done.exit_code == 0, done.output
    assert done.stderr.splitlines() == [
        "sealed the session `meta`",
        "left out: 1 cookie of other sites",
        "left out: 1 cookie that had expired",
        f"{path} still holds what signs you in; delete it",
    ]
