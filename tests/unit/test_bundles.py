"""A bundle tells the structure of a page, and nothing that is anybody's secret; one from a stranger is held to that."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from offswitch.errors import ConfigError
from offswitch.look.bundling import Captured, bundle_of
from offswitch.look.moments import Moment
from offswitch.look.redaction import kind_of
from offswitch.model.page_bundle import LARGEST, PageBundle
from offswitch.packs.bundle_file import read_bundle
from offswitch.packs.word_list import word_list
from tests.canaries import Secrets, secrets_in

SETTING = "lamp.usage"
LABEL = "Help improve Lamp with usage data"
KNOWN = [LABEL, "Data use", "Allow", "Share with partners"]
WORDS = word_list(frozenset(KNOWN))
EXPECTED = {SETTING: "failed:not_found"}


def captured(nodes: list[dict[str, Any]], **more: Any) -> Captured:
    structure = {"language": "en", "view": [1280, 720], "nodes": nodes}
    return bundle_of([Moment(structure)], WORDS, setting=SETTING, expected=EXPECTED, **more)


def texts(*said: str, **more: Any) -> list[str]:
    """What becomes of texts, each in an element of its own."""
    nodes: list[dict[str, Any]] = [{"in": -1, "tag": "body"}]
    for text in said:
        nodes += [{"in": 0, "tag": "p"}, {"in": len(nodes), "text": text}]
    return [node.text for node in captured(nodes, **more).bundle.nodes if node.text]


def moment(secrets: Secrets, number: int) -> Moment:
    """A page of a way, at an address that is a secret, from which its first element leads to the next."""
    structure = {"language": "en", "view": [1280, 720], "nodes": secrets.nodes()}
    address = f"https://example.org/{secrets.word()}"
    return Moment(structure, address=address, leads={0: number + 1})


def no_secret_is_told(pages: int) -> None:
    random = Random(18)
    for _ in range(pages):
        secrets = Secrets(random, KNOWN)
        way = [
            *(moment(secrets, number) for number in range(2)),
            Moment(moment(secrets, 2).structure),
        ]
        found = bundle_of(way, WORDS, setting=SETTING, expected=EXPECTED).bundle
        assert [page.nodes[0].leads for page in found.pages] == [1, 2, None]
        assert secrets_in(found.to_json()) == [], found


def test_no_secret_of_a_page_is_told() -> None:
    no_secret_is_told(250)


@pytest.mark.thorough
def test_no_secret_of_ten_thousand_pages_is_told() -> None:
    no_secret_is_told(10_000)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LABEL, LABEL),
        (f"{LABEL}.", f"{LABEL}."),
        (f"{LABEL} New", f"{LABEL} <text 1>"),
        ("On", "On"),
        ("Ada Sample", "<text 1>"),
        ("ada@example.org", "<email 1>"),
        ("https://lamp.example/ada", "<url 1>"),
        ("lamp.example/ada", "<url 1>"),
        ("+49 151 12345", "<number 1>"),
        ("ada_1815", "<id 1>"),
        ("Allow ada to see", "<text 1>"),
        ("→", "→"),
    ],
)
def test_a_text_is_told_as_far_as_it_is_known(text: str, told: str) -> None:
    assert texts(text) == [told]


def test_equal_texts_stay_equal_and_others_do_not() -> None:
    assert texts("Ada", "Ben", "ADA") == ["<text 1>", "<text 2>", "<text 1>"]


def test_the_persons_own_name_is_told_as_one() -> None:
    assert texts("Ada Sample", account="Ada Sample") == ["<name 1>"]


def test_what_the_person_confirmed_is_told() -> None:
    assert texts("Usage of lamps", confirmed=frozenset({"usage of lamps"})) == ["Usage of lamps"]


def test_a_label_in_several_elements_is_told_whole() -> None:
    first, second = "Help improve Lamp", "with usage data"
    nodes = [
        {"in": -1, "tag": "body"},
        {"in": 0, "tag": "p"},
        {"in": 1, "text": first},
        {"in": 1, "tag": "b", "inline": True},
        {"in": 3, "text": second},
    ]
    assert captured(nodes).words == (first, second)


@pytest.mark.parametrize("text", ["example", "a longer text", "Ada Sample"])
def test_free_text_is_of_no_other_kind(text: str) -> None:
    assert kind_of(text) == "text"


def test_a_large_page_makes_a_small_bundle_that_keeps_what_matters() -> None:
    nodes: list[dict[str, Any]] = [{"in": -1, "tag": "body"}]
    for post in range(1300):
        at = len(nodes)
        nodes += [
            {"in": 0, "tag": "article", "box": [0, post * 90, 600, 80]},
            {"in": at, "tag": "a", "link": True, "box": [0, post * 90, 600, 20]},
            {"in": at + 1, "text": f"post {post} " * 20},
            {"in": at, "tag": "div", "box": [0, post * 90 + 20, 600, 20]},
            {"in": at + 3, "text": f"words of {post} " * 280},
        ]
    at = len(nodes)
    nodes += [
        {"in": 0, "tag": "label", "box": [0, 0, 600, 40], "labels": at + 2},
        {"in": at, "text": LABEL},
        {"in": at, "tag": "input", "type": "checkbox", "checked": "true", "box": [560, 0, 20, 20]},
    ]
    assert len(json.dumps(nodes)) > 5_000_000
    found = captured(nodes)
    assert len(found.bundle.to_json().encode()) <= LARGEST
    assert (found.words, found.controls) == ((LABEL,), 1)
    [label] = [node for node in found.bundle.nodes if node.tag == "label"]
    assert label.labels is not None
    assert found.bundle.nodes[label.labels].checked == "true"


def test_of_a_large_way_the_pages_before_become_smaller_first() -> None:
    def page(**more: Any) -> Moment:
        nodes: list[dict[str, Any]] = [{"in": -1, "tag": "body"}]
        for number in range(3000):
            at = len(nodes)
            nodes += [
                {"in": 0, "tag": "a", "link": True},
                {"in": at, "text": f"post {number} " * 9},
            ]
        at = len(nodes)
        nodes += [{"in": 0, "tag": "button"}, {"in": at, "text": LABEL}]
        return Moment({"language": "en", "view": [1280, 720], "nodes": nodes}, **more)

    way = [page(), page(leads={6001: 0}), page(leads={6001: 1})]
    found = bundle_of(way, WORDS, setting=SETTING, expected=EXPECTED).bundle
    assert len(found.to_json().encode()) <= LARGEST
    own, *before = (
        [node.leads for node in each.nodes if node.tag == "button"] for each in found.pages
    )
    assert (own, before) == ([None], [[0], [1]])
    assert len(found.pages[0].nodes) > 6000 > len(found.pages[1].nodes)


# What comes from a stranger


def bundle(**more: Any) -> dict[str, Any]:
    nodes = [{}, {"in": 0, "tag": "p"}, {"in": 1, "text": "<text 1>"}]
    return {
        "schema": 2,
        "setting": SETTING,
        "expected": EXPECTED,
        "pages": [{"nodes": nodes}],
    } | more


def test_a_bundle_is_read_as_it_was_written(tmp_path: Path) -> None:
    whole = captured(Secrets(Random(3), KNOWN).nodes()).bundle
    file = tmp_path / "lamp.json"
    file.write_text(whole.to_json(), encoding="utf-8")
    assert read_bundle(file) == whole


@pytest.mark.parametrize(
    "node",
    [
        {"in": 0, "text": "<script>alert(1)</script>"},
        {"in": 0, "text": "see https://lamp.example"},
        {"in": 0, "text": "javascript:alert(1)"},
        {"in": 0, "text": "\u202egnihton"},
        {"in": 0, "text": "x" * 301},
        {"in": 0, "tag": "script"},
        {"in": 0, "tag": "iframe"},
        {"in": 0, "tag": "p", "onclick": "alert(1)"},
        {"in": 0, "tag": "a", "href": "#"},
        {"in": 0, "tag": "p", "style": "color: red"},
        {"in": 0, "role": "x onclick=alert(1)"},
        {"in": 0, "states": {"checked": '"><script>'}},
        {"in": 0, "box": [0, 0, 1e9, 1]},
        {"in": 0, "box": ["1px;background:url(x)", 0, 0, 0]},
        {"in": 9},
        {"in": 0, "leads": 1},
        {"in": 0, "answer": "alert(1)"},
        {},
    ],
)
def test_what_no_page_structure_says_is_refused(node: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PageBundle.model_validate(bundle(pages=[{"nodes": [{}, node]}]))


def test_a_bundle_of_the_older_format_has_one_page() -> None:
    nodes = [{}, {"in": 0, "tag": "button", "opens": True}]
    facts = {"schema": 1, "setting": SETTING, "expected": EXPECTED, "nodes": nodes}
    found = PageBundle.model_validate(facts)
    assert [len(page.nodes) for page in found.pages] == [2]
    assert PageBundle.model_validate_json(found.to_json()) == found


@pytest.mark.parametrize(
    "at",
    [
        "https://lamp.example/",
        "//lamp.example",
        "lamp.example/?a=1",
        "lamp.example/#a",
        "lamp.example/<b>",
        "Lamp.example",
        "javascript:alert(1)",
    ],
)
def test_an_address_is_a_host_and_a_path_alone(at: str) -> None:
    with pytest.raises(ValidationError):
        PageBundle.model_validate(bundle(pages=[{"at": [at], "nodes": [{}]}]))


def test_the_pages_of_a_bundle_share_its_limit() -> None:
    half: dict[str, Any] = {"nodes": [{}, *[{"in": 0}] * 6_000]}
    with pytest.raises(ValidationError, match="10,000 nodes"):
        PageBundle.model_validate(bundle(pages=[half, half]))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        json.dumps(bundle(schema=3)),
        json.dumps(bundle(setting="../../etc")),
        json.dumps(bundle(pages=[{"nodes": [{}] + [{"in": 0}] * 20_000}])),
        json.dumps(bundle()) + " " * LARGEST,
    ],
)
def test_a_file_that_is_no_bundle_is_refused_in_so_many_words(tmp_path: Path, content: str) -> None:
    file = tmp_path / "lamp.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="is no bundle: "):
        read_bundle(file)


def test_a_folder_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is no bundle: not a regular file"):
        read_bundle(tmp_path)
