"""Absence is claimed only where it was seen: pages modeled on other people's bug reports.

The setting is there, and on, on every page but two. What is not found is "not found".
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.kinds.app import EVERYONE, NOBODY, SHARING, USAGE, Answer
from tests.kinds.street import BOX, CHOICE, LATE, RADIOS, House, page_of, walk

pytestmark = pytest.mark.e2e


KNOB = "document.querySelector('.knob').onclick = () => save('off');"
DRAWN = {
    # Automattic/jetpack #2580: the toggles are spans that no keyboard and no screen reader knows.
    "span_knob": House(
        f'<div class="row"><span>{USAGE}</span><span class="knob is-checked" style="display:'
        'inline-block; width: 40px; height: 20px; background: #08c"></span></div>',
        LATE,
        hint="label",
        script=KNOB,
    ),
    # JoseRFelix/react-toggle-dark-mode #23: the toggle is an svg with a click handler.
    "svg_radios": House(
        f"<p>{SHARING}</p>"
        + "".join(
            f'<div><svg class="knob" width="20" height="20"><circle cx="10" cy="10" r="{r}"/>'
            f"</svg> {text}</div>"
            for text, r in ((EVERYONE, 9), (NOBODY, 3))
        ),
        LATE,
        hint="label",
        script=KNOB,
        control=CHOICE,
    ),
    # mobile-dev-inc/Maestro #3189: what a canvas draws is on the screen and nowhere else.
    "canvas_knob": House(
        f'<table><tr><td>{USAGE}</td><td><canvas class="knob" width="60" height="24"></canvas>'
        "</td></tr></table>",
        LATE,
        hint="label",
        script=KNOB
        + """
        document.querySelector('canvas').getContext('2d').fillRect(30, 2, 20, 20);""",
    ),
}
MORE_WORDS = {
    # watt-mind/factory #198: a badge becomes part of the accessible name.
    "new_badge": House(
        BOX.replace(USAGE, f'{USAGE} <span class="badge">New</span>'), f"changed {LATE}"
    ),
    "beta_before": House(
        RADIOS.replace(NOBODY, f"<sup>Beta</sup> {NOBODY}"), f"changed {LATE}", control=CHOICE
    ),
    "count_behind": House(
        f"""<div role="switch" aria-checked="true" tabindex="0">{USAGE} (2)</div>""",
        f"changed {LATE}",
        script="""const knob = document.querySelector('[role=switch]');
        const draw = value => knob.setAttribute('aria-checked', value === 'on');
        load().then(draw); knob.onclick = () => save('off').then(() => draw('off'));""",
    ),
    # apify/apify-docs #2992: exact words, and what drifts by one character.
    "full_stop": House(BOX.replace(USAGE, f"{USAGE}."), f"changed {LATE}"),
    # The same among rows that nobody has listed.
    "badge_in_a_crowd": House(
        BOX.replace(USAGE, f"{USAGE} <b>Beta</b>"), f"changed {LATE}", section="crowd"
    ),
}
DOOR = 'door = [{ by = "row", label = "Usage and diagnostics" }]\n'


def behind(door: str, entry: str = "data_use") -> House:
    """Return a page whose setting is one door further on."""
    return House(
        f'<p><a href="/KEY/inner">{door}</a></p>',
        f"changed {LATE}",
        script="",
        route=f'entry = "{entry}"\nthen = ["door"]',
        elements=DOOR,
        section="inner",
        answers={"GET /KEY/inner": lambda request: Answer(inner_of(request.path.split("/")[1]))},
    )


def inner_of(key: str) -> str:
    return page_of(key, House(BOX, "", frame="<h1>Usage and diagnostics</h1>BODY"))


INNER = '[sections.inner]\nheading = "Usage and diagnostics"\n'
DOORS = {
    # watt-mind/factory #198 again: the row that leads on says how much is behind it.
    "door_with_a_badge": behind("Usage and diagnostics <sup>New</sup>"),
    "door_with_a_count": behind("Usage and diagnostics (2)"),
    "door_with_a_full_stop": behind("Usage and diagnostics."),
    # Where a page has more rows than anybody has listed, a row of our own words is no stranger.
    "badge_in_a_crowd_of_doors": behind("Usage and diagnostics <sup>New</sup>", "crowd"),
    "full_stop_in_a_crowd_of_doors": behind("Usage and diagnostics.", "crowd"),
    "door_as_it_was": replace(behind("Usage and diagnostics"), wants="changed"),
}
WORDS = {
    # ProtonMail/proton-mail-settings #191: a toggle's words are rewritten, its meaning stays.
    "option_renamed": House(RADIOS.replace(NOBODY, "No one"), LATE, control=CHOICE),
    "both_renamed": House(
        RADIOS.replace(NOBODY, "No one").replace(EVERYONE, "All"), LATE, control=CHOICE
    ),
    "heading_renamed": House(
        BOX, LATE, frame="<h1>Settings</h1><h2>Data & you</h2>BODY<p>Backups</p><p>Sync log</p>"
    ),
}
UNSEEN = {
    # sukgu/shadow-automation-selenium #74: nothing inside a closed root can be located.
    "closed_root": House(
        "<data-row></data-row>",
        LATE,
        script=f"""const root = document.querySelector('data-row').attachShadow({{mode: 'closed'}});
        root.innerHTML = `{BOX}`; wire(root);""",
    ),
    # mfreed7/declarative-shadow-dom #12: closed by the HTML itself, so that no script ever had it.
    "closed_by_html": House(
        f'<section><template shadowrootmode="closed">{RADIOS}</template></section>',
        LATE,
        script="",
        control=CHOICE,
    ),
    # mdn/yari #2281: a frame that another host does not hand out looks like an empty box.
    "frame_of_another_host": House(
        '<iframe src="http://127.0.0.9:9/usage" style="width: 500px; height: 150px"></iframe>',
        LATE,
        hint="(?i)frame",
        script="",
    ),
}
ABSENT = {
    "absent_switch": House("", "skipped:not_offered", script="", state=""),
    "absent_choice": House(
        "<p>Nest box camera</p>",
        "skipped:not_offered",
        script="",
        control=CHOICE,
        state="",
    ),
}
OPENER = 'more = [{ by = "role", role = "button", name = "More choices" }]\n'
SUMMARY = 'summary = [{ by = "text", value = "Fine print" }]\n'
FOLD = """const fold = document.querySelector('[aria-expanded]');
fold.onclick = () => {
  const open = fold.getAttribute('aria-expanded') !== 'true';
  fold.setAttribute('aria-expanded', open); body.querySelector('section').hidden = !open;
}; wire();"""
OPEN = {
    # ariakit/ariakit #5437: pressed again, an open disclosure is closed.
    "expanded": House(
        f'<button aria-expanded="true">More choices</button><section>{BOX}</section>',
        "changed",
        script=FOLD,
        route='open = ["more"]',
        elements=OPENER,
    ),
    "folded": House(
        f'<button aria-expanded="false">More choices</button><section hidden>{RADIOS}</section>',
        "changed",
        script=FOLD,
        control=CHOICE,
        route='open = ["more"]',
        elements=OPENER,
    ),
    # openedx/openedx-platform #7443 and web-platform-tests/wpt #4539: a summary toggles.
    "details": House(
        f"<details open><summary>Fine print</summary>{RADIOS}</details>",
        "changed",
        control=CHOICE,
        route='open = ["summary"]',
        elements=SUMMARY,
    ),
    # BorderTech/wcomponents #1311: the dialog that its button opens is up when the page loads.
    "dialog_up": House(
        "<button onclick=\"body.querySelector('dialog').showModal()\">More choices</button>"
        f"<dialog><h2>{SHARING}</h2>{RADIOS.replace('<legend>' + SHARING + '</legend>', '')}"
        "</dialog>",
        "changed",
        script="wire(); body.querySelector('dialog').showModal();",
        control=CHOICE,
        route='open = ["more"]\nwithin = "sharing"',
        elements=OPENER,
    ),
}
OVER = {
    # sdelements/lets-chat #48: a shade outlives its dialog and takes every click.
    "shade": House(
        BOX + '<div style="position: fixed; inset: 0; background: #0009; z-index: 9"></div>',
        "failed:unexpected_dialog",
    ),
    "modal_over_a_page_to_come": House(
        "<dialog><h2>What is new</h2><p>Birdhouse has learned to sing.</p>"
        "<button>Show me</button></dialog>",
        "failed:unexpected_dialog",
        script="document.querySelector('dialog').showModal();",
        control=CHOICE,
    ),
}


STREETS = {
    "toggles-that-are-no-controls": DRAWN,
    "labels-with-one-word-more": MORE_WORDS,
    "doors-with-one-word-more": DOORS,
    "words-renamed": WORDS,
    "parts-that-nobody-can-read": UNSEEN,
    "truly-absent": ABSENT,
    "open-already": OPEN,
    "behind-something": OVER,
}


@pytest.mark.parametrize("street", STREETS)
def test_absence_is_said_only_where_it_was_seen(street: str) -> None:
    walk(STREETS[street], INNER).judge()


SIGN_IN = House(
    "",
    "unreachable:sign_in",
    script="",
    frame="""<h1>Welcome back</h1><form><label>E-mail <input type="email"></label>
    <label>Password <input type="password" autocomplete="current-password"></label>
    <button>Sign in</button></form>BODY""",
)


def test_a_sign_in_form_in_its_place_is_not_a_redesign() -> None:
    """ITISFoundation/osparc-simcore #5239: once the session is over, its own page says nothing."""
    walk({"usage": SIGN_IN}).judge()
