"""Scenario files: what they may contain, and how a wrong one is reported."""

import re
from pathlib import Path

import pytest

from offswitch.errors import ConfigError
from offswitch.replica import load_scenario
from offswitch.replica.fixtures import fixtures_folder, load_sites
from offswitch.replica.pages import class_name
from offswitch.replica.scenario import Fault, Scenario
from offswitch.replica.world import World
from tests.conftest import ROOT

OLD = ["2020-01", "2022-06"]
CENTERS = ["2023-10", "2024-10", "2025-01", "2026-06"]
LAYOUTS = [*OLD, *CENTERS, "2026-07", "article"]
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
    assert states <= {"on", "absent", "guide"}


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


# setting, layout, region -> what the truth says; every other pair is "absent"
OFFERED = {
    "facebook.research_data_use": (["article"], "on"),
    "facebook.off_facebook_activity": ([*OLD, "article"], "on"),
    "facebook.ai_objection": ([], "form"),
    "facebook.activity_history": (LAYOUTS, "guide"),
    "accounts_center.data_use_for_ai": (["article"], "on"),
    "accounts_center.partner_activity": (LAYOUTS, "on"),
    "accounts_center.off_meta_activity": (CENTERS, "on"),
    "accounts_center.clear_off_meta_history": (CENTERS, "on"),
    "accounts_center.ads_outside_meta": (LAYOUTS[:-1], "on"),
    "accounts_center.ads_about_meta": ([*CENTERS, "2026-07"], "on"),
    "accounts_center.social_interactions": ([*OLD, *CENTERS], "on"),
    "accounts_center.audience_lists": ([*CENTERS, "2026-07", "article"], "on"),
    "accounts_center.ad_categories": ([*CENTERS, "2026-07", "article"], "on"),
}


@pytest.mark.parametrize("generation", LAYOUTS)
def test_a_setting_exists_in_its_own_generations_only(generation: str) -> None:
    scenario = load_scenario().model_copy(update={"generation": generation})
    world = World(scenario, load_sites())
    account = scenario.accounts[0].id
    for setting, (layouts, state) in OFFERED.items():
        expected = state if generation in layouts else "absent"
        assert world.state(account, setting) == expected, setting
    listed = world.truth()["accounts"][account]
    assert {name for name in listed if name.startswith(("facebook", "accounts_center"))} == set(
        OFFERED
    )


@pytest.mark.parametrize("region", ["US", "EU", "UK", "CH", "BR", "JP", "KR", "IN"])
def test_the_objection_form_is_one_of_some_regions(region: str) -> None:
    scenario = load_scenario().model_copy(update={"generation": "2026-06", "region": region})
    world = World(scenario, load_sites())
    expected = "absent" if region in ("US", "IN") else "form"
    assert world.state(scenario.accounts[0].id, "facebook.ai_objection") == expected


def test_a_form_stays_a_form_and_the_ledger_knows_that_it_was_sent() -> None:
    scenario = load_scenario("eu-2026-06")
    world, account = World(scenario, load_sites()), scenario.accounts[0].id
    world.write(account, "facebook.ai_objection", "submitted")
    assert world.state(account, "facebook.ai_objection") == "form"
    assert [(e["from"], e["to"]) for e in world.truth()["ledger"]] == [("form", "submitted")]
    with pytest.raises(ConfigError):
        world.flip(account, "facebook.ai_objection", "off")


def test_disconnecting_clears_the_history_of_the_whole_center() -> None:
    scenario = load_scenario("eu-2026-06")
    world = World(scenario, load_sites())
    ada, ben = (account.id for account in scenario.accounts)
    past = "accounts_center.clear_off_meta_history"
    world.write(ben, past, "off")
    assert [world.state(one, past) for one in (ada, ben)] == ["on", "off"]
    world.write(ben, "accounts_center.off_meta_activity", "off")
    assert [world.state(one, past) for one in (ada, ben)] == ["off", "off"]
    assert len(world.truth()["ledger"]) == 2


def test_an_interruption_may_be_a_name_or_a_table(tmp_path: Path) -> None:
    table = '{ name = "two_factor", hosts = ["www.facebook.com"], times = "always" }'
    text = f'interruptions = ["save_login", {table}]\n{ACCOUNT}two_factor = true\n'
    scenario = load_scenario(written(tmp_path, text))
    assert [one.name for one in scenario.interruptions] == ["save_login", "two_factor"]
    assert scenario.accounts[0].two_factor == "314159"
    world = World(scenario, load_sites())
    for name in ("save_login", "two_factor"):
        world.answer("1", name)
    assert [one.name for one in world.pending("1", "www.facebook.com")] == ["two_factor"]
    assert world.pending("1", "web.facebook.com") == []


def test_every_operation_and_route_names_a_setting() -> None:
    sites = load_sites()
    settings = {setting for site in sites for setting in site.settings}
    for site in sites:
        named = {
            f"{name}1" if operation.numbered else name
            for operation in site.operations.values()
            for name in (*operation.reads, operation.writes)
            if name
        }
        named |= {route.setting for route in site.routes if route.setting}
        assert {site.full(name) for name in named} <= settings
        for data in site.settings.values():
            assert {data.side_effect, data.off_also, *data.parts} - {""} <= settings


def test_every_interruption_has_its_operations_and_its_step() -> None:
    for site in load_sites():
        steps = {step.name for session in site.sessions.values() for step in session.steps}
        for name, data in site.interruptions.items():
            sent = {data.accept, data.decline} - {""}
            assert all(site.operations[one].answers == name for one in sent)
            assert not data.step or data.step in steps
        ended = {o.answers for o in site.operations.values() if o.answers}
        assert ended <= set(site.interruptions)


def test_reads_and_writes_can_be_told_by_their_names() -> None:
    for site in load_sites():
        for name, operation in site.operations.items():
            if operation.writes or not operation.answers:
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


# ---- places of which no evidence says how they look ---------------------------------------


@pytest.mark.parametrize(
    "text",
    ["[shapes]\nnowhere = 'x'", "[shapes]\nreview = 'nothing'"],
)
def test_an_unknown_place_or_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"nowhere|nothing"):
        load_scenario(written(tmp_path, f"{ACCOUNT}{text}\n"))


def test_what_is_made_of_parts_is_on_as_long_as_one_of_them_is() -> None:
    world = World(load_scenario(), load_sites())
    whole, first = "accounts_center.ad_categories", "accounts_center.category_job"
    account = load_scenario().accounts[0].id
    world.write(account, first, "off")
    assert world.state(account, whole) == "on"
    world.flip(account, whole, "off")
    assert (world.state(account, whole), world.state(account, first)) == ("off", "off")
    assert len(world.truth()["ledger"]) == 1
    planned = Scenario.model_validate(
        load_scenario().model_dump() | {"settings": {whole: {"state": "off"}}}
    )
    world = World(planned, load_sites())
    assert (world.state(account, whole), world.state(account, first)) == ("off", "off")


def test_an_account_may_have_one_platform_alone() -> None:
    base = load_scenario("eu-2026-06").model_dump()
    accounts = [one | {"sessions": ["instagram"]} for one in base["accounts"][:1]]
    scenario = Scenario.model_validate(base | {"accounts": accounts})
    states = World(scenario, load_sites()).truth()["accounts"][accounts[0]["id"]]
    assert {state for name, state in states.items() if name.startswith(("facebook", "whats"))} == {
        "absent"
    }
    assert states["accounts_center.partner_activity"] == "on"
    assert states["instagram.ai_objection"] == "form"
