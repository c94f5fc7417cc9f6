"""A running replica: where it is, what it knows, and what may be done to it from outside."""

from typing import Any

from offswitch.errors import ConfigError
from offswitch.replica.holds import Hold
from offswitch.replica.sign_in import storage_state
from offswitch.replica.world import World


class Replica:
    """A running replica: where it is, and what it knows.

    ``url`` and ``port`` say where; ``hosts`` are the real host names that it answers to;
    ``key_hash`` is what a browser needs to trust its certificate and no other.
    """

    def __init__(self, world: World, port: int, key_hash: str) -> None:
        self.world = world
        self.scenario = world.scenario
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.hosts = tuple(host for site in world.sites for host in site.hosts)
        self.key_hash = key_hash
        self.problems: list[str] = []

    def announcement(self) -> dict[str, object]:
        """Return what a command prints as its first line."""
        return {"url": self.url, "truth": f"{self.url}/__truth", "hosts": list(self.hosts)}

    def truth(self) -> dict[str, Any]:
        """Return every state, the ledger of writes, the requests and the flips."""
        return self.world.truth()

    def flip(self, account: str, setting: str, to: str) -> None:
        """Switch a setting from outside, as if another device had done it."""
        self.world.flip(account, setting, to)

    def link(self, account: str) -> bool:
        """Link the page that shows a code now with an account; False when none does."""
        return self.world.pairing.link(account)

    def end_session(self, account: str) -> None:
        """End every session of an account, as the platform may do at any time."""
        self.world.end_sessions(account)

    def hold(self, name: str, *, unread: bool = False) -> Hold:
        """Keep requests waiting, so that something can be done while they are under way.

        Args:
            name: a glob of an operation's name, or of ``METHOD host/path``.
            unread: whether they wait before the server has acted on them, rather than before the
                answer is sent.
        """
        return self.world.holds.hold(name, unread=unread)

    def session(self, account: str) -> dict[str, Any]:
        """Return the storage state of a browser in which an account is signed in.

        Raises:
            ConfigError: there is no such account.
        """
        if account not in self.world.accounts:
            known = ", ".join(self.world.accounts)
            raise ConfigError(f"this replica has no account {account!r}", f"it has: {known}")
        return storage_state(self.world, self.world.accounts[account])
