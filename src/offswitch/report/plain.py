"""Reports for programs: JSON for scripts, JUnit for tools that show test results."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

from offswitch.model.words import Status
from offswitch.report.content import ReportContent, ReportState, SettingHistory
from offswitch.wording import BY_SOCKET, said

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 may hold, not even escaped."""


def as_json(content: ReportContent) -> str:
    """Return a report as one JSON object."""
    data = {
        "schema": 1,
        "report": {
            "made": content.made.isoformat(),
            "version": content.version,
            "profile": content.scope.profile,
            "replica": content.scope.at_replica,
            "chain": content.head,
            "problems": list(content.problems),
        },
        "summary": {state.value: content.count(state) for state in ReportState},
        "settings": [_setting(each) for each in content.settings],
        "begun": [
            {
                "run": each.run,
                "setting": each.setting,
                "at": each.at.isoformat(),
                "before": each.before,
            }
            for each in content.begun
        ],
        "changes": [
            {"run": each.run, "at": each.at.isoformat(), **each.control.model_dump(mode="json")}
            for each in content.findings
        ],
        "only_you": [info.model_dump(mode="json") for info in content.to_do],
        "done": {setting: day.isoformat() for setting, day in sorted(content.done.items())},
        "runs": [
            {"id": run.id, "mode": run.mode, "started": run.started.isoformat(), "state": run.state}
            for run in content.runs
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def as_junit(content: ReportContent) -> str:
    """Return a report as JUnit XML: a setting that is on is a failure, an unreadable one is an error."""
    root = ET.Element("testsuites", name=f"offswitch {content.scope.profile}")
    for platform in dict.fromkeys(each.result.platform for each in content.settings):
        own = [each for each in content.settings if each.result.platform == platform]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=platform,
            tests=str(len(own)),
            failures=str(sum(each.state is ReportState.ON for each in own)),
            errors=str(sum(each.state is ReportState.UNKNOWN for each in own)),
            skipped=str(sum(each.state is ReportState.NONE for each in own)),
            timestamp=content.made.replace(tzinfo=None).isoformat(timespec="seconds"),
        )
        properties = ET.SubElement(suite, "properties")
        ET.SubElement(properties, "property", name="chain", value=content.head)
        ET.SubElement(
            properties, "property", name="replica", value=str(content.scope.at_replica).lower()
        )
        for each in own:
            _case(suite, each)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_printable(text)}\n'


def _setting(each: SettingHistory) -> dict[str, Any]:
    return {
        "state": each.state.value,
        "read": each.read.at.isoformat() if each.read else None,
        "looked": each.latest.at.isoformat(),
        "came_back": each.drifts,
        "by_socket": each.is_by_socket,
        "result": each.result.model_dump(mode="json"),
        "timeline": [
            {
                "from": period.transition.at.isoformat(),
                "until": period.until.isoformat(),
                "state": period.state.value,
                "status": period.transition.status,
                "reason": period.transition.reason,
                "run": period.transition.run,
            }
            for period in each.periods
        ],
    }


def _case(suite: ET.Element, each: SettingHistory) -> None:
    result = each.result
    case = ET.SubElement(suite, "testcase", classname=result.platform, name=each.id, time="0")
    words = {ReportState.ON: "failure", ReportState.UNKNOWN: "error", ReportState.NONE: "skipped"}
    if each.state in words:
        told = ET.SubElement(case, words[each.state], message=said(result))
        if each.state is not ReportState.NONE:
            told.set("type", str(result.reason or Status.PENDING))
            told.text = result.hint
    lines = [f"warning: {warning}" for warning in dict.fromkeys(result.warnings)]
    if each.is_by_socket:
        lines.append(f"note: {BY_SOCKET}")
    if lines:
        ET.SubElement(case, "system-out").text = "\n".join(lines)


def _printable(text: str) -> str:
    """Drop characters that XML does not allow; a page's label may contain anything."""
    return _NOT_IN_XML.sub("", text)
