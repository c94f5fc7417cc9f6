"""Talk to a replica that runs elsewhere: what it serves, what it knows."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from offswitch.errors import ConfigError

SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class ReplicaInfo:
    """Where a replica is, the host names it answers to, and the key that it proves itself with."""

    url: str
    port: int
    hosts: tuple[str, ...]
    key_hash: str


def describe(url: str) -> ReplicaInfo:
    """Ask a replica what it is.

    Raises:
        ConfigError: nothing answers there, or something that is no replica.
    """
    about = _ask(url, "/__replica")
    try:
        return ReplicaInfo(
            url=about["url"],
            port=about["port"],
            hosts=tuple(about["hosts"]),
            key_hash=about["key_hash"],
        )
    except (KeyError, TypeError) as error:
        raise _no_replica(url) from error


def truth(url: str) -> dict[str, Any]:
    """Return what ``GET /__truth`` says."""
    return _ask(url, "/__truth")


def flip(url: str, account: str, setting: str, to: str) -> None:
    """Switch a setting on the replica from outside."""
    _ask(url, "/__flip", {"account": account, "setting": setting, "to": to})


def link(url: str, account: str) -> None:
    """Link the page that shows a code with an account, as a person does with a phone."""
    _ask(url, "/__link", {"account": account})


def end_session(url: str, account: str) -> None:
    """End every session of an account on the replica, as the platform may do."""
    _ask(url, "/__end_session", {"account": account})


def session(url: str, account: str) -> dict[str, Any]:
    """Return the storage state of a browser in which an account is signed in."""
    return _ask(url, f"/__session?account={quote(account)}")


def _ask(url: str, path: str, body: dict[str, str] | None = None) -> dict[str, Any]:
    if not url.startswith(("http://127.0.0.1:", "http://localhost:")):
        raise ConfigError(f"{url!r} is no replica's address", "it looks like http://127.0.0.1:PORT")
    sent = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url.rstrip("/") + path, data=sent)  # noqa: S310  checked above
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            given: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            raise ConfigError(f"the replica refused: {_reason(error)}") from error
    except (OSError, ValueError) as error:
        raise _no_replica(url) from error
    return given


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["error"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {error.code}"


def _no_replica(url: str) -> ConfigError:
    return ConfigError(f"no replica answers at {url}", "start one with `offswitch replica`")
