"""What every bundled selector file must have."""

from __future__ import annotations

import json

import pytest

from offswitch.model.coherence import contradictions
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.packs import Library, Pack, bundled_folder, disk, lint, schema_text
from tests.unit.packs.rules import broken, unused_elements

PLATFORMS = sorted(path.name for path in bundled_folder().iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture
def pack(library: Library, request: pytest.FixtureRequest) -> Pack:
    return library.pack(request.param)


every_pack = pytest.mark.parametrize("pack", PLATFORMS, indirect=True)


def test_the_bundled_files_are_in_order() -> None:
    assert lint([]) == []


def test_every_platform_has_a_folder() -> None:
    assert list(Library().platforms()) == PLATFORMS
    for path in bundled_folder().rglob("*.toml"):
        if path.parent.name == "labels":
            continue
        file, problems = disk.parse(path)
        assert file is not None, problems
        assert path.parent.name == file.data.platform, path


@every_pack
def test_every_setting_is_described(pack: Pack) -> None:
    for setting in pack.platform.settings:
        assert setting.title, setting.id
        assert setting.effect, setting.id
        assert setting.limits, setting.id
        assert not setting.help or setting.help.startswith("https://"), setting.id


@every_pack
def test_nothing_is_said_to_work_live_that_no_source_tells(pack: Pack) -> None:
    for variant in pack.variants:
        assert contradictions(variant.file) == []
        for name, evidence in variant.file.evidence.items():
            assert evidence.source.strip(), f"{variant.source}: {name}"
            told = not evidence.live or evidence.worked or evidence.grade not in "CD"
            assert told, f"{variant.source}: {name}"


@every_pack
def test_every_layout_declares_its_reads_and_uses_only_tls(pack: Pack) -> None:
    for variant in pack.variants:
        file = variant.file
        assert file.hosts
        assert all(":" not in host for host in file.hosts), variant.source
        links = [route.url for route in file.routes.values() if route.url]
        assert all(link.startswith("https://") for link in links), variant.source
        reads = file.requests.reads if file.requests else ()
        assert not [glob for glob in reads if "*" in glob and not glob.strip("*?")], variant.source


@every_pack
def test_every_bundled_file_has_what_it_must_have(library: Library, pack: Pack) -> None:
    assert list(broken(pack, library.files)) == []


def test_every_element_is_used(library: Library) -> None:
    packs = [library.pack(name) for name in PLATFORMS]
    assert list(unused_elements(packs, library.files)) == []


@every_pack
def test_every_element_of_a_control_is_found_by_its_label(pack: Pack) -> None:
    """A control is found by its label or key alone; other locators would never find it."""
    for variant in pack.variants:
        for name, route in variant.file.routes.items():
            match route.control:
                case SwitchControl(element=element):
                    searched: tuple[str, ...] = (element,)
                case ChoiceControl(menu=str(menu)):
                    searched = (menu,)
                case ChoiceControl():
                    searched = route.control.elements
                case _:
                    searched = ()
            for element in searched:
                kinds = {place.by for place in variant.file.elements[element]}
                assert kinds & {"label", "key"}, f"{variant.source}: {name}: {element}"


@every_pack
def test_labels_speak_of_labels_that_the_selector_files_know(pack: Pack) -> None:
    folder = bundled_folder() / pack.platform.name / "labels"
    for path in sorted(folder.glob("*.toml")):
        file = disk.label_file(path).data
        assert file.language == path.stem
        assert file.platform == pack.platform.name
        assert file.labels, path


def test_the_committed_schema_matches_the_model() -> None:
    path = bundled_folder() / "schema.json"
    assert path.read_text(encoding="utf-8") == schema_text(), "run `offswitch selectors schema`"
    assert json.loads(schema_text())["additionalProperties"] is False
