"""How a run goes on, while it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.live import Live
from rich.prompt import Confirm
from rich.spinner import Spinner
from rich.text import Text

from offswitch.model.results import Result
from offswitch.terminal.lines import console, mark_of, tag
from offswitch.wording import said

if TYPE_CHECKING:  # what only looks at the journal need not load a browser's driver
    from offswitch.engine import Task


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

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Nothing moves on the screen anyway."""
        yield

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

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Nothing moves on the screen meanwhile."""
        self._live.stop()
        try:
            yield
        finally:
            if self._console.is_terminal:
                self._live.start()

    def wants_to_sign_in(self, title: str) -> bool:
        """Ask the person.

        Raises:
            KeyboardInterrupt: they pressed Ctrl-D.
        """
        question = Text.assemble(self._tag, f"you are not signed in to {title}; sign in now?")
        try:
            wanted = Confirm.ask(question, console=self._console, default=True)
        except EOFError:
            raise KeyboardInterrupt from None
        if wanted:
            self._console.print(Text.assemble(self._tag, "sign in in the window; offswitch waits"))
        return wanted
