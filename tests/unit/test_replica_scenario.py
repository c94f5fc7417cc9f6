"""Scenario files: what they may say, and what is said about a wrong one."""

import re
from pathlib import Path

import pytest

from offswitch.errors import ConfigError
from offswitch.replica import load_scenario
from offswitch.replica.fixtures import fixtures_folder, load_sites
from offswitch.replica.pages import class_name
from offswitch.replica.scenario import Fault, Scenario
from offswitch.replica.world import World

ROOT = Path(__file__).parents[2]
ACCOUNT = '[[accounts]]\nid = "1"\nname = "A"\nemail = "a@x.org"\npassword = "p"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "scenario.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("path", sorted((fixtures_folder() / "scenarios").glob("*.toml")))
def test_every_bundled_scenario_loads_by_name(path: Path) -> None:
    assert load_scenario(path.stem) == load_scenario(path)


def test_default_is_on_everywhere() -> None:
    scenario = load_scenario()
    world = World(scenario, load_sites())
    states = {state for states in world.truth()["accounts"].values() for state in states.values()}
    assert states <= {"on", "absent"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "accounts"),
        ("accounts = 3", "accounts"),
        (f"typo = 1\n{ACCOUNT}", "typo"),
        (f"{ACCOUNT}[settings.'nowhere.nothing']\n", "nowhere.nothing"),
        (f"{ACCOUNT}[settings.'accounts_center.partner_activity']\nfaults=['x']", "faults"),
        (f"generation = '1999'\n{ACCOUNT}", "1999"),
        (f"language = 'xx'\n{ACCOUNT}", "xx"),
        (f"interruptions = ['earthquake']\n{ACCOUNT}", "earthquake"),
        (f"{ACCOUNT}{ACCOUNT}", "same id"),
        ("this is no TOML", "cannot read"),
    ],
)
def test_a_wrong_file_is_refused_with_place_and_hint(
    tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(ConfigError, match=re.escape(reason)) as error:
        load_scenario(written(tmp_path, text))
    assert error.value.hint


def test_a_missing_file_names_the_bundled_ones() -> None:
    with pytest.raises(ConfigError, match="nothing-here") as error:
        load_scenario("nothing-here")
    assert "default" in error.value.hint


@pytest.mark.parametrize("way", ['state = "absent"', 'faults = ["absent"]'])
def test_absent_is_the_truth_of_an_absent_setting(tmp_path: Path, way: str) -> None:
    text = f'{ACCOUNT}[settings."accounts_center.partner_activity"]\n{way}\n'
    world = World(load_scenario(written(tmp_path, text)), load_sites())
    assert world.state("1", "accounts_center.partner_activity") == "absent"


@pytest.mark.parametrize("generation", ["2020-01", "2023-10", "2026-07"])
def test_a_setting_exists_in_its_own_generations_only(generation: str) -> None:
    scenario = load_scenario().model_copy(update={"generation": generation})
    world = World(scenario, load_sites())
    old = generation == "2020-01"
    account = scenario.accounts[0].id
    assert world.state(account, "facebook.off_facebook_activity") == ("on" if old else "absent")
    assert world.state(account, "accounts_center.partner_activity") == ("absent" if old else "on")


def test_every_operation_and_route_names_a_setting_of_its_site() -> None:
    for site in load_sites():
        named = {s for o in site.operations.values() for s in (*o.reads, o.writes) if s}
        named |= {route.setting for route in site.routes if route.setting}
        assert {f"{site.platform}.{name}" for name in named} <= set(site.settings)
        effects = {data.side_effect for data in site.settings.values() if data.side_effect}
        assert effects <= set(site.settings)


def test_reads_and_writes_can_be_told_by_their_names() -> None:
    for site in load_sites():
        for name, operation in site.operations.items():
            assert name.endswith("Mutation" if operation.writes else "Query"), name


def test_class_names_change_with_the_seed_and_stay_within_it() -> None:
    assert class_name("a", "card") == class_name("a", "card")
    assert class_name("a", "card") != class_name("b", "card")


def test_no_python_file_is_a_fixture_and_no_platform_is_named_in_the_package() -> None:
    assert not list(fixtures_folder().rglob("*.py"))
    names = re.compile("facebook|instagram|whatsapp|meta", re.IGNORECASE)
    for path in (ROOT / "src" / "offswitch" / "replica").glob("*.py"):
        assert not names.search(path.read_text("utf-8")), path


def test_docs_name_every_key_and_every_fault() -> None:
    text = (ROOT / "docs" / "replica.md").read_text("utf-8")
    assert [key for key in Scenario.model_fields if f"`{key}`" not in text] == []
    assert [fault for fault in Fault if f"`{fault}`" not in text] == []
