"""``offswitch selectors lint``: the file, place, and reason of every mistake, before any browser starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Done, Program

pytestmark = pytest.mark.e2e

GOOD = """
schema = 1
platform = "lamp"
version = "2026-01"
hosts = ["lamp.test"]

[elements]
allow = [{ by = "label", label = "Allow partners" }]
dont_allow = [{ by = "label", label = "Don't allow partners" }]

[sections.partners]
heading = "Partners"

[routes.partners]
section = "partners"
url = "https://lamp.test/partners"
control = { kind = "choice", off = "dont_allow", on = "allow" }

[intent.partners]
category = "ad_partners"
title = "Partners"
"""
WRONG = {
    "a wrong field": (
        ('section = "partners"', 'section = "partners"\ncolour = "red"'),
        [("routes.partners.colour", "Extra inputs are not permitted")],
    ),
    "an unknown element": (
        ('off = "dont_allow"', 'off = "ghost"'),
        [("routes.partners", "unknown element `ghost`")],
    ),
    "a newer schema": (
        ("schema = 1", "schema = 2"),
        [("schema", "format 2 is newer than this program reads (1)")],
    ),
    "reversed labels": (
        ('off = "dont_allow", on = "allow"', 'off = "allow", on = "dont_allow"'),
        [
            ("routes.partners.control.off", "reversed? 'Allow partners' reads like the other side"),
            (
                "routes.partners.control.on",
                'reversed? "Don\'t allow partners" reads like the other side',
            ),
        ],
    ),
    "an address elsewhere": (
        ("https://lamp.test/partners", "https://evil.test/partners"),
        [("routes.partners.url", "`evil.test` is not one of `hosts`")],
    ),
}


def told(done: Done) -> tuple[list[str], str]:
    """The error lines, and the one hint that follows them; nothing else."""
    *errors, hint = done.err.splitlines()
    assert all(line.startswith("error: ") for line in errors), done.err
    assert hint.startswith("hint: ")
    return [line.removeprefix("error: ") for line in errors], hint.removeprefix("hint: ")


@pytest.mark.parametrize("case", WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_reported_with_file_place_and_reason(
    program: Program, tmp_path: Path, case: tuple[tuple[str, str], list[tuple[str, str]]]
) -> None:
    (old, new), expected = case
    assert old in GOOD
    file = tmp_path / "lamp.toml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    done = program("selectors", "lint", str(file))
    errors, hint = told(done)
    assert done.code == 4
    assert errors == [f"{file}: {place}: {reason}" for place, reason in expected]
    assert str(len(expected)) in hint
    assert done.out == ""


def test_a_good_file_is_in_order_and_a_folder_is_checked_whole(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "files" / "lamp.toml"
    file.parent.mkdir()
    file.write_text(GOOD, encoding="utf-8")
    done = program("selectors", "lint", str(file))
    assert (done.code, done.err) == (0, "")
    assert "in order" in done.out

    for name in ("a.toml", "b.toml"):
        (file.parent / name).write_text("schema = 1\n[", encoding="utf-8")
    errors, hint = told(program("selectors", "lint", str(file.parent)))
    assert [error.partition(": ")[0] for error in errors] == [
        str(file.parent / "a.toml"),
        str(file.parent / "b.toml"),
    ]
    assert hint.startswith("2 problems")


def test_the_bundled_files_are_in_order(program: Program) -> None:
    done = program("selectors", "lint")
    assert (done.code, done.err) == (0, "")


def test_a_run_refuses_what_lint_refuses(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "own" / "lamp.toml"
    file.parent.mkdir()
    (old, new), _ = WRONG["reversed labels"]
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    done = program("run", "--yes", "lamp", "--headless", "--selectors", str(file.parent))
    message, hint = done.problem()
    assert done.code == 4
    assert message.startswith(f"{file}: routes.partners.control.off: reversed?")
    assert "offswitch selectors lint" in hint


def test_the_person_s_own_folder_is_checked_too(program: Program) -> None:
    own = program.home / "config" / "selectors"
    own.mkdir(parents=True)
    (own / "lamp.toml").write_text(GOOD.replace("schema = 1", "schema = 2"), encoding="utf-8")
    assert program("settings").code == 4
    assert program("selectors", "lint").code == 4
