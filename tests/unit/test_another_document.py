"""A page that loads another document while it is looked at is looked at again, and named where it never rests."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from offswitch.errors import SettingError, Unreachable
from offswitch.model.words import Reason
from offswitch.screen import page_errors
from offswitch.screen.another_document import look_anew

LEFT = "Page.evaluate: Execution context was destroyed, most likely because of a navigation"


@pytest.mark.parametrize(
    "message",
    [
        LEFT,
        "Protocol error (Runtime.callFunctionOn): Cannot find context with specified id",
        "Frame.evaluate: Frame was detached",
        "ElementHandle.scroll_into_view_if_needed: Element is not attached to the DOM",
        "Unable to adopt element handle from a different document",
    ],
)
def test_a_page_that_loads_another_document_has_a_network(message: str) -> None:
    with pytest.raises(SettingError) as caught, page_errors("https://app.test/"):
        raise Error(message)
    assert caught.value.reason is Reason.UNREADABLE
    assert "kept loading another document" in caught.value.message


@pytest.mark.parametrize(
    "message",
    [
        'Page.goto: Navigation to "https://app.test/" is interrupted by another navigation',
        "Page.goto: net::ERR_ABORTED at https://app.test/",
    ],
)
def test_a_load_that_the_page_breaks_off_is_no_fault_of_the_network(message: str) -> None:
    with pytest.raises(Unreachable) as caught, page_errors("https://app.test/"):
        raise Error(message)
    assert caught.value.reason is Reason.OFFLINE
    assert caught.value.message == "app.test broke off the loading of its own page"
    assert "network" not in caught.value.hint


def test_a_fault_that_nobody_knows_is_told_as_it_is() -> None:
    with pytest.raises(Unreachable) as caught, page_errors("https://app.test/"):
        raise Error("Page.evaluate: Something new at https://app.test/?user=ada\nCall log:\n  more")
    assert caught.value.message == "app.test could not be read: Page.evaluate: Something new at …"
    assert caught.value.hint == "run again; if it goes on, report these words"


@pytest.mark.parametrize(("replaced", "seen"), [(0, True), (2, True), (3, False)])
def test_a_look_is_repeated_on_the_document_that_has_come_to_rest(
    replaced: int, seen: bool
) -> None:
    steps: list[str] = []

    def look() -> str:
        steps.append("look")
        if steps.count("look") <= replaced:
            raise Error(LEFT)
        return "seen"

    if seen:
        assert look_anew(look, lambda: steps.append("wait")) == "seen"
    else:
        with pytest.raises(Error):
            look_anew(look, lambda: steps.append("wait"))
    assert steps == ["look", "wait"] * min(replaced, 2) + ["look"]
