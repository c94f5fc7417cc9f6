"""Kinds of edit to a selector file, as a slip of the hand or of the mind would make them.

Each kind yields every place of a file where it can be made, with the file as it is then. What a file
says of its own is all that is edited; what it extends stays.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]


@dataclass(frozen=True)
class Edit:
    """A file with one edit.

    Attributes:
        place: dotted.
        data: what the file says now.
    """

    place: str
    data: Data

    @property
    def setting(self) -> str:
        """The setting whose route was edited; empty where it was something else."""
        table, _, name = self.place.partition(".")
        return name.partition(".")[0] if table == "routes" else ""


@dataclass(frozen=True)
class Context:
    """What a file may name beside its own: everything that it extends, too.

    Attributes:
        elements: name → locators, of the whole platform.
        sections: the same.
        routes: of the file.
    """

    elements: Data
    sections: Data
    routes: Data


Route = dict[str, Any]
RouteEdit = Callable[[Route, Context], Iterator[None]]
Kind = Callable[[Data, Context], Iterator[Edit]]


def _on_routes(change: Callable[[Route, Context, str], bool]) -> Kind:
    """Make an edit to each route of a file; the change tells whether there was anything to edit."""

    def kind(data: Data, context: Context) -> Iterator[Edit]:
        for name in data.get("routes", {}):
            edited = copy.deepcopy(data)
            if change(edited["routes"][name], context, name):
                yield Edit(f"routes.{name}", edited)

    return kind


def _drop(key: str, *others: str) -> Kind:
    def change(route: Route, _context: Context, _name: str) -> bool:
        for other in others:
            route.pop(other, None)
        return bool(route.pop(key, None))

    return _on_routes(change)


def _put(key: str, said: Callable[[Route, Context, str], Any]) -> Kind:
    """Let each route that a person operates say something else; None leaves it as it is."""

    def change(route: Route, context: Context, name: str) -> bool:
        new = said(route, context, name)
        if new is None or new == route.get(key):
            return False
        route[key] = new
        return True

    return _on_routes(change)


def _control(said: Callable[[Route, Context, str], dict[str, Any] | None]) -> Kind:
    def change(route: Route, context: Context, name: str) -> bool:
        new = said(route, context, name) if is_operated(route) else None
        if not new or {**route["control"], **new} == route["control"]:
            return False
        route["control"] = {k: v for k, v in {**route["control"], **new}.items() if v is not None}
        return True

    return _on_routes(change)


def is_operated(route: Route) -> bool:
    return route["control"]["kind"] in {"switch", "choice", "action"}


def _other(route: Route, context: Context, key: str) -> Any:
    """What another route of the file says there."""
    said = (each.get(key) for each in context.routes.values())
    return next((each for each in said if each and each != route.get(key)), None)


def _other_control(route: Route, context: Context, _name: str) -> dict[str, Any] | None:
    """The element of another control of the platform that is found by a label."""
    own = set(route["control"].values())
    key = "off" if route["control"]["kind"] == "choice" else "element"
    found = (
        name
        for name, locators in context.elements.items()
        if locators[0]["by"] == "label" and name not in own
    )
    return next(({key: name} for name in found), None)


def _exchanged(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    control = route["control"]
    return {"off": control["on"], "on": control["off"]} if control.get("on") else None


def _inverted(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    control = route["control"]
    return {"inverted": not control.get("inverted", False)} if control["kind"] == "switch" else None


def _as_switch(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    control = route["control"]
    if control["kind"] == "choice":
        return {"kind": "switch", "element": control["off"], "off": None, "on": None}
    return {"kind": "switch", "done": None} if control["kind"] == "action" else None


def _as_choice(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    control = route["control"]
    if control["kind"] != "switch":
        return None
    return {"kind": "choice", "off": control["element"], "element": None, "inverted": None}


def _as_action(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    control = route["control"]
    element = control.get("element") or control.get("off")
    if control["kind"] == "action":
        return None
    cleared = {"off": None, "on": None, "inverted": None}
    return {"kind": "action", "element": element, "done": element, **cleared}


def _done_at_once(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    control = route["control"]
    return {"done": control["element"]} if control["kind"] == "action" else None


def _on_alone(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    on = route["control"].get("on")
    return {"off": on, "on": None} if on else None


def _without_on(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    return {"on": None} if route["control"].get("on") else None


def _with_state(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    if route["control"]["kind"] == "action":
        return None
    return {"state": {"attribute": "aria-checked", "on": "false", "off": "true"}}


def _with_menu(route: Route, _context: Context, _name: str) -> dict[str, Any] | None:
    control = route["control"]
    return {"menu": control["off"]} if control["kind"] == "choice" else None


def _step_dropped(key: str, place: int) -> Kind:
    def change(route: Route, _context: Context, _name: str) -> bool:
        steps = route.get(key, [])
        if not steps:
            return False
        del steps[place]
        return True

    return _on_routes(change)


def _steps_exchanged(route: Route, _context: Context, _name: str) -> bool:
    steps = route.get("path", [])
    if len(steps) < 2:
        return False
    steps[-1], steps[-2] = steps[-2], steps[-1]
    return True


def _last_step_of_another(route: Route, context: Context, _name: str) -> bool:
    steps = route.get("path") or route.get("then") or []
    rows = (each.get("path") or each.get("then") or [] for each in context.routes.values())
    other = next((row[-1] for row in rows if row and steps and row[-1] != steps[-1]), None)
    if other is None:
        return False
    steps[-1] = other
    return True


def _pressed_twice(route: Route, _context: Context, _name: str) -> list[str] | None:
    return [*route["confirm"], *route["confirm"]] if route.get("confirm") else None


CONTROL: dict[str, Kind] = {
    "turn a switch the other way round": _control(_inverted),
    "exchange the sides of a choice": _control(_exchanged),
    "take the side that means on for off": _control(_on_alone),
    "forget the side that means on": _control(_without_on),
    "operate another setting's control": _control(_other_control),
    "call a choice or an action a switch": _control(_as_switch),
    "call a switch a choice": _control(_as_choice),
    "call a control an action": _control(_as_action),
    "call an action done before it is": _control(_done_at_once),
    "call an option a menu": _control(_with_menu),
    "read a state the other way round": _control(_with_state),
    "leave a control to the person": _put(
        "control", lambda route, _c, _n: {"kind": "guide"} if is_operated(route) else None
    ),
}
WAY: dict[str, Kind] = {
    "drop the section": _drop("section"),
    "name another route's section": _put("section", lambda r, c, _n: _other(r, c, "section")),
    "drop the way in's section": _drop("entry"),
    "name another route's way in": _put("entry", lambda r, c, _n: _other(r, c, "entry")),
    "drop the address": _drop("url"),
    "open another route's address": _put("url", lambda r, c, _n: _other(r, c, "url")),
    "open an address elsewhere": _put(
        "url", lambda r, _c, _n: "https://other.example/settings" if r.get("url") else None
    ),
    "drop what follows the address": _drop("then"),
    "drop the first step of a menu": _step_dropped("path", 0),
    "drop the last step of a menu": _step_dropped("path", -1),
    "exchange the last steps of a menu": _on_routes(_steps_exchanged),
    "end at another route's row": _on_routes(_last_step_of_another),
    "drop what brings the control up": _drop("open"),
    "bring the control up with the committing button": _put(
        "open", lambda r, _c, _n: r.get("confirm")
    ),
    "drop the section around the control": _drop("within"),
    "name the page's section around the control": _put(
        "within", lambda r, _c, _n: r.get("section") if r.get("within") else None
    ),
    "choose another route's search result": _put("result", lambda r, c, _n: _other(r, c, "result")),
    "ask another route's search": _put("search", lambda r, c, _n: _other(r, c, "search")),
    "drop the words to watch for": _drop("watch"),
}
SAVE: dict[str, Kind] = {
    "call a button's save instant": _put(
        "save", lambda r, _c, _n: "instant" if r.get("save") in {"confirm", "button"} else None
    ),
    "call an instant save a button's": _put(
        "save", lambda r, _c, _n: "button" if is_operated(r) and not r.get("confirm") else None
    ),
    "drop the committing button": _drop("confirm"),
    "drop the committing button and its save": _drop("confirm", "save"),
    "commit with what opens the dialog": _put(
        "confirm", lambda r, _c, _n: r.get("open") if r.get("confirm") else None
    ),
    "commit twice": _put("confirm", _pressed_twice),
    "drop the answer to a second question": _drop("asked"),
    "answer a question that nobody asks": _put(
        "asked", lambda r, _c, _n: r.get("confirm") if not r.get("asked") else None
    ),
    "drop the names of changes": _drop("mutations"),
    "admit every change": _put(
        "mutations", lambda r, _c, _n: ["*"] if r.get("mutations") else None
    ),
    "name no change that there is": _put(
        "mutations", lambda r, _c, _n: ["NothingMutation"] if r.get("mutations") else None
    ),
    "answer the browser's question": _put(
        "native", lambda r, _c, _n: "Delete your account?" if is_operated(r) else None
    ),
    "call what is there retired": _put(
        "retired", lambda r, c, _n: _always_there(r, c) if is_operated(r) else None
    ),
    "call what is there absent": _put(
        "absent", lambda r, c, _n: _always_there(r, c) if is_operated(r) else None
    ),
}


def _always_there(route: Route, _context: Context) -> list[str] | None:
    shown = route.get("open") or route.get("path") or route.get("then")
    return [shown[0]] if shown else None
