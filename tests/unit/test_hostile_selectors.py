"""A malicious selector file: what stops each attempt.

Five things it must not be able to do, and the tests that show it, here and elsewhere:

run code          here; ``test_layers.test_data_folders_hold_no_code``
leave its hosts   here; ``test_geography.test_an_address_outside_the_hosts_is_refused``;
                  ``test_fence``; ``test_packs.test_plain_http_is_for_a_user_s_own_files``
read a file       here
type a password   ``e2e/test_hostile_selectors.py``
switch a use on   here; ``test_geography`` (reversed labels, consents, what may be clicked);
                  ``test_results`` (no ``changed`` without a fresh reading of "off")
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offswitch.errors import OffswitchError, PackError
from offswitch.model.words import State
from offswitch.packs import Library, disk, lint
from offswitch.packs.fencing import fence_of
from offswitch.screen.locate import _quoted

GOOD = """
schema = 1
platform = "lamp"
version = "2026-01"
hosts = ["lamp.test"]
[requests]
operation = "op"
reads = ["*Query"]
[elements]
row = [{ by = "row", label = "Privacy" }]
off = [{ by = "label", label = "No, thank you" }]
on = [{ by = "label", label = "Research" }]
research = [{ by = "label", label = "Research" }]
[sections.privacy]
heading = "Privacy"
[routes.research]
section = "privacy"
url = "https://lamp.test/privacy"
control = { kind = "switch", element = "research" }
mutations = ["*Mutation"]
[intent.research]
category = "research"
title = "Research"
"""
NEWER = GOOD.replace("2026-01", "2026-02")
OTHER = GOOD.replace('"lamp"', '"torch"')
"""A platform that nothing bundled speaks of."""


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bundled"
    folder.mkdir()
    (folder / "lamp.toml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(disk, "bundled_folder", lambda: folder)
    return folder


@pytest.fixture
def own(tmp_path: Path, bundled: Path) -> Callable[[str], Path]:
    """Write a person's own file; returns its folder."""

    def write(text: str) -> Path:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        (folder / "own.toml").write_text(text, encoding="utf-8")
        return folder

    return write


def refusal(folder: Path) -> str:
    """What a run says; ``selectors lint`` must say the same."""
    with pytest.raises(PackError) as caught:
        Library([folder]).pack("lamp")
    try:
        linted = lint([folder])
    except PackError as error:
        linted = list(error.problems)
    assert [p for p in caught.value.problems if p in linted] or linted
    return "\n".join(caught.value.problems)


def test_the_good_file_is_taken(own: Callable[[str], Path]) -> None:
    folder = own(NEWER)
    assert [v.file.version for v in Library([folder]).pack("lamp").variants] == [
        "2026-02",
        "2026-01",
    ]
    assert lint([folder]) == []


# Running code


@pytest.mark.parametrize("name", ["evil", "__init__", "conftest"])
def test_a_module_beside_it_is_never_imported(own: Callable[[str], Path], name: str) -> None:
    folder = own(GOOD.replace('"lamp"', '"evil"'))
    for place in (folder, folder / "evil", folder / "labels"):
        place.mkdir(exist_ok=True)
        (place / f"{name}.py").write_text("raise SystemExit('it ran')", encoding="utf-8")
    before = set(sys.modules)
    assert Library([folder]).pack("evil").platform.name == "evil"
    assert not {module for module in set(sys.modules) - before if "evil" in module}


@pytest.mark.parametrize("name", ["os", "sys", "offswitch", "../flows/x", "a.b", "__init__", ""])
def test_a_platform_s_name_imports_nothing_but_a_flow(
    own: Callable[[str], Path], name: str
) -> None:
    folder = own(GOOD.replace('"lamp"', f'"{name}"'))
    try:
        platform = Library([folder]).pack(name).platform
    except OffswitchError:
        return
    assert [setting.id for setting in platform.settings] == ["research"], "it is data alone"
    assert platform.signed_in is None
    assert platform.open_settings is None


@pytest.mark.parametrize(
    "locator",
    [
        '{ by = "xpath", value = "//*" }',
        '{ by = "css", value = "*" }',
        '{ by = "script", value = "alert(1)" }',
        '{ by = "attribute", attribute = "onclick", value = "x" }',
        '{ by = "attribute", attribute = "id=\\"a\\"],*[x", value = "x" }',
        '{ by = "href", value = "javascript:alert(1)" }',
        '{ by = "role", role = "button", name = "x", run = "x" }',
    ],
)
def test_a_locator_cannot_be_a_program(own: Callable[[str], Path], locator: str) -> None:
    text = NEWER.replace('{ by = "row", label = "Privacy" }', locator)
    assert text != NEWER
    assert "elements.row" in refusal(own(text))


@pytest.mark.parametrize("value", ['"] , *[x="', "\\", '\\"', 'a"b\\', "]"])
def test_a_value_cannot_end_its_own_quotes(value: str) -> None:
    quoted = _quoted(value)
    inside = quoted[1:-1].replace("\\\\", "").replace('\\"', "")
    assert quoted[0] == quoted[-1] == '"'
    assert '"' not in inside
    assert "\\" not in inside


# Leaving its hosts


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/privacy",
        "https://lamp.test@evil.test/privacy",
        "https://lamp.test.evil.test/",
        "https://lamp.test:8443/",
        "http://lamp.test/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://lamp.test\\\\@evil.test/",
        "https://lamp.test/\\u0000privacy",
        "https://lamp.test/\\n/privacy",
        "https://lamp.test/\\u202Eprivacy",
        "https://lamp.test/a privacy",
    ],
)
def test_an_address_is_one_of_its_hosts(own: Callable[[str], Path], url: str) -> None:
    assert "routes.research.url" in refusal(own(NEWER.replace("https://lamp.test/privacy", url)))


@pytest.mark.parametrize(
    "host", ["*", "*.test", "lamp.test/x", "http://lamp.test", "", "LAMP.TEST"]
)
def test_a_host_entry_matches_exactly_one_host(own: Callable[[str], Path], host: str) -> None:
    assert "hosts.0" in refusal(own(NEWER.replace('["lamp.test"]', f'["{host}"]')))


@pytest.mark.parametrize(
    "host",
    [
        "*.com",
        "*.co.uk",
        "*.de",
        "*.com.au",
        "*",
        "*.",
        "*..com",
        "a.*.test",
        "x\\u0000.test",
    ],
)
def test_a_content_host_is_no_whole_ending(own: Callable[[str], Path], host: str) -> None:
    text = NEWER.replace('["lamp.test"]', f'["lamp.test"]\ncontent_hosts = ["{host}"]')
    assert "content_hosts" in refusal(own(text))


@pytest.mark.parametrize("host", ["*.cdn.test", "cdn.test", "*.fbcdn.net", "*.lamp.co.uk"])
def test_a_content_host_may_be_one_company_s(own: Callable[[str], Path], host: str) -> None:
    text = OTHER.replace('["lamp.test"]', f'["lamp.test"]\ncontent_hosts = ["{host}"]')
    assert host in fence_of(Library([own(text)]).pack("torch")).content_hosts


def test_a_file_of_one_platform_opens_no_host_to_another(own: Callable[[str], Path]) -> None:
    folder = own(GOOD.replace('"lamp"', '"evil"').replace("lamp.test", "evil.test"))
    library = Library([folder])
    assert fence_of(library.pack("lamp")).hosts == {"lamp.test"}
    assert not fence_of(library.pack("lamp")).admits("https://evil.test/")


def test_what_changes_something_is_never_called_a_read(own: Callable[[str], Path]) -> None:
    for globs in (
        '["*"]', '["**"]', '["*Mutation"]', '["*Query", "x*"]', '["*Query", "??*Mutation"]', '["*[a-zA-Z]*"]',
        '["*utation"]', '["????*"]', '["[G]et*"]', '["?et*"]', '["*[!x]utation"]', '["Save*"]', '["*M[u]tation"]',
    ):  # fmt: skip
        assert "requests.reads" in refusal(own(NEWER.replace('["*Query"]', globs)))


@pytest.mark.parametrize(
    "glob", ["Get*", "get_*", "LoadSettings*", "*Query", "GetState", "uci.get"]
)
def test_what_is_named_after_reads_may_be_one(own: Callable[[str], Path], glob: str) -> None:
    folder = own(OTHER.replace('["*Query"]', f'["{glob}"]'))
    fence = fence_of(Library([folder]).pack("torch"))
    assert glob in fence.reads
    assert fence.changes == ("*Mutation",), "and what fits a known change is never sent as a read"


def test_a_refusal_of_reads_names_what_would_pass(own: Callable[[str], Path]) -> None:
    text = refusal(own(NEWER.replace('["*Query"]', '["Settings*"]')))
    assert "'SettingsMutation' fits `*Mutation` as well" in text


@pytest.mark.parametrize(
    "glob",
    [
        "POST /*",
        "POST /api/settings/[a-z]*",
        "P[O]ST /api/x",
        "POST /a/[!x]/[!x]",
        "POST /api/*",
        "* /api/settings/query",
        "POST /api/?tate",
        "POST /**",
        "P* /a",
    ],
)
def test_a_path_pattern_that_also_matches_a_change_is_never_a_read(
    own: Callable[[str], Path], glob: str
) -> None:
    assert "requests.reads" in refusal(own(NEWER.replace('["*Query"]', f'["{glob}"]')))


@pytest.mark.parametrize(
    "glob", ["POST /query", "POST /api/settings/query", "POST /api/settings/q*"]
)
def test_a_specific_path_may_be_declared_a_read(own: Callable[[str], Path], glob: str) -> None:
    folder = own(OTHER.replace('["*Query"]', f'["{glob}"]'))
    assert glob in fence_of(Library([folder]).pack("torch")).reads


# Reading a file


@pytest.mark.parametrize(
    "change",
    [
        ("https://lamp.test/privacy", "file:///etc/passwd"),
        ('version = "2026-02"', 'version = "2026-02"\nextends = ["../../etc"]'),
        ('version = "2026-02"', 'version = "../../2026"'),
        ('title = "Research"', 'title = "Research"\ninclude = "/etc/passwd"'),
    ],
)
def test_it_names_no_file(own: Callable[[str], Path], change: tuple[str, str]) -> None:
    text = NEWER.replace(*change)
    assert text != NEWER
    assert refusal(own(text))


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_to_something_private_reveals_nothing_about_it(
    own: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = own(NEWER)
    secret = tmp_path / "secret"
    for content in ("canary = 4f1b\n", 'canary-4f1b = "x"', "canary-4f1b\x00"):
        secret.write_text(content, encoding="utf-8")
        (folder / "link.toml").unlink(missing_ok=True)
        (folder / "link.toml").symlink_to(secret)
        with pytest.raises(PackError) as caught:
            Library([folder])
        assert "4f1b" not in "\n".join(caught.value.problems).replace("canary-4f1b: Extra", "")


# Switching a data use on

POLARITY: dict[str, tuple[str, str]] = {
    "a switch declared the other way round": (
        'element = "research" }',
        'element = "research", inverted = true }',
    ),
    "a choice whose off is what the bundled file's switch means by on": (
        '{ kind = "switch", element = "research" }',
        '{ kind = "choice", off = "on" }',
    ),
    "a choice with its sides exchanged": (
        '{ kind = "switch", element = "research" }',
        '{ kind = "choice", off = "on", on = "off" }',
    ),
    "a switch among the steps on the way": (
        'url = "https://lamp.test/privacy"',
        'url = "https://lamp.test/privacy"\nthen = ["on"]',
    ),
    "a switch to confirm with": (
        'mutations = ["*Mutation"]',
        'mutations = ["*Mutation"]\nsave = "button"\nconfirm = ["on"]',
    ),
    "a wanted state of on": ('title = "Research"', 'title = "Research"\nwanted = "on"'),
}


@pytest.mark.parametrize("case", POLARITY.values(), ids=list(POLARITY))
def test_it_cannot_have_a_data_use_switched_on(
    own: Callable[[str], Path], case: tuple[str, str]
) -> None:
    text = NEWER.replace(*case)
    assert text != NEWER
    assert refusal(own(text))


def test_no_setting_of_data_wants_anything_but_off(own: Callable[[str], Path]) -> None:
    settings: Any = Library([own(NEWER)]).pack("lamp").platform.settings
    assert {setting.wanted for setting in settings} == {State.OFF}
