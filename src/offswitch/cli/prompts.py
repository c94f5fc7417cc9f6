"""Questions to the person at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import typer

from offswitch.local.interrupt import at_once
from offswitch.local.person import is_person_there


def refuse_without_person(why: str) -> None:
    """Refuse to change anything if nobody can be asked.

    Args:
        why: what would change.

    Raises:
        NobodyToAsk: standard input is not a terminal.
    """
    from offswitch.errors import NobodyToAsk

    if not is_person_there():
        raise NobodyToAsk(
            f"{why}, and nobody is here to ask",
            "start it in a terminal, or add --yes to agree in advance",
        )


def agrees(question: str, *, default: bool = False) -> bool:
    """Ask a question on standard error; Enter alone means the default.

    Raises:
        KeyboardInterrupt: they pressed Ctrl-C or Ctrl-D.
    """
    with _asked():
        return typer.confirm(question, default=default, err=True)


def choice(question: str, answers: Sequence[str], default: str) -> str:
    """Ask for one of several answers. Enter alone means the default, and a first letter is enough.

    Raises:
        KeyboardInterrupt: they pressed Ctrl-C or Ctrl-D.
    """
    shown = "/".join(answer.upper() if answer == default else answer for answer in answers)
    while True:
        with _asked():
            typed = typer.prompt(f"{question} [{shown}]", default="", show_default=False, err=True)
        given = typed.strip().lower()
        found = [answer for answer in answers if given and answer.startswith(given)]
        if not given or found:
            return found[0] if found else default
        typer.echo(f"answer {', '.join(answers[:-1])} or {answers[-1]}", err=True)


def ask_passphrase() -> Callable[[], str] | None:
    """Return a function that asks the person for the vault's passphrase; None if nobody is there."""
    if not is_person_there():
        return None
    return lambda: _typed("Passphrase for your sessions")


def take_passphrase_from_stdin() -> None:
    """Take the vault's passphrase from the program that started this one; it may send none."""
    import sys

    from offswitch.local.withheld import keep
    from offswitch.vault import PASSPHRASE_VARIABLE

    if words := sys.stdin.read():
        keep(PASSPHRASE_VARIABLE, words)


def ask_new_passphrase() -> Callable[[], str] | None:
    """Return a function that explains why a new passphrase is needed and asks for it twice; None if nobody is there."""
    if not is_person_there():
        return None

    def ask() -> str:
        typer.echo(
            "a passphrase of your own will seal this profile's sessions, without a keyring;",
            err=True,
        )
        typer.echo(
            "every later command that opens them will ask for it, and nobody can restore it",
            err=True,
        )
        return _typed("New passphrase", twice=True)

    return ask


def _typed(question: str, *, twice: bool = False) -> str:
    with _asked():
        return str(typer.prompt(question, hide_input=True, err=True, confirmation_prompt=twice))


@contextmanager
def _asked() -> Iterator[None]:
    try:
        with at_once():
            yield
    except (
        typer.Abort
    ):  # what the questions make of both keys; within a run it is a stop like any other
        raise KeyboardInterrupt from None
