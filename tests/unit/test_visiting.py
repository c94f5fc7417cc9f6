"""The plan of a run's visits: what each page costs, and what the limits leave no room for."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.browser.pace import RunPace
from offswitch.engine import Task
from offswitch.model.geography import SelectorFile
from offswitch.model.results import Report, RunInfo
from offswitch.model.variant import Variant
from offswitch.model.visits import Visits
from offswitch.model.words import Category, Kind, Reason
from offswitch.packs import Pack
from offswitch.run import platforms
from offswitch.run.options import Options
from offswitch.run.visiting import Costs, costs_of, plan_visits, told
from offswitch.spec import Platform, Screen, Setting
from tests.unit.outcomes import AT

SWITCH = {"kind": "switch", "element": "x"}
URL = "https://lamp.test/privacy"


def pack(
    routes: dict[str, dict[str, Any]],
    kinds: dict[str, Kind] | None = None,
    limits: dict[str, int] | None = None,
    **platform: Any,
) -> Pack:
    file = SelectorFile.model_validate(
        {"schema": 1, "platform": "lamp", "version": "2026-01", "routes": routes}
        | ({"limits": limits} if limits else {})
    )
    settings = tuple(
        Setting(
            id=name,
            category=Category.RESEARCH,
            kind=(kinds or {}).get(name, Kind.SWITCH),
            title=name,
            shared=True,
        )
        for name in routes
    )
    lamp = Platform(
        name="lamp", title="Lamp", home="https://lamp.test/", settings=settings, **platform
    )
    return Pack(lamp, (Variant("lamp/2026-01", file),))


def planned(
    lamp: Pack,
    *,
    looks: bool = True,
    changes: bool = False,
    proved: bool = True,
    named: bool = False,
    exclude: tuple[str, ...] = (),
) -> Visits:
    tasks = [
        Task(lamp.platform, each, lamp.variants, named=named) for each in lamp.platform.settings
    ]
    costs = Costs(looks, changes, lambda _task: proved, exclude)
    return plan_visits([(lamp, tasks)], costs)


def cost(visits: Visits) -> tuple[int, int]:
    return visits.loads, visits.clicks


def opened(screen: Screen) -> None:
    """Stand for a flow's way to the settings."""


def test_settings_of_one_page_are_planned_together_whatever_their_order() -> None:
    lamp = pack(
        {
            "a": {"url": URL, "control": SWITCH},
            "b": {"url": "https://lamp.test/ads", "then": ["tab"], "control": SWITCH},
            "c": {"url": URL, "control": SWITCH},
        }
    )
    visits = planned(lamp)
    [at_lamp] = visits.platforms
    assert [page.settings for page in at_lamp.pages] == [("lamp.a", "lamp.c"), ("lamp.b",)]
    assert [(page.loads, page.clicks) for page in at_lamp.pages] == [(1, 0), (1, 1)]
    assert cost(visits) == (2, 1)
    assert not visits.left_out


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"proved": True}, (1, 2)),
        ({"proved": False}, (2, 4)),
        ({"looks": False, "changes": True}, (2, 6)),
        ({"looks": True, "changes": True}, (3, 8)),
    ],
    ids=["a check", "an off that nobody has proved", "a run with --yes", "a run that asks first"],
)
def test_what_a_run_does_with_a_setting_is_counted(
    asked: dict[str, Any], expected: tuple[int, int]
) -> None:
    route = {
        "url": URL,
        "then": ["tab"],
        "open": ["review"],
        "control": {"kind": "choice", "off": "no"},
        "save": "confirm",
        "confirm": ["confirm"],
    }
    assert cost(planned(pack({"a": route}), **asked)) == expected


def test_a_menu_costs_the_way_to_the_settings_as_well() -> None:
    route = {"path": ["privacy", "ads"], "control": SWITCH}
    assert cost(planned(pack({"a": route}, open_settings=opened))) == (1, 5)


def test_a_control_that_is_brought_up_on_its_page_is_not_read_beside_another() -> None:
    route = {"url": URL, "open": ["review"], "control": SWITCH}
    assert cost(planned(pack({"a": route, "b": route}))) == (2, 2)


def test_a_deep_link_of_any_layout_is_tried_before_the_menus_of_a_newer_one() -> None:
    newer = pack({"a": {"path": ["privacy"], "control": SWITCH}}, open_settings=opened)
    older = pack({"a": {"url": URL, "then": ["tab"], "control": SWITCH}})
    both = Pack(newer.platform, (*newer.variants, *older.variants))
    assert cost(planned(both)) == (1, 1)


def test_an_option_of_a_menu_takes_two_clicks() -> None:
    control = {"kind": "choice", "off": "no", "menu": "menu"}
    route = {"url": URL, "control": control}
    assert cost(planned(pack({"a": route}), looks=False, changes=True)) == (2, 2)


@pytest.mark.parametrize(
    ("kind", "control", "more", "expected"),
    [
        (Kind.GUIDE, {"kind": "guide"}, {}, (0, 0)),
        (Kind.FORM, {"kind": "form"}, {}, (1, 0)),
        (Kind.ACTION, {"kind": "action", "element": "x", "done": "y"}, {}, (0, 0)),
        (Kind.ACTION, {"kind": "action", "element": "x", "done": "y"}, {"named": True}, (1, 0)),
        (
            Kind.ACTION,
            {"kind": "action", "element": "x", "done": "y"},
            {"named": True, "looks": False, "changes": True},
            (3, 1),
        ),
    ],
)
def test_what_is_not_switched_costs_what_is_looked_at(
    kind: Kind, control: dict[str, Any], more: dict[str, Any], expected: tuple[int, int]
) -> None:
    lamp = pack({"a": {"url": URL, "control": control}}, {"a": kind})
    assert cost(planned(lamp, **more)) == expected


def test_what_is_loaded_once_for_a_platform_is_counted_once() -> None:
    lamp = pack(
        {"a": {"url": URL, "control": SWITCH}},
        persistent=True,
        accounts=lambda _screen: (),
        accounts_at="https://lamp.test/accounts",
    )
    assert cost(planned(lamp)) == (2, 0)
    assert cost(planned(lamp, looks=False, changes=True)) == (4, 1)


def _at(page: str, **more: Any) -> dict[str, Any]:
    return {"url": f"https://lamp.test/{page}", "control": SWITCH, **more}


def test_what_does_not_fit_in_the_loads_is_known_before() -> None:
    lamp = pack({"a": _at("a"), "b": _at("b"), "c": _at("c"), "d": _at("b")}, limits={"loads": 2})
    visits = planned(lamp)
    assert visits.left_out == {"lamp.c"}
    assert cost(visits) == (2, 0)


def test_what_does_not_fit_in_the_clicks_leaves_room_for_what_does() -> None:
    lamp = pack(
        {"a": _at("a", then=["x", "y"]), "b": _at("b", then=["x", "y"]), "c": _at("c")},
        limits={"clicks": 3},
    )
    visits = planned(lamp)
    assert visits.left_out == {"lamp.b"}
    assert cost(visits) == (2, 2)


def test_what_the_person_left_out_takes_no_room() -> None:
    lamp = pack({"a": _at("a"), "b": _at("b")}, limits={"loads": 1})
    visits = planned(lamp, exclude=("lamp.a",))
    assert not visits.left_out
    assert visits.platforms[0].pages[0].settings == ("lamp.b",)


def test_a_plan_says_for_each_platform_what_it_leaves_out() -> None:
    lamp = pack({"a": _at("a"), "b": _at("b"), "c": _at("c")}, limits={"loads": 1})
    [line] = told(planned(lamp))
    assert "1 page loads" in line
    assert "lamp.b, lamp.c" in line
    assert list(told(planned(pack({"a": _at("a")})))) == []


def test_a_plan_is_told_in_json_and_read_back() -> None:
    visits = planned(pack({"a": _at("a"), "b": _at("b")}, limits={"loads": 1}))
    run = RunInfo(id="1", mode="check", profile="default", started=AT, version="0")
    told_in_json = json.loads(Report(run=run, visits=visits).to_json())
    assert told_in_json["visits"]["platforms"][0]["left_out"] == ["lamp.b"]
    assert Report.of_dict(told_in_json).visits == visits
    assert "visits" not in json.loads(Report(run=run).to_json())


def test_what_is_left_out_is_not_begun_and_the_rest_is_done_page_by_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lamp = pack({"a": _at("a"), "b": _at("b"), "c": _at("c"), "d": _at("a")}, limits={"loads": 2})
    tasks = [Task(lamp.platform, each, lamp.variants) for each in lamp.platform.settings]
    given_up: list[tuple[str, Reason]] = []
    worked: list[str] = []

    def give_up(some: list[Task], reason: Reason, _hint: str) -> None:
        given_up.extend((task.id, reason) for task in some)

    def work_on(*_args: object) -> SimpleNamespace:
        return SimpleNamespace(work=lambda some: worked.extend(task.id for task in some))

    monkeypatch.setattr(platforms, "_Platform", work_on)
    round_: Any = SimpleNamespace(
        options=Options(),
        has_session=lambda _pack: True,
        visits=planned(lamp),
        outcomes=SimpleNamespace(give_up=give_up),
        trouble=SimpleNamespace(alarm=None),
    )
    browsers: Any = SimpleNamespace()
    platforms.work_through(round_, browsers, [(lamp, tasks)], RunPace((0, 0)), read_only=False)
    assert given_up == [("lamp.c", Reason.RATE_LIMITED)]
    assert worked == ["lamp.a", "lamp.d", "lamp.b"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (Options(mode="check"), (True, False)),
        (Options(mode="dry_run"), (True, False)),
        (Options(mode="run"), (False, True)),
        (Options(mode="run", choose=lambda _report: ()), (True, True)),
        (Options(mode="undo"), (False, True)),
    ],
    ids=["check", "dry run", "run with --yes", "run that asks", "undo"],
)
def test_a_plan_knows_what_the_run_will_do(options: Options, expected: tuple[bool, bool]) -> None:
    costs = costs_of(options, lambda _task: True)
    assert (costs.looks, costs.changes) == expected


@pytest.mark.parametrize("changes", [False, True])
def test_the_bundled_platforms_fit_in_their_limits(
    bundled_work: list[tuple[Pack, list[Task]]], *, changes: bool
) -> None:
    costs = Costs(looks=True, changes=changes, proved_off=lambda _task: False)
    assert not plan_visits(bundled_work, costs).left_out


@pytest.fixture
def bundled_work() -> list[tuple[Pack, list[Task]]]:
    from tests import bundled

    packs = [bundled.pack(name) for name in bundled.library().platforms()]
    return [(p, [Task(p.platform, s, p.variants) for s in p.platform.settings]) for p in packs]
