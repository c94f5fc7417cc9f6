"""What a person sees in the terminal: live progress, and a table that needs no documentation."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.prompt import Confirm
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from offswitch.model.results import NewControl, Report, Result, SettingInfo
from offswitch.model.words import BY_HAND, Reason, Status
from offswitch.wording import CHANGES, MARKS, MODES, PROOFS, READ, said

if TYPE_CHECKING:  # what only looks at the journal need not load a browser's driver
    from offswitch.engine import Task
    from offswitch.model.geography import SelectorFile
    from offswitch.packs import Pack

_AFTER_CARE = (
    "The switches count from now on. Public posts may still be used.",
    "Past activity: download it, then delete it, in the sites' own settings.",
    "Use a separate browser, or a separate profile of it, for these sites.",
    "Privacy Badger or uBlock Origin stop much of what follows you elsewhere.",
    "Look again in a few weeks: `offswitch check` (or `schedule install`).",
)
_STYLES = {
    Status.OK: "green",
    Status.CHANGED: "bold green",
    Status.PENDING: "yellow",
    Status.SKIPPED: "bright_black",
    Status.FAILED: "bold red",
    Status.UNREACHABLE: "bold magenta",
}


def console(*, errors: bool = False) -> Console:
    """Return a console for results, or for progress and questions (``errors``)."""
    return _Console(stderr=errors, highlight=False)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command to end as it should; rich's own way is to exit with 1."""
        raise BrokenPipeError


def mark_of(status: Status) -> tuple[str, str]:
    """Return a status's mark and the style that it is drawn in."""
    return MARKS[status], _STYLES[status]


class Quietly:
    """Hears a run and says nothing but what a person has to do.

    Args:
        replica: the replica's address, which every line then names; None for the real sites.
    """

    def __init__(self, replica: str | None = None) -> None:
        self._console = console(errors=True)
        self._tag = tag(replica)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to put away."""

    def planned(self, tasks: Sequence[Task]) -> None:
        """Ignore the plan."""

    def started(self, task: Task) -> None:
        """Ignore a start."""

    def step(self, text: str) -> None:
        """Ignore a step."""

    def asked(self, text: str) -> None:
        """Say what the person has to do, where it stays in sight, and ring."""
        self._console.bell()
        lead = ("over to you, in the window: ", "bold yellow")
        self._console.print(Text.assemble(self._tag, lead, text))

    def finished(self, result: Result) -> None:
        """Ignore a result."""

    def warn(self, text: str) -> None:
        """Ignore a warning."""

    def wants_to_sign_in(self, title: str) -> bool:  # noqa: ARG002 - nobody is asked
        """Ask nobody."""
        return False


class Progress(Quietly):
    """Shows on standard error which setting is at work and how the others came out."""

    def __init__(self, replica: str | None) -> None:
        super().__init__(replica)
        self._count = self._done = 0
        self._title = ""
        self._spinner = Spinner("dots", Text(""), style="cyan")
        self._live = Live(
            self._spinner, console=self._console, transient=True, refresh_per_second=12
        )

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.stop()

    def planned(self, tasks: Sequence[Task]) -> None:
        """Count what will be looked at."""
        self._count = len(tasks)

    def started(self, task: Task) -> None:
        """Show which setting is at work."""
        self._title = task.setting.title
        self.step("…")

    def step(self, text: str) -> None:
        """Show what is being done."""
        line = Text.assemble(
            self._tag, (f"{self._done + 1}/{self._count} ", "bright_black"), (self._title, "bold"),
            ("  " + text, "cyan"),
        )  # fmt: skip
        self._spinner.update(text=line)

    def asked(self, text: str) -> None:
        """Say what the person has to do, and that this waits for it."""
        super().asked(text)
        self.step("waiting for you; Ctrl-C stops")

    def finished(self, result: Result) -> None:
        """Leave one line for a finished setting."""
        self._done += 1
        mark, style = mark_of(result.status)
        self._live.console.print(
            Text.assemble(
                self._tag, (f"{mark} ", style), result.title, ("  " + said(result), style)
            )
        )

    def warn(self, text: str) -> None:
        """Leave one line for a warning."""
        self._live.console.print(Text.assemble(self._tag, (f"warning: {text}", "yellow")))

    def wants_to_sign_in(self, title: str) -> bool:
        """Ask the person; nothing moves on the screen meanwhile."""
        self._live.stop()
        question = Text.assemble(self._tag, f"you are not signed in to {title}; sign in now?")
        try:
            wanted = Confirm.ask(question, console=self._console, default=True)
        except EOFError:
            wanted = False
        if wanted:
            self._console.print(Text.assemble(self._tag, "sign in in the window; offswitch waits"))
        if self._console.is_terminal:
            self._live.start()
        return wanted


def tag(replica: str | None) -> tuple[str, str]:
    """Return what begins every line of a run at a replica, so that nobody takes it for the real site."""
    return ("[replica] ", "black on bright_yellow") if replica else ("", "")


def show_report(report: Report) -> None:
    """Print a report: a heading, a table, a summary, and what to do next."""
    out = console()
    lead = tag(report.run.replica)
    say(out, lead, Text(MODES[report.run.mode], style="bold"))
    print_block(out, lead, _table(report.results))
    if report.run.alarm:
        say(out, lead, Text(f"ALARM  {report.run.alarm}", style="bold white on red"))
    for control in report.new_controls:
        say(out, lead, _changed_control(control))
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


def _changed_control(control: NewControl) -> Text:
    return Text.assemble(
        ("+ ", "bold cyan"), (f"{CHANGES[control.change]}: ", "cyan"), (control.label, "bold"),
        f" ({control.state})" if control.state else "",
        (f"  was: {control.before}" if control.before else "", "bright_black"),
        (f"  {control.url}", "bright_black"),
    )  # fmt: skip


def _proof(result: Result) -> str:
    """Say what was read, and where: the grounds of the result."""
    states = dict.fromkeys(proof.state for proof in result.proofs)
    told = [
        f"{READ[state]} " + " and ".join(PROOFS[p.kind] for p in result.proofs if p.state is state)
        for state in states
    ]
    return ", ".join(told) or "no control was read"


def _summary(report: Report) -> Text:
    names = {
        "ok": "off already", "changed": "switched off", "pending": "still on",
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


def say(out: Console, lead: tuple[str, str], text: Text) -> None:
    """Print one line after its lead."""
    out.print(Text.assemble(lead, text) if lead[0] else text)


def print_block(out: Console, lead: tuple[str, str], block: RenderableType) -> None:
    """Print a table or a block of text, each of its lines after the lead."""
    narrower = out.options.update_width(out.width - len(lead[0]))
    for line in out.render_lines(block, narrower, pad=False):
        text = Text.assemble(lead)
        for segment in line:
            text.append(segment.text, segment.style)
        out.print(text)
