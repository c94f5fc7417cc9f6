"""Tries a selector file on a captured page: a dry run, a run, and a check, on a replica and in a temporary home."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from offswitch.errors import ConfigError, PackError
from offswitch.look.moments import place_of
from offswitch.model.page_bundle import PageBundle
from offswitch.model.results import Mode, Result
from offswitch.model.words import Status
from offswitch.packs import Library, Pack, lint
from offswitch.packs.disk import is_bundled, parse
from offswitch.replica import load_scenario, serve
from offswitch.run.execute import execute
from offswitch.run.listener import Listener
from offswitch.run.options import Options
from offswitch.run.rehearsal import sign_in, temporary_home

_PAUSE = (0.0, 0.1)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """How one setting came out on a captured page.

    Attributes:
        setting: full id.
        steps: what a dry run, a run, and a check said; the latter two only if there was something to switch.
    """

    setting: str
    steps: tuple[Result, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Status, and reason after a colon, of each step."""
        return tuple(outcome_of(each) for each in self.steps)

    @property
    def is_right(self) -> bool:
        """Whether it was found off, or was switched off and proved."""
        return self.steps[-1].status is Status.OK


def outcome_of(result: Result) -> str:
    """Return a result's status, and its reason after a colon: ``failed:not_found``."""
    return ":".join(filter(None, (result.status, result.reason)))


def try_on(
    bundle: PageBundle,
    file: Path | None,
    listener: Listener,
    *,
    headless: bool,
    switches: bool = True,
) -> list[Tried]:
    """Look for settings on a captured page, and switch off what is on.

    Args:
        bundle: the page.
        file: a selector file, of whose settings those are tried that the bundle names, or all if it names
            none of them; None tries what the bundle names with the bundled files.
        listener: hears how the runs go on.
        headless: without a window.
        switches: whether anything is switched, or only looked at.

    Raises:
        PackError: the selector file is invalid.
        ConfigError: it is of another platform, or the page is of one that no replica can show.
        OffswitchError: nothing could be begun.
    """
    with temporary_home("offswitch-bundle-") as home:
        folders = [_shelf(file, bundle, home)] if file and not is_bundled(file) else []
        pack = Library(folders).pack(bundle.platform)
        scenario = load_scenario()
        with serve(scenario, captured=bundle) as replica:
            sign_in(replica, scenario.accounts[0].id, [_door(pack, bundle)], home)
            only = _settings_of(file, bundle)

            def carry_out(mode: Mode, settings: Sequence[str]) -> dict[str, Result]:
                options = Options(
                    mode=mode,
                    platforms=(bundle.platform,),
                    only=tuple(settings),
                    headless=headless or mode == "check",
                    selectors=tuple(folders),
                    replica=replica.url,
                    pause=_PAUSE,
                )
                return {each.setting: each for each in execute(options, listener).results}

            rounds = [carry_out("dry_run", only)]
            on = [name for name in only if rounds[0][name].status is Status.PENDING]
            if on and switches:
                rounds += [carry_out("run", on), carry_out("check", on)]
    return [
        Tried(setting=name, steps=tuple(each[name] for each in rounds if name in each))
        for name in only
    ]


def _door(pack: Pack, bundle: PageBundle) -> Pack:
    """Return the platform as somebody reached it who captured its pages."""
    places = {place for page in bundle.pages for place in page.at}
    return max(
        (pack, *pack.others), key=lambda door: len(places & set(map(place_of, door.addresses)))
    )


def _settings_of(file: Path | None, bundle: PageBundle) -> list[str]:
    if file is None:
        return list(bundle.expected)
    found, problems = parse(file)
    if found is None:
        raise PackError(problems)
    if found.data.platform != bundle.platform or not found.data.routes:
        raise ConfigError(
            f"{file} has no way to a setting of {bundle.platform}", "the bundle is of that platform"
        )
    names = [f"{bundle.platform}.{name}" for name in found.data.routes]
    return [name for name in names if name in bundle.expected] or names


def _shelf(file: Path, bundle: PageBundle, home: Path) -> Path:
    """Put a selector file into a folder of its own; return that."""
    if problems := lint([file]):
        raise PackError(problems)
    folder = home / "tried"
    place = folder / bundle.platform
    place.mkdir(parents=True)
    shutil.copy(file, place / file.name)
    words = file.parent / "labels"
    if words.is_dir():
        shutil.copytree(words, place / "labels")
    return folder
