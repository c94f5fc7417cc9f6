"""What is missed on a page is called absent only if it could be told in the page's language."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine.absence import _has_search, _refuse_unknown_ways_in
from offswitch.errors import SettingError
from offswitch.model.controls import SwitchControl
from offswitch.model.geography import SelectorFile
from offswitch.model.words import Reason

FILE = SelectorFile.model_validate(
    {
        "schema": 1,
        "platform": "app",
        "elements": {
            "row": [{"by": "row", "label": "Newer"}, {"by": "row", "label": "Older"}],
            "link": [{"by": "href", "value": "/ads"}],
            "usage": [{"by": "label", "label": "Usage"}],
            "menu": [{"by": "row", "label": "Menu"}],
        },
    }
)


def refuses(*known: str, path: tuple[str, ...] = (), then: tuple[str, ...] = ()) -> bool:
    """Tell whether a way is refused on a page in whose language only some labels have words."""

    def words(label: str) -> tuple[str, ...]:
        if label not in known:
            raise SettingError(Reason.LANGUAGE, f"no words for {label}")
        return (label,)

    screen = SimpleNamespace(
        words=words, known_words=lambda label: (label,) if label in known else ()
    )
    control = SwitchControl(kind="switch", element="usage")
    route = SimpleNamespace(path=path, then=then, control=control)
    way: Any = SimpleNamespace(route=route, screen=screen, variant=SimpleNamespace(file=FILE))
    try:
        _refuse_unknown_ways_in(way)
    except SettingError as error:
        return error.reason is Reason.LANGUAGE
    return False


@pytest.mark.parametrize("known", ["Newer", "Older"])
def test_one_known_label_is_enough(known: str) -> None:
    assert not refuses(known, path=("menu", "row"))


def test_without_any_it_cannot_be_told() -> None:
    assert refuses("Menu", path=("menu", "row"))


def test_each_way_in_must_be_known() -> None:
    assert refuses("Menu", path=("menu",), then=("row",))
    assert not refuses("Menu", "Older", path=("menu",), then=("row",))


def test_a_page_that_is_the_way_in_itself_is_missed_by_the_control() -> None:
    assert refuses()
    assert not refuses("Usage")


def test_what_goes_by_no_label_is_told_in_any_language() -> None:
    assert not refuses(path=("link",))


def layout(*, asks: bool, searches: bool, kind: str = "switch") -> Any:
    """A layout, whether its site has a search, and whether its way to the setting uses that."""
    route = SimpleNamespace(search="usage" if asks else None, control=SimpleNamespace(kind=kind))
    file = SimpleNamespace(search="field" if searches else None, routes={"usage": route})
    return SimpleNamespace(file=file)


def has_search(variant: Any, *others: Any) -> bool:
    way: Any = SimpleNamespace(variant=variant, route=variant.file.routes["usage"])
    task: Any = SimpleNamespace(setting=SimpleNamespace(id="usage"), variants=(variant, *others))
    return _has_search(way, task)


def test_the_search_is_a_way_in_where_the_layout_asks_it() -> None:
    assert has_search(layout(asks=True, searches=True))
    assert not has_search(layout(asks=False, searches=True))
    assert not has_search(layout(asks=False, searches=False))


def test_another_layout_speaks_only_for_one_that_leaves_it_to_the_person() -> None:
    other = layout(asks=True, searches=True)
    assert not has_search(layout(asks=False, searches=True), other)
    assert has_search(layout(asks=False, searches=True, kind="guide"), other)
    assert not has_search(layout(asks=False, searches=False, kind="guide"), other)
