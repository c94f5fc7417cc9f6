"""The questions that a run asks before it changes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from offswitch.cli.common import tag
from offswitch.cli.prompts import agrees, choice

if TYPE_CHECKING:
    from offswitch.model.results import Report, Result, SettingInfo


class Questions:
    """Shows the plan and asks which parts of it to carry out.

    Args:
        infos: what is known of every setting.
    """

    def __init__(self, infos: Sequence[SettingInfo]) -> None:
        self._infos = infos

    def choose(self, report: Report) -> Collection[str]:
        """Show what was found, and ask once about what is on. If nothing is on, ask nothing.

        An action that cannot be undone needs a yes of its own.

        Args:
            report: what was found, before any change.

        Returns:
            Full ids of the settings to switch off.

        Raises:
            KeyboardInterrupt: they pressed Ctrl-C or Ctrl-D.
        """
        from offswitch.model.words import Status
        from offswitch.terminal import choices, show_plan

        show_plan(report, self._infos)
        lead = tag(report.run.replica)
        switched = choices(report, self._infos)
        chosen = _chosen(switched, lead) if switched else []
        chosen += [
            result
            for result in report.results
            if result.status is Status.PENDING
            and result not in switched
            and agrees(f"{lead}{result.title}: this cannot be undone. Do it?")
        ]
        return {result.setting for result in chosen}


def _chosen(on: Sequence[Result], lead: str) -> list[Result]:
    answer = choice(f"{lead}Switch off {these(len(on))}?", ("y", "n", "choose"), "n")
    if answer == "choose":
        return [result for result in on if agrees(f"{lead}  {result.title}: switch it off?")]
    return list(on) if answer == "y" else []


def these(count: int) -> str:
    """Return how a question refers to settings that were just listed."""
    return "this one" if count == 1 else f"these {count}"
