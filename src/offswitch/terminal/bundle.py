"""What is in a bundle, before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from offswitch.model.text import counted, one_line
from offswitch.terminal.lines import console, say_whole, tag

if TYPE_CHECKING:
    from offswitch.look.bundling import Captured
    from offswitch.teach.trial import Tried

_STEPS = ("dry run", "run", "check")


def show_bundle(captured: Captured, replica: str | None) -> None:
    """Show what a bundle tells: how much of the page, every word, and how many texts only by their kind.

    Args:
        captured: the bundle.
        replica: address of the replica whose page it is, or None.
    """
    out, lead = console(), tag(replica)
    for line in _lines(captured):
        say_whole(out, lead, Text(line))


def _lines(captured: Captured) -> Iterator[str]:
    bundle = captured.bundle
    size = len(bundle.to_json().encode())
    kinds = [f"<{kind}> {count}" for kind, count in sorted(captured.kinds.items())]
    yield f"{bundle.setting}: {', '.join(bundle.expected.values())}"
    pages = "the page" if len(bundle.pages) == 1 else counted(len(bundle.pages), "page")
    yield f"  {len(bundle.nodes):,} of {counted(captured.seen, 'part')} of {pages}, {counted(size, 'byte')}"
    yield f"  {counted(captured.controls, 'control')}"
    yield f"  told only by their kind: {', '.join(kinds) or 'nothing'}"
    yield "every word in it:" if captured.words else "no words are in it"
    yield from (f"  {text}" for text in captured.words)


def show_tried(tried: Sequence[Tried]) -> None:
    """Show how each setting came out on a captured page.

    Args:
        tried: the settings, with what each step said.
    """
    out, lead = console(), tag("a captured page")
    for each in tried:
        say_whole(out, lead, Text(each.setting, style="bold"))
        for step, result in zip(_STEPS, each.steps, strict=False):
            told = ": ".join(filter(None, (result.status, result.reason)))
            say_whole(out, lead, Text(f"  {step}: {told}"))
        last = each.steps[-1]
        proofs = ", ".join(f"{one.kind} {one.state}".replace("_", " ") for one in last.proofs)
        facts = {"proof": proofs, "found by": last.selectors, "hint": last.hint}
        for name, fact in facts.items():
            if fact:
                say_whole(out, lead, Text(f"  {name}: {one_line(fact)}"))
