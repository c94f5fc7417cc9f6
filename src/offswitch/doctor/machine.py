"""What the machine must have: browser, screen, keyring; and what was set up on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from offswitch.browser.find import find_browser, has_screen
from offswitch.browser.launch import launched
from offswitch.doctor.check import Check, Verdict
from offswitch.errors import BrowserError
from offswitch.local.folders import Folders
from offswitch.replica.client import describe
from offswitch.schedule import look
from offswitch.vault import PASSPHRASE_VARIABLE, keyring_name, passphrase_given


def browser_checks() -> Iterator[Check]:
    """Start the browser once, without a window and without a network."""
    with launched(headless=True, places=[]) as browser:
        version = browser.version
    try:
        place = find_browser()
    except BrowserError:
        place = "the one that Playwright installed"
    yield Check(name="browser", verdict=Verdict.OK, found=f"{version} starts: {place}")


def screen_checks() -> Iterator[Check]:
    """Look whether a window can be shown."""
    if has_screen():
        yield Check(name="screen", verdict=Verdict.OK, found="a window can be shown")
        return
    yield Check(
        name="screen",
        verdict=Verdict.NOTE,
        found="there is none",
        hint="run with --headless; sign in with `offswitch login --import FILE`",
    )


def keyring_checks() -> Iterator[Check]:
    """Look where keys would come from."""
    if passphrase_given():
        found = f"{PASSPHRASE_VARIABLE} is set and used instead of a keyring"
        yield Check(name="keyring", verdict=Verdict.OK, found=found)
    elif name := keyring_name():
        yield Check(name="keyring", verdict=Verdict.OK, found=name)
    else:
        yield Check(
            name="keyring",
            verdict=Verdict.UNREACHABLE,
            found="none that keeps a secret",
            hint=f"install and unlock one, or use --passphrase, or set {PASSPHRASE_VARIABLE}",
        )


def schedule_checks(folders: Folders) -> Iterator[Check]:
    """Look whether the scheduler still has every schedule that was installed."""
    names = sorted(path.stem for path in (folders.config / "schedules").glob("*.json"))
    if not names:
        yield Check(
            name="schedule",
            verdict=Verdict.OK,
            found="none installed; `offswitch schedule install` looks again by itself",
        )
    for name in names:
        found = look(name, dt.datetime.now(dt.UTC))
        if found is None:
            continue
        entry = found.entry
        said = f"profile {name}: every {entry.every} at {entry.at} ({entry.scheduler})"
        if found.known:
            yield Check(name="schedule", verdict=Verdict.OK, found=f"{said}, next {found.next}")
        else:
            yield Check(
                name="schedule",
                verdict=Verdict.BAD,
                found=f"{said}, but the scheduler does not have it",
                hint="run `offswitch schedule install` again",
            )


def replica_checks(url: str) -> Iterator[Check]:
    """Ask a replica whether it is there."""
    about = describe(url)
    found = f"answers at {about.url} for {len(about.hosts)} host names"
    yield Check(name="replica", verdict=Verdict.OK, found=found)
