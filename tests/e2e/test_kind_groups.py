"""Two groups or two lists with the same options: the right one is switched, or none.

The second one is on as well, and in nobody's plan: not one write may come from it.
"""

from __future__ import annotations

import pytest

from tests.kinds.app import EVERYONE, NOBODY, SHARING
from tests.kinds.street import CHOICE, LATE, House, walk

pytestmark = pytest.mark.e2e

OTHER = "Who may see your nest box"
WITHIN = 'within = "sharing"'
NOTHING = f"skipped:not_offered {LATE}"
"""Right where the group is gone."""

WIRE = """wire();
for (const radio of document.querySelectorAll("[data-twin]")) {
  radio.checked = radio.dataset.twin === "on";
  radio.onchange = () => save(radio.dataset.twin, "KEY_twin");
}"""


def radios(mark: str, on: str, off: str) -> str:
    return "".join(
        f'<label><input type="radio" name="{mark}" data-{mark}="{value}"> {text}</label> '
        for value, text in ((on, EVERYONE), (off, NOBODY))
    )


OURS = radios("part", "everyone", "nobody")
TWIN = radios("twin", "on", "off")


def fieldset(question: str, options: str) -> str:
    return f"<fieldset><legend>{question}</legend>{options}</fieldset>"


def block(question: str, options: str) -> str:
    return f"<div><div><p>{question}</p></div><div>{options}</div></div>"


def labelled(question: str, options: str) -> str:
    name = question.replace(" ", "-")
    return (
        f'<span id="{name}">{question}</span>'
        f'<div role="radiogroup" aria-labelledby="{name}">{options}</div>'
    )


def flat(question: str, options: str) -> str:
    return f"<p>{question}</p>{options}"


SHAPES = {"fieldset": fieldset, "block": block, "labelled": labelled}


def house(body: str, wants: str, route: str = WITHIN, state: str = "on") -> House:
    return House(body, wants, script=WIRE, control=CHOICE, route=route, state=state)


GONE = {
    # Brisanet/ion #881: whichever group was meant, an option of the first one is selected.
    **{name: house(shape(OTHER, TWIN), NOTHING, state="") for name, shape in SHAPES.items()},
}
QUESTIONS = {
    # snapcrunch/electron-preferences #49: two groups of one page that get into each other's way.
    "hidden_question": house(
        f'<h3 style="display: none">{SHARING}</h3>' + fieldset(OTHER, TWIN), NOTHING, state=""
    ),
    "question_off_screen": house(
        f'<h3 style="position: absolute; left: -9999px">{SHARING}</h3>' + block(OTHER, TWIN),
        NOTHING,
        state="",
    ),
    # The options of the wanted question are still to come, or gone; those of the next are there.
    "bare_question": house(f"<p>{SHARING}</p>" + block(OTHER, TWIN), LATE),
    "question_in_a_menu": house(
        f'<nav><a href="#x">{SHARING}</a></nav>' + fieldset(OTHER, TWIN), LATE
    ),
}
BOTH = {
    # OntimizeWeb/ontimize-web-ngx #2048: the same options in every group, and the wrong group's.
    **{
        name: house(shape(OTHER, TWIN) + shape(SHARING, OURS), "changed")
        for name, shape in SHAPES.items()
    },
}
LOOSE = {
    # surveyjs/survey-library #3765: radio groups whose question is mere text.
    "flat": house(flat(OTHER, TWIN) + flat(SHARING, OURS), f"changed {LATE}"),
    "flat_ours_first": house(flat(SHARING, OURS) + flat(OTHER, TWIN), f"changed {LATE}"),
    "not_told_which": house(fieldset(OTHER, TWIN) + fieldset(SHARING, OURS), LATE, route=""),
}

MENU = 'control = { kind = "choice", off = "nobody", on = "everyone", menu = "who" }'
WHO = f'who = [{{ by = "label", label = "{SHARING}" }}]\n'


def select(question: str, name: str, *options: str) -> str:
    return f'<p><label>{question} <select id="{name}">{"".join(options)}</select></label></p>'


def option(value: str, text: str) -> str:
    return f'<option value="{value}">{text}</option>'


NATIVE = """
const means = {on: "on", off: "off", off2: "off2"};
const own = document.getElementById("own");
load().then(value => { if (own) own.value = value; });
if (own) own.onchange = () => save(own.value);
const twin = document.getElementById("twin");
if (twin) { twin.value = "on"; twin.onchange = () => save(twin.value, "KEY_twin"); }
"""
DRAWN = f"""
const lists = {{own: document.getElementById("own-list"), twin: document.getElementById("twin-list")}};
const buttons = {{own: document.getElementById("own"), twin: document.getElementById("twin")}};
const texts = {{on: "{EVERYONE}", off: "{NOBODY}"}};
load().then(value => buttons.own.textContent = texts[value]);
for (const which of ["own", "twin"]) {{
  if (!buttons[which] || !lists[which]) continue;
  buttons[which].onclick = () => setTimeout(() => {{ lists[which].hidden = false; }}, WAIT);
  for (const item of lists[which].querySelectorAll("[role=option]")) item.onclick = () => {{
    buttons[which].textContent = item.textContent;
    lists[which].hidden = true;
    save(item.dataset.value, which === "own" ? "KEY" : "KEY_twin");
  }};
}}
AFTER"""


def listbox(name: str, question: str, items: str, *, hidden: bool) -> str:
    shut = "hidden" if hidden else ""
    return (
        f'<p><span id="{name}-question">{question}</span> <button id="{name}" role="combobox" '
        f'aria-haspopup="listbox" aria-controls="{name}-list" '
        f'aria-labelledby="{name}-question">{EVERYONE}</button></p>'
        f'<div id="{name}-list" role="listbox" aria-labelledby="{name}-question" {shut} '
        f'style="border: 1px solid; width: 200px">{items}</div>'
    )


def item(value: str, text: str) -> str:
    return f'<div role="option" tabindex="-1" data-value="{value}">{text}</div>'


ITEMS = item("on", EVERYONE) + item("off", NOBODY)


def drawn(body: str, wants: str, *, wait: int = 0, after: str = "") -> House:
    script = DRAWN.replace("WAIT", str(wait)).replace("AFTER", after)
    return House(body, wants, script=script, control=MENU, elements=WHO)


MENUS = {
    # giorgiosironi/phpunit-selenium #119: an option of the sibling is selected instead.
    "native_pair": House(
        select(OTHER, "twin", option("on", EVERYONE), option("off", NOBODY))
        + select(SHARING, "own", option("on", EVERYONE), option("off", NOBODY)),
        "changed",
        script=NATIVE,
        control=MENU,
        elements=WHO,
    ),
    # cypress-io/cypress #29823, vercel-labs/agent-browser #1928: one text, two options.
    "native_equal_options": House(
        select(
            SHARING,
            "own",
            option("on", EVERYONE),
            f'<optgroup label="Photos">{option("off2", NOBODY)}</optgroup>',
            f'<optgroup label="Sound">{option("off", NOBODY)}</optgroup>',
        ),
        LATE,
        script=NATIVE,
        control=MENU,
        elements=WHO,
    ),
}
LISTS = {
    # harvesthq/chosen #2366: two lists are open at once.
    "two_lists_open": drawn(
        listbox("twin", OTHER, ITEMS, hidden=False) + listbox("own", SHARING, ITEMS, hidden=True),
        f"changed failed:unexpected_dialog {LATE}",
    ),
    "equal_options": drawn(
        listbox("own", SHARING, ITEMS + item("off2", NOBODY), hidden=True), LATE
    ),
    # The button of ours opens the list of the other: its options are not ours.
    "opens_the_other_list": drawn(
        listbox("twin", OTHER, ITEMS, hidden=True) + listbox("own", SHARING, "", hidden=True),
        f"failed:unexpected_dialog failed:not_verified {LATE}",
        after="buttons.own.onclick = () => { lists.twin.hidden = false; };",
    ),
}
SLOW_LISTS = {
    # ehynds/jquery-ui-multiselect-widget #530: the option of list one, whichever list was meant.
    "own_list_never_opens": drawn(
        listbox("twin", OTHER, ITEMS, hidden=False)
        + listbox("own", SHARING, ITEMS, hidden=True).replace('id="own-list"', 'id="none"'),
        f"failed:unexpected_dialog failed:not_verified {LATE}",
    ),
    "own_list_opens_late": drawn(
        listbox("twin", OTHER, ITEMS, hidden=False) + listbox("own", SHARING, ITEMS, hidden=True),
        f"changed failed:unexpected_dialog failed:not_verified {LATE}",
        wait=900,
    ),
}
STREETS = {
    "group-gone": GONE,
    "question-without-its-group": QUESTIONS,
    "both-groups": BOTH,
    "both-groups-without-a-box": LOOSE,
    "native-menus": MENUS,
    "drawn-lists": LISTS,
}


@pytest.mark.parametrize("street", STREETS)
def test_the_right_one_is_switched_or_none(street: str) -> None:
    walk(STREETS[street]).judge()


@pytest.mark.thorough
def test_a_list_that_opens_late_or_never() -> None:
    walk(SLOW_LISTS).judge()
