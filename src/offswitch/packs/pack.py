"""One platform, ready for a run: its flow, and every layout that it is known in."""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.model.results import EvidenceNote, SettingInfo
from offswitch.model.variant import Variant
from offswitch.spec import Platform


@dataclass(frozen=True)
class Pack:
    """One platform, ready for a run."""

    platform: Platform
    variants: tuple[Variant, ...]

    def evidence(self, setting: str) -> EvidenceNote | None:
        """Return where the knowledge about a setting comes from, the newest layout's first."""
        for variant in self.variants:
            note = variant.file.evidence.get(setting)
            if note:
                return EvidenceNote(**note.model_dump())
        return None

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
                evidence=self.evidence(setting.id),
            )
            for setting in self.platform.settings
        ]
