"""The selector file that is drafted from what a person shows."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from offswitch.model.geography import SelectorFile
from offswitch.model.words import Category
from offswitch.packs import Library, lint
from offswitch.teach.candidates import candidates
from offswitch.teach.draft import draft
from offswitch.teach.keep import keep, remove
from offswitch.teach.meaning import understood
from offswitch.teach.talk import Refused
from offswitch.teach.way import Way
from offswitch.teach.words import words_of
from tests.unit.teach.lessons import (
    AI,
    END,
    checked,
    control,
    one,
    shown,
    subject,
    summary,
)


def test_a_tab_on_the_way_is_found_as_a_tab_and_a_row_as_a_row(library: Library) -> None:
    picked = one(control("Use my activity", state="on"))
    of = subject(library, "accounts_center", "of_my_own")
    text = draft(
        shown(of, picked, tabs=frozenset(["Manage info"])), Way(END, ("Manage info", "Ads"))
    )
    elements = tomllib.loads(text)["elements"]
    assert elements["own_manage_info_row"] == [{"by": "role", "role": "tab", "name": "Manage info"}]
    assert elements["own_ads_row"] == [{"by": "row", "label": "Ads"}]


def test_a_draft_is_in_order_and_says_where_it_comes_from(library: Library, tmp_path: Path) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    text = draft(of, Way(END))
    assert checked(text, tmp_path) == []
    said = tomllib.loads(text)
    assert said["evidence"]["data_use_for_ai"]["grade"] == "P"
    assert said["evidence"]["data_use_for_ai"]["live"] is False
    assert said["routes"]["data_use_for_ai"]["mutations"] == ["*Mutation"]
    assert "intent" not in said


def test_a_dialog_and_a_button_are_in_the_draft(library: Library, tmp_path: Path) -> None:
    picked = one(control("Use your data for AI", dialog="Choose"))
    of = shown(subject(library, AI), picked, dialog="Choose", buttons=("Done",))
    text = draft(of, Way(END, (), ("Review",)))
    assert checked(text, tmp_path) == []
    route = tomllib.loads(text)["routes"]["data_use_for_ai"]
    assert (route["open"], route["within"]) == (["own_review_row"], "own_choose_section")
    assert (route["save"], route["confirm"]) == ("button", ["own_done_button"])


def test_what_the_site_asks_after_the_click_is_in_the_draft_unless_it_grants(
    library: Library, tmp_path: Path
) -> None:
    picked = one(control("Use your data for AI"))
    for button, problems in (("Turn off", 0), ("Allow all", 1), ("Delete my data", 1)):
        of = shown(subject(library, AI), picked, buttons=(button,), is_asked=True)
        text = draft(of, Way(END))
        assert tomllib.loads(text)["routes"]["data_use_for_ai"]["save"] == "confirm"
        assert bool(checked(text, tmp_path)) == bool(problems), button


def test_a_page_in_another_language_is_kept_with_its_own_words(
    library: Library, tmp_path: Path
) -> None:
    page = summary([control("Daten für KI verwenden", section="Datennutzung")], language="de")
    picked = candidates(page, ())[0]
    of = shown(subject(library, AI), picked, summary=page, part=understood(picked, "de"))
    text = draft(of, Way(END))
    words = words_of(text, "de")
    path = keep(text, "accounts_center", of.version, tmp_path, words)
    assert lint([tmp_path], [tmp_path]) == []
    lexicon = Library([tmp_path]).pack("accounts_center").variants[0].lexicon
    assert lexicon.translate("Daten für KI verwenden", "de", proven=True) == (
        "Daten für KI verwenden",
    )
    assert words_of(text, "en-GB") == ""
    remove(path)
    assert not list(tmp_path.rglob("*.toml"))


def test_words_of_another_language_that_contradict_are_refused(
    library: Library, tmp_path: Path
) -> None:
    refusing = summary([control("Keine Daten für KI verwenden")], language="de")
    picked = candidates(refusing, ())[0]
    with pytest.raises(Refused, match="contradict"):
        understood(picked, "de", uses=True)
    page = summary([control("Daten für KI verwenden")], language="de")
    of = shown(subject(library, AI), candidates(page, ())[0], summary=page)
    for step in ("Konto löschen", "Alle akzeptieren"):
        text = draft(of, Way(END, (step,)))
        keep(text, "accounts_center", of.version, tmp_path, words_of(text, "de"))
        assert lint([tmp_path], [tmp_path]) != []


@pytest.mark.parametrize("step", ["Delete my account", "Allow all cookies"])
def test_a_step_that_grants_or_destroys_is_refused(
    library: Library, tmp_path: Path, step: str
) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    assert checked(draft(of, Way(END, (step,))), tmp_path)


def test_the_words_of_a_bundled_file_mean_what_they_mean_there(
    library: Library, tmp_path: Path
) -> None:
    picked = one(control("Data Use for AI"))
    of = shown(subject(library, AI), picked)
    turned = draft(of, Way(END)).replace(
        '{ kind = "switch", ', '{ kind = "switch", inverted = true, '
    )
    assert any("means the other side" in problem for problem in checked(turned, tmp_path))


def test_another_host_is_refused(library: Library, tmp_path: Path) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    assert checked(draft(of, Way("https://lamp.example/")), tmp_path)


def test_a_new_setting_of_a_bundled_platform_has_a_place_in_it(
    library: Library, tmp_path: Path
) -> None:
    of = shown(subject(library, "accounts_center", "chat_ads"), one(control("Chats for ads")))
    folder = tmp_path / "own"
    path = keep(draft(of, Way(END)), "accounts_center", of.version, folder)
    assert lint([path], [folder]) == []
    pack = Library([folder]).pack("accounts_center")
    [info] = [each for each in pack.catalogue() if each.setting == "accounts_center.chat_ads"]
    assert (info.title, info.category) == ("Chats for ads", Category.AI_TRAINING)
    assert pack.layout.source.startswith("accounts_center/")
    assert pack.variants[0].source == str(path)


def test_the_kept_file_is_read_back_as_it_was_drafted(library: Library) -> None:
    of = shown(subject(library, AI), one(control("Use your data for “AI”\tand more")))
    file = SelectorFile.model_validate(tomllib.loads(draft(of, Way(END))))
    assert list(file.routes) == ["data_use_for_ai"]
