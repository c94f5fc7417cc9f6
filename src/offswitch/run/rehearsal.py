"""A home that is gone afterwards, and in it a session of a replica: never the person's own profile or journal."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from offswitch.local.folders import HOME_VARIABLE, folders
from offswitch.model.scope import Scope
from offswitch.packs import Pack
from offswitch.replica import Replica
from offswitch.sessions.importing import import_session
from offswitch.sessions.store import Sessions
from offswitch.vault import PASSPHRASE_VARIABLE


@contextmanager
def temporary_home(prefix: str) -> Iterator[Path]:
    """Put config, data and cache under a folder that is gone afterwards; nothing of the person's is used."""
    names = (HOME_VARIABLE, PASSPHRASE_VARIABLE)
    former = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory(prefix=prefix) as folder:
        os.environ[HOME_VARIABLE] = folder
        os.environ[PASSPHRASE_VARIABLE] = secrets.token_hex(16)  # gone with the folder
        try:
            yield Path(folder)
        finally:
            for name, value in former.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def sign_in(replica: Replica, account: str, packs: Sequence[Pack], home: Path) -> None:
    """Sign an account of a replica in to some platforms.

    Args:
        replica: where it is an account.
        account: its id.
        packs: the platforms.
        home: of ``temporary_home``.
    """
    state = home / "state.json"
    with os.fdopen(os.open(state, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(replica.session(account), file)
    import_session(state, packs, Sessions(folders(), Scope("default", at_replica=True)))
    state.unlink()
