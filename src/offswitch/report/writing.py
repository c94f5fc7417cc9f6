"""Writes the requested reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from offswitch.errors import ConfigError
from offswitch.report.output import STDOUT, write

if TYPE_CHECKING:
    from pathlib import Path

    from offswitch.journal import JournalReader
    from offswitch.model.results import SettingInfo
    from offswitch.model.scope import Scope
    from offswitch.report.content import ReportContent


def write_reports(
    journal: JournalReader,
    scope: Scope,
    catalogue: Sequence[SettingInfo],
    files: Mapping[str, Path | None],
    *,
    titles: Mapping[str, str] = MappingProxyType({}),
    public: Collection[str] = (),
    region: str = "",
) -> list[Path]:
    """Write a report in each of the requested formats.

    Args:
        journal: The journal.
        scope: Whose data the report is about.
        catalogue: What is known about every setting.
        files: The path for each of ``html``, ``json``, ``junit`` and ``field``, or None; ``-`` is standard
            output.
        titles: The title of each platform.
        public: Full ids of the settings that a field report may name.
        region: Where the person says that they are, for a field report.

    Returns:
        The files that were written.

    Raises:
        ConfigError: No format was requested, two were for standard output, or a file cannot be written.
    """
    # The page's template library is slow to load, and only a report needs it.
    from offswitch.journal.pictures import pictures_of
    from offswitch.report.content import gather
    from offswitch.report.field import as_field_report
    from offswitch.report.page import as_page
    from offswitch.report.plain import as_json, as_junit

    wanted = {form: path for form, path in files.items() if path is not None}
    if not wanted:
        raise ConfigError(
            "no output file was given",
            "give one: --html FILE, --json FILE, --junit FILE, --field FILE",
        )
    if list(wanted.values()).count(STDOUT) > 1:
        raise ConfigError("two reports would be mixed in one output", "give each its own file")
    made = dt.datetime.now(dt.UTC)
    pictures = pictures_of(journal, scope) if "html" in wanted else {}
    content = gather(journal, scope, catalogue, pictures, made=made, titles=titles)
    forms: dict[str, Callable[[ReportContent], str]] = {
        "html": as_page,
        "json": as_json,
        "junit": as_junit,
        "field": partial(as_field_report, public=public, region=region),
    }
    for form, path in wanted.items():
        write(path, forms[form](content).encode())
    return [path for path in wanted.values() if path != STDOUT]
