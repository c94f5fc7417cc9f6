"""The selector file's format: every mistake is named by its dotted place and its reason."""

import copy
import datetime as dt
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from offswitch.model.coherence import contradictions
from offswitch.model.geography import LabelFile, SelectorFile, json_schema, labels_of

GOOD = """
schema = 1
platform = "lamp"
version = "2026-01"
hosts = ["lamp.test", "127.0.0.1:8080"]
detect = ["title"]

[elements]
title = [{ by = "text", value = "Privacy" }]
menu = [{ by = "role", role = "button", name = "Menu" }]
gone = [{ by = "phrase", value = "is no longer available" }]
research = [{ by = "label", label = "Research" }]
allow = [{ by = "label", label = "Allow partners" }]
dont_allow = [{ by = "label", label = "Don't allow partners" }]
confirm = [{ by = "role", role = "button", name = "Confirm", within = "top_dialog" }]
wipe = [{ by = "role", role = "button", name = "Clear history" }]
wiped = [{ by = "text", value = "All gone" }]
cookies = [{ by = "role", role = "dialog", name = "Cookies" }]

[sections.privacy]
heading = "Privacy"
neighbours = ["Research"]

[routes.research]
section = "privacy"
url = "https://lamp.test/privacy"
control = { kind = "switch", element = "research" }
retired = ["gone"]

[routes.partners]
section = "privacy"
path = ["menu"]
control = { kind = "choice", off = "dont_allow", on = "allow" }
save = "confirm"
confirm = ["confirm"]

[routes.history]
search = "history"
control = { kind = "action", element = "wipe", done = "wiped" }

[evidence.research]
grade = "A"
seen = 2026-01-31
source = "seen"

[interruptions.cookies]
visible = "cookies"
dismiss = "menu"
"""

KINDS = {
    "role",
    "href",
    "text",
    "phrase",
    "attribute",
    "label",
    "key",
    "switch",
    "choice",
    "action",
}
Change = Callable[[dict[str, Any]], Any]


def good() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(GOOD))


def changed(change: Change) -> dict[str, Any]:
    data = good()
    change(data)
    return data


def refused(data: dict[str, Any]) -> dict[str, str]:
    """Dotted place → reason of everything that the format itself refuses."""
    with pytest.raises(ValidationError) as caught:
        SelectorFile.model_validate(data)
    return {place(error["loc"]): error["msg"] for error in caught.value.errors()}


def place(loc: tuple[int | str, ...]) -> str:
    """The dotted place in the file: pydantic also names the kind that it tried, after the parent."""
    parts = [
        part
        for before, part in zip((None, *loc), loc, strict=False)
        if not (part in KINDS and (isinstance(before, int) or before == "control"))
    ]
    return ".".join(map(str, parts))


def problems(change: Change) -> list[tuple[str, str]]:
    return contradictions(SelectorFile.model_validate(changed(change)))


def test_the_good_file_is_in_order() -> None:
    file = SelectorFile.model_validate(good())
    assert contradictions(file) == []
    assert file.evidence["research"].seen == dt.date(2026, 1, 31)


# What the format itself refuses

REFUSED: dict[str, tuple[Change, str, str]] = {
    "unknown table": (lambda d: d.update(colour="red"), "colour", "Extra inputs"),
    "unknown field of a route": (
        lambda d: d["routes"]["research"].update(xpath="//div[3]"),
        "routes.research.xpath",
        "Extra inputs",
    ),
    "unknown field of a control": (
        lambda d: d["routes"]["research"]["control"].update(reversed=True),
        "routes.research.control.reversed",
        "Extra inputs",
    ),
    "unknown kind of locator": (
        lambda d: d["elements"].update(title=[{"by": "xpath", "value": "//h1"}]),
        "elements.title.0",
        "'xpath'",
    ),
    "unknown kind of control": (
        lambda d: d["routes"]["research"].update(control={"kind": "slider", "element": "research"}),
        "routes.research.control",
        "'slider'",
    ),
    "a locator without what it looks for": (
        lambda d: d["elements"].update(title=[{"by": "label"}]),
        "elements.title.0.label",
        "Field required",
    ),
    "an element without any locator": (
        lambda d: d["elements"].update(title=[]),
        "elements.title",
        "at least 1",
    ),
    "a newer format": (lambda d: d.update(schema=2), "schema", "newer than this program reads (1)"),
    "no format": (lambda d: d.pop("schema"), "schema", "Field required"),
    "a version that is no date": (lambda d: d.update(version="newest"), "version", "pattern"),
    "a version that TOML read as a number": (
        lambda d: d.update(version=2026.1),
        "version",
        "string",
    ),
    "a platform with a slash": (lambda d: d.update(platform="../x"), "platform", "pattern"),
    "a host with a path": (lambda d: d.update(hosts=["lamp.test/x"]), "hosts.0", "pattern"),
    "a way of saving that nobody knows": (
        lambda d: d["routes"]["research"].update(save="later"),
        "routes.research.save",
        "'instant'",
    ),
    "a script for an address": (
        lambda d: d["routes"]["research"].update(url="javascript:alert(1)"),
        "routes.research.url",
        "pattern",
    ),
    "an attribute that a build generates": (
        lambda d: d["elements"].update(
            title=[{"by": "attribute", "attribute": "class", "value": "x"}]
        ),
        "elements.title.0.attribute",
        "pattern",
    ),
    "a phrase that fits everywhere": (
        lambda d: d["elements"].update(gone=[{"by": "phrase", "value": "off"}]),
        "elements.gone.0.value",
        "at least 8",
    ),
    "a wanted state of on": (
        lambda d: d.update(
            intent={"research": {"category": "research", "title": "R", "wanted": "on"}}
        ),
        "intent.research.wanted",
        "off",
    ),
    "an interruption that is put away and handed over": (
        lambda d: d["interruptions"]["cookies"].update(reason="consent"),
        "interruptions.cookies",
        "either `dismiss` or `reason`",
    ),
    "an interruption that nothing tells": (
        lambda d: d["interruptions"].update(cookies={"dismiss": "menu"}),
        "interruptions.cookies",
        "give `url` or `visible`",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=list(REFUSED))
def test_the_format_refuses(case: tuple[Change, str, str]) -> None:
    change, where, reason = case
    found = refused(changed(change))
    assert where in found, found
    assert reason in found[where]


def test_all_mistakes_are_reported_together() -> None:
    data = good() | {"schema": 9, "colour": "red"}
    assert set(refused(data)) == {"schema", "colour"}


# What only the whole file shows


def test_an_unknown_element_is_named_where_it_is_used() -> None:
    assert problems(lambda d: d["detect"].append("ghost")) == [
        ("detect.1", "unknown element `ghost`")
    ]
    for key in ("path", "open", "confirm", "retired", "app_only"):
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


@pytest.mark.parametrize("part", ["control", "open", "confirm"])
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


@pytest.mark.parametrize("key", ["path", "open", "confirm"])
def test_a_phrase_is_never_clicked(key: str) -> None:
    found = problems(lambda d: d["routes"]["research"].update({key: ["gone"]}))
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


# The rest of the format


def test_labels_are_those_that_the_locators_name_in_order() -> None:
    def more(d: dict[str, Any]) -> None:
        d["elements"]["research"] = [
            {"by": "key", "attribute": "name", "value": "r", "label": "Research"},
            {"by": "role", "role": "switch", "name": "Studies"},
            {"by": "role", "role": "switch"},
            {"by": "text", "value": "Science"},
            {"by": "attribute", "attribute": "name", "value": "r2"},
        ]

    file = SelectorFile.model_validate(changed(more))
    assert labels_of(file, "research") == ("Research", "Studies", "Science")
    assert labels_of(file, "nothing") == ()


def test_a_section_may_have_had_several_headings() -> None:
    many = SelectorFile.model_validate(
        changed(lambda d: d["sections"]["privacy"].update(heading=["Privacy", "Data"]))
    )
    assert many.sections["privacy"].headings == ("Privacy", "Data")
    assert SelectorFile.model_validate(good()).sections["privacy"].headings == ("Privacy",)


def test_labels_need_at_least_one_wording_and_may_have_several() -> None:
    base = {"schema": 1, "platform": "lamp", "language": "pt-BR"}
    words = {"A": {"Confirm": ["Confirmar", "Confirme"]}, "D": {"Ads": "Anúncios"}}
    file = LabelFile.model_validate({**base, "labels": words})
    assert file.labels["A"]["Confirm"] == ("Confirmar", "Confirme")
    wrongs: list[dict[str, Any]] = [
        {"A": {"Confirm": []}},
        {"A": {"Confirm": ""}},
        {"A": {"": "Confirmar"}},
        {"E": {"Confirm": "Confirmar"}},
        {"Confirm": "Confirmar"},
        {"A": {"Confirm": "Confirmar"}, "D": {"Confirm": "Confirme"}},
    ]
    for wrong in wrongs:
        with pytest.raises(ValidationError):
            LabelFile.model_validate({**base, "labels": wrong})
    with pytest.raises(ValidationError):
        LabelFile.model_validate({**base, "language": "Portuguese", "labels": {}})


def test_the_schema_for_editors_speaks_of_the_file_as_it_is_written() -> None:
    schema = json_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"schema", "platform", "elements", "routes"} <= set(schema["properties"])
    assert "schema_" not in schema["properties"]
    assert schema["additionalProperties"] is False
