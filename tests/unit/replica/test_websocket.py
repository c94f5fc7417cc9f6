"""The replica's sockets: frames as RFC 6455 has them, and a page that talks over one."""

import struct
import threading
from io import BytesIO

import pytest

from offswitch.replica import load_scenario, serve
from offswitch.replica.websocket import (
    LARGEST_MESSAGE,
    ProtocolError,
    WebSocket,
    accept_key,
    masked,
    wants_socket,
)
from tests.unit.replica.page_socket import PageSocket, frame

ADA = "100000000000001"
PREVIEWS = "whatsapp.link_previews"


def end(*frames: bytes) -> tuple[WebSocket, list[bytes]]:
    sent: list[bytes] = []
    return WebSocket(BytesIO(b"".join(frames)).read, sent.append), sent


def test_the_handshake_of_the_rfc() -> None:
    assert accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    assert wants_socket({"upgrade": "WebSocket", "sec-websocket-version": "13"})
    assert not wants_socket({"upgrade": "h2c", "sec-websocket-version": "13"})
    assert not wants_socket({"upgrade": "websocket", "sec-websocket-version": "8"})
    assert not wants_socket({})


def test_the_masked_frame_of_the_rfc() -> None:
    socket, _ = end(bytes.fromhex("818537fa213d7f9f4d5158"))
    assert socket.receive() == b"Hello"


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_every_width_of_a_length(size: int) -> None:
    socket, sent = end(frame(b"x" * size))
    assert socket.receive() == b"x" * size
    socket.send(b"y" * size)
    assert sent[0][0] == 0x82
    assert sent[0].endswith(b"y" * size)
    assert len(sent[0]) == size + (2 if size < 126 else 4 if size < 65_536 else 10)


def test_pieces_are_one_message_and_a_ping_between_them_is_answered() -> None:
    pieces = frame(b"one ", final=False), frame(b"?", kind=9), frame(b"two", kind=0)
    socket, sent = end(*pieces)
    assert socket.receive() == b"one two"
    assert sent == [b"\x8a\x01?"]


def test_an_end_is_answered_and_a_lost_connection_is_an_end() -> None:
    socket, sent = end(frame(struct.pack("!H", 1001), kind=8))
    assert socket.receive() is None
    assert sent == [b"\x88\x02\x03\xe9"]
    for cut in range(8):
        socket, _ = end(frame(b"Hello")[:cut])
        assert socket.receive() is None


@pytest.mark.parametrize(
    "wrong",
    [
        b"\x81\x05Hello",  # without a mask
        frame(b"", kind=3),
        struct.pack("!BBQ", 0x82, 0xFF, LARGEST_MESSAGE + 1),
        frame(b"x" * LARGEST_MESSAGE, final=False) + frame(b"x", kind=0),
    ],
    ids=["without a mask", "of an unknown kind", "far too large", "too large in pieces"],
)
def test_what_no_browser_sends(wrong: bytes) -> None:
    with pytest.raises(ProtocolError):
        end(wrong)[0].receive()


def test_a_write_over_the_socket_is_in_the_ledger_and_has_no_name_on_the_way() -> None:
    with serve(load_scenario().model_copy(update={"latency": 0.0})) as replica:
        with PageSocket(replica, ADA) as page:
            assert page.ask("WAWebDisableLinkPreviewsQuery")["data"]["viewer"] == {
                "link_previews": "on"
            }
            page.ask("WAWebDisableLinkPreviewsMutation", disable_link_previews="true")
            assert b"Mutation" not in page.sent[-1]
        truth = replica.truth()
        (entry,) = truth["ledger"]
        assert (entry["setting"], entry["from"], entry["to"]) == (PREVIEWS, "on", "off")
        over = [r for r in truth["requests"] if r["method"] == "SOCKET"]
        assert [(r["operation"], r["changes"]) for r in over] == [(None, False), (None, True)]
        assert replica.problems == []


def test_each_operation_has_its_one_way() -> None:
    with serve(load_scenario().model_copy(update={"latency": 0.0})) as replica:
        with PageSocket(replica, ADA) as page:
            refused = page.ask("WAWebContactFormSubmitMutation", form="SUBMIT")
            assert refused["errors"][0]["message"] == "Unknown operation"
            page.token = "nonsense"
            refused = page.ask("WAWebDisableLinkPreviewsQuery")
            assert refused["errors"][0]["message"] == "Not logged in"
            page.write(b"nonsense")
            assert page.read()["answer"]["errors"][0]["message"] == "Bad message"
        assert replica.truth()["ledger"] == []


def test_it_stops_with_a_socket_open_and_an_answer_waiting() -> None:
    before = set(threading.enumerate())
    with serve(load_scenario().model_copy(update={"latency": 30.0})) as replica:
        page = PageSocket(replica, ADA).__enter__()
        page.write(page.message("WAWebDisableLinkPreviewsQuery"))
    page.link.close()
    assert set(threading.enumerate()) <= before


def test_a_mask_comes_off_as_it_went_on() -> None:
    assert masked(b"key", masked(b"key", b"Hello, page")) == b"Hello, page"
