"""A change is saved in the page's own way: what is sent, when, and what gets in the way.

Pages drawn after other people's bug reports.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.kinds.app import Answer, Handler
from tests.kinds.street import BOX, CHOICE, LATE, ON, RADIOS, SWITCH, House, page_of, walk

pytestmark = pytest.mark.e2e

SCRIPT = """
const log = where => fetch(where, {method: "POST", body: '{"event": "toggled"}'});
const operation = (name, change) => fetch("/save", {
  method: "POST", headers: {"X-Operation": name}, body: JSON.stringify(change)});
const later = (wait, work) => setTimeout(work, wait);
const said = document.createElement("p");
body.append(said);
const parts = [...document.querySelectorAll("[data-part]")];
load().then(value => {
  for (const part of parts) part.checked = (part.dataset.part === "nobody") === (value === "off");
});
for (const part of parts) part.onchange = () => {
  const value = part.checked && part.dataset.part !== "nobody" ? "on" : "off";
  CHANGED
};"""
LOGS = {f"POST /{where}": lambda _: Answer({"ok": True}) for where in ("collect", "metrics")}


def switch(changed: str, wants: str = "changed", hint: str = "", route: str = "") -> House:
    script = SCRIPT.replace("CHANGED", changed)
    return House(BOX, wants, hint, script, SWITCH, route, answers=LOGS)


def choice(changed: str, wants: str = "changed", hint: str = "", route: str = "") -> House:
    script = SCRIPT.replace("CHANGED", changed)
    return House(RADIOS, wants, hint, script, CHOICE, route, answers=LOGS)


AUTOSAVE = 'save = "autosave"'
REQUESTS = """
[requests]
operation = "X-Operation"
ignore = ["POST /collect"]
"""
LOGGED = {
    # rtCamp/godam #1895: every click is told to the analytics of the app's own host.
    "log_of_no_account": switch("log('/collect'); later(2500, () => save(value));"),
    "unknown_log": choice(
        "log('/metrics'); later(1200, () => save(value));", "changed failed:not_verified"
    ),
    # cypress-io/cypress #26675: an autosave sends as many requests as it likes.
    "log_then_autosave": switch("log('/metrics'); later(1500, () => save(value));", route=AUTOSAVE),
    "log_then_autosave_that_says_so": choice(
        """log("/metrics"); said.textContent = "Saving…";
        later(3500, () => save(value).then(() => { said.textContent = "All changes saved"; }));""",
        route=AUTOSAVE,
    ),
    # cypress-io/cypress #30507: of several operations of one address, the wrong one was waited for.
    "declared_operation_after_a_log": choice(
        "operation('LogChange', {}); later(2500, () => operation('SetSharing', {KEY: value}));",
        route='mutations = ["SetSharing"]',
    ),
}
KEEP = '<button type="button">Keep these choices</button>'
SLOW = {
    # tinyhumansai/opencompany #1372: what is not saved yet, and the line that tells so.
    "says_unsaved": switch(
        """said.textContent = "Unsaved changes";
        later(8000, () => save(value).then(() => { said.textContent = "Saved"; }));""",
        route=AUTOSAVE,
    ),
    # joemccann/dillinger #497: saved seconds after the last change, without a word.
    "says_nothing": choice("later(8000, () => save(value));", route=AUTOSAVE),
}
DEAD = {
    # open-octo/octo-agent #1111: dead toggles; they flip, and nothing is sent.
    "dead_toggle": switch("", "failed:not_verified", "(?i)nothing was sent"),
    # mm5agm/Yaesu_Web_Control #65: no request at all when Save is clicked.
    "dead_button": House(
        RADIOS + KEEP,
        "failed:not_verified",
        "(?i)nothing was sent",
        SCRIPT.replace("CHANGED", ""),
        CHOICE,
        'save = "button"\nconfirm = ["keep"]',
        'keep = [{ by = "role", role = "button", name = "Keep these choices" }]\n',
    ),
}
STOP = 'native = "Stop sharing your usage data?"'
ASKED = "if (confirm('Stop sharing your usage data?')) save(value); else part.checked = true;"
DIALOG = "failed:unexpected_dialog"
DECLARED = {
    # consuldemocracy/consuldemocracy #4023: confirm() before a setting is switched off.
    "fitting": switch(ASKED, route=STOP),
    "fitting_choice": choice(
        "if (confirm('Stop sharing your usage data?')) save(value);", route=STOP
    ),
    "of_something_else": switch(
        "if (confirm('Delete everything that you have shared?')) save(value);",
        DIALOG,
        "Delete everything",
        STOP,
    ),
    "that_says_more": choice(
        "if (confirm('Stop sharing your usage data? This deletes your account.')) save(value);",
        DIALOG,
        "deletes your account",
        STOP,
    ),
    "that_asks_again": switch(
        """if (confirm("Stop sharing your usage data?") && confirm("Share it with partners?"))
          save("on", "KEY_twin"); else save(value);""",
        f"changed {DIALOG}",
        route=STOP,
    ),
}
DIALOGS = {
    # microsoft/playwright #35224: answered by the driver, and nobody knows that it was there.
    "undeclared": switch(ASKED, DIALOG, "Stop sharing"),
    # microsoft/playwright #6873: an alert that is gone before anybody has seen it.
    "alert": choice(
        "save(value).then(() => alert('Your choice was saved.'));",
        f"changed {DIALOG}",
        "Your choice was saved",
    ),
    "prompt": switch("if (prompt('Type STOP') === 'STOP') save(value);", DIALOG, "Type STOP"),
    # microsoft/playwright #8770, anthropics/claude-code #26427: "Leave site?" over the next load.
    "leave_site": choice(
        """onbeforeunload = event => { event.preventDefault(); event.returnValue = "unsaved"; };
        save(value);"""
    ),
}
PLAIN = """<div id=ask hidden style="position:fixed;inset:0;background:#fff">
<div>Are you sure that you want to stop?</div><button>Stop sharing</button></div>"""
PLAIN_DIALOGS = {
    # A box that only looks like a dialog, and has no role of one.
    "asks": House(
        BOX + PLAIN, DIALOG, "Are you sure that", SCRIPT.replace("CHANGED", "ask.hidden = false;")
    ),
    # Nothing can lie over a control that is gone.
    "gone": House(
        BOX,
        "failed:not_verified",
        "(?i)nothing was sent",
        SCRIPT.replace("CHANGED", "part.closest('p').remove();"),
    ),
    # What thanks for a change that was saved lies over the page as well.
    "thanks": House(
        BOX + PLAIN,
        "changed",
        "",
        SCRIPT.replace("CHANGED", "save(value).then(() => { ask.hidden = false; });"),
    ),
}
ELEMENTS = """link = [{ by = "role", role = "link", name = "Manage data use" }]
button = [{ by = "role", role = "button", name = "Manage data use" }]
"""
NAMED = "(?i)tab|window"
FOLLOWED = f"changed {LATE}"


def front(body: str, wants: str, then: str, answers: Mapping[str, Handler], **more: str) -> House:
    return House(
        body,
        wants,
        NAMED,
        "",
        more.get("control", SWITCH),
        f'then = ["{then}"]',
        ELEMENTS,
        frame="<h1>Your account</h1>BODY<p>Plan</p>",
        answers=answers,
    )


def behind(key: str, body: str) -> Mapping[str, Handler]:
    text = page_of(key, House(body, ""))
    return {f"GET /{key}/inner": lambda _: Answer(text)}


TABS = {
    # AutomaApp/automa #314: the tab that a click opens is not the one that is looked at.
    "blank": front(
        '<a target="_blank" href="/KEY/inner">Manage data use</a>',
        FOLLOWED,
        "link",
        behind("blank", BOX),
    ),
    # DevExpress/testcafe #3762, dougnoel/sentinel #223: window.open, and who follows it.
    "script": front(
        """<button onclick="window.open('/KEY/inner')">Manage data use</button>""",
        FOLLOWED,
        "button",
        behind("script", RADIOS),
        control=CHOICE,
    ),
    "script_in_a_while": front(
        """<button onclick="const tab = window.open();
        setTimeout(() => { tab.location = '/KEY/inner'; }, 800)">Manage data use</button>""",
        FOLLOWED,
        "button",
        behind("script_in_a_while", BOX),
    ),
    "another_host": front(
        '<a target="_blank" href="http://127.0.0.9:9/inner">Manage data use</a>',
        f"failed:unexpected_dialog {LATE}",
        "link",
        {},
    ),
}
LOOP = switch(
    "const again = now => save(now).then(() => again(now === 'on' ? 'off' : 'on'));again(value);",
    "failed:not_verified",
)


STREETS = {
    "log-first": (LOGGED, REQUESTS),
    "nothing-sent": (DEAD, ""),
    "declared-question": (DECLARED, ""),
    "other-dialogs": (DIALOGS, ""),
    "plain-dialogs": (PLAIN_DIALOGS, ""),
    "new-tab": (TABS, ""),
}


@pytest.mark.parametrize("street", STREETS)
def test_what_happens_to_a_change(street: str) -> None:
    houses, more = STREETS[street]
    walk(houses, more).judge()


def test_what_thanks_for_a_saved_change_is_no_question() -> None:
    street = walk({"thanks": PLAIN_DIALOGS["thanks"]})
    street.judge()
    assert street.done.results()["birdhouse.thanks"]["warnings"] == []


@pytest.mark.long
def test_a_save_that_takes_its_time() -> None:
    walk(SLOW).judge()


def test_a_page_that_never_stops_writing_is_stopped() -> None:
    """polarsource/polar #11050: one toggle, and an endless stream of PATCH requests."""
    street = walk({"loop": LOOP})
    said = street.done.results()["birdhouse.loop"]
    assert len(street.app.writes) < 15, street.done.out
    assert street.app.state["loop"] != ON or said["status"] not in {"ok", "changed"}
