"""The one control that a setting means: two facts agree on it, its label and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from offswitch.engine.place import refuse_unknown_dialog
from offswitch.engine.reading import Reading
from offswitch.engine.taking import reading_of
from offswitch.errors import SettingError, Unmatched
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.danger import is_destructive, side_of
from offswitch.model.geography import Route, Section, SelectorFile, labels_of
from offswitch.model.sides import wrong_side
from offswitch.model.text import fold, polarity
from offswitch.model.words import Reason
from offswitch.screen import ControlSnapshot, Screen, Survey, Target

_TURNS_AROUND = ("do not ", "don't ", "never ")
"""How the name of a group begins, in English, that says no to what its switches are called."""
_KINDS = {"switch": "switch", "radio": "option", "menu": "menu"}


class Missing(Unmatched):
    """No control carries the label; whether that means anything depends on the page."""


@dataclass(frozen=True)
class Found:
    """A control on the page, ready to be read and pressed.

    Attributes:
        section: what it stands in; None where the address alone tells the page.
        parts: element name → what it is on the page; one for a switch, one per option of a choice.
        within: whether the section is a part of a page, such as a group or a dialog, of its own.
    """

    screen: Screen
    file: SelectorFile
    control: SwitchControl | ChoiceControl
    section: Section | None
    parts: dict[str, ControlSnapshot]
    within: bool = False

    def read(self) -> Reading:
        """Take one reading, found again from nothing."""
        return reading_of(self.screen, self.file, self.control, self._again())

    def target(self, part: str, before: Reading) -> Target:
        """Return a part to press, which is pressed only while the control shows what was read.

        Args:
            part: name of the element.
            before: what was read.
        """
        return Target(find=lambda: self._as_read(before)[part].node, control=True)

    def _as_read(self, before: Reading) -> dict[str, ControlSnapshot]:
        if before.document and self.screen.quiet.waits().document != before.document:
            raise SettingError(
                Reason.UNREADABLE,
                "the page loaded another document before the control was to be pressed",
                "nothing was pressed; run again",
            )
        fresh = self._again()
        now = reading_of(self.screen, self.file, self.control, fresh)
        if (now.state, now.value, now.disabled) != (before.state, before.value, before.disabled):
            raise SettingError(
                Reason.UNREADABLE,
                f"the control showed {before.state}, and {now.state} when it was to be pressed",
                "nothing was pressed; run again",
            )
        refuse_contradictions(self.screen, self.file, self.control, fresh)
        return fresh

    def _again(self) -> dict[str, ControlSnapshot]:
        fresh = locate_parts(self.screen, self.control, self.section, within=self.within)
        if fresh is None:
            refuse_unknown_dialog(self.screen, self.file, self.screen.survey())
            raise SettingError(
                Reason.UNREADABLE, "the control went away while it was read", "run again"
            )
        return fresh


def find_control(screen: Screen, file: SelectorFile, route: Route, wait: float) -> Found:
    """Find a route's control on the page in front of us.

    Args:
        screen: the page, with the control brought up.
        file: the selector file that the route belongs to.
        route: the setting's route.
        wait: seconds that the control may take to appear.

    Raises:
        Missing: no control carries the label.
        SettingError: ``not_found``, ``ambiguous``, ``unexpected_dialog`` or ``language``.
    """
    control = route.control
    assert isinstance(control, SwitchControl | ChoiceControl)
    place = route.within or route.section
    section = file.sections[place] if place else None
    within = route.within is not None
    parts = screen.until(lambda: locate_parts(screen, control, section, within=within), wait)
    if parts is None:
        whole = screen.survey()
        refuse_unknown_dialog(screen, file, whole)
        seen = _seen_in(screen, section, whole, within=within)
        names, _ = _named_parts(control)
        raise Missing(
            Reason.NOT_FOUND,
            "no control on the page carries the expected label",
            "a newer selector file is needed",
            element=next((name for name in names if not screen.controls(name, seen)), names[0]),
        )
    refuse_contradictions(screen, file, control, parts)
    return Found(screen, file, control, section, parts, within)


def locate_parts(
    screen: Screen,
    control: SwitchControl | ChoiceControl,
    section: Section | None,
    *,
    within: bool = False,
) -> dict[str, ControlSnapshot] | None:
    """Find every part of a control, each unique in its section; None while one is missing.

    Args:
        screen: the page.
        control: what it is made of.
        section: where it must stand.
        within: whether that is a part of a page, such as a group or a dialog, of its own.

    Raises:
        SettingError: ``ambiguous``, ``not_found`` or ``language``.
    """
    names, kind = _named_parts(control)
    seen = _seen_in(screen, section, screen.survey(), within=within)
    optional = control.others if isinstance(control, ChoiceControl) else ()
    parts = {}
    for name in names:
        snapshot = _the_one(screen, name, kind, seen)
        if snapshot is not None:
            parts[name] = snapshot
        elif name not in optional:
            return None
    if isinstance(control, ChoiceControl) and not control.menu and not control.on:
        return _with_every_option(parts, seen)
    return parts


def _named_parts(control: SwitchControl | ChoiceControl) -> tuple[tuple[str, ...], str]:
    """Return the names of a control's parts, and what kind of control each is."""
    if isinstance(control, SwitchControl):
        return (control.element,), "switch"
    return ((control.menu,), "menu") if control.menu else (control.options, "radio")


def _seen_in(screen: Screen, section: Section | None, whole: Survey, *, within: bool) -> Survey:
    """Return what is seen of the page, with the controls of a section alone."""
    inside = (s for s in whole.controls if _in_section(screen, s, section, whole, within=within))
    return replace(whole, controls=tuple(inside))


def _with_every_option(
    parts: dict[str, ControlSnapshot], seen: Survey
) -> dict[str, ControlSnapshot] | None:
    """Add the options whose words are not known: every other radio that stands in the same place."""
    known = {snapshot.label for snapshot in parts.values()}
    groups = {snapshot.question for snapshot in parts.values()}
    rest = [
        snapshot
        for snapshot in seen.controls
        if snapshot.kind == "radio"
        and snapshot.label not in known
        and (snapshot.question in groups or not snapshot.question)
    ]
    return {**parts, **{f"“{s.label}”": s for s in rest}} if rest else None


def _the_one(screen: Screen, name: str, kind: str, seen: Survey) -> ControlSnapshot | None:
    found = screen.controls(name, seen)
    if len(found) > 1:
        found = [s for s in found if screen.reachable(s.node)]
    if len(found) > 1:
        raise SettingError(
            Reason.AMBIGUOUS,
            f"{len(found)} controls carry the label of `{name}`",
            "look at the page yourself; offswitch does not choose between look-alikes",
        )
    if not found:
        return None
    if found[0].kind != kind:
        raise SettingError(
            Reason.NOT_FOUND,
            f"`{name}` is a {_KINDS[found[0].kind]}, not a {_KINDS[kind]}",
            "the page was redesigned; a newer selector file is needed",
        )
    return found[0]


def _in_section(
    screen: Screen,
    snapshot: ControlSnapshot,
    section: Section | None,
    seen: Survey,
    *,
    within: bool = False,
) -> bool:
    """Tell whether a control stands in a section: nothing lies over it, and it stands under the heading.

    A heading that nobody can see has nothing under it. One that the site draws as plain text cannot
    be told from other text: a page's may be any visible line, since the page is proved by itself; a
    dialog's must be the first that it shows.
    """
    if not seen.in_front(snapshot):
        return False
    if section is None:
        return True
    words = [word for heading in section.headings for word in screen.words(heading)]
    visible = [word for word in words if _is_visible(word, seen, within=within)]
    if any(snapshot.under(word) for word in visible):
        return True
    if within:
        return snapshot.layer >= 0 and fold(seen.title_of(snapshot.layer)) in map(fold, visible)
    regions = [heading for other in seen.controls for heading in other.headings]
    marked_up = {fold(text) for text in (*seen.headings, *seen.dialogs, *regions)}
    return bool(visible) and not any(fold(word) in marked_up for word in words)


def _is_visible(word: str, seen: Survey, *, within: bool) -> bool:
    """Tell whether a heading can be seen; a page's also where a dialog lies over it."""
    lines = {fold(line.text) for line in seen.lines if not within or seen.in_front(line)}
    return seen.shows(word) or fold(word) in lines | {fold(text) for text in seen.headings}


def refuse_contradictions(
    screen: Screen,
    file: SelectorFile,
    control: SwitchControl | ChoiceControl,
    parts: dict[str, ControlSnapshot],
) -> None:
    """Refuse a control whose visible words contradict what the selector file declares.

    The labels of the file were held against their side when it was loaded, if it is known which language
    they are in. Their words in another language were, too, and are again here: those are what is on the
    page.

    Raises:
        SettingError: ``ambiguous``, naming the label that contradicts.
    """
    is_held = not screen.lexicon.assumes(screen.language)
    for name, snapshot in parts.items():
        wrong = wrong_side(control, name)
        declared = {fold(label) for label in labels_of(file, name)}
        words = {
            fold(word) for label in labels_of(file, name) for word in screen.known_words(label)
        }
        for label in (*snapshot.labels, *snapshot.drawn):
            if fold(label) in declared and is_held:
                continue
            told = side_of(label, screen.language) if fold(label) in words else polarity(label)
            destroys = is_destructive(label) and label in snapshot.labels  # a link beside it may
            if destroys or (wrong and told == wrong):
                raise SettingError(
                    Reason.AMBIGUOUS,
                    f"the words beside `{name}` contradict it",
                    "look at the page yourself; offswitch does not press what reads like the opposite",
                )
        if isinstance(control, SwitchControl):
            _refuse_turned_around(snapshot, file, wrong)


def _refuse_turned_around(snapshot: ControlSnapshot, file: SelectorFile, wrong: str) -> None:
    """Refuse a switch in a group whose name turns it around, as "Do not send the following" does.

    Raises:
        SettingError: ``ambiguous``, with the name of the group, unless the file knows it.
    """
    known = {fold(heading) for each in file.sections.values() for heading in each.headings}
    groups = [text for text in snapshot.headings if fold(text) not in known]
    turning = next((text for text in groups if fold(text).startswith(_TURNS_AROUND)), None)
    if turning is not None and wrong == "negative":
        raise SettingError(
            Reason.AMBIGUOUS,
            f"it stands under “{turning}”, which turns it around",
            "look at the page yourself; if it is on when it protects, declare it: inverted = true",
        )
