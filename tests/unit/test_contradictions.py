"""A control whose words contradict the file is refused, in whatever language the labels are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine.control import refuse_contradictions
from offswitch.engine.doubts import unsaid_language
from offswitch.errors import SettingError
from offswitch.model.controls import SwitchControl
from offswitch.model.geography import SelectorFile
from offswitch.model.lexicon import Lexicon
from offswitch.model.words import Reason
from offswitch.screen import ControlSnapshot

OWN = Lexicon().speaking(None, frozenset({"de"}))
GERMAN = Lexicon().speaking("de", frozenset())


def page(lexicon: Lexicon, language: str) -> Any:
    return SimpleNamespace(
        lexicon=lexicon,
        language=language,
        known_words=lambda label: lexicon.translate(label, language),
    )


def seen(own: str, row: str = "") -> ControlSnapshot:
    values: dict[str, Any] = {
        "kind": "switch", "role": "switch", "name": "", "own": own, "row": row, "headings": (),
        "keys": {}, "signals": {}, "options": (), "disabled": False, "busy": False, "layer": -1,
        "path": (), "pick": None, "frame": None,
    }  # fmt: skip
    return ControlSnapshot(**values)


def refused(lexicon: Lexicon, label: str, *, inverted: bool = False, row: str = "") -> bool:
    file = SelectorFile.model_validate(
        {"schema": 1, "platform": "app", "elements": {"usage": [{"by": "label", "label": label}]}}
    )
    control = SwitchControl(kind="switch", element="usage", inverted=inverted)
    try:
        refuse_contradictions(page(lexicon, "de"), file, control, {"usage": seen(label, row)})
    except SettingError as error:
        return error.reason is Reason.AMBIGUOUS
    return False


@pytest.mark.parametrize(
    ("label", "inverted", "is_refused"),
    [
        ("Nutzungsdaten teilen", False, False),
        ("Nutzungsdaten nicht teilen", False, True),
        ("Nutzungsdaten nicht teilen", True, False),
        ("Nutzungsdaten zulassen", True, True),
    ],
)
def test_labels_that_nobody_said_the_language_of_are_held_against_their_side(
    label: str, inverted: bool, is_refused: bool
) -> None:
    assert refused(OWN, label, inverted=inverted) is is_refused


def test_what_stands_beside_a_control_is_held_against_its_side_as_well() -> None:
    assert not refused(GERMAN, "Nutzungsdaten", row="Für die Forschung")
    assert refused(GERMAN, "Nutzungsdaten", row="Konto löschen")


def test_nothing_is_called_absent_by_labels_that_nobody_said_the_language_of() -> None:
    (doubt,) = unsaid_language(page(OWN, "de"))
    assert doubt.reason is Reason.LANGUAGE
    assert 'language = "de"' in doubt.hint
    assert not list(unsaid_language(page(OWN, "en")))
    assert not list(unsaid_language(page(GERMAN, "de")))
