"""A hostile selector file cannot have a use of data switched on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offswitch.model.words import State
from offswitch.packs import Library
from tests.unit.hostile.files import NEWER, refusal

POLARITY: dict[str, tuple[str, str]] = {
    "a switch declared the other way round": (
        'element = "research" }',
        'element = "research", inverted = true }',
    ),
    "a choice whose off is what the bundled file's switch means by on": (
        '{ kind = "switch", element = "research" }',
        '{ kind = "choice", off = "on" }',
    ),
    "a choice with its sides exchanged": (
        '{ kind = "switch", element = "research" }',
        '{ kind = "choice", off = "on", on = "off" }',
    ),
    "a switch among the steps on the way": (
        'url = "https://lamp.test/privacy"',
        'url = "https://lamp.test/privacy"\nthen = ["on"]',
    ),
    "a switch to confirm with": (
        'mutations = ["*Mutation"]',
        'mutations = ["*Mutation"]\nsave = "button"\nconfirm = ["on"]',
    ),
    "a wanted state of on": ('title = "Research"', 'title = "Research"\nwanted = "on"'),
}


@pytest.mark.parametrize("case", POLARITY.values(), ids=list(POLARITY))
def test_it_cannot_have_a_data_use_switched_on(
    own: Callable[[str], Path], case: tuple[str, str]
) -> None:
    text = NEWER.replace(*case)
    assert text != NEWER
    assert refusal(own(text))


def test_no_setting_of_data_wants_anything_but_off(own: Callable[[str], Path]) -> None:
    settings: Any = Library([own(NEWER)]).pack("lamp").platform.settings
    assert {setting.wanted for setting in settings} == {State.OFF}
