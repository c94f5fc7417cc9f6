"""What a person clicks on a page, or points at, as a survey names it. Only listens."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

from playwright.sync_api import Page

from offswitch.model.text import without_steering
from offswitch.screen.scripts import script
from offswitch.screen.snapshot import STATE_WORDS


@dataclass(frozen=True)
class Click:
    """One click of a person.

    Attributes:
        address: of the page, or of the frame in it, that was clicked.
        label: what the row or the tab that was clicked goes by; empty if it was neither.
        control: the label of the control with a state that was clicked instead; empty if it was none.
        is_tab: whether it was a tab.
        words: what stands where it was made, if it only points.
    """

    address: str
    label: str = ""
    control: str = ""
    is_tab: bool = False
    words: str = ""


@dataclass
class Clicks:
    """The clicks that a person makes on a page, from the next document on that it loads.

    Args:
        page: the page.

    Attributes:
        noted: the clicks, which the page got as well.
        pointed: those that were made with Shift held; the page got nothing of them.
    """

    page: Page
    noted: list[Click] = field(default_factory=list)
    pointed: list[Click] = field(default_factory=list)

    def __post_init__(self) -> None:
        # A name that no page can know, and that is gone before its own scripts run.
        name = f"offswitch_{secrets.token_hex(8)}"
        self.page.expose_function(name, self._note)
        listen = script("clicks.js", "noteClicks")
        given = f"{json.dumps(name)}, {json.dumps(sorted(STATE_WORDS))}"
        self.page.add_init_script(f"({listen})({given});")

    def forget(self) -> None:
        """Begin anew."""
        self.noted.clear()
        self.pointed.clear()

    def _note(self, told: str) -> None:
        facts = json.loads(told)

        def said(key: str) -> str:
            return without_steering(str(facts.get(key) or ""))

        label = said("subject") or said("text")
        is_tab = facts.get("role") == "tab"
        clicks = self.pointed if facts.get("isPointed") else self.noted
        clicks.append(Click(said("address"), label, said("control"), is_tab, said("words")))
