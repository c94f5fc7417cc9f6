"""What a request says that it does: the operations that its headers, its address, and its body name.

A site's server may look anywhere for the operation. So a request is clear only if whatever can be read in
it was read, and if no other place in it could name one more.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from offswitch.browser.outgoing import Outgoing

_FORM = "application/x-www-form-urlencoded"
_UNSPOKEN = frozenset({"", "text/plain"})
"""Content types that say nothing: a page sends JSON and forms under them as well."""
_OPERATION = "operationName"
_DOCUMENTS = ("query", "document", "doc", "mutation")
"""Fields that GraphQL servers take the text of an operation from."""
_BATCHES = ("batch", "queries", "operations")
"""Fields that hold whole requests: Graph API, graphqlbatch, and the multipart form of GraphQL."""
_OVERRIDE = "_method"
_NAMELESS = ""
"""The key of JSON that has none: a list of texts, a number, `true`."""
_OVERRIDING = frozenset({"x-http-method", "x-http-method-override", "x-method-override"})
"""Headers that tell a server to take another method than the one it was asked with."""
_NAME = re.compile(r"[\w.:/$ -]+")
_COMMENT_OR_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*', re.DOTALL)
_CHANGE = re.compile(r"(?<![\w$@:.])mutation\b(?!\s*:)", re.IGNORECASE)

Pairs = Sequence[tuple[str, object]]


@dataclass(frozen=True)
class Named:
    """What a request says.

    Attributes:
        operations: the names in the field or header that names operations.
        others: what else in it names an operation; ``mutation`` stands for the text of one.
        is_clear: whether nothing in it was left unread.
    """

    operations: tuple[str, ...]
    others: tuple[str, ...]
    is_clear: bool


def named_by(request: Outgoing, field: str) -> Named:
    """Read what a request says that it does.

    Args:
        request: any request.
        field: form field, JSON key, or header that names an operation; may be empty.
    """
    bodies = _bodies(request)
    address = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    in_header = request.headers.get(field.lower(), "") if field else ""
    in_bodies = [_read(pairs, field) for pairs in bodies or ()]
    read = [_read(address, field), *in_bodies]
    named = [in_header, *(name for each in read for name in each.operations)]
    operations = tuple(filter(None, named))
    clear = bodies is not None and all(each.is_clear for each in read)
    clear &= all(_NAME.fullmatch(name) is not None for name in operations)
    others = tuple(name for each in read for name in each.others)
    if (operations or others) and _is_list(bodies or ()):
        # Where anything in a request says what it is, each part of a list has to.
        clear &= all(each.operations or each.others for each in in_bodies)
    return Named(operations, others, clear)


def overrides_its_method(request: Outgoing) -> bool:
    """Tell whether a request asks to be taken for one with another method."""
    return not _OVERRIDING.isdisjoint(request.headers)


def _read(pairs: Pairs, field: str) -> Named:
    """Read the fields of one operation."""
    operations: list[str] = []
    others: list[str] = []
    clear = True
    lookalikes = {*_RESERVED, *([_folded(field)] if field else [])}
    for key, value in pairs:
        text = _as_text(value)
        if field and key == field:
            operations.append(text)
            clear &= bool(text)
        elif key == _OPERATION:
            others += [text] if text else []
            clear &= bool(text) or value in (None, "")
        elif key in _DOCUMENTS:
            others += ["mutation"] if _CHANGE.search(_COMMENT_OR_STRING.sub(" ", text)) else []
        elif _folded(key) in lookalikes:
            clear = False
    clear &= len(operations) <= 1 and sum(key == _OPERATION for key, _ in pairs) <= 1
    return Named(tuple(filter(None, operations)), tuple(others), clear)


def _as_text(value: object) -> str:
    """Return what names an operation: a text; true, false, or a whole number as JSON writes it; else nothing."""
    if isinstance(value, bool | int):
        return json.dumps(value)
    return value if isinstance(value, str) else ""


def _is_list(bodies: Sequence[Pairs]) -> bool:
    """Tell whether a body has several parts, or values without any names."""
    return len(bodies) > 1 or any(key == _NAMELESS for pairs in bodies for key, _ in pairs)


def _bodies(request: Outgoing) -> list[Pairs] | None:
    """Return the fields of each operation in a body; None where not all of it can be read."""
    try:
        text = request.post_data or ""
    except UnicodeDecodeError:
        return None
    if not text.strip():
        return []
    headers = request.headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if (
        headers.get("content-encoding", "identity") != "identity"
        or "\ufffd" in text
        or "\0" in text
    ):
        return None
    looks_like_json = text.lstrip().startswith(("{", "["))
    if kind.endswith(("/json", "+json")) or (kind in _UNSPOKEN and looks_like_json):
        return _objects(text)
    if (kind == _FORM or kind in _UNSPOKEN) and not looks_like_json:
        return _form(text)
    return None


def _objects(text: str) -> list[Pairs] | None:
    """Return the fields of a JSON object, or of each in a batch; bare values are one nameless field."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    batch = data if isinstance(data, list) else [data]
    if not any(isinstance(each, Mapping | list) for each in batch):
        return [[(_NAMELESS, data)]]
    if not all(isinstance(each, Mapping) for each in batch):
        return None
    return [list(each.items()) for each in batch]


def _form(text: str) -> list[Pairs] | None:
    """Return the fields of a form; servers that take a semicolon for an end must find the same ones."""
    pairs = parse_qsl(text, keep_blank_values=True)
    parts = [part.partition("=") for part in re.split("[&;]", text)]
    keys = Counter(unquote_plus(key) for key, sign, _ in parts if sign)
    more = keys - Counter(key for key, _ in pairs)
    return [[*pairs, *((key, "") for key in more.elements())]]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object of its fields.

    Raises:
        ValueError: one of them is there twice, and parsers differ in which they take.
    """
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key that is there twice")
    return made


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _folded(key: str) -> str:
    """Return a key as a lenient server may read it: without case, dots, indexes, and what comes after a zero byte."""
    return re.sub(r"[^a-z0-9]", "_", re.split(r"[\[\0]", key.strip().lower())[0])


_RESERVED = frozenset(map(_folded, (_OPERATION, *_BATCHES, _OVERRIDE, *_DOCUMENTS)))
