"""Whatever a scenario says, it is refused by place and reason, or a replica can begin with it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offswitch.errors import ConfigError
from offswitch.replica.fixtures import fixtures_folder, load_sites
from offswitch.replica.scenario import Fault, Scenario, load_scenario
from offswitch.replica.world import World
from tests.unit.properties.trees import MOMENTS, NUMBERS, TEXTS, edited, toml, values, words_of

FILES = sorted((fixtures_folder() / "scenarios").glob("*.toml"))
TREES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES]
KNOWN = sorted(
    words_of(TREES)
    | set(Scenario.model_fields)
    | {fault.value for fault in Fault}
    | {name for site in load_sites() for name in site.settings}
)
SAID = st.sampled_from(KNOWN)
LEAVES = st.one_of(TEXTS, NUMBERS, MOMENTS, st.booleans())


def begun(folder: Path, content: bytes) -> World | None:
    """What a replica begins with; None where the scenario is refused."""
    path = folder / "scenario.toml"
    path.write_bytes(content)
    try:
        scenario = load_scenario(path)
    except ConfigError as error:
        assert str(path) in error.message
        assert error.hint
        return None
    world = World(scenario, load_sites())
    assert set(world.truth()["accounts"]) == {account.id for account in scenario.accounts}
    return world


def test_every_bundled_scenario_is_taken(place: Path) -> None:
    for tree in TREES:
        assert begun(place, toml(tree).encode())


@given(tree=st.sampled_from(TREES).flatmap(lambda tree: edited(tree, SAID, LEAVES)))
def test_a_changed_scenario_is_refused_or_begins(place: Path, tree: dict[str, Any]) -> None:
    begun(place, toml(tree).encode())


@given(tree=st.dictionaries(SAID | TEXTS, values(SAID, LEAVES), max_size=6))
def test_any_tree_at_all_is_refused_or_begins(place: Path, tree: dict[str, Any]) -> None:
    begun(place, toml(tree).encode())


@given(content=st.binary(max_size=200))
def test_bytes_that_are_no_scenario_are_refused(place: Path, content: bytes) -> None:
    assert begun(place, content) is None


@pytest.mark.parametrize("name", ["nothing-here", "", "..", "\0", "a\nb", "x" * 5000])
def test_a_name_that_no_scenario_has_is_refused(name: str) -> None:
    with pytest.raises(ConfigError):
        load_scenario(name)
