"""A stranger's version of each shipped selector file: every kind of hostile edit is refused, or harmless.

Each edit stands for what was tried on 2026-11-25. It is made to every shipped file, as a file of the
person's own would carry it: a layout under a version of its own, what layouts share as a second
common file. What the file alone cannot tell (an element found by an id) the gate for every press
tells, from the words that it finds.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import ElementHandle
from pydantic import ValidationError

from offswitch.errors import PackError, SettingError
from offswitch.model.geography import LabelFile, SelectorFile
from offswitch.packs import Library, bundled_folder
from offswitch.packs.disk import LABELS, File, Wording, selector_files
from offswitch.packs.fencing import fence_of
from offswitch.screen.step import refuse_unplanned

SHIPPED = {
    str(path.relative_to(bundled_folder())): path for path in selector_files(bundled_folder())
}
Data = dict[str, Any]
Edit = Callable[[Data], None]
OWN = Path("own.toml")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def own_version(path: Path) -> Data:
    """What a file says, under a version that is not bundled; it keeps what it may keep."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if "version" in data:
        data["version"] += "-own"
    data.pop("noise", None)
    if data.pop("session", None):  # what is different for another session is for none but that
        del data["moved"], data["extends"]
    return data


def a_route(data: Data, **more: Any) -> Data:
    """A route of the file's own to a setting that the platform has, whatever file it is."""
    names = {
        "facebook": "research_data_use",
        "instagram": "ai_activity_sharing",
        "accounts_center": "partner_activity",
        "whatsapp": "link_previews",
    }
    hosts = {
        "facebook": "www.facebook.com",
        "instagram": "www.instagram.com",
        "accounts_center": "accountscenter.facebook.com",
        "whatsapp": "web.whatsapp.com",
    }
    name = names[data["platform"]]
    elements = data.setdefault("elements", {})
    elements["own_off"] = [{"by": "label", "label": "Don't allow my own words"}]
    elements["own_on"] = [{"by": "label", "label": "Allow my own words"}]
    elements["own_step"] = [{"by": "role", "role": "button", "name": "Own step"}]
    route: Data = {
        "url": f"https://{hosts[data['platform']]}/settings",
        "control": {"kind": "choice", "off": "own_off", "on": "own_on"},
        "mutations": ["*Mutation"],
        **more,
    }
    data.setdefault("routes", {})[name] = route
    data.setdefault("version", "2026-11-own")
    return route


def step(key: str, **locator: str) -> Edit:
    def edit(data: Data) -> None:
        a_route(data, **{key: ["own_step"]}, save="confirm" if key == "confirm" else "instant")
        data["elements"]["own_step"] = [locator]

    return edit


def put_away(**locator: str) -> Edit:
    def edit(data: Data) -> None:
        data.setdefault("elements", {})["own_step"] = [locator]
        own = {"visible": "own_step", "dismiss": "own_step"}
        data.setdefault("interruptions", {})["own"] = own

    return edit


def controls(**control: Any) -> Edit:
    def edit(data: Data) -> None:
        a_route(data)["control"] = control

    return edit


def exchange(data: Data) -> None:
    route = a_route(data)
    route["control"] = {"kind": "choice", "off": "own_on", "on": "own_off"}


def labelled(off: str) -> Edit:
    def edit(data: Data) -> None:
        a_route(data)
        data["elements"]["own_off"] = [{"by": "label", "label": off}]

    return edit


def at(url: str) -> Edit:
    def edit(data: Data) -> None:
        a_route(data)["url"] = url

    return edit


def with_(**tables: Any) -> Edit:
    return lambda data: data.update(tables)


def reading(*reads: str) -> Edit:
    return with_(requests={"operation": "fb_api_req_friendly_name", "reads": list(reads)})


def redefine(table: str, name: Callable[[Data], str], said: Any) -> Edit:
    def edit(data: Data) -> None:
        data.setdefault(table, {})[name(data)] = said

    return edit


def bundled_element(data: Data) -> str:
    names = {
        "facebook": "settings_and_privacy", "instagram": "settings", "whatsapp": "privacy",
        "accounts_center": "review_setting",
    }  # fmt: skip
    return names[data["platform"]]


def bundled_interruption(data: Data) -> str:
    return "sign_in"


def same_version(data: Data) -> None:
    if "version" not in data:
        a_route(data)
    names = {
        "facebook": "2026-07",
        "instagram": "2026-07",
        "accounts_center": "2026-07",
        "whatsapp": "2026-07",
    }
    data["version"] = names[data["platform"]]


def action(data: Data) -> None:
    a_route(data)["control"] = {"kind": "action", "element": "own_step", "done": "own_off"}
    data["elements"]["own_step"] = [{"by": "role", "role": "button", "name": "Delete account"}]


def noisy(data: Data) -> None:
    data.pop("version", None)
    data.pop("routes", None)
    data.pop("evidence", None)
    data["noise"] = {"label": ["**"]}


ACCEPT = [{"by": "role", "role": "button", "name": "Accept all"}]
EDITS: dict[str, Edit] = {
    # Which side means off
    "exchange the sides of a choice": exchange,
    "call the allowing option off": labelled("Allow it"),
    "call a yes off": labelled("Yes, use my data"),
    "call everyone off": labelled("Everyone"),
    "switch on what is inverted": controls(kind="switch", element="own_on", inverted=True),
    "switch off a refusal": controls(kind="switch", element="own_off"),
    "one element for both sides": controls(kind="choice", off="own_off", on="own_off"),
    "read false as on": controls(
        kind="switch",
        element="own_on",
        state={"attribute": "aria-checked", "on": "false", "off": "true"},
    ),
    "read a class that says off as on": controls(
        kind="switch", element="own_on", state={"class": "is-off"}
    ),
    "read any class as on": controls(kind="switch", element="own_on", state={"class": "x1abc"}),
    "destroy as the way to off": labelled("Delete account"),
    # What counts as a read
    "admit everything as a read": reading("*"),
    "admit changes with two letters before": reading("*Query", "??*Mutation"),
    "admit changes by a set": reading("*[a-zA-Z]*"),
    "admit changes by their end": reading("*utation"),
    "admit every path": reading("POST /*"),
    "say what reads are once more": reading("*Query", "Get*"),
    # Where the platform's pages are
    "a host of another company": with_(hosts=["evil.test"]),
    "a host on this machine": with_(hosts=["127.0.0.1:8080"]),
    "a host that only begins alike": with_(hosts=["www.facebook.com.evil.test"]),
    "content from a whole ending": with_(content_hosts=["*.com"]),
    "content from anywhere": with_(content_hosts=["*"]),
    "content from another company": with_(content_hosts=["*.evil.test"]),
    "an address elsewhere": at("https://evil.test/"),
    "an address with a name before it": at("https://www.facebook.com@evil.test/"),
    "an address with a backslash": at("https://evil.test\\@www.facebook.com/"),
    "an address with a line break": at("https://www.facebook.com/\n/settings"),
    "an address with a mark that turns text around": at("https://www.facebook.com/\u202e"),
    "an address of a file": at("file:///etc/passwd"),
    "an address that is a program": at("javascript:alert(1)"),
    # What is pressed
    **{
        f"{key} presses “{name}” by its {how}": step(key, by=how, **{word: name}, **role)
        for key, name, how, word, role in [
            ("open", "Accept all", "text", "value", {}),
            ("then", "I accept", "role", "name", {"role": "button"}),
            ("path", "OK, I agree", "text", "value", {}),
            ("asked", "Delete account", "role", "name", {"role": "link"}),
            ("confirm", "Turn on", "role", "name", {"role": "button"}),
            ("open", "Leave group", "row", "label", {}),
            ("then", "Konto löschen", "text", "value", {}),
            ("path", "同意する", "text", "value", {}),
        ]
    },
    "open presses an option": step("open", by="role", role="option", name="Own step"),
    "open presses another switch": step("open", by="role", role="switch", name="Own step"),
    "asked presses a control by its label": step("asked", by="label", label="Own step"),
    "then presses a control by its key": step(
        "then", by="key", attribute="id", value="x", label="Own step"
    ),
    "path presses a phrase": step("path", by="phrase", value="accept all of it"),
    "put a dialog away with “Accept all”": put_away(**ACCEPT[0]),
    "put a dialog away with “Delete account”": put_away(by="text", value="Delete account"),
    "put a dialog away with a switch": put_away(by="role", role="switch", name="Own step"),
    "answer a question that destroys": lambda data: a_route(data).update(
        native="Delete your account?"
    ),
    "an action that nothing bundled does": action,
    # What the bundled files say already
    "say what a bundled element is": redefine("elements", bundled_element, ACCEPT),
    "put a bundled sign-in away": redefine(
        "interruptions", bundled_interruption, {"url": ["*"], "dismiss": "own_step"}
    ),
    "take the place of a bundled layout": same_version,
    "find the platform elsewhere": with_(session="own", moved={"www.facebook.com": "evil.test"}),
    "extend another bundled platform": lambda data: data.update(
        extends=["whatsapp" if data["platform"] != "whatsapp" else "facebook"]
    ),
    "extend a stranger's platform": with_(extends=["evil"]),
    "call every control noise": noisy,
    # What the format does not have
    "a program": with_(run="rm -rf ~"),
    "a locator that is a program": redefine(
        "elements", lambda _: "x", [{"by": "xpath", "value": "//*"}]
    ),
    "a wanted state of on": lambda data: a_route(data).update(wanted="on"),
    "a file elsewhere": with_(extends=["../../etc/passwd"]),
    "a version elsewhere": with_(version="../../2026-01"),
    "a format of tomorrow": with_(schema=2),
    "a schema of many digits": with_(schema=10**4000),
}


def refusals(library: Library, data: Data) -> list[str]:
    """What a run says to a file of the person's own; empty where it is taken."""
    try:
        file = File(OWN, bundled=False, data=SelectorFile.model_validate(data))
    except ValidationError as error:
        return [str(each["loc"]) for each in error.errors()]
    with_own = copy.copy(library)
    with_own.files = [*library.files, file]
    try:
        with_own.pack(file.data.platform)
    except PackError as error:
        return list(error.problems)
    return []


def test_there_are_enough_kinds_of_edit() -> None:
    assert len(EDITS) >= 30
    assert {path.parent.name for path in SHIPPED.values()} == set(Library().platforms())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_file_is_taken_as_it_is_under_another_version(
    library: Library, name: str
) -> None:
    assert refusals(library, own_version(SHIPPED[name])) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_a_route_of_one_s_own_is_taken(library: Library, name: str) -> None:
    data = own_version(SHIPPED[name])
    a_route(data)
    assert refusals(library, data) == []


@pytest.mark.parametrize("edit", EDITS)
def test_a_hostile_edit_of_any_shipped_file_is_refused(library: Library, edit: str) -> None:
    for name, path in SHIPPED.items():
        data = own_version(path)
        EDITS[edit](data)
        assert refusals(library, data), name


# What only the page can tell

FOUND = [
    "Accept all", "I accept", "OK, I agree", "Delete account", "Turn on", "Ja, erlauben", "Konto löschen", "同意する",
]  # fmt: skip
BY = [
    {"by": "attribute", "attribute": "id", "value": "u_0_1"},
    {"by": "attribute", "attribute": "data-testid", "value": "next"},
    {"by": "href", "value": "/next"},
    {"by": "role", "role": "button"},
]


class Found:
    """An element as the gate sees it: its words, and the controls that pressing it would operate."""

    def __init__(self, words: list[str], controls: list[str]) -> None:
        self._seen = {"words": words, "controls": controls}

    def evaluate(self, _script: str) -> dict[str, list[str]]:
        return self._seen


@pytest.mark.parametrize("key", ["open", "then", "path", "asked", "confirm", "dismiss"])
def test_what_a_file_cannot_tell_the_gate_tells(library: Library, key: str) -> None:
    for path in SHIPPED.values():
        data = own_version(path)
        (put_away() if key == "dismiss" else step(key))(data)
        data["elements"]["own_step"] = BY
        assert refusals(library, data) == [], "the file alone says nothing of what it finds"
    for words in FOUND:
        with pytest.raises(SettingError):
            refuse_unplanned(cast("ElementHandle", Found([words], [])), "own_step")
    with pytest.raises(SettingError):
        refuse_unplanned(cast("ElementHandle", Found(["Next"], ["switch"])), "own_step")


# Words in other languages

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

    class Beside(Library):
        def __init__(self) -> None:
            vars(self).update(vars(library))

        def _words(self, platforms: Collection[str]) -> list[Wording]:
            return [*super()._words(platforms), own]

    try:
        Beside().pack(own.data.platform)
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


def test_whatever_is_taken_opens_no_other_host(library: Library) -> None:
    for name in library.platforms():
        before = fence_of(library.pack(name))
        with_own = copy.copy(library)
        own = [own_version(path) for path in SHIPPED.values() if path.parent.name == name]
        layouts = [SelectorFile.model_validate(data) for data in own if "version" in data]
        files = [File(OWN, bundled=False, data=layout) for layout in layouts]
        with_own.files = [*library.files, *files]
        assert fence_of(with_own.pack(name)).hosts == before.hosts
