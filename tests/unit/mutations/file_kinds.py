"""Kinds of edit to what a selector file says beside its routes: its elements, its sections, and the site."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.unit.mutations.kinds import Context, Data, Edit, Kind

Locator = dict[str, Any]


def _on_each(table: str, change: Callable[[Data, str, Context], bool]) -> Kind:
    """Make an edit to each entry of a table; the change tells whether there was anything to edit."""

    def kind(data: Data, context: Context) -> Iterator[Edit]:
        for name in data.get(table, {}):
            edited = copy.deepcopy(data)
            if change(edited[table], name, context):
                yield Edit(f"{table}.{name}", edited)

    return kind


def _on_locators(change: Callable[[Locator, Context], Locator | None]) -> Kind:
    def edit(table: Data, name: str, context: Context) -> bool:
        new = change(dict(table[name][0]), context)
        if new is None or new == table[name][0]:
            return False
        table[name] = [new]
        return True

    return _on_each("elements", edit)


def _said(key: str, change: Callable[[Any], Any]) -> Kind:
    """Let the file say something else of itself; None leaves it as it is, and an empty text drops it."""

    def kind(data: Data, _context: Context) -> Iterator[Edit]:
        new = change(copy.deepcopy(data.get(key)))
        if new is not None and new != data.get(key):
            edited = {**copy.deepcopy(data), key: new}
            if new == "":
                del edited[key]
            yield Edit(key, edited)

    return kind


def _requests(**said: Any) -> Kind:
    return _said("requests", lambda now: {**now, **said} if now else None)


def _neighbor_s_label(locator: Locator, context: Context) -> Locator | None:
    """The label of another control."""
    if locator["by"] != "label":
        return None
    labels = (
        each[0].get("label") for each in context.elements.values() if each[0]["by"] == "label"
    )
    other = next((label for label in labels if label != locator["label"]), None)
    return other and {**locator, "label": other}


def _relabelled(words: str, *kinds: str) -> Callable[[Locator, Context], Locator | None]:
    def change(locator: Locator, _context: Context) -> Locator | None:
        if locator["by"] not in kinds:
            return None
        key = {"role": "name", "text": "value", "phrase": "value"}.get(locator["by"], "label")
        return {**locator, key: words} if locator.get(key) else None

    return change


def _outside_of_dialogs(locator: Locator, _context: Context) -> Locator | None:
    return locator if locator["by"] == "role" and locator.pop("within", None) else None


def _nameless(*, in_dialog: bool) -> Callable[[Locator, Context], Locator | None]:
    def change(locator: Locator, _context: Context) -> Locator | None:
        is_pressed = locator.get("role") in {"button", "link", "tab", "menuitem"}
        if not is_pressed or ("within" in locator) != in_dialog:
            return None
        return locator if locator.pop("name", None) else None

    return change


def _by_text(locator: Locator, _context: Context) -> Locator | None:
    return {"by": "text", "value": locator["name"]} if locator.get("name") else None


def _by_row(locator: Locator, _context: Context) -> Locator | None:
    return {**locator, "by": "row"} if locator["by"] == "label" else None


def _first_words(locator: Locator, _context: Context) -> Locator | None:
    if locator["by"] != "phrase":
        return None
    return {**locator, "value": locator["value"][:8]}


def _exchanged(*, controls: bool) -> Callable[[Data, str, Context], bool]:
    """Exchange an element with the next one that is, or is not, a control as well."""

    def change(table: Data, name: str, _context: Context) -> bool:
        alike = [each for each in table if (table[each][0]["by"] == "label") == controls]
        if name not in alike or len(alike) == 1:
            return False
        other = alike[(alike.index(name) + 1) % len(alike)]
        table[name], table[other] = table[other], table[name]
        return bool(table[name] != table[other])

    return change


def _removed(table: Data, name: str, _context: Context) -> bool:
    del table[name]
    return True


def _section_without(key: str) -> Callable[[Data, str, Context], bool]:
    return lambda table, name, _context: bool(table[name].pop(key, None))


def _other_heading(table: Data, name: str, context: Context) -> bool:
    headings = (each["heading"] for each in context.sections.values())
    other = next((each for each in headings if each != table[name]["heading"]), None)
    if other is None:
        return False
    table[name]["heading"] = other
    return True


def _interruption(**said: Any) -> Callable[[Data, str, Context], bool]:
    def change(table: Data, name: str, _context: Context) -> bool:
        if "dismiss" not in table[name]:
            return False
        table[name] = {k: v for k, v in {**table[name], **said}.items() if v is not None}
        return True

    return change


def _puts_away_what_needs_a_person(table: Data, name: str, _context: Context) -> bool:
    if "reason" not in table[name]:
        return False
    del table[name]["reason"]
    table[name]["dismiss"] = "decline_cookies"
    return True


ELEMENTS: dict[str, Kind] = {
    "find a control by its neighbor's label": _on_locators(_neighbor_s_label),
    "find a control by words that allow": _on_locators(_relabelled("Allow everything", "label")),
    "find a step by words that allow": _on_locators(
        _relabelled("Accept all", "role", "row", "text")
    ),
    "find a step by words that destroy": _on_locators(_relabelled("Delete account", "role", "row")),
    "find a step by words of nobody": _on_locators(_relabelled("Anything else", "role", "row")),
    "forget the name of a button": _on_locators(_nameless(in_dialog=False)),
    "forget the name of a button in a dialog": _on_locators(_nameless(in_dialog=True)),
    "forget that it is in the dialog": _on_locators(_outside_of_dialogs),
    "find a role by its text alone": _on_locators(_by_text),
    "find a control as a row": _on_locators(_by_row),
    "shorten a phrase": _on_locators(_first_words),
    "exchange two controls": _on_each("elements", _exchanged(controls=True)),
    "exchange two steps": _on_each("elements", _exchanged(controls=False)),
    "remove an element": _on_each("elements", _removed),
}
SECTIONS: dict[str, Kind] = {
    "drop the neighbors": _on_each("sections", _section_without("neighbours")),
    "drop that there are more rows": _on_each("sections", _section_without("more")),
    "drop the rows that may be there": _on_each("sections", _section_without("also")),
    "give a section another one's heading": _on_each("sections", _other_heading),
    "remove a section": _on_each("sections", _removed),
    "remove what is known of a setting": _on_each("evidence", _removed),
    "put a consent away": _on_each("interruptions", _puts_away_what_needs_a_person),
    "put a dialog away at any address": _on_each(
        "interruptions", _interruption(url=["*"], visible=None)
    ),
    "put a dialog away whatever its title": _on_each("interruptions", _interruption(title=None)),
    "remove what may be in the way": _on_each("interruptions", _removed),
}
SITE: dict[str, Kind] = {
    "reach another company's host": _said(
        "hosts", lambda now: [*now, "other.example"] if now else None
    ),
    "take content from everywhere": _said("content_hosts", lambda now: ["*.com"] if now else None),
    "read with every request": _requests(reads=["*"]),
    "read with what changes something": _requests(reads=["*Query", "*Mutation"]),
    "read at every address": _requests(reads=["*Query", "POST /*"]),
    "ignore every answer": _requests(ignore=["*"]),
    "name requests by another field": _requests(operation="other_name"),
    "save over a socket": _requests(by_socket=True),
    "read settings at another path": _requests(data=["/other"]),
    "say another language": _said("language", lambda _: "de"),
    "say another version": _said("version", lambda now: now and "2019-01"),
    "extend nothing": _said("extends", lambda now: "" if now else None),
    "find moved pages nowhere": _said(
        "moved", lambda now: {"www.facebook.com": "other.example"} if now else None
    ),
    "call every control noise": _said("noise", lambda _: {"label": ["**"]}),
    "tell a layout by what every page has": _said("detect", lambda _: ["accounts_center"]),
}
