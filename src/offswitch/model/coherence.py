"""Does a selector file make sense as a whole? What the types of its parts cannot say.

Unknown names, addresses outside the hosts, labels whose words contradict the declared polarity, and
everything that must never be clicked: consents, and what deletes or leaves.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from offswitch.model.controls import ActionControl, ChoiceControl, PageControl, SwitchControl
from offswitch.model.danger import is_destructive, is_granting
from offswitch.model.geography import Route, SelectorFile, labels_of
from offswitch.model.locators import ByKey, ByLabel, ByPhrase, ByRole
from offswitch.model.reads import read_problems
from offswitch.model.text import fold, polarity

_STATEFUL = frozenset({"checkbox", "combobox", "radio", "switch"})


def contradictions(file: SelectorFile) -> list[tuple[str, str]]:
    """Check a complete selector file for what types cannot say.

    Args:
        file: with what it extends merged in.

    Returns:
        ``(dotted place, reason)`` for every unknown element or section, every address outside the
        hosts, and every label whose words contradict the declared polarity.
    """
    problems: list[tuple[str, str]] = []
    for index, name in enumerate(file.detect):
        if name not in file.elements:
            problems.append((f"detect.{index}", f"unknown element `{name}`"))
    for name, interruption in file.interruptions.items():
        problems += [
            (f"interruptions.{name}", f"unknown element `{element}`")
            for element in interruption.elements
            if element not in file.elements
        ]
        problems += [
            (f"interruptions.{name}.dismiss", f"{label!r} would grant or destroy something")
            for label in labels_of(file, interruption.dismiss or "")
            if is_granting(label) or is_destructive(label)
        ]
    for name in (file.search.box, file.search.none) if file.search else ():
        if name not in file.elements:
            problems.append(("search", f"unknown element `{name}`"))
    for name, route in file.routes.items():
        problems += _route_problems(file, name, route)
    problems += _unguarded(file)
    for name in (*file.evidence, *file.intent):
        if name not in file.routes:
            problems.append((f"evidence/intent.{name}", f"there is no route `{name}`"))
    return problems


def disagreements(own: SelectorFile, known: SelectorFile) -> list[tuple[str, str]]:
    """Hold a person's own file against a bundled one: the same words never mean the other side.

    Labels alone do not always tell which side of a control is which, and a file that had it the
    wrong way round would switch a data use on.

    Args:
        own: the person's own, complete.
        known: a bundled one of the same platform, complete.

    Returns:
        ``(dotted place, reason)`` for every control that has its sides the other way round.
    """
    problems = []
    for name, route in own.routes.items():
        other = known.routes.get(name)
        if other is None:
            continue
        means_off, means_on = _sides(own, route)
        known_off, known_on = _sides(known, other)
        problems += [
            (f"routes.{name}.control", f"{label!r} means the other side in the bundled file")
            for label in sorted((means_off & known_on) | (means_on & known_off))
        ]
    return problems


def _sides(file: SelectorFile, route: Route) -> tuple[set[str], set[str]]:
    """Return the folded labels that, chosen or switched on, mean off; and those that mean on."""

    def folded(*names: str) -> set[str]:
        return {fold(label) for name in names for label in labels_of(file, name)}

    match route.control:
        case SwitchControl(element=element, inverted=inverted):
            return (folded(element), set()) if inverted else (set(), folded(element))
        case ChoiceControl(off=off, on=on, others=others):
            return folded(off), folded(*((on,) if on else ()), *others)
        case _:
            return set(), set()


def _unguarded(file: SelectorFile) -> list[tuple[str, str]]:
    if file.requests is None:
        return []
    changing = [glob for route in file.routes.values() for glob in route.mutations]
    return [("requests.reads", reason) for reason in read_problems(file.requests.reads, changing)]


def _stateful_steps(file: SelectorFile, place: str, route: Route) -> list[tuple[str, str]]:
    """A step on the way is never a control of its own: it would be operated without being read."""
    return [
        (place, f"`{name}` is a control with a state, which a step on the way never operates")
        for name in dict.fromkeys((*route.then, *route.path, *route.open, *route.confirm))
        if any(
            isinstance(locator, ByLabel | ByKey)
            or (isinstance(locator, ByRole) and locator.role in _STATEFUL)
            for locator in file.elements.get(name, ())
        )
    ]


def _route_problems(file: SelectorFile, name: str, route: Route) -> list[tuple[str, str]]:
    place = f"routes.{name}"
    problems = [
        (place, f"unknown element `{element}`")
        for element in dict.fromkeys(route.elements)
        if element not in file.elements
    ]
    clicked = (*route.then, *route.path, *route.open, *route.committed)
    problems += [
        (place, f"`{name}` is found by a phrase, which is never clicked")
        for name in dict.fromkeys(clicked)
        if any(isinstance(locator, ByPhrase) for locator in file.elements.get(name, ()))
    ]
    problems += _stateful_steps(file, place, route)
    problems += [
        (f"{place}.mutations", f"{glob!r} names nothing; leave it out to admit every change")
        for glob in route.mutations
        if not glob.strip("*?")
    ]
    for key in ("section", "entry", "within"):
        section = getattr(route, key)
        if section and section not in file.sections:
            problems.append((f"{place}.{key}", f"unknown section `{section}`"))
    is_anywhere = bool(route.url or route.path or route.search)
    if not is_anywhere and route.control.kind != "guide":  # it may be on the phone alone
        problems.append((place, "no way there: give `url`, `path` or `search`"))
    if route.url and not _inside(route.url, file.hosts):
        problems.append((f"{place}.url", f"`{urlsplit(route.url).netloc}` is not one of `hosts`"))
    if route.save in {"button", "close", "confirm"} and not route.confirm:
        problems.append((f"{place}.confirm", f"save = {route.save!r} needs at least one element"))
    return problems + _polarity_problems(file, place, route)


def _polarity_problems(file: SelectorFile, place: str, route: Route) -> list[tuple[str, str]]:
    control = route.control
    problems = []
    if isinstance(control, ChoiceControl):
        sides = [("off", control.off, "positive")]
        sides += [("on", control.on, "negative")] if control.on else []
        for side, name, wrong in sides:
            problems += [
                (f"{place}.control.{side}", f"reversed? {label!r} reads like the other side")
                for label in labels_of(file, name)
                if polarity(label) == wrong
            ]
        if control.off == control.on:
            problems.append((f"{place}.control", "`off` and `on` are the same element"))
    if isinstance(control, SwitchControl):
        wrong_word = "positive" if control.inverted else "negative"
        problems += [
            (
                f"{place}.control",
                f"{label!r} contradicts inverted = {str(control.inverted).lower()}",
            )
            for label in labels_of(file, control.element)
            if polarity(label) == wrong_word
        ]
    if not isinstance(control, ActionControl):
        problems += [
            (place, f"destructive label {label!r} in the way of a {control.kind}")
            for name in (
                *route.then,
                *route.path,
                *route.open,
                *_pressed(control),
                *route.committed,
            )
            for label in labels_of(file, name)
            if is_destructive(label)
        ]
    problems += [
        (f"{place}.confirm", f"{label!r} reads like a consent")
        for name in route.committed
        for label in labels_of(file, name)
        if is_granting(label)
    ]
    return problems + _unfindable(file, place, control)


def _unfindable(
    file: SelectorFile,
    place: str,
    control: SwitchControl | ChoiceControl | PageControl | ActionControl,
) -> list[tuple[str, str]]:
    """A control is found by its label or a trusted key alone; other locators are never looked at."""
    if not isinstance(control, SwitchControl | ChoiceControl):
        return []
    return [
        (f"{place}.control", f"`{name}` needs a locator by `label` or `key`")
        for name in control.elements
        if name in file.elements
        and not any(isinstance(each, ByLabel | ByKey) for each in file.elements[name])
    ]


def _pressed(control: SwitchControl | ChoiceControl | PageControl) -> tuple[str, ...]:
    match control:
        case SwitchControl(element=element):
            return (element,)
        case ChoiceControl(off=off):
            return (off,)
        case _:
            return ()


def _inside(url: str, hosts: tuple[str, ...]) -> bool:
    parts = urlsplit(url)
    if parts.scheme == "http":
        return parts.hostname == "127.0.0.1" and parts.netloc in hosts
    return parts.netloc in hosts
