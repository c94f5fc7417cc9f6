"""``doctor``: is everything that a run needs in place?"""

from __future__ import annotations

import typer

from offswitch.cli.common import Json, Replica, Selectors, print_json
from offswitch.cli.prompts import ask_passphrase


def doctor(json: Json = False, selectors: Selectors = None, replica: Replica = None) -> None:
    """Check that everything a run needs is in place."""
    from offswitch.doctor import examine, exit_code
    from offswitch.terminal.doctor import show_check
    from offswitch.terminal.lines import console

    out = console()
    checks = []
    for check in examine(selectors or (), replica, ask_passphrase()):
        checks.append(check)
        if not json:
            show_check(out, check, replica)
    code = exit_code(checks)
    if json:
        print_json({"checks": checks, "exit_code": code})
    raise typer.Exit(code)
