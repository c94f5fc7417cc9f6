"""A replica without a browser, and requests as its pages send them."""

import http.client
import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from offswitch.replica import Replica, load_scenario, serve

ADA, BEN = "100000000000001", "100000000000002"
PARTNERS = "accounts_center.partner_activity"
HOME = "www.facebook.com"
CENTER = "accountscenter.facebook.com"


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with serve(load_scenario()) as running:
        yield running
        assert running.problems == []


def ask(
    replica: Replica,
    host: str,
    path: str,
    method: str = "GET",
    body: str | None = None,
    *,
    cookie: str = "",
) -> tuple[http.client.HTTPResponse, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", replica.port, timeout=10)
    headers = {"Host": host, "Cookie": cookie}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    link.request(method, path, body=body, headers=headers)
    answer = link.getresponse()
    content = answer.read()
    link.close()
    return answer, content


def cookie_of(replica: Replica, account: str) -> str:
    return "; ".join(f"{c['name']}={c['value']}" for c in replica.session(account)["cookies"])


def operate(replica: Replica, name: str, variables: object = None, account: str = ADA) -> object:
    body = urlencode(
        {"fb_api_req_friendly_name": name, "variables": json.dumps({"input": variables})}
    )
    cookie = cookie_of(replica, account)
    _, content = ask(replica, CENTER, "/api/graphql/", "POST", body, cookie=cookie)
    return json.loads(content)
