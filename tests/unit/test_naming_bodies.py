"""A body that nobody can read for certain, or that two parsers read differently, is no read."""

import gzip
import json
from dataclasses import replace
from typing import cast

import pytest
from playwright.sync_api import Request

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from tests.unit.fake_requests import API, FENCE, NAME, decide, request
from tests.unit.named_requests import (
    BY_HEADER,
    BY_KEY,
    BY_PLACE,
    CHANGE,
    FORM,
    HEADER,
    JSON,
    QUERY,
    BytesRequest,
    headed,
    keyed,
    multipart,
)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, "op=GetMe&op=SetMe"),
        (FORM, "op=GetMe&op=GetMe"),
        (FORM, "op=GetMe&op[]=SetMe"),
        (FORM, "op=GetMe&op%5B0%5D=SetMe"),
        (FORM, "op=GetMe& op=SetMe"),
        (FORM, "op=GetMe&OP=SetMe"),
        (FORM, "op=GetMe;op=SetMe"),
        (FORM, "a=1;op=SetMe&op=GetMe"),
        (FORM, "op=GetMe&operation.name=x&operationName=SetMe"),
        (FORM, "op=GetMe&op%00=SetMe"),
        (FORM, '{"op": "GetMe"}'),
        (FORM, '{"op": "SetMe"}&op=GetMe'),
        ("", '{"op": "GetMe"}&op=SetMe'),
        ("", "op=GetMe&_method=PUT"),
        (JSON, "op=GetMe"),
        (JSON, '{"op": "GetMe", "op": "SetMe"}'),
        (JSON, '{"op": "SetMe", "op": "GetMe"}'),
        (JSON, '{"op": "GetMe", "\\u006fp": "SetMe"}'),
        (JSON, '{"op": "GetMe", "variables": {"a": 1, "a": 2}}'),
        (JSON, '{"op": "GetMe", "Op": "SetMe"}'),
        (JSON, '{"op": ["GetMe", "SetMe"]}'),
        (JSON, '{"op": {"GetMe": "SetMe"}}'),
        (JSON, '{"op": "GetMe"} {"op": "SetMe"}'),
        (JSON, '{"op": "GetMe"}\n{"op": "SetMe"}'),
        (JSON, '{"op": "GetMe", "a": NaN}'),
        (JSON, '\ufeff{"op": "GetMe"}'),
        (JSON, '[{"op": "GetMe"}, {}]'),
        (JSON, '[{"op": "GetMe"}, 1]'),
        (JSON, '[[{"op": "GetMe"}]]'),
        (JSON, "[]"),
        (JSON, '"GetMe"'),
        (JSON, '{"op": "GetMe", "a": ' + "[" * 100_000 + "}"),
        (JSON, '{"op": "GetMe", "batch": []}'),
        ("", "op=GetMe\x00"),
        ("", "\x1f\ufffd\x08op=GetMe"),
        ("application/octet-stream", "op=GetMe"),
        ("application/x-protobuf", "op=GetMe"),
        ("multipart/form-data; boundary=x", multipart(("op", "GetMe"))),
    ],
)
def test_what_two_parsers_may_read_differently_is_held(kind: str, body: str) -> None:
    assert not BY_KEY.is_read(keyed(body, kind))


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "aws-chunked"])
def test_a_body_that_is_packed_is_held(encoding: str) -> None:
    assert not BY_HEADER.is_read(headed("{}", **{"content-encoding": encoding}))


@pytest.mark.parametrize(
    "body", [gzip.compress(b"{}"), b"\xff\xfe{}", b"\x80"], ids=["gzip", "utf-16", "a byte"]
)
def test_a_body_of_bytes_is_held_whatever_its_header_names(body: bytes) -> None:
    asked = cast("Request", BytesRequest(body, headers={HEADER: "GetSettings"}))
    assert not BY_HEADER.is_read(asked)


@pytest.mark.parametrize(
    "where", ["?op=SetMe", "?op=GetMe&op=SetMe", "?batch=%5B%5D", "?_method=PUT"]
)
def test_an_address_that_names_something_else_is_held(where: str) -> None:
    assert not BY_KEY.is_read(keyed("op=GetMe", FORM, url=API + where))
    assert BY_KEY.is_read(keyed("op=GetMe", FORM, url=API + "?a=b"))


def test_a_get_that_asks_to_be_taken_for_something_else_is_held() -> None:
    asked = request(method="GET", headers={"x-http-method-override": "POST"})
    assert decide(Guard(FENCE), asked) == "blockedbyclient"


def test_a_read_by_its_place_is_none_if_its_text_changes_something() -> None:
    assert BY_PLACE.is_read(keyed(json.dumps({"query": QUERY}), JSON))
    assert not BY_PLACE.is_read(keyed(json.dumps({"query": CHANGE}), JSON))


def test_what_nobody_can_read_is_no_read_by_its_place_either() -> None:
    named = replace(BY_KEY, reads=("POST /api/graphql/",))
    assert named.is_read(keyed("a=b", FORM))
    assert not named.is_read(keyed(multipart(("op", "SetMe")), "multipart/form-data; boundary=x"))


HOME = "https://www.site.test/api/home/state"
BY_PLACE_TOO = replace(BY_KEY, reads=("Get*", "POST /api/home/*"))


@pytest.mark.parametrize(
    "body",
    [
        "true",
        "null",
        "7",
        '"en"',
        "[]",
        "[1, 2]",
        '["usage", "photos"]',
        '{"fields": ["usage"]}',
        '[{"id": 1}, {"id": 2}]',
    ],
)
def test_json_that_names_nothing_is_a_read_where_its_address_is_declared(body: str) -> None:
    assert BY_PLACE_TOO.is_read(keyed(body, JSON, url=HOME))
    assert not BY_PLACE_TOO.is_read(keyed(body, JSON)), "at another address it is none"
    if body != '{"fields": ["usage"]}':
        assert not BY_HEADER.is_read(headed(body)), "a name in a header speaks for no list"


@pytest.mark.parametrize(
    "body",
    [
        '[{"op": "SetMe"}]',
        '[{"id": 1}, {"op": "SetMe"}]',
        '[{"op": "GetMe"}, {"id": 1}]',
        '[{"id": 1}, 2]',
        '[["op", "SetMe"]]',
        '[{"query": "mutation { save }"}, {"id": 1}]',
    ],
)
def test_an_address_that_reads_does_not_cover_what_its_batch_names(body: str) -> None:
    assert not BY_PLACE_TOO.is_read(keyed(body, JSON, url=HOME))


def test_a_truth_value_or_a_number_names_an_operation_as_json_writes_it() -> None:
    preview = Fence(hosts=FENCE.hosts, operation_field="preview", reads=("true", "2001"))
    assert preview.is_read(keyed('{"preview": true}', JSON))
    assert preview.is_read(keyed('[{"preview": true}, {"preview": 2001}]', JSON))
    assert preview.is_read(keyed("preview=true", FORM))
    for other in ("false", "2002", "2001.0", "null", "[true]", '"True"', "{}"):
        assert not preview.is_read(keyed(f'{{"preview": {other}}}', JSON)), other


def test_another_method_reads_only_at_an_address_that_is_declared_with_it() -> None:
    put = Fence(hosts=FENCE.hosts, reads=("PUT /api/home/state", "*Query"), operation_field=NAME)
    assert put.is_read(request(url=HOME, method="PUT"))
    assert not put.is_read(request(url=HOME))
    assert not put.is_read(request("SettingsQuery", url=HOME, method="PUT"))
    everywhere = Fence(hosts=FENCE.hosts, reads=("* /api/home/state", "DELETE /api/home/state"))
    assert not everywhere.is_read(request(url=HOME, method="PUT"))
    assert not everywhere.is_read(request(url=HOME, method="DELETE"))


def test_a_change_that_is_hidden_in_an_admitted_batch_is_not_sent_while_writing() -> None:
    guard = Guard(BY_KEY)
    with guard.writing(["SetMe"]):
        assert decide(guard, keyed('[{"op": "SetMe"}, {"evil": 1}]', JSON)) == "blockedbyclient"
        assert decide(guard, keyed('{"op": "SetMe"}', JSON)) == "sent"
