"""Property-based tests: whatever a file says, it is taken or refused in so many words.

hypothesis draws the examples, the same ones every day; ``make thorough`` draws many more. Nothing is
kept between runs.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.configuration import set_hypothesis_home_dir

DAILY, THOROUGH = 25, 1000
"""Examples for each property."""


def pytest_configure(config: pytest.Config) -> None:
    """Draw as many examples as the run asks for; the modules take these settings when they are imported."""
    asked = str(config.getoption("-m"))
    is_thorough = "thorough" in asked and asked != "not thorough"
    settings.register_profile(
        "offswitch",
        max_examples=THOROUGH if is_thorough else DAILY,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        print_blob=False,
    )
    settings.load_profile("offswitch")


@pytest.fixture(scope="package", autouse=True)
def _no_leftovers(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what hypothesis writes out of the checkout."""
    set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of all examples of a module."""
    return tmp_path_factory.mktemp("examples")
