"""A stranger's version of each shipped file of words: hostile edits are refused, or add nothing."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Collection
from pathlib import Path

import pytest

from offswitch.errors import PackError
from offswitch.model.geography import SelectorFile
from offswitch.model.label_file import LabelFile
from offswitch.packs import Library, bundled_folder
from offswitch.packs.disk import LABELS, File, Wording
from offswitch.packs.label_files import LabelFiles
from tests.unit.hostile_edits import OWN, SHIPPED, Data, Edit, a_route, own_version


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


SHELVES = {
    str(path.relative_to(bundled_folder())): path
    for path in sorted(bundled_folder().glob(f"*/{LABELS}/*.toml"))
}


def wordings(data: Data) -> Wording:
    place = Path("own") / data["platform"] / LABELS / "own.toml"
    return Wording(place, bundled=False, data=LabelFile.model_validate(data))


def word_refusals(library: Library, data: Data) -> list[str]:
    """What a run says to a file of words of the person's own, beside the bundled ones."""
    own = wordings(data)

    class Beside(LabelFiles):
        def __init__(self) -> None:
            vars(self).update(vars(library._words), _lexicons={})

        def of(self, platforms: Collection[str]) -> list[Wording]:
            return [*super().of(platforms), own]

    with_own = copy.copy(library)
    with_own._words = Beside()
    try:
        with_own.pack(own.data.platform)
    except PackError as error:
        return list(error.problems)
    return []


def adds_nothing(data: Data) -> bool:
    """Whether every word is bundled for its label already, in that language: then it is harmless."""
    language = data["language"][:2]
    bundled: Data = {}
    for path in SHELVES.values():
        known = tomllib.loads(path.read_text(encoding="utf-8"))
        if known["language"][:2] == language:
            for each in known["labels"].values():
                for label, shown in each.items():
                    bundled.setdefault(label, set()).update(listed(shown))
    return all(
        set(listed(shown)) <= bundled.get(label, set())
        for each in data["labels"].values()
        for label, shown in each.items()
    )


def listed(shown: str | list[str]) -> list[str]:
    return [shown] if isinstance(shown, str) else shown


def exchange_words(data: Data) -> None:
    """Each label gets the words of the next: a yes those of a no."""
    for words in data["labels"].values():
        for label, shown in zip(list(words), [*list(words.values())[1:], "Ja"], strict=True):
            words[label] = shown


def words_of_all(shown: str) -> Edit:
    def edit(data: Data) -> None:
        data["labels"] = {"A": {label: shown for each in data["labels"].values() for label in each}}

    return edit


def one_more(data: Data) -> None:
    for words in data["labels"].values():
        for label, shown in words.items():
            words[label] = [*([shown] if isinstance(shown, str) else shown), "Zulassen"]


def elsewhere(tag: str, edit: Edit) -> Edit:
    def at_once(data: Data) -> None:
        edit(data)
        data["language"] = data["language"][:2] + tag

    return at_once


def spoken_in(language: str) -> Edit:
    return lambda data: data.update(language=language)


WORD_EDITS: dict[str, Edit] = {
    "exchange the words of all labels": exchange_words,
    "exchange them in a region alone": elsewhere("-AT", exchange_words),
    "add a word to each": one_more,
    "add a word to each in a region": elsewhere("-CH", one_more),
    "accept everywhere": words_of_all("Alle akzeptieren"),
    "delete everywhere": words_of_all("Konto löschen"),
    "one word for all": words_of_all("OK"),
    "in a language whose dangers are not known": spoken_in("xx"),
    "in English": spoken_in("en"),
    "in British English": spoken_in("en-GB"),
}


@pytest.mark.parametrize("name", SHELVES)
def test_a_shipped_file_of_words_may_be_there_twice(library: Library, name: str) -> None:
    assert word_refusals(library, tomllib.loads(SHELVES[name].read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("edit", WORD_EDITS)
def test_a_hostile_edit_of_any_shipped_file_of_words_is_refused(
    library: Library, edit: str
) -> None:
    for name, path in SHELVES.items():
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        WORD_EDITS[edit](data)
        assert word_refusals(library, data) or adds_nothing(data), name


ALLOWING = "Allow Meta to use this activity to show you relevant content"
NEW_WORDS = {
    "a refusal that is none": ("nl", {"Not allowed": "Toestaan"}),
    "a refusal that says nothing": ("nl", {"Only me": "Iedereen"}),
    "a permission that refuses": ("nl", {ALLOWING: "Niet toestaan"}),
    "a permission that refuses, in a region": ("nl-BE", {ALLOWING: "Niet toestaan"}),
    "a step that grants": ("nl", {"Confirm": "Alles accepteren"}),
    "a step that destroys": ("nl", {"Review setting": "Account verwijderen"}),
    "a way to put away that grants": ("nl", {"Not now": "Akkoord"}),
}


@pytest.mark.parametrize("case", NEW_WORDS.values(), ids=list(NEW_WORDS))
def test_new_words_are_held_against_what_their_label_means(
    library: Library, case: tuple[str, dict[str, str]]
) -> None:
    language, words = case
    data = {
        "schema": 1,
        "platform": "accounts_center",
        "language": language,
        "labels": {"B": words},
    }
    assert word_refusals(library, data)


def test_new_words_of_a_layout_of_one_s_own_are_held_against_it(library: Library) -> None:
    data = own_version(SHIPPED["accounts_center/2026-07.toml"])
    a_route(data)
    with_own = copy.copy(library)
    own = File(OWN, bundled=False, data=SelectorFile.model_validate(data))
    with_own.files = [*library.files, own]
    for words in ("Toestaan", "Verder"):
        entry = {"Don't allow my own words": words}
        file = {
            "schema": 1,
            "platform": "accounts_center",
            "language": "nl",
            "labels": {"B": entry},
        }
        assert word_refusals(library, file) == []
        assert word_refusals(with_own, file)


def test_new_words_that_mean_the_same_are_taken(library: Library) -> None:
    words = {"Review setting": "Instelling bekijken", "Not now": "Niet nu", "Only me": "Alleen ik"}
    data = {"schema": 1, "platform": "accounts_center", "language": "nl", "labels": {"B": words}}
    assert word_refusals(library, data) == []
