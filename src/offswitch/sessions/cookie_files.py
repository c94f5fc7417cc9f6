"""Cookies as other browsers, their extensions, and other tools write them to a file.

Their names for the same things differ, and a browser refuses all cookies together if it does not understand
one of them. So each is brought into the one form that Playwright takes, or refused by its number: a cookie's
value, and often its name, is a secret.
"""

from __future__ import annotations

import codecs
import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from offswitch.errors import ConfigError
from offswitch.sessions.storage_file import origins_of

_LARGEST = 20_000_000
_FORMATS = "it must be Playwright's storage state, a list of cookies in JSON, or a cookies.txt"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIASES = {
    "name": ("name", "Name raw"),
    "value": ("value", "Content raw"),
    "domain": ("domain", "host", "url", "Host raw"),
    "path": ("path", "Path raw"),
    "expires": ("expires", "expirationDate", "expiry", "Expires raw"),
    "httpOnly": ("httpOnly", "httponly", "isHttpOnly", "HTTP only raw"),
    "secure": ("secure", "isSecure", "Send for raw"),
    "sameSite": ("sameSite", "samesite", "SameSite raw"),
    "hostOnly": ("hostOnly", "This domain only raw"),
    "session": ("session",),
    "partitionKey": ("partitionKey",),
    "hasCrossSiteAncestor": ("_crHasCrossSiteAncestor",),
}
"""What each part of a cookie is called: by Playwright, by Chrome's extensions and Puppeteer, by Selenium and
Firefox, and by Cookie Quick Manager."""
_SAME_SITE = {
    "strict": "Strict",
    "lax": "Lax",
    "none": "None",
    "no_restriction": "None",
    "1": "Lax",
    "2": "Strict",
    **dict.fromkeys(("", "unspecified", "unset", "default", "null", "0", "-1", "256"), ""),
}
_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0", ""})
_NUMBERS = re.compile(r"[0-9.]+")
_NEVER = re.compile(r"[\x00-\x1f\x7f;\ud800-\udfff]")
"""What no part of a cookie has: controls, the sign that ends it, and halves of a character."""
_LONGEST = 4096
_LATEST = 253_402_300_799
"""The last second of the year 9999, and the latest that Playwright takes."""
_FIELDS = 7
_UNITS: tuple[tuple[float, Callable[[float], float]], ...] = (
    (
        1e16,
        lambda time: time / 1e6 - 11_644_473_600,
    ),  # microseconds since 1601, as Chrome keeps them
    (1e14, lambda time: time / 1e6),
    (1e11, lambda time: time / 1e3),  # in seconds, this would be the year 5138
)


@dataclass(frozen=True)
class ExportedCookie:
    """One cookie of a file.

    Attributes:
        number: Its number in the file, from one.
        name: Its name.
        domain: Its domain in lower case; with a dot in front if subdomains get it as well.
        parts: Everything that the file says of it, under Playwright's names.
    """

    number: int
    name: str = field(repr=False)
    domain: str
    parts: Mapping[str, Any] = field(repr=False)

    def has_expired(self, now: float) -> bool:
        """Return whether it has expired; a cookie of the browser's session never does."""
        return 0 < self._expires() <= now

    def as_taken(self) -> dict[str, Any]:
        """Return it as Playwright and Chromium take it.

        Raises:
            ConfigError: A part of it is not what it should be.
        """
        name, value = self.name, self.parts["value"]
        if _NEVER.search(name + value) or "=" in name or len((name + value).encode()) > _LONGEST:
            raise self._wrong("no browser takes its name and value")
        secure = self._flag("secure") or name.startswith(("__Secure-", "__Host-"))
        cookie = {
            "name": name,
            "value": value,
            "domain": self._reach(),
            "path": "/" if name.startswith("__Host-") else self._path(),
            "expires": self._expires(),
            "httpOnly": self._flag("httpOnly"),
            "secure": secure,
        }
        if _NEVER.search(cookie["domain"] + cookie["path"]):
            raise self._wrong("no browser takes its domain and path")
        same_site = _SAME_SITE.get(str(self.parts.get("sameSite") or "").casefold())
        if same_site is None:
            raise self._wrong("its sameSite is not one that is known")
        if same_site and (secure or same_site != "None"):  # no browser takes None without secure
            cookie["sameSite"] = same_site
        return cookie | self._partition()

    def _reach(self) -> str:
        bare = self.domain.lstrip(".")
        alone = self.name.startswith("__Host-") or _NUMBERS.fullmatch(bare)
        if alone or self._flag("hostOnly"):
            return bare
        return f".{bare}" if self.parts.get("hostOnly") is not None else self.domain

    def _path(self) -> str:
        path = self.parts.get("path")
        return path if isinstance(path, str) and path.startswith("/") else "/"

    def _flag(self, part: str) -> bool:
        said = str(self.parts.get(part) or "").casefold()
        if said in _TRUE or said in _FALSE:
            return said in _TRUE
        raise self._wrong(f"its {part} is neither true nor false")

    def _expires(self) -> float:
        """Return the second in which it expires, or -1 if it ends with the browser."""
        said = self.parts.get("expires")
        if said is None or said == "" or self._flag("session"):
            return -1
        try:
            seconds = float(said)
        except (TypeError, ValueError, OverflowError):
            seconds = self._moment(said)
        seconds = next((read(seconds) for above, read in _UNITS if seconds > above), seconds)
        return min(seconds, _LATEST) if seconds > 0 else -1

    def _moment(self, said: object) -> float:
        try:
            found = dt.datetime.fromisoformat(str(said))
        except ValueError:
            raise self._wrong("its expiry is not a time") from None
        return found.replace(tzinfo=found.tzinfo or dt.UTC).timestamp()

    def _partition(self) -> dict[str, Any]:
        key: Any = self.parts.get("partitionKey")
        ancestor = self.parts.get("hasCrossSiteAncestor")
        if isinstance(key, Mapping):
            key, ancestor = key.get("topLevelSite"), key.get("hasCrossSiteAncestor", ancestor)
        if not key:
            return {}
        if not isinstance(key, str) or not key.startswith("https://") or _NEVER.search(key):
            raise self._wrong("its partitionKey is not a site")
        found = {"partitionKey": key, "secure": True}
        return found | ({"_crHasCrossSiteAncestor": ancestor} if isinstance(ancestor, bool) else {})

    def _wrong(self, what: str) -> ConfigError:
        return ConfigError(f"cookie {self.number} of {self.domain}: {what}", _FORMATS)


@dataclass(frozen=True)
class Export:
    """What a file holds: cookies, and the storage of origins as Playwright takes it."""

    cookies: list[ExportedCookie]
    origins: list[dict[str, Any]] = field(default_factory=list, repr=False)


def read_export(path: Path) -> Export:
    """Read a file that another browser or tool wrote.

    Known are Playwright's storage state; lists of cookies in JSON, alone or under ``cookies``, in the words of
    Chrome's extensions, Puppeteer, Selenium, Firefox, or Cookie Quick Manager; and ``cookies.txt``, as Netscape,
    curl, and extensions write it. Any of them may be in UTF-8 or UTF-16.

    Raises:
        ConfigError: The file cannot be read, or is none of these.
    """
    text = _text(path)
    try:
        if text.lstrip()[:1] in {"{", "["}:
            return _from_json(path, json.loads(text))
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} is not JSON, though it begins like it", _FORMATS) from error
    return _from_lines(path, text)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "check the path") from error
    if len(data) > _LARGEST:
        raise ConfigError(f"{path} is too large for a session", "is it the right file?")
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    unmarked = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    try:
        return data.decode(marked or unmarked)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not text", _FORMATS) from error


def _from_json(path: Path, data: Any) -> Export:
    cookies = data.get("cookies") if isinstance(data, dict) else data
    if not isinstance(cookies, list):
        raise ConfigError(f"{path} is not a storage state: it has no `cookies`", _FORMATS)
    try:
        origins = origins_of(data.get("origins") or []) if isinstance(data, dict) else []
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise ConfigError(
            f"{path} is not a storage state: `origins.{place}` is not what it should be", _FORMATS
        ) from None
    return Export([_cookie(path, number, each) for number, each in enumerate(cookies, 1)], origins)


def _cookie(path: Path, number: int, entry: object) -> ExportedCookie:
    if not isinstance(entry, dict):
        raise ConfigError(f"{path} is not a list of cookies: entry {number} is none", _FORMATS)
    parts = {
        part: next((entry[name] for name in names if entry.get(name) is not None), None)
        for part, names in _ALIASES.items()
    }
    for part in ("name", "value", "domain"):
        if not isinstance(parts[part], str):
            raise ConfigError(
                f"{path} is not a list of cookies: entry {number} has no {part}", _FORMATS
            )
    return ExportedCookie(number, str(parts["name"]), _domain(str(parts["domain"])), parts)


def _domain(said: str) -> str:
    """Return a domain in lower case, from itself or from an address; with a dot in front if it had one."""
    place = said.partition("://")[2].partition("/")[0] if "://" in said else said
    host = place.partition(":")[0].casefold()
    return f"{'.' if host.startswith('.') else ''}{host.strip('.')}"


def _from_lines(path: Path, text: str) -> Export:
    """Read a ``cookies.txt``: domain, whether subdomains get it, path, secure, expiry, name, value."""
    cookies: list[ExportedCookie] = []
    for line in text.splitlines():
        cookie = line.removeprefix("#HttpOnly_")
        if not cookie.strip() or cookie.startswith("#"):
            continue
        fields = cookie.split("\t")
        if len(fields) == _FIELDS - 1:
            fields.append("")  # an empty value, whose tab an editor took away
        if len(fields) != _FIELDS:
            raise ConfigError(
                f"{path} is neither JSON nor a cookies.txt, whose lines have seven parts between tabs",
                _FORMATS,
            )
        domain, with_subdomains, place, secure, expires, name, value = fields
        everywhere = with_subdomains.strip().casefold() in _TRUE
        entry = {
            "domain": f".{domain}" if everywhere else domain,
            "path": place,
            "secure": secure.strip(),
            "expires": expires.strip(),
            "name": name,
            "value": value,
            "httpOnly": str(cookie != line),
        }
        cookies.append(_cookie(path, len(cookies) + 1, entry))
    return Export(cookies)
