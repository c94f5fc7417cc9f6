"""The options of a menu that shows them only while its list is open: the person opens it, and they are read there."""

from __future__ import annotations

from dataclasses import replace

from offswitch.errors import SettingError
from offswitch.look.parts import why_unusable
from offswitch.look.summary import control_of
from offswitch.model.text import fold, one_line
from offswitch.screen import DrawnMenu, Screen, page_errors
from offswitch.teach.candidates import Candidate
from offswitch.teach.talk import Refused, Talk
from offswitch.waiting import until

_QUESTION = "Open its list in the window, and choose nothing there (q: stop): "
_PATIENCE_SECONDS = 1.0
_BY_HAND = "show another control, or switch this one yourself"


def with_options(picked: Candidate, screen: Screen, talk: Talk) -> Candidate:
    """Have the person open a menu's list; return the menu with the options that stand in it.

    Args:
        picked: the menu, its list closed.
        screen: the page that it is on.
        talk: with the person.

    Raises:
        Refused: a run would not find each of its options by its own words.
    """
    with page_errors(screen.address):
        menu = _menu_of(picked, screen)
    options = _shown_in(menu, screen, talk)
    with page_errors(screen.address):
        _refuse_unnamed(menu, options)
    opened = replace(picked, group=(replace(picked.first, options=options),), is_unopened=False)
    if reason := why_unusable(opened.group):
        raise Refused(f"“{one_line(picked.label)}” is {reason}", _BY_HAND)
    if fold(picked.shown) not in map(fold, options):
        listed = ", ".join(f"“{one_line(each)}”" for each in options)
        raise Refused(
            f"“{one_line(picked.label)}” shows “{one_line(picked.shown)}”, which is none of {listed}",
            f"open the list of this very menu; else {_BY_HAND}",
        )
    return opened


def _menu_of(picked: Candidate, screen: Screen) -> DrawnMenu:
    """Return the menu on the page that the person picked.

    Raises:
        Refused: it is there no more, or several look the same.
    """
    survey = screen.survey()
    found = [each for each in survey.controls if control_of(survey, each) == picked.first]
    if len(found) != 1:
        count = f"{len(found)} menus look" if found else "no menu on the page looks"
        raise Refused(f"{count} like “{one_line(picked.label)}” now", _BY_HAND)
    return DrawnMenu.of(found[0].node)


def _shown_in(menu: DrawnMenu, screen: Screen, talk: Talk) -> tuple[str, ...]:
    """Wait until the list is open and at rest. No key is needed: a list may close when they turn to the terminal."""
    before: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    def is_at_rest() -> bool:
        nonlocal before, seen
        if not seen or seen != before:
            with page_errors(screen.address):
                before, seen = seen, menu.labels()
        return bool(seen) and seen == before

    while True:
        talk.hear(_QUESTION, lambda: "" if is_at_rest() else None)
        if until(is_at_rest, _PATIENCE_SECONDS, talk.rest):
            return seen
        talk.person.say("its list is not open")


def _refuse_unnamed(menu: DrawnMenu, options: tuple[str, ...]) -> None:
    """Refuse options that a run, which goes by their words alone, would not find or not tell apart."""
    for label in options:
        try:
            menu.option([label])
        except SettingError as error:
            is_open = menu.labels() == options
            reason = error.message if is_open else "the list was closed before it was read"
            raise Refused(f"“{one_line(label)}” was not found again: {reason}", _BY_HAND) from error
