"""A page that somebody captured: every address of its platform shows it, and its controls work."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence

from offswitch.errors import ConfigError
from offswitch.model.page_bundle import PageBundle
from offswitch.replica.captured_groups import radio_groups
from offswitch.replica.captured_page import drawn
from offswitch.replica.exchange import Request, Response, data, page
from offswitch.replica.site import Api, Site

OPERATION = "CapturedPageMutation"
"""The name under which the page sends a change; selector files take such names for changes."""
_ON, _OFF = "true", "false"
_TOLD_BY = ("checked", "pressed", "selected")


def captured_site(bundle: PageBundle, sites: Sequence[Site]) -> CapturedSite:
    """Return the site of a captured page.

    Args:
        bundle: the page.
        sites: that a replica can sign a browser in to.

    Raises:
        ConfigError: its platform is none of them, or its session is no cookie.
    """
    site = next((each for each in sites if each.platform == bundle.platform), None)
    named = {name for each in sites for name, one in each.sessions.items() if one.cookies}
    if site is None or not set(site.hosts.values()) <= named:
        raise ConfigError(
            f"a replica cannot show a captured page of {bundle.platform}",
            "it shows those of bundled platforms whose session is a cookie; see docs/bundles.md",
        )
    return CapturedSite(bundle)


class CapturedSite:
    """What the server knows of one captured page, whoever asks for it.

    Args:
        bundle: the page.
    """

    def __init__(self, bundle: PageBundle) -> None:
        self.bundle = bundle
        self._groups = radio_groups(bundle)
        self._now: dict[int, str] = {}
        self._lock = threading.Lock()

    def answer(self, request: Request, api: Api, note: Callable[[str, str, str], None]) -> Response:
        """Answer a request of somebody who is signed in.

        Args:
            request: for any address of the platform.
            api: how the platform's own pages name their operations.
            note: writes a control's change into the ledger: the control, its state before, and after.
        """
        if request.method in {"GET", "HEAD"}:
            with self._lock:
                return page(drawn(self.bundle, self._now, api, OPERATION))
        if request.path != api.path or request.form.get(api.operation) != OPERATION:
            return data({"errors": [{"message": "a captured page knows no such operation"}]})
        return self._change(request.form.get(api.variables, ""), note)

    def _change(self, variables: str, note: Callable[[str, str, str], None]) -> Response:
        try:
            asked = json.loads(variables)["input"]
            number, to = int(asked["control"]), str(asked["state"])
            node = self.bundle.nodes[number]
        except (ValueError, KeyError, TypeError, IndexError):
            return data({"errors": [{"message": "no such control"}]})
        with self._lock:
            before = self.state(number)
            if before is None or node.disabled or node.states.get("disabled") == _ON:
                return data({"errors": [{"message": "this control is no switch"}]})
            changed = {number: to} | dict.fromkeys(self._excluded(number, to), _OFF)
            self._now |= changed
        note(f"control_{number}", before, to)
        told = data({"data": {"states": {str(each): state for each, state in changed.items()}}})
        return Response(body=told.body, kind=told.kind, operation=OPERATION, changes=True)

    def state(self, number: int) -> str | None:
        """Return the state of a control: "true", "false", or the number of an option; None for anything else."""
        node = self.bundle.nodes[number]
        if number in self._now:
            return self._now[number]
        if node.tag == "select":
            return str(node.chosen or 0)
        told = [node.states[name] for name in _TOLD_BY if name in node.states]
        return node.checked or next(iter(told), None)

    def _excluded(self, number: int, to: str) -> list[int]:
        """Return the other radio buttons that are off when one is on."""
        group = self._groups.get(number)
        if to != _ON or group is None:
            return []
        return [each for each, its in self._groups.items() if its == group and each != number]
