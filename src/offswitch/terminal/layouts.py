"""Every layout that is known of a platform, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from offswitch.terminal.lines import console

if TYPE_CHECKING:  # what only looks at the journal need not load a browser's driver
    from offswitch.model.geography import SelectorFile
    from offswitch.packs import Pack


def show_layouts(packs: Sequence[Pack]) -> None:
    """Print every layout of each platform, and the ways to each setting in it."""
    out = console()
    for pack in packs:
        out.print(Text(pack.platform.title, style="bold"))
        for variant in pack.variants:
            out.print(Text(f"  {variant.source}", style="cyan"))
            for name, route in variant.file.routes.items():
                ways = [
                    route.url or "",
                    " → ".join(route.path),
                    route.search and f"search: {route.search}",
                ]
                out.print(Text(f"    {name}  ({_layout_facts(variant.file, name)})"))
                for way in filter(None, ways):
                    out.print(Text(f"      {way}", style="bright_black"))


def _layout_facts(file: SelectorFile, name: str) -> str:
    route, evidence = file.routes[name], file.evidence.get(name)
    facts = [str(route.control.kind)]
    if route.control.kind not in {"form", "guide"}:
        facts.append(f"saves by {route.save}")
    if evidence:
        facts.append(f"grade {evidence.grade}, seen {evidence.seen}")
    return "; ".join(facts)
