"""What only the whole selector file shows: names that lead nowhere, labels that contradict, addresses elsewhere."""

import datetime as dt
from typing import Any

import pytest

from offswitch.model.coherence import contradictions
from offswitch.model.geography import SelectorFile
from tests.unit.lamp_file import Change, changed


def problems(change: Change) -> list[tuple[str, str]]:
    return contradictions(SelectorFile.model_validate(changed(change)))


def test_an_unknown_element_is_named_where_it_is_used() -> None:
    assert problems(lambda d: d["detect"].append("ghost")) == [
        ("detect.1", "unknown element `ghost`")
    ]
    for key in ("path", "open", "asked", "retired", "app_only"):
        found = problems(lambda d, key=key: d["routes"]["research"].update({key: ["ghost"]}))  # type: ignore[misc]
        assert found == [("routes.research", "unknown element `ghost`")], key
    found = problems(lambda d: d["routes"]["research"]["control"].update(element="ghost"))
    assert ("routes.research", "unknown element `ghost`") in found
    found = problems(lambda d: d["interruptions"]["cookies"].update(dismiss="ghost"))
    assert found == [("interruptions.cookies", "unknown element `ghost`")]


@pytest.mark.parametrize("key", ["section", "entry", "within"])
def test_an_unknown_section_is_named(key: str) -> None:
    assert problems(lambda d: d["routes"]["research"].update({key: "attic"})) == [
        (f"routes.research.{key}", "unknown section `attic`")
    ]


@pytest.mark.parametrize("kind", ["switch", "choice"])
def test_reversed_labels_are_refused(kind: str) -> None:
    if kind == "choice":
        control = {"kind": "choice", "off": "allow", "on": "dont_allow"}
        found = problems(lambda d: d["routes"]["partners"].update(control=control))
        assert [where for where, _ in found] == [
            "routes.partners.control.off",
            "routes.partners.control.on",
        ]
        assert all("reversed?" in reason for _, reason in found)
        assert "Allow partners" in found[0][1]
    else:
        inverted = {"kind": "switch", "element": "research", "inverted": True}

        def allowing(d: dict[str, Any]) -> None:
            d["elements"]["research"] = [{"by": "label", "label": "Allow research"}]
            d["routes"]["research"]["control"] = inverted

        assert problems(allowing) == [
            ("routes.research.control", "'Allow research' contradicts inverted = true")
        ]


def test_a_switch_that_refuses_must_be_declared_inverted() -> None:
    def refusing(d: dict[str, Any]) -> None:
        d["elements"]["research"].append({"by": "label", "label": "Opt out of research"})

    assert problems(refusing) == [
        ("routes.research.control", "'Opt out of research' contradicts inverted = false")
    ]

    def declared(d: dict[str, Any]) -> None:
        d["elements"]["research"] = [{"by": "label", "label": "Opt out of research"}]
        d["routes"]["research"]["control"]["inverted"] = True

    assert problems(declared) == []


def test_one_element_cannot_be_both_sides() -> None:
    def both(d: dict[str, Any]) -> None:
        d["routes"]["partners"]["control"] = {"kind": "choice", "off": "research", "on": "research"}

    assert problems(both) == [("routes.partners.control", "`off` and `on` are the same element")]


@pytest.mark.parametrize("part", ["control", "open", "asked"])
def test_destructive_labels_are_refused_in_the_way_of_a_switch(part: str) -> None:
    def destructive(d: dict[str, Any]) -> None:
        if part == "control":
            d["elements"]["research"] = [{"by": "label", "label": "Delete my research data"}]
        else:
            d["routes"]["research"][part] = ["wipe"]

    found = problems(destructive)
    assert [where for where, _ in found] == ["routes.research"]
    assert "destructive label" in found[0][1]


def test_a_confirm_step_that_allows_is_refused() -> None:
    """Seen in the field: the branch that refuses clicks what accepts."""

    def accepting(d: dict[str, Any]) -> None:
        d["elements"]["confirm"] = [{"by": "role", "role": "button", "name": "Turn on"}]

    assert problems(accepting) != []


@pytest.mark.parametrize("label", ["Accept all", "Agree", "Delete account"])
def test_an_interruption_is_never_put_away_by_agreeing(label: str) -> None:
    def agreeing(d: dict[str, Any]) -> None:
        d["elements"]["agree"] = [{"by": "role", "role": "button", "name": label}]
        d["interruptions"]["cookies"]["dismiss"] = "agree"

    assert problems(agreeing) != []


def test_a_destructive_label_on_the_way_is_refused() -> None:
    assert problems(lambda d: d["routes"]["research"].update(path=["wipe"])) != []


def test_an_action_may_be_destructive() -> None:
    assert not [where for where, _ in problems(lambda _: None) if "history" in where]


@pytest.mark.parametrize("key", ["path", "open", "asked"])
def test_a_phrase_is_never_clicked(key: str) -> None:
    found = problems(lambda d: d["routes"]["research"].update({key: ["gone"], "retired": []}))
    assert found == [("routes.research", "`gone` is found by a phrase, which is never clicked")]


ADDRESSES = {
    "http://lamp.test/privacy": "plain http",
    "http://localhost:8080/privacy": "localhost is not loopback by number",
    "http://127.0.0.1:9090/privacy": "another port",
    "https://lamp.test.evil.test/privacy": "a host that only begins like one",
    "https://lamp.test@evil.test/privacy": "a host behind a user name",
    "https://evil.test/lamp.test": "another host",
    "https://lamp.test:8443/privacy": "another port of a host",
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_outside_the_hosts_is_refused(url: str) -> None:
    found = problems(lambda d: d["routes"]["research"].update(url=url))
    assert [where for where, _ in found] == ["routes.research.url"]
    assert "is not one of `hosts`" in found[0][1]


def test_plain_http_is_for_loopback_alone() -> None:
    url = "http://127.0.0.1:8080/privacy"
    assert problems(lambda d: d["routes"]["research"].update(url=url)) == []


@pytest.mark.parametrize("save", ["button", "close", "confirm"])
def test_a_save_that_takes_a_click_names_what_to_click(save: str) -> None:
    assert problems(lambda d: d["routes"]["research"].update(save=save)) == [
        ("routes.research.confirm", f"save = {save!r} needs at least one element")
    ]


def test_a_route_without_a_way_to_it_is_refused() -> None:
    assert problems(lambda d: d["routes"]["research"].pop("url")) == [
        ("routes.research", "no way there: give `url`, `path` or `search`")
    ]


@pytest.mark.parametrize("table", ["evidence", "intent"])
def test_what_belongs_to_no_route_is_refused(table: str) -> None:
    more: dict[str, Any] = {
        "evidence": {"grade": "A", "seen": dt.date(2026, 1, 1), "source": "x"},
        "intent": {"category": "research", "title": "Ghost"},
    }
    found = problems(lambda d: d.setdefault(table, {}).update(ghost=more[table]))
    assert len(found) == 1
    where, reason = found[0]
    assert where.endswith(".ghost")
    assert table in where
    assert reason == "there is no route `ghost`"
