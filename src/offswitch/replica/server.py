"""One loopback port for all host names; the first byte tells TLS from plain HTTP."""

import socket
import ssl
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from offswitch.errors import ConfigError
from offswitch.model.page_bundle import PageBundle
from offswitch.replica.captured import captured_site
from offswitch.replica.certificate import make_context
from offswitch.replica.control_plane import control
from offswitch.replica.conversation import Conversation, socket_site
from offswitch.replica.exchange import LOCAL_SUFFIX, Request, Response
from offswitch.replica.fixtures import load_sites
from offswitch.replica.front import answer
from offswitch.replica.holds import Dropped
from offswitch.replica.running import Replica
from offswitch.replica.scenario import Scenario
from offswitch.replica.site import Site
from offswitch.replica.websocket import ProtocolError, WebSocket, accept_key, wants_socket
from offswitch.replica.world import World

TLS_HANDSHAKE = 0x16
HANDSHAKE_SECONDS = 10
LARGEST_BODY = 1_000_000
OWN_NAMES = ("127.0.0.1", "localhost")
DROPPED = (ConnectionError, TimeoutError, ssl.SSLError, OSError)


@contextmanager
def serve(
    scenario: Scenario, port: int = 0, captured: PageBundle | None = None
) -> Iterator[Replica]:
    """Serve a scenario on a loopback port (0 is a free one) until the block ends.

    Args:
        scenario: what the replica starts with.
        port: to listen on.
        captured: a page that takes the place of all pages of its platform.

    Raises:
        ConfigError: the port is taken, or the captured page is of a platform that no replica can show.
    """
    sites = load_sites()
    world = World(scenario, sites, captured_site(captured, sites) if captured else None)
    hosts = [host for site in world.sites for host in site.hosts]
    context, key_hash = make_context(hosts)
    try:
        server = _Server(port, context)
    except OSError as error:
        message = f"cannot listen on 127.0.0.1:{port}: {error.strerror}"
        raise ConfigError(message, "use another port, or 0 for a free one") from error
    server.replica = Replica(world, server.server_address[1], key_hash)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="replica")
    thread.start()
    try:
        yield server.replica
    finally:
        server.stop()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 64
    replica: Replica

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        self.context = context
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Serve one connection: look at its first byte, then speak TLS or not."""
        request.settimeout(HANDSHAKE_SECONDS)
        with self._held(request):
            first = request.recv(1, socket.MSG_PEEK)
        if not first:
            return
        if first[0] != TLS_HANDSHAKE:
            request.settimeout(None)
            with self._held(request):
                super().finish_request(request, client_address)
            return
        with (
            self._held(request),
            self.context.wrap_socket(
                request, server_side=True, suppress_ragged_eofs=True
            ) as secured,
            self._held(secured),
        ):
            secured.settimeout(None)
            super().finish_request(secured, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Keep a bug for ``/__health``; a dropped connection is none."""
        if not isinstance(sys.exception(), DROPPED):
            self.replica.problems.append(traceback.format_exc())

    def stop(self) -> None:
        """Stop listening, end every open connection, and wait for their threads."""
        self.stopping.set()
        self.shutdown()
        with self._lock:
            held = tuple(self._open)
        for connection in held:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.replica.world.holds.end()
        self.server_close()

    @contextmanager
    def _held(self, connection: socket.socket) -> Iterator[None]:
        with self._lock:
            self._open.add(connection)
        try:
            if self.stopping.is_set():
                raise ConnectionAbortedError
            yield
        finally:
            with self._lock:
                self._open.discard(connection)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "replica"
    sys_version = ""
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve()

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Print nothing; the truth has the list of requests."""

    def _serve(self) -> None:
        request = self._request()
        world = self.server.replica.world
        if wants_socket(request.headers) and (site := socket_site(world, request)):
            self._talk(site, request)
            return
        try:
            if request.host in OWN_NAMES:
                response = control(self.server.replica, request)
            else:
                response = answer(world, request)
        except Dropped:
            self.close_connection = True
            return
        except Exception:  # noqa: BLE001  a bug must reach /__health, not end the connection
            self.server.replica.problems.append(traceback.format_exc())
            response = Response(status=500, body=b"the replica has a bug, see /__health")
        self.server.stopping.wait(response.delay)
        self._send(response)

    def _talk(self, site: Site, request: Request) -> None:
        """Keep a socket open for as long as the page wants it."""
        replica = self.server.replica
        replica.world.log(request.host, request.method, request.path)
        self.close_connection = True
        self.send_response(HTTPStatus.SWITCHING_PROTOCOLS)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        key = request.headers.get("sec-websocket-key", "")
        self.send_header("Sec-WebSocket-Accept", accept_key(key))
        self.end_headers()
        socket = WebSocket(self.rfile.read, self.wfile.write)
        talk = Conversation(
            replica.world,
            site,
            request,
            socket,
            wait=self.server.stopping.wait,
            report=replica.problems.append,
        )
        with suppress(ProtocolError):
            talk.hold()

    def _request(self) -> Request:
        length = min(int(self.headers.get("Content-Length") or 0), LARGEST_BODY)
        name = (self.headers.get("Host") or "").lower().rpartition("]")[2]
        host = name.partition(":")[0]
        local = host.endswith(LOCAL_SUFFIX)
        return Request(
            method=self.command,
            host=host.removesuffix(LOCAL_SUFFIX),
            target=self.path,
            headers={key.lower(): value for key, value in self.headers.items()},
            body=self.rfile.read(length),
            secure=isinstance(self.connection, ssl.SSLSocket),
            local=local,
            port=self.server.replica.port,
        )

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        self.send_header("Content-Type", response.kind)
        self.send_header("Content-Length", str(len(response.body)))
        names = {name for name, _ in response.headers}
        if "Cache-Control" not in names:
            self.send_header("Cache-Control", "private, no-store")
        for name, value in response.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
