"""Records every control on the pages that a run visits, and compares them at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from offswitch.inventory.compare import Page, compare, is_noise, on_page
from offswitch.inventory.offered import turned
from offswitch.journal import ControlRow, Journal, SeenControl
from offswitch.model.geography import Noise, SelectorFile, labels_of
from offswitch.model.results import NewControl, Result, RunInfo
from offswitch.model.text import fold
from offswitch.model.variant import Variant
from offswitch.screen import ControlSnapshot, Row, Screen, Scroll, Survey

_STILL_MS = 350
_LOOKS = 6
_LONGEST = 200
_FEW = 2
"""How many known rows identify the list of settings on a page."""
_LEADING_ELSEWHERE = frozenset(
    fold(word) for word in (
        "back", "go back", "close", "cancel", "done", "next", "previous", "menu", "home", "search", "help",
        "log out", "sign out", "zurück", "schließen", "abbrechen", "retour", "fermer", "volver", "atrás",
        "cerrar", "indietro", "chiudi", "voltar", "fechar", "terug", "sluiten", "wstecz", "geri", "戻る", "返回",
    )
)  # fmt: skip
"""What moves about in a site, and is no setting of a page."""
_SHOWN = {"true": "on", "false": "off"}


@dataclass
class PageRecorder:
    """Records what one run sees on the pages of one platform.

    Args:
        platform: Name of the platform.
        files: Selector files of its layouts.
        journal: Where the records are kept.
        run: The run.
    """

    platform: str
    files: Sequence[SelectorFile]
    journal: Journal
    run: RunInfo
    _pages: dict[str, Page] = field(default_factory=dict)

    def note(self, screen: Screen, variant: Variant, place: str | None) -> None:
        """Record the controls on a page that was recognized.

        Args:
            screen: The page, with the variant's names.
            variant: The layout by which it was recognized.
            place: The section that was proved, with ``.open`` if something was opened on it; None if
                only the address was proved.
        """
        file = variant.file
        page = Page(
            place=_in_language(place or urlsplit(screen.address).path, screen.language),
            layout=variant.source,
            controls=(),
            familiar=_familiar(screen, file),
        )
        former = self._pages.get(page.name)
        before = on_page(self._known, page)
        survey = screen.survey() if former else _stable(screen)
        page = _noted(page, survey, before, file.noise)
        if former is None and _is_less(page, before):
            page = _to_the_end(screen, page, before, file.noise)
        # Another page of the same name may have been recorded while this one was looked at.
        self._pages[page.name] = _union(self._pages.get(page.name), page)

    def compare_and_keep(self, results: Sequence[Result]) -> list[NewControl]:
        """Compare what was seen with what the journal contains, and record the pages and the changes.

        Args:
            results: The platform's results in this run.

        Returns:
            The controls that are new, renamed, moved, merged or gone, and the settings that appeared or
            vanished without a control to show it.
        """
        changes = compare(self.platform, self._known, tuple(self._pages.values()))
        for each in turned(self.journal, self.run, results):
            changes = self._joined(changes, each)
        for change in changes:
            self.journal.record_finding(self.run.id, change)
        for page in self._pages.values():
            self.journal.record_inventory(self.run.id, self.platform, page.name, page.kept)
        self._pages = {}
        del self._known
        return changes

    def _joined(self, controls: Sequence[NewControl], setting: NewControl) -> list[NewControl]:
        """Add a setting that appeared or vanished, by marking its own control if that changed too."""
        labels = self._labels(setting.setting)
        own = [
            each
            for each in controls
            if each.change == setting.change and fold(each.label) in labels
        ]
        if not own:
            return [*controls, setting]
        return [
            each.model_copy(
                update={"setting": setting.setting, "state": each.state or setting.state}
            )
            if each in own
            else each
            for each in controls
        ]

    def _labels(self, setting: str) -> set[str]:
        """Return the folded labels of all elements on the routes to a setting."""
        name = setting.rpartition(".")[2]
        return {
            fold(label)
            for file in self.files
            if name in file.routes
            for element in file.routes[name].elements
            for label in labels_of(file, element)
        }

    @cached_property
    def _known(self) -> list[ControlRow]:
        return self.journal.inventory(self.run.scope, self.platform)


def _in_language(place: str, tag: str) -> str:
    """Name a place so that it is never compared with the same place in another language."""
    language = tag.partition("-")[0].lower()
    return place if language in {"", "en"} else f"{place}@{language}"


def _noted(page: Page, seen: Survey, before: Sequence[SeenControl], noise: Noise) -> Page:
    """Return a page with what one look at it showed.

    Args:
        page: The page.
        seen: The look.
        before: What was on it at its last visit.
        noise: What is left out.
    """
    rows = _listed(seen, page.familiar, before)
    noted = (*_controls(seen, noise), *_rows(seen, rows, noise))
    return replace(page, controls=noted, listed=bool(rows))


def _is_less(page: Page, before: Iterable[SeenControl]) -> bool:
    """Tell whether anything that was on a page is not seen on it now."""
    there = {_key(control) for control in page.controls}
    return any(_key(control) not in there for control in before)


def _to_the_end(screen: Screen, page: Page, before: Sequence[SeenControl], noise: Noise) -> Page:
    """Return a page with what it shows further down, too: some lists draw only what is in view, or load more.

    What was there before and may still be below the end of this look is not gone.
    """
    scroll = Scroll(screen.page, page.familiar)
    for _ in scroll.down():
        screen.quiet.wait()
        page = _union(page, _noted(page, screen.survey(), before, noise))
    is_whole = scroll.is_at_end
    scroll.put_back()
    screen.quiet.wait()
    return page if is_whole else _union(replace(page, controls=tuple(before)), page)


def _stable(screen: Screen) -> Survey:
    """Survey the page until two surveys in a row agree, as a list may still be loading; at rest, it is not."""
    last = screen.survey()
    if screen.quiet.rest() * 1000 >= _STILL_MS:
        return last
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
    """Keep everything that was seen during the run, as a page may briefly show less of itself."""
    if former is None:
        return now
    there = {_key(control) for control in now.controls}
    kept = [control for control in former.controls if _key(control) not in there]
    listed = former.listed or now.listed
    return replace(now, controls=(*now.controls, *kept), listed=listed)


def _key(control: SeenControl) -> tuple[str, str, str]:
    return fold(control.section), fold(control.label), control.kind


def _familiar(screen: Screen, file: SelectorFile) -> frozenset[str]:
    labels = {label for name in file.elements for label in labels_of(file, name)}
    for section in file.sections.values():
        labels |= {*section.headings, *section.neighbours, *section.also}
    return frozenset(fold(word) for label in labels for word in screen.known_words(label))


def _controls(seen: Survey, noise: Noise) -> tuple[SeenControl, ...]:
    url = _address(seen.address)
    return tuple(
        SeenControl(
            label=snapshot.label,
            section=snapshot.headings[0] if snapshot.headings else "",
            kind=snapshot.kind,
            state=_state(snapshot),
            url=url,
        )
        for snapshot in seen.controls
        if seen.in_front(snapshot)
        and _is_name(snapshot.label)
        and not is_noise(noise, snapshot.label, snapshot.headings)
    )


def _rows(seen: Survey, rows: Mapping[str, Row], noise: Noise) -> tuple[SeenControl, ...]:
    return tuple(
        SeenControl(
            label=label,
            section=row.headings[0] if row.headings else "",
            kind="row",
            url=_address(urljoin(seen.address, row.href)),
        )
        for label, row in rows.items()
        if _is_name(label)
        and fold(label) not in _LEADING_ELSEWHERE
        and not is_noise(noise, label, row.headings)
    )


def _is_name(label: str) -> bool:
    return 0 < len(label) <= _LONGEST


def _listed(
    seen: Survey, familiar: frozenset[str], former: Iterable[SeenControl]
) -> dict[str, Row]:
    """Return the rows of the list that contains the known rows; none if it cannot be identified.

    The rows in the selector file identify the list; if most of those are gone, the rows that were in it
    before do.
    """
    rows = {_label(row, familiar): row for row in seen.rows if seen.in_front(row)}
    known = {fold(row.subject) for label, row in rows.items() if fold(label) in familiar}
    if len(known) < _FEW:
        listed = {fold(control.label) for control in former if control.kind == "row"}
        known |= {fold(row.subject) for label, row in rows.items() if fold(label) in listed}
    if len(known) < _FEW:
        return {}
    around = set(seen.rows_around(known))
    labels = {fold(control.label) for control in seen.controls}
    return {
        label: row
        for label, row in rows.items()
        if row.subject in around and fold(label) not in labels
    }


def _label(row: Row, familiar: frozenset[str]) -> str:
    """Return the name of a row: its own text if that is known, or else its subject.

    For a row that only says "View", the text beside it tells what it opens. Beside a known row, that
    text may be the state, which is not a name.
    """
    return row.text if fold(row.text) in familiar else row.subject


def _state(snapshot: ControlSnapshot) -> str:
    values = set(snapshot.signals.values())
    shown = values.pop() if len(values) == 1 else ""
    return _SHOWN.get(shown, shown)


def _address(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]
