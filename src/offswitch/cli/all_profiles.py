"""``check --all-profiles``: the same check of every profile that has a session."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from offswitch.cli.boundary import drop_output
from offswitch.cli.common import print_json, tag, tell
from offswitch.cli.prompts import ask_passphrase
from offswitch.exitcodes import worst

if TYPE_CHECKING:
    from offswitch.model.results import Report
    from offswitch.run.profiles import Checked


def refuse_mixture(
    all_profiles: bool,
    *,
    jobs: int,
    fix: bool,
    profile: str,
    trace: Path | None,
) -> None:
    """Refuse what is meant for one profile together with what is meant for all.

    Raises:
        ConfigError: both were asked for.
    """
    from offswitch.errors import ConfigError

    if not all_profiles:
        if jobs > 1:
            raise ConfigError("--jobs is for several profiles", "add --all-profiles")
        return
    if fix:
        raise ConfigError(
            "--all-profiles changes nothing, so there is no --fix",
            "fix one profile after another: `offswitch check --fix --profile NAME`",
        )
    if profile != "default":
        raise ConfigError("--profile names one, and --all-profiles means all", "use one of them")
    if trace is not None:
        raise ConfigError("--trace records one profile", "name it with --profile")


def arguments_of(
    platforms: Sequence[str],
    *,
    only: Sequence[str],
    exclude: Sequence[str],
    notify: Sequence[str],
    selectors: Sequence[Path],
    timings: bool,
    browser_server: str | None,
    replica: str | None,
) -> list[str]:
    """Return the arguments of each check, but for its profile."""
    words = [*platforms, *(["--timings"] if timings else [])]
    for option, values in (
        ("--only", only),
        ("--exclude", exclude),
        ("--notify", notify),
        ("--selectors", selectors),
        ("--browser-server", [browser_server] if browser_server else []),
        ("--replica", [replica] if replica else []),
    ):
        words += [word for value in values for word in (option, str(value))]
    return words


def check_all(
    arguments: Sequence[str],
    *,
    jobs: int,
    json: bool,
    quiet: bool,
    everything: bool,
    replica: str | None,
) -> NoReturn:
    """Check every profile that has a session, show what was found, and exit with the worst code.

    Args:
        arguments: of each check.
        jobs: how many to carry out at once.
        json: print one JSON object.
        quiet: do not say which profile is begun.
        everything: also list what has nothing to switch.
        replica: address of a replica.

    Raises:
        Unreachable: no profile has a session.
    """
    from offswitch.run.profiles import ProfileChecks

    profiles = _profiles(replica)

    def begun(profile: str) -> None:
        if not quiet:
            tell(f"checking {profile} ({profiles.index(profile) + 1} of {len(profiles)})", replica)

    checks = ProfileChecks(
        arguments=arguments, jobs=jobs, passphrase=_passphrase(replica), begun=begun
    )
    done = []
    with closing(checks.carry_out(profiles)) as ended:
        for checked in ended:
            done.append(checked)
            for line in checked.told:
                tell(f"{checked.profile}: {line.removeprefix(tag(replica))}", replica)
            if not json:
                _printed(partial(_show_one, checked, replica, everything=everything))
    code = worst(each.code for each in done)
    if json:
        _printed(lambda: print_json(_document(done, code)))
    else:
        _printed(lambda: _show_all(done, replica))
    raise typer.Exit(code)


def _profiles(replica: str | None) -> list[str]:
    from offswitch.errors import Unreachable
    from offswitch.local.folders import folders
    from offswitch.model.words import Reason
    from offswitch.sessions.store import scopes_with_sessions

    scopes = scopes_with_sessions(folders(), at_replica=replica is not None)
    if not scopes:
        raise Unreachable(Reason.SIGN_IN, "no profile has a session", "run `offswitch login`")
    return [scope.profile for scope in scopes]


def _passphrase(replica: str | None) -> Callable[[str], str]:
    """Return what gives each profile its passphrase; whoever is at the terminal is asked once."""
    from offswitch.local.folders import folders
    from offswitch.local.withheld import secret
    from offswitch.model.scope import Scope
    from offswitch.sessions.store import Sessions
    from offswitch.vault import PASSPHRASE_VARIABLE

    given, ask = secret(PASSPHRASE_VARIABLE), ask_passphrase()
    names = _profiles(replica)
    using = {n for n in names if Sessions(folders(), Scope.of(n, replica)).uses_passphrase()}
    typed = ask() if using and ask and not given else ""
    return lambda profile: given or (typed if profile in using else "")


def _show_one(checked: Checked, replica: str | None, *, everything: bool) -> None:
    from offswitch.terminal.profiles import show_profile

    show_profile(checked.profile, _report(checked), replica, everything=everything)


def _show_all(done: Sequence[Checked], replica: str | None) -> None:
    from offswitch.terminal.profiles import show_profiles

    show_profiles([(each.profile, _report(each)) for each in done], replica)


def _report(checked: Checked) -> Report | None:
    from offswitch.model.results import Report

    return Report.of_dict(checked.report) if checked.report is not None else None


def _document(done: Sequence[Checked], code: int) -> dict[str, object]:
    return {
        "schema": 1,
        "profiles": [
            {
                "profile": each.profile,
                "exit_code": int(each.code),
                "report": each.report,
                "messages": each.told,
            }
            for each in done
        ],
        "summary": {"exit_code": int(code)},
    }


def _printed(show: Callable[[], None]) -> None:
    try:
        show()
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()  # nobody reads it, but its outcome stands
