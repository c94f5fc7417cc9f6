"""Where a way ends: is this the place, and what is brought up or found there?"""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.engine.control import Found, find_control
from offswitch.engine.neighbors import Fingerprint, settled_fingerprint
from offswitch.engine.place import lacking, on_the_way, stands
from offswitch.engine.trail import Trail
from offswitch.engine.ways import Way
from offswitch.errors import SettingError
from offswitch.model.controls import ActionControl, PageControl
from offswitch.model.geography import Route
from offswitch.model.variant import Variant
from offswitch.model.words import Reason
from offswitch.screen import PATIENCE, Screen


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


def arrived(way: Way) -> bool:
    """Tell whether the page is where a way ends, or says that there is no such thing."""
    try:
        return _is_the_place(way) or _gone(way.screen, way.route) is not None
    except SettingError:
        return False


def _is_the_place(way: Way) -> bool:
    route, file, screen = way.route, way.variant.file, way.screen
    if route.section is None:
        return route.url is not None and on_the_way(screen, route.url)
    if not stands(screen, file.sections[route.section]):
        return False
    return not file.detect or any(screen.sees(name) for name in file.detect)


def opened_place(route: Route) -> str | None:
    """Return a name for where the control stands, once it was brought up."""
    if route.within or not route.open:
        return route.within or route.section
    return f"{route.section or ''}.open"


def land_on_control(trail: Trail, way: Way) -> Arrival | None:
    """Bring up the control on a proved page, and find it.

    Raises:
        SettingError: it is not there, or cannot be told from another one.
    """
    route, screen = way.route, way.screen
    if isinstance(route.control, PageControl | ActionControl):
        return None  # this layout only tells that the setting is elsewhere, or gone
    before_opening = Fingerprint({}, {})
    if route.open:
        trail.desk.saw(screen, way.variant, route.section)
        before_opening = settled_fingerprint(screen)
    for name in route.open:
        screen.click(name, PATIENCE)
    try:
        found = find_control(screen, way.variant.file, route, PATIENCE)
    except SettingError:
        trail.desk.saw(screen, way.variant, opened_place(route))
        raise
    return Arrival(way.variant, route, found, trail.by, before_opening)


def land_on_action(trail: Trail, way: Way) -> Way | None:
    """Make sure that a one-way action is on its proved page.

    Raises:
        SettingError: it is not there.
    """
    if not isinstance(way.route.control, ActionControl):
        return None
    screen, file = way.screen, way.variant.file
    trail.desk.saw(screen, way.variant, way.route.section)
    if screen.sees(way.route.control.element, PATIENCE):
        return way
    raise lacking(screen, file, file.sections[way.route.section or ""])


def land_on_form(_trail: Trail, way: Way) -> None:
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


def _gone(screen: Screen, route: Route) -> SettingError | None:
    for names, reason, message in (
        (route.retired, Reason.RETIRED, "the platform says that this setting is gone"),
        (route.app_only, Reason.APP_ONLY, "only the phone app has this setting"),
        (route.absent, Reason.NOT_OFFERED, "the page says that it is not offered here"),
    ):
        if any(screen.sees(name) for name in names):
            return SettingError(reason, message)
    return None


def refuse_gone(screen: Screen, route: Route) -> None:
    """Believe a page that says that the setting is not here.

    Raises:
        SettingError: ``retired``, ``app_only`` or ``not_offered``.
    """
    gone = _gone(screen, route)
    if gone is not None:
        raise gone
