"""Every control on the pages that a run visits: noted as they pass, compared and kept at the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from offswitch.inventory import Page, compare, is_noise, page_name
from offswitch.journal import Journal, SeenControl
from offswitch.model.geography import Section, SelectorFile, labels_of
from offswitch.model.results import NewControl, RunInfo
from offswitch.model.text import fold
from offswitch.model.variant import Variant
from offswitch.screen import Row, Screen, Sighting, Survey

_STILL_MS = 350
_LOOKS = 6
_LONGEST = 200
_FEW = 2
"""So many known rows tell which list of the page is the settings' own."""
_SHOWN = {"true": "on", "false": "off"}


@dataclass
class Stock:
    """What one run sees of one platform.

    Args:
        platform: its name.
        journal: where it is kept.
        run: the run.
    """

    platform: str
    journal: Journal
    run: RunInfo
    _pages: dict[str, Page] = field(default_factory=dict)

    def note(self, screen: Screen, variant: Variant, place: str | None) -> None:
        """Note what is on a page that was recognised.

        Args:
            screen: the page, under the variant's names.
            variant: the layout that it was recognised by.
            place: the section that was proved, with ``.open`` where something was opened on it; None
                where only the address was.
        """
        name = place or urlsplit(screen.address).path
        former = self._pages.get(page_name(variant.source, name))
        survey = screen.survey() if former else _stable(screen)
        section = variant.file.sections.get((place or "").partition(".")[0])
        familiar = _familiar(screen, variant.file)
        controls = _controls(survey, variant.file, section, familiar)
        page = Page(place=name, layout=variant.source, controls=controls, familiar=familiar)
        self._pages[page.name] = _union(former, page)

    def take(self) -> list[NewControl]:
        """Compare what was seen with what the journal knows, and keep both.

        Returns:
            What is new, renamed, moved, merged or gone.
        """
        replica = self.run.replica is not None
        known = self.journal.inventory(self.run.profile, self.platform, replica=replica)
        changes = compare(self.platform, known, tuple(self._pages.values()))
        for change in changes:
            self.journal.note_finding(self.run.id, change)
        for page in self._pages.values():
            self.journal.remember_inventory(self.run.id, self.platform, page.name, page.controls)
        self._pages = {}
        return changes


def _stable(screen: Screen) -> Survey:
    """Look until two looks in a row show the same: a list may still be filling."""
    last = screen.survey()
    for _ in range(_LOOKS):
        screen.page.wait_for_timeout(_STILL_MS)
        now = screen.survey()
        if _gist(now) == _gist(last):
            return now
        last = now
    return last


def _gist(seen: Survey) -> list[str]:
    return [*(c.label for c in seen.controls), *(row.subject for row in seen.rows)]


def _union(former: Page | None, now: Page) -> Page:
    """Keep what was seen at any time of the run; a page may show less of itself for a moment."""
    if former is None:
        return now
    there = {_key(control) for control in now.controls}
    kept = [control for control in former.controls if _key(control) not in there]
    return replace(now, controls=(*now.controls, *kept))


def _key(control: SeenControl) -> tuple[str, str, str]:
    return fold(control.section), fold(control.label), control.kind


def _familiar(screen: Screen, file: SelectorFile) -> frozenset[str]:
    labels = {label for name in file.elements for label in labels_of(file, name)}
    for section in file.sections.values():
        labels |= {*section.headings, *section.neighbours, *section.also}
    return frozenset(fold(word) for label in labels for word in screen.known_words(label))


def _controls(
    seen: Survey, file: SelectorFile, section: Section | None, familiar: frozenset[str]
) -> tuple[SeenControl, ...]:
    url = _address(seen.address)
    found = [
        SeenControl(
            label=sighting.label,
            section=sighting.headings[0] if sighting.headings else "",
            kind=sighting.kind,
            state=_state(sighting),
            url=url,
        )
        for sighting in seen.controls
        if sighting.layer == seen.top
        and not is_noise(file.noise, sighting.label, sighting.headings)
    ]
    heading = section.headings[0] if section else ""
    found += [
        SeenControl(
            label=label,
            section=heading,
            kind="row",
            url=_address(urljoin(seen.address, row.href)) if row.href else url,
        )
        for label, row in _listed(seen, familiar).items()
        if not is_noise(file.noise, label, (heading,))
    ]
    return tuple(control for control in found if control.label and len(control.label) <= _LONGEST)


def _listed(seen: Survey, familiar: frozenset[str]) -> dict[str, Row]:
    """Return the rows of the list that the known rows stand in; without one, none."""
    rows = [row for row in seen.rows if row.layer == seen.top]
    known = {fold(row.subject) for row in rows if fold(_label(row, familiar)) in familiar}
    if len(known) < _FEW:
        return {}
    around = set(seen.rows_around(known))
    labels = {fold(control.label) for control in seen.controls}
    chosen = {_label(row, familiar): row for row in rows if row.subject in around}
    return {label: row for label, row in chosen.items() if fold(label) not in labels}


def _label(row: Row, familiar: frozenset[str]) -> str:
    """Return what a row is called: its own words where they are known, else what it is about.

    What stands beside a row that only says "View" tells what it opens; beside one that is known, it
    may be the state, which is no name.
    """
    return row.text if fold(row.text) in familiar else row.subject


def _state(sighting: Sighting) -> str:
    values = set(sighting.signals.values())
    shown = values.pop() if len(values) == 1 else ""
    return _SHOWN.get(shown, shown)


def _address(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]
