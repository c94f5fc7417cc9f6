"""Labels are compared as a person reads them: without icons, badges, shortcuts, and what nobody can see."""

from __future__ import annotations

import pytest

from offswitch.errors import SettingError
from tests.e2e.pages import Show, by_role

pytestmark = pytest.mark.e2e

BOX = "<input type=checkbox id=x>"
DRAWN = (
    "<div role=switch aria-checked=true {} style='width:40px;height:20px;background:#888'></div>"
)
SMALL = "style='font-size:10px'"
CHIP = "style='display:inline-block;background:#fc0;font-size:10px'"
USAGE = {"usage": [{"by": "label", "label": "Share usage"}]}


def called(show: Show, body: str, language: str = "en") -> int:
    """How many controls of a page go by "Share usage"."""
    screen = show(f"<h1>Settings</h1><p>Backups</p>{body}<p>Sync</p>", USAGE, language=language)
    return len(screen.controls("usage", screen.survey()))


READ = {  # act-rules/act-rules.github.io #975, zopefoundation/zope.testbrowser #13, passsy/spot #138, and others
    # Words of an icon
    "ligature": f"<label><i class=material-icons>bar_chart</i> Share usage {BOX}</label>",
    "icon element": f"<label><mat-icon>share</mat-icon> Share usage {BOX}</label>",
    "icon font": f"<label><b style='font-family:Material Symbols Rounded'>share</b> Share usage {BOX}</label>",
    "icon behind": f"<label>Share usage <span class='app-icon'>chevron_right</span> {BOX}</label>",
    "icon block": f"<label><div class='icon icon-lg'>share</div><div>Share usage</div> {BOX}</label>",
    "hidden icon": f"<label><i aria-hidden=true>bar_chart</i> Share usage {BOX}</label>",
    "private glyph": f"<label>\uf013 Share usage {BOX}</label>",
    "private glyph alone": f"<div><i>\uf013</i><div>Share usage</div>{DRAWN.format('')}</div>",
    "far private glyph": f"<label>\U000f0493 Share usage {BOX}</label>",
    "labelled by an icon": f"<p id=t><i class=fa-icon>gear</i> Share usage</p>{DRAWN.format('aria-labelledby=t')}",
    "arrow": f"<label>Share usage <span>\u203a</span> {BOX}</label>",
    "required": f"<label>Share usage <span class=required>*</span> {BOX}</label>",
    "help sign": f"<label>Share usage <sup>\u24d8</sup> {BOX}</label>",
    "emoji": f"<label><span>\U0001f4ca</span> Share usage {BOX}</label>",
    # What nobody can see
    "soft hyphen": f"<label>Sha&shy;re us&shy;age {BOX}</label>",
    "zero width": f"<label>Share\u200b usa\u200bge\ufeff {BOX}</label>",
    "word break": f"<label>Sh<wbr>are us<wbr>age {BOX}</label>",
    "direction": f"<label>\u200eShare usage\u200f {BOX}</label>",
    "isolates": f"<label>\u2068Share\u2069 \u202ausage\u202c {BOX}</label>",
    "narrow space": f"<label>Share\u202fusage {BOX}</label>",
    "named so": DRAWN.format("aria-label='Share\u00a0us&shy;age\u200b'"),
    # Badges
    "badge": f"<label>Share usage <span class=badge>New</span> {BOX}</label>",
    "badge before": f"<label><span class=badge>Beta</span> Share usage {BOX}</label>",
    "chip": f"<label>Share usage <span {CHIP}>NEW</span> {BOX}</label>",
    "chip before": f"<label><span {CHIP}>New!</span> Share usage {BOX}</label>",
    "raised": f"<label>Share usage<sup>beta</sup> {BOX}</label>",
    "badge in a row": f"<div><span {CHIP}>Recommended</span><span>Share usage</span>{DRAWN.format('')}</div>",
    "badge in a name": f"<p id=t>Share usage <span>Beta</span></p>{DRAWN.format('aria-labelledby=t')}",
    "badge on a button": "<button aria-pressed=true>Share usage <span class=b>New</span></button>",
    # Numbers of things: syncthing/syncthing has "Folders (1)"
    "count": f"<label>Share usage <span>(12)</span> {BOX}</label>",
    "counting badge": f"<label>Share usage <span class='badge badge-pill'>3</span> {BOX}</label>",
    # One label of several: phpbb/phpbb, Sonarr/Sonarr
    "the one around it": f"<label for=x>Reports</label> <label>Share usage {BOX}</label>",
    "the second": f"<label for=x>Reports</label> {BOX} <label for=x>Share usage</label>",
    "one that names nothing": f"<div><label for=gone>Share usage</label><label>{BOX}<p>We read it.</p></label></div>",
    # Where its own label says little: dani-garcia/vaultwarden, morpheus65535/bazarr
    "a cell before it": f"<table><tr><td>Share usage<td><label>{BOX} Enable</label></table>",
    "a caption": f"<div><b>Share usage</b><p>We read it.</p><label>{BOX} Default: true</label></div>",
    "a heading": f"<section><h3>Share usage</h3><label>{BOX} Enabled</label></section>",
    # A link in it: Automattic/wp-calypso
    "a link in it": f"<label>Share <a href=/u>usage</a> {BOX}</label>",
    "a link that begins it": f"<label>{BOX} <a href=/s>Share</a> usage</label>",
    "a link in its row": f"<div><span>Share <b><a href=/u>usage</a></b></span>{DRAWN.format('')}</div>",
    "beside a link in it": f"<label>Share usage <a href=/m>Learn more</a> {BOX}</label>",
    # Words in the line of a block that stands within it: longhorn/longhorn-ui
    "a block in a line": f"<div><span><b>Share usage</b>{DRAWN.format('')}<p>We read it.</p></span></div>",
    # A picture of the words, such as a partner's logo
    "a picture": f"<label for=x><img alt='Share usage' width=90 height=20></label> {BOX}",
    # Words that a style sheet adds
    "a word before": f"<style>.s::before{{content:'Share '}}</style><label class=s>usage {BOX}</label>",
    "a word after": f"<style>.u::after{{content:' usage'}}</style><label><b class=u>Share</b> {BOX}</label>",
    "without what is added": f"<style>.r::after{{content:' (required)'}}</style><label class=r>Share usage {BOX}</label>",
    "a word as a picture": "<style>.i::before{content:'home';font-family:Material Icons}</style>"
    f"<label class=i>Share usage {BOX}</label>",
    # Lines beside it
    "explained": f"<label><div>Share usage</div><div>We read what you do.</div>{BOX}</label>",
    "line above": f"<label><div {SMALL}>Research</div><div>Share usage</div>{BOX}</label>",
    "bold below": f"<label><div>Research</div><div style='font-weight:700'>Share usage</div>{BOX}</label>",
    "line above in a row": f"<div><div {SMALL}>Research</div><div>Share usage</div>{DRAWN.format('')}</div>",
    "broken": f"<label>Share<br>usage {BOX}</label>",
    "explained in a name": f"<p id=t>Share usage</p><p id=d>More</p>{DRAWN.format('aria-labelledby=t aria-describedby=d')}",
    "named with its description": "<label id=t for=x><div>Share usage</div><div>It helps.</div></label>"
    "<input type=checkbox id=x aria-labelledby=t>",
}


@pytest.mark.parametrize("name", READ)
def test_a_label_is_read_as_a_person_reads_it(show: Show, name: str) -> None:
    assert called(show, READ[name]) == 1


OTHER = {
    "no shortcut": f"<label>Share usage <span>Control usage</span> {BOX}</label>",
    "not a badge": f"<label>Share usage <span>never</span> {BOX}</label>",
    "no element of its own": f"<label>Share usage New {BOX}</label>",
    "merged": f"<label><div>Share diagnostics</div><div>Share usage</div><div>Crashes</div>{BOX}</label>",
    "merged, small": f"<label><div>Share diagnostics</div><div {SMALL}>Share usage</div>{BOX}</label>",
    "a word more": f"<label><span class=icon>Never Ever</span> Share usage {BOX}</label>",
    "refused before": f"<label><span>Don't</span> Share usage {BOX}</label>",
    "emphasized": f"<label>Share usage <em>New</em> {BOX}</label>",
    "its own label": f"<table><tr><td>Share usage<td><label>{BOX} Reports</label></table>",
    "turned around": f"<table><tr><td>Share usage<td><label>{BOX} Disable</label></table>",
    "with a link": f"<div><a href=/s>Share usage</a><label>{BOX} Enable</label></div>",
    "what comes after": f"<div><label>{BOX} Enable</label><p>Share usage</p></div>",
    "of two": f"<div><p>Share usage</p><label>{BOX} Enable</label><label><input type=checkbox> Sync</label></div>",
    "a link below": f"<label>Share <a href=/u style='display:block'>usage</a> {BOX}</label>",
    "a tip": f"<style>.t::after{{content:'usage';position:absolute}}</style><label class=t>Share {BOX}</label>",
    "a number": f"<label>Share usage <span>2</span> {BOX}</label>",
    "a year": f"<label>Share usage <span>(since 2024)</span> {BOX}</label>",
    "another's": f"<label for=y>Share usage</label><label>{BOX} Reports</label> <input id=y>",
    "beside a link": f"<div><label>Share usage</label><a href=/s>View</a><label>{BOX} Reports</label></div>",
    "of several": f"<div><label>Share usage</label><label>Sync</label><label>{BOX} Reports</label></div>",
    "beside a field": f"<div><label>Share usage</label><input><label>{BOX} Reports</label></div>",
}


@pytest.mark.parametrize("name", OTHER)
def test_what_is_another_label_stays_one(show: Show, name: str) -> None:
    assert called(show, OTHER[name]) == 0


@pytest.mark.parametrize("heading", ["Folders (1)", "Folders <span>(1)</span>"])
def test_a_heading_may_say_how_many_there_are(show: Show, heading: str) -> None:
    seen = show(f"<h2>{heading}</h2><p>{BOX}</p>").survey()
    assert seen.shows("Folders")
    assert seen.controls[0].under("Folders")


def test_a_badge_alone_is_a_label(show: Show) -> None:
    (found,) = show(f"<p>Sync</p><label><span>New</span> {BOX}</label>").survey().controls
    assert found.called("New")


def test_two_that_differ_by_a_badge_alone_are_look_alikes(show: Show) -> None:
    one, other = (
        f"<div><label>Share usage {more}<input type=checkbox></label></div>"
        for more in ("", "<span>New</span>")
    )
    assert called(show, one + other) == 2


STEPS = {
    "shortcut": ("menuitem", "<div role=menuitem>Settings <kbd>Ctrl+,</kbd></div>"),
    "shortcut in a span": (
        "menuitem",
        "<div role=menuitem><span>Settings</span> <span>\u2318 ,</span></div>",
    ),
    "long shortcut": (
        "menuitem",
        "<div role=menuitem>Settings <span class=hint>Ctrl+Shift+P</span></div>",
    ),
    "badge": ("link", "<a href=/s>Settings <span class=badge>New</span></a>"),
    "ligature": ("button", "<button><i class=material-icons>settings</i> Settings</button>"),
    "private glyph": ("button", "<button><i>\uf013</i> Settings</button>"),
    "drawn glyph": (
        "button",
        "<style>.g::before{content:'\uf013'}</style><button class=g>Settings</button>",
    ),
    "drawn arrow": (
        "link",
        "<style>.g::after{content:'\u203a'}</style><a href=/s class=g>Settings</a>",
    ),
    "soft hyphen": ("link", "<a href=/s>Set&shy;tings</a>"),
    "zero width": ("tab", "<div role=tab>\u200bSet\u200btings\u200e</div>"),
    "arrow": ("link", "<a href=/s>Settings <span>\u203a</span></a>"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_read_as_a_person_reads_it(show: Show, name: str) -> None:
    role, body = STEPS[name]
    screen = show(body, {"go": by_role(role, "Settings")})
    screen.find("go", 0)


@pytest.mark.parametrize(
    "body",
    [
        "<button>Settings of partners</button>",
        "<button>Settings <span>and more</span></button>",
        "<button aria-label='Delete settings'>Settings</button>",
        "<button><span>Reset</span> Settings</button>",
    ],
)
def test_a_step_that_says_more_is_another(show: Show, body: str) -> None:
    screen = show(body, {"go": by_role("button", "Settings")})
    with pytest.raises(SettingError):
        screen.find("go", 0)


SMALL = "<div style='font-size:11px'>{}</div>"
DESCRIBED = {
    "below": f"<div>Settings</div>{SMALL.format('What is shown to you.')}",
    "wrapped": f"<div><span><b>Settings</b></span>{SMALL.format('What is shown.')}</div>",
    "two of them": f"<div>Settings</div>{SMALL.format('What is shown.')}{SMALL.format('More.')}",
    "a lighter one": "<div style='font-weight:600'>Settings</div><div>What is shown to you.</div>",
    "with a badge": f"<div>Settings <sup>New</sup></div>{SMALL.format('What is shown to you.')}",
}


@pytest.mark.parametrize("name", DESCRIBED)
def test_a_step_goes_by_its_title_and_not_by_the_small_print_below(show: Show, name: str) -> None:
    body = f"<div role=link tabindex=0>{DESCRIBED[name]}</div>"
    screen = show(body, {"go": by_role("link", "Settings")})
    screen.find("go", 0)


@pytest.mark.parametrize(
    "inner",
    [
        "<div>Settings</div><div>of partners</div>",
        SMALL.format("Settings") + "<div>What is shown to you.</div>",
        SMALL.format("Delete all") + "<div>Settings</div>" + SMALL.format("What is shown."),
        f"Settings{SMALL.format('What is shown.')}and more",
    ],
    ids=["as large", "larger", "not first", "goes on"],
)
def test_a_line_that_does_not_stand_out_first_is_no_title(show: Show, inner: str) -> None:
    screen = show(f"<div role=link tabindex=0>{inner}</div>", {"go": by_role("link", "Settings")})
    with pytest.raises(SettingError):
        screen.find("go", 0)


def test_small_print_that_destroys_keeps_a_step_from_being_pressed(show: Show) -> None:
    body = f"<button><div>Settings</div>{SMALL.format('Deletes your account.')}</button>"
    screen = show(body, {"go": by_role("button", "Settings")})
    with pytest.raises(SettingError, match=r"(?i)delet|destroy"):
        screen.step("go")


def test_what_says_the_label_alone_is_meant_before_what_has_small_print(show: Show) -> None:
    described = f"<div role=link tabindex=0><div>Settings</div>{SMALL.format('Shown.')}</div>"
    screen = show(
        f"{described}<a href=/s id=plain>Settings</a>", {"go": by_role("link", "Settings")}
    )
    assert screen.find("go", 0).get_attribute("id") == "plain"


@pytest.mark.parametrize("body", ["Settings <sup>New</sup>", "\uf013 Settings", "Set&shy;tings"])
def test_a_text_and_a_row_are_read_so_as_well(show: Show, body: str) -> None:
    elements = {
        "text": [{"by": "text", "value": "Settings"}],
        "row": [{"by": "row", "label": "Settings"}],
    }
    screen = show(f"<a href=/s>{body}</a>", elements)
    screen.find("text", 0)
    screen.find("row", 0)
