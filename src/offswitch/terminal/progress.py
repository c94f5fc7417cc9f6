"""How a run goes on, while it does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.live import Live
from rich.prompt import Confirm
from rich.spinner import Spinner
from rich.text import Text

from offswitch.local.interrupt import at_once
from offswitch.model.results import Result
from offswitch.model.words import Reason
from offswitch.terminal.estimate import Estimate, time_left
from offswitch.terminal.lines import console, mark_of, say, tag, with_commands
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

    def expected(self, seconds: float) -> None:
        """Ignore an expectation."""

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let a question wait for its answer; Ctrl-C then stops at once."""
        with at_once():
            yield

    def started(self, task: Task) -> None:
        """Ignore a start."""

    def turned_to(self, task: Task) -> None:
        """Ignore a turn."""

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

    def wants_to_sign_in(self, _title: str, /) -> bool:
        """Ask nobody."""
        return False


class Progress(Quietly):
    """Shows on standard error which setting is at work and how the others came out.

    Args:
        replica: as for ``Quietly``.
        clock: seconds that only go up.
    """

    def __init__(
        self, replica: str | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(replica)
        self._estimate = Estimate(clock)
        self._title = self._step = ""
        self._spinner = Spinner("dots", style="cyan")
        self._live = Live(
            console=self._console,
            get_renderable=self.moving,
            transient=True,
            refresh_per_second=12,
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

    @property
    def moves(self) -> bool:
        """Whether a line moves on the screen."""
        return self._live.is_started

    def moving(self) -> Text:
        """Return the line that moves: how many, how long, which setting, and what is being done."""
        if not self._title:
            return Text()
        number = min(self._estimate.done + 1, self._estimate.count)
        left = time_left(self._estimate.left())
        frame = self._spinner.render(self._console.get_time())
        assert isinstance(frame, Text)
        line = Text.assemble(
            self._tag,
            frame,
            (f" {number}/{self._estimate.count}", "bright_black"),
            (f" · {left}" if left else "", "bright_black"),
            ("  ", ""),
            (self._title, "bold"),
            ("  ", ""),
            (self._step, "cyan"),
        )
        line.truncate(self._console.width - 1, overflow="ellipsis")
        return line

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let a question wait for its answer; nothing moves on the screen meanwhile."""
        moves = self.moves
        self._live.stop()
        self._estimate.disregard()
        try:
            with super().waiting():
                yield
        finally:
            if moves:
                self._live.start()

    def planned(self, tasks: Sequence[Task]) -> None:
        """Count what will be looked at; a second pass begins anew."""
        self._estimate.planned(len(tasks))
        self._title = self._step = ""

    def expected(self, seconds: float) -> None:
        """Say how long is left by that, from the beginning on."""
        self._estimate.expect(seconds)

    def started(self, task: Task) -> None:
        """Show which setting is at work."""
        self._estimate.started()
        self.turned_to(task)
        self.step("…")

    def turned_to(self, task: Task) -> None:
        """Show another of the settings at work."""
        self._title = task.setting.title

    def step(self, text: str) -> None:
        """Show what is being done."""
        self._step = text

    def asked(self, text: str) -> None:
        """Say what the person has to do, and that this waits for it."""
        super().asked(text)
        self._estimate.disregard()
        self.step("waiting for you; Ctrl-C stops")

    def finished(self, result: Result) -> None:
        """Leave one line for a finished setting; the report counts what was not looked at."""
        self._estimate.finished()
        if self._estimate.done >= self._estimate.count:
            self._title = ""
        if result.reason is Reason.STOPPED:
            return
        mark, style = mark_of(result.status)
        outcome = ("  " + said(result), style)
        say(self._console, self._tag, Text.assemble((f"{mark} ", style), result.title, outcome), 2)

    def warn(self, text: str) -> None:
        """Leave one line for a warning."""
        say(self._console, self._tag, with_commands(f"warning: {text}", "yellow"), 2)

    def wants_to_sign_in(self, title: str, /) -> bool:
        """Ask the person; nothing moves on the screen meanwhile.

        Raises:
            KeyboardInterrupt: they answered with Ctrl-C or Ctrl-D, which end everything.
        """
        question = Text.assemble(self._tag, f"you are not signed in to {title}; sign in now?")
        with self.waiting():
            try:
                wanted = Confirm.ask(question, console=self._console, default=True)
            except EOFError:
                self._console.print()
                raise KeyboardInterrupt from None
        if wanted:
            self._console.print(Text.assemble(self._tag, "sign in in the window; offswitch waits"))
        return wanted
