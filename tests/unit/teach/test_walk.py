"""Which setting a person shows, and the ways that their clicks may stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.errors import ConfigError
from offswitch.packs import Library
from offswitch.screen import Click
from offswitch.teach.way import Way, committed, ways
from tests.unit.teach.lessons import (
    AI,
    END,
    HOME,
    subject,
)


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


@pytest.mark.parametrize(
    ("host", "start"),
    [
        ("127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("diary.example", "https://diary.example/"),
    ],
)
def test_where_only_a_host_is_known_the_walk_begins_at_its_front_page(
    tmp_path: Path, host: str, start: str
) -> None:
    text = f'schema = 1\nplatform = "diary"\nversion = "2026-11"\nhosts = ["{host}"]\n'
    (tmp_path / "diary.toml").write_text(text, encoding="utf-8")
    of = subject(Library([tmp_path]), "diary", "usage")
    assert (of.known_page, of.start) == ("", start)


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
