"""A platform that is reached with another platform's session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from offswitch.model.locators import label_of
from offswitch.model.words import Category, Kind
from offswitch.packs import Library, Pack
from offswitch.spec import Platform, Setting
from tests.unit.packs.files import HEAD, HOSTS, ROUTE, version, write


def club(bundled: Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A platform that somebody reaches who is signed in to its sister alone."""
    setting = Setting(id="research", category=Category.RESEARCH, kind=Kind.SWITCH, title="Research")
    sister = Platform(name="lamp", title="Lamp", home="https://sister.test/", session="sister")
    lamp = Platform(name="lamp", title="Lamp", home="https://lamp.test/", session="lamp")
    flow = replace(lamp, settings=(setting,), others=(replace(sister, settings=(setting,)),))
    monkeypatch.setattr("offswitch.packs.library.load_flow", lambda _name: flow)
    way_in = '[elements]\nmenu = [{ by = "text", value = "%s" }]\n'
    write(bundled, "lamp/common.toml", HEAD, 'extends = ["street"]\n' + HOSTS)
    write(
        bundled,
        "lamp/sister.toml",
        HEAD,
        'session = "sister"\nextends = ["lane"]\nhosts = ["lamp.sister.test"]\n',
        '[moved]\n"lamp.test" = "lamp.sister.test"\n',
    )
    for name in ("street", "lane"):
        head = HEAD.replace("lamp", name)
        write(bundled, f"{name}/common.toml", head, f'hosts = ["{name}.test"]\n', way_in % name)
    write(bundled, "lamp/2026-01.toml", version("2026-01", ROUTE))
    write(bundled, "lamp/2020-01.toml", version("2020-01", 'sessions = ["lamp"]\n', ROUTE))
    return Library().pack("lamp")


def test_a_platform_is_reached_with_the_first_session_that_there_is(
    bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = club(bundled, monkeypatch)
    for sessions, reached in (
        ({"lamp", "sister"}, "lamp"),
        ({"lamp"}, "lamp"),
        ({"sister"}, "sister"),
        (set(), "lamp"),
    ):
        assert pack.reached_with(sessions.__contains__).platform.session == reached


def test_another_session_finds_the_same_pages_at_its_own_hosts_by_its_own_menus(
    bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = club(bundled, monkeypatch)
    own = pack.variants[0].file
    assert own.hosts == ("lamp.test", "street.test")
    assert own.routes["research"].url == "https://lamp.test/privacy"
    assert label_of(own.elements["menu"][0]) == "street"
    other = pack.reached_with({"sister"}.__contains__)
    file = other.variants[0].file
    assert file.hosts == ("lamp.sister.test", "lane.test")
    assert file.routes["research"].url == "https://lamp.sister.test/privacy"
    assert label_of(file.elements["menu"][0]) == "lane"


def test_a_layout_that_a_session_does_not_reach_is_left_out(
    bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = club(bundled, monkeypatch)
    assert len(pack.variants) == 2
    other = pack.reached_with({"sister"}.__contains__)
    assert [variant.source for variant in other.variants] == ["lamp/2026-01"]
    assert [info.setting for info in other.catalogue()] == ["lamp.research"]
