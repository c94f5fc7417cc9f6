"""What is learnt on the way to a setting, and the verdict when it was not reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from offswitch.engine.absence import Absence
from offswitch.engine.doubts import Doubt, joined, unfollowed
from offswitch.engine.renamed import FailedLookup
from offswitch.engine.services import Services
from offswitch.engine.task import Task
from offswitch.engine.ways import Way
from offswitch.errors import SettingError, Unmatched
from offswitch.model.geography import Route
from offswitch.model.variant import Variant
from offswitch.model.words import Reason
from offswitch.screen import PATIENCE, Screen

SHORT = 1.5
"""Seconds to wait for another page, when one has been waited for already."""
_NOT_THIS_WAY = frozenset({Reason.NOT_FOUND, Reason.NOT_OFFERED, Reason.LANGUAGE})


@dataclass
class Findings:
    """What was learnt on the way, for the verdict when nothing was found.

    Attributes:
        by: the way that is tried first, then the one that is being tried.
        said: what a page says itself: that the setting is not offered.
        landed: doubts of the setting's own page, where its control was not found.
        landed_at: that page, as layouts and their sections; other ways in a layout lead to the same one.
        entered: addresses whose page had the first step of a way.
        followed: plain words of what was clicked on the way: that it is named is explained by what
            it has led to.
        sought: what was looked for in vain, and may have been renamed.
        outside: why a page that was not recognised may be another one than it seems.
        searched: whether the site's own search was asked, and answered.
    """

    task: Task
    services: Services
    base: Screen
    by: str = ""
    last: SettingError | None = None
    untranslated: SettingError | None = None
    said: SettingError | None = None
    absences: list[Absence] = field(default_factory=list)
    landed: list[Doubt] = field(default_factory=list)
    landed_at: set[tuple[str, str | None]] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)
    sought: list[FailedLookup] = field(default_factory=list)
    outside: Doubt | None = None
    waited: bool = False
    searched: bool = False

    @property
    def patience(self) -> float:
        """Seconds that the next sign may take; long once, since slow pages are slow from the start."""
        return SHORT if self.waited else PATIENCE

    @property
    def proved_absent(self) -> bool:
        """Whether the setting is missing, and every way was asked that a route to it names.

        A search that could not be asked proves nothing, even if another layout of the same page names none.
        """
        if self.said is not None:
            return True
        names_search = any(each.has_search for each in self.absences if each.recognised)
        return self.is_missing and (self.searched or not names_search)

    @property
    def is_missing(self) -> bool:
        """Whether a page was recognised that would show the setting, and nothing speaks against it.

        One layout's page never outweighs what another layout's page gives away.
        """
        if self.untranslated is not None or self.landed:
            return False
        doubts = self._doubts(recognised=True) + self._doubts(recognised=False)
        return any(a.recognised for a in self.absences) and not doubts

    @property
    def absent_at(self) -> set[str | None]:
        """The addresses that layouts name of the pages on which it is missing."""
        return {absence.named for absence in self.absences if absence.recognised}

    def layouts(self) -> list[tuple[Variant, Route, Screen]]:
        """Every layout that has a route for this setting, newest first, with its screen."""
        return [
            (variant, route, self.base.under(variant.file, variant.lexicon))
            for variant in self.task.variants
            if (route := variant.file.routes.get(self.task.setting.id)) is not None
        ]

    def note(self, error: SettingError) -> None:
        """Note why a way led nowhere; what is more than that is raised again."""
        if error.reason not in _NOT_THIS_WAY:
            raise error
        if error.reason is Reason.LANGUAGE:
            self.untranslated = self.untranslated or error
        if error.reason is Reason.NOT_OFFERED:
            self.said = error
        self.last = error

    def note_absence(self, way: Way, found: Absence) -> None:
        """Note what the page shows where a way should go on or end."""
        self.absences.append(found)
        if found.recognised:
            self.services.saw(way.screen, way.variant, way.route.entry)

    def note_landing(self, way: Way, *doubts: Doubt) -> None:
        """Note that the setting's own page is there, without its control."""
        self.landed += doubts
        self.landed_at.add((way.variant.source, way.route.section))

    def has_landed(self, way: Way) -> bool:
        """Tell whether a way would lead to a page that has been reached already, in vain."""
        return (way.variant.source, way.route.section) in self.landed_at

    def is_in_vain(self, route: Route) -> bool:
        """Tell whether a layout's menus would lead to a page that its address has led to, in vain."""
        ends_alike = bool(route.then) and route.path[-len(route.then) :] == route.then
        return ends_alike and route.url in self.entered

    def verdict(self) -> Doubt:
        """Say why the setting was not reached, and what to change where something was renamed."""
        doubt = self._doubt()
        if isinstance(doubt, Unmatched) and self.sought:
            told = max(self.sought, key=lambda each: each.progress).advice()
            hint = "; ".join(text for text in (doubt.hint, told) if text)
            doubt = Unmatched(doubt.reason, doubt.message, hint, element=doubt.element)
        if isinstance(doubt, SettingError) and not self.landed:
            doubted = (each for each in self.absences if each.recognised and each.doubts)
            doubt.address = next((each.address for each in doubted), "")
        return doubt

    def _doubt(self) -> Doubt:
        if self.said is not None:
            return self.said
        if self.proved_absent:
            return SettingError(
                Reason.NOT_OFFERED, "the page is there, and this setting is not on it"
            )
        if self.is_missing:
            return SettingError(
                Reason.NOT_FOUND,
                "the page has no row for it, and the site's own search could not be asked",
                "look at the page yourself",
            )
        return (
            self.untranslated
            or _joined([*self.landed, *self._doubts(recognised=True)])
            or self.outside
            or _joined(self._doubts(recognised=False))
            or self.last
            or Unmatched(
                Reason.NOT_FOUND,
                "the page was not recognised",
                "the site may have been redesigned; a newer selector file is needed",
            )
        )

    def _doubts(self, *, recognised: bool) -> list[Doubt]:
        absences = [absence for absence in self.absences if absence.recognised is recognised]
        doubts = [doubt for absence in absences for doubt in absence.doubts]
        doors = {words for absence in absences for words in absence.doors} - self.followed
        return [*doubts, unfollowed()] if doors else doubts


def _joined(doubts: Sequence[Doubt]) -> Doubt | None:
    return joined(doubts) if doubts else None
