"""Which names and addresses mean this machine."""

from __future__ import annotations

import ipaddress
from contextlib import suppress

_NAMES = frozenset({"localhost", "localhost.localdomain"})


def is_loopback(host: str) -> bool:
    """Tell whether what is sent to a name, or to an address of numbers, never leaves this machine."""
    address = _address(host)
    return host in _NAMES or host.endswith(".localhost") or bool(address and address.is_loopback)


def is_this_machine(host: str) -> bool:
    """Tell whether a name, or an address of numbers, leads to this machine; as "any address" does, too."""
    address = _address(host)
    return is_loopback(host) or bool(address and address.is_unspecified)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a host is, ``::ffff:127.0.0.1`` as the one that it stands for; None for a name."""
    with suppress(ValueError):
        address = ipaddress.ip_address(host)
        return getattr(address, "ipv4_mapped", None) or address
    return None
