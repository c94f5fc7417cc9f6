"""What a run is asked for, and what it will look at: options, selector files, tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from offswitch.browser.launch import Loopback
from offswitch.browser.server import BrowserServer
from offswitch.engine import Goal, Task
from offswitch.errors import ConfigError
from offswitch.local.folders import folders
from offswitch.model.results import Mode, Report, Result
from offswitch.model.scope import Scope
from offswitch.packs import Library, Pack
from offswitch.replica.client import describe
from offswitch.screen import Screen, Steps
from offswitch.spec import Setting


class Recorder(Protocol):
    """Hears of every step of a change, so that one that failed can be given away."""

    def steps(self) -> Steps:
        """Return who is told of the steps in one platform's window."""

    def ended(self, pack: Pack, setting: Setting, result: Result, screen: Screen) -> None:
        """Hear how the work on a setting ended, before any other one is begun.

        Args:
            pack: its platform.
            setting: which one.
            result: what it came to.
            screen: the working page.
        """


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the person asked for.

    Attributes:
        mode: ``run`` switches off; ``dry_run`` and ``check`` only read.
        platforms: names; none means every platform.
        only: full setting ids to look at; none means all.
        exclude: full setting ids to leave out.
        choose: asked once, after everything was looked at and nothing changed: which of the settings that
            are on to switch off, by full id. None: what is on is switched off as soon as it is seen.
        confirmed: full setting ids that cannot be undone and that the person said yes to.
        profile: whose sessions.
        headless: without a window.
        selectors: folders of the person's own selector files.
        replica: address of a replica to use instead of the real sites.
        server: starts the browser instead, without a window.
        pause: seconds before each click, shortest and longest.
        attended: whether a person watches the window and can deal with what stands in the way.
        restore: for an undo, what each setting is brought back to, by full id.
        trace: a new file that records every page; nobody is asked to do anything in the window then,
            since what is typed there would be in it.
        passphrase: asks the person for the vault's passphrase, where there is a person.
        recorder: hears of every step of a change, and how it ended.
        timings: the report also says what the time was spent on.
        now: the clock of the journal and the report.
    """

    mode: Mode = "run"
    platforms: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    choose: Callable[[Report], Collection[str]] | None = None
    confirmed: tuple[str, ...] = ()
    profile: str = "default"
    headless: bool = False
    selectors: tuple[Path, ...] = ()
    replica: str | None = None
    server: BrowserServer | None = None
    pause: tuple[float, float] = (0.6, 1.6)
    attended: bool = False
    restore: Mapping[str, Goal] = field(default_factory=dict)
    trace: Path | None = None
    passphrase: Callable[[], str] | None = None
    recorder: Recorder | None = None
    timings: bool = False
    now: Callable[[], dt.datetime] = _utc_now

    @property
    def reads_only(self) -> bool:
        """Whether nothing is ever changed, whatever is found."""
        return self.mode in {"dry_run", "check"}

    @property
    def heeds_minutes(self) -> bool:
        """Whether limits of a minute hold: not where no pause is asked for, and nobody is at the other end."""
        return self.replica is None or self.pause != (0, 0)

    @property
    def scope(self) -> Scope:
        """Whose data the run reads and writes."""
        return Scope.of(self.profile, self.replica)


def load_library(selectors: Sequence[Path] = ()) -> Library:
    """Return every selector file that a run may use: bundled, from the config folder, and named ones."""
    return Library(own_selectors(selectors))


def own_selectors(selectors: Sequence[Path] = ()) -> list[Path]:
    """Return the person's own folders of selector files: the config folder's, then named ones."""
    own = own_selectors_folder()
    return [*([own] if own.is_dir() else []), *selectors]


def own_selectors_folder() -> Path:
    """Return the folder of the person's own selector files; it need not exist."""
    return folders().config / "selectors"


def loopback_of(replica: str | None) -> Loopback | None:
    """Return where a replica serves its hosts, or None for the real sites.

    Raises:
        ConfigError: no replica answers there.
    """
    if replica is None:
        return None
    about = describe(replica)
    return Loopback(about.port, about.hosts, about.key_hash)


def tasks_of(packs: Sequence[Pack], options: Options) -> dict[str, list[Task]]:
    """Return what a run looks at, by platform, in order.

    Raises:
        ConfigError: an option names a setting that there is not.
    """
    known = [info.setting for pack in packs for info in pack.catalogue()]
    for name in (*options.only, *options.exclude):
        if name not in known:
            raise ConfigError(
                f"no such setting: {name}",
                f"{_meant(name, known)}`offswitch settings` lists all",
            )
    return {
        pack.platform.name: [
            task
            for task in (_task(pack, each, options) for each in pack.platform.settings)
            if (not options.only or task.id in options.only)
            and (options.mode != "undo" or task.restore)
        ]
        for pack in packs
    }


def _meant(name: str, known: Sequence[str]) -> str:
    """Say which settings a name may have meant; empty where it is like none."""
    alike = get_close_matches(name, known, n=2, cutoff=0.7)
    return f"did you mean {' or '.join(alike)}? " if alike else ""


def _task(pack: Pack, setting: Setting, options: Options) -> Task:
    name = f"{pack.platform.name}.{setting.id}"
    return Task(
        pack.platform,
        setting,
        pack.variants,
        restore=_goal(pack, setting, options),
        named=name in options.only,
        confirmed=name in options.confirmed,
    )


def _goal(pack: Pack, setting: Setting, options: Options) -> Goal | None:
    """Only an undo, and only by the journal, brings a setting to anything but what it wants."""
    if options.mode != "undo":
        return None
    return options.restore.get(f"{pack.platform.name}.{setting.id}")
