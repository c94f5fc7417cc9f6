"""Where a way ends: is this the place, and what is brought up or found there?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from offswitch.engine.absence import closed_parts, from_page, is_own_page
from offswitch.engine.control import Found, Missing, find_control
from offswitch.engine.doubts import joined, unanswered_requests
from offswitch.engine.findings import Findings
from offswitch.engine.looking import Observation, lacking_on, look_closely
from offswitch.engine.neighbors import Fingerprint, settled_fingerprint
from offswitch.engine.opening import bring_up
from offswitch.engine.place import on_the_way, stands, words_on
from offswitch.engine.renamed import sought_control
from offswitch.engine.traces import Traces, held_in
from offswitch.engine.ways import Way
from offswitch.errors import SettingError, Unmatched
from offswitch.model.controls import ActionControl, PageControl
from offswitch.model.geography import Route
from offswitch.model.variant import Variant
from offswitch.model.words import Reason
from offswitch.screen import PATIENCE, Screen, unopened

_Goal = TypeVar("_Goal")


@dataclass(frozen=True)
class Arrival:
    """Where the engine stands when it has reached a control.

    Attributes:
        by: which of the ways led there, to begin with the next time.
        before_opening: every control of the page before anything was opened on it.
    """

    variant: Variant
    route: Route
    found: Found
    by: str
    before_opening: Fingerprint

    @property
    def screen(self) -> Screen:
        """The page, under the variant's names."""
        return self.found.screen


def arrived(findings: Findings, way: Way) -> bool:
    """Tell whether the page is where a way ends, or says that there is no such thing."""
    try:
        return _is_the_place(way) or _gone(findings, way) is not None
    except SettingError:
        return False


def _is_the_place(way: Way) -> bool:
    route, file, screen = way.route, way.variant.file, way.screen
    if route.section is None:
        return route.url is not None and on_the_way(screen, route.url)
    if not stands(screen, file.sections[route.section]):
        return _is_up(way)
    return not file.detect or any(screen.sees(name) for name in file.detect)


def _is_up(way: Way) -> bool:
    """Tell whether the dialog that the control stands in lies over the page that was asked for."""
    route, screen = way.route, way.screen
    if route.within is None or not route.open or route.url is None:
        return False
    return on_the_way(screen, route.url) and stands(screen, way.variant.file.sections[route.within])


def opened_place(route: Route) -> str | None:
    """Return a name for where the control stands, once it was brought up."""
    if route.within or not route.open:
        return route.within or route.section
    return f"{route.section or ''}.open"


def land_on_control(findings: Findings, way: Way) -> Arrival | None:
    """Bring up the control on a proved page, and find it.

    Raises:
        SettingError: it is not there, or cannot be told from another one.
    """
    route, screen, file = way.route, way.screen, way.variant.file
    if isinstance(route.control, PageControl | ActionControl):
        return None  # this layout only tells that the setting is elsewhere, or gone
    before_opening = Fingerprint()
    if route.open:
        findings.services.saw(screen, way.variant, route.section)
        before_opening = settled_fingerprint(screen)
    on_trust = False
    try:
        on_trust = bring_up(screen, file, route)
        found = find_control(screen, file, route, PATIENCE)
    except Missing as error:
        findings.services.saw(screen, way.variant, opened_place(route))

        def sign() -> Found | None:
            try:
                return find_control(screen, file, route, 0)
            except Missing:
                return None

        late = _look_on(findings, way, sign, on_trust=on_trust)
        if late is None:
            findings.sought.append(sought_control(way, error.element))
            return None
        found = late
    except SettingError as error:
        findings.services.saw(screen, way.variant, opened_place(route))
        if error.reason is Reason.NOT_FOUND and is_own_page(way):
            findings.note_landing(way, error)
        if isinstance(error, Unmatched) and error.element:
            findings.sought.append(sought_control(way, error.element))
        raise
    return Arrival(way.variant, route, found, findings.by, before_opening)


def land_on_action(findings: Findings, way: Way) -> Way | None:
    """Make sure that a one-way action is on its proved page."""
    control = way.route.control
    if not isinstance(control, ActionControl):
        return None
    screen = way.screen
    findings.services.saw(screen, way.variant, way.route.section)
    if screen.sees(control.element, PATIENCE):
        return way
    found = _look_on(findings, way, lambda: way if screen.sees(control.element) else None)
    if found is None:
        findings.sought.append(sought_control(way, control.element))
    return found


def _look_on(
    findings: Findings, way: Way, sign: Callable[[], _Goal | None], *, on_trust: bool = False
) -> _Goal | None:
    """Look on for what should be on the page that a way has led to, and note what it means if it is not.

    Args:
        findings: takes the note.
        way: led to the page.
        sign: looks for it.
        on_trust: whether something on the page was believed to be open, and may not be.
    """
    route, screen = way.route, way.screen
    section = way.variant.file.sections.get(route.section or "")
    found, observation = look_closely(screen, words_on(screen, section), sign)
    if found is not None:
        return found
    absence = from_page(way, findings.task, observation)
    if on_trust or is_own_page(way):
        missing = Unmatched(
            Reason.NOT_FOUND,
            "its page is there, and no control on it carries the expected label",
            "a newer selector file is needed",
        )
        findings.note_landing(way, missing, *absence.doubts)
    else:
        findings.absences.append(absence)
    return None


def land_on_form(_findings: Findings, way: Way) -> None:
    """Say that a form is there; nothing in it is touched.

    Raises:
        SettingError: ``form_only``, always, where this layout has it.
    """
    if isinstance(way.route.control, PageControl) and way.route.control.kind == "form":
        raise SettingError(
            Reason.FORM_ONLY,
            "only you can send this form",
            f"`offswitch guide` opens {way.route.url}",
        )


def _gone(findings: Findings, way: Way) -> SettingError | None:
    screen, route = way.screen, way.route
    for names, reason, message in (
        (route.retired, Reason.RETIRED, "the platform says that this setting is gone"),
        (route.app_only, Reason.APP_ONLY, "only the phone app has this setting"),
        (route.absent, Reason.NOT_OFFERED, "the page says that it is not offered here"),
    ):
        if any(screen.sees(name) for name in names):
            return None if _control_is_there(findings, screen) else SettingError(reason, message)
    return None


def _control_is_there(findings: Findings, screen: Screen) -> bool:
    """Tell whether a control says that it is the setting's own: then the page speaks of something else."""
    labels = [label for control in screen.survey().controls for label in control.labels]
    return bool(held_in(labels, Traces(findings.task).of_control(screen)))


def refuse_gone(findings: Findings, way: Way) -> None:
    """Believe a page that says that the setting is not here, unless its control is.

    Raises:
        SettingError: ``retired``, ``app_only`` or ``not_offered``; or what the page lacks, which may be why it says so.
        Unreachable: ``sign_in``, where it does not know who is there.
    """
    gone = _gone(findings, way)
    if gone is None:
        return
    doubts = [
        *unanswered_requests(Observation(lacking=lacking_on(way.screen))),
        *_closed_parts(findings, way),
    ]
    if doubts:
        raise joined(doubts)
    raise gone


def _closed_parts(findings: Findings, way: Way) -> list[SettingError]:
    """Return the doubts that closed parts raise; on a list of settings, a sign of absence may be another one's."""
    screen = way.screen
    section = way.variant.file.sections.get(way.route.section or "")
    if section is None or is_own_page(way):
        return []
    closed = unopened(screen.page, words_on(screen, section))
    observation = Observation(surveys=[screen.survey()], unopened=closed)
    return closed_parts(way, findings.task, observation)
