"""What a selector file that somebody else wrote can reach, in the terminal, before it is added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from offswitch.model.text import counted, one_line
from offswitch.terminal.lines import console

if TYPE_CHECKING:  # what only looks at the journal need not load a browser's driver
    from offswitch.packs.adding import Addition, Reach


def show_additions(additions: Sequence[Addition]) -> None:
    """Print what each file can reach: hosts, settings, and what it may press."""
    out = console()
    for each in additions:
        out.print(Text(one_line(str(each.path)), style="bold"), soft_wrap=True)
        for name, told in _facts(each):
            out.print(Text(f"  {name}: ", style="cyan") + Text(one_line(told)), soft_wrap=True)
        for reach in each.settings:
            _show_setting(reach)


def _show_setting(reach: Reach) -> None:
    out = console()
    at = f" at {one_line(reach.url)}" if reach.url else ""
    out.print(Text(f"  {reach.setting}: a {reach.kind}{at}"), soft_wrap=True)
    for step in reach.pressed:
        out.print(Text(f"    presses {one_line(step)}", style="bright_black"), soft_wrap=True)


def _facts(each: Addition) -> list[tuple[str, str]]:
    kind = "with files of offswitch's own beside it" if each.is_bundled else "known by this alone"
    facts = [("platform", f"{each.platform}, {kind}")]
    if each.language:
        facts.append(("words", f"{counted(each.words, 'label')} in {each.language}"))
    facts += [
        (name, ", ".join(told))
        for name, told in [
            ("pages from", each.hosts),
            ("content from", each.content_hosts),
            ("counts as reading", each.reads),
            ("puts dialogs away with", each.dismissed),
        ]
        if told
    ]
    if each.sign_in:
        reached = ", ".join(dict.fromkeys((*each.hosts, *each.content_hosts)))
        facts.append(("signs you in at", f"{each.sign_in}; what signs you in goes to {reached}"))
    facts.append(("SHA-256", each.sha256))
    facts.append(
        ("goes to", f"{each.target}{'' if each.is_new else ', in place of what is there'}")
    )
    return facts
