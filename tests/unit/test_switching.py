"""What is clicked to switch a control, in which order, and when its change has been saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import saving, switching
from offswitch.engine.reading import Reading
from offswitch.engine.saving import saving_story
from offswitch.engine.switching import refuse_unknown_value, switch
from offswitch.engine.task import Goal
from offswitch.errors import SettingError
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.geography import SelectorFile
from offswitch.model.lexicon import Lexicon
from offswitch.model.saves import Saves
from offswitch.model.words import Reason, State

OFF, ON = Goal(state=State.OFF), Goal(state=State.ON)
RADIOS = ChoiceControl(kind="choice", off="deny", on="allow", others=("some",))
MENU = ChoiceControl(kind="choice", off="deny", on="allow", menu="list")
TOGGLE = SwitchControl(kind="switch", element="usage")
BEFORE = Reading(State.ON, "allow", {})
FILE = SelectorFile.model_validate(
    {
        "schema": 1,
        "platform": "app",
        "elements": {
            name: [{"by": "label", "label": label}]
            for name, label in {"deny": "Don't allow", "allow": "Allow", "list": "Usage"}.items()
        },
    }
)


class Site:
    """A control on a page, and everything that was done to it in turn."""

    def __init__(self, control: Any, shown: Reading | None = None, **route: Any) -> None:
        self.done: list[str] = []
        self.there = {"really", "keep"}
        self.words: dict[str, tuple[str, ...]] = {}
        self.lexicon, self.language = Lexicon(), "en"
        self.file = FILE
        fixed = {"native": None, "mutations": (), "confirm": (), "committed": (), "save": ""}
        self.route = SimpleNamespace(**{**fixed, **route})
        self._shown = shown
        found: Any = self
        self.found, self.control = found, control
        part = SimpleNamespace(kind="radio", question="")
        self.parts = dict.fromkeys(("deny", "allow", "some"), part)
        self.screen: Any = SimpleNamespace(
            survey=lambda: SimpleNamespace(dialogs=(), controls=(), rows=()),
            words=lambda label: self.words.get(label, (label,)),
            known_words=lambda label: self.words.get(label, (label,)),
            lexicon=self.lexicon,
            language=self.language,
            address="https://app.test/",
            quiet=SimpleNamespace(dialogs=SimpleNamespace(expecting=self.noting("expecting"))),
            settle=lambda: None,
            sees=lambda name, _wait: name in self.there,
            is_enabled=lambda _name: True,
            click=lambda name: self.done.append(f"click {name}"),
            press=lambda target, _words: self.done.append(f"press {target}"),
            choose=lambda target, labels, _words: self.done.append(f"choose {labels} in {target}"),
        )
        found.screen = self.screen

    def target(self, name: str, _before: Reading) -> str:
        return name

    def read(self) -> Reading | None:
        return self._shown

    def noting(self, what: str) -> Callable[[Any], Any]:
        @contextmanager
        def block(named: Any) -> Iterator[None]:
            if named:
                self.done.append(f"{what} {named}")
            yield

        return block

    def switched(self, goal: Goal, *, restore: bool = False, **setting: Any) -> list[str]:
        """Switch it; return what was done."""
        fixed = {"before_confirm": None, "after_confirm": None}
        task: Any = SimpleNamespace(
            goal=goal, restore=goal if restore else None, setting=SimpleNamespace(**fixed | setting)
        )
        services: Any = SimpleNamespace(
            writing=self.noting("writing"),
            records=SimpleNamespace(intend=lambda *_: None),
            saves=lambda: Saves(sent=1),
        )
        switch(task, services, self, BEFORE)  # type: ignore[arg-type]
        return self.done


@pytest.fixture(autouse=True)
def _nothing_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("refuse_destructive_dialog", "refuse_declined", "refuse_new_dialog"):
        monkeypatch.setattr(switching, name, lambda *_: None)
    monkeypatch.setattr(switching, "await_answer", lambda *_, **__: None)


@pytest.mark.parametrize(
    ("control", "goal", "done"),
    [
        (TOGGLE, OFF, "press usage"),
        (TOGGLE, ON, "press usage"),
        (RADIOS, OFF, "press deny"),
        (RADIOS, ON, "press allow"),
        (RADIOS, Goal(state=State.ON, value="some"), "press some"),
        (MENU, OFF, """choose ["Don't allow"] in list"""),
        (MENU, ON, "choose ['Allow'] in list"),
    ],
)
def test_what_is_clicked_is_what_the_goal_says(control: Any, goal: Goal, done: str) -> None:
    assert Site(control).switched(goal) == [done]


def test_an_option_of_a_menu_that_reads_like_the_opposite_is_not_chosen() -> None:
    site = Site(MENU)
    site.words["Don't allow"] = ("Don't allow", "Allow all")
    with pytest.raises(SettingError) as caught:
        site.switched(OFF)
    assert caught.value.reason is Reason.AMBIGUOUS
    assert not site.done
    site.words["Allow"] = ("Allow", "Allow all")
    assert site.switched(ON), "to switch it on, it may"


def test_what_the_file_itself_says_is_believed_of_an_option() -> None:
    site = Site(MENU)
    held = {"elements": {"deny": [{"by": "label", "label": "Allow less"}]}}
    site.file = SelectorFile.model_validate({"schema": 1, "platform": "app", **held})
    assert site.switched(OFF) == ["choose ['Allow less'] in list"]
    site.screen.lexicon = SimpleNamespace(assumes=lambda _: True)
    with pytest.raises(SettingError):  # nobody said that the label is in the page's language
        site.switched(OFF)


def step(site: Site, name: str) -> Callable[[Any], None]:
    return lambda _screen: site.done.append(name)


def test_a_settings_own_steps_stand_around_the_confirm_and_not_in_an_undo() -> None:
    route: Any = {"confirm": ("really",), "committed": ("really", "keep"), "mutations": ("Save",)}
    site, undo = Site(TOGGLE, **route), Site(TOGGLE, **route)
    expected = ["press usage", "before", "click really", "click keep", "after"]
    own: Any = {"before_confirm": step(site, "before"), "after_confirm": step(site, "after")}
    assert site.switched(OFF, **own) == ["writing ('Save',)", *expected]
    assert undo.switched(ON, restore=True, **own) == [
        "writing ('Save',)",
        "press usage",
        "click really",
        "click keep",
    ]
    assert site.done[-1] == "after", "the undo did none of them"


def test_a_step_that_is_not_there_is_missed_only_where_it_must_be() -> None:
    route: Any = {"confirm": ("really",), "committed": ("really", "keep")}
    site, undo = Site(TOGGLE, **route), Site(TOGGLE, **route)
    site.there = undo.there = set()
    assert site.switched(OFF) == ["press usage", "click really"], "the click itself says so"
    assert undo.switched(ON, restore=True) == ["press usage"]


@pytest.mark.parametrize("shown", [None, Reading(State.ON, "allow", {})])
def test_an_option_that_did_not_take_the_click_is_not_confirmed(shown: Reading | None) -> None:
    site = Site(RADIOS, shown, confirm=("really",), committed=("really",))
    with pytest.raises(SettingError) as caught:
        site.switched(OFF)
    assert caught.value.reason is Reason.NOT_VERIFIED
    assert site.done == ["press deny"]


def test_an_option_that_took_the_click_is_confirmed() -> None:
    taken = Reading(State.OFF, "deny", {})
    site = Site(RADIOS, taken, confirm=("really",), committed=("really",))
    assert site.switched(OFF) == ["press deny", "click really"]


@pytest.mark.parametrize(
    ("control", "goal", "fits"),
    [
        (RADIOS, OFF, True),
        (RADIOS, Goal(state=State.OFF, value="deny"), True),
        (RADIOS, Goal(state=State.ON, value="some"), True),
        (RADIOS, Goal(state=State.ON, value="deny"), False),
        (RADIOS, Goal(state=State.OFF, value="some"), False),
        (RADIOS, Goal(state=State.ON, value="gone"), False),
        (MENU, Goal(state=State.ON, value="allow"), True),
        (MENU, Goal(state=State.ON, value="some"), False),
        (TOGGLE, Goal(state=State.ON, value="on"), True),
        (TOGGLE, Goal(state=State.ON, value="off"), False),
        (SwitchControl(kind="switch", element="usage", inverted=True), Goal(state=State.ON, value="off"), True),
        (SwitchControl(kind="switch", element="usage", inverted=True), Goal(state=State.ON, value="on"), False),
    ],
)  # fmt: skip
def test_a_former_value_is_aimed_at_only_where_it_still_means_the_same(
    control: Any, goal: Goal, fits: bool
) -> None:
    arrival: Any = Site(control)
    if fits:
        refuse_unknown_value(arrival, goal)
    else:
        with pytest.raises(SettingError):
            refuse_unknown_value(arrival, goal)


@pytest.mark.parametrize(
    ("saves", "elapsed", "waits", "silence", "is_over"),
    [
        (Saves(declared=True), 0, True, 0, True),
        (Saves(declared=True, open=1, sent=1, quiet=9), 60, False, 0, False),
        (Saves(sent=1, open=1, quiet=9), 60, False, 0, False),
        (Saves(sent=1, quiet=9), 60, True, 0, False),
        (Saves(sent=1, quiet=9), 0, False, 0, True),
        (Saves(sent=1, quiet=0.1), 60, False, 0, False),
        (Saves(), 60, False, 0, True),
        (Saves(), 0.1, False, 0, False),
        (Saves(), 60, True, 0, False),
        (Saves(by_socket=True), 0.1, False, 9, True),
        (Saves(by_socket=True), 0.1, False, 0.1, False),
        (Saves(by_socket=True), 60, True, 9, False),
        (Saves(by_socket=True, sent=1, open=1), 60, False, 9, False),
    ],
)
def test_a_change_is_saved_once_it_is_answered_and_nothing_more_is_to_come(
    saves: Saves, elapsed: float, waits: bool, silence: float, is_over: bool
) -> None:
    assert saving._is_over(saves, elapsed, waits=waits, silence=silence) is is_over


def test_what_is_known_of_a_change_that_did_not_arrive_is_told() -> None:
    assert "`Save`" in saving_story(Saves(sent=1, held_back=("Save", "Log")))
    assert saving_story(Saves()) == "nothing was sent to the site"
    assert saving_story(Saves(sent=1)) == saving_story(Saves(by_socket=True)) == ""
