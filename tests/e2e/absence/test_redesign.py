"""A redesign is noticed once: what is missing for one setting is not walked to again for the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from offswitch.engine.landing import Arrival
from offswitch.errors import SettingError, Unmatched
from offswitch.model.words import Reason
from tests.e2e.absence.conftest import Visit, layout, page
from tests.kinds.app import Answer, App

pytestmark = pytest.mark.e2e

TAB = "<p role=tab tabindex=0>Data</p>"
DOOR = '<nav><p><a href="/data">Your data</a></p></nav>'


def two_settings(app: App, **second: Any) -> dict[str, Any]:
    """Two settings behind the same tab of the same page; what is named differs for the second one."""
    rows = {name: [{"by": "row", "label": name.title()}] for name in ("usage_row", "reports_row")}
    elements = {
        "door": [{"by": "role", "role": "link", "name": "Your data"}],
        "tab": [{"by": "role", "role": "tab", "name": "Data"}],
        **rows,
    }

    def route(row: str) -> dict[str, Any]:
        return {"url": f"{app.url}/data", "then": ["tab", row], "path": ["door", "tab", row]}

    own = layout(app, elements=elements, route=route("usage_row"))
    reports = own["routes"]["usage"] | route("reports_row") | second
    return own | {"routes": own["routes"] | {"reports": reports}}


def not_found(look_for: Callable[[str], Arrival], name: str) -> SettingError:
    with pytest.raises(Unmatched) as error:
        look_for(name)
    assert error.value.reason is Reason.NOT_FOUND
    return error.value


def serve(app: App, home: str, data: str) -> None:
    app.page = page(home)
    app.route("GET /data")(lambda _: Answer(page(data)))


def test_a_step_that_is_missing_is_missed_once(app: App, visit: Visit) -> None:
    serve(app, home="<p>Nothing</p>", data="<p role=tab>Information</p>")
    look_for = visit(two_settings(app))
    first = not_found(look_for, "usage")
    asked = list(app.requests)
    assert {"GET /data", "GET /"} <= set(asked)

    second = not_found(look_for, "reports")
    assert app.requests == asked, "neither by its address nor by the menus"
    assert (second.message, second.hint) == (first.message, first.hint)
    assert str(not_found(look_for, "usage").hint) == first.hint, "nothing is told twice"


def test_the_menus_do_not_lead_again_to_a_page_that_is_known(app: App, visit: Visit) -> None:
    serve(app, home=DOOR, data=f"{TAB}<p>Another row</p>")
    not_found(visit(two_settings(app)), "usage")
    assert "GET /" not in app.requests


def test_the_menus_are_walked_where_the_address_leads_elsewhere(app: App, visit: Visit) -> None:
    serve(app, home=DOOR, data="<p>Moved</p>")
    not_found(visit(two_settings(app)), "usage")
    assert "GET /" in app.requests


def test_a_page_that_would_show_the_way_to_another_setting_is_looked_at_again(
    app: App, visit: Visit
) -> None:
    rows = "<h2>Reports</h2><p>Daily summary</p><p>Weekly summary</p>"
    serve(app, home="<p>Nothing</p>", data=rows)
    file = two_settings(app, entry="reports")
    file["sections"]["reports"] = {
        "heading": "Reports",
        "neighbours": ["Daily summary", "Weekly summary"],
    }
    look_for = visit(file)
    not_found(look_for, "usage")
    asked = app.requests.count("GET /data")
    with pytest.raises(SettingError):
        look_for("reports")
    assert app.requests.count("GET /data") > asked


def test_a_page_that_lacks_an_answer_is_loaded_again(app: App, visit: Visit) -> None:
    serve(app, home="<p>Nothing</p>", data="<script>fetch('/parts')</script>")
    app.route("GET /parts")(lambda _: Answer(status=500))
    look_for = visit(two_settings(app))
    not_found(look_for, "usage")
    asked = app.requests.count("GET /data")
    not_found(look_for, "reports")
    assert app.requests.count("GET /data") > asked


def test_a_way_whose_page_cannot_be_told_in_its_language_is_walked(app: App, visit: Visit) -> None:
    german = page("<p role=tab>Angaben</p>").replace('lang="en"', 'lang="de"')
    app.page = german
    app.route("GET /data")(lambda _: Answer(german))
    file = two_settings(app, entry="reports")
    file["sections"]["reports"] = {"heading": "Reports", "neighbours": ["Daily summary"]}
    look_for = visit(file)
    with pytest.raises(SettingError):
        look_for("usage")
    asked = app.requests.count("GET /data")
    with pytest.raises(SettingError):
        look_for("reports")
    assert app.requests.count("GET /data") > asked
