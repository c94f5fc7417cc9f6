"""What was found on live pages, in a few lines that say nothing of a person: for whoever keeps the selector files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from offswitch.errors import ConfigError
from offswitch.model.results import Result
from offswitch.report.content import ReportContent, SettingHistory

_HASH = 12
_LAYOUT = re.compile(r"[a-z][a-z0-9_]*/[a-z0-9-]+")
_REGION = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z]{2})?")
_UNKNOWN = "-"
_OWN = "own"


def as_field_report(content: ReportContent, public: Collection[str], region: str = "") -> str:
    """Return a line for each setting: month, setting, outcome, selector file, its hash, and language.

    Nothing else of a result is told: its hint, its address, and the names of the accounts may say who it was.

    Args:
        content: of the report.
        public: full ids of the settings that came with offswitch; any other may be named after a person.
        region: two letters, if the person says where they are.

    Raises:
        ConfigError: the runs were at a replica, there are none of these settings, or the region is unknown.
    """
    if content.scope.at_replica:
        raise ConfigError("nothing was run on live pages yet", "run `offswitch check` first")
    if region and not _REGION.fullmatch(region):
        raise ConfigError(f"{region!r} is no region", "give two capital letters, such as DE")
    lines = [_line(each) for each in content.settings if each.id in public]
    if not lines:
        raise ConfigError("there is no result to report", "run `offswitch check` first")
    head = ["offswitch field report 1", f"version {content.version}"]
    return "\n".join([" ".join([*head, f"region {region}"] if region else head), *lines]) + "\n"


def _line(each: SettingHistory) -> str:
    return " ".join((f"{each.latest.at:%Y-%m}", each.id, *_facts(each.result)))


def _facts(result: Result) -> Iterator[str]:
    yield ":".join(filter(None, (result.status, result.reason)))
    is_bundled = _LAYOUT.fullmatch(result.selectors) is not None
    yield result.selectors if is_bundled else (_OWN if result.selectors else _UNKNOWN)
    digest = result.selector_files.get(result.selectors, "") if is_bundled else ""
    yield digest[:_HASH] or _UNKNOWN
    yield result.language if _LANGUAGE.fullmatch(result.language) else _UNKNOWN
