"""The functions that a survey is made of, each on a small page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.model.text import fold
from offswitch.screen.scripts import script
from offswitch.screen.snapshot import STATE_WORDS

pytestmark = pytest.mark.e2e

Ask = Callable[..., Any]

TRACK = "display:inline-block;width:40px;height:20px"
HELPERS = """
  const view = viewOf(words);
  const one = (selector) => document.querySelector(selector);
  const control = (selector) => view.controls.find((each) => each.peers.includes(one(selector)));
  const texts = (lines) => lines.map((line) => line.text);
"""


@pytest.fixture(scope="module")
def page(local_browser: Launched) -> Iterator[Page]:
    tab = local_browser.tab(None, Guard(Fence(hosts=frozenset())))
    yield tab.page
    tab.close()


@pytest.fixture
def ask(page: Page) -> Ask:
    """Show a body, and return what an expression gives there: of any function that a survey has."""

    def asked(body: str, expression: str, module: str = "survey/survey.js") -> Any:
        page.set_content(f"<!doctype html>{body}")
        helpers = HELPERS if module.startswith("survey/survey") else ""
        value = f"(words) => {{ {helpers} return {expression}; }}"
        return page.evaluate(script(module, value), sorted(STATE_WORDS))

    return asked


# tree.js


def shadow(page: Page, expression: str) -> Any:
    page.set_content("<!doctype html><div id=host><i>slotted</i></div>")
    return page.evaluate(
        script(
            "tree.js",
            f"""() => {{
              const host = document.querySelector("#host"), slotted = host.firstChild;
              const root = host.attachShadow({{ mode: "open" }});
              root.innerHTML = "<b>drawn <slot></slot></b>";
              const name = (node) => node && (node.localName || node.data || node.nodeName);
              return {expression};
            }}""",
        )
    )


def test_around_a_slotted_element_is_its_slot(page: Page) -> None:
    chain = shadow(page, "chainOf(slotted).map(name)")
    assert chain == ["i", "slot", "b", "div", "body", "html"]


def test_a_host_holds_what_its_shadow_root_draws(page: Page) -> None:
    assert shadow(page, "contains(host, root.firstChild) && !contains(root.firstChild, host)")


def test_children_are_what_is_drawn(page: Page) -> None:
    assert shadow(page, "[...childrenOf(host)].map(name)") == ["b"]
    assert shadow(page, "[...childrenOf(root.querySelector('slot'))].map(name)") == ["i"]


def test_elements_in_open_shadow_roots_are_found(page: Page) -> None:
    assert shadow(page, "elementsIn(document.body).map(name)") == ["div", "b", "slot", "i"]
    assert shadow(page, "elementsIn(host).map(name)") == ["b", "slot", "i"]


def test_a_pointer_meets_what_lies_in_a_shadow_root(page: Page) -> None:
    at = "slotted.getBoundingClientRect()"
    assert shadow(page, f"name(elementAt({at}.left - 5, {at}.top + 5))") == "b"
    assert shadow(page, "elementAt(-1, -1)") is None


# text.js


@pytest.mark.parametrize(
    "text", ["Don\u2019t  Share", "\u201cAllow\u201d\n all", "  Off\t", "plain"]
)
def test_a_text_is_folded_as_python_does(ask: Ask, text: str) -> None:
    assert ask("", f"fold({text!r})", "text.js") == fold(text)


# survey/lines.js


def test_lines_are_what_a_person_reads_as_one(ask: Ask) -> None:
    body = "<div id=a>Share <b>usage</b><p>Weekly</p>reports</div><label>Name <button>Go</button></label>"
    assert ask(body, "texts(view.lines)") == ["Share usage", "Weekly", "reports", "Name", "Go"]
    assert ask(body, "texts(linesIn(view, one('#a'), one('p')))") == ["Share usage", "reports"]
    assert ask(body, "firstLine(view, one('p'))") == "Weekly"
    assert ask(body, "firstLine(view, document.head)") == ""


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "visibility:hidden",
        "opacity:0.01",
        "position:absolute;left:-999px",
        "position:absolute;width:1px;height:1px;overflow:hidden",
    ],
)
def test_what_nobody_can_see_is_no_line(ask: Ask, style: str) -> None:
    assert ask(f"<p style='{style}'>Hidden</p><p>Seen</p>", "texts(view.lines)") == ["Seen"]


def test_what_is_hidden_from_those_who_listen_is_a_line_but_no_label(ask: Ask) -> None:
    body = "<p><i aria-hidden=true>icon</i> Share</p><p aria-hidden=true>Silent</p>"
    assert ask(body, "view.lines.map((line) => [line.text, line.silent])") == [
        ["Share", "icon"],
        ["", "Silent"],
    ]
    assert ask(body, "texts(view.audibleLines)") == ["Share"]


@pytest.mark.parametrize(
    "text", ["On", "OFF", "on / off", "\u2022 Enabled", "---", "0", "Checked."]
)
def test_a_line_of_state_words_only_tells_a_state(ask: Ask, text: str) -> None:
    assert ask("", f"view.isStateWord({text!r})")


@pytest.mark.parametrize("text", ["Online", "On this device", "Share", "offline", "yes\u00e9"])
def test_a_line_with_another_word_tells_more(ask: Ask, text: str) -> None:
    assert not ask("", f"view.isStateWord({text!r})")


def test_a_long_rule_before_a_word_is_told_at_once(ask: Ask) -> None:
    assert not ask("", f"view.isStateWord({'-' * 5000 + ' Share'!r})")


# survey/visibility.js and survey/dialogs.js

OVER = "style='position:fixed;inset:0;background:white'"


def test_the_topmost_dialog_covers_the_lines_beneath(ask: Ask) -> None:
    body = f"<p>Page</p><div role=dialog aria-label=First {OVER}>One</div><div role=dialog {OVER}><h2>Second</h2></div>"
    assert ask(body, "view.top.index") == 1
    assert ask(body, "view.dialogs.map((dialog) => dialogTitle(view, dialog))") == [
        "First",
        "Second",
    ]
    covered = ask(body, "view.lines.map((line) => [line.text, line.covered, layerOf(line.dialog)])")
    assert covered == [["Page", True, -1], ["One", True, 0], ["Second", False, 1]]


def test_a_dialog_that_something_lies_over_is_not_on_top(ask: Ask) -> None:
    body = f"<div role=dialog {OVER}>One</div><div {OVER}>Veil</div>"
    assert ask(body, "view.top") is None


def test_what_stands_in_a_dialog_belongs_to_the_innermost(ask: Ask) -> None:
    body = "<div role=dialog><p>a</p><div role=dialog><i id=x>b</i></div></div><i id=y>c</i>"
    assert ask(body, "layerOf(dialogAround(view, one('#x')))") == 1
    assert ask(body, "layerOf(dialogAround(view, one('#y')))") == -1


# survey/headings.js


def test_something_stands_under_the_nearest_heading_of_each_level(ask: Ask) -> None:
    body = (
        "<h1>Settings</h1><h2>Ads</h2><h3>Old</h3><h2>Privacy</h2><h2 hidden>Gone</h2>"
        "<section aria-label=Region><input type=checkbox id=x></section><h3>Later</h3>"
    )
    assert ask(body, "headingChain(view, control('#x'))") == ["Privacy", "Settings", "Region"]


def test_in_a_dialog_only_its_own_headings_count(ask: Ask) -> None:
    body = "<h1>Settings</h1><div role=dialog><h2>Review</h2><input type=checkbox id=x></div>"
    assert ask(body, "headingChain(view, control('#x'))") == ["Review"]


@pytest.mark.parametrize(
    ("tag", "level"),
    [("<h4 id=x>", 4), ("<p role=heading aria-level=5 id=x>", 5), ("<p role=heading id=x>", 2)],
)
def test_a_heading_has_a_level(ask: Ask, tag: str, level: int) -> None:
    assert ask(f"{tag}Text", "headingLevel(one('#x'))") == level


@pytest.mark.parametrize(
    "body",
    [
        "<div id=x role=group aria-label=Ads></div>",
        "<p id=t>Ads</p><div id=x role=group aria-labelledby='t'></div>",
        "<fieldset id=x><legend>Ads</legend></fieldset>",
    ],
)
def test_a_region_has_a_name(ask: Ask, body: str) -> None:
    assert ask(body, "regionName(view, one('#x'))") == "Ads"


# survey/labels.js


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (
            "<p id=t>Share <i aria-hidden=true>x</i></p><b role=switch id=x aria-labelledby=t>y</b>",
            "Share",
        ),
        ("<b role=switch id=x aria-label='Share'>y</b>", "Share"),
        ("<b role=switch id=x>Share<i aria-hidden=true>x</i></b>", "Share"),
        ("<input type=checkbox id=x title=Share>", "Share"),
    ],
)
def test_a_control_tells_its_name(ask: Ask, body: str, name: str) -> None:
    assert ask(body, "accessibleName(control('#x'))") == name


@pytest.mark.parametrize(
    "body",
    [
        "<label>Share <input type=checkbox id=x></label>",
        "<label for=x>Share</label><input type=checkbox id=x>",
        "<button aria-pressed=true id=x><b>Share</b><p>More about it</p></button>",
    ],
)
def test_a_control_has_its_own_label(ask: Ask, body: str) -> None:
    assert ask(body, "ownLabel(view, control('#x'))") == "Share"


def test_a_label_around_two_controls_is_neithers(ask: Ask) -> None:
    body = "<label>Both <input type=radio id=x><input type=radio></label>"
    assert ask(body, "ownLabel(view, control('#x'))") == ""


# survey/controls.js and survey/roles.js


def test_elements_that_share_a_label_are_one_control(ask: Ask) -> None:
    body = f"<label>Share <input type=checkbox id=x><b role=switch style='{TRACK}'></b></label>"
    assert ask(body, "view.controls.map((each) => each.peers.map((node) => node.localName))") == [
        ["input", "b"],
    ]


def test_a_control_in_a_control_is_one_and_two_radios_are_two(ask: Ask) -> None:
    body = (
        f"<div role=switch style='{TRACK}'><input type=checkbox></div>"
        "<label>Who <input type=radio><input type=radio></label>"
    )
    assert ask(body, "view.controls.map((each) => each.peers.length)") == [2, 1, 1]


@pytest.mark.parametrize(
    "body",
    [
        "<input type=checkbox aria-hidden=true>",
        "<div style='opacity:0'><input type=checkbox></div>",
        "<input type=checkbox style='display:none'>",
        "<input type=checkbox style='position:absolute;left:-999px'>",
    ],
)
def test_what_nobody_can_operate_is_no_control(ask: Ask, body: str) -> None:
    assert ask(body, "view.controls.length") == 0


def test_a_hidden_input_with_a_label_is_a_control(ask: Ask) -> None:
    body = "<label>Share <input type=checkbox style='display:none'></label>"
    assert ask(body, "view.seenControls.length") == 1


@pytest.mark.parametrize(
    ("tag", "role", "kind"),
    [
        ("input type=checkbox", "checkbox", "switch"),
        ("input type=radio", "radio", "radio"),
        ("button aria-pressed=true", "button", "switch"),
        ("b role=menuitemradio", "menuitemradio", "radio"),
        ("select", "menu", "menu"),
        ("b role=combobox", "combobox", "menu"),
    ],
)
def test_a_control_is_operated_by_its_kind(ask: Ask, tag: str, role: str, kind: str) -> None:
    assert ask(f"<{tag} id=x>", "[roleOf(one('#x')), kindOf(one('#x'))]") == [role, kind]


def test_a_custom_element_that_keeps_its_state_is_a_switch(ask: Ask, page: Page) -> None:
    asked = "isCustomSwitch(Object.assign(document.createElement('x-toggle'), { checked: false }))"
    assert ask("", asked)
    assert not ask("", "isCustomSwitch(document.createElement('x-toggle'))")


# survey/rows.js


def test_a_row_is_the_smallest_part_with_words_that_a_control_has_alone(ask: Ask) -> None:
    drawn = f"<b role=switch style='{TRACK}' id={{}}></b>"
    body = f"<ul><li id=r>Share<p>{drawn.format('x')}On</p></li><li>{drawn.format('y')}</li></ul>"
    assert ask(body, "rowOf(view, control('#x')).id") == "r"
    assert ask(body, "rowLabel(view, control('#x'))") == "Share"
    assert ask(body, "rowOf(view, control('#y'))") is None
    assert ask(body, "rowLabel(view, control('#y'))") == ""


def test_a_row_that_says_little_is_about_the_words_beside_it(ask: Ask) -> None:
    body = "<section><div><p>Your ads</p><a href=/1>View</a></div><div><a href=/2>Open ads</a></div></section>"
    assert ask(body, "view.seenRows.map((row) => subjectOf(view, row))") == ["Your ads", "Open ads"]


# survey/signals.js


@pytest.mark.parametrize(
    ("tag", "signals"),
    [
        ("input type=checkbox checked", {"checked": "true"}),
        ("input type=checkbox aria-checked=false", {"checked": "false", "aria-checked": "false"}),
        ("b role=checkbox", {"tree": "missing"}),
        ("b role=radio aria-checked=mixed", {"aria-checked": "mixed", "tree": "false"}),
        ("b role=switch aria-checked=true", {"aria-checked": "true"}),
        ("input type=radio aria-selected=true", {"checked": "false"}),
        ("b role=combobox", {"shown": "Text"}),
    ],
)
def test_each_signal_is_told_in_its_own_words(ask: Ask, tag: str, signals: dict[str, str]) -> None:
    assert ask(f"<{tag} id=x>Text", "signalsOfElement(one('#x'))") == signals


def test_a_menu_tells_its_option(ask: Ask) -> None:
    body = "<select id=x><option>Nobody</option><option selected>Everyone</option></select>"
    assert ask(body, "signalsOfElement(one('#x'))") == {"selected": "Everyone"}
    assert ask(body, "optionsOf(control('#x'))") == ["Nobody", "Everyone"]


def test_the_signals_of_a_second_element_are_numbered(ask: Ask) -> None:
    body = f"<div role=switch aria-checked=false style='{TRACK}' id=x><input type=checkbox checked></div>"
    assert ask(body, "signalsOf(control('#x'))") == {"aria-checked": "false", "checked.2": "true"}


def test_a_control_is_disabled_or_busy_with_what_it_stands_in(ask: Ask) -> None:
    body = "<div aria-disabled=true aria-busy=true><input type=checkbox id=x></div><input type=checkbox id=y>"
    assert ask(body, "[isDisabled(control('#x')), isBusy(control('#x'))]") == [True, True]
    assert ask(body, "[isDisabled(control('#y')), isBusy(control('#y'))]") == [False, False]


# survey/questions.js

PAIR = "<label><input type=radio {0} id={1}1> Allow</label><label><input type=radio {0} id={1}2> Deny</label>"


def test_radios_of_one_name_are_a_group(ask: Ask) -> None:
    body = f"<div id=all>{PAIR.format('name=a', 'x')}{PAIR.format('name=b', 'y')}</div>"
    group = "groupOf(view, control('#x1'), view.controls).map(({ node }) => node.id)"
    assert ask(body, group) == ["x1", "x2"]


def test_words_between_nameless_radios_begin_another_group(ask: Ask) -> None:
    body = f"<p>Usage</p>{PAIR.format('', 'x')}<p>Location</p>{PAIR.format('', 'y')}"
    group = "groupOf(view, control('#y1'), view.controls).map(({ node }) => node.id)"
    assert ask(body, group) == ["y1", "y2"]


def test_the_question_is_the_nearest_line_above_that_explains_nothing(ask: Ask) -> None:
    body = (
        f"<h1>Privacy</h1><p>Usage</p><p>You can change this later.</p>{PAIR.format('name=a', 'x')}"
    )
    assert ask(body, "texts(linesAbove(view, document.body, [control('#x1')]))") == [
        "Usage",
        "You can change this later.",
    ]
    assert ask(body, "questionOf(view, control('#x1'))") == "Usage"


# survey/path.js and survey/spans.js


def test_two_paths_share_what_holds_both(ask: Ask) -> None:
    body = "<div><i id=x></i><i id=y></i></div><i id=z></i>"
    x, y, z = ask(body, "['#x', '#y', '#z'].map((each) => pathOf(view, one(each)))")
    assert x == y
    assert len(x) == len(z) + 1
    assert x[: len(z)] == z


def test_spans_tell_what_lies_within(ask: Ask) -> None:
    body = "<div id=a><i id=b></i></div><p id=c></p>"
    pairs = "[['a', 'b'], ['b', 'a'], ['a', 'c'], ['a', 'a']]"
    held = ask(body, f"{pairs}.map(([x, y]) => view.spans.contains(one('#' + x), one('#' + y)))")
    assert held == [True, False, False, True]
    inside = "view.spans.within(one('#a'), ['#a', '#b', '#c'].map(one), (node) => node)"
    assert ask(body, f"{inside}.map(({{ id }}) => id)") == ["a", "b"]
