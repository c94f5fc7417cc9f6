"""Counts what field reports say (`offswitch report --field`): which route worked on live pages, how often, since when.

usage: field_reports.py FILE...     print it; each file holds one report, as somebody pasted it into an issue
       field_reports.py --merge     count those in docs/field-reports/ into the evidence of the selector files
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from offswitch.model.evidence import Evidence
from offswitch.model.geography import SelectorFile

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "docs" / "field-reports"
SELECTORS = ROOT / "selectors"
HEAD = re.compile(r"offswitch field report 1 version [\w.+-]{1,30}( region [A-Z]{2})?")
LINE = re.compile(
    r"(?P<month>20[0-9]{2}-(0[1-9]|1[0-2])) (?P<setting>[a-z0-9_]+\.[a-z0-9_]+)"
    r" (?P<outcome>[a-z_]+(:[a-z_]+)?) (?P<file>[a-z0-9_]+/[a-z0-9-]+|own|-) ([0-9a-f]{12}|-)"
    r" ([A-Za-z]{2,3}([_-][A-Za-z]{2})?|-)"
)
WORKED = {"ok", "changed", "pending"}
"""Outcomes for which the route was followed on a live page, and the control read."""
_COUNTS = re.compile(r"(reports|worked|since) = ")


@dataclass(frozen=True)
class Found:
    """One line of a report."""

    month: str
    setting: str
    outcome: str
    file: str

    @property
    def has_worked(self) -> bool:
        """Whether the control was found and read."""
        return self.outcome.partition(":")[0] in WORKED

    @property
    def has_failed(self) -> bool:
        """Whether the route led nowhere, or what it led to could not be read or proved."""
        return self.outcome.partition(":")[0] == "failed"


@dataclass(frozen=True)
class Count:
    """What the reports say of one route.

    Attributes:
        reports: how many tell of it.
        worked: by how many it worked.
        since: the first month of those.
    """

    reports: int = 0
    worked: int = 0
    since: str = ""


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


def by_route(found: Iterable[Found]) -> dict[tuple[str, str], list[Found]]:
    """Return the lines by setting and selector file, in order."""
    routes: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for each in found:
        routes[each.setting, each.file].append(each)
    return dict(sorted(routes.items()))


def summary(found: Iterable[Found]) -> Iterator[str]:
    """Yield a line for each setting and selector file, in order."""
    for (setting, file), some in by_route(found).items():
        worked = [each for each in some if each.has_worked]
        others = sorted({each.outcome for each in some if not each.has_worked})
        parts = [f"{setting} by {file}:"]
        if worked and "/" in file:
            parts.append(f"live = true, {len(worked)} since {min(each.month for each in worked)}")
        if others:
            parts.append(f"not: {', '.join(others)} ({len(some) - len(worked)})")
        yield " ".join(parts)


def count(lines: Iterable[Found], seen: dt.date) -> Count:
    """Count what is said of one route.

    Args:
        lines: about it.
        seen: the day of its evidence; what is from a month before is about a route that was rewritten since.
    """
    about = [each for each in lines if each.month >= f"{seen:%Y-%m}"]
    worked = [each.month for each in about if each.has_worked]
    failed = [each for each in about if each.has_failed]
    return Count(len(worked) + len(failed), len(worked), min(worked, default=""))


def merged(text: str, file: str, routes: Mapping[tuple[str, str], list[Found]]) -> str:
    """Return a selector file with the counts in its evidence; the same counts give the same text.

    Args:
        text: the file.
        file: its platform and version, as a report names them.
        routes: every line of every report.
    """
    data = SelectorFile.model_validate(tomllib.loads(text))
    written: list[str] = []
    note: Evidence | None = None
    found = Count()
    for line in text.splitlines(keepends=True):
        if line.startswith("["):
            name = line.strip().removeprefix("[evidence.").removesuffix("]")
            note = data.evidence.get(name) if line.startswith("[evidence.") else None
            if note:
                found = count(routes.get((f"{data.platform}.{name}", file), ()), note.seen)
        if note and _COUNTS.match(line):
            continue
        if note and line.startswith("live = "):
            written += _live(note, found)
            continue
        written.append(line)
    return "".join(written)


def _live(note: Evidence, found: Count) -> Iterator[str]:
    """Yield what the evidence of one route says of live pages; a person's own word stays."""
    is_told = note.live and not note.worked
    yield f"live = {'true' if found.worked or is_told else 'false'}\n"
    if found.reports:
        yield f"reports = {found.reports}\n"
    if found.worked:
        yield f"worked = {found.worked}\n"
        yield f'since = "{found.since}"\n'


def merge(selectors: Path, reports: Path) -> list[Path]:
    """Count the reports of a folder into the selector files of another.

    Returns:
        The files that say something else now.

    Raises:
        ValueError: something in the folder is no field report.
    """
    found = [
        line
        for path in sorted(reports.glob("*.txt"))
        for line in lines_of(path.read_text(encoding="utf-8"))
    ]
    routes, changed = by_route(found), []
    for path in sorted(selectors.glob("*/*.toml")):
        text = path.read_text(encoding="utf-8")
        now = merged(text, f"{path.parent.name}/{path.stem}", routes)
        if now != text:
            SelectorFile.model_validate(tomllib.loads(now))
            path.write_text(now, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed


def main(arguments: list[str]) -> int:
    """Print what the reports in some files say together, or count the kept ones into the evidence."""
    if arguments == ["--merge"]:
        for path in merge(SELECTORS, KEPT):
            print(path.relative_to(ROOT))
        return 0
    found: list[Found] = []
    for name in arguments:
        try:
            found += lines_of(Path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 1
    print("\n".join(summary(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
