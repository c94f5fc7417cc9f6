"""The selector file's format: every mistake is named by its dotted place and its reason."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from offswitch.model.coherence import contradictions
from offswitch.model.geography import SelectorFile, json_schema, labels_of
from offswitch.model.label_file import LabelFile
from tests.unit.lamp_file import Change, changed, good

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
