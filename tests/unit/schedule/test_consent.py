"""Whose consent to changes counts, and when it ends."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch import schedule
from offswitch.errors import ConfigError
from offswitch.schedule.entry import consents, forget, load, recorded
from tests.unit.schedule.conftest import ODD_HOME, entry_of

# Consent


def test_the_consent_is_a_private_file_and_goes_with_the_schedule(tmp_path: Path) -> None:
    assert not consents("default")
    with recorded(entry_of(fix=True)):
        pass
    [path] = (tmp_path / ODD_HOME / "config" / "schedules").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert consents("default")
    assert not consents("other")
    assert forget("default")
    assert not consents("default")


def test_a_schedule_without_fix_is_no_consent() -> None:
    with recorded(entry_of()):
        pass
    assert load("default") is not None
    assert not consents("default")


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_a_consent_that_others_can_write_does_not_count(tmp_path: Path) -> None:
    with recorded(entry_of(fix=True)):
        pass
    [path] = (tmp_path / ODD_HOME / "config" / "schedules").iterdir()
    path.chmod(0o666)
    with pytest.raises(ConfigError, match="others can write it"):
        consents("default")


def test_a_consent_copied_to_another_profile_does_not_count(tmp_path: Path) -> None:
    with recorded(entry_of(fix=True)):
        pass
    [path] = (tmp_path / ODD_HOME / "config" / "schedules").iterdir()
    path.rename(path.with_name("other.json"))
    with pytest.raises(ConfigError, match="belongs to another profile"):
        consents("other")


def test_an_installation_that_fails_leaves_the_former_entry() -> None:
    with recorded(entry_of()):
        pass
    with pytest.raises(RuntimeError), recorded(entry_of(fix=True, at="11:00")):
        raise RuntimeError
    found = load("default")
    assert found is not None
    assert (found.fix, found.at) == (False, "10:30")


# The face


def test_the_consent_ends_even_where_the_scheduler_cannot_be_reached(
    table: Callable[[], bytes | None], tmp_path: Path
) -> None:
    schedule.install(entry_of(fix=True))
    whole = table() or b""
    (tmp_path / "table").write_bytes(whole.partition(b"# <<<")[0])
    with pytest.raises(ConfigError):
        schedule.remove("default")
    assert not consents("default")
    (tmp_path / "table").write_bytes(whole)
    assert schedule.remove("default")
    assert table() is None
