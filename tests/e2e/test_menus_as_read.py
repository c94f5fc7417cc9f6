"""What a menu shows, and what it is called, where it is a field or a button that opens a list."""

from __future__ import annotations

import pytest

from tests.e2e.pages import Show

pytestmark = pytest.mark.e2e


INPUT = "<input role=combobox value='' aria-label=Who style='border:0;width:{}px;opacity:{}'>"
MENUS = {
    "overlaid": "<div style='border:1px solid'><div><div class=value>Everyone</div>"
    + INPUT.format(3, 1)
    + "</div></div>",
    "transparent": "<div style='border:1px solid;position:relative'><span>"
    + INPUT.format(100, 0)
    + "</span>"
    "<span class=item>Everyone</span></div>",
    "with a button": "<div style='border:1px solid;display:flex'><div>Everyone</div>"
    + INPUT.format(3, 1)
    + "<button>\u00d7</button></div>",
}
SHOWN = {  # of Semantic UI, Carbon, Headless UI and Mantine
    "closed list": "<div role=listbox tabindex=0><div>Everyone</div><div hidden><div role=option>Everyone</div>"
    "<div role=option>Nobody</div></div></div>",
    "titled picture": "<button role=combobox><span>Everyone</span><svg width=9 height=9><title>Open</title></svg></button>",
    "button": "<button aria-haspopup=listbox>Everyone</button>",
    "read-only field": "<input readonly aria-haspopup=listbox value=Everyone>",
    "field within": "<button aria-haspopup=listbox><div><input readonly tabindex=-1 value=Everyone></div></button>",
    "hidden copy": "<div><button aria-haspopup=listbox>Everyone</button><div aria-hidden=true><label><select>"
    "<option>Everyone</select></label></div></div>",
    "list to come": "<div><button aria-haspopup=listbox>Everyone</button><div style='display:none'>"
    "<div role=listbox></div></div></div>",
    "arrow beside": "<div><input role=combobox value=Everyone><button aria-haspopup=listbox>v</button></div>",
}
EMPTY = {
    "placeholder": "<div style='border:1px solid'><div class=x-placeholder>Everyone</div>"
    + INPUT.format(3, 1)
    + "</div>",
    "label beside": "<div><span>Everyone</span>" + INPUT.format(90, 1) + "</div>",
    "own label": "<div style='border:1px solid'><label for=w>Everyone</label><input role=combobox id=w style='border:0'></div>",
}


@pytest.mark.parametrize(
    ("body", "value"),
    [
        *((body, "Everyone") for body in (*MENUS.values(), *SHOWN.values())),
        *((body, "") for body in EMPTY.values()),
    ],
    ids=[*MENUS, *SHOWN, *EMPTY],
)
def test_a_menu_shows_what_stands_in_its_box(show: Show, body: str, value: str) -> None:
    (found,) = show(f"<p>Who may see it</p>{body}<p>Sync</p>").survey().controls
    assert found.signals == {"shown": value}


@pytest.mark.parametrize("name", [name for name in MENUS if name != "with a button"])
def test_the_choice_in_a_field_s_box_is_not_its_label(show: Show, name: str) -> None:
    row = f"<div style='display:flex'><p>Who may see it</p><div>{MENUS[name].replace('aria-label=Who', '')}</div></div>"
    (found,) = show(f"<h1>Settings</h1>{row}<p>Sync</p>").survey().controls
    assert found.called("Who may see it")
    assert not found.called("Everyone")


NAMED_WITH_ITS_CHOICE = {  # of Cloudscape and React Aria
    "beside": "<p id=l hidden>Who may see it</p><button aria-haspopup=listbox aria-labelledby='l v'><span id=v>Everyone</span></button>",
    "by itself": "<button id=b aria-haspopup=listbox aria-label='Who may see it' aria-labelledby='v b'><span id=v>Everyone</span></button>",
}


@pytest.mark.parametrize("name", NAMED_WITH_ITS_CHOICE)
def test_the_choice_in_a_menu_is_no_part_of_its_name(show: Show, name: str) -> None:
    (found,) = show(f"<h1>Settings</h1>{NAMED_WITH_ITS_CHOICE[name]}").survey().controls
    assert found.called("Who may see it")
    assert found.signals == {"shown": "Everyone"}


def test_a_field_that_is_drawn_elsewhere_is_seen_by_its_box(show: Show) -> None:
    body = MENUS["overlaid"].replace(
        "border:0", "border:0;position:relative;left:-100px;transform:scale(.01)"
    )
    (found,) = show(body).survey().controls
    assert (found.kind, found.signals) == ("menu", {"shown": "Everyone"})
