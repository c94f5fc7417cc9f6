"""How long a check will take, by the last one of the very same settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from offswitch.journal import Journal, open_journal
from offswitch.model.results import Mode, RunInfo
from offswitch.model.words import Reason, Status
from offswitch.run.former import former_seconds
from tests.unit.outcomes import AT, infos, result

TWO = [info.setting for info in infos()[:2]]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.sqlite3") as found:
        yield found


def info(name: str, mode: Mode = "check") -> RunInfo:
    return RunInfo(id=name, mode=mode, profile="default", started=AT, version="0")


def ran(
    journal: Journal, name: str, seconds: float, last: Status = Status.OK, mode: Mode = "check"
) -> None:
    """Write a run over two settings."""
    journal.begin(info(name, mode))
    journal.record(name, result(infos()[0], Status.OK))
    reason = Reason.OFFLINE if last is Status.UNREACHABLE else None
    journal.record(name, result(infos()[1], last, reason))
    journal.finish(name, AT + dt.timedelta(seconds=seconds))


def test_the_last_check_of_the_same_settings_tells_how_long_it_takes(journal: Journal) -> None:
    assert former_seconds(journal, info("now"), TWO) is None
    ran(journal, "first", 90)
    ran(journal, "second", 30)
    assert former_seconds(journal, info("now"), TWO) == 30
    assert former_seconds(journal, info("now"), TWO[:1]) is None, "fewer settings take less time"
    assert former_seconds(journal, info("now", "run"), TWO) is None, "a person may hold it up"


def test_what_ended_early_or_was_no_check_tells_nothing(journal: Journal) -> None:
    ran(journal, "whole", 90)
    ran(journal, "offline", 5, Status.UNREACHABLE)
    ran(journal, "run", 200, mode="run")
    journal.begin(info("killed"))
    assert former_seconds(journal, info("now"), TWO) == 90
