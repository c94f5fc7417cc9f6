"""Which layouts of a platform there are, and which of them comes first."""

from __future__ import annotations

from pathlib import Path

from offswitch.packs import Library
from tests.unit.packs.files import HOSTS, ROUTE, plain, version, write


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
