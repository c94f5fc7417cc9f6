"""Whatever another browser's export says, each cookie is one that a browser takes, or is refused by its number."""

from __future__ import annotations

import json
import math
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offswitch.errors import ConfigError
from offswitch.sessions.cookie_files import _ALIASES, Export, read_export
from tests.unit.properties.trees import TEXTS, edited, values, words_of
from tests.unit.sessions.exports import CHROME, EXPORTS, PLAYWRIGHT

SAID = st.sampled_from(
    sorted(
        words_of([CHROME, PLAYWRIGHT])
        | {"Host raw", "Expires raw", "isHttpOnly", "expiry", "session", "true", "0", "__Host-x"}
        | {"0001-01-01T00:00:00", "9999-12-31T23:59:59-23:59", "nan", "inf", "1e400", "\ud800"}
    )
)
LEAVES = st.one_of(
    st.none(), st.booleans(), TEXTS, st.text(), st.integers(), st.floats(), st.just(10**400)
)
ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        10**400,
        -(10**400),
        math.nan,
        math.inf,
        [],
        {},
        [1],
        {"a": 1},
    ),
    *(
        "",
        "0",
        "true",
        "nan",
        "inf",
        "1e400",
        "\0",
        "\ud800",
        "a\nb",
        "a;b",
        "=",
        "x" * 5000,
        "\u202e",
    ),
    *(
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "2026-11-26",
        "https://",
        "https://x",
    ),
    *(
        {"topLevelSite": "https://x\ud800"},
        {"topLevelSite": 1},
        "__Host-",
        "__Secure-x",
        "./..",
        "#",
    ),
)
LINES = st.lists(
    st.lists(SAID | TEXTS, max_size=8).map("\t".join) | st.text(string.printable, max_size=30),
    max_size=5,
).map("\n".join)


def read(folder: Path, content: bytes) -> Export | None:
    """What a file holds; None where it is refused with what to do."""
    path = folder / "export"
    path.write_bytes(content)
    try:
        return read_export(path)
    except ConfigError as error:
        assert error.hint
        return None


def cookies(export: Export) -> list[dict[str, Any]]:
    """Every cookie of a file that is not refused."""
    found = []
    for each in export.cookies:
        try:
            each.has_expired(1e9)
            found.append(each.as_taken())
        except ConfigError as error:
            assert f"cookie {each.number} " in error.message
            assert error.hint
    return found


def assert_as_taken(cookie: dict[str, Any]) -> None:
    """A cookie in the form that Playwright and Chromium take."""
    texts = [cookie[part] for part in ("name", "value", "domain", "path")]
    texts += [cookie.get("partitionKey", "")]
    assert all(isinstance(text, str) and text.encode() is not None for text in texts)
    assert not set("\0\r\n;") & set("".join(texts))
    assert cookie["path"].startswith("/")
    assert isinstance(cookie["httpOnly"], bool)
    assert isinstance(cookie["secure"], bool)
    assert cookie["expires"] == -1 or 0 < cookie["expires"] <= 253_402_300_799
    assert math.isfinite(cookie["expires"])
    assert cookie.get("sameSite", "Lax") in {"Strict", "Lax", "None"}
    assert cookie.get("sameSite") != "None" or cookie["secure"]
    assert not cookie["name"].startswith("__Host-") or not cookie["domain"].startswith(".")
    json.dumps(cookie).encode()


def assert_taken_or_refused(folder: Path, content: bytes) -> None:
    export = read(folder, content)
    for cookie in cookies(export) if export else ():
        assert_as_taken(cookie)


def test_every_known_export_is_read(place: Path) -> None:
    for content in EXPORTS.values():
        assert cookies(read(place, content) or Export([]))
        assert_taken_or_refused(place, content)


@pytest.mark.parametrize("part", [name for names in _ALIASES.values() for name in names])
def test_any_odd_part_of_a_cookie_is_taken_or_refused(place: Path, part: str) -> None:
    for odd in ODD:
        content = json.dumps([{**CHROME[0], part: odd}]).encode()
        assert_taken_or_refused(place, content)


@given(tree=edited(CHROME, SAID, LEAVES) | edited(PLAYWRIGHT, SAID, LEAVES) | values(SAID, LEAVES))
def test_changed_json_is_taken_or_refused(place: Path, tree: Any) -> None:
    assert_taken_or_refused(place, json.dumps(tree).encode())


@given(text=LINES, codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"]))
def test_any_lines_are_taken_or_refused(place: Path, text: str, codec: str) -> None:
    assert_taken_or_refused(place, text.encode(codec, errors="replace"))


@given(content=st.binary(max_size=120))
def test_any_bytes_are_taken_or_refused(place: Path, content: bytes) -> None:
    assert_taken_or_refused(place, content)
