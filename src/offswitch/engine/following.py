"""Following several ways at once: the page says which of them it goes on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from offswitch.engine.absence import from_entry
from offswitch.engine.answers import unanswered
from offswitch.engine.dead_ends import DeadEnd
from offswitch.engine.doubts import unread
from offswitch.engine.findings import SHORT, Findings
from offswitch.engine.landing import arrived, refuse_gone
from offswitch.engine.looking import Observation, glance, look_closely
from offswitch.engine.place import (
    on_the_way,
    refuse_shade,
    refuse_unknown_dialog,
    refuse_untranslated,
    stands,
    words_on,
)
from offswitch.engine.renamed import sought_at
from offswitch.engine.traces import plain
from offswitch.engine.ways import Way, await_sign
from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import Section, labels_of
from offswitch.model.words import Reason
from offswitch.screen import Screen, refuse_outside, refuse_unfinished, unread_frames

Reached = TypeVar("Reached")
Land = Callable[[Findings, Way], Reached | None]
"""What is done where a way ends; None when it was not the place after all."""


def follow(
    findings: Findings, ways: Sequence[Way], depth: int, land: Land[Reached]
) -> tuple[Reached | None, list[Way]]:
    """Go on from where several ways have led so far.

    Returns:
        What was reached, and the ways that need not be tried again. When a way that was followed
        did not end well, the page is not what it was, and the others start afresh.
    """
    done: list[Way] = []
    pace = findings.base.pace
    clicks = pace.clicks
    while left := [way for way in ways if way not in done]:
        way, observation = _next_sign(findings, left, depth)
        if way is None:
            findings.waited = True
            for each in left:
                _note_end(findings, each, depth, observation)
            return None, list(ways)
        if way.ends(depth):
            done.append(way)
            goal = _land_at(findings, way, land)
        else:
            if depth == 0 and way.url is not None:
                findings.entered.add(way.url)
            same = [other for other in left if way.shares(other, depth)]
            if not _click(findings, way, depth):
                done += same
                continue
            goal, tried = follow(findings, same, depth + 1, land)
            done += tried
        if goal is not None or pace.clicks != clicks:
            return goal, done
    return None, done


def _next_sign(
    findings: Findings, ways: Sequence[Way], depth: int
) -> tuple[Way | None, Observation]:
    """Wait for the next sign of some ways; look closely at a page on which one of them would go on.

    Returns:
        The way to follow, if any shows a sign, and what the page has shown where none does.
    """

    def sign(wait: float = 0.0) -> Way | None:
        return await_sign(ways, depth, lambda way: arrived(findings, way), wait)

    screen = ways[0].screen
    way = sign(_patience(findings, ways[0], depth))
    if way is not None:
        return way, Observation()
    entries = [each for each in ways if _is_entry(each)]
    if not entries:
        return None, glance(screen)
    words = [words_on(each.screen, _entry(each)) for each in entries]
    return look_closely(screen, frozenset().union(*words), sign)


def _entry(way: Way) -> Section | None:
    return way.variant.file.sections.get(way.route.entry or "")


def _is_entry(way: Way) -> bool:
    """Tell whether the page is the one that holds the way in."""
    section = _entry(way)
    try:
        return section is not None and stands(way.screen, section)
    except SettingError:
        return False  # its heading has no known words in this language


def _patience(findings: Findings, way: Way, depth: int) -> float:
    """Seconds to wait for a sign; few where the site has led away from the address that was asked for."""
    led_away = depth == 0 and way.url is not None and not on_the_way(way.screen, way.url)
    return SHORT if led_away else findings.patience


def _click(findings: Findings, way: Way, depth: int) -> bool:
    """Click the next step of a way; False when it went away meanwhile."""
    name = way.names[depth]
    findings.services.say(f"clicking “{name.replace('_', ' ')}”")
    section = _entry(way)
    try:
        if way.ends(depth + 1) and section is not None and stands(way.screen, section):
            findings.services.saw(way.screen, way.variant, way.route.entry)
    except SettingError as error:
        findings.note(error)  # the list's own words are not known; its row is
    try:
        way.screen.click(name, SHORT)
    except SettingError as error:
        findings.note(error)
        return False
    labels = labels_of(way.variant.file, name)
    findings.followed |= {plain(w) for label in labels for w in way.screen.known_words(label)}
    return True


def _note_end(findings: Findings, way: Way, depth: int, observation: Observation) -> None:
    """Note why a way does not go on from here, when the page shows no sign of any."""
    refuse_gone(findings, way)
    missed = _missed(way, depth)
    if missed is not None:
        findings.note(missed)
    try:
        absence = from_entry(way, findings.task, observation)
    except SettingError as error:
        findings.note(error)
        return
    findings.note_absence(way, absence)
    if sought := sought_at(way, depth, recognised=absence.recognised):
        findings.sought.append(sought)
    if absence.recognised:
        return
    if findings.outside is None:
        _note_outside(findings, way)
    is_answer = findings.by == "search"  # to what was asked about this one setting
    if missed is not None and findings.outside is None and not is_answer:
        _keep_dead_end(findings, way, depth, DeadEnd(missed, observation, way.screen.language))


def _missed(way: Way, depth: int) -> SettingError | None:
    """Say what is missing for a way to go on, or to have come to its end."""
    try:
        if way.ends(depth):
            refuse_untranslated(way.screen, way.variant.file, way.route)
        else:
            refuse_unknown_dialog(way.screen, way.variant.file, way.screen.survey())
            way.screen.find(way.names[depth], 0)
    except SettingError as error:
        return error
    return None


def _keep_dead_end(findings: Findings, way: Way, depth: int, end: DeadEnd) -> None:
    """Spare other settings a step that is missing on a page which has nothing more to come."""
    quiet = way.screen.quiet
    is_whole = end.observation.is_whole and not (quiet.unanswered() or quiet.unfinished())
    is_whole &= not quiet.traffic.answered_in_part()
    if is_whole and not way.ends(depth):
        findings.services.dead_ends.keep(way, depth, end)


def ends_dead(findings: Findings, way: Way) -> bool:
    """Tell whether a way is known to end on the way, and note what that means for this setting.

    A page on which it ended, but which would show the way in to this very setting, is looked at again.
    """
    known = findings.services.dead_ends.on(way)
    if known is None:
        return False
    depth, end = known
    try:
        absence = from_entry(way, findings.task, end.observation)
    except SettingError:
        return False  # what it means for this setting cannot be told in the page's language
    if absence.recognised:
        return False
    findings.note(end.error)
    findings.absences.append(absence)
    if sought := sought_at(way, depth, recognised=False):
        findings.sought.append(sought)
    return True


def _note_outside(findings: Findings, way: Way) -> None:
    """Note where a page that was not recognised is kept from us, rather than another one."""
    screen, file = way.screen, way.variant.file
    try:
        _refuse_sign_in(screen)
        refuse_unknown_dialog(screen, file, screen.survey())
        refuse_unfinished(screen.quiet.unfinished())
        for error in unread(unread_frames(screen.page)):
            raise error
        names = (way.route.section, way.route.entry)
        refuse_shade(screen, [file.sections[name] for name in names if name])
    except (SettingError, Unreachable) as error:
        findings.outside = error


def _refuse_sign_in(screen: Screen) -> None:
    """Refuse a page that only those see who are not signed in, and say so if we kept the session from living on."""
    try:
        refuse_outside(screen.page, screen.quiet.status)
    except Unreachable as error:
        held = (each for each in screen.quiet.traffic.held_back() if each.may_renew_a_session)
        renewal = next(held, None)
        if renewal is None:
            raise
        told = unanswered(Reason.UNREADABLE, renewal)
        raise SettingError(told.reason, f"{error.message}; {told.message}", told.hint) from error


def _land_at(findings: Findings, way: Way, land: Land[Reached]) -> Reached | None:
    try:
        refuse_gone(findings, way)
        return land(findings, way)
    except SettingError as error:
        findings.note(error)
        return None
