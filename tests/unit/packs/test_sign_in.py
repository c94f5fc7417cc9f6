"""Signing in as data: a platform without a flow whose file says where, and what shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.errors import PackError
from offswitch.packs import Library, adding, lint
from offswitch.packs import library as library_module
from offswitch.packs.fencing import hosts_of
from tests.unit.packs.files import HOSTS, INTENT, ROUTE, plain, version, write

SESSION = """
[session]
sign_in = "https://lamp.test/login"
signed_in = "avatar"
home = "https://lamp.test/start"
"""
AVATAR = '[elements]\navatar = [{ by = "role", role = "button", name = "Account" }]'
LAMP = version("2026-11", HOSTS, SESSION, AVATAR, ROUTE.replace("[elements]\n", ""), INTENT)


@pytest.fixture
def own(tmp_path: Path, bundled: Path) -> Path:
    """A folder of the person's own."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def refusals(folder: Path) -> list[str]:
    """What a run says; `selectors lint` must say the same."""
    with pytest.raises(PackError) as caught:
        Library([folder]).pack("lamp")
    assert set(caught.value.problems) <= set(lint([folder]))
    return list(caught.value.problems)


def test_a_file_says_how_to_sign_in(own: Path) -> None:
    write(own, "lamp.toml", LAMP)
    assert lint([own]) == []
    platform = Library([own]).pack("lamp").platform
    assert (platform.sign_in, platform.home) == (
        "https://lamp.test/login",
        "https://lamp.test/start",
    )
    assert platform.session == "lamp"
    assert platform.signed_in is not None
    assert (platform.session_cookies, platform.persistent) == (frozenset(), False)


def test_a_session_may_live_in_the_storage_or_in_cookies_that_are_renewed(own: Path) -> None:
    more = 'cookies = ["lamp_session"]\nstorage = true\n[elements]'
    write(own, "lamp.toml", LAMP.replace("[elements]", more))
    platform = Library([own]).pack("lamp").platform
    assert (platform.session_cookies, platform.persistent) == (frozenset({"lamp_session"}), True)


def test_the_layouts_of_a_platform_share_what_its_common_file_says(own: Path) -> None:
    head = 'schema = 1\nplatform = "lamp"\n'
    write(own, "lamp/common.toml", head, HOSTS, SESSION, AVATAR)
    write(own, "lamp/2026-11.toml", plain("2026-11"))
    assert Library([own]).pack("lamp").platform.session == "lamp"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('signed_in = "avatar"', 'signed_in = "face"', "session.signed_in: unknown element `face`"),
        (
            "lamp.test/login",
            "evil.test/login",
            "session.sign_in: `evil.test` is not one of `hosts`",
        ),
        ("lamp.test/start", "evil.test/", "session.home: `evil.test` is not one of `hosts`"),
        ("https://lamp.test/login", "http://lamp.test/login", "session.sign_in"),
    ],
)
def test_a_sign_in_that_makes_no_sense_is_refused(own: Path, old: str, new: str, told: str) -> None:
    write(own, "lamp.toml", LAMP.replace(old, new))
    assert any(told in problem for problem in refusals(own))


def test_a_key_that_is_missing_is_named_as_it_is_written(own: Path) -> None:
    path = write(own, "lamp.toml", LAMP.replace('home = "https://lamp.test/start"', ""))
    assert lint([path]) == [f"{path}: session.home: Field required"]


def test_a_name_that_no_session_can_have_is_refused(own: Path) -> None:
    path = write(own, "lamp.toml", LAMP.replace('"lamp"', f'"{"l" * 33}"'))
    assert any("32 characters" in problem for problem in lint([path]))


# A session of a bundled platform


@pytest.fixture
def torch(bundled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundled platform, whose session is called `beam`."""
    monkeypatch.setattr(library_module, "sessions_of", lambda _platforms: {"beam"})
    text = plain("2026-01").replace('"lamp"', '"torch"').replace("lamp.test", "www.torch.test")
    write(bundled, "torch.toml", text)


@pytest.mark.usefixtures("torch")
@pytest.mark.parametrize(
    ("key", "host"),
    [
        ("hosts", "www.torch.test"),
        ("hosts", "other.torch.test"),
        ("hosts", "torch.test:8443"),
        ("content_hosts", "*.torch.test"),
    ],
)
def test_no_file_gets_what_signs_a_person_in_to_a_bundled_platform(
    own: Path, key: str, host: str
) -> None:
    hosts = {"hosts": '"lamp.test"', "content_hosts": ""}
    hosts[key] = ", ".join(filter(None, (hosts[key], f'"{host}"')))
    lines = "\n".join(f"{name} = [{said}]" for name, said in hosts.items())
    write(own, "lamp.toml", LAMP.replace(HOSTS.strip(), lines))
    assert [f"`{host}` is a bundled platform's" in each for each in refusals(own)] == [True]


@pytest.mark.usefixtures("torch")
def test_another_file_cannot_add_such_a_host_to_a_session_that_there_is(own: Path) -> None:
    write(own, "lamp.toml", LAMP)
    more = plain("2026-12").replace(HOSTS.strip(), 'hosts = ["lamp.test", "www.torch.test"]')
    write(own, "more.toml", more)
    assert any("www.torch.test" in problem for problem in refusals(own))


@pytest.mark.usefixtures("torch")
def test_no_platform_of_one_s_own_is_called_like_a_bundled_session(own: Path) -> None:
    path = write(own, "beam.toml", LAMP.replace('"lamp"', '"beam"'))
    assert any("is the session of a bundled platform" in problem for problem in lint([path]))


def test_where_a_bundled_platform_signs_in_is_not_for_others_to_say(
    bundled: Path, own: Path
) -> None:
    write(bundled, "lamp.toml", plain("2026-01"))
    names = LAMP.replace("2026-11", "2026-11-own").replace("avatar", "own_avatar")
    write(own, "lamp.toml", names.replace("research =", "own_research ="))
    assert any(": session: " in problem for problem in refusals(own))


# What a person is told


def test_what_a_session_would_reach_is_shown_before_a_file_is_added(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    write(own, "lamp.toml", LAMP.replace(HOSTS, f'{HOSTS}content_hosts = ["*.cdn.test"]\n'))
    done = CliRunner().invoke(app, ["selectors", "add", str(own)], input="n\n")
    told = (
        "signs you in at: https://lamp.test/login; what signs you in goes to lamp.test, *.cdn.test"
    )
    assert told in done.stdout


def test_a_file_that_joins_a_session_shows_what_it_adds_to_its_reach(own: Path) -> None:
    write(own, "lamp.toml", LAMP)
    more = plain("2026-12").replace(HOSTS.strip(), 'hosts = ["lamp.test", "more.test"]')
    [addition] = adding.look_at(write(own.parent, "more.toml", more), own.parent / "shelf", [own])
    assert addition.sign_in == "https://lamp.test/login"
    assert addition.hosts == ("lamp.test", "more.test")


@pytest.mark.parametrize("more", [(), ("--import", "state.json")])
def test_a_platform_without_a_session_says_so(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    write(own, "lamp.toml", plain("2026-11", 'title = "Lamp"'))
    done = CliRunner().invoke(app, ["login", "lamp", *more, "--selectors", str(own)])
    error, hint = done.stderr.splitlines()
    assert done.exit_code == 4
    assert error == "error: Lamp has no session: its pages open without one"
    assert "[session]" in hint


def test_a_session_is_imported_for_its_own_hosts(own: Path) -> None:
    write(own, "lamp.toml", LAMP)
    pack: Any = Library([own]).pack("lamp")
    assert hosts_of(pack) == {"lamp.test"}
