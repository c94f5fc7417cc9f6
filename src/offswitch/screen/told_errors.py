"""An answer with a good status that carries an error: GraphQL, JSON-RPC, gRPC, batches, and many envelopes tell errors so."""

from __future__ import annotations

import base64
import json
import re
from contextlib import suppress
from typing import Any, Literal

PADDED_JSON = "application/json-p"
"""For JSON that comes as a script: a kind of our own."""
_PARTS = "multipart/"
_RPC = "application/grpc"
_TELLING = ("json", "javascript", _PARTS, _RPC, "html")
_STATUS_OF_PART = re.compile(rb"^HTTP/[\d.]+ (\d{3})", re.MULTILINE)
"""In a batch of answers, as OData has: each has its own status line."""
_STATUS_OF_RPC = re.compile(rb"grpc-status: *(\d+)", re.IGNORECASE)
"""At the end of an answer of gRPC-Web, where a server may also put what it has no header for any more."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_VARYING = re.compile(r"[\w+/=-]{16,}|\d+")
"""What differs in one page each time that it is served, such as a nonce."""
_BAD_STATUS = 400
Told = Literal["answered", "failed", "in part"]
_LONGEST = 4_000_000
"""A longer body is taken for an answer: no settings page reads its state from one."""
_PADDING = re.compile(
    r"\s*(?:/\*.*?\*/\s*)?(?:[\w.$ =!'\"]+&&\s*)?[\w.$]+\((.*)\)\s*;?\s*", re.DOTALL
)
"""What stands around JSON that comes as a script: the function that is called with it."""
_GUARD = re.compile(r"\s*(?:for *\(;;\);|while *\(1\);|\)\]\}',?|throw [^;\n]*;)\s*")
"""What stands before JSON so that no other site can run it as a script, as large sites write it."""
_OF_AN_ANSWER = frozenset(
    {"data", "errors", "error", "extensions", "id", "jsonrpc", "result", "status"}
)
"""What one answer of several holds; an entry with other names is data that happens to speak of errors."""
_OF_AN_ENVELOPE = _OF_AN_ANSWER | {
    "code", "detail", "details", "message", "msg", "ok", "path", "reason", "request_id", "requestId",
    "success", "timestamp", "trace_id", "traceId",
}  # fmt: skip
"""What stands around the data of an answer, by convention."""
_OF_PARTIAL = "errorsWhileComputingFlags"
"""PostHog's own word for an answer that lacks some flags."""
_DEEP = 3
_RECORD_SEPARATOR = "\x1e"
_OF_A_SOCKET = frozenset({"error", "connection_error"})
"""Types of messages that GraphQL sends over a socket in place of data."""
_FAILED = frozenset({"error", "fail", "failed", "failure"})
_GOOD_CODES = frozenset({"0", "200", "OK", "ok", "SUCCESS", "success", "None"})


def may_tell_errors(kind: str) -> bool:
    """Tell whether an answer of this content type may tell an error in its body."""
    return any(each in kind for each in _TELLING)


def told_in(body: bytes, kind: str, document: str = "") -> Told:
    """Tell whether a body holds what was asked for: ``in part``, if it names an error beside good data.

    Args:
        body: the answer.
        kind: its content type.
        document: the HTML of the page that has asked.
    """
    if kind.startswith(_PARTS):
        statuses = [int(each) for each in _STATUS_OF_PART.findall(body)]
        return "failed" if any(each >= _BAD_STATUS for each in statuses) else "answered"
    if kind.startswith(_RPC):
        plain = _decoded(body) if "text" in kind else body
        return "failed" if any(map(int, _STATUS_OF_RPC.findall(plain))) else "answered"
    text = body.decode(errors="replace")
    if "html" in kind:
        # A server that answers whatever it does not know with its one page, as those of many apps do.
        is_same = bool(document) and _VARYING.sub("", text) == _VARYING.sub("", document)
        return "failed" if is_same else "answered"
    return _told_in_json(text)


def _decoded(body: bytes) -> bytes:
    """Decode Base64 that was written piece by piece; what is no piece of it is left out."""
    plain = b""
    for each in _BASE64.findall(body):
        with suppress(ValueError):
            plain += base64.b64decode(each + b"=" * (-len(each) % 4))
    return plain


def _told_in_json(body: str) -> Told:
    if len(body) > _LONGEST:
        return "answered"
    padded = _PADDING.fullmatch(body)
    try:
        told = json.loads(padded[1] if padded else _GUARD.sub("", body, count=1))
    except ValueError:
        return "answered"  # it is not JSON
    if _holds_a_failure(told, _DEEP):
        return "failed"
    if not isinstance(told, list):
        return _told_in_answer(told)
    answers = [each for each in told if isinstance(each, dict) and each.keys() <= _OF_AN_ANSWER]
    fates = {_told_in_answer(each) for each in answers}
    # Each answer of a batch is one of its own: what asked for the one that failed has got nothing.
    return "failed" if "failed" in fates else "in part" if "in part" in fates else "answered"


def _told_in_answer(told: Any) -> Told:
    if not isinstance(told, dict) or not _names_an_error(told):
        return "answered"
    has_data = any(_is_data(told.get(name)) for name in ("data", "result", "payload"))
    return "in part" if has_data and not _is_bare_code(told) else "failed"


def _names_an_error(answer: dict[str, Any]) -> bool:
    has_error = any(answer.get(name) for name in ("errors", "error", _OF_PARTIAL))
    return has_error or _is_bare_code(answer) or _says_that_it_failed(answer)


def tells_an_error(message: str | bytes) -> bool:
    """Tell whether a message over a socket says that something was refused, as Meteor and GraphQL say it in JSON."""
    if not isinstance(message, str):
        return False
    # SignalR ends each of its messages with the sign that separates records, and may send several at once.
    return any(_tells_an_error(each) for each in message.split(_RECORD_SEPARATOR))


def _tells_an_error(message: str) -> bool:
    try:
        told = json.loads(message)
    except ValueError:
        return False
    if not isinstance(told, dict):
        return False
    return _names_an_error(told) or str(told.get("type")) in _OF_A_SOCKET


def _holds_a_failure(told: Any, deep: int) -> bool:
    """Tell whether an answer holds several others, one of which failed, or was put together from too few parts."""
    if not deep or not isinstance(told, dict | list):
        return False
    if isinstance(told, dict):
        shards = told.get("_shards")  # Elasticsearch: what the others hold is not among the hits
        if isinstance(shards, dict) and shards.get("failed"):
            return True
        return any(_holds_a_failure(value, deep - 1) for value in told.values())
    outcomes = [_outcome(each) for each in told]
    return None not in outcomes and False in outcomes


def _outcome(item: Any) -> bool | None:
    """Tell whether one of several answers is good: by its own status, or its ``success``; None where it is no answer."""
    if not isinstance(item, dict):
        return None
    status = item.get("status", item.get("code"))
    if isinstance(status, int) and "body" in item:
        return status < _BAD_STATUS
    if isinstance(success := item.get("success"), bool):
        return success or not (item.get("error") or item.get("errors"))
    return None


def _is_bare_code(answer: dict[str, Any]) -> bool:
    """Tell whether a call was answered with the number of an error alone, as OpenWrt's ubus does: ``[6]``."""
    result = answer.get("result") if "jsonrpc" in answer else None
    if isinstance(result, list) and len(result) == 1 and type(result[0]) is int:
        return result[0] > 0
    return False


def _says_that_it_failed(answer: dict[str, Any]) -> bool:
    """Tell whether what is around the data says so; an object with other names is no envelope, but data itself."""
    if not answer.keys() <= _OF_AN_ENVELOPE:
        return False
    if False in (answer.get("success"), answer.get("ok")) or str(answer.get("status")) in _FAILED:
        return True
    lacks = "data" in answer and not _is_data(answer["data"])
    return lacks and str(answer.get("code", "0")) not in _GOOD_CODES


def _is_data(value: Any) -> bool:
    """Tell whether anything was answered: a field that could not be read is null."""
    return (
        any(each is not None for each in value.values()) if isinstance(value, dict) else bool(value)
    )
