"""What a person sees on a page: labels, questions and signals as they are, each frame on its own."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from offswitch.errors import SettingError
from offswitch.model.words import Reason
from offswitch.screen import ControlSnapshot
from tests.e2e.pages import Show, by_role, frame

pytestmark = pytest.mark.e2e


def controls(show: Show, body: str) -> list[ControlSnapshot]:
    return list(show(body).survey().controls)


# Labels and signals

ICON = "<span aria-hidden=true style='display:inline-block;width:24px'>bar_chart</span>"
DRAWN = "<div role=switch aria-checked=true {} style='width:40px;height:20px'></div>"


@pytest.mark.parametrize(
    "body",
    [
        f"<label>{ICON} Share usage <input type=checkbox></label>",
        f"<label for=a>{ICON} <span>Share usage</span></label><input type=checkbox id=a>",
        f"<div><div>{ICON} Share usage</div>{DRAWN.format('')}</div>",
        f"<button aria-pressed=true>{ICON} Share usage</button>",
        f"<div id=t>{ICON} Share usage</div>{DRAWN.format('aria-labelledby=t')}",
    ],
)
def test_what_is_hidden_from_screen_readers_is_not_a_label(show: Show, body: str) -> None:
    (found,) = controls(show, f"<h1>Settings</h1><p>Backups</p>{body}<p>Sync</p>")
    assert found.called("Share usage")
    assert not any("bar_chart" in label for label in found.labels)


def test_it_is_still_a_line_of_its_own(show: Show) -> None:
    seen = show(f"<h1>{ICON} Privacy</h1><p aria-hidden=true>Everybody</p>").survey()
    assert {line.text for line in seen.lines} == {"Privacy", "bar_chart", "Everybody"}
    assert seen.shows("Privacy")


def test_a_box_that_is_named_by_its_row_and_its_column_is_shown_under_both(show: Show) -> None:
    seen = show(
        "<table><tr><td></td><th id=c>Partners</th></tr><tr><th id=r>Order history</th>"
        "<td><input type=checkbox aria-labelledby='r c'></td></tr></table>"
    ).survey()
    assert seen.shows("Order history Partners")


@pytest.mark.parametrize("role", ["checkbox", "radio", "menuitemcheckbox", "menuitemradio"])
def test_a_missing_attribute_is_not_a_signal(show: Show, role: str) -> None:
    (bare,) = controls(show, f"<div role={role} class=checked>Share usage</div>")
    assert bare.signals == {"tree": "missing"}
    (told,) = controls(show, f"<div role={role} aria-checked=true>Share usage</div>")
    assert told.signals == {"aria-checked": "true", "tree": "true"}


def test_what_a_file_may_declare_as_a_state_is_collected(show: Show) -> None:
    first, second = controls(
        show,
        "<div class=all><div class='row is-on' data-state=outer>"
        "<div role=checkbox class='box deep' data-state=on aria-label='Share usage' value=1>x</div></div>"
        "<div class=row><label><input type=checkbox name=b data-x=1 checked> Sync</label></div></div>",
    )
    assert first.classes == ("box", "deep", "row", "is-on")
    assert first.attributes == {"data-state": "on", "aria-label": "Share usage", "value": "1"}
    assert second.classes == ("row",)
    assert second.attributes == {"data-x": "1", "checked": ""}


# Questions


def radios(name: str, kind: str, options: tuple[str, ...] = ("Allow", "Deny")) -> str:
    if kind == "native":
        return "".join(f"<label><input type=radio name={name}> {o}</label>" for o in options)
    if kind == "unnamed":
        return "".join(f"<div><label><input type=radio> {o}</label></div>" for o in options)
    return "".join(f"<div role=radio aria-checked=false>{o}</div>" for o in options)


def two(shape: str, kind: str, first: str = "Usage", second: str = "Location") -> str:
    groups = [shape.format(q=q, o=radios(q[:3], kind)) for q in (first, second)]
    return f"<h1>Settings</h1><h2>Privacy</h2>{''.join(groups)}<p>Backups</p>"


KINDS = ["native", "unnamed", "drawn"]
SHAPES = {
    "boxes": "<div><p>{q}</p><div>{o}</div></div>",
    "flat": "<p>{q}</p>{o}",
    "boxed options": "<p>{q}</p><div>{o}</div>",
    "explained": "<div><p>{q}</p><p>You can change this later.</p>{o}</div>",
    "small print": "<p>{q}</p><small style='display:block'>At any time</small>{o}",
    "footed": "<div><p>{q}</p>{o}<p>You can change this later.</p></div>",
    "legend": "<fieldset><legend>{q}</legend>{o}</fieldset>",
    "named": "<div id='q{q}'>{q}</div><div role=radiogroup aria-labelledby='q{q}'>{o}</div>",
    "titled": "<div role=radiogroup aria-label='{q}'>{o}</div>",
    "link": "<p>{q}</p><div>{o}</div><p><a href=/more>Learn more</a></p>",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_group_is_found_by_its_question(show: Show, shape: str, kind: str) -> None:
    found = controls(show, two(SHAPES[shape], kind))
    assert [(c.own or c.name, c.question) for c in found] == [
        ("Allow", "Usage"),
        ("Deny", "Usage"),
        ("Allow", "Location"),
        ("Deny", "Location"),
    ]
    assert all(c.headings[0] == c.question for c in found)
    assert all(c.under("Privacy") for c in found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", ["", "<p>Usage</p><p>Not available here.</p>", "<p>Usage</p>"])
def test_a_question_whose_options_are_gone_names_no_group(
    show: Show, first: str, kind: str
) -> None:
    rest = f"<p>Location</p>{radios('l', kind)}"
    for body in (f"<div>{first}{rest}</div>", f"{first}<div>{rest}</div>", f"{first}{rest}"):
        found = controls(show, f"<h2>Privacy</h2>{body}")
        assert [c.question for c in found] == ["Location"] * 2


def test_a_link_of_that_name_is_not_a_question(show: Show) -> None:
    body = f"<div><a href=/u>Usage</a>{radios('l', 'native')}</div>"
    assert [c.question for c in controls(show, f"<h2>Privacy</h2>{body}")] == ["", ""]


@pytest.mark.parametrize("kind", ["unnamed", "drawn"])
def test_other_options_are_another_group(show: Show, kind: str) -> None:
    body = f"<p>Usage</p>{radios('u', kind)}<p>Location</p>{radios('l', kind, ('Always', 'Never'))}"
    assert [c.question for c in controls(show, body)] == ["Usage", "Usage", "Location", "Location"]


# Frames

SWITCH = "<label><input type=checkbox> {}</label>"
DIALOG = "<div role=dialog style='position:fixed;left:0;top:0;width:100%;height:100%;background:#fff'>{}</div>"


def test_frames_in_frames_are_read(show: Show) -> None:
    inner = frame("<h2>Privacy</h2>" + SWITCH.format("Usage"), "width:300px;height:150px")
    (found,) = controls(show, f"<h1>Settings</h1>{frame('<p>Middle</p>' + inner)}")
    assert found.called("Usage")
    assert found.headings == ("Privacy", "Settings")


@pytest.mark.parametrize(
    "style", ["display:none", "visibility:hidden", "opacity:0", "width:1px;height:1px"]
)
def test_nothing_counts_inside_a_frame_that_is_not_seen(show: Show, style: str) -> None:
    body = frame(SWITCH.format("Usage"), f"width:300px;height:150px;{style}")
    assert controls(show, body) == []
    nested = frame(frame(SWITCH.format("Usage")), f"width:300px;height:150px;{style}")
    assert controls(show, nested) == []


def test_what_belongs_to_each_frame_is_kept_apart(show: Show) -> None:
    rows = "<ul><li><a href=/a>{0} one</a></li><li><a href=/b>{0} two</a></li></ul>"
    seen = show(
        rows.format("Outer") + frame(rows.format("First")) + frame(rows.format("Second"))
    ).survey()
    assert set(seen.rows_around({"first one", "first two"})) == {"First one", "First two"}
    assert set(seen.rows_around({"outer one", "outer two"})) == {"Outer one", "Outer two"}
    assert len({row.layer for row in seen.rows}) == 3
    assert all(seen.in_front(row) for row in seen.rows)


def test_a_dialog_over_the_page_lies_over_its_frames(show: Show) -> None:
    inner = frame("<h2>Privacy</h2>" + SWITCH.format("Usage"))
    seen = show(inner + DIALOG.format("<h2>Wait</h2>")).survey()
    (found,) = seen.controls
    assert not seen.in_front(found)
    assert not seen.shows("Privacy")
    assert seen.shows("Wait")


def test_a_frame_in_a_dialog_belongs_to_it(show: Show) -> None:
    inner = frame(SWITCH.format("Usage"), "width:300px;height:100px")
    seen = show(SWITCH.format("Beneath") + DIALOG.format(f"<h2>Ads</h2>{inner}")).survey()
    by_label = {c.label: c for c in seen.controls}
    assert by_label["Usage"].layer == seen.top
    assert by_label["Usage"].under("Ads")
    assert seen.in_front(by_label["Usage"])
    assert not seen.in_front(by_label["Beneath"])


def test_a_dialog_in_a_frame_lies_over_that_frame_alone(show: Show) -> None:
    inner = frame(SWITCH.format("Beneath") + DIALOG.format(f"<h2>Ads</h2>{SWITCH.format('On it')}"))
    seen = show(SWITCH.format("Outer") + frame(SWITCH.format("Other")) + inner).survey()
    assert {c.label: seen.in_front(c) for c in seen.controls} == {
        "Outer": True,
        "Other": True,
        "Beneath": False,
        "On it": True,
    }
    assert seen.top < 0


def test_a_dialog_in_a_frame_of_the_topmost_dialog_lies_over_everything(show: Show) -> None:
    asked = DIALOG.format(f"<h2>Really?</h2>{SWITCH.format('On it')}")
    inner = frame(asked, "width:300px;height:100px")
    seen = show(SWITCH.format("Beneath") + DIALOG.format(f"<h2>Ads</h2>{inner}")).survey()
    assert seen.dialogs[seen.top] == "Really?"
    assert {c.label: seen.in_front(c) for c in seen.controls} == {"Beneath": False, "On it": True}


def test_dialogs_of_several_frames_are_told_apart(show: Show) -> None:
    names = ("First", "Second")
    frames = [frame(DIALOG.format(f"<h2>{name}</h2>{SWITCH.format(name)}")) for name in names]
    seen = show("".join(frames)).survey()
    assert {c.label: seen.dialogs[c.layer] for c in seen.controls} == dict(
        zip(names, names, strict=True)
    )


def test_hundreds_of_switches_are_told_apart(show: Show) -> None:
    row = (
        "<div style='display:flex'><div><div><span>Topic {0}</span></div><div><small>Because of {0}"
        "</small></div></div><div><div role=switch aria-checked=true aria-label='Topic {0}'"
        " style='width:36px;height:20px'></div></div></div>"
    )
    found = controls(show, "<h2>Topics</h2>" + "".join(row.format(i) for i in range(600)))
    assert [c.row for c in found] == [f"Topic {i}" for i in range(600)]
    assert {c.headings for c in found} == {("Topics",)}


@pytest.mark.parametrize(
    ("fill", "excess"),
    [
        ("'<input type=checkbox>'.repeat(50000)", "controls"),
        ("'<i></i>'.repeat(200000)", "elements"),
        ("'lorem ipsum '.repeat(900000)", "text"),
    ],
    ids=["50,000 controls", "200,000 elements", "10 MB of text"],
)
def test_a_page_that_takes_too_long_to_look_at_is_named(show: Show, fill: str, excess: str) -> None:
    screen = show("<main id=place></main>")
    screen.page.evaluate(f"place.innerHTML = {fill}")
    with pytest.raises(SettingError, match=f"more {excess} than") as caught:
        screen.survey()
    assert caught.value.reason is Reason.UNREADABLE


def test_a_page_of_two_thousand_switches_is_looked_at(show: Show) -> None:
    switches = "".join(f"<p>{SWITCH.format(number)}</p>" for number in range(2000))
    assert len(show(switches).survey().controls) == 2000


NAMES = {"wanted": "Not now", "other": "Not ever"}
SPOKEN = {
    "a text": "<button>Not now</button>",
    "in two parts": "<button>N<b>ot</b> <i>now</i></button>",
    "an attribute": "<button aria-label='Not now'></button>",
    "a value": "<input type=button value='Not now'>",
    "a title": "<button title='Not now'></button>",
    "a picture": "<button><img alt='Not now'></button>",
    "other texts": "<button aria-labelledby='b a'></button><p id=a>now</p><p id=b>Not</p>",
    "a soft hyphen": "<button>N\u00adot now</button>",
    "a space that does not break": "<button>Not\u00a0now</button>",
    "a shadow root": "<div><template shadowrootmode=open><button>Not now</button></template></div>",
    "a frame": frame("<button>Not now</button>"),
}


@pytest.mark.parametrize("body", SPOKEN.values(), ids=list(SPOKEN))
def test_what_may_bear_a_label_is_not_ruled_out(show: Show, body: str) -> None:
    elements = {name: by_role("button", words) for name, words in NAMES.items()}
    screen = show("", elements)
    screen.page.goto("data:text/html;charset=utf-8," + quote(f"<html lang=en><body>{body}</body>"))
    wanted, other = screen.queries(["wanted"]), screen.queries(["other"])
    with screen.view.at_once():
        screen.view.rule_out([*wanted, *other])
        assert len(list(screen.view.matching(wanted[0]))) == 1
        assert not list(screen.view.matching(other[0]))
