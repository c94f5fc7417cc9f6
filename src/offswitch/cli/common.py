"""What the commands share: their options, and how a known problem is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from offswitch.exitcodes import ExitCode

DEBUG_VARIABLE = "OFFSWITCH_DEBUG"
BUG = 1
"""Python's own exit code for a crash."""
_MORE = "run it again as `offswitch --debug …` to see more"

Platforms = Annotated[
    list[str] | None, typer.Argument(metavar="[PLATFORM]...", help="Platforms; all when left out.")
]
Only = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only this setting; repeat for more.")
]
Exclude = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Leave this setting out; repeat for more.")
]
Profile = Annotated[str, typer.Option(metavar="NAME", help="Whose sessions to use.")]
Passphrase = Annotated[
    bool,
    typer.Option(
        "--passphrase", help="Seal with a passphrase: asked for, or OFFSWITCH_PASSPHRASE."
    ),
]
Trace = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Record every page, to find a fault; it holds your session."),
]
Headless = Annotated[bool, typer.Option("--headless", help="Without a window.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON object to standard output, nothing else.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only the result.")]
Selectors = Annotated[
    list[Path] | None, typer.Option(metavar="DIR", help="Add a folder of your own selector files.")
]
Replica = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="OFFSWITCH_REPLICA",
        help="Use a running replica instead of the real sites.",
    ),
]


def ask_passphrase() -> Callable[[], str] | None:
    """Return what asks the person for the vault's passphrase; None where there is no person."""
    if not sys.stdin.isatty():
        return None
    return lambda: str(typer.prompt("Passphrase for your sessions", hide_input=True, err=True))


def ask_new_passphrase() -> Callable[[], str] | None:
    """Return what asks the person for a passphrase that seals nothing yet, twice, and says why."""
    if not sys.stdin.isatty():
        return None

    def ask() -> str:
        tell("a passphrase of your own will seal this profile's sessions, without a keyring;", None)
        tell("every later command that opens them asks for it, and nobody can restore it", None)
        words = typer.prompt("New passphrase", hide_input=True, err=True, confirmation_prompt=True)
        return str(words)

    return ask


def print_json(data: object) -> None:
    """Print data as one JSON object; models, dates and enums included."""
    import json

    from pydantic_core import to_jsonable_python

    typer.echo(json.dumps(to_jsonable_python(data), indent=2, ensure_ascii=False))


def tell(text: str, replica: str | None) -> None:
    """Tell the person something on standard error; a replica is named on every line."""
    typer.echo(f"[replica] {text}" if replica else text, err=True)


@contextmanager
def known_errors(replica: str | None) -> Iterator[None]:
    """Turn a problem into one ``error:`` and one ``hint:`` line, and its exit code."""
    from offswitch.errors import OffswitchError

    lead = "[replica] " if replica else ""
    try:
        yield
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        drop_output()
        raise typer.Exit(ExitCode.OK) from None
    except OSError as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        reason = error.strerror or type(error).__name__
        fail(f"{lead}something could not be read or written: {reason}", _MORE, ExitCode.FAILED)
    except OffswitchError as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        fail(f"{lead}{error.message}", error.hint or _MORE, error.exit_code)
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        # Its message may quote a page; the type alone is told.
        fail(f"{lead}this is a bug in offswitch ({type(error).__name__})", _MORE, BUG)


def drop_output() -> None:
    """Write to nowhere from now on: the reader of our output has gone, nothing more can be told."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str, hint: str, code: int) -> NoReturn:
    """End the command with an error, the next step, and an exit code."""
    if message:
        typer.echo(f"error: {message}", err=True)
    typer.echo(f"hint: {hint}", err=True)
    raise typer.Exit(code)
