"""What a run would do, shown to a person before they are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from offswitch.model.results import Report, Result, SettingInfo
from offswitch.model.words import Kind
from offswitch.terminal.groups import Group, Part, grouped
from offswitch.terminal.lines import console, say, tag
from offswitch.terminal.report import LABELS
from offswitch.terminal.sheet import Sheet


def choices(report: Report, infos: Sequence[SettingInfo]) -> list[Result]:
    """Return what is on and can be switched off and on again, in the order of the plan's numbers."""
    return [result for result in _on(report) if not _is_final(result, _by_id(infos))]


def show_plan(report: Report, infos: Sequence[SettingInfo]) -> None:
    """Print on standard error what a run would switch off, what that does, and what is left.

    Args:
        report: of a look that changed nothing.
        infos: about each setting that it looked at.
    """
    out, lead = console(errors=True), tag(report.run.replica)
    sheet = Sheet.of_results(out, lead, report.results)
    known = _by_id(infos)
    wanted = choices(report, infos)
    final = [result for result in _on(report) if _is_final(result, known)]
    if wanted:
        sheet.head(f"Would be switched off · {len(wanted)}", "bold yellow")
    else:
        say(out, lead, Text())
        say(out, lead, Text("Nothing was found on that can be switched off", style="bold"))
    digits = len(str(len(wanted)))
    fitted = sheet.fitted(((each.title, each.setting) for each in wanted), 3 + digits)
    for number, result in enumerate(wanted, 1):
        mark = Text(f"{number:>{digits}}", style="bold yellow") if len(wanted) > 1 else None
        _show(fitted, result, known, mark)
    if final:
        beside = "done only where you name it, and after a yes of its own"
        sheet.head(f"Cannot be undone · {len(final)}", "bold red", beside)
        for result in final:
            _show(sheet, result, known, None)
    for group in grouped(report.results):
        if group.part is Part.ABSENT:
            sheet.count_absent(group, "")
        elif group.part is not Part.ON:
            sheet.group(group, LABELS[group.part])
    sheet.shared_warnings()
    say(out, lead, Text())


def _show(
    sheet: Sheet, result: Result, known: Mapping[str, SettingInfo], mark: Text | None
) -> None:
    """Print a setting that is on, and in short what switching it off does and does not do."""
    column = sheet.result(result, 2, mark)
    info = known.get(result.setting)
    if info is not None:
        sheet.describe(info, column)


def _on(report: Report) -> Sequence[Result]:
    found: list[Group] = [each for each in grouped(report.results) if each.part is Part.ON]
    return [result for group in found for result in group.results]


def _is_final(result: Result, known: Mapping[str, SettingInfo]) -> bool:
    info = known.get(result.setting)
    return info is not None and info.kind is Kind.ACTION


def _by_id(infos: Sequence[SettingInfo]) -> Mapping[str, SettingInfo]:
    return {info.setting: info for info in infos}
