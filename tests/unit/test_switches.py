"""What a browser is told on its command line."""

import re
from pathlib import Path

import playwright

from offswitch.browser.switches import switches


def test_the_driver_s_own_list_of_what_is_off_is_kept() -> None:
    """Chromium heeds only the last list of its kind."""
    library = Path(playwright.__file__).parent / "driver" / "package" / "lib"
    lists = [
        found[1]
        for file in library.rglob("*.js")
        if (found := re.search(r"disabledFeatures = \[(.*?)\]", file.read_text("utf-8"), re.DOTALL))
    ]
    assert lists, "the driver keeps its list elsewhere now"
    [ours] = [each for each in switches(1) if each.startswith("--disable-features=")]
    driven = {name for each in lists for name in re.findall(r'^\s*"(\w+)"', each, re.MULTILINE)}
    assert driven
    assert driven <= set(ours.partition("=")[2].split(","))
