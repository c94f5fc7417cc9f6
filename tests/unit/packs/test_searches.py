"""A search that one layout of a setting names is named by all: without it nothing would be called absent too early."""

from __future__ import annotations

import pytest

from tests.bundled import library, pack

BEFORE_THE_SEARCH = "2022-06"
"""The layouts before this one are of a site that had no search of its settings."""
ROUTES = {
    f"{name}.{setting.id}": routes
    for name in library().platforms()
    for setting in pack(name).platform.settings
    if (
        routes := [
            (variant.file.version, route)
            for variant in pack(name).variants
            if (variant.file.version or "") >= BEFORE_THE_SEARCH
            if (route := variant.file.routes.get(setting.id)) is not None
            if route.control.kind != "guide"
        ]
    )
}


@pytest.mark.parametrize("setting", ROUTES)
def test_either_every_layout_names_the_search_or_none_does(setting: str) -> None:
    searches = {version: bool(route.search) for version, route in ROUTES[setting]}
    assert len(set(searches.values())) == 1, searches
