"""What is learnt on the way to a setting, and the verdict when it was not reached."""

from __future__ import annotations

from dataclasses import dataclass, field

from offswitch.engine.desk import Desk, Task
from offswitch.engine.place import Absence, absence
from offswitch.engine.ways import Way
from offswitch.errors import SettingError
from offswitch.model.geography import Route
from offswitch.model.variant import Variant
from offswitch.model.words import Reason
from offswitch.screen import PATIENCE, Screen

SHORT = 1.5
"""Seconds to wait for another page, when one has been waited for already."""
_NOT_HERE = frozenset({Reason.NOT_FOUND, Reason.NOT_OFFERED, Reason.LANGUAGE})


@dataclass
class Trail:
    """What was learnt on the way, for the verdict when nothing was found.

    Attributes:
        by: the way that is tried first, then the one that is being tried.
    """

    task: Task
    desk: Desk
    base: Screen
    by: str = ""
    last: SettingError | None = None
    untranslated: SettingError | None = None
    absences: list[Absence] = field(default_factory=list)
    waited: bool = False

    @property
    def patience(self) -> float:
        """Seconds that the next sign may take; long once, since slow pages are slow from the start."""
        return SHORT if self.waited else PATIENCE

    @property
    def proved_absent(self) -> bool:
        """Whether a page was recognised that would show the setting, in words that are all known."""
        return self.untranslated is None and any(a.proves_not_offered for a in self.absences)

    def layouts(self) -> list[tuple[Variant, Route, Screen]]:
        """Every layout that has a route for this setting, newest first, with its screen."""
        return [
            (variant, route, self.base.under(variant.file, variant.lexicon))
            for variant in self.task.variants
            if (route := variant.file.routes.get(self.task.setting.id)) is not None
        ]

    def note(self, error: SettingError) -> None:
        """Note why a way led nowhere; what is more than that is raised again."""
        if error.reason not in _NOT_HERE:
            raise error
        if error.reason is Reason.LANGUAGE:
            self.untranslated = self.untranslated or error
        self.last = error

    def note_absence(self, way: Way) -> None:
        """Note what the page shows where a way should go on or end."""
        try:
            found = absence(way.screen, way.variant.file, way.route)
        except SettingError as error:
            self.note(error)
            return
        self.absences.append(found)
        if found.recognised:
            self.desk.saw(way.screen, way.variant, way.route.entry)

    def verdict(self) -> SettingError:
        """Say why the setting was not reached."""
        if self.proved_absent:
            return SettingError(
                Reason.NOT_OFFERED, "the page is there, and this setting is not on it"
            )
        if self.untranslated is not None:
            return self.untranslated
        if any(found.strangers for found in self.absences):
            return SettingError(
                Reason.NOT_FOUND,
                "the page has a row that the selector file does not know",
                "the setting may have been renamed; look at the page yourself",
            )
        return self.last or SettingError(
            Reason.NOT_FOUND,
            "the page was not recognised",
            "the site may have been redesigned; a newer selector file is needed",
        )
