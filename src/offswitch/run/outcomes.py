"""What a run has found so far: kept, told, and written down; nothing is lost when one of them fails."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from offswitch.engine import Task, blank
from offswitch.journal import Journal
from offswitch.model.results import NewControl, Result
from offswitch.model.words import Reason
from offswitch.run.listener import Listener


@dataclass
class Outcomes:
    """The results of one run, one for each setting: a later one takes the place of the one before.

    Args:
        run: id of the run, which the journal knows.
        journal: where each result is written down.
        listener: hears of each.
        exclude: full ids of settings that the person left out.
        order: full ids of all that the run is to look at.
    """

    run: str
    journal: Journal
    listener: Listener
    exclude: frozenset[str] = frozenset()
    new_controls: list[NewControl] = field(default_factory=list)
    order: Sequence[str] = ()
    _results: dict[str, Result] = field(default_factory=dict)
    _unwritten: list[Result] = field(default_factory=list)

    @property
    def results(self) -> tuple[Result, ...]:
        """The last result of each setting, in the order of the plan."""
        planned = [self._results[name] for name in self.order if name in self._results]
        return (
            *planned,
            *(each for each in self._results.values() if each.setting not in self.order),
        )

    def note(self, *results: Result) -> None:
        """Keep results, tell them, and write them down.

        Raises:
            JournalError: not all were written down; the next ``write`` tries again.
        """
        for result in results:
            self._results[result.setting] = result
            self._unwritten.append(result)
        for result in results:
            self.listener.finished(result)
        self.write()

    def give_up(self, tasks: Iterable[Task], reason: Reason, hint: str) -> None:
        """Say of settings that they are not looked at, and why; those the person left out stay that.

        Raises:
            JournalError: as for ``note``.
        """
        for task in tasks:
            self.note(self.left_out(task) or blank(task, reason, hint))

    def left_out(self, task: Task) -> Result | None:
        """Return the result of a setting that the person left out; None for any other."""
        if task.id not in self.exclude:
            return None
        return blank(task, Reason.EXCLUDED, "you excluded it")

    def write(self) -> None:
        """Write down what is not written down yet.

        Raises:
            JournalError: the journal cannot be written.
        """
        while self._unwritten:
            self.journal.record(self.run, self._unwritten[0])
            del self._unwritten[0]

    def end(self, tasks: Iterable[Task], why: str) -> None:
        """Give every setting that has no result a reason; nothing here can fail.

        Args:
            tasks: everything that the run was to look at.
            why: what ended it.
        """
        for task in tasks:
            if task.id not in self._results:
                result = self.left_out(task) or blank(task, Reason.STOPPED, why)
                self._results[task.id] = result
                self._unwritten.append(result)
