"""Pages that say themselves that a setting is gone, and pages that are something else."""

from __future__ import annotations

import pytest

from offswitch.model.words import Reason
from tests.e2e.absence.conftest import (
    CHECKED,
    LABEL,
    ROWS,
    TITLE,
    Look,
    layout,
    page,
    refusal,
    told,
)
from tests.kinds.app import Answer, App

pytestmark = pytest.mark.e2e


# What the page says itself


GONE = {
    "elements": {"gone": [{"by": "phrase", "value": "is no longer available"}]},
    "route": {"retired": ["gone"]},
}


def test_a_page_that_says_the_setting_is_gone_is_believed(app: App, look: Look) -> None:
    app.page = page("<p>Sharing is no longer available here</p>")
    assert refusal(look, layout(app, **GONE)).reason is Reason.RETIRED


def test_the_control_itself_speaks_against_what_the_page_says(app: App, look: Look) -> None:
    app.page = page(CHECKED + ROWS + "<p>The old theme is no longer available</p>")
    assert look(layout(app, **GONE)).found.parts
    app.page = page(
        CHECKED.replace(LABEL, f"{LABEL} (beta)")
        + ROWS
        + "<p>The old theme is no longer available</p>"
    )
    assert refusal(look, layout(app, **GONE)).reason is Reason.NOT_FOUND


# Pages that are something else


VISITORS = '<p><a href="/login?next=%2F">Enter</a></p>'


def test_a_page_that_offers_to_sign_in_may_show_a_visitor_less(app: App, look: Look) -> None:
    """iv-org/invidious: its preferences lack the watch history until somebody has signed in."""
    app.page = page(ROWS + VISITORS)
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "offers to sign in" in told(error)
    assert refusal(look, session="diary").reason is Reason.NOT_OFFERED, "who is signed in is known"
    app.page = page(ROWS + VISITORS.replace("login", "settings/auth"))
    assert refusal(look).reason is Reason.NOT_OFFERED


def test_a_page_with_a_password_field_asks_to_sign_in(app: App, look: Look) -> None:
    app.page = page("<form><input type=password></form>").replace("Privacy", "Welcome")
    assert refusal(look).reason is Reason.SIGN_IN


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("body", ["", "<h1>No entry</h1>"], ids=["bare", "page"])
def test_a_page_shown_to_nobody_asks_to_sign_in(
    app: App, look: Look, status: int, body: str
) -> None:
    app.route("GET /")(lambda _: Answer(body, status))
    assert refusal(look).reason is Reason.SIGN_IN


def test_a_page_that_leads_to_the_sign_in_asks_to_sign_in(app: App, look: Look) -> None:
    app.route("GET /sign-in")(lambda _: Answer("<h1>Welcome</h1><input type=email>"))
    app.route("GET /")(lambda _: Answer("", 302, headers=(("Location", "/sign-in"),)))
    assert refusal(look).reason is Reason.SIGN_IN


@pytest.mark.parametrize("inset", ["0", "110px 0 0 0"], ids=["whole", "rows"])
def test_a_page_under_a_shade_was_not_redesigned(app: App, look: Look, inset: str) -> None:
    shade = f'<div style="position: fixed; inset: {inset}; background: #000c">Please wait</div>'
    app.page = page(ROWS + shade)
    error = refusal(look)
    assert error.reason is Reason.UNEXPECTED_DIALOG
    assert "something lies over the page" in told(error)


def test_a_dialog_that_is_a_page_of_the_layout_is_nothing_that_lies_over_it(
    app: App, look: Look
) -> None:
    own = {"sections": {"research": {"heading": TITLE, "neighbours": ["Papers", "Reviews"]}}}
    dialog = f"""<div role="dialog" aria-modal="true" style="position: fixed; inset: 0; background: #fff">
    <h2>{TITLE}</h2><p>Papers and reviews</p></div>"""
    app.page = page(ROWS + dialog)
    inner = layout(app, **own, route={"section": "research", "entry": "privacy"})
    assert refusal(look, inner).reason is Reason.NOT_FOUND


def stacked(*pages: str, position: str) -> str:
    """Pages that lie over each other, as a site keeps those that led to the one in front."""
    drawn = "".join(
        f'<section style="position: {position}; inset: 0; background: #fff">{each}</section>'
        for each in pages
    )
    return f'<main style="position: relative; height: 100vh">{drawn}</main>'


@pytest.mark.parametrize(
    ("front", "position", "reason"),
    [
        ("<h2>Studies</h2><p>Papers</p>", "absolute", Reason.NOT_FOUND),
        ("<p>One moment</p>", "absolute", Reason.UNEXPECTED_DIALOG),
        ("<h2>A tour</h2><p>Next</p>", "fixed", Reason.UNEXPECTED_DIALOG),
    ],
    ids=["a page", "a shade", "a tour"],
)
def test_an_unknown_page_over_the_one_that_led_there_is_no_shade(
    app: App, look: Look, front: str, position: str, reason: Reason
) -> None:
    own = {"sections": {"research": {"heading": TITLE, "neighbours": ["Papers", "Reviews"]}}}
    app.page = stacked(f"<h2>Privacy</h2>{ROWS}", front, position=position)
    inner = layout(app, **own, route={"section": "research", "entry": "privacy"})
    assert refusal(look, inner).reason is reason


def test_a_list_that_is_half_scrolled_out_is_not_covered(app: App, look: Look) -> None:
    rows = "".join(f"<p>Entry {n}</p>" for n in range(9))
    app.page = page(
        f'<div style="height: 90px; overflow: auto">{rows}{ROWS}</div><p>Closing words</p>'
    )
    error = refusal(look)
    assert error.reason is not Reason.UNEXPECTED_DIALOG


def test_a_sign_in_page_after_a_renewal_that_was_held_back_says_so(app: App, look: Look) -> None:
    app.route("GET /sign-in")(lambda _: Answer("<h1>Welcome</h1><input type=password>"))
    renew = """<script>fetch('/session/refresh', {method: 'POST'})
    .catch(() => { location = '/sign-in'; });</script>"""
    app.page = page(renew)
    error = refusal(look)
    assert error.reason is Reason.UNREADABLE
    assert "`POST /session/refresh` was held back" in told(error)


def test_a_frame_that_could_not_be_read_is_named(app: App, look: Look) -> None:
    frame = '<iframe src="http://elsewhere.invalid/settings" width=300 height=200></iframe>'
    app.page = page(frame).replace("Privacy", "Welcome")
    assert "a frame of the page could not be read" in told(refusal(look))


def test_the_page_of_another_account_tells_nothing(app: App, look: Look) -> None:
    """chathub-dev/chathub#803: the account with number 1 is signed out, and number 0 is somebody else."""
    there = (("Location", "/u/0/privacy"),)
    app.route("GET /u/1/privacy")(lambda _: Answer("", 302, headers=there))
    app.route("GET /u/0/privacy")(lambda _: Answer(page(CHECKED + ROWS)))
    error = refusal(look, layout(app, route={"url": f"{app.url}/u/1/privacy"}))
    assert error.reason is Reason.NOT_FOUND
    assert "the site led to /u/0/privacy in place of /u/1/privacy" in told(error)
