"""Finding, merging, and checking selector files, and what every bundled one must have."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from offswitch.errors import ConfigError, PackError
from offswitch.model.coherence import contradictions
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.geography import SelectorFile
from offswitch.model.locators import label_of
from offswitch.model.words import Category, Kind
from offswitch.packs import Library, Pack, bundled_folder, disk, lint, schema_text
from offswitch.spec import Platform, Setting

HEAD = 'schema = 1\nplatform = "lamp"\n'
HOSTS = 'hosts = ["lamp.test"]\n'
ROUTE = """
[elements]
research = [{ by = "label", label = "Research" }]
[routes.research]
url = "https://lamp.test/privacy"
control = { kind = "switch", element = "research" }
"""
INTENT = '[intent.research]\ncategory = "research"\ntitle = "Research"\n'

Write = Callable[..., Path]


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the bundled one, so that these tests say nothing of real platforms."""
    folder = tmp_path / "bundled"
    folder.mkdir()
    monkeypatch.setattr(disk, "bundled_folder", lambda: folder)
    return folder


def write(folder: Path, name: str, *parts: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def version(name: str, *more: str) -> str:
    return f'{HEAD}version = "{name}"\n' + "\n".join(more)


def plain(name: str, *more: str) -> str:
    return version(name, HOSTS, *more, ROUTE, INTENT)


# Choosing


def test_the_newest_layout_comes_first(bundled: Path) -> None:
    for name in ("2023-10", "2026-07", "2024-02-us", "2024-02"):
        write(bundled, f"lamp/{name}.toml", plain(name))
    found = [variant.source for variant in Library().pack("lamp").variants]
    assert found == ["lamp/2026-07", "lamp/2024-02-us", "lamp/2024-02", "lamp/2023-10"]


def test_a_user_s_layout_stands_beside_the_bundled_ones(bundled: Path, tmp_path: Path) -> None:
    write(bundled, "lamp/2023-10.toml", plain("2023-10"))
    write(bundled, "lamp/2026-07.toml", plain("2026-07"))
    own = write(tmp_path / "own", "mine.toml", plain("2026-07-own", 'title = "Mine"'))
    variants = Library([own.parent]).pack("lamp").variants
    assert [v.source for v in variants] == [str(own), "lamp/2026-07", "lamp/2023-10"]
    assert variants[0].file.title == "Mine"


def test_the_later_of_two_folders_wins(bundled: Path, tmp_path: Path) -> None:
    first = write(tmp_path / "a", "x.toml", plain("2026-07", 'title = "First"'))
    later = write(tmp_path / "b", "x.toml", plain("2026-07", 'title = "Later"'))
    found = Library([first.parent, later.parent]).pack("lamp").variants
    assert [variant.file.title for variant in found] == ["Later"]


def test_a_folder_named_twice_changes_nothing(bundled: Path, tmp_path: Path) -> None:
    own = write(tmp_path / "own", "x.toml", plain("2026-07")).parent
    assert len(Library([own, own]).pack("lamp").variants) == 1


def test_the_intent_of_the_newest_layout_gives_a_plain_platform_its_words(bundled: Path) -> None:
    words = '[intent.research]\ncategory = "research"\ntitle = "{}"\n'
    write(bundled, "lamp/2025-01.toml", version("2025-01", HOSTS, ROUTE, words.format("Old words")))
    write(bundled, "lamp/2026-01.toml", version("2026-01", HOSTS, ROUTE, words.format("New words")))
    pack = Library().pack("lamp")
    assert [info.title for info in pack.catalogue()] == ["New words"]
    assert [info.setting for info in pack.catalogue()] == ["lamp.research"]
    assert pack.platform.home == "https://lamp.test/privacy"
    assert not pack.platform.needs_session


def test_evidence_comes_from_the_newest_layout_that_has_any(bundled: Path) -> None:
    evidence = '[evidence.research]\ngrade = "{}"\nseen = 2025-01-01\nsource = "x"\n'
    write(bundled, "lamp/2025-01.toml", plain("2025-01", evidence.format("C")))
    write(bundled, "lamp/2025-06.toml", plain("2025-06", evidence.format("B")))
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    note = Library().pack("lamp").evidence("research")
    assert note is not None
    assert note.grade == "B"


def test_of_evidence_the_newest_counts_whatever_the_file_is_called(bundled: Path) -> None:
    evidence = '[evidence.research]\ngrade = "{}"\nseen = {}\nsource = "x"\nnote = "{}"\n'

    def note(*layouts: tuple[str, str, str]) -> str:
        for name, grade, seen in layouts:
            told = evidence.format(grade, seen, name)
            write(bundled, f"lamp/{name}.toml", plain(name, told))
        found = Library().pack("lamp").evidence("research")
        assert found is not None
        return found.note

    assert note(("2026-07-hearsay", "D", "2026-07-02"), ("2026-07", "D", "2026-10-02")) == "2026-07"
    assert note(("2025-01", "C", "2025-02-01"), ("2025-06", "B", "2025-01-01")) == "2025-01"


# Merging


def merged(folder: Path, *folders: Path) -> SelectorFile:
    return Library(folders).pack("lamp").variants[0].file


def test_what_variants_share_is_merged_in_and_their_own_wins(bundled: Path) -> None:
    write(
        bundled,
        "lamp/common.toml",
        HEAD,
        'hosts = ["shared.test"]\ncontent_hosts = ["*.cdn.test"]\n',
        '[requests]\noperation = "op"\nreads = ["*Query"]\n',
        '[elements]\nmenu = [{ by = "text", value = "Menu" }]\n'
        'research = [{ by = "label", label = "Common" }]\n',
        '[sections.privacy]\nheading = "Privacy"\n',
        '[interruptions.tour]\nvisible = "menu"\ndismiss = "menu"\n',
    )
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    file = merged(bundled)
    assert file.hosts == ("lamp.test", "shared.test")
    assert file.content_hosts == ("*.cdn.test",)
    assert file.requests is not None
    assert {"menu", "research"} == set(file.elements)
    assert file.elements["research"][0].model_dump()["label"] == "Research"
    assert set(file.sections) == {"privacy"}
    assert set(file.interruptions) == {"tour"}


def test_another_platform_s_common_file_is_merged_where_it_is_named(bundled: Path) -> None:
    write(
        bundled,
        "shop/common.toml",
        'schema = 1\nplatform = "shop"\nhosts = ["shop.test"]\n'
        '[elements]\nmenu = [{ by = "text", value = "Menu" }]\n',
    )
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    assert "menu" not in merged(bundled).elements
    write(bundled, "lamp/2026-01.toml", plain("2026-01", 'extends = ["shop"]'))
    assert "menu" in merged(bundled).elements
    # Or by what all of its own variants share.
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    write(bundled, "lamp/common.toml", HEAD, 'extends = ["shop"]')
    assert "menu" in merged(bundled).elements
    assert "shop.test" in merged(bundled).hosts


def test_a_layout_says_nothing_to_another_platform(bundled: Path) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    other = plain("2026-05").replace('"lamp"', '"shop"')
    write(bundled, "shop/2026-05.toml", other)
    library = Library()
    assert library.platforms() == ("lamp", "shop")
    assert [variant.source for variant in library.pack("lamp").variants] == ["lamp/2026-01"]


def test_a_user_s_common_file_adds_to_the_bundled_one(bundled: Path, tmp_path: Path) -> None:
    element = '[elements]\n{} = [{{ by = "text", value = "Menu" }}]\n'
    write(bundled, "lamp/common.toml", HEAD, element.format("menu"))
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    own = write(tmp_path / "own", "common.toml", HEAD, element.format("drawer")).parent
    assert {"menu", "drawer"} <= set(merged(bundled, own).elements)


def test_noise_of_the_common_file_is_noise_in_every_layout(bundled: Path) -> None:
    write(bundled, "lamp/common.toml", HEAD, '[noise]\nsection = ["Recent activity"]\n')
    more = '[noise]\nlabel = ["*([0-9]*)"]\n'
    write(bundled, "lamp/2026-01.toml", plain("2026-01"), more)
    noise = merged(bundled).noise
    assert (noise.section, noise.label) == (("Recent activity",), ("*([0-9]*)",))


# Labels


def test_labels_of_the_folder_and_of_the_user_are_put_together(
    bundled: Path, tmp_path: Path
) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    labels = HEAD + 'language = "de"\n[labels.{}]\n'
    write(bundled, "lamp/labels/de.toml", labels.format("D") + 'Ads = "Werbung"\n')
    own = tmp_path / "own"
    write(own, "lamp/labels/de.toml", labels.format("B") + 'RESEARCH = ["Studien", "Forschung"]\n')
    lexicon = Library([own]).pack("lamp").variants[0].lexicon
    assert lexicon.translate("Research", "de") == ("Studien", "Forschung")
    assert not lexicon.is_own("Research", "de")
    assert lexicon.translate("Ads", "de") == ("Werbung",)
    assert lexicon.is_own("Ads", "de")


def test_a_label_file_is_not_a_selector_file(bundled: Path) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    path = write(bundled, "lamp/labels/de.toml", "not TOML")
    with pytest.raises(PackError, match="not TOML"):
        Library().pack("lamp")
    assert lint([path]) == lint([bundled])
    assert lint([path])[0].startswith(f"{path}: not TOML")


# Reached with another session


def club(bundled: Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A platform that somebody reaches who is signed in to its sister alone."""
    setting = Setting(id="research", category=Category.RESEARCH, kind=Kind.SWITCH, title="Research")
    sister = Platform(name="lamp", title="Lamp", home="https://sister.test/", session="sister")
    lamp = Platform(name="lamp", title="Lamp", home="https://lamp.test/", session="lamp")
    flow = replace(lamp, settings=(setting,), others=(replace(sister, settings=(setting,)),))
    monkeypatch.setattr("offswitch.packs.library.load_flow", lambda _name: flow)
    way_in = '[elements]\nmenu = [{ by = "text", value = "%s" }]\n'
    write(bundled, "lamp/common.toml", HEAD, 'extends = ["street"]\n' + HOSTS)
    write(
        bundled, "lamp/sister.toml", HEAD,
        'session = "sister"\nextends = ["lane"]\nhosts = ["lamp.sister.test"]\n',
        '[moved]\n"lamp.test" = "lamp.sister.test"\n',
    )  # fmt: skip
    for name in ("street", "lane"):
        head = HEAD.replace("lamp", name)
        write(bundled, f"{name}/common.toml", head, f'hosts = ["{name}.test"]\n', way_in % name)
    write(bundled, "lamp/2026-01.toml", version("2026-01", ROUTE))
    write(bundled, "lamp/2020-01.toml", version("2020-01", 'sessions = ["lamp"]\n', ROUTE))
    return Library().pack("lamp")


def test_a_platform_is_reached_with_the_first_session_that_there_is(
    bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = club(bundled, monkeypatch)
    for sessions, reached in (
        ({"lamp", "sister"}, "lamp"), ({"lamp"}, "lamp"), ({"sister"}, "sister"), (set(), "lamp"),
    ):  # fmt: skip
        assert pack.reached_with(sessions.__contains__).platform.session == reached


def test_another_session_finds_the_same_pages_at_its_own_hosts_by_its_own_menus(
    bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = club(bundled, monkeypatch)
    own = pack.variants[0].file
    assert own.hosts == ("lamp.test", "street.test")
    assert own.routes["research"].url == "https://lamp.test/privacy"
    assert label_of(own.elements["menu"][0]) == "street"
    other = pack.reached_with({"sister"}.__contains__)
    file = other.variants[0].file
    assert file.hosts == ("lamp.sister.test", "lane.test")
    assert file.routes["research"].url == "https://lamp.sister.test/privacy"
    assert label_of(file.elements["menu"][0]) == "lane"


def test_a_layout_that_a_session_does_not_reach_is_left_out(
    bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = club(bundled, monkeypatch)
    assert len(pack.variants) == 2
    other = pack.reached_with({"sister"}.__contains__)
    assert [variant.source for variant in other.variants] == ["lamp/2026-01"]
    assert [info.setting for info in other.catalogue()] == ["lamp.research"]


# Refusing


def test_a_file_that_is_wrong_is_refused_with_its_place_and_reason(bundled: Path) -> None:
    path = write(bundled, "lamp/2026-01.toml", plain("2026-01", 'colour = "red"'))
    with pytest.raises(PackError) as caught:
        Library()
    assert caught.value.problems == (f"{path}: colour: Extra inputs are not permitted",)
    assert "lint" in caught.value.hint


def test_every_wrong_file_is_reported(bundled: Path, tmp_path: Path) -> None:
    write(bundled, "lamp/2026-01.toml", "schema = 9")
    own = write(tmp_path / "own", "x.toml", "platform = ").parent
    with pytest.raises(PackError) as caught:
        Library([own])
    told = "\n".join(caught.value.problems)
    assert "schema: format 9 is newer than this program reads" in told
    assert "platform: Field required" in told
    assert f"{own}/x.toml: not TOML" in told
    assert "more)" in caught.value.message


def test_a_file_that_contradicts_itself_is_refused(bundled: Path) -> None:
    text = plain("2026-01").replace('element = "research"', 'element = "ghost"')
    write(bundled, "lamp/2026-01.toml", text)
    library = Library()
    with pytest.raises(PackError, match=r"routes\.research: unknown element `ghost`"):
        library.pack("lamp")


def test_a_route_without_intent_and_an_intent_without_route_are_refused(bundled: Path) -> None:
    write(bundled, "lamp/2026-01.toml", version("2026-01", HOSTS, ROUTE))
    with pytest.raises(PackError, match="no flow or intent names this setting"):
        Library().pack("lamp")
    write(bundled, "lamp/2026-01.toml", version("2026-01", HOSTS, INTENT))
    with pytest.raises(PackError, match="there is no route `research`"):
        Library().pack("lamp")


def test_a_folder_that_is_not_there_and_a_platform_that_is_not_known_are_named(
    bundled: Path, tmp_path: Path
) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    with pytest.raises(ConfigError, match="no such folder"):
        Library([tmp_path / "nowhere"])
    with pytest.raises(ConfigError, match="no such folder"):
        Library([write(tmp_path, "a-file.toml", "")])
    with pytest.raises(ConfigError, match="no such platform: lump") as caught:
        Library().pack("lump")
    assert "lamp" in caught.value.hint


# lint


def lines(path: Path, problems: list[str]) -> list[str]:
    assert all(problem.startswith(f"{path}: ") for problem in problems), problems
    return [problem.removeprefix(f"{path}: ") for problem in problems]


def test_lint_is_content_with_what_is_in_order(bundled: Path, tmp_path: Path) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    own = write(tmp_path / "own", "x.toml", plain("2026-02"))
    assert lint([]) == lint([own]) == lint([own.parent]) == lint([], [own.parent]) == []


def test_lint_says_file_place_and_reason(bundled: Path, tmp_path: Path) -> None:
    def problems(*change: str) -> list[str]:
        text = plain("2026-01")
        for old, new in zip(change[::2], change[1::2], strict=True):
            assert old in text
            text = text.replace(old, new)
        path = write(tmp_path / "own", "x.toml", text)
        return lines(path, lint([path]))

    assert problems("schema = 1", "schema = 2") == [
        "schema: format 2 is newer than this program reads (1)"
    ]
    assert problems('element = "research"', 'element = "research", inverted = "maybe"')[0].endswith(
        "inverted: Input should be a valid boolean, unable to interpret input"
    )
    assert problems('element = "research"', 'element = "ghost"') == [
        "routes.research: unknown element `ghost`"
    ]
    assert problems('label = "Research"', 'label = "Opt out of research"') == [
        "routes.research.control: 'Opt out of research' contradicts inverted = false"
    ]
    assert problems('url = "https://lamp', 'url = "https://lump') == [
        "routes.research.url: `lump.test` is not one of `hosts`"
    ]
    assert problems("[elements]", "[elements")[0].startswith("not TOML: ")
    assert problems('platform = "lamp"', 'platform = "lamp"\n\n[[[')[0].startswith("not TOML: ")


def test_the_place_is_one_that_the_file_contains(bundled: Path, tmp_path: Path) -> None:
    text = plain("2026-01").replace('element = "research"', 'element = "research", swapped = true')
    path = write(tmp_path, "x.toml", text)
    assert lines(path, lint([path])) == [
        "routes.research.control.swapped: Extra inputs are not permitted"
    ]


def test_one_mistake_is_told_once(bundled: Path, tmp_path: Path) -> None:
    text = plain("2026-01").replace('by = "label"', 'by = "xpath"')
    path = write(tmp_path, "x.toml", text)
    assert len(lint([path])) == 1


def test_lint_names_what_cannot_be_read(bundled: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert lines(path, lint([path])) == ["cannot be read: UnicodeDecodeError"]
    with pytest.raises(ConfigError, match="no such file or folder"):
        lint([tmp_path / "nowhere.toml"])


def test_plain_http_is_for_a_user_s_own_files(bundled: Path, tmp_path: Path) -> None:
    text = plain("2026-01").replace("https://lamp.test", "http://127.0.0.1:8080")
    text = text.replace('"lamp.test"', '"127.0.0.1:8080"')
    own = write(tmp_path / "own", "x.toml", text)
    assert lint([own]) == []
    path = write(bundled, "lamp/2026-01.toml", text)
    assert lines(path, lint([])) == ["routes.research.url: plain http is for a user's own files"]


def test_lint_of_one_file_knows_what_it_extends_beside_it(bundled: Path, tmp_path: Path) -> None:
    common = '[elements]\nmenu = [{ by = "text", value = "Menu" }]\n'
    write(tmp_path / "own", "common.toml", HEAD, common)
    route = ROUTE.replace("[routes.research]", '[routes.research]\nopen = ["menu"]')
    path = write(tmp_path / "own", "x.toml", version("2026-01", HOSTS, route, INTENT))
    assert lint([path.parent]) == []
    Library([path.parent]).pack("lamp")


def test_lint_of_one_file_knows_the_folders_that_are_named(bundled: Path, tmp_path: Path) -> None:
    common = '[elements]\nmenu = [{ by = "text", value = "Menu" }]\n'
    write(tmp_path / "own", "common.toml", HEAD, common)
    route = ROUTE.replace("[routes.research]", '[routes.research]\nopen = ["menu"]')
    path = write(tmp_path / "own", "x.toml", version("2026-01", HOSTS, route, INTENT))
    assert lint([path], [path.parent]) == []


def test_lint_refuses_what_a_run_refuses(bundled: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "own", "x.toml", version("2026-01", HOSTS, ROUTE))
    with pytest.raises(PackError):
        Library([path.parent]).pack("lamp")
    assert lint([path]) != []


def test_lint_refuses_a_control_that_can_never_be_found(bundled: Path, tmp_path: Path) -> None:
    text = plain("2026-01").replace(
        '{ by = "label", label = "Research" }',
        '{ by = "role", role = "switch", name = "Research" }',
    )
    path = write(tmp_path / "own", "x.toml", text)
    assert lint([path]) != []


def test_lint_of_nothing_is_no_success(bundled: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    try:
        problems = lint([tmp_path / "empty"])
    except ConfigError as error:
        problems = [error.message]
    assert problems != []


def test_lint_refuses_to_extend_what_is_not_there(bundled: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "own", "x.toml", plain("2026-01", 'extends = ["lump"]'))
    assert lint([path]) != []


# Every bundled pack

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
