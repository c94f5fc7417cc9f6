"""Reads and writes of a site that talks over a socket, where nothing on the way has a name.

What passes is masked with a key of the connection, which comes first. It stands in for the real
encryption: between the page and the server nobody can tell a read from a write.
"""

import json
import secrets
import threading
import traceback
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from offswitch.replica.exchange import Request, Response, data
from offswitch.replica.operations import operate
from offswitch.replica.sign_in import who
from offswitch.replica.site import Site
from offswitch.replica.websocket import WebSocket, masked
from offswitch.replica.world import World

METHOD = "SOCKET"
KEY_SIZE = 16


def socket_site(world: World, request: Request) -> Site | None:
    """Return the site whose socket is at the address of a request, if there is one."""
    site = next((site for site in world.sites if request.host in site.hosts), None)
    return site if site and site.api.socket and request.path == site.api.socket else None


def answer_message(world: World, site: Site, request: Request, form: dict[str, str]) -> Response:
    """Answer one message of a page, and note it in the list of requests, without its name."""
    finish = world.log(request.host, METHOD, request.path)
    body = urlencode(form).encode()
    asked = Request(method=METHOD, host=request.host, target=request.target, body=body)
    response = operate(world, site, asked, who(world, site, asked), socket=True)
    finish(None, response.changes)
    return response


class Conversation:
    """One open socket of a page: messages come in turn, each is answered in its own time."""

    def __init__(
        self,
        world: World,
        site: Site,
        request: Request,
        socket: WebSocket,
        *,
        wait: Callable[[float], object],
        report: Callable[[str], object],
    ) -> None:
        self._world = world
        self._site = site
        self._request = request
        self._socket = socket
        self._wait = wait
        self._report = report
        self._key = secrets.token_bytes(KEY_SIZE)

    def hold(self) -> None:
        """Answer messages until the page has closed the socket or is gone."""
        answering: list[threading.Thread] = []
        self._socket.send(self._key)
        try:
            while (message := self._socket.receive()) is not None:
                thread = threading.Thread(target=self._answer, args=(message,), name="message")
                thread.start()
                answering = [one for one in answering if one.is_alive()] + [thread]
        finally:
            for thread in answering:
                thread.join()

    def _answer(self, message: bytes) -> None:
        number: object = None
        try:
            asked = json.loads(masked(self._key, message))
            number, form = asked["id"], {str(k): str(v) for k, v in asked["form"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            response = data({"errors": [{"message": "Bad message"}]}, HTTPStatus.BAD_REQUEST)
        else:
            try:
                response = answer_message(self._world, self._site, self._request, form)
            except Exception:  # noqa: BLE001  a bug must reach /__health, not end the connection
                self._report(traceback.format_exc())
                response = data({"errors": [{"message": "The replica has a bug"}]}, 500)
        self._wait(response.delay)
        told = {"id": number, "status": response.status, "answer": json.loads(response.body)}
        try:
            self._socket.send(masked(self._key, json.dumps(told).encode()))
        except OSError:
            return  # the page is gone; what it asked for has happened all the same
