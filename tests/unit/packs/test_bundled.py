"""What every bundled selector file must have."""

from __future__ import annotations

import ast
import json

import pytest

from offswitch.model.coherence import contradictions
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.geography import SelectorFile
from offswitch.packs import Library, Pack, bundled_folder, disk, lint, schema_text

PLATFORMS = sorted(path.name for path in bundled_folder().iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture
def pack(library: Library, request: pytest.FixtureRequest) -> Pack:
    return library.pack(request.param)


every_pack = pytest.mark.parametrize("pack", PLATFORMS, indirect=True)


def names_in_code() -> set[str]:
    """Every string in the flows: the names of the elements that they click are among them."""
    found = set()
    for path in sorted((bundled_folder().parent / "flows").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found


def used_by(file: SelectorFile) -> set[str]:
    names = set(file.detect)
    names |= {element for route in file.routes.values() for element in route.elements}
    names |= {element for each in file.interruptions.values() for element in each.elements}
    return names | ({file.search.box, file.search.none} if file.search else set())


def test_the_bundled_files_are_in_order() -> None:
    assert lint([]) == []


def test_every_platform_has_a_folder_and_its_files_are_named_after_what_they_hold() -> None:
    assert list(Library().platforms()) == PLATFORMS
    for path in bundled_folder().rglob("*.toml"):
        if path.parent.name == "labels":
            continue
        file, problems = disk.parse(path)
        assert file is not None, problems
        assert path.parent.name == file.data.platform, path
        assert path.stem == (file.data.version or file.data.session or "common"), path


@every_pack
def test_every_setting_is_described(pack: Pack) -> None:
    for setting in pack.platform.settings:
        assert setting.title, setting.id
        assert setting.effect, setting.id
        assert setting.limits, setting.id
        assert not setting.help or setting.help.startswith("https://"), setting.id


@every_pack
def test_every_setting_has_a_route_of_its_kind_and_evidence(pack: Pack) -> None:
    for setting in pack.platform.settings:
        layouts = [v for v in pack.variants if setting.id in v.file.routes]
        assert layouts, setting.id
        for variant in layouts:
            assert setting.id in variant.file.evidence, f"{variant.source}: {setting.id}"
        kinds = {variant.file.routes[setting.id].control.kind for variant in layouts}
        assert setting.kind.value in kinds, setting.id


@every_pack
def test_nothing_is_said_to_work_live_that_no_source_tells(pack: Pack) -> None:
    for variant in pack.variants:
        assert contradictions(variant.file) == []
        for name, evidence in variant.file.evidence.items():
            assert evidence.source.strip(), f"{variant.source}: {name}"
            assert not (evidence.live and evidence.grade in "CD"), f"{variant.source}: {name}"


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
def test_a_layout_names_what_proves_its_pages(pack: Pack) -> None:
    for variant in pack.variants:
        for name, route in variant.file.routes.items():
            place = f"{variant.source}: {name}"
            if route.control.kind in {"switch", "choice", "action"}:
                assert route.section, place


def test_every_element_is_used() -> None:
    library = Library()
    code = names_in_code()
    defined: dict[str, set[str]] = {}
    used: dict[str, set[str]] = {name: set() for name in PLATFORMS}
    for file in library.files:
        defined.setdefault(file.data.platform, set()).update(file.data.elements)
    inherits = {
        name: {f.data.platform for f in library.files if name in f.data.extends}
        for name in PLATFORMS
    }
    for name in PLATFORMS:
        for variant in library.pack(name).variants:
            used[name] |= used_by(variant.file)
    unused = [
        f"{name}: {element}"
        for name, elements in defined.items()
        for element in sorted(elements - code)
        if not any(element in used[user] for user in {name, *inherits[name]})
    ]
    assert unused == []


@every_pack
def test_every_section_is_used(pack: Pack) -> None:
    used = {
        section
        for variant in pack.variants
        for route in variant.file.routes.values()
        for section in (route.section, route.entry, route.within)
    }
    own = {
        section
        for file in Library().files
        if file.data.platform == pack.platform.name
        for section in file.data.sections
    }
    assert sorted(own - used) == []


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
