"""The chain's head in a report, which allows it to be checked against the journal later."""

from __future__ import annotations

import re
from pathlib import Path

from offswitch.errors import ConfigError

_HEAD = re.compile(r"(?<![0-9a-f:])[0-9]{1,18}:[0-9a-f]{64}(?![0-9a-f])")
_LARGEST = 200_000_000


def head_of(path: Path) -> str:
    """Return the head in a report of any kind.

    Raises:
        ConfigError: The file cannot be read, or does not contain exactly one head.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(
                f"{path} is too large for a report", "use a file that `offswitch report` wrote"
            )
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read: {error.strerror}", "use a file that `offswitch report` wrote"
        ) from error
    found = set(_HEAD.findall(text))
    if len(found) != 1:
        what = "does not contain the head of a journal" if not found else "contains several heads"
        raise ConfigError(f"{path} {what}", "use a file that `offswitch report` wrote")
    return str(found.pop())
