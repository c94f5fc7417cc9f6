"""When absence may be believed: only on a page that was read to its end and shows no trace of the setting."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.browser.tab import Tab
from offswitch.engine import Task
from offswitch.engine.landing import Arrival
from offswitch.engine.reach import reach
from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import SelectorFile
from offswitch.model.saves import Saves
from offswitch.model.variant import Variant
from offswitch.model.words import Category, Kind, Reason
from offswitch.screen import Quiet, Screen
from offswitch.spec import Platform, Setting
from tests.kinds.app import Answer, App, Stream

pytestmark = pytest.mark.e2e

LABEL = "Send the diary to research"
TITLE = "Diary and research"
CHECKED = f'<p><label><input type="checkbox" checked> {LABEL}</label></p>'
ROWS = "<p>Daily reminder</p><p>Backup to the cloud</p>"
LATE = """<div id="more"></div><script>
setTimeout(() => { document.getElementById('more').innerHTML = `%s`; }, %d);
</script>"""


class Records:
    """No journal: nothing was found before, and nothing is written."""

    def intend(self, *_: object) -> None: ...
    def has_begun(self, _task: Task) -> bool:
        return False

    def proved_off(self, _task: Task) -> bool:
        return False

    def proof_lacked(self, _task: Task) -> frozenset[str]:
        return frozenset()

    def done_by_hand(self, _task: Task) -> dt.date | None:
        return None

    def keep_picture(self, *_: object) -> None: ...


class Services:
    """What the engine works with, where nobody is told anything."""

    read_only = True
    wrote = False
    records = Records()

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def fresh(self) -> AbstractContextManager[Screen]:
        return nullcontext(self.screen)

    def identify(self, screen: Screen) -> None: ...
    def writing(self, _mutations: Sequence[str]) -> AbstractContextManager[None]:
        return nullcontext()

    def saves(self) -> Saves:
        return Saves()

    def save_errors(self) -> list[str]:
        return []

    def covered_accounts(self, _screen: Screen) -> tuple[str, ...]:
        return ()

    def saw(self, *_: object) -> None: ...
    def say(self, step: str) -> None: ...


@pytest.fixture
def app() -> Iterator[App]:
    with App("") as running:
        yield running


Look = Callable[..., Arrival]


@pytest.fixture
def tabs() -> Iterator[list[Tab]]:
    """The tabs that a test has opened."""
    opened: list[Tab] = []
    yield opened
    for tab in opened:
        tab.close()


@pytest.fixture
def look(local_browser: Launched, app: App, tabs: list[Tab]) -> Look:
    """Look for the setting in some layouts, the newest first; each is what differs from ``layout``.

    What is named besides is of the platform.
    """

    def looked(*layouts: dict[str, Any], **site: Any) -> Arrival:
        files = [SelectorFile.model_validate(each) for each in layouts or (layout(app),)]
        fence = Fence(hosts=frozenset({app.host}), reads=("GET *",), ignore=("POST /api/log",))
        tab = local_browser.tab(None, Guard(fence))
        tabs.append(tab)
        screen = Screen(
            page=tab.page,
            quiet=Quiet(tab.page, fence),
            file=files[0],
            pace=Pace(pause=(0, 0)),
        )
        setting = Setting(
            id="usage", category=Category.RESEARCH, kind=Kind.SWITCH, title="Diary and research"
        )
        platform = Platform(
            name="diary", title="Diary", home=f"{app.url}/", settings=(setting,), **site
        )
        variants = tuple(Variant(f"diary/{n}", file) for n, file in enumerate(files))
        return reach(Task(platform, setting, variants), Services(screen), screen)

    return looked


def page(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Diary</title>{head}'
        f"<h1>Settings</h1><h2>Privacy</h2>{body}"
    )


def layout(app: App, **changes: Any) -> dict[str, Any]:
    """A selector file whose one setting is a switch on the page of the section "Privacy"."""
    section = {"heading": "Privacy", "neighbours": ["Daily reminder", "Backup to the cloud"]}
    route = {
        "section": "privacy",
        "url": f"{app.url}/",
        "control": {"kind": "switch", "element": "usage"},
    }
    elements = {"usage": [{"by": "label", "label": LABEL}]}
    return {
        "schema": 1,
        "platform": "diary",
        "version": "2026-11",
        "hosts": [app.host],
        "elements": elements | changes.get("elements", {}),
        "sections": {"privacy": section | changes.get("section", {})} | changes.get("sections", {}),
        "routes": {"usage": route | changes.get("route", {})} | changes.get("routes", {}),
    }


def by_a_door(app: App, **changes: Any) -> dict[str, Any]:
    """A selector file whose one setting stands on a page of its own, behind a row of "Privacy"."""
    more = {
        "elements": {"door": [{"by": "row", "label": TITLE}]} | changes.pop("elements", {}),
        "sections": {"research": {"heading": TITLE}} | changes.pop("sections", {}),
        "route": {"section": "research", "entry": "privacy", "then": ["door"]}
        | changes.pop("route", {}),
    }
    return layout(app, **more, **changes)


def refusal(look: Look, *layouts: dict[str, Any], **site: Any) -> SettingError | Unreachable:
    with pytest.raises((SettingError, Unreachable)) as error:
        look(*layouts, **site)
    assert isinstance(error.value, SettingError | Unreachable)
    return error.value


def told(error: SettingError | Unreachable) -> str:
    return f"{error.message}; {error.hint}"


# What is truly not there


def test_a_setting_that_is_not_on_its_page_is_not_offered(app: App, look: Look) -> None:
    app.page = page(ROWS)
    assert refusal(look).reason is Reason.NOT_OFFERED


def test_a_row_that_is_not_in_its_list_is_not_offered(app: App, look: Look) -> None:
    app.page = page(
        '<p><a href="/a">Daily reminder</a></p><p><a href="/b">Backup to the cloud</a></p>'
    )
    assert refusal(look, by_a_door(app)).reason is Reason.NOT_OFFERED


# Its words are there


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{LABEL}</p>",
        f"<p>{LABEL}.</p>",
        f"<p>{LABEL.upper()} <b>New</b></p>",
        f"<p>{LABEL} (2)</p>",
        f"<p>Soon: “{LABEL}”, and more</p>",
        f'<div class="toggle" aria-label="{LABEL}" style="width:40px;height:20px"></div>',
        f'<img alt="{LABEL}" src="data:," width="40" height="20">',
        f"<p>{LABEL.replace('research', 're­search')}</p>",
    ],
    ids=["plain", "stop", "badge", "count", "quoted", "toggle", "image", "soft-hyphen"],
)
def test_a_label_that_can_be_seen_speaks_against_absence(app: App, look: Look, body: str) -> None:
    app.page = page(body + ROWS)
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "its label is there, but no control that can be read stands beside it" in told(error)


@pytest.mark.parametrize(
    "row", [f"{TITLE} New", f"{TITLE}.", f"{TITLE} (1)"], ids=["badge", "stop", "count"]
)
def test_a_door_with_an_extra_word_speaks_against_absence(app: App, look: Look, row: str) -> None:
    app.page = page(f'<p><a href="/r">{row}</a></p>' + ROWS)
    more = {"more": True}
    assert refusal(look, by_a_door(app, section=more)).reason is Reason.NOT_FOUND


def test_the_label_of_another_layout_speaks_against_absence(app: App, look: Look) -> None:
    app.page = page("<p>Give the diary to science</p>" + ROWS)
    older = layout(app, elements={"usage": [{"by": "label", "label": "Give the diary to science"}]})
    assert refusal(look, layout(app), older).reason is Reason.NOT_FOUND


def test_watched_words_speak_against_absence_on_any_page(app: App, look: Look) -> None:
    app.page = page("<p>Research partners</p>" + ROWS)
    assert refusal(look, layout(app, route={"watch": ["research"]})).reason is Reason.NOT_FOUND


def test_the_name_of_the_page_itself_is_not_a_trace(app: App, look: Look) -> None:
    app.page = page(ROWS)
    older = by_a_door(app, elements={"door": [{"by": "row", "label": "Privacy"}]})
    entry = layout(app, route={"entry": "privacy", "watch": ["privacy"]})
    assert refusal(look, entry, older).reason is Reason.NOT_OFFERED


def test_words_on_another_layouts_way_to_a_dead_end_do_not_count(app: App, look: Look) -> None:
    app.page = page(ROWS)
    guide = layout(app, route={"watch": ["daily"], "control": {"kind": "guide"}})
    assert refusal(look, layout(app), guide).reason is Reason.NOT_OFFERED


CHOICE = {
    "elements": {
        "no": [{"by": "label", "label": "Do not allow it here"}],
        "yes": [{"by": "label", "label": "Allow"}],
        "other_no": [{"by": "label", "label": "Do not allow it here"}],
    },
    "route": {"control": {"kind": "choice", "off": "no", "on": "yes"}},
}


def test_an_option_s_words_speak_against_absence_unless_others_have_them(
    app: App, look: Look
) -> None:
    app.page = page("<p>Do not allow it here</p>" + ROWS)
    assert refusal(look, layout(app, **CHOICE)).reason is Reason.NOT_FOUND
    twin = {
        "section": "privacy",
        "url": f"{app.url}/",
        "control": {"kind": "choice", "off": "other_no", "on": "yes"},
    }
    shared = layout(app, **CHOICE, routes={"backup": twin})
    assert refusal(look, shared).reason is Reason.NOT_FOUND
    app.page = page("<label><input type=radio> Do not allow it here</label>" + ROWS)
    assert refusal(look, shared).reason is Reason.NOT_OFFERED


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


# Lists that show only a part


VIRTUAL = """<style>#list { height: 200px; overflow: auto; position: relative; width: 500px }
#list div div { position: absolute; height: 40px }</style>
<p>Daily reminder</p><div id="list"><div id="pad" style="position: relative"></div></div><script>
const rows = %s, list = document.getElementById('list'), pad = document.getElementById('pad');
pad.style.height = rows.length * 40 + 'px';
list.onscroll = () => {
  const first = Math.floor(list.scrollTop / 40);
  pad.innerHTML = rows.slice(first, first + 6).map((row, n) =>
    `<div style="top: ${(first + n) * 40}px">${row}</div>`).join('');
};
list.onscroll();
</script>"""


def virtual(*rows: str, before: int = 20) -> str:
    many = ["<span>Backup to the cloud</span>"] + [f"<span>Entry {n}</span>" for n in range(before)]
    return page(VIRTUAL % [*many, *rows])


def test_a_list_that_draws_only_what_is_in_view_is_scrolled(app: App, look: Look) -> None:
    app.page = virtual(CHECKED.replace("p>", "span>"))
    assert look().found.parts


def test_a_list_that_was_scrolled_in_vain_is_scrolled_back(
    app: App, look: Look, tabs: list[Tab]
) -> None:
    app.page = virtual().replace("list.onscroll();", "list.onscroll(); list.scrollTop = 5;")
    assert refusal(look).reason is Reason.NOT_OFFERED
    scrolled = "document.getElementById('list').scrollTop"
    assert tabs[-1].page.evaluate(scrolled) == 5


def test_a_button_for_more_rows_says_that_the_list_goes_on(app: App, look: Look) -> None:
    app.page = page(ROWS + "<p><button>Show more</button></p>")
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "the list goes on beyond what was looked at" in told(error)
    knows = layout(app, elements={"more": [{"by": "row", "label": "Show more"}]})
    assert refusal(look, knows).reason is Reason.NOT_OFFERED


def test_a_label_further_down_speaks_against_absence(app: App, look: Look) -> None:
    after = [f"<span>Page {n}</span>" for n in range(20)]
    app.page = virtual(f"<span>{LABEL} (new)</span>", *after)
    assert refusal(look).reason is Reason.NOT_FOUND


def test_a_door_further_down_is_followed(app: App, look: Look) -> None:
    app.route("GET /r")(lambda _: Answer(page(f"<h3>{TITLE}</h3>{CHECKED}")))
    app.page = virtual(f'<a href="/r">{TITLE}</a>')
    assert look(by_a_door(app)).found.parts


def test_an_endless_list_is_never_said_to_lack_anything(app: App, look: Look) -> None:
    app.page = page(
        """<div id="feed"></div><script>
        const feed = document.getElementById('feed');
        let count = 0;
        const more = () => { for (let n = 0; n < 40; n++) {
          const row = document.createElement('p'); row.textContent = 'Entry ' + count++; feed.append(row); } };
        more();
        onscroll = () => { if (scrollY + innerHeight > document.body.scrollHeight - 600) more(); };
        </script>"""
    ).replace("<div", ROWS + "<div")
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "the list goes on beyond what was looked at" in told(error)


def test_a_page_that_loads_more_at_its_end_is_scrolled_to_its_real_end(
    app: App, look: Look
) -> None:
    app.page = page(
        ROWS
        + f"""<div style="height: 1500px"></div><div id="end"></div><script>
        new IntersectionObserver(([seen], watch) => {{
          if (!seen.isIntersecting) return;
          watch.disconnect();
          setTimeout(() => {{ document.getElementById('end').innerHTML = `{CHECKED}`; }}, 700);
        }}).observe(document.getElementById('end'));</script>"""
    )
    assert look().found.parts


# What cannot be looked into


CLOSED = """<x-part></x-part><script>
customElements.define('x-part', class extends HTMLElement {
  connectedCallback() { this.attachShadow({mode: 'closed'}).innerHTML = `%s`; } });
</script>"""
DECLARED = '<div><template shadowrootmode="closed">%s</template></div>'


@pytest.mark.parametrize("part", [CLOSED, DECLARED], ids=["by-script", "by-markup"])
def test_a_closed_part_of_the_page_may_contain_the_setting(app: App, look: Look, part: str) -> None:
    app.page = page(ROWS + part % CHECKED)
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "a part of the page is closed to offswitch (closed shadow root)" in told(error)


@pytest.mark.parametrize(
    "body",
    [
        CLOSED % '<svg width="20" height="20"></svg>',
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


# Several layouts


def test_one_layout_s_absence_does_not_beat_another_layout_s_stranger(app: App, look: Look) -> None:
    rows = "".join(
        f'<p><a href="/{n}">{row}</a></p>'
        for n, row in enumerate(["Daily reminder", "Backup to the cloud", "Diary and science"])
    )
    app.page = page(rows)
    loose = by_a_door(app, section={"more": True})
    assert refusal(look, loose).reason is Reason.NOT_OFFERED
    assert refusal(look, loose, by_a_door(app)).reason is Reason.NOT_FOUND
    assert refusal(look, by_a_door(app), loose).reason is Reason.NOT_FOUND


def test_a_row_that_another_layout_knows_is_not_unknown(app: App, look: Look) -> None:
    rows = "".join(
        f'<p><a href="/{n}">{row}</a></p>'
        for n, row in enumerate(["Daily reminder", "Backup to the cloud", "Colors"])
    )
    app.page = page(rows)
    assert refusal(look, by_a_door(app)).reason is Reason.NOT_FOUND
    knows = by_a_door(app, elements={"colors": [{"by": "row", "label": "Colors"}]})
    assert refusal(look, by_a_door(app), knows).reason is Reason.NOT_OFFERED


# Its route names a search


BOX = """<input type="search" aria-label="Search settings" oninput="setTimeout(() => {
document.getElementById('found').innerHTML = `%s` }, 200)"><div id="found"></div>"""


def by_search(app: App) -> dict[str, Any]:
    """A selector file whose one setting may be found by the site's own search, too."""
    elements = {
        "box": [{"by": "role", "role": "searchbox", "name": "Search settings"}],
        "nothing": [{"by": "phrase", "value": "Nothing was found"}],
        "hit": [{"by": "role", "role": "link", "name": TITLE}],
    }
    file = layout(
        app,
        elements=elements,
        section={"more": True},
        route={"entry": "privacy", "search": "research", "result": "hit"},
    )
    return file | {"search": {"box": "box", "none": "nothing"}}


def searched(look: Look, app: App, *layouts: dict[str, Any]) -> SettingError | Unreachable:
    def search(screen: Screen, query: str) -> None:
        screen.type("box", query)

    return refusal(look, *layouts, search_at=f"{app.url}/", search_settings=search)


@pytest.mark.parametrize("box", ["", BOX % ""], ids=["no box", "no answer"])
def test_a_search_that_could_not_be_asked_proves_nothing(app: App, look: Look, box: str) -> None:
    app.page = page(ROWS + box)
    error = searched(look, app, by_search(app))
    assert error.reason is Reason.NOT_FOUND
    assert "no row for it" in told(error)


@pytest.mark.parametrize(
    "answer",
    ["<p>Nothing was found</p>", "<p><a href='/c'>Colors</a></p>"],
    ids=["nothing", "others"],
)
def test_a_search_that_answers_without_it_does(app: App, look: Look, answer: str) -> None:
    app.page = page(ROWS + BOX % answer)
    assert searched(look, app, by_search(app)).reason is Reason.NOT_OFFERED


def test_a_layout_without_a_search_needs_none(app: App, look: Look) -> None:
    app.page = page(ROWS)
    older = layout(app, route={"entry": "privacy"})
    assert searched(look, app, by_search(app), older).reason is Reason.NOT_OFFERED


def test_a_name_that_only_the_search_uses_explains_no_row(app: App, look: Look) -> None:
    rows = "".join(
        f'<p><a href="/{n}">{row}</a></p>'
        for n, row in enumerate(["Daily reminder", "Backup to the cloud", "Colors"])
    )
    app.page = page(rows)
    other = {
        "section": "privacy", "url": f"{app.url}/", "search": "colors", "result": "colors",
        "control": {"kind": "guide"},
    }  # fmt: skip
    file = by_a_door(
        app, elements={"colors": [{"by": "row", "label": "Colors"}]}, routes={"colors": other}
    )
    assert refusal(look, file).reason is Reason.NOT_FOUND


def test_nobody_calls_absent_what_was_landed_on(app: App, look: Look) -> None:
    app.route("GET /r")(lambda _: Answer(page(f"<h3>{TITLE}</h3><p>Nothing more</p>")))
    app.page = page(f'<p><a href="/r">{TITLE}</a></p>{ROWS}')
    error = refusal(look, by_a_door(app))
    assert error.reason is Reason.NOT_FOUND
    assert "its page is there" in told(error)


DIALOG = """<button onclick="document.getElementById('d').showModal()">Review</button>
<dialog id="d"><h2>Diary and research</h2><label><input type="radio" name="r"> %s</label>
<label><input type="radio" name="r" checked> Do give it</label></dialog>"""


def test_other_words_of_an_option_are_no_absence(app: App, look: Look) -> None:
    def file(**route: Any) -> dict[str, Any]:
        return by_a_door(
            app,
            elements={
                "review": [{"by": "role", "role": "button", "name": "Review"}],
                "no": [{"by": "label", "label": "Do not give it"}],
                "yes": [{"by": "label", "label": "Do give it"}],
            },
            route={
                "open": ["review"],
                "control": {"kind": "choice", "off": "no", "on": "yes"},
            } | route,
        )  # fmt: skip

    app.route("GET /r")(lambda _: Answer(page(f"<h3>{TITLE}</h3>" + DIALOG % "Never give it")))
    app.page = page(f'<p><a href="/r">{TITLE}</a></p>{ROWS}')
    assert refusal(look, file()).reason is Reason.NOT_FOUND
    app.route("GET /list")(lambda _: Answer(page(ROWS)))
    # A layout that looks in the list for a row of another name would call it absent.
    elsewhere = by_a_door(
        app,
        elements={"door": [{"by": "row", "label": "Science"}]},
        route={"url": f"{app.url}/list", "control": {"kind": "switch", "element": "usage"}},
    )
    assert refusal(look, file(), elsewhere).reason is Reason.NOT_FOUND
    assert refusal(look, elsewhere, file()).reason is Reason.NOT_FOUND


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


def test_a_list_that_is_half_scrolled_out_is_not_covered(app: App, look: Look) -> None:
    rows = "".join(f"<p>Entry {n}</p>" for n in range(9))
    app.page = page(
        f'<div style="height: 90px; overflow: auto">{rows}{ROWS}</div><p>Closing words</p>'
    )
    error = refusal(look)
    assert error.reason is not Reason.UNEXPECTED_DIALOG


# Open steps


def opened(app: App, **route: Any) -> dict[str, Any]:
    return layout(
        app,
        elements={"advanced": [{"by": "role", "role": "button", "name": "Advanced"}]},
        route={"open": ["advanced"]} | route,
    )


ACCORDION = f"""<p><button %s onclick="const box = this.parentElement.nextElementSibling;
  box.hidden = !box.hidden; window.pressed = (window.pressed || 0) + 1">Advanced</button></p>
<div %s>{CHECKED}</div>"""


@pytest.mark.parametrize(
    ("button", "box", "presses"),
    [
        ('aria-expanded="true"', "", 0),
        ("", "", 0),
        ('aria-expanded="false"', "hidden", 1),
        ("", "hidden", 1),
    ],
    ids=["says-open", "is-open", "says-closed", "is-closed"],
)
def test_what_is_open_is_not_pressed(
    app: App, look: Look, button: str, box: str, presses: int
) -> None:
    between = '<p><a href="/why">Why?</a></p>' if "true" in button else ""
    app.page = page(
        (ACCORDION % (button, box)).replace("<p><label>", between + "<p><label>") + ROWS
    )
    found = look(opened(app)).found
    assert found.parts
    assert found.screen.page.evaluate("window.pressed || 0") == presses


@pytest.mark.parametrize("state", ["open", ""])
def test_details_that_are_open_stay_open(app: App, look: Look, state: str) -> None:
    app.page = page(
        f"<details {state}><summary>Advanced</summary><a href=/why>Why?</a>{CHECKED}</details>{ROWS}"
    )
    file = opened(app)
    file["elements"]["advanced"] = [{"by": "row", "label": "Advanced"}]
    assert look(file).found.parts


def test_a_twin_in_another_part_that_is_open_is_not_taken_for_it(app: App, look: Look) -> None:
    other = f"<p><button>Basics</button></p><div id=twin>{CHECKED.replace('checked', '')}</div>"
    app.page = page(ACCORDION % ("", "hidden") + other + ROWS)
    error = refusal(look, opened(app))
    assert error.reason is Reason.AMBIGUOUS
