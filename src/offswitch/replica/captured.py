"""Pages that somebody captured: every address of their platform shows one, and what is pressed on it works."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from offswitch.errors import ConfigError
from offswitch.model.page_bundle import BundleNode, PageBundle
from offswitch.replica.captured_groups import radio_groups
from offswitch.replica.captured_page import OPERATION, Sending, doorway, drawn
from offswitch.replica.exchange import Request, Response, data, page, redirect
from offswitch.replica.site import Api, Session, Site

SIGNING_IN = "signing_in"
"""A field of the query with which a page leads to the platform's own sign-in."""
WHO = "x-session"
"""The header that tells who asks for a page, where the session is no cookie."""
_ON, _OFF = "true", "false"
_TOLD_BY = ("checked", "pressed", "selected")
_PLACE = "/__captured/"
_NEVER = 3600.0

Note = Callable[[str, str, str], None]


def captured_site(bundle: PageBundle, sites: Sequence[Site]) -> CapturedSite:
    """Return the site of captured pages.

    Args:
        bundle: the pages.
        sites: that a replica can sign a browser in to.

    Raises:
        ConfigError: their platform is none of them.
    """
    if all(site.platform != bundle.platform for site in sites):
        raise ConfigError(
            f"a replica cannot show a captured page of {bundle.platform}",
            "it shows those of bundled platforms; see docs/bundles.md",
        )
    return CapturedSite(bundle)


class CapturedSite:
    """What the server knows of captured pages, whoever asks for them.

    Args:
        bundle: the pages.
    """

    def __init__(self, bundle: PageBundle) -> None:
        self.bundle = bundle
        self._groups = [radio_groups(each) for each in bundle.pages]
        self._now: list[dict[int, str]] = [{} for _ in bundle.pages]
        self._at = {place: n for n, each in enumerate(bundle.pages) for place in each.at}
        self._lock = threading.Lock()

    def shows(self, request: Request, site: Site) -> bool:
        """Tell whether a request to a site is answered here."""
        if SIGNING_IN in request.query:
            return False
        is_ours = request.path.startswith(_PLACE) or _is_change(request, site.api)
        return site.platform == self.bundle.platform or is_ours or _place(request) in self._at

    def asks(self, request: Request, sending: Sending) -> Response | None:
        """Answer somebody who has not said who they are, where a page's own script has to say it."""
        is_load = request.method in {"GET", "HEAD"} and not request.path.startswith(_PLACE)
        if not sending.keeps or not is_load:
            return None
        return page(doorway(self.bundle, self._number(request), sending))

    def answer(self, request: Request, sending: Sending, note: Note) -> Response:
        """Answer a request of somebody who is signed in.

        Args:
            request: for any address of the platform, or one that shows a page.
            sending: how the pages there send their requests, and for whom.
            note: writes a control's change into the ledger: the control, its state before, and after.
        """
        if request.method in {"GET", "HEAD"}:
            number = self._number(request)
            if self.bundle.pages[number].moved and _place(request) in self._at:
                return redirect(f"{request.origin(request.host)}{_PLACE}{number}")
            with self._lock:
                now = dict(self._now[number])
            return page(drawn(self.bundle, number, now, sending))
        if not _is_change(request, sending.api):
            return data({"errors": [{"message": "a captured page knows no such operation"}]})
        return self._change(request.form.get(sending.api.variables, ""), note)

    def _number(self, request: Request) -> int:
        """Return the number of the page that an address shows."""
        named = request.path.removeprefix(_PLACE)
        if named != request.path and named.isdecimal() and int(named) < len(self.bundle.pages):
            return int(named)
        return self._at.get(_place(request), 0)

    def _change(self, variables: str, note: Note) -> Response:
        try:
            asked = json.loads(variables)["input"]
            at, number, to = int(asked["page"]), int(asked["control"]), str(asked["state"])
            pressed = self._node(asked["pressed"])
            node = self._node((at, number)) if number >= 0 else None
        except (ValueError, KeyError, TypeError, IndexError):
            return _refused("no such control")
        if pressed.answer == "open":
            return Response(delay=_NEVER, operation=OPERATION)
        if pressed.answer == "error":
            return _refused("this change was refused")
        with self._lock:
            before = self.state(number, at) if node else None
            if node is None and pressed.answer:
                return _named(data({"data": {"states": {}}}))
            if node is None or before is None or _is_disabled(node):
                return _refused("this control is no switch")
            changed = {number: to} | dict.fromkeys(self._excluded(at, number, to), _OFF)
            if kept := pressed.kept or not pressed.answer:
                self._now[at] |= changed
        if kept:
            note(f"control_{number}", before, to)
        states = {str(each): state for each, state in changed.items()}
        return _named(data({"data": {"states": states}}), changes=kept)

    def _node(self, named: Any) -> BundleNode:
        at, number = named
        return self.bundle.pages[int(at)].nodes[int(number)]

    def state(self, number: int, at: int = 0) -> str | None:
        """Return the state of a control: "true", "false", or the number of an option; None for anything else.

        Args:
            number: of the control.
            at: number of the page that it is on.
        """
        node = self.bundle.pages[at].nodes[number]
        if number in self._now[at]:
            return self._now[at][number]
        if node.tag == "select":
            return str(node.chosen or 0)
        told = [node.states[name] for name in _TOLD_BY if name in node.states]
        return node.checked or next(iter(told), None)

    def _excluded(self, at: int, number: int, to: str) -> list[int]:
        """Return the other radio buttons that are off when one is on."""
        groups = self._groups[at]
        if to != _ON or number not in groups:
            return []
        return [each for each, its in groups.items() if its == groups[number] and each != number]


def _is_change(request: Request, api: Api) -> bool:
    is_asked = (request.method, request.path) == ("POST", api.path)
    return is_asked and request.form.get(api.operation) == OPERATION


def _is_disabled(node: BundleNode) -> bool:
    return node.disabled or node.states.get("disabled") == _ON


def _refused(message: str) -> Response:
    return _named(data({"errors": [{"message": message}]}))


def _named(answer: Response, *, changes: bool = False) -> Response:
    return replace(answer, operation=OPERATION, changes=changes)


def kept_by(session: Session) -> dict[str, str]:
    """Return what a script has to know of a session that is no cookie, to say who asks; nothing for any other."""
    if session.storage is None:
        return {}
    names = [name for name, value in session.storage.record.items() if value == "{token}"]
    return {"field": session.storage.field, "token": names[0], "header": WHO}


def _place(request: Request) -> str:
    return f"{request.host}{request.path.rstrip('/')}".lower()
