"""Where the browser may go, and how a request that reads is told from one that changes something."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from offswitch.browser.naming import named_by, overrides_its_method
from offswitch.browser.outgoing import SAFE_METHODS, Outgoing
from offswitch.model.reads import CHANGES_BY_CONVENTION, READING_METHODS

_PARTS = frozenset({"script", "document"})
_DATA = frozenset({"fetch", "xhr", "eventsource"})


@dataclass(frozen=True, kw_only=True)
class Fence:
    """Where the browser may go, and how a reading request is told from a changing one.

    Attributes:
        hosts: ``host`` or ``host:port`` that pages may be loaded from.
        content_hosts: globs of hosts that may serve images, styles and scripts (GET only).
        operation_field: form field, JSON key or header that names a request's operation.
        reads: globs of requests that are known to only read.
        changes: globs of requests that are known to change something, whatever ``reads`` says.
        ignore: globs of requests that no setting depends on.
        data: globs of the paths that reads go to; empty for any path.
        by_socket: whether pages save over a web socket, which is let through whole.
    """

    hosts: frozenset[str]
    content_hosts: tuple[str, ...] = ()
    operation_field: str = ""
    reads: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    by_socket: bool = False

    def admits(self, url: str, method: str = "GET") -> bool:
        """Tell whether a request may leave the browser at all."""
        parts = urlsplit(url)
        if parts.scheme in {"data", "blob", "about"}:
            return True
        netloc = parts.netloc.removesuffix(":443")
        if netloc in self.hosts:
            return parts.scheme in {"https", "wss"} or parts.hostname == "127.0.0.1"
        host = parts.hostname or ""
        # Content is fetched, over TLS; nothing is sent there, and no socket opened.
        return (
            parts.scheme == "https"
            and method in SAFE_METHODS
            and any(fnmatch.fnmatchcase(host, glob) for glob in self.content_hosts)
        )

    def is_page(self, url: str) -> bool:
        """Tell whether an address is a page of the platform's own hosts."""
        parts = urlsplit(url)
        own = parts.netloc.removesuffix(":443") in self.hosts
        return own and parts.scheme in {"https", "http"} and self.admits(url)

    def operations(self, request: Outgoing) -> tuple[str, ...]:
        """Return every operation that a request names; a form may name more than one."""
        return named_by(request, self.operation_field).operations

    def is_read(self, request: Outgoing) -> bool:
        """Tell whether a request is known not to change anything."""
        if overrides_its_method(request):
            return False
        if request.method in SAFE_METHODS:
            return True
        reads = self._reads_by(request.method)
        return self.is_one_of(request, reads) and self._says_no_more(request)

    def _says_no_more(self, request: Outgoing) -> bool:
        """Tell whether a request that seems to read says nothing else.

        Where a name decides, nothing else in the request may be unread, or name what is no read.
        """
        named = named_by(request, self.operation_field)
        if named.operations and request.method != "POST":
            return False
        if self.operation_field and not named.is_clear:
            return False
        if named.operations and not all(_matches((name,), self.reads) for name in named.others):
            return False
        names = named.operations or (_place(request),)
        changes = (*self.changes, *CHANGES_BY_CONVENTION)
        return not any(_matches((name,), changes) for name in (*names, *named.others))

    def _reads_by(self, method: str) -> Sequence[str]:
        """Return the globs of reads that hold for a method: a name alone makes only a POST a read."""
        if method == "POST":
            return self.reads
        if method not in READING_METHODS:
            return ()
        return [glob for glob in self.reads if glob.startswith(f"{method} /")]

    def is_log(self, request: Outgoing) -> bool:
        """Tell whether no setting depends on a request: a ping, or what a selector file ignores."""
        return request.resource_type == "ping" or self.is_one_of(request, self.ignore)

    def data_name(self, request: Outgoing) -> str:
        """Name a request whose answer a setting's state may depend on; empty for any other.

        Pings and beacons never count, nor does what goes to other hosts.
        """
        if request.resource_type not in _DATA or not self.is_page(request.url):
            return ""
        if self.is_log(request) or not self._holds_data(urlsplit(request.url).path):
            return ""
        return self.name(request)

    def part_name(self, request: Outgoing) -> str:
        """Name a part of a page, a script or a frame, that a setting's state may come by; empty for any other."""
        if request.resource_type not in _PARTS or not self.admits(request.url, request.method):
            return ""
        name = _place(request)
        return name if self.counts(name) else ""

    def socket_name(self, url: str) -> str:
        """Name a web socket that a setting's state may come by; empty for any other."""
        path = urlsplit(url).path
        name = f"SOCKET {path}"
        is_own = urlsplit(url).netloc.removesuffix(":443") in self.hosts
        return name if is_own and self._holds_data(path) and self.counts(name) else ""

    def counts(self, name: str) -> bool:
        """Tell whether no selector file says that what has this name is of no account."""
        return not _matches((name,), self.ignore)

    def _holds_data(self, path: str) -> bool:
        return not self.data or any(fnmatch.fnmatchcase(path, glob) for glob in self.data)

    def name(self, request: Outgoing) -> str:
        """Name a request by its operations or, where it names none, its method and path."""
        return " ".join(self.operations(request)) or _place(request)

    def is_one_of(self, request: Outgoing, globs: Sequence[str]) -> bool:
        """Tell whether globs take in a request: all its operations or, where it names none, its place."""
        named = named_by(request, self.operation_field)
        if named.operations:
            return named.is_clear and _matches(named.operations, globs)
        return _matches((_place(request),), [glob for glob in globs if " /" in glob])


def _matches(operations: Sequence[str], globs: Sequence[str]) -> bool:
    """Tell whether there are operations, and each fits one of the globs."""
    return bool(operations) and all(
        any(fnmatch.fnmatchcase(operation, glob) for glob in globs) for operation in operations
    )


def _place(request: Outgoing) -> str:
    return f"{request.method} {urlsplit(request.url).path}"
