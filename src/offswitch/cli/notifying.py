"""``notify``: who is told what a check found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from offswitch.cli.boundary import Command, fail
from offswitch.cli.common import Profile, tell
from offswitch.cli.lazy import group_of_commands
from offswitch.cli.prompts import ask_passphrase
from offswitch.exitcodes import ExitCode
from offswitch.local.person import is_person_there

if TYPE_CHECKING:
    from offswitch.vault.addresses import Addresses

notify = group_of_commands("Choose who gets a message about what a check found.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Your own short name for the address.")]


@notify.command("add", cls=Command)
def notify_add(name: Name, profile: Profile = "default") -> None:
    """Seal an address to send messages to.

    Asks for the address, or reads it from standard input; it is never part of a command line.
    """
    from offswitch.notify import require_valid

    if is_person_there():
        address = str(typer.prompt(f"Address of {name}", hide_input=True, err=True)).strip()
    else:
        address = sys.stdin.readline().strip()
    require_valid(address)
    _forget_target(name, profile)
    sealed_addresses(profile).save(name, address)
    tell(f"sealed the address `{name}`; `offswitch notify test {name}` tries it", None)


@notify.command("list", cls=Command)
def notify_list(profile: Profile = "default") -> None:
    """List the names of the sealed addresses."""
    for name in sealed_addresses(profile).names():
        typer.echo(name)


@notify.command("remove", cls=Command)
def notify_remove(name: Name, profile: Profile = "default") -> None:
    """Remove a sealed address."""
    from offswitch.schedule import load

    gone = sealed_addresses(profile).forget(name)
    _forget_target(name, profile)
    tell(f"the address `{name}` is gone" if gone else f"there was no address `{name}`", None)
    entry = load(profile)
    if entry and name in entry.notify:
        tell(f"the schedule still names `{name}`; install it again without that name", None)


@notify.command("test", cls=Command)
def notify_test(
    target: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="URL|NAME", help="Where to send it; to every sealed address if left out."
        ),
    ] = None,
    profile: Profile = "default",
) -> None:
    """Send a test message."""
    from offswitch.notify import send_test_message, targets_of

    addresses = sealed_addresses(profile)
    wanted = target or addresses.names()
    targets = targets_of(wanted, addresses, lambda text: tell(f"warning: {text}", None))
    arrived = [send_test_message(each, profile) for each in targets]
    for each, good in zip(targets, arrived, strict=True):
        tell(f"{each} {'accepted the message' if good else 'did NOT accept the message'}", None)
    if len(targets) < len(set(wanted)) or not all(arrived) or not wanted:
        hint = "check the address and the network; `offswitch notify add NAME` seals an address"
        fail("" if wanted else "there is no address", hint, ExitCode.FAILED)


def sealed_addresses(profile: str) -> Addresses:
    """Return the sealed addresses of a profile."""
    from offswitch.local.folders import folders
    from offswitch.vault.addresses import ADDRESSES, Addresses

    return Addresses(folders().data / ADDRESSES, profile, ask_passphrase())


def _forget_target(name: str, profile: str) -> None:
    from offswitch.local.folders import folders
    from offswitch.notify import forget_target, memory_folder

    for at_replica in (False, True):
        forget_target(memory_folder(folders().data, at_replica=at_replica), profile, name)
