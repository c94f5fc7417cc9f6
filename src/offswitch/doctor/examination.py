"""Looks at everything that a run needs, one thing after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from offswitch.doctor import home, knowledge, machine
from offswitch.doctor.check import Check, Verdict
from offswitch.errors import OffswitchError
from offswitch.exitcodes import ExitCode
from offswitch.local.folders import folders


def examine(
    selectors: Sequence[Path], replica: str | None, ask: Callable[[], str] | None
) -> Iterator[Check]:
    """Look at everything that a run needs, one after the other. Changes nothing.

    Args:
        selectors: folders of the person's own selector files.
        replica: address of a replica that should answer, or None.
        ask: asks the person for a passphrase, where there is a person.

    Yields:
        What was found.
    """
    here = folders()
    at_replica = replica is not None
    # Folders come first: opening a vault would already put some of them in order.
    parts: list[tuple[str, Callable[[], Iterator[Check]]]] = [
        ("folder", lambda: home.folder_checks(here)),
        ("browser", machine.browser_checks),
        ("screen", machine.screen_checks),
        ("keyring", machine.keyring_checks),
        ("session", lambda: home.session_checks(here, selectors, ask, at_replica=at_replica)),
        ("selectors", lambda: knowledge.selector_checks(selectors)),
        ("labels", lambda: knowledge.label_checks(selectors)),
        ("journal", lambda: home.journal_checks(here)),
        ("schedule", lambda: machine.schedule_checks(here)),
    ]
    if replica is not None:
        parts.append(("replica", lambda: machine.replica_checks(replica)))
    for name, part in parts:
        try:
            yield from part()
        except OffswitchError as error:
            lost = error.exit_code is ExitCode.UNREACHABLE or name == "replica"
            verdict = Verdict.UNREACHABLE if lost else Verdict.BAD
            yield Check(name=name, verdict=verdict, found=error.message, hint=error.hint)
