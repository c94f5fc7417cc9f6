"""A selector file that is in order, and ways to change it."""

import copy
import tomllib
from collections.abc import Callable
from typing import Any

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

Change = Callable[[dict[str, Any]], Any]


def good() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(GOOD))


def changed(change: Change) -> dict[str, Any]:
    data = good()
    change(data)
    return data
