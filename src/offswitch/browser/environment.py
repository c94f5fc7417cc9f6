"""What the browser's driver, and with it every browser, gets as its environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from offswitch.errors import BrowserError
from offswitch.local.temporary import temporary_folder


@contextmanager
def browser_environment() -> Iterator[dict[str, str]]:
    """Make the environment of the driver and its browsers: nothing of ours, and temporary files of their own.

    A browser that is killed leaves its temporary files; all of them are in one folder, which is known to be
    ours, and which the next start removes.

    Raises:
        BrowserError: No temporary folder can be made.
        ConfigError: It cannot be locked.
    """
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(temporary_folder())
        except OSError as error:
            raise BrowserError(
                f"no temporary folder for the browser can be made: {error.strerror}",
                "free some space, or set TMPDIR to a folder of your own",
            ) from error
        kept = {k: v for k, v in os.environ.items() if not k.startswith("OFFSWITCH_")}
        yield kept | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))


@contextmanager
def as_environment(environment: Mapping[str, str]) -> Iterator[None]:
    """Set this process's environment for a moment: the driver takes none, and inherits ours."""
    former = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(former)
