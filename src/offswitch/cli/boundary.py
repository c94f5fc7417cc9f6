"""The error boundary: every problem becomes a line that says why, a line that says what to do, and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from typer.core import TyperArgument, TyperCommand

from offswitch.exitcodes import ExitCode

REPLICA_VARIABLE = "OFFSWITCH_REPLICA"


class Command(TyperCommand):
    """A command whose every problem becomes an ``error:`` line, a ``hint:`` line, and an exit code."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and the options; an argument's own name says more than Python's type."""
        for argument in self.params:
            if isinstance(argument, TyperArgument):
                vars(argument)["display_type_rich"] = _no_type
        super().format_options(ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """Call the command's function, and flush what it printed.

        Raises:
            typer.Exit: with the exit code, whatever went wrong.
        """
        with boundary(ctx.params.get("replica") or os.environ.get(REPLICA_VARIABLE)):
            return super().invoke(ctx)


def _no_type(ctx: Any) -> None:
    """Say nothing about a type."""


@contextmanager
def boundary(replica: str | None) -> Iterator[None]:
    """Report every problem as one error, one hint, and an exit code.

    Args:
        replica: address of a replica, which the error then names.

    Raises:
        typer.Exit: with that code.
    """
    try:
        yield
        sys.stdout.flush()
    except typer.Exit:
        raise
    except (KeyboardInterrupt, EOFError, typer.Abort):
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        drop_output()  # whoever read our output is gone, so there is nobody to tell
        raise typer.Exit(ExitCode.OK) from None
    except Exception as error:  # noqa: BLE001 - nothing else would catch it
        _explain(error, "[replica] " if replica else "")


def fail(message: str, hint: str, code: int) -> NoReturn:
    """End the command with an error, the next step, and an exit code."""
    explain(message, hint)
    raise typer.Exit(code)


def explain(message: str, hint: str) -> None:
    """Say what went wrong, and the next step."""
    if message:
        typer.echo(f"error: {message}", err=True)
    typer.echo(f"hint: {hint}", err=True)


def drop_output() -> None:
    """Discard all further standard output, since nobody can read it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain(error: Exception, lead: str) -> NoReturn:
    from offswitch.errors import DEBUG_VARIABLE, as_told

    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    if isinstance(error, OSError):
        try:
            sys.stdout.flush()
        except OSError:
            drop_output()  # else the interpreter fails once more at its end
    known = as_told(error)
    fail(f"{lead}{known.message}", known.hint, known.exit_code)
