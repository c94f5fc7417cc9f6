"""What tests in a window share: a screen without a monitor, and a person in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Program
from tests.e2e.display import Display, display


@pytest.fixture
def screen() -> Iterator[Display]:
    with display() as shown:
        yield shown


@pytest.fixture
def person(program: Program, screen: Display) -> Program:
    """The program, started where that screen is."""
    return Program(program.home, {**program.env, **screen.env})
