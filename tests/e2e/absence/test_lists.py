"""Nothing is absent from a list that was not seen to its end."""

from __future__ import annotations

import pytest

from offswitch.browser.tab import Tab
from offswitch.model.words import Reason
from tests.e2e.absence.conftest import (
    CHECKED,
    LABEL,
    ROWS,
    TITLE,
    Look,
    by_a_door,
    layout,
    page,
    refusal,
    told,
)
from tests.kinds.app import Answer, App

pytestmark = pytest.mark.e2e


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


def listed(*rows: str) -> str:
    """A list of rows that lead elsewhere."""
    drawn = "".join(f'<li><a href="/{n}">{row}</a></li>' for n, row in enumerate(rows))
    return f"<section><ul>{drawn}</ul></section>"


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (("Colors", "Studies"), Reason.NOT_FOUND),
        (("Colors",), Reason.NOT_OFFERED),
        (("Studies",), Reason.NOT_OFFERED),
    ],
    ids=["beside a known way in", "nothing", "elsewhere"],
)
def test_an_unknown_row_counts_in_each_list_with_a_way_in_from_the_page(
    app: App, look: Look, second: tuple[str, ...], reason: Reason
) -> None:
    colors = {
        "elements": {
            "colors": [{"by": "row", "label": "Colors"}],
            "bright": [{"by": "label", "label": "Bright colors"}],
        },
        "sections": {"colors": {"heading": "Color scheme"}},
        "routes": {
            "colors": {
                "section": "colors",
                "entry": "privacy",
                "url": f"{app.url}/",
                "then": ["colors"],
                "control": {"kind": "switch", "element": "bright"},
            }
        },
    }
    app.page = page(listed("Daily reminder", "Backup to the cloud") + listed(*second))
    assert refusal(look, by_a_door(app, **colors)).reason is reason


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
