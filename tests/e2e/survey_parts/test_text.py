"""The functions that a survey is made of: the tree, its text, its lines, and its dialogs."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from offswitch.model.text import fold
from offswitch.screen.scripts import script
from tests.e2e.survey_parts.conftest import Ask

pytestmark = pytest.mark.e2e


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
    "text",
    [
        "Don\u2019t  Share",
        "\u201cAllow\u201d\n all",
        "  Off\t",
        "plain",
        "Sha\u00adre \uf013\u200e",
        "KULLANIM \u0130STAT\u0130ST\u0130KLER\u0130 \u0131\u015f\u0131k",
        "GRÖSSE Straße \u1e9e",
        "\u039a\u03a9\u0394\u0399\u039a\u038c\u03a3 \u03ba\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2",
    ],
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


BUTTON = "<button style='position:absolute;inset:0;opacity:{}' {}></button>"


@pytest.mark.parametrize(
    ("cover", "covered"),
    [
        (BUTTON.format(0, "aria-labelledby=title"), False),
        (BUTTON.format(0, "aria-label=TITLE"), False),
        (BUTTON.format(0, "aria-label=Other"), True),
        (BUTTON.format(0, "aria-labelledby=gone"), True),
        (BUTTON.format(0.5, "aria-labelledby=title"), True),
    ],
)
def test_a_transparent_button_hides_no_words_that_it_is_called_by(
    ask: Ask, cover: str, covered: bool
) -> None:
    """mozilla/cookie-banner-rules-list#233: one over a whole header, beside the header's own switch."""
    switch = "<input type=checkbox style='position:relative;z-index:2'>"
    body = f"<div style='position:relative'>{cover}<h4 id=title>Title</h4>{switch}</div>"
    assert ask(body, "view.lines.find((each) => each.text === 'Title').covered") is covered


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<details><summary>More</summary>One<p>Two</p></details>", ["More"]),
        ("<details open><summary>More</summary>One<p>Two</p></details>", ["More", "One", "Two"]),
        ("<p>More</p><div hidden=until-found>One<p>Two</p></div>", ["More"]),
    ],
)
def test_what_is_closed_is_not_drawn(ask: Ask, body: str, lines: list[str]) -> None:
    assert ask(body, "view.lines.map((line) => line.text)") == lines


def test_a_dialog_that_something_lies_over_is_not_on_top(ask: Ask) -> None:
    body = f"<div role=dialog {OVER}>One</div><div {OVER}>Veil</div>"
    assert ask(body, "view.top") is None


def test_what_stands_in_a_dialog_belongs_to_the_innermost(ask: Ask) -> None:
    body = "<div role=dialog><p>a</p><div role=dialog><i id=x>b</i></div></div><i id=y>c</i>"
    assert ask(body, "layerOf(dialogAround(view, one('#x')))") == 1
    assert ask(body, "layerOf(dialogAround(view, one('#y')))") == -1


LOWER, UPPER = "bottom:0;height:60px", "top:0;height:60px"
TALL = "<div style='height:5000px'></div>"


@pytest.mark.parametrize(
    ("bar", "after", "covered"),
    [
        (LOWER, TALL, False),
        ("bottom:20px;height:60px", TALL, False),
        (LOWER, "", True),
        (LOWER, "<div style='height:20px'></div>", True),
        ("bottom:0;height:70vh", TALL, True),
        (f"{LOWER};position:absolute", TALL, True),
    ],
    ids=[
        "the page scrolls",
        "the bar floats",
        "the page cannot scroll",
        "the page scrolls too little",
        "the bar covers most of the window",
        "the bar scrolls with the page",
    ],
)
def test_a_line_under_a_bar_is_covered_unless_scrolling_shows_it(
    ask: Ask, bar: str, after: str, covered: bool
) -> None:
    line = "<p style='position:absolute;top:calc(100vh - 45px);margin:0'>Title</p>"
    pushed = "<div style='height:calc(100vh - 16px)'></div>"
    body = f"{line}{pushed}{after}<div style='position:fixed;left:0;right:0;background:white;{bar}'>Bar</div>"
    assert ask(body, "view.lines.find((each) => each.text === 'Title').covered") is covered


def test_a_shell_that_keeps_its_place_with_the_line_in_it_is_no_bar(ask: Ask) -> None:
    scrolls = "position:absolute;inset:0;overflow:auto"
    line = "<p style='position:absolute;top:calc(100vh - 45px);margin:0'>Title</p>"
    bar = f"<div style='position:fixed;left:0;right:0;background:white;{LOWER}'>Bar</div>"
    shell = (
        f"<div style='position:fixed;inset:0'><div style='{scrolls}'>{line}{TALL}</div>{bar}</div>"
    )
    assert not ask(shell, "view.lines.find((each) => each.text === 'Title').covered")


@pytest.mark.parametrize("scrolled", [0, 300])
def test_a_line_under_the_upper_bar_is_covered_at_the_top_of_the_page(
    ask: Ask, scrolled: int
) -> None:
    line = f"<p style='position:absolute;top:{scrolled + 10}px;margin:0'>Title</p>"
    bar = f"<div style='position:fixed;left:0;right:0;background:white;{UPPER}'>Bar</div>"
    scroll = f"(scrollTo(0, {scrolled}), viewOf(words).lines.find((each) => each.text === 'Title').covered)"
    assert ask(f"{line}{TALL}{bar}", scroll) is (scrolled == 0)
