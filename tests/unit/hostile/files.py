"""Selector files for a hostile one to start from, and what is said when it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.errors import PackError
from offswitch.packs import Library, lint

GOOD = """
schema = 1
platform = "lamp"
version = "2026-01"
hosts = ["lamp.test"]
[requests]
operation = "op"
reads = ["*Query"]
[elements]
row = [{ by = "row", label = "Privacy" }]
off = [{ by = "label", label = "No, thank you" }]
on = [{ by = "label", label = "Research" }]
research = [{ by = "label", label = "Research" }]
[sections.privacy]
heading = "Privacy"
[routes.research]
section = "privacy"
url = "https://lamp.test/privacy"
control = { kind = "switch", element = "research" }
mutations = ["*Mutation"]
[intent.research]
category = "research"
title = "Research"
"""
NEWER = GOOD.replace("2026-01", "2026-02")
OTHER = GOOD.replace('"lamp"', '"torch"')
"""A platform that nothing bundled speaks of."""


def refusal(folder: Path) -> str:
    """What a run says; ``selectors lint`` must say the same."""
    with pytest.raises(PackError) as caught:
        Library([folder]).pack("lamp")
    try:
        linted = lint([folder])
    except PackError as error:
        linted = list(error.problems)
    assert [p for p in caught.value.problems if p in linted] or linted
    return "\n".join(caught.value.problems)
