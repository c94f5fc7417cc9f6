"""Does a selector file make sense as a whole? What the types of its parts cannot say.

Unknown names, addresses outside the hosts, reads that change something. Beside it, ``sides`` holds the
words of a control against its declared polarity, and ``steps`` knows what must never be pressed.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from offswitch.model.controls import ActionControl, ChoiceControl, Control, SwitchControl
from offswitch.model.geography import Route, SelectorFile, labels_of
from offswitch.model.lexicon import Lexicon
from offswitch.model.locators import ByKey, ByLabel
from offswitch.model.reads import ignore_problems, read_problems
from offswitch.model.sides import shared_words, side_problems
from offswitch.model.sign_in import LONGEST_SESSION
from offswitch.model.steps import interruption_problems, nameless, step_problems
from offswitch.model.text import fold


def contradictions(file: SelectorFile, lexicon: Lexicon | None = None) -> list[tuple[str, str]]:
    """Check a complete selector file for what types cannot say.

    Args:
        file: with what it extends merged in.
        lexicon: its labels in other languages.

    Returns:
        ``(dotted place, reason)`` for every unknown element or section, every address outside the
        hosts, and every label whose words contradict the declared polarity.
    """
    lexicon = lexicon or Lexicon()
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
        problems += interruption_problems(file, name, lexicon)
    for name in (file.search.box, file.search.none) if file.search else ():
        if name not in file.elements:
            problems.append(("search", f"unknown element `{name}`"))
    for name, route in file.routes.items():
        problems += _route_problems(file, name, route, lexicon)
    problems += nameless(file)
    problems += shared_words(file)
    problems += [
        ("noise.label", f"{glob!r} takes in every control")
        for glob in file.noise.label
        if not glob.strip("*?")
    ]
    problems += _sign_in_problems(file)
    problems += _unguarded(file)
    for name in (*file.evidence, *file.intent):
        if name not in file.routes:
            problems.append((f"evidence/intent.{name}", f"there is no route `{name}`"))
    return problems


def _sign_in_problems(file: SelectorFile) -> list[tuple[str, str]]:
    told = file.sign_in
    if told is None:
        return []
    problems = [
        (f"session.{key}", f"`{urlsplit(url).netloc}` is not one of `hosts`")
        for key, url in (("sign_in", told.sign_in), ("home", told.home))
        if not _inside(url, file.hosts)
    ]
    if told.signed_in not in file.elements:
        problems.append(("session.signed_in", f"unknown element `{told.signed_in}`"))
    if len(file.platform) > LONGEST_SESSION:
        problems.append(
            ("session", f"a name of {LONGEST_SESSION} characters at most has a session")
        )
    return problems


def _unguarded(file: SelectorFile) -> list[tuple[str, str]]:
    said = file.requests
    if said is None:
        return []
    changing = [glob for route in file.routes.values() for glob in route.mutations]
    return [
        *(("requests.reads", reason) for reason in read_problems(said.reads, changing)),
        *(("requests.ignore", reason) for reason in ignore_problems(said.ignore, said.reads)),
    ]


def _route_problems(
    file: SelectorFile, name: str, route: Route, lexicon: Lexicon
) -> list[tuple[str, str]]:
    place = f"routes.{name}"
    problems = [
        (place, f"unknown element `{element}`")
        for element in dict.fromkeys(route.elements)
        if element not in file.elements
    ]
    problems += step_problems(file, place, route, lexicon)
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
    is_committed = route.save in {"button", "close", "confirm"}
    if is_committed and not route.confirm:
        problems.append((f"{place}.confirm", f"save = {route.save!r} needs at least one element"))
    if route.confirm and not is_committed:
        problems.append(
            (f"{place}.save", f"{route.save!r} has nothing to commit, but `confirm` has")
        )
    problems += side_problems(file, place, route.control, lexicon)
    problems += _told_by_what_is_operated(place, route)
    problems += _unwatched(file, place, route)
    return problems + _unfindable(file, place, route.control)


def _told_by_what_is_operated(place: str, route: Route) -> list[tuple[str, str]]:
    """What is pressed or switched is there before and after: it never tells that something is gone, or done."""
    control = route.control
    pressed = {*route.then, *route.path, *route.open, *route.committed}
    problems = []
    if isinstance(control, ActionControl):
        operated = {control.element}
        if control.done in operated | pressed:
            problems.append(
                (f"{place}.control.done", f"`{control.done}` is there before it is done")
            )
    else:
        operated = set(control.elements)
    if isinstance(control, ChoiceControl) and control.menu in control.options:
        problems.append((f"{place}.control.menu", f"`{control.menu}` is one of its own options"))
    problems += [
        (f"{place}.{key}", f"`{name}` is operated here, and cannot tell that nothing is there")
        for key in ("retired", "app_only", "absent")
        for name in getattr(route, key)
        if name in operated | pressed
    ]
    return problems


def _unwatched(file: SelectorFile, place: str, route: Route) -> list[tuple[str, str]]:
    """A switch holds a word that it would still hold under a new name, or it is another setting's."""
    if not route.watch or not isinstance(route.control, SwitchControl):
        return []
    words = [fold(word) for word in route.watch]
    return [
        (f"{place}.watch", f"{label!r} holds none of these words")
        for label in labels_of(file, route.control.element)
        if not any(word in fold(label) for word in words)
    ]


def _unfindable(file: SelectorFile, place: str, control: Control) -> list[tuple[str, str]]:
    """A control is found by its label or a trusted key alone; other locators are never looked at."""
    if not isinstance(control, SwitchControl | ChoiceControl):
        return []
    return [
        (f"{place}.control", f"`{name}` needs a locator by `label` or `key`")
        for name in control.elements
        if name in file.elements
        and not any(isinstance(each, ByLabel | ByKey) for each in file.elements[name])
    ]


def _inside(url: str, hosts: tuple[str, ...]) -> bool:
    parts = urlsplit(url)
    if parts.scheme == "http":
        return parts.hostname == "127.0.0.1" and parts.netloc in hosts
    return parts.netloc in hosts
