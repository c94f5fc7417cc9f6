"""Whatever a selector file or a file of words says, it is refused by place and reason, or it is a pack."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offswitch.errors import PackError
from offswitch.model.words import State
from offswitch.packs import Library, disk, lint
from offswitch.packs.disk import label_problems
from offswitch.packs.fencing import fence_of
from offswitch.packs.pack import Pack
from tests.unit import lamp_file
from tests.unit.hostile.files import GOOD
from tests.unit.properties.trees import MOMENTS, NUMBERS, TEXTS, edited, toml, values, words_of

OWN = (
    lamp_file.GOOD.replace("lamp", "torch")
    + """
[routes.who]
section = "privacy"
entry = "privacy"
within = "privacy"
url = "http://127.0.0.1:8080/x"
then = ["title"]
open = ["menu"]
watch = ["who"]
control = { kind = "choice", menu = "research", off = "dont_allow", on = "allow", others = ["confirm_label"] }
save = "close"
confirm = ["confirm"]
asked = ["sure"]
mutations = ["*Mutation", "POST /save"]
native = "Are you sure?"
absent = ["gone"]
app_only = ["gone"]
[routes.keyed]
url = "https://torch.test/k"
control = { kind = "switch", element = "keyed", inverted = true, state = { attribute = "data-state", on = "yes", off = "no" } }
[routes.classed]
path = ["menu"]
control = { kind = "switch", element = "research", state = { class = "is-on" } }
[requests]
operation = "op"
reads = ["*Query", "POST /api/settings/q*"]
ignore = ["SERVICE WORKER"]
data = ["/api"]
by_socket = false
[session]
sign_in = "https://torch.test/login"
signed_in = "title"
home = "https://torch.test/"
cookies = ["sid"]
[search]
box = "menu"
none = "gone"
[limits]
loads = 20
clicks_per_minute = 10
[noise]
label = ["*[0-9] ads"]
section = ["Ads"]
[intent.research]
category = "research"
title = "Research"
help = "https://torch.test/help"
[intent.partners]
category = "ad_partners"
title = "Partners"
[intent.history]
category = "history"
title = "History"
[intent.who]
category = "research"
title = "Who"
[intent.keyed]
category = "research"
title = "Keyed"
[intent.classed]
category = "research"
title = "Classed"
"""
)
TREE = tomllib.loads(OWN)
TREE |= {"content_hosts": ["*.cdn.test"], "language": "en", "title": "Torch"}
TREE["elements"] |= {
    "sure": [{"by": "role", "role": "button", "name": "Continue"}],
    "confirm_label": [{"by": "label", "label": "Friends"}],
    "keyed": [{"by": "key", "attribute": "id", "value": "k", "label": "Turn off previews"}],
}
AS_BUNDLED = tomllib.loads(OWN.replace("torch", "lamp"))
AS_BUNDLED |= {"version": "2026-02", "elements": TREE["elements"], "hosts": ["lamp.test"]}
AS_BUNDLED["routes"]["who"]["url"] = "https://lamp.test/x"
for key in ("session", "requests", "search"):
    del AS_BUNDLED[key]
for name in ("history", "keyed", "classed"):  # what a file for a bundled platform may not do
    del AS_BUNDLED["routes"][name], AS_BUNDLED["intent"][name]
del AS_BUNDLED["intent"]["research"]["help"]
WORDS = {
    "schema": 1,
    "platform": "lamp",
    "language": "de",
    "labels": {"B": {"No, thank you": "Nein danke", "Research": ["Forschung", "Studien"]}},
}
KNOWN = sorted(
    words_of(TREE)
    | {
        *"ABCD",
        "extends",
        "moved",
        "sessions",
        "lamp",
        "torch",
        "schema",
        "hosts",
        "language",
        "de",
    }
)
LEAVES = st.one_of(TEXTS, NUMBERS, MOMENTS, st.booleans())
SAID = st.sampled_from(KNOWN)


@pytest.fixture(scope="module")
def own(place: Path) -> Iterator[Path]:
    """A person's own folder, beside what stands for the bundled one."""
    bundled, folder = place / "bundled", place / "own"
    (folder / "lamp" / "labels").mkdir(parents=True)
    bundled.mkdir()
    (bundled / "lamp.toml").write_text(GOOD, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "bundled_folder", lambda: bundled)
        yield folder


def put(folder: Path, tree: dict[str, Any], name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(toml(tree), encoding="utf-8")
    assert repr(tomllib.loads(path.read_text(encoding="utf-8"))) == repr(tree)
    return path


def packs(folder: Path) -> list[Pack]:
    """What a run would work with; lint says the same as it.

    Raises:
        PackError: it refuses the file.
    """
    problems = lint([], [folder])
    try:
        library = Library([folder])
        found = [library.pack(name) for name in library.platforms()]
    except PackError as error:
        assert problems, error.problems
        assert all(reason for reason in error.problems)
        raise
    assert problems == []
    return found


def taken(folder: Path) -> bool:
    """Whether a run takes a folder; what it takes keeps every promise."""
    try:
        found = packs(folder)
    except PackError:
        return False
    for pack in found:
        fence = fence_of(pack)
        assert {setting.wanted for setting in pack.platform.settings} <= {State.OFF}
        assert fence.hosts <= {"lamp.test", *TREE["hosts"]} | {
            host for variant in pack.variants for host in variant.file.hosts
        }
        for info in pack.catalogue():
            info.model_dump_json()
        for variant in pack.variants:
            urls = [route.url for route in variant.file.routes.values() if route.url]
            assert all(fence.admits(url) for url in urls)
    return True


def test_the_good_trees_are_taken(own: Path) -> None:
    for tree in (TREE, AS_BUNDLED):
        put(own, tree)
        assert lint([], [own]) == []
        assert taken(own)
    path = put(own, WORDS, "lamp/labels/de.toml")
    assert label_problems(path) == []
    assert taken(own)
    path.unlink()


@given(tree=edited(TREE, SAID, LEAVES) | edited(AS_BUNDLED, SAID, LEAVES))
def test_a_changed_file_is_refused_or_keeps_every_promise(own: Path, tree: dict[str, Any]) -> None:
    put(own, tree)
    taken(own)


@given(tree=st.dictionaries(SAID | TEXTS, values(SAID, LEAVES), max_size=6))
def test_any_tree_at_all_is_refused_or_taken(own: Path, tree: dict[str, Any]) -> None:
    put(own, tree)
    taken(own)


@given(words=edited(WORDS, SAID, LEAVES))
def test_changed_words_are_refused_or_taken(own: Path, words: dict[str, Any]) -> None:
    put(own, AS_BUNDLED)
    path = put(own, words, "lamp/labels/de.toml")
    if label_problems(path):
        assert not taken(own)
    taken(own)
    path.unlink()


@given(
    place=st.integers(0, len(OWN.encode())),
    gone=st.integers(0, 40),
    new=st.binary(max_size=8) | TEXTS.map(str.encode) | SAID.map(str.encode),
)
def test_bytes_in_the_middle_of_a_file_are_refused_or_taken(
    own: Path, place: int, gone: int, new: bytes
) -> None:
    text = toml(TREE).encode()
    (own / "own.toml").write_bytes(text[:place] + new + text[place + gone :])
    taken(own)
