"""A network of a test's own, in which every address is this machine, and every packet is seen.

Linux gives a process a network namespace of its own. In this one, all addresses of the world lead back
to the loopback device, so whatever somebody tries to reach, by TCP, UDP, or a question to a name server,
can be read there and goes no further.
"""

from __future__ import annotations

import ipaddress
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT
from tests.needs import without

_NETWORK = ("ip", "unshare")
_PARTS = ("--user", "--map-root-user", "--net", "--mount")
_SET_UP = (
    "ip link set lo up",
    "ip route add local 0.0.0.0/0 dev lo",
    "ip -6 route add local ::/0 dev lo",
)
_NAME_SERVER = "192.0.2.53"
_EVERY_PROTOCOL = 3  # ETH_P_ALL
_IPV4, _IPV6 = 0x0800, 0x86DD
_TCP, _UDP = 6, 17
_SYN, _ACK = 0x02, 0x10


@dataclass(frozen=True)
class Attempt:
    """Somebody tried to reach something: a TCP connection, or a UDP packet."""

    protocol: str
    address: str
    port: int

    def __str__(self) -> str:
        return f"{self.protocol} {self.address} port {self.port}"


@dataclass
class Traffic:
    """What was tried, and which of it was answered.

    Only what was begun in this network listens in it. So a connection on loopback that is answered
    goes to one of ours, such as the replica or the browser's proxy.
    """

    tried: set[Attempt] = field(default_factory=set)
    answered: set[Attempt] = field(default_factory=set)

    @property
    def strange(self) -> list[str]:
        """What was tried that is neither of ours nor on this machine."""
        return sorted(
            str(attempt)
            for attempt in self.tried
            if attempt not in self.answered or not ipaddress.ip_address(attempt.address).is_loopback
        )


def missing() -> str:
    """Say why this machine has no such network for us; empty where it has."""
    if reason := without(*_NETWORK):
        return reason
    tried = subprocess.run(
        command("tests.e2e.own_network"), cwd=ROOT, capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else "this system lets nobody have a network of their own"


def command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of ours in a network of its own."""
    return ["unshare", *_PARTS, sys.executable, "-m", module, *arguments]


def set_up() -> None:
    """Let every address lead to the loopback device, and names be asked of one that nobody has."""
    for line in _SET_UP:
        subprocess.run(line.split(), check=True)
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(f"nameserver {_NAME_SERVER}\n")
    subprocess.run(["mount", "--bind", file.name, "/etc/resolv.conf"], check=True)
    Path(file.name).unlink()


@contextmanager
def watched() -> Iterator[Traffic]:
    """Note everything that anybody tries to reach meanwhile."""
    traffic = Traffic()
    family = socket.AF_PACKET
    with socket.socket(family, socket.SOCK_DGRAM, socket.htons(_EVERY_PROTOCOL)) as device:
        device.bind(("lo", 0))
        device.settimeout(0.2)
        over = threading.Event()
        reader = threading.Thread(target=_read, args=(device, traffic, over), daemon=True)
        reader.start()
        try:
            yield traffic
        finally:
            over.set()
            reader.join()


def _read(device: socket.socket, traffic: Traffic, over: threading.Event) -> None:
    while True:
        try:
            packet, (_, kind, direction, *_more) = device.recvfrom(1 << 16)
        except TimeoutError:
            if over.is_set():
                return
            continue
        if direction == socket.PACKET_OUTGOING:
            _note(traffic, kind, packet)


def _note(traffic: Traffic, kind: int, packet: bytes) -> None:
    if kind == _IPV4:
        protocol, source, target = packet[9], packet[12:16], packet[16:20]
        body = packet[(packet[0] & 0x0F) * 4 :]
    elif kind == _IPV6:
        protocol, source, target = packet[6], packet[8:24], packet[24:40]
        body = packet[40:]
    else:
        return
    if protocol == _UDP:
        traffic.tried.add(Attempt("udp", _text(target), _ports(body)[1]))
    elif protocol == _TCP and body[13] & _SYN:
        if body[13] & _ACK:
            traffic.answered.add(Attempt("tcp", _text(source), _ports(body)[0]))
        else:
            traffic.tried.add(Attempt("tcp", _text(target), _ports(body)[1]))


def _ports(body: bytes) -> Sequence[int]:
    return struct.unpack(">HH", body[:4])


def _text(address: bytes) -> str:
    return str(ipaddress.ip_address(address))


if __name__ == "__main__":
    set_up()
