"""What of a page's own program did not run: scripts that threw an error, and scripts that were kept out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request

from offswitch.model.text import without_steering

_FAULT = re.compile(r"(Uncaught )?(TypeError|ReferenceError|RangeError|SyntaxError): (?P<what>.+)")
"""How the browser tells of a fault of the program. A request that fails is told as an error of another kind,
but for ``fetch``; and what a page writes itself into the console begins with its own words."""
_OF_A_REQUEST = re.compile(r"fetch|network|load failed|dynamically imported", re.IGNORECASE)
_HELD_BACK = "BLOCKED_BY_CLIENT"
_COUNTERS = re.compile(
    r"analytics|\bga\b|gtag|gtm|tagmanager|doubleclick|adservice|syndication|\bads?\b|pixel|track|beacon|telemetry"
    r"|matomo|piwik|plausible|umami|segment|sentry|hotjar|clarity|newrelic|nr-data|datadog|\bstats?\b|metrics|counter"
    r"|insights|captcha|consent|cookie|intercom|crisp|zendesk|stripe|paypal|/count",
    re.IGNORECASE,
)
"""Scripts that count visitors, show advertisements, or chat with them; no setting comes by them."""
_MOST_LETTERS = 80


class Program:
    """The scripts of one page's current document, as far as they did not run.

    Args:
        page: the page to watch, from before its first load.

    Attributes:
        faults: what they threw, or told the console that they had caught, in the browser's words.
        kept_out: the hosts of those that were not let in.
    """

    def __init__(self, page: Page) -> None:
        self.faults: tuple[str, ...] = ()
        self.kept_out: tuple[str, ...] = ()
        self._page = page
        self._is_without_counters = False
        page.on("request", self._started)
        page.on("requestfailed", self._failed)
        page.on("pageerror", self._threw)
        page.on("console", self._told)

    def _started(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            self.faults, self.kept_out = (), ()
            self._is_without_counters = False

    def _failed(self, request: Request) -> None:
        if request.resource_type != "script" or _HELD_BACK not in (request.failure or ""):
            return
        if _COUNTERS.search(request.url):
            self._is_without_counters = True
        else:
            host = urlsplit(request.url).netloc
            self.kept_out = tuple(dict.fromkeys([*self.kept_out, host]))

    def _threw(self, error: Error) -> None:
        self._note(f"{error.name}: {error.message}")

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(message.text)

    def _note(self, text: str) -> None:
        line = text.strip().partition("\n")[0]
        fault = _FAULT.match(line)
        # What a counter would have defined is missed by the page's own lines about it, and by nothing else.
        is_of_a_counter = self._is_without_counters and line.endswith("is not defined")
        if fault and not (is_of_a_counter or _OF_A_REQUEST.search(fault["what"])):
            told = without_steering(line.removeprefix("Uncaught "))[:_MOST_LETTERS]
            self.faults = tuple(dict.fromkeys([*self.faults, told]))
