"""Counts what field reports say (`offswitch report --field`): which route worked on live pages, how often, since when.

usage: field_reports.py FILE...     each file holds one report, as somebody pasted it into an issue

Prints a line for each setting and selector file: whose evidence may say `live = true`, and who could not be served.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HEAD = re.compile(r"offswitch field report 1 version [\w.+-]{1,30}( region [A-Z]{2})?")
LINE = re.compile(
    r"(?P<month>20[0-9]{2}-(0[1-9]|1[0-2])) (?P<setting>[a-z0-9_]+\.[a-z0-9_]+)"
    r" (?P<outcome>[a-z_]+(:[a-z_]+)?) (?P<file>[a-z0-9_]+/[a-z0-9-]+|own|-) ([0-9a-f]{12}|-)"
    r" ([A-Za-z]{2,3}([_-][A-Za-z]{2})?|-)"
)
WORKED = {"ok", "changed", "pending"}
"""Outcomes for which the route was followed on a live page, and the control read."""


@dataclass(frozen=True)
class Found:
    """One line of a report."""

    month: str
    setting: str
    outcome: str
    file: str


def lines_of(report: str) -> Iterator[Found]:
    """Yield what a report says.

    Raises:
        ValueError: it is no field report; a report from a stranger may say anything.
    """
    head, *lines = report.strip().splitlines() or [""]
    if not HEAD.fullmatch(head):
        message = f"no field report: {head[:60]!r}"
        raise ValueError(message)
    for line in lines:
        found = LINE.fullmatch(line)
        if found is None:
            message = f"no line of a field report: {line[:60]!r}"
            raise ValueError(message)
        yield Found(found["month"], found["setting"], found["outcome"], found["file"])


def summary(found: Iterable[Found]) -> Iterator[str]:
    """Yield a line for each setting and selector file, in order."""
    by_route: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for each in found:
        by_route[each.setting, each.file].append(each)
    for (setting, file), some in sorted(by_route.items()):
        worked = [each for each in some if each.outcome in WORKED]
        others = sorted({each.outcome for each in some} - WORKED)
        parts = [f"{setting} by {file}:"]
        if worked and "/" in file:
            parts.append(f"live = true, {len(worked)} since {min(each.month for each in worked)}")
        if others:
            parts.append(f"not: {', '.join(others)} ({len(some) - len(worked)})")
        yield " ".join(parts)


def main(files: list[str]) -> int:
    """Print what the reports in some files say together."""
    found: list[Found] = []
    for name in files:
        try:
            found += lines_of(Path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 1
    print("\n".join(summary(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
