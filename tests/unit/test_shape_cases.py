"""The tests of open places try every shape that matters to a setting that a run switches off."""

from __future__ import annotations

from pathlib import Path

from offswitch.model.words import Kind
from offswitch.replica import load_scenario
from offswitch.replica.fixtures import load_sites, open_places
from tests.bundled import library, pack
from tests.e2e.contract import MOST, SWITCHED
from tests.e2e.shapes import every_shape, packed

SHAPES = every_shape()
CASES = packed(SHAPES)


def switched() -> set[str]:
    return {
        f"{name}.{setting.id}"
        for name in library().platforms()
        for setting in pack(name).platform.settings
        if setting.kind in SWITCHED | {Kind.ACTION}
    }


def test_every_other_shape_of_a_place_on_the_way_is_tried() -> None:
    full = {place: site.full for site in load_sites() for place in site.open_places}
    wanted = {
        (name, shape)
        for name, place in open_places().items()
        if {full[name](s) if name in full else s for s in place.settings} & switched()
        for shape in place.of[1:]
    }
    assert {(one.place, one.shape) for one in SHAPES} == wanted


def test_shapes_are_put_together_only_if_no_setting_is_tried_twice() -> None:
    parts = [part for case in CASES for part in case.parts]
    assert sorted(parts, key=str) == sorted(SHAPES, key=str)
    for case in CASES:
        assert len(set(case.settings)) == len(case.settings) <= MOST
        assert len({part.layout for part in case.parts}) == 1
    assert len({case.id for case in CASES}) == len(CASES)


def test_a_scenario_gives_its_places_their_shapes(tmp_path: Path) -> None:
    for number, case in enumerate(CASES):
        file = tmp_path / f"{number}.toml"
        file.write_text(case.scenario(), encoding="utf-8")
        shapes = load_scenario(file).shapes
        assert shapes == {part.place: part.shape for part in case.parts}
