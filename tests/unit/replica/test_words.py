"""Places of which no evidence says how they look, and words of other languages."""

import re
import tomllib
from pathlib import Path
from typing import Any

from offswitch.model.text import fold
from offswitch.replica import load_scenario
from offswitch.replica.fixtures import fixtures_folder, load_sites, open_places
from offswitch.replica.pages import words_of
from offswitch.replica.scenario import Scenario
from offswitch.replica.world import World
from tests.conftest import ROOT


def shapes(**given: object) -> dict[str, str]:
    base = load_scenario().model_dump() | given
    return World(Scenario.model_validate(base), load_sites()).shapes


def test_the_first_shape_stands_there_and_a_number_names_another() -> None:
    places = open_places()
    assert shapes() == {name: place.of[0] for name, place in places.items()}
    offered = {name for name, place in places.items() if not place.generations}
    last = shapes(shape=-1)
    assert {name: last[name] for name in offered} == {name: places[name].of[-1] for name in offered}
    for number in range(6):
        drawn = shapes(shape=number)
        for name in offered:
            assert drawn[name] == places[name].of[number % len(places[name].of)]


def test_a_seed_draws_shapes_of_its_own_and_stays_with_them() -> None:
    drawn = [shapes(shape="seed", seed=f"s{number}") for number in range(12)]
    assert shapes(shape="seed", seed="s3") == drawn[3]
    for name, place in open_places().items():
        if not (place.generations or place.regions):
            assert len({one[name] for one in drawn}) > 1, name


def test_a_single_place_may_have_a_shape_of_its_own_in_its_own_layouts() -> None:
    assert shapes(shapes={"review": "switch"})["review"] == "switch"
    assert shapes(shapes={"review": "switch"}, generation="2023-10")["review"] == "button"
    drawn = shapes(shape=1, shapes={"saved_sign": "page"})
    assert (drawn["saved_sign"], drawn["failed_words"]) == ("page", "short")


def test_every_open_place_is_used_once_and_its_words_belong_to_its_shapes() -> None:
    places = open_places()
    used = "".join(
        path.read_text("utf-8")
        for path in fixtures_folder().rglob("*")
        if path.suffix in {".js", ".toml", ".html"} and path.name != "shapes.toml"
    )
    seen: set[str] = set()
    for site in load_sites():
        assert not seen & set(site.open_places)
        seen |= set(site.open_places)
        wanted = {name: shape for part in site.routes for name, shape in part.shapes.items()}
        assert all(shape in places[name].of for name, shape in wanted.items())
    for folder in [site.folder for site in load_sites()] + [fixtures_folder() / "_kit"]:
        for path in (folder / "words").glob("*.toml"):
            for name, table in tomllib.loads(path.read_text("utf-8")).get("shape", {}).items():
                assert set(table) <= set(places[name].of[1:]), (path, name)
                seen.add(name)
    for name in set(places) - {"lang_attribute"}:
        parts = (f'shape("{name}")', f"[shape.{name}.", f"{name} = ", f'"{name}"')
        assert any(part in used for part in parts), name


def test_an_open_place_names_settings_that_there_are() -> None:
    known = {name for site in load_sites() for name in site.settings}
    for site in load_sites():
        for place in site.open_places.values():
            assert {site.full(setting) for setting in place.settings} <= known
    own = {name for site in load_sites() for name in site.open_places}
    for name, place in open_places().items():
        assert name in own or (place.settings and set(place.settings) <= known), name


def test_docs_name_every_open_place_with_its_shapes() -> None:
    text = (ROOT / "docs" / "replica.md").read_text("utf-8")
    for name, place in open_places().items():
        assert f"| `{name}` | {', '.join(place.of)} |" in text, name


def test_every_word_of_another_language_is_one_of_english_and_has_its_grade() -> None:
    for folder in [site.folder for site in load_sites()] + [fixtures_folder() / "_kit"]:
        english = tables(folder / "words" / "en.toml") | tables(
            fixtures_folder() / "_kit/words/en.toml"
        )
        for path in (folder / "words").glob("*.toml"):
            if path.stem == "en":
                continue
            assert tables(path) <= english | {"like"}, path
            for line in path.read_text("utf-8").splitlines():
                if " = " in line and not line.startswith(("#", "like")):
                    assert re.search(r"# [A-D](,|:|$)", line), (path, line)


def tables(path: Path) -> set[str]:
    """Return the names of every word of a file."""
    words = tomllib.loads(path.read_text("utf-8"))
    told = [words.get("common", {}), *words.get("generation", {}).values()]
    return {name for table in (*told, *words.get("feature", {}).values()) for name in table}


def test_docs_name_every_interruption_of_the_largest_sites() -> None:
    text = (ROOT / "docs" / "replica.md").read_text("utf-8")
    for site in load_sites():
        assert [name for name in site.interruptions if f"`{name}`" not in text] == []


def test_a_seed_draws_a_wording_of_what_is_renamed_and_stays_with_it() -> None:
    drawn = [renamed_words("accounts_center", seed=f"s{number}") for number in range(12)]
    assert renamed_words("accounts_center", seed="s3") == drawn[3]
    assert len({words["partner_row"] for words in drawn}) == 3
    assert all(words["partner_row"] == words["partner_heading"] for words in drawn)
    first = renamed_words("accounts_center")["partner_row"]
    assert first == "Signals we receive about you"
    german = renamed_words("accounts_center", seed="s3", language="de")
    assert "andere" in german["partner_row"]


def renamed_words(name: str, **more: Any) -> dict[str, Any]:
    """The words of a site on which every setting has a wording that no evidence knows."""
    site = next(site for site in load_sites() if site.platform == name)
    faulty = {site.full(setting): {"faults": ["renamed"]} for setting in site.settings}
    base = load_scenario().model_dump() | {"settings": faulty, **more}
    return words_of(World(Scenario.model_validate(base), load_sites()), site)


def test_no_selector_file_has_a_word_of_what_is_renamed() -> None:
    known = {fold(text) for path in (ROOT / "selectors").rglob("*.toml") for text in strings(path)}
    for site in load_sites():
        for path in (site.folder / "words").glob("*.toml"):
            for setting, words in tomllib.loads(path.read_text("utf-8")).get("renamed", {}).items():
                for word in (text for one in words.values() for text in texts(one)):
                    assert fold(word) not in known, (path, setting, word)


def strings(path: Path) -> list[str]:
    return texts(tomllib.loads(path.read_text("utf-8")))


def texts(value: Any) -> list[str]:
    """Return every text in some data; a table's keys are texts, too."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []
