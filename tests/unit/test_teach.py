"""What a person shows: the order of guesses, the file that is drafted, and what is refused."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.errors import ConfigError, PackError
from offswitch.look.sight import ControlSight, PageSight, RowSight
from offswitch.model.geography import SelectorFile
from offswitch.model.text import fold
from offswitch.model.words import Category, State
from offswitch.packs import Library, lint
from offswitch.screen import Click
from offswitch.teach import lesson, proof
from offswitch.teach.candidates import Candidate, candidates
from offswitch.teach.draft import Shown, draft
from offswitch.teach.keep import keep, own_settings, remove, to_remove
from offswitch.teach.lesson import Lesson
from offswitch.teach.meaning import refuse_another, refuse_passing_name, state_of, understood
from offswitch.teach.subject import Subject, subject_of
from offswitch.teach.talk import Refused, Stopped, Talk
from offswitch.teach.way import Way, committed, ways
from offswitch.teach.words import words_of

DAY = dt.date(2026, 11, 26)
HOME, END = "https://www.facebook.com/settings", "https://accountscenter.facebook.com/ads/"
AI = "accounts_center.data_use_for_ai"


def control(label: str, **more: Any) -> ControlSight:
    facts: dict[str, Any] = {
        "label": label, "section": "Data use", "question": "", "kind": "switch", "state": "on",
        "signals": {"checked": "true"}, "options": (), "disabled": False, "dialog": "", "behind": False,
    }  # fmt: skip
    return ControlSight(**{**facts, **more})


def radios(question: str, *labels: str, chosen: int = 0) -> list[ControlSight]:
    return [
        control(x, kind="radio", question=question, state="on" if n == chosen else "off")
        for n, x in enumerate(labels)
    ]


def sight(
    controls: Sequence[ControlSight], rows: Sequence[RowSight] = (), language: str = "en"
) -> PageSight:
    words = ["Data use", *(c.label for c in controls), *(c.question for c in controls)]
    return PageSight(
        address=END, status=200, title="Data", language=language, headings=("Data use",), dialogs=(),
        controls=tuple(controls), rows=tuple(rows), words=frozenset(map(fold, words)),
    )  # fmt: skip


def one(*controls: ControlSight) -> Candidate:
    [found] = candidates(sight(controls), ())
    return found


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def subject(library: Library, *names: str) -> Subject:
    return subject_of(library, lambda _: False, names)


def shown(of: Subject, picked: Candidate, **more: Any) -> Shown:
    facts: dict[str, Any] = {
        "subject": of, "part": understood(picked, "en"), "sight": sight(picked.group), "dialog": "",
        "buttons": (), "is_asked": False, "tabs": frozenset(), "category": Category.AI_TRAINING, "day": DAY, "live": False,
    }  # fmt: skip
    return Shown(**{**facts, **more})


def test_a_tab_on_the_way_is_found_as_a_tab_and_a_row_as_a_row(library: Library) -> None:
    picked = one(control("Use my activity", state="on"))
    of = subject(library, "accounts_center", "of_my_own")
    text = draft(
        shown(of, picked, tabs=frozenset(["Manage info"])), Way(END, ("Manage info", "Ads"))
    )
    elements = tomllib.loads(text)["elements"]
    assert elements["own_manage_info_row"] == [{"by": "role", "role": "tab", "name": "Manage info"}]
    assert elements["own_ads_row"] == [{"by": "row", "label": "Ads"}]


def checked(text: str, folder: Path) -> list[str]:
    path = folder / "shown.toml"
    path.write_text(text, encoding="utf-8")
    return [problem.partition(".toml: ")[2] for problem in lint([path])]


# What is listed


def test_what_sounds_like_the_setting_comes_first_and_is_only_marked() -> None:
    page = sight([control("Dark mode"), control("Meta AI memories"), control("Use data for AI")])
    found = candidates(page, ["Data used for AI at the company", "AI"])
    assert [each.label for each in found] == ["Use data for AI", "Meta AI memories", "Dark mode"]
    assert [each.guess > 1 for each in found] == [True, True, False]


def test_the_order_of_the_page_stays_where_nothing_is_known() -> None:
    page = sight([control("Zebra"), *radios("Who sees it", "All", "None"), control("Apple")])
    assert [each.label for each in candidates(page, ())] == ["Zebra", "Who sees it", "Apple"]


def test_what_no_file_can_name_comes_last_with_its_reason() -> None:
    page = sight([control("", signals={}), control("Use data", behind=True), control("Sounds")])
    found = candidates(page, ["Sounds"])
    assert [each.label for each in found] == ["Sounds", "without a label", "Use data"]
    assert [bool(each.why_not) for each in found] == [False, True, True]


def test_a_choice_shows_the_option_that_is_chosen_and_nothing_where_that_is_unclear() -> None:
    assert one(*radios("Who", "All", "None", chosen=1)).shown == "None"
    assert one(*radios("Who", "All", "None", chosen=5)).shown == "unknown"


# Which way round


def test_the_answer_decides_which_way_round_a_switch_is() -> None:
    used = understood(one(control("Use my data")), "en", uses=True)
    protects = understood(one(control("Limit the use of my data")), "en", uses=False)
    assert (used.control.get("inverted"), protects.control["inverted"]) == (None, True)
    assert state_of(used, one(control("Use my data"))) is State.ON
    assert state_of(protects, one(control("Limit the use of my data"))) is State.OFF
    assert state_of(used, one(control("Use my data", state="unknown"))) is State.UNKNOWN


@pytest.mark.parametrize(
    ("label", "uses"),
    [
        ("Allow partners to use my data", False),
        ("Data Use for AI", False),
        ("Use my private messages", False),
        ("Don't use my data", True),
        ("Limit the use of my data", True),
        ("Delete my account", True),
        ("Meine Daten verwenden", False),
    ],
)
def test_a_label_that_contradicts_the_answer_is_refused(label: str, uses: bool) -> None:
    with pytest.raises(Refused):
        understood(one(control(label)), "en", uses=uses)


def test_the_private_option_must_not_read_like_a_grant() -> None:
    choice = one(*radios("Ads", "Allow all", "Only me", "Friends"))
    part = understood(choice, "en", off="Only me")
    assert part.elements[part.control["off"]] == "Only me"
    assert state_of(part, choice) is State.ON
    with pytest.raises(Refused, match="reversed"):
        understood(choice, "en", off="Allow all")


def test_a_menu_that_only_its_state_names_is_refused() -> None:
    menu = control("Picked", kind="menu", state="By lot", options=("By lot", "By what I did"))
    refuse_passing_name(one(menu), stays=True)
    with pytest.raises(Refused, match="“Picked” names it, and that is its state"):
        refuse_passing_name(one(menu), stays=False)


def test_the_control_of_another_setting_is_refused(library: Library) -> None:
    picked = one(control("Data Use for AI", section="Data Use for AI"))
    refuse_another(picked, subject(library, AI))
    with pytest.raises(Refused, match="data_use_for_ai"):
        refuse_another(picked, subject(library, "accounts_center.ads_about_meta"))


# Which setting


def test_only_what_offswitch_switches_can_be_shown(library: Library) -> None:
    assert subject(library, AI).title == "Data use for AI"
    assert subject(library, "accounts_center", "chat_ads").setting is None
    for names in (["accounts_center.chat_ads"], ["accounts_center", "Chat"], ["nowhere", "x_y"]):
        with pytest.raises(ConfigError):
            subject(library, *names)
    with pytest.raises(ConfigError, match="nothing that offswitch switches"):
        subject(library, "facebook.activity_history")


def test_what_to_look_for_is_said_in_the_words_of_the_page(library: Library) -> None:
    of = subject(library, "accounts_center.partner_activity")
    assert "“Manage info”" in next(iter(of.hints("en")))
    assert list(of.hints("de")) != list(of.hints("en"))
    assert list(subject(library, "facebook", "new_one").hints("en")) != []


# Ways


def test_a_page_is_looked_for_at_its_address_before_the_menus() -> None:
    clicks = [Click(HOME, "Ad preferences"), Click(END, "Manage info")]
    found = ways(HOME, END, clicks, is_dialog=False)
    assert found == [
        Way(END),
        Way(END, ("Manage info",)),
        Way(HOME, ("Ad preferences", "Manage info")),
    ]


def test_a_dialog_is_opened_by_what_was_clicked_last() -> None:
    clicks = [Click(HOME, "Ads"), Click(END, "Manage info"), Click(END, "Review")]
    found = ways(HOME, END, clicks, is_dialog=True)
    assert found[0] == Way(END, ("Manage info",), ("Review",))
    assert found[-1] == Way(HOME, ("Ads", "Manage info"), ("Review",))


def test_a_click_that_has_no_name_leaves_the_address() -> None:
    assert ways(HOME, END, [Click(HOME, "Ads"), Click(END)], is_dialog=False) == [Way(END)]


def test_what_was_clicked_after_the_control_keeps_the_change() -> None:
    clicks = [
        Click(END, "Ads"),
        Click(END, control="Use my data"),
        Click(END, "Turn off"),
        Click(END),
    ]
    assert committed(clicks) == ("Turn off",)
    assert committed(clicks[2:]) == ("Turn off",)
    assert committed([]) == ()


# The file


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
    page = sight([control("Daten für KI verwenden", section="Datennutzung")], language="de")
    picked = candidates(page, ())[0]
    of = shown(subject(library, AI), picked, sight=page, part=understood(picked, "de"))
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
    refusing = sight([control("Keine Daten für KI verwenden")], language="de")
    picked = candidates(refusing, ())[0]
    with pytest.raises(Refused, match="contradict"):
        understood(picked, "de", uses=True)
    page = sight([control("Daten für KI verwenden")], language="de")
    of = shown(subject(library, AI), candidates(page, ())[0], sight=page)
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


# Which file comes first


@pytest.mark.parametrize(("seen", "first"), [("2026-11-25", True), ("2026-11-27", False)])
def test_what_was_shown_comes_first_until_a_newer_file_covers_it(
    library: Library, tmp_path: Path, seen: str, first: bool
) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    path = keep(draft(of, Way(END)), "accounts_center", of.version, tmp_path)
    newer = draft(of, Way(END)).replace('grade = "P"', 'grade = "B"')
    newer = newer.replace(f"seen = {DAY}", f"seen = {seen}").replace(of.version, "2099-01")
    (tmp_path / "newer.toml").write_text(newer, encoding="utf-8")
    order = [each.source for each in Library([tmp_path]).pack("accounts_center").variants]
    assert (order.index(str(path)) < order.index(str(tmp_path / "newer.toml"))) is first
    assert order.index(str(path)) < order.index("accounts_center/2026-07")


# What is kept


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    return tmp_path / "config" / "selectors"


def test_what_is_shown_again_takes_the_place_of_what_was_shown_before(
    library: Library, shelf: Path
) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    old = keep(draft(of, Way(END)), "accounts_center", "2026-11-20-p-data-use-for-ai", shelf)
    new = keep(draft(of, Way(END)), "accounts_center", of.version, shelf)
    assert not old.exists()
    [each] = own_settings(shelf)
    assert (each.path, each.setting, each.grade, each.seen) == (new, AI, "P", DAY)
    assert each.language == "en"


def test_own_files_are_listed_and_removed_after_asking(library: Library, shelf: Path) -> None:
    run = CliRunner().invoke
    assert "no selector file of your own" in run(app, ["selectors", "list"]).output
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    path = keep(draft(of, Way(END)), "accounts_center", of.version, shelf)
    listed = run(app, ["selectors", "list"]).output
    assert f"{AI}, grade P, seen {DAY}" in listed.replace("\n", " ")
    refused = run(app, ["selectors", "remove", AI])
    assert (refused.exit_code, path.exists()) == (2, True)
    assert run(app, ["selectors", "remove", AI, "--yes"]).exit_code == 0
    assert not path.exists()


def test_only_a_file_of_ones_own_that_is_named_clearly_is_removed(
    library: Library, shelf: Path
) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    text = draft(of, Way(END))
    keep(text, "accounts_center", of.version, shelf)
    other = text.replace(of.version, "2026-10-mine").replace('grade = "P"', 'grade = "B"')
    (shelf / "mine.toml").write_text(other, encoding="utf-8")
    for name in (AI, "nothing", "../../elsewhere.toml"):
        with pytest.raises(ConfigError):
            to_remove(name, shelf)
    assert to_remove("mine.toml", shelf) == shelf / "mine.toml"


# The conversation


class Typing:
    """Types some lines, one after the other."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.said = [*lines], list[str]()

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str) -> None:
        self.said.append(question)

    def answer(self) -> str | None:
        return self.lines.pop(0)


@pytest.mark.parametrize(
    ("read", "agrees"),
    [("on on", True), ("on off", False), ("off on", False), ("on unknown", False)],
)
def test_two_fresh_readings_must_agree_with_what_the_person_sees(
    monkeypatch: pytest.MonkeyPatch, read: str, agrees: bool
) -> None:
    looks = [MagicMock(reading=MagicMock(state=State(each))) for each in read.split()]
    monkeypatch.setattr(proof, "read_afresh", lambda *_, **__: looks.pop(0))
    with nullcontext() if agrees else pytest.raises(Refused, match="you see it on"):
        proof.prove(MagicMock(), MagicMock(), State.ON)


def test_a_draft_that_the_rules_refuse_is_not_even_tried(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tried: list[object] = []
    monkeypatch.setattr(lesson, "prove", lambda *given: tried.append(given))
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    given = Lesson(
        subject=of.subject, window=MagicMock(), talk=Talk(Typing(), lambda: None), folders=[],
        clicks=MagicMock(noted=[Click(END, "Delete my account")]), shelf=tmp_path, today=DAY, live=False,
    )  # fmt: skip
    text = draft(of, Way(END, ("Delete my account",)))
    with pytest.raises(PackError, match="destructive"):
        given._try(text, of, State.ON)
    assert tried == []
    given._try(draft(of, Way(END)), of, State.ON)
    assert len(tried) == 1
    [variant] = tried[0][1].variants  # type: ignore[index]
    assert list(variant.file.routes) == ["data_use_for_ai"]
    # What a run would let pass is still held against every rule of `selectors lint`.
    monkeypatch.setattr(lesson, "lint", lambda *_: ["shown.toml: routes: against a rule"])
    with pytest.raises(PackError, match="against a rule"):
        given._try(draft(of, Way(END)), of, State.ON)
    assert len(tried) == 1


def test_only_a_number_that_was_listed_is_taken() -> None:
    talk = Talk(Typing("0", "x", "4", "", "2"), lambda: None)
    assert talk.number("Which?", 3) == 2
    assert talk.questions == 1


def test_neither_enter_nor_anything_else_is_a_yes() -> None:
    assert Talk(Typing("", "maybe", "n"), lambda: None).yes("So?") is False
    with pytest.raises(Stopped):
        Talk(Typing("q"), lambda: None).yes("So?")


def test_nobody_is_asked_where_nobody_is(monkeypatch: pytest.MonkeyPatch) -> None:
    done = CliRunner().invoke(app, ["teach", AI])
    assert done.exit_code == 2
    assert "nobody is here" in done.output


def test_the_kept_file_is_read_back_as_it_was_drafted(library: Library) -> None:
    of = shown(subject(library, AI), one(control("Use your data for “AI”\tand more")))
    file = SelectorFile.model_validate(tomllib.loads(draft(of, Way(END))))
    assert list(file.routes) == ["data_use_for_ai"]
