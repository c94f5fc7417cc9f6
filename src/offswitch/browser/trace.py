"""A recording of what pages did, for finding a fault. Only where it was asked for: it holds a session."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from offswitch.errors import ConfigError


class Traced(Protocol):
    """A browser context, as far as it is needed here."""

    @property
    def tracing(self) -> Any:
        """Records what happens in the context."""


@dataclass
class Tracer:
    """Records one file for each window: FILE, then FILE with a number. Only this person can read them.

    Args:
        file: a new file; Playwright's viewer opens it.

    Raises:
        ConfigError: it is there already, or cannot be made.
    """

    file: Path
    _next: int = field(init=False, default=2)
    _first: Path | None = field(init=False)

    def __post_init__(self) -> None:
        self._first = _made(self.file)

    def start(self, context: Traced) -> Callable[[], None]:
        """Begin to record a context; the function that is returned ends it."""
        place, self._first = self._first or _made(self._numbered()), None
        context.tracing.start(screenshots=True, snapshots=True)
        return lambda: _finish(context, place)

    def _numbered(self) -> Path:
        number, self._next = self._next, self._next + 1
        return self.file.with_name(f"{self.file.stem}-{number}{self.file.suffix}")


def _made(path: Path) -> Path:
    """Make a file that nobody else can read, from its first moment; never through a link."""
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        os.close(os.open(path, flags, 0o600))
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be made: {error.strerror}", "name a new file in a folder of yours"
        ) from error
    return path


def _finish(context: Traced, place: Path) -> None:
    # The driver writes with a mode of its own, so it writes where nobody else can look.
    with tempfile.TemporaryDirectory(prefix="offswitch-trace-") as folder:
        recorded = Path(folder) / "trace.zip"
        context.tracing.stop(path=recorded)
        shutil.copyfile(recorded, place)
