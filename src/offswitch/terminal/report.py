"""What a run found, in the terminal: grouped by what a person has to do, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.text import Text

from offswitch.model.results import Mode, Report, Result, SettingInfo
from offswitch.model.text import counted
from offswitch.model.words import BY_HAND, SHOWABLE, Category, Reason, Status
from offswitch.packs.disk import is_bundled_platform
from offswitch.terminal.groups import Group, Part, grouped
from offswitch.terminal.lines import console, say, say_whole, tag, with_commands
from offswitch.terminal.sheet import DIM, Sheet
from offswitch.terminal.timings import show_timings
from offswitch.wording import BY_SOCKET, MODES, happened

LABELS: Mapping[Part, str] = {
    Part.ON: "Still on",
    Part.SWITCHED: "Switched off",
    Part.OFF: "Off already",
    Part.YOURS: "Needs you",
    Part.UNTOLD: "Unclear",
    Part.ABSENT: "Nothing to switch",
}
_UNDO = {**LABELS, Part.SWITCHED: "Put back", Part.OFF: "As before already"}
_COUNTS = {
    Part.ON: "still on",
    Part.SWITCHED: "switched off",
    Part.OFF: "off already",
    Part.YOURS: "need you",
    Part.UNTOLD: "unclear",
    Part.ABSENT: "nothing to switch",
}
_UNDO_COUNTS = {**_COUNTS, Part.SWITCHED: "put back", Part.OFF: "as before already"}
_AFTER_CARE = (
    "The switches count from now on. Public posts may still be used.",
    "Use a separate browser, or a separate profile of it, for these sites.",
    "Privacy Badger or uBlock Origin stop much of what follows you elsewhere.",
)
_PAST = "Past activity: download it, then delete it, in the sites' own settings."
_AGAIN = "Look again in a few weeks: `offswitch check`, or by itself: `offswitch schedule install`."


def show_report(
    report: Report, infos: Iterable[SettingInfo] = (), *, everything: bool = False
) -> None:
    """Print a report: each result in the group that says what a person has to do, and the next step.

    Args:
        report: of a run, a dry run, a check or an undo.
        infos: what is known of its settings.
        everything: also each setting that has nothing to switch, or was not looked at.
    """
    out, lead = console(), tag(report.run.replica)
    say(out, lead, Text(MODES[report.run.mode], style="bold"))
    sheet = Sheet.of_results(out, lead, report.results, everything=everything)
    labels = _UNDO if report.run.mode == "undo" else LABELS
    for group in grouped(report.results):
        if group.part is Part.ABSENT and not everything:
            sheet.count_absent(group, "; `--all` lists them")
        else:
            sheet.group(group, labels[group.part], everything=everything)
    sheet.shared_warnings()
    say(out, lead, Text())
    if report.run.alarm:
        say(out, lead, Text(f"ALARM  {report.run.alarm}", style="bold white on red"))
    for control in report.new_controls:
        label = (f"“{control.label}”", "bold")
        happening = Text.assemble(("+ ", "bold cyan"), label, " ", (happened(control), "cyan"))
        say(out, lead, happening, hang=2)
        about = "  ".join(filter(None, (control.setting, control.url)))
        say_whole(out, lead, Text(f"  {about}", style=DIM))
    if new := [control.platform for control in report.new_controls if control.change == "new"]:
        platform = new[0] if len(set(new)) == 1 else "PLATFORM"
        adopt = f"  adopt one that lets them use your data: `offswitch teach {platform} NEW_ID`"
        say(out, lead, with_commands(adopt, DIM), hang=2)
    for text in _not_enforced(report):
        say(out, lead, Text(text, style=DIM), hang=2)
    end = f"  ({_ended_early(report)})" if _ended_early(report) else ""
    summary = Text(summed_up(report.results, report.run.mode), style="bold")
    say(out, lead, summary + Text(end, style="red"), hang=2)
    for text in _next_steps(report, infos):
        say(out, lead, with_commands(f"→ {text}"), hang=2)
    if report.timings:
        show_timings(report.timings, lead)


def _not_enforced(report: Report) -> Iterator[str]:
    """Say where a run that changes nothing had only itself to keep to that."""
    looked = {each.setting for each in report.results if each.proofs}
    settings = [each for each in report.run.by_socket if each in looked]
    if settings and report.run.mode in {"dry_run", "check"}:
        yield f"{', '.join(settings)}: {BY_SOCKET}"


def _ended_early(report: Report) -> str:
    if report.run.interrupted:
        return "interrupted; the rest was not looked at"
    return "not everything was done" if report.run.error else ""


def show_after_care(report: Report) -> None:
    """Print what no switch covers, after a run that switched something off on a platform that offswitch knows."""
    changed = {result.platform for result in report.results if result.status is Status.CHANGED}
    if not any(map(is_bundled_platform, changed)):
        return  # it was said after the run that switched them off, or is not about this app
    out, lead = console(), tag(report.run.replica)
    say(out, lead, Text())
    say(out, lead, Text("After-care", style="bold"))
    told = any(r.category is Category.HISTORY and _is_left(r) for r in report.results)
    for text in (*_AFTER_CARE, *([] if told else [_PAST]), _AGAIN):
        say(out, lead, with_commands(f"· {text}", DIM), hang=2)


def summed_up(results: Sequence[Result], mode: Mode) -> str:
    """Count the results of a run in a line, by what a person has to do."""
    names = _UNDO_COUNTS if mode == "undo" else _COUNTS
    parts = [part for group in grouped(results) for part in _counted(names, group)]
    return " · ".join(parts) or "nothing was looked at"


def _counted(names: Mapping[Part, str], group: Group) -> Iterator[str]:
    done = len(group.done)
    count = len(group.results) - done
    if count:
        one = group.part is Part.YOURS and count == 1
        yield f"{count} {'needs you' if one else names[group.part]}"
    if done:
        yield f"{done} done by you, as you said"


def _next_steps(report: Report, infos: Iterable[SettingInfo]) -> list[str]:
    steps = []
    results = report.results
    if any(r.status is Status.PENDING and "--only" not in r.hint for r in results):
        steps.append("`offswitch run` switches off what is on")
    if len(_hints(results, Reason.SIGN_IN)) > 1:
        steps.append("`offswitch login` signs you in everywhere, one after the other")
    left = sum(_is_left(result) for result in results)
    if left:
        steps.append(f"`offswitch guide` leads you through {counted(left, 'thing')} to do yourself")
    if any(result.reason in SHOWABLE for result in results):
        steps.append("`offswitch teach SETTING` lets you show where a setting is, once")
        capture = "`offswitch selectors capture SETTING -o FILE`"
        steps.append(f"{capture} takes its page, without what is yours, for whoever can help")
    settings = {result.setting for result in results}
    known = [info for info in infos if info.setting in settings and info.evidence]
    if known and not report.run.replica and not any(info.is_tried for info in known):
        steps.append("nobody has reported trying these pages live; look once yourself")
    return steps


def _hints(results: Sequence[Result], reason: Reason) -> set[str]:
    return {result.hint for result in results if result.reason is reason}


def _is_left(result: Result) -> bool:
    return result.reason in BY_HAND and not result.done
