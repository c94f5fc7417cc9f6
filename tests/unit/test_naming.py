"""A name that reads over a body that does something else is no read."""

import json
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Request

from offswitch.browser.guard import Guard
from tests.unit.fake_requests import API, FENCE, NAME, decide, request
from tests.unit.named_requests import (
    BY_HEADER,
    BY_KEY,
    BY_OPERATION,
    CHANGE,
    FORM,
    HEADER,
    JSON,
    QUERY,
    headed,
    keyed,
    multipart,
)


@pytest.mark.parametrize(
    "asked",
    [
        headed(None),
        headed("{}"),
        headed(json.dumps({"variables": {"query": CHANGE, "operationName": "Set"}})),
        headed(json.dumps({"operationName": "GetSettings", "query": QUERY, "variables": None})),
        headed(json.dumps({"operationName": None, "query": "{ viewer { mutation: id } }"})),
        headed(json.dumps({"query": 'query { a(text: "a mutation") } # mutation { b }'})),
        headed(json.dumps({"query": "query ($mutation: ID) { a(b: $mutation) @mutation }"})),
        headed("a=b&c=%7B%7D", FORM),
        headed("a=b", f"{FORM}; charset=UTF-8"),
        headed("{}", "application/graphql+json"),
        headed("{}", "text/plain;charset=UTF-8"),
        headed(json.dumps([{"operationName": "GetA"}, {"operationName": "GetB"}])),
    ],
)
def test_a_name_in_a_header_reads_over_a_body_that_names_nothing_else(asked: Request) -> None:
    assert BY_HEADER.is_read(asked)
    assert decide(Guard(BY_HEADER), asked) == "sent"


@pytest.mark.parametrize(
    "asked",
    [
        headed(json.dumps({"operationName": "SetSettings"})),
        headed(json.dumps({"X-Operation": "SetSettings"})),
        headed(json.dumps({"x_operation": "SetSettings"})),
        headed(json.dumps({"query": CHANGE})),
        headed(json.dumps({"query": f"{QUERY} {CHANGE}", "operationName": "GetSettings"})),
        headed(json.dumps({"query": f'query {{ a(text: """x""") }} {CHANGE}'})),
        headed(json.dumps({"query": "#\nmutation { save }"})),
        headed(json.dumps({"query": "{a}mutation{save}"})),
        headed(json.dumps({"document": CHANGE})),
        headed(json.dumps({"Query": CHANGE})),
        headed(json.dumps({"operationname": "SetSettings"})),
        headed(json.dumps({"operationName": ["SetSettings"]})),
        headed("operationName=SetSettings", FORM),
        headed(urlencode({"query": CHANGE}), FORM),
        request(
            post_data="{}", headers={HEADER: "GetSettings"}, url=f"{API}?operationName=SetSettings"
        ),
        request(
            post_data="{}",
            headers={HEADER: "GetSettings"},
            url=f"{API}?query={quote(CHANGE)}",
        ),
        headed("{}", **{"x-http-method-override": "DELETE"}),
        headed("_method=DELETE", FORM),
        request(post_data="{}", headers={HEADER: "GetSettings, SetSettings"}),
        request(post_data="{}", headers={HEADER: "GetSettings"}, url=f"{API}?batch=1"),
    ],
)
def test_a_name_that_reads_over_a_body_that_names_a_change_is_held(asked: Request) -> None:
    assert not BY_HEADER.is_read(asked)
    assert decide(Guard(BY_HEADER), asked) == "blockedbyclient"


# As public clients send them


PUBLIC_FORMS = {
    "Apollo: a batch is an array": (
        JSON,
        json.dumps([{"operationName": "GetA", "query": QUERY}, {"query": CHANGE}]),
    ),
    "Apollo: an element of a batch without a name": (
        JSON,
        json.dumps([{"operationName": "GetA"}, {"extensions": {"persistedQuery": {}}}]),
    ),
    "Apollo: a persisted query that is registered with its text": (
        JSON,
        json.dumps(
            {
                "operationName": "GetSettings",
                "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "e" * 64}},
                "query": CHANGE,
            }
        ),
    ),
    "multipart: operations and map": (
        "multipart/form-data; boundary=x",
        multipart(("operations", json.dumps({"query": CHANGE})), ("map", "{}"), ("0", "file")),
    ),
    "multipart: the first field names a read": (
        "multipart/form-data; boundary=x",
        multipart(("operationName", "GetSettings"), ("query", CHANGE)),
    ),
    "Graph API: a batch in a field": (
        FORM,
        urlencode({"batch": json.dumps([{"method": "POST", "relative_url": "me/settings"}])}),
    ),
    "graphqlbatch: queries in a field": (
        FORM,
        urlencode({"queries": json.dumps({"o0": {"doc_id": "1"}}), "method": "GET"}),
    ),
    "GraphQL as text": ("application/graphql", CHANGE),
    "a remote procedure call": ("application/grpc-web+proto", "\x00\x00\x00\x00\x05hello"),
    "OData: a batch of parts": (
        "multipart/mixed; boundary=x",
        "--x\r\nContent-Type: application/http\r\n\r\nDELETE /a HTTP/1.1\r\n\r\n--x--",
    ),
}


@pytest.mark.parametrize(("kind", "body"), PUBLIC_FORMS.values(), ids=PUBLIC_FORMS)
def test_no_public_form_of_several_operations_passes_as_one_read(kind: str, body: str) -> None:
    assert not BY_HEADER.is_read(headed(body, kind))
    assert not BY_OPERATION.is_read(keyed(body, kind))
    named = f"op=GetSettings&{body}" if kind == FORM else body
    assert not BY_KEY.is_read(keyed(named, kind))


def test_a_persisted_read_is_a_read() -> None:
    hashed = {"persistedQuery": {"version": 1, "sha256Hash": "e" * 64}}
    body = json.dumps({"operationName": "GetSettings", "extensions": hashed})
    assert BY_OPERATION.is_read(keyed(body, JSON))


def test_a_platform_s_own_form_is_a_read() -> None:
    fields = {"av": "1", NAME: "SettingsQuery", "variables": '{"a":1}', "doc_id": "1"}
    body = urlencode({**fields, "server_timestamps": "true"})
    headers = {"content-type": FORM, "x-fb-friendly-name": "SettingsQuery"}
    assert FENCE.is_read(request(post_data=body, headers=headers))
