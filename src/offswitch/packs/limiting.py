"""How much a run may load and click at a platform, as its selector files say."""

from __future__ import annotations

from offswitch.model.limits import Limits, strictest
from offswitch.packs.pack import Pack


def limits_of(pack: Pack) -> Limits:
    """Return a platform's limits: of every layout that it is known in, the strictest."""
    return strictest(variant.file.limits for variant in pack.variants)
