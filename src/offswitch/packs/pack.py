"""One platform, ready for a run: its flow, and every layout that it is known in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from offswitch.model.results import EvidenceNote, SettingInfo
from offswitch.model.variant import Variant
from offswitch.model.words import Kind
from offswitch.packs.precedence import is_shown
from offswitch.spec import Platform, Setting

HEARSAY = "D"
"""Grade of what one article or an inference of ours says."""
_SWITCHED = frozenset({Kind.SWITCH, Kind.CHOICE, Kind.ACTION})


@dataclass(frozen=True)
class Pack:
    """One platform, ready for a run.

    Attributes:
        others: the same platform as somebody reaches it who is signed in elsewhere alone.
    """

    platform: Platform
    variants: tuple[Variant, ...]
    others: tuple[Pack, ...] = ()

    @property
    def layout(self) -> Variant:
        """The newest layout as a whole: what a person showed of one setting is none, if there is another."""
        return next((each for each in self.variants if not is_shown(each.file)), self.variants[0])

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of pages that its flow and its files name."""
        own = {self.platform.home, self.platform.search_at}
        routes = (route for each in self.variants for route in each.file.routes.values())
        return frozenset(filter(None, own | {route.url for route in routes}))

    def reached_with(self, has: Callable[[str], bool]) -> Pack:
        """Return the platform as the first session reaches it that there is; as it is where none is.

        Args:
            has: tells whether there is a session of a name.
        """
        ways = (self, *self.others)
        return next((each for each in ways if has(each.platform.session)), self)

    def evidence(self, setting: str) -> EvidenceNote | None:
        """Return where the knowledge about a setting comes from: the newest that is more than hearsay.

        Field reports are counted over all bundled layouts: what a person's own file says of them, anybody may write.
        """
        notes = [n for v in self.variants if (n := v.file.evidence.get(setting))]
        known = [note for note in notes if note.grade != HEARSAY]
        best = max(known or notes, key=lambda note: note.seen, default=None)
        if best is None:
            return None
        bundled = [
            note
            for variant in self.variants
            if variant.is_bundled and (note := variant.file.evidence.get(setting))
        ]
        counted = {
            "reports": sum(note.reports for note in bundled),
            "worked": sum(note.worked for note in bundled),
            "since": min((note.since for note in bundled if note.since), default=""),
        }
        return EvidenceNote(**{**best.model_dump(), **counted})

    def catalogue(self) -> list[SettingInfo]:
        """Describe every setting of the platform."""
        return [
            SettingInfo(
                platform=self.platform.name,
                setting=f"{self.platform.name}.{setting.id}",
                category=setting.category,
                title=setting.title,
                kind=setting.kind,
                wanted=setting.wanted,
                effect=setting.effect,
                limits=setting.limits,
                warning=setting.warning,
                help=setting.help,
                steps=setting.steps,
                by_socket=self._is_saved_by_socket(setting),
                evidence=self.evidence(setting.id),
            )
            for setting in self.platform.settings
        ]

    def _is_saved_by_socket(self, setting: Setting) -> bool:
        requests = [variant.file.requests for variant in self.variants]
        return setting.kind in _SWITCHED and any(each and each.by_socket for each in requests)
