"""Every setting that is known, in the terminal: what switching it off does, and how well it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from offswitch.model.results import EvidenceNote, SettingInfo
from offswitch.model.text import counted
from offswitch.terminal.lines import console, say, tag, with_commands
from offswitch.terminal.sheet import DIM, Sheet
from offswitch.wording import field_reports

_INDENT = 2


def show_settings(infos: Sequence[SettingInfo], titles: Mapping[str, str] | None = None) -> None:
    """Print what each setting does, and how well it is known, by platform.

    Args:
        infos: of the settings.
        titles: of the platforms, by name; a name stands for itself where it has none.
    """
    out, lead = console(), tag(None)
    whole = Sheet.of_rows(out, lead, _rows(infos), _INDENT)
    for number, platform in enumerate(dict.fromkeys(info.platform for info in infos)):
        chosen = [info for info in infos if info.platform == platform]
        title = (titles or {}).get(platform, platform)
        sheet = whole.fitted(_rows(chosen), _INDENT)
        if number:
            say(out, lead, Text())
        say(out, lead, Text(f"{title} · {counted(len(chosen), 'setting')}", style="bold cyan"))
        for info in chosen:
            say(out, lead, Text())
            start = Text(" " * _INDENT)
            sheet.entry(start, info.title, info.setting, style="bold", tail=info.kind)
            sheet.describe(info, 2 * _INDENT)
            for line in _knowledge(info):
                sheet.about(line, 2 * _INDENT)
    notes = [info.evidence for info in infos if info.evidence]
    if notes:
        say(out, lead, Text())
        untried = "" if any(info.is_tried for info in infos) else "None of these was tried live. "
        words = (
            f"{untried}Where each grade comes from: `offswitch settings --json`, docs/evidence.md"
        )
        say(out, lead, with_commands(words, DIM))


def _rows(infos: Sequence[SettingInfo]) -> list[tuple[str, str]]:
    return [(info.title, f"{info.setting}  {info.kind}") for info in infos]


def _knowledge(info: SettingInfo) -> Iterator[str]:
    if info.evidence:
        yield _evidence(info.evidence)
    if info.worked_here:
        yield f"worked here on {info.worked_here}"


def _evidence(note: EvidenceNote) -> str:
    tried = ", tried live" if note.live else ""
    told = f": {note.note}" if note.note else ""
    field = field_reports(note.reports, note.worked, note.since)
    return f"grade {note.grade}, seen {note.seen}{tried}{f', {field}' if field else ''}{told}"
