"""Nothing is absent beside a part of the page that cannot be looked into."""

from __future__ import annotations

import pytest

from offswitch.model.words import Reason
from tests.e2e.absence.conftest import CHECKED, ROWS, Look, page, refusal, told
from tests.kinds.app import App

pytestmark = pytest.mark.e2e


CLOSED = """<x-part></x-part><script>
customElements.define('x-part', class extends HTMLElement {
  connectedCallback() { this.attachShadow({mode: 'closed'}).innerHTML = `%s`; } });
</script>"""
WORDS = """<label><input type=checkbox name=ads> <x-part></x-part></label><script>
customElements.define('x-part', class extends HTMLElement {
  connectedCallback() { this.attachShadow({mode: 'closed'}).textContent = "Share"; } });
</script>"""
DECLARED = '<div><template shadowrootmode="closed">%s</template></div>'


@pytest.mark.parametrize("part", [CLOSED, DECLARED], ids=["by-script", "by-markup"])
def test_a_closed_part_of_the_page_may_contain_the_setting(app: App, look: Look, part: str) -> None:
    app.page = page(ROWS + part % CHECKED)
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "a part of the page is closed to offswitch (closed shadow root)" in told(error)


def test_words_that_a_closed_part_alone_holds_may_be_the_setting_s(app: App, look: Look) -> None:
    app.page = page(ROWS + WORDS)
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "closed shadow root" in told(error)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(CLOSED % '<svg width="20" height="20"></svg>', marks=pytest.mark.thorough),
        f"<div hidden>{CLOSED % '<input type=checkbox>'}</div>",
        '<input type="range"><video controls width="200" height="80"></video>',
    ],
    ids=["picture", "unseen", "the-browser-s-own"],
)
def test_a_closed_part_that_cannot_contain_anything_does_not_count(
    app: App, look: Look, body: str
) -> None:
    app.page = page(ROWS + body)
    assert refusal(look).reason is Reason.NOT_OFFERED


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/part", "http://127.0.0.1:9/part"], ids=["host", "port"]
)
def test_an_unreadable_frame_may_contain_the_setting(app: App, look: Look, address: str) -> None:
    app.page = page(f'{ROWS}<iframe src="{address}" width="300" height="100"></iframe>')
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    host = address.split("/")[2]
    assert f"a frame of the page could not be read: {host}" in told(error)


def test_nothing_counts_inside_a_frame_that_nobody_can_see(app: App, look: Look) -> None:
    frame = '<iframe src="https://elsewhere.example/p" width="1" height="1"></iframe>'
    app.page = page(ROWS + frame)
    assert refusal(look).reason is Reason.NOT_OFFERED


# React's renderToPipeableStream: what a boundary leaves behind that failed on the server, and one that did not.
@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ('<!--$!--><template data-dgst="2349187103"></template><!--/$-->', Reason.NOT_FOUND),
        pytest.param(
            "<!--$--><p>Maps</p><!--/$-->", Reason.NOT_OFFERED, marks=pytest.mark.thorough
        ),
    ],
    ids=["failed", "whole"],
)
def test_a_part_that_failed_on_the_server_may_contain_the_setting(
    app: App, look: Look, part: str, reason: Reason
) -> None:
    app.page = page(ROWS + part)
    error = refusal(look)
    assert error.reason is reason
    assert ("failed on the site's server" in told(error)) is (reason is Reason.NOT_FOUND)
