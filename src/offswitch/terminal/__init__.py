"""What a person sees in the terminal: a table that needs no documentation, and what to do next.

``lines`` prints a line, ``progress`` shows a run while it goes on; each other part is one command's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from offswitch.model.results import Report, Result, SettingInfo
from offswitch.model.words import BY_HAND, Reason, Status
from offswitch.terminal.lines import console, mark_of, print_block, say, say_whole, tag
from offswitch.wording import MODES, PROOFS, READ, happened, said

if TYPE_CHECKING:  # what only looks at the journal need not load a browser's driver
    from offswitch.model.geography import SelectorFile
    from offswitch.packs import Pack

_AFTER_CARE = (
    "The switches count from now on. Public posts may still be used.",
    "Past activity: download it, then delete it, in the sites' own settings.",
    "Use a separate browser, or a separate profile of it, for these sites.",
    "Privacy Badger or uBlock Origin stop much of what follows you elsewhere.",
    "Look again in a few weeks: `offswitch check` (or `schedule install`).",
)


def show_plan(report: Report, infos: Sequence[SettingInfo]) -> None:  # noqa: ARG001
    """Print what was found, before anything is changed."""
    print_block(console(errors=True), tag(report.run.replica), _table(report.results))


def show_report(report: Report, *, everything: bool = False) -> None:  # noqa: ARG001
    """Print a report: a heading, a table, a summary, and what to do next."""
    out = console()
    lead = tag(report.run.replica)
    say(out, lead, Text(MODES[report.run.mode], style="bold"))
    print_block(out, lead, _table(report.results))
    if report.run.alarm:
        say(out, lead, Text(f"ALARM  {report.run.alarm}", style="bold white on red"))
    for control in report.new_controls:
        label = (f"“{control.label}”", "bold")
        say(out, lead, Text.assemble(("+ ", "bold cyan"), label, " ", (happened(control), "cyan")))
        about = "  ".join(filter(None, (control.setting, control.url)))
        say_whole(out, lead, Text(f"  {about}", style="bright_black"))
    say(out, lead, _summary(report))
    for text in _next_steps(report):
        say(out, lead, Text(f"→ {text}"))


def _table(results: Sequence[Result]) -> Table:
    table = Table(
        box=SIMPLE_HEAD,
        padding=(0, 1),
        pad_edge=False,
        show_edge=False,
        header_style="bright_black",
    )
    table.add_column("", no_wrap=True)
    table.add_column("data use", min_width=32, ratio=1, overflow="fold")
    table.add_column("result", min_width=30, ratio=1, overflow="fold")
    for result in results:
        mark, style = mark_of(result.status)
        setting = Text.assemble((result.title, "bold"), ("\n" + result.setting, "bright_black"))
        outcome = Text(said(result), style=style)
        if result.status in {Status.FAILED, Status.UNREACHABLE} or result.reason is Reason.DRIFT:
            outcome.append("\n" + result.hint, "bright_black")
        outcome.append("\n" + _proof(result), "bright_black")
        table.add_row(Text(mark, style), setting, outcome)
    return table


def _proof(result: Result) -> str:
    """Say what was read, and where: the grounds of the result."""
    states = dict.fromkeys(proof.state for proof in result.proofs)
    told = [
        f"{READ[state]} " + " and ".join(PROOFS[p.kind] for p in result.proofs if p.state is state)
        for state in states
    ]
    return ", ".join(told) or "no control was read"


def _summary(report: Report) -> Text:
    undone = report.run.mode == "undo"
    names = {
        "ok": "as before already" if undone else "off already",
        "changed": "put back" if undone else "switched off", "pending": "still on",
        "skipped": "nothing to switch", "failed": "failed", "unreachable": "not reached",
    }  # fmt: skip
    parts = [f"{count} {names[status]}" for status, count in report.summary().items() if count]
    end = "  (interrupted; the rest was not looked at)" if report.run.interrupted else ""
    return Text(" · ".join(parts) or "nothing was looked at", style="bold") + Text(end, style="red")


def _next_steps(report: Report) -> list[str]:
    statuses = {result.status for result in report.results}
    steps = []
    if Status.PENDING in statuses:
        steps.append("`offswitch run` switches off what is on")
    if any(result.reason is Reason.SIGN_IN for result in report.results):
        steps.append("`offswitch login` signs you in")
    if report.results and not report.run.replica:
        steps.append("nobody has tried these pages live; look once yourself")
    return steps


def show_after_care(report: Report) -> None:
    """Print what is left after a run: what only the person can do, and what no switch covers."""
    if not {Status.OK, Status.CHANGED} & {result.status for result in report.results}:
        return  # nothing was brought to rest: there is nothing to look after yet
    out, lead = console(), tag(report.run.replica)
    left = sum(result.reason in BY_HAND and not result.done for result in report.results)
    if left:
        things = "1 thing is" if left == 1 else f"{left} things are"
        say(out, lead, Text(f"→ {things} left that only you can do: `offswitch guide`"))
    say(out, lead, Text())
    say(out, lead, Text("After-care", style="bold"))
    for text in _AFTER_CARE:
        say(out, lead, Text(f"· {text}", style="bright_black"))


def show_settings(infos: Sequence[SettingInfo]) -> None:
    """Print what each setting does, and where the knowledge about it comes from."""
    out = console()
    for info in infos:
        out.print(
            Text.assemble(
                (info.setting, "bold"),
                ("  " + info.category, "cyan"),
                ("  " + info.kind, "bright_black"),
            )
        )
        lines = [info.title, info.effect, info.limits and f"But: {info.limits}"]
        lines.append(info.warning and f"Careful: {info.warning}")
        if info.evidence:
            tried = "tried live" if info.evidence.live else "not tried live"
            lines.append(
                f"Evidence: grade {info.evidence.grade}, seen {info.evidence.seen}, {tried}. {info.evidence.source}"
            )
        for line in filter(None, lines):
            out.print(Padding(Text(line), (0, 0, 0, 2)))
        out.print()


def show_demo_step(text: str) -> None:
    """Print what the demo does next."""
    out = console()
    out.print()
    out.print(Text(text, style="bold cyan"))


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
