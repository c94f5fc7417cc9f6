"""A hostile selector file reads no other file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.errors import PackError
from offswitch.packs import Library
from tests.unit.hostile.files import NEWER, refusal


@pytest.mark.parametrize(
    "change",
    [
        ("https://lamp.test/privacy", "file:///etc/passwd"),
        ('version = "2026-02"', 'version = "2026-02"\nextends = ["../../etc"]'),
        ('version = "2026-02"', 'version = "../../2026"'),
        ('title = "Research"', 'title = "Research"\ninclude = "/etc/passwd"'),
    ],
)
def test_it_names_no_file(own: Callable[[str], Path], change: tuple[str, str]) -> None:
    text = NEWER.replace(*change)
    assert text != NEWER
    assert refusal(own(text))


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_to_something_private_reveals_nothing_about_it(
    own: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = own(NEWER)
    secret = tmp_path / "secret"
    for content in ("canary = 4f1b\n", 'canary-4f1b = "x"', "canary-4f1b\x00"):
        secret.write_text(content, encoding="utf-8")
        (folder / "link.toml").unlink(missing_ok=True)
        (folder / "link.toml").symlink_to(secret)
        with pytest.raises(PackError) as caught:
            Library([folder])
        assert "4f1b" not in "\n".join(caught.value.problems).replace("canary-4f1b: Extra", "")
