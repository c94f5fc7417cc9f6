"""Where the browser may go, and which operation a request is."""

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from tests.unit.fake_requests import FENCE, NAME, decide, request

# The fence


@pytest.mark.parametrize(
    "url",
    [
        "https://www.site.test/",
        "https://www.site.test:443/settings?x=1",
        "wss://www.site.test/chat",
        "http://127.0.0.1:8080/",
        "https://static.cdn.test/a.js",
        "data:text/plain,x",
        "blob:https://www.site.test/1",
        "about:blank",
    ],
)
def test_the_platform_s_own_addresses_are_admitted(url: str) -> None:
    assert FENCE.admits(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.site.test/",
        "ws://www.site.test/chat",
        "https://www.site.test:8443/",
        "https://site.test/",
        "https://other.site.test/",
        "https://www.site.test.evil.test/",
        "https://www.site.test@evil.test/",
        "https://evil.test/?www.site.test",
        "https://evil.test#www.site.test",
        "https://cdn.test.evil.test/a.js",
        "https://cdn.test/a.js",
        "http://127.0.0.1:9090/",
        "http://127.0.0.1/",
        "http://localhost:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "chrome://settings/",
        "ftp://www.site.test/",
    ],
)
def test_no_other_address_is_let_through(url: str) -> None:
    assert not FENCE.admits(url)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_content_hosts_serve_and_are_sent_nothing(method: str) -> None:
    assert FENCE.admits("https://static.cdn.test/a.png", "GET")
    assert not FENCE.admits("https://static.cdn.test/a.png", method)
    assert FENCE.admits("https://www.site.test/a", method)


@pytest.mark.parametrize("scheme", ["http", "ws", "wss"])
def test_content_hosts_serve_over_tls_alone_and_open_no_socket(scheme: str) -> None:
    assert not FENCE.admits(f"{scheme}://static.cdn.test/a")


# Which operation is it?


def test_the_operation_is_named_by_a_form_field() -> None:
    assert FENCE.operations(request("SettingsQuery")) == ("SettingsQuery",)
    encoded = request(post_data=f"{NAME}=Save%20Mutation&x=1")
    assert FENCE.operations(encoded) == ("Save Mutation",)


def test_the_operation_is_named_by_a_json_key() -> None:
    assert FENCE.operations(request(post_data=f'{{"{NAME}": "SettingsQuery"}}')) == (
        "SettingsQuery",
    )


def test_a_header_names_the_operation_whatever_its_case() -> None:
    fence = Fence(hosts=FENCE.hosts, operation_field="X-Operation", reads=("*Query",))
    assert fence.operations(request(headers={"x-operation": "SettingsQuery"})) == ("SettingsQuery",)


@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        "{",
        "[1, 2]",
        '"text"',
        "{not json}",
        "plain text",
        f"x{NAME}=SettingsQuery",
        "a=b",
    ],
)
def test_what_names_no_operation_has_none_and_is_no_read(body: str | None) -> None:
    asked = request(post_data=body)
    assert FENCE.operations(asked) == ()
    assert not FENCE.is_read(asked)


def test_a_platform_that_names_nothing_has_no_reads_by_post() -> None:
    plain = Fence(hosts=FENCE.hosts)
    assert not plain.is_read(request("SettingsQuery"))
    assert plain.is_read(request(method="GET"))


def test_a_request_without_a_name_is_not_a_read_whatever_reads_are_declared() -> None:
    anything = Fence(hosts=FENCE.hosts, operation_field=NAME, reads=("*",))
    assert anything.is_read(request("Whatever"))
    assert not anything.is_read(request())


def test_only_a_body_in_a_known_form_is_understood() -> None:
    """A list of operations, of which one might change something, is no read."""
    batch = f'[{{"{NAME}": "SettingsQuery"}}, {{"{NAME}": "SaveMutation"}}]'
    assert not FENCE.is_read(request(post_data=batch))


def test_a_form_that_names_two_operations_is_not_a_read() -> None:
    both = f"{NAME}=SettingsQuery&{NAME}=SaveMutation"
    assert not FENCE.is_read(request(post_data=both))


@pytest.mark.parametrize("body", ["\x1f\ufffd\x08\x00\ufffd", "{\ufffd}"])
def test_a_body_of_bytes_is_not_a_read(body: str) -> None:
    assert decide(Guard(FENCE), request(post_data=body)) == "blockedbyclient"


@pytest.mark.parametrize("name", ["GetStateMutation", "LoadMutation", "SaveIt", "get_mutation"])
def test_a_known_change_is_never_a_read(name: str) -> None:
    fence = Fence(
        hosts=FENCE.hosts, operation_field="op", reads=("Get*", "Load*", "*"), changes=("Save*",)
    )
    assert not fence.is_read(request(post_data=f'{{"op": "{name}"}}'))
    assert not fence.is_read(request(post_data=f'[{{"op": "GetMe"}}, {{"op": "{name}"}}]'))
    assert fence.is_read(request(post_data='{"op": "GetMe"}'))
