"""``vault``: the key that seals the sessions."""

from __future__ import annotations

from typing import Annotated

import typer

from offswitch.cli.boundary import Command
from offswitch.cli.common import Passphrase, Profile, tell
from offswitch.cli.lazy import group_of_commands
from offswitch.cli.prompts import ask_new_passphrase, ask_passphrase
from offswitch.model.text import counted

vault = group_of_commands("Change the key that seals your sessions.")


@vault.command("rekey", cls=Command)
def vault_rekey(
    profile: Profile = "default",
    passphrase: Passphrase = False,
    keyring: Annotated[
        bool, typer.Option("--keyring", help="Seal with a key in the system's keyring.")
    ] = False,
) -> None:
    """Seal a profile's files again under a new key.

    A crash in the middle loses nothing.
    """
    from offswitch.errors import ConfigError
    from offswitch.local.folders import folders
    from offswitch.sessions.rekey import rekey
    from offswitch.sessions.scratch import hold_profile

    if passphrase and keyring:
        raise ConfigError("--passphrase and --keyring exclude each other", "give only one of them")
    here = folders()
    with hold_profile(here, profile):
        count = rekey(
            here,
            profile,
            to="passphrase" if passphrase else "keyring" if keyring else None,
            ask=ask_passphrase(),
            ask_new=ask_new_passphrase(),
        )
    if not count:
        tell(f"profile {profile} has nothing sealed", None)
        return
    tell(f"sealed again under a new key: {counted(count, 'file')} of profile {profile}", None)
