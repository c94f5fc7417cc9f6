"""What a selector file may name to be pressed besides a control: nothing that grants, destroys, or has a state."""

from __future__ import annotations

from collections.abc import Iterable

from offswitch.model.controls import ActionControl
from offswitch.model.danger import destructive_words, granting_words, is_destructive, is_granting
from offswitch.model.geography import Route, SelectorFile, labels_of
from offswitch.model.lexicon import Lexicon
from offswitch.model.locators import ByKey, ByLabel, ByPhrase, ByRole

_PRESSED = frozenset({"button", "link", "menuitem", "option", "tab"})
_STATEFUL = frozenset({"checkbox", "combobox", "option", "radio", "switch"})


def step_problems(
    file: SelectorFile, place: str, route: Route, lexicon: Lexicon
) -> list[tuple[str, str]]:
    """Check what a route presses on its way to a control, and to save a change.

    Args:
        file: complete, with what it extends merged in.
        place: of the route, dotted.
        route: one of the file's.
        lexicon: the platform's labels in other languages.

    Returns:
        ``(dotted place, reason)`` for everything that must not be pressed.
    """
    way = (*route.then, *route.path, *((route.result,) if route.result else ()), *route.open)
    pressed = tuple(dict.fromkeys((*way, *route.committed)))
    problems = [
        (place, f"`{name}` is found by a phrase, which is never clicked")
        for name in pressed
        if any(isinstance(locator, ByPhrase) for locator in file.elements.get(name, ()))
    ]
    problems += [
        (place, f"`{name}` is a control with a state, which a step on the way never operates")
        for name in pressed
        if _has_state(file, name)
    ]
    destroying = way if isinstance(route.control, ActionControl) else pressed
    problems += [
        (place, f"destructive label {label!r} in the way of a {route.control.kind}")
        for label in _labels(file, destroying)
        if is_destructive(label)
    ]
    problems += [
        (f"{place}.confirm", f"{label!r} reads like a consent")
        for label in _labels(file, route.committed)
        if is_granting(label)
    ]
    problems += [
        (place, f"{label!r} on the way reads like a consent")
        for label in _labels(file, way)
        if is_granting(label)
    ]
    problems += [
        (place, f"`{name}` commits a change, and is pressed on the way")
        for name in dict.fromkeys(way)
        if name in route.committed
    ]
    if route.native:
        problems += _native_problems(file, place, route, route.native)
    return problems + translation_problems(place, _labels(file, pressed), lexicon)


def interruption_problems(file: SelectorFile, name: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Check what puts an interruption away, as ``step_problems`` does for a route.

    Args:
        file: complete.
        name: of the interruption.
        lexicon: the platform's labels in other languages.
    """
    given = file.interruptions[name]
    dismiss = given.dismiss
    if dismiss is None:
        return []
    place = f"interruptions.{name}.dismiss"
    labels = labels_of(file, dismiss)
    problems = [
        (place, f"{label!r} would grant or destroy something")
        for label in labels
        if is_granting(label) or is_destructive(label)
    ]
    if given.what or given.say or given.here:
        problems.append((place, "what a person has to do is not put away for them"))
    if any(not glob.strip("*?") for glob in given.url):
        problems.append((place, "an address that fits every page recognizes nothing"))
    if _has_state(file, dismiss):
        problems.append((place, f"`{dismiss}` is a control with a state, which is never operated"))
    return problems + translation_problems(place, labels, lexicon)


def nameless(file: SelectorFile) -> list[tuple[str, str]]:
    """Find elements that would be any button or link of a page, whatever it says."""
    return [
        (
            f"elements.{name}",
            f"any {place.role}: give its `name`, or look `within` the topmost dialog",
        )
        for name, locators in file.elements.items()
        for place in locators
        if isinstance(place, ByRole)
        and place.role in _PRESSED
        and place.name is None
        and place.within is None
    ]


def translation_problems(
    place: str, labels: Iterable[str], lexicon: Lexicon
) -> list[tuple[str, str]]:
    """Find translations that grant or destroy what their English label does not.

    Args:
        place: where the labels are used, dotted.
        labels: the English labels of something that is pressed.
        lexicon: their translations.
    """
    return [
        (place, f"{label!r} means {', '.join(sorted(more))} as {words!r} ({language})")
        for label in labels
        for language, words in lexicon.everywhere(label)
        if (more := _dangers(words) - _dangers(label))
    ]


def _native_problems(
    file: SelectorFile, place: str, route: Route, question: str
) -> list[tuple[str, str]]:
    control = route.control
    pressed = [control.element, *route.committed] if isinstance(control, ActionControl) else []
    known = {word for label in _labels(file, pressed) for word in destructive_words(label)}
    if is_granting(question) or destructive_words(question) - known:
        return [(f"{place}.native", f"{question!r} asks to grant or destroy something")]
    return []


def _has_state(file: SelectorFile, name: str) -> bool:
    return any(
        isinstance(locator, ByLabel | ByKey)
        or (isinstance(locator, ByRole) and locator.role in _STATEFUL)
        for locator in file.elements.get(name, ())
    )


def _labels(file: SelectorFile, names: Iterable[str]) -> list[str]:
    return [label for name in names for label in labels_of(file, name)]


def _dangers(words: str) -> frozenset[str]:
    return granting_words(words) | destructive_words(words)
