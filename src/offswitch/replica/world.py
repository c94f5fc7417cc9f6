"""What the server knows: states, sessions, and the ledger of everything that happened."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from offswitch.errors import ConfigError
from offswitch.replica.captured import CapturedSite
from offswitch.replica.fixtures import open_places
from offswitch.replica.holds import Holds
from offswitch.replica.pairing import Pairing
from offswitch.replica.scenario import Account, Fault, Interruption, Scenario
from offswitch.replica.shapes import drawn_shapes
from offswitch.replica.site import Route, SettingData, Site, Where


@dataclass(frozen=True, kw_only=True)
class Logged:
    """One request to a site, as the truth shows it."""

    time: str
    host: str
    method: str
    path: str
    operation: str | None
    changes: bool


class World:
    """The one place where state lives; every method may be called from any thread."""

    def __init__(
        self, scenario: Scenario, sites: tuple[Site, ...], captured: CapturedSite | None = None
    ) -> None:
        self.scenario = scenario
        self.captured = captured
        self.sites = sites
        self.accounts = {account.id: account for account in scenario.accounts}
        self.settings = {name: data for site in sites for name, data in site.settings.items()}
        self.shapes = drawn_shapes(scenario, open_places(), scenario.seed or secrets.token_hex(5))
        self._hosts = {name: set(site.hosts.values()) for site in sites for name in site.settings}
        self._whole = {part: name for name, data in self.settings.items() for part in data.parts}
        self._lock = threading.Lock()
        self._states: dict[tuple[str, str], str] = {}
        self._tokens: dict[str, tuple[str, str]] = {}
        self._waiting: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        self._answered: set[tuple[str, str]] = set()
        self._ledger: list[dict[str, str]] = []
        self._flips: list[dict[str, str]] = []
        self._requests: list[Logged] = []
        self.pairing = Pairing()
        self.holds = Holds()

    def faults(self, setting: str) -> tuple[Fault, ...]:
        """Return what the scenario says is wrong with a setting."""
        return self.scenario.plan(setting).faults

    def offered(self, what: Where) -> bool:
        """Tell whether a route or a setting exists in this scenario."""
        scenario = self.scenario
        return what.offered(scenario.generation, scenario.region, scenario.features, self.shapes)

    def paths(self, route: Route) -> set[str]:
        """Return the paths of a route: one, or one for each account's username."""
        return {route.path.format(username=a.handle) for a in self.accounts.values()}

    def state(self, account: str, setting: str) -> str:
        """Return the state of a data use: "on", "off" or "absent"; else "form" or "guide"."""
        data, plan = self.settings[setting], self.scenario.plan(setting)
        gone = plan.state == "absent" or Fault.ABSENT in plan.faults
        if gone or not self._reaches(account, setting):
            return "absent"
        if data.parts:
            parts = {self.state(account, part) for part in data.parts}
            return "on" if "on" in parts else "off"
        if data.kind != "switch":
            return data.kind
        if data.locked and Fault.LOCKED in plan.faults:
            return data.locked
        planned = setting if setting in self.scenario.settings else self._whole.get(setting, "")
        start = (
            self.scenario.plan(planned).state if planned in self.scenario.settings else data.state
        )
        return self._states.get((self._owner(account, data), setting), start)

    def _reaches(self, account: str, setting: str) -> bool:
        """Tell whether a setting exists here for an account; who is not signed in is nobody's."""
        data, person = self.settings[setting], self.accounts.get(account)
        if not self.offered(data) or (data.business and not (person and person.business)):
            return False
        return person is None or any(map(person.has, self._hosts[setting]))

    def write(self, account: str, setting: str, to: str) -> None:
        """Set a state as the page asked, with an entry in the ledger."""
        with self._lock:
            self._set(account, setting, to, self._ledger)
            if Fault.SIDE_EFFECT in self.faults(setting):
                self._set(account, self.settings[setting].side_effect, "on", self._ledger)

    def note(self, account: str, control: str, before: str, to: str) -> None:
        """Note in the ledger that a control of a captured page was changed."""
        with self._lock:
            self._ledger.append(
                {"time": _now(), "account": account, "setting": control, "from": before, "to": to}
            )

    def flip(self, account: str, setting: str, to: str) -> None:
        """Set a state from outside; the ledger of the pages does not see it.

        Raises:
            ConfigError: no such account, setting or state, or the setting is not offered.
        """
        if account not in self.accounts or setting not in self.settings:
            raise ConfigError(f"there is no setting {setting!r} of an account {account!r}")
        if to not in ("on", "off"):
            raise ConfigError(f"{to!r} is not a state", "use on or off")
        if (now := self.state(account, setting)) not in ("on", "off"):
            raise ConfigError(f"{setting} cannot be switched on this replica: it is {now}")
        with self._lock:
            for name in self.settings[setting].parts or (setting,):
                self._set(account, name, to, self._flips)

    def sign_in(self, session: str, account: str) -> str:
        """Return a new token under which a browser is this account in a session."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._tokens[token] = (session, account)
        return token

    def sign_out(self, token: str) -> None:
        """Forget a token."""
        with self._lock:
            self._tokens.pop(token, None)

    def end_sessions(self, account: str) -> None:
        """Forget every token of an account, as when the platform ends its sessions.

        Raises:
            ConfigError: there is no such account.
        """
        if account not in self.accounts:
            raise ConfigError(f"there is no account {account!r}")
        with self._lock:
            kept = {token: held for token, held in self._tokens.items() if held[1] != account}
            self._tokens = kept

    def wait(self, session: str, account: str, done: tuple[str, ...]) -> str:
        """Return a token for someone who gave the password, with the steps done so far."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._waiting[token] = (session, account, done)
        return token

    def waiting(self, session: str, token: str) -> tuple[Account, tuple[str, ...]] | None:
        """Return who waits between the steps of a sign-in, and which of them are done."""
        with self._lock:
            found = self._waiting.get(token)
        return (self.accounts[found[1]], found[2]) if found and found[0] == session else None

    def pending(self, account: str, host: str) -> list[Interruption]:
        """Return what stands between this account and the pages of a host."""
        return [
            one
            for one in self.scenario.interruptions
            if (not one.hosts or host in one.hosts)
            and (one.times == "always" or (account, one.name) not in self._answered)
        ]

    def answer(self, account: str, interruption: str) -> None:
        """Note that an interruption is over for an account."""
        with self._lock:
            self._answered.add((account, interruption))

    def who(self, session: str, token: str) -> Account | None:
        """Return the account that a token stands for, if it is still good."""
        with self._lock:
            found = self._tokens.get(token)
        return self.accounts.get(found[1]) if found and found[0] == session else None

    def log(self, host: str, method: str, path: str) -> Callable[[str | None, bool], None]:
        """Note a request; the returned function ends the note with its operation and effect."""
        with self._lock:
            index = len(self._requests)
            note = Logged(
                time=_now(), host=host, method=method, path=path, operation=None, changes=False
            )
            self._requests.append(note)

        def finish(operation: str | None, changes: bool) -> None:
            with self._lock:
                self._requests[index] = Logged(
                    **(asdict(note) | {"operation": operation, "changes": changes})
                )

        return finish

    def truth(self) -> dict[str, Any]:
        """Return states, ledger, requests and flips, as ``GET /__truth`` does."""
        listed = [name for name, data in self.settings.items() if data.listed]
        with self._lock:
            return {
                "accounts": {
                    account: {name: self.state(account, name) for name in listed}
                    for account in self.accounts
                },
                "ledger": [dict(entry) for entry in self._ledger],
                "requests": [asdict(note) for note in self._requests],
                "flips": [dict(entry) for entry in self._flips],
            }

    def _owner(self, account: str, data: SettingData) -> str:
        return f"center:{self.accounts[account].center}" if data.scope == "center" else account

    def _set(self, account: str, setting: str, to: str, book: list[dict[str, str]]) -> None:
        data, before = self.settings[setting], self.state(account, setting)
        if data.kind == "switch":
            self._states[self._owner(account, data), setting] = to
        if data.off_also and to == "off":
            also = self.settings[data.off_also]
            for one in self.accounts.values():
                if one.center == self.accounts[account].center:
                    self._states[self._owner(one.id, also), data.off_also] = to
        book.append(
            {"time": _now(), "account": account, "setting": setting, "from": before, "to": to}
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
