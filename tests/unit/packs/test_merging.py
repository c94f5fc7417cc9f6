"""What a layout has from the files that it shares with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.errors import PackError
from offswitch.model.geography import SelectorFile
from offswitch.packs import Library, lint
from tests.unit.packs.files import HEAD, plain, write


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


def test_a_layout_says_that_the_site_has_no_search_there(bundled: Path) -> None:
    write(
        bundled,
        "lamp/common.toml",
        HEAD,
        '[elements]\nbox = [{ by = "text", value = "Search" }]\n',
        'none = [{ by = "text", value = "Nothing" }]\n',
        '[search]\nbox = "box"\nnone = "none"\n',
    )
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    assert merged(bundled).search
    write(bundled, "lamp/2026-01.toml", plain("2026-01", "search = false\n"))
    assert merged(bundled).search is False


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
