"""Every kind of edit to a selector file, by its name."""

from __future__ import annotations

from tests.unit.mutations.file_kinds import ELEMENTS, SECTIONS, SITE
from tests.unit.mutations.kinds import CONTROL, SAVE, WAY, Kind

KINDS: dict[str, Kind] = {**CONTROL, **WAY, **SAVE, **ELEMENTS, **SECTIONS, **SITE}
