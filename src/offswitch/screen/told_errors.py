"""An answer with a good status that names an error in its body, as GraphQL, JSON-RPC, and many envelopes do."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

_LONGEST = 4_000_000
"""A longer body is taken for an answer: no settings page reads its state from one."""
_PADDING = re.compile(
    r"\s*(?:/\*.*?\*/\s*)?(?:[\w.$ =!'\"]+&&\s*)?[\w.$]+\((.*)\)\s*;?\s*", re.DOTALL
)
"""What stands around JSON that comes as a script: the function that is called with it."""
_OF_AN_ANSWER = frozenset(
    {"data", "errors", "error", "extensions", "id", "jsonrpc", "result", "status"}
)
"""What one answer of several holds; an entry with other names is data that happens to speak of errors."""
_OF_AN_ENVELOPE = _OF_AN_ANSWER | {
    "code", "detail", "details", "message", "msg", "ok", "path", "reason", "request_id", "requestId",
    "success", "timestamp", "trace_id", "traceId",
}  # fmt: skip
"""What stands around the data of an answer, by convention."""
_FAILED = frozenset({"error", "fail", "failed", "failure"})
_GOOD_CODES = frozenset({"0", "200", "OK", "ok", "SUCCESS", "success", "None"})


def told_in(body: str) -> Literal["answered", "failed", "in part"]:
    """Tell whether a body holds what was asked for: ``in part``, if it names an error beside good data."""
    padded = _PADDING.fullmatch(body) if len(body) <= _LONGEST else None
    try:
        told = json.loads(padded[1] if padded else body) if len(body) <= _LONGEST else None
    except ValueError:
        return "answered"  # it is not JSON
    if isinstance(told, list):
        several = [each for each in told if isinstance(each, dict) and each.keys() <= _OF_AN_ANSWER]
        return "in part" if any(_names_an_error(each) for each in several) else "answered"
    if not isinstance(told, dict) or not _names_an_error(told):
        return "answered"
    return "in part" if _is_data(told.get("data")) or _is_data(told.get("result")) else "failed"


def _names_an_error(answer: dict[str, Any]) -> bool:
    return bool(answer.get("errors") or answer.get("error")) or _says_that_it_failed(answer)


def _says_that_it_failed(answer: dict[str, Any]) -> bool:
    """Tell whether what is around the data says so; an object with other names is no envelope, but data itself."""
    if not answer.keys() <= _OF_AN_ENVELOPE:
        return False
    if False in {answer.get("success"), answer.get("ok")} or answer.get("status") in _FAILED:
        return True
    lacks = "data" in answer and not _is_data(answer["data"])
    return lacks and str(answer.get("code", "0")) not in _GOOD_CODES


def _is_data(value: Any) -> bool:
    """Tell whether anything was answered: a field that could not be read is null."""
    return (
        any(each is not None for each in value.values()) if isinstance(value, dict) else bool(value)
    )
