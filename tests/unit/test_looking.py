"""A page without what is looked for is looked at to its end, and what it lacks is noted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import looking
from offswitch.engine.looking import Observation, look_closely
from offswitch.screen import Unopened
from offswitch.screen.unanswered import Unanswered

LACKING = (Unanswered("GET /api", "failed", 500),)
CLOSED = Unopened(parts=("Advanced",))


def seen(*rows: str, line: str = "") -> Any:
    return SimpleNamespace(
        rows=[SimpleNamespace(text=row, subject=row) for row in rows],
        controls=(),
        headings=(),
        lines=(line,),
    )


class Page:
    """A page that shows the sign at once, while it is waited for, further down, or nowhere."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, shown: str) -> None:
        self.steps: list[str] = []
        self.looks: list[Any] = []
        self.page = None
        self.quiet = self
        self.program = SimpleNamespace(faults=("TypeError: no row",), kept_out=("rows.test",))
        self.checkpoint = None
        self.shown = shown
        monkeypatch.setattr(looking, "Hold", lambda *_, **__: None)
        monkeypatch.setattr(looking, "_await", lambda *_: self._step("wait"))
        monkeypatch.setattr(looking, "_scroll", lambda *_: self._step("scroll"))
        monkeypatch.setattr(looking, "attribute_texts", lambda _: ())
        monkeypatch.setattr(looking, "has_closed_shadow_root", lambda _: True)
        monkeypatch.setattr(looking, "unread_frames", lambda _: ("ads.test",))
        monkeypatch.setattr(looking, "unopened", lambda *_: CLOSED)

    def _step(self, name: str) -> str | None:
        self.steps.append(name)
        return "found" if name == self.shown else None

    def survey(self) -> Any:
        return self.looks.pop(0) if self.looks else seen("Ads")

    def await_retries(self, _checkpoint: Any) -> tuple[Unanswered, ...]:
        return LACKING

    @property
    def traffic(self) -> Any:
        return SimpleNamespace(answered_in_part=tuple)

    def idle(self) -> float:
        return 0.0

    def unfinished(self) -> tuple[str, ...]:
        return ("/app.js",)


@pytest.mark.parametrize(
    ("shown", "found", "steps"),
    [
        ("wait", "found", ["wait"]),
        ("scroll", "found", ["wait", "scroll"]),
        ("nowhere", None, ["wait", "scroll"]),
    ],
)
def test_a_page_is_waited_for_and_then_scrolled(
    monkeypatch: pytest.MonkeyPatch, shown: str, found: str | None, steps: list[str]
) -> None:
    page: Any = Page(monkeypatch, shown)
    told, observation = look_closely(page, (), lambda: None)
    assert (told, page.steps) == (found, steps)
    assert len(observation.surveys) == 1
    assert observation.is_whole
    lacks = (observation.lacking, observation.unread_frames, observation.unfinished)
    assert lacks == ((), (), ()) if found else (LACKING, ("ads.test",), ("/app.js",))
    assert observation.has_closed_part is (found is None)
    assert observation.faults == (() if found else ("TypeError: no row",))
    assert observation.kept_out == (() if found else ("rows.test",))
    assert observation.unopened == (Unopened() if found else CLOSED)


def test_only_other_rows_make_it_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    page: Any = Page(monkeypatch, "nowhere")
    page.looks = [seen("Ads"), seen("Ads"), seen("Ads", line="3 minutes ago"), seen("Ads", "More")]
    observation = Observation()
    assert [observation.look(page) for _ in range(4)] == [False, False, False, True]
    assert len(observation.surveys) == 3, "what is the same is kept once"
