"""What a selector file may name to be pressed besides a control: nothing that grants, destroys, or has a state."""

from __future__ import annotations

from collections.abc import Iterable

from offswitch.model.controls import ActionControl
from offswitch.model.danger import destructive_words, granting_words, is_destructive, is_granting
from offswitch.model.geography import Route, SelectorFile, labels_of
from offswitch.model.lexicon import Lexicon
from offswitch.model.locators import ByKey, ByLabel, ByPhrase, ByRole

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
    if route.native:
        problems += _native_problems(place, route, route.native)
    return problems + translation_problems(place, _labels(file, pressed), lexicon)


def interruption_problems(file: SelectorFile, name: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Check what puts an interruption away, as ``step_problems`` does for a route.

    Args:
        file: complete.
        name: of the interruption.
        lexicon: the platform's labels in other languages.
    """
    dismiss = file.interruptions[name].dismiss
    if dismiss is None:
        return []
    place = f"interruptions.{name}.dismiss"
    labels = labels_of(file, dismiss)
    problems = [
        (place, f"{label!r} would grant or destroy something")
        for label in labels
        if is_granting(label) or is_destructive(label)
    ]
    if _has_state(file, dismiss):
        problems.append((place, f"`{dismiss}` is a control with a state, which is never operated"))
    return problems + translation_problems(place, labels, lexicon)


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


def _native_problems(place: str, route: Route, question: str) -> list[tuple[str, str]]:
    is_action = isinstance(route.control, ActionControl)
    if is_granting(question) or (is_destructive(question) and not is_action):
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
