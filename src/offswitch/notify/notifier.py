"""Sends each target the events of a check, every one of them once."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from offswitch.errors import ConfigError, OffswitchError
from offswitch.model.results import Report
from offswitch.notify.events import after_check, after_failures
from offswitch.notify.memory import Memory, Message, TargetState, held, recall, remember, slot_of
from offswitch.notify.summary import CHECK, summarize
from offswitch.vault.addresses import Addresses

_SCHEME_END = "://"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A place to which messages are sent.

    Attributes:
        name: Name of the sealed address; empty for an address from the command line.
        address: The address in apprise's format; may contain secrets.
    """

    name: str = ""
    address: str = field(repr=False)

    def slot(self, memory: Memory) -> str:
        """Return the key for this target in the memory."""
        return self.name or slot_of(self.address, memory.salt)

    def __str__(self) -> str:
        return f"`{self.name}`" if self.name else "the given address"


class Notifier:
    """Sends messages to targets. Any failure is only a warning.

    Args:
        folder: Folder of the memory.
        profile: Name of the profile.
        targets: Where the messages go.
        warn: Shows the person a warning of one line.
        known: Returns the platforms that were ever reached.
        lead: Prefix of every title.
    """

    def __init__(
        self,
        folder: Path,
        profile: str,
        targets: Sequence[Target],
        warn: Callable[[str], None],
        known: Callable[[], Iterable[str]],
        *,
        lead: str = "",
    ) -> None:
        self._folder = folder
        self._profile = profile
        self._targets = targets
        self._warn = warn
        self._known = known
        self._lead = lead

    def report(self, found: Report, report: Report) -> None:
        """Send what a check found; nothing is sent for an interrupted check.

        Args:
            found: What the check read.
            report: How it ended, including what it switched off.
        """
        if report.run.interrupted:
            return
        with self._carefully():
            memory = recall(self._folder, self._profile)
            summary = summarize(found, report, memory.misses, frozenset(self._known()))
            self._update(memory, summary.misses, lambda state: after_check(summary, state))

    def failed(self, error: OffswitchError) -> None:
        """Send, after several failures in a row, that checks cannot be completed."""
        with self._carefully():
            memory = recall(self._folder, self._profile)
            count = memory.misses.get(CHECK, 0) + 1
            misses = {**memory.misses, CHECK: count}
            self._update(
                memory,
                misses,
                lambda state: after_failures(count, error.message, error.hint, state),
            )

    def _update(
        self, memory: Memory, misses: dict[str, int], step: Callable[[TargetState], TargetState]
    ) -> None:
        after = dict(memory.targets)
        now = f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M}"
        for target in self._targets:
            slot = target.slot(memory)
            after[slot] = step(after.get(slot, TargetState())).dated(now)
        # Stored before anything is sent: after a crash, a message may arrive twice but is never lost.
        remember(self._folder, self._profile, _with(memory, misses, after))
        for target in self._targets:
            slot = target.slot(memory)
            after[slot] = self._deliver(target, after[slot])
        remember(self._folder, self._profile, _with(memory, misses, after))

    def _deliver(self, target: Target, state: TargetState) -> TargetState:
        from offswitch.notify.send import deliver  # slow; only for a message

        owed = list(state.owed)
        while owed and deliver(target.address, self._signed(owed[0])):
            owed.pop(0)
        if owed:
            self._warn(f"{target} could not be reached; offswitch tries again after the next check")
        return state.model_copy(update={"owed": tuple(owed)})

    def _signed(self, message: Message) -> Message:
        foot = f"offswitch · profile {self._profile} · {message.when}"
        return Message(title=f"{self._lead}{message.title}", body=f"{message.body}\n\n{foot}")

    @contextmanager
    def _carefully(self) -> Iterator[None]:
        # What is delivered is held as well: two checks must not send the same message.
        try:
            with held(self._folder, self._profile):
                yield
        except Exception as error:  # noqa: BLE001 - a check does not fail because of a message
            self._warn(f"no message could be sent ({type(error).__name__})")


def targets_of(
    named: Sequence[str], addresses: Addresses, warn: Callable[[str], None]
) -> list[Target]:
    """Return the targets for names of sealed addresses and for addresses; warn about any other."""
    found = []
    for each in dict.fromkeys(named):
        if is_address(each):
            found.append(Target(address=each))
            continue
        try:
            address = addresses.load(each)
        except OffswitchError as error:
            warn(f"{error.message}; {error.hint}")
            continue
        if address is None:
            warn(f"there is no address `{each}`; `offswitch notify add {each}` adds one")
        else:
            found.append(Target(name=each, address=address))
    return found


def seal_address(given: str, addresses: Addresses, *, keep: bool = True) -> str:
    """Return the name of a sealed address; an address that has no name yet is sealed under a new one.

    Args:
        given: A name or an address.
        addresses: Sealed addresses of the profile.
        keep: Whether to seal a new address; if not, only its name is determined.

    Raises:
        ConfigError: There is no address with that name, or messages cannot be sent to that address.
        VaultError: The address cannot be sealed.
    """
    if not is_address(given):
        if given not in addresses.names():
            raise ConfigError(
                f"there is no address `{given}`", f"`offswitch notify add {given}` adds one"
            )
        return given
    require_valid(given)
    name, is_new = _name_for(given, addresses)
    if is_new and keep:
        addresses.save(name, given)
    return name


def require_valid(address: str) -> None:
    """Refuse an address to which no message can be sent, without repeating it: it may contain secrets.

    Raises:
        ConfigError: No message can be sent there.
    """
    from offswitch.notify.send import is_valid  # slow

    if not is_valid(address):
        raise ConfigError(
            "messages cannot be sent to that address",
            "see https://appriseit.com/services for the formats, such as `ntfy://TOPIC`",
        )


def send_test_message(target: Target, profile: str) -> bool:
    """Send a test message; return whether the service accepted it."""
    from offswitch.notify.send import deliver  # slow

    body = f"Messages from offswitch arrive here.\n\noffswitch · profile {profile}"
    return deliver(target.address, Message(title="offswitch: test message", body=body))


def forget_target(folder: Path, profile: str, name: str) -> None:
    """Forget what a target was told, so that another target with that name starts afresh.

    Raises:
        ConfigError: Another process keeps the memory for too long.
    """
    with held(folder, profile):
        memory = recall(folder, profile)
        if name in memory.targets:
            rest = {slot: state for slot, state in memory.targets.items() if slot != name}
            remember(folder, profile, _with(memory, memory.misses, rest))


def memory_folder(data: Path, *, at_replica: bool) -> Path:
    """Return the folder of the memory; replicas have one of their own."""
    return data / ("replica-told" if at_replica else "told")


def is_address(text: str) -> bool:
    """Return whether a text is an address, rather than the name of one."""
    return _SCHEME_END in text


def _with(memory: Memory, misses: dict[str, int], targets: dict[str, TargetState]) -> Memory:
    return memory.model_copy(update={"misses": misses, "targets": targets})


def _name_for(address: str, addresses: Addresses) -> tuple[str, bool]:
    """Return the existing or future name of an address, and whether it is new."""
    kind = "".join(c for c in address.partition(_SCHEME_END)[0].casefold() if c.isalnum())[:24]
    taken = addresses.names()
    for number in range(1, len(taken) + 2):
        name = kind if number == 1 else f"{kind}-{number}"
        if name not in taken:
            return name, True
        if addresses.load(name) == address:
            return name, False
    raise AssertionError  # more names were tried than are taken
