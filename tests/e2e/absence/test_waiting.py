"""Nothing is absent on a page that lacks an answer, or that is still being drawn."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from offswitch.browser.tab import Tab
from offswitch.engine.holding import Hold
from offswitch.engine.looking import ABSENT_SECONDS
from offswitch.model.words import Reason
from tests.e2e.absence.conftest import (
    CHECKED,
    ROWS,
    TITLE,
    Look,
    by_a_door,
    layout,
    page,
    refusal,
    told,
)
from tests.kinds.app import Answer, App, Stream

pytestmark = pytest.mark.e2e

LATE = """<div id="more"></div><script>
setTimeout(() => { document.getElementById('more').innerHTML = `%s`; }, %d);
</script>"""


# What the page asked for


def test_a_blocked_read_is_named(app: App, look: Look) -> None:
    app.page = page(ROWS + "<script>fetch('/api/rows', {method: 'POST'}).catch(() => 0)</script>")
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "`POST /api/rows` was held back" in told(error)
    assert 'reads = ["POST /api/rows"]' in told(error)


def test_a_request_to_ignore_does_not_count(app: App, look: Look) -> None:
    app.page = page(ROWS + "<script>fetch('/api/log', {method: 'POST'}).catch(() => 0)</script>")
    assert refusal(look).reason is Reason.NOT_OFFERED


def test_a_read_that_failed_is_named(app: App, look: Look) -> None:
    app.route("GET /api/rows")(lambda _: Answer({"error": "busy"}, 500))
    app.page = page(ROWS + "<script>fetch('/api/rows')</script>")
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "`GET /api/rows` failed with 500" in told(error)


@pytest.mark.parametrize(
    ("rows", "story"),
    [
        ({"backup": True, "usage": None}, "was answered only in part"),
        (None, "`GET /graphql` was answered with 200, and without the data"),
        (
            {"backup": None, "usage": None},
            "`GET /graphql` was answered with 200, and without the data",
        ),
    ],
)
def test_a_row_may_be_what_an_answer_lacks(
    app: App, look: Look, rows: dict[str, bool | None] | None, story: str
) -> None:
    """facebook/relay#1913: 200 with partial data; who reads only the data draws a page with a hole."""
    refused = {"data": rows, "errors": [{"message": "timeout", "path": ["usage"]}]}
    app.route("GET /graphql")(lambda _: Answer(refused))
    app.page = page(
        ROWS
        + "<script>fetch('/graphql?operationName=Privacy').then(answer => answer.json())</script>"
    )
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert story in told(error)


def test_a_page_that_says_so_is_not_believed_where_an_answer_lacks_a_part(
    app: App, look: Look
) -> None:
    app.route("GET /graphql")(lambda _: Answer({"data": {"ads": 1}, "errors": [{}]}))
    app.page = page(
        f"{ROWS}<p>Not in your region</p><script>fetch('/graphql').then(answer => answer.json())</script>"
    )
    says = [{"by": "phrase", "value": "Not in your region"}]
    knows = layout(app, elements={"elsewhere": says}, route={"absent": ["elsewhere"]})
    assert refusal(look, knows).reason is Reason.NOT_FOUND


@pytest.mark.parametrize(("status", "reason"), [(503, Reason.NOT_FOUND), (200, Reason.NOT_OFFERED)])
def test_a_page_that_says_so_for_want_of_an_answer_is_not_believed(
    app: App, look: Look, status: int, reason: Reason
) -> None:
    """Zibbp/ganymede#1326 and osano/cookieconsent#278: the region could not be asked for."""
    app.route("GET /api/region")(lambda _: Answer({}, status))
    app.page = page(
        f"{ROWS}<p>Not available in your region</p><script>fetch('/api/region')</script>"
    )
    says = [{"by": "phrase", "value": "Not available in your region"}]
    knows = layout(app, elements={"elsewhere": says}, route={"absent": ["elsewhere"]})
    assert refusal(look, knows).reason is reason


def test_the_page_itself_is_no_answer_to_what_it_asks_for(app: App, look: Look) -> None:
    """filebrowser/filebrowser#1978: what the server does not know is answered with the one page of the app."""
    rows = "fetch('/api/rows').then(answer => answer.json()).catch(() => 0)"
    app.page = page(f"{ROWS}<script>{rows}</script>")
    app.route("GET /api/rows")(lambda _: Answer(app.page))
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "`GET /api/rows` was answered with 200, and without the data" in told(error)


def test_a_forbidden_read_asks_to_sign_in(app: App, look: Look) -> None:
    app.route("GET /api/rows")(lambda _: Answer({"error": "who are you"}, 401))
    app.page = page(ROWS + "<script>fetch('/api/rows')</script>")
    assert refusal(look).reason is Reason.SIGN_IN


def test_a_read_that_the_page_tries_again_is_waited_for(app: App, look: Look) -> None:
    answers = iter([Answer({}, 503), Answer({}, 503)])
    app.route("GET /api/rows")(lambda _: next(answers, Answer({})))
    # Without a timer, so that nothing but the failed request says that it will be tried again.
    app.page = page(
        f"""{ROWS}<div id="more"></div><script>
        const later = (act, due = performance.now() + 6000) => requestAnimationFrame(
          () => (performance.now() < due ? later(act, due) : act()));
        const load = () => fetch('/api/rows').then(answer => {{
          if (!answer.ok) return later(load);
          document.getElementById('more').innerHTML = `{CHECKED}`;
        }});
        load();</script>"""
    )
    assert look().found.parts


# What comes late


@pytest.mark.parametrize("milliseconds", [5000, 7000])
def test_a_control_that_appears_late_is_used(app: App, look: Look, milliseconds: int) -> None:
    app.page = page(ROWS + LATE % (CHECKED, milliseconds))
    assert look().found.parts


def test_a_control_that_appears_during_the_last_look_is_used(
    app: App, look: Look, tabs: list[Tab], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has shown the same for long enough by then, but not to this look."""
    app.page = page(f'{ROWS}<div id="more"></div>')
    is_over = Hold.is_over

    def appears_first(hold: Hold) -> bool:
        if hold.seconds >= ABSENT_SECONDS:
            script = "control => { document.getElementById('more').innerHTML ||= control }"
            tabs[0].page.evaluate(script, CHECKED)
        return is_over(hold)

    monkeypatch.setattr(Hold, "is_over", appears_first)
    assert look().found.parts


def test_a_row_that_comes_late_is_followed(app: App, look: Look) -> None:
    app.route("GET /r")(lambda _: Answer(page(f"<h3>{TITLE}</h3>{CHECKED}")))
    app.page = page(ROWS + LATE % (f'<p><a href="/r">{TITLE}</a></p>', 6000))
    assert look(by_a_door(app)).found.parts


def test_a_row_that_comes_by_a_stream_is_waited_for(app: App, look: Look) -> None:
    def pieces() -> Iterator[str]:
        yield ": hello\n\n"
        time.sleep(7)
        yield "data: now\n\n"
        time.sleep(20)

    app.route("GET /api/feed")(lambda _: Stream(pieces()))
    app.page = page(
        f"""{ROWS}<div id="more"></div><script>
        new EventSource('/api/feed').onmessage = () => {{
          document.getElementById('more').innerHTML = `{CHECKED}`;
        }};</script>"""
    )
    assert look().found.parts
