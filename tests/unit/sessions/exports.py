"""One signed-in session of Facebook, as different programs export it; after public samples of their files."""

from __future__ import annotations

import json
from typing import Any

LATER = 4_000_000_000
"""A second in the year 2096."""
OTHERS = ".bank.test"


def chrome(name: str, text: str, **more: Any) -> dict[str, Any]:
    """A cookie in the words of Chrome's extensions: EditThisCookie, Cookie-Editor, and their like."""
    return {
        "domain": ".facebook.com", "expirationDate": LATER + 0.5841, "hostOnly": False, "httpOnly": True,
        "name": name, "path": "/", "sameSite": "no_restriction", "secure": True, "session": False,
        "storeId": "0", "value": text, "id": 1,
    } | more  # fmt: skip


CHROME = [
    chrome("c_user", "1001", httpOnly=False),
    chrome("xs", "secret%3A1"),
    chrome("sb", "x", sameSite="unspecified"),
    chrome("wd", "1x1", sameSite=None, session=True, expirationDate=None, secure=False),
    chrome("old", "x", sameSite="no_restriction", secure=False),
    chrome("only", "x", domain="www.facebook.com", hostOnly=True, sameSite="lax"),
    chrome("__Host-a", "x", domain="www.facebook.com", path="/", sameSite="strict"),
    chrome("other", "foreign", domain=OTHERS),
]
PLAYWRIGHT: dict[str, Any] = {
    "cookies": [
        {
            "name": "c_user", "value": "1001", "domain": ".facebook.com", "path": "/", "expires": LATER,
            "httpOnly": False, "secure": True, "sameSite": "None",
        },
        {
            "name": "xs", "value": "secret%3A1", "domain": ".facebook.com", "path": "/", "expires": -1,
            "httpOnly": True, "secure": True, "sameSite": "None",
        },
        {
            "name": "parted", "value": "x", "domain": "www.facebook.com", "path": "/", "expires": LATER,
            "httpOnly": True, "secure": True, "sameSite": "None", "partitionKey": "https://facebook.com",
            "_crHasCrossSiteAncestor": False,
        },
        {"name": "other", "value": "foreign", "domain": OTHERS, "path": "/", "expires": -1,
         "httpOnly": False, "secure": False, "sameSite": "Lax"},
    ],
    "origins": [
        {
            "origin": "https://www.facebook.com",
            "localStorage": [{"name": "a", "value": "1"}],
            "indexedDB": [
                {
                    "name": "keys", "version": 1,
                    "stores": [
                        {
                            "name": "one", "autoIncrement": False, "keyPath": "id",
                            "records": [{"value": {"id": 1, "none": None}}], "indexes": [],
                        }
                    ],
                }
            ],
        },
        {"origin": "https://bank.test", "localStorage": [{"name": "token", "value": "foreign"}]},
    ],
}  # fmt: skip
PUPPETEER = [
    {
        "name": name, "value": value, "domain": domain, "path": "/", "expires": LATER + 0.25, "size": 14,
        "httpOnly": True, "secure": True, "session": False, "sameSite": "None", "sameParty": False,
        "sourceScheme": "Secure", "sourcePort": 443, "priority": "Medium", **more,
    }
    for name, value, domain, more in (
        ("c_user", "1001", ".facebook.com", {}),
        ("xs", "secret%3A1", ".facebook.com", {}),
        ("parted", "x", "www.facebook.com", {
            "partitionKey": {"topLevelSite": "https://facebook.com", "hasCrossSiteAncestor": False}}),
        ("other", "foreign", OTHERS, {}),
    )
]  # fmt: skip
FIREFOX = {
    "cookies": [
        {
            "host": host,
            "value": value,
            "path": "/",
            "name": name,
            "secure": True,
            "httponly": True,
            "sameSite": 0,
            "expiry": (LATER * 1000),
            "originAttributes": {"userContextId": 0},
        }
        for name, value, host in (
            ("c_user", "1001", ".facebook.com"),
            ("xs", "secret%3A1", ".facebook.com"),
            ("other", "foreign", OTHERS),
        )
    ]
}
COOKIE_QUICK_MANAGER = [
    {
        "Host raw": f"https://{host}/", "Name raw": name, "Path raw": "/", "Content raw": value,
        "Expires": "07-10-2096 07:06:40", "Expires raw": str(LATER), "Send for": "Encrypted connections only",
        "Send for raw": "true", "HTTP only raw": "true", "SameSite raw": "no_restriction",
        "This domain only": "Valid for subdomains", "This domain only raw": "false",
        "Store raw": "firefox-default", "First Party Domain": "",
    }
    for name, value, host in (
        ("c_user", "1001", ".facebook.com"),
        ("xs", "secret%3A1", ".facebook.com"),
        ("other", "foreign", OTHERS),
    )
]  # fmt: skip
SELENIUM = [
    {
        "domain": domain,
        "expiry": LATER,
        "httpOnly": True,
        "name": name,
        "path": "/",
        "sameSite": "Lax",
        "secure": True,
        "value": value,
    }
    for name, value, domain in (
        ("c_user", "1001", ".facebook.com"),
        ("xs", "secret%3A1", ".facebook.com"),
        ("other", "foreign", OTHERS),
    )
]
LINES = f"""# Netscape HTTP Cookie File
# https://curl.se/docs/http-cookies.html

.facebook.com\tTRUE\t/\tTRUE\t{LATER}\tc_user\t1001
#HttpOnly_.facebook.com\tTRUE\t/\tTRUE\t0\txs\tsecret%3A1
facebook.com\tTRUE\t/\tTRUE\t{LATER}\tsb\t
{OTHERS}\tTRUE\t/\tFALSE\t{LATER}\tother\tforeign
"""
EXPORTS: dict[str, bytes] = {
    "Playwright": json.dumps(PLAYWRIGHT).encode(),
    "an extension of Chrome": json.dumps(CHROME, indent=4).encode(),
    "the same under an address": json.dumps(
        {"url": "https://www.facebook.com", "cookies": CHROME}
    ).encode(),
    "in milliseconds": json.dumps(
        [c | {"expirationDate": LATER * 1000} for c in CHROME if c["expirationDate"]]
    ).encode(),
    "with a mark": b"\xef\xbb\xbf" + json.dumps(CHROME).encode(),
    "in UTF-16": json.dumps(CHROME).encode("utf-16"),
    "in UTF-16 without a mark": json.dumps(CHROME).encode("utf-16-le"),
    "Puppeteer": json.dumps(PUPPETEER).encode(),
    "Firefox": json.dumps(FIREFOX).encode(),
    "Cookie Quick Manager": json.dumps(COOKIE_QUICK_MANAGER).encode(),
    "Selenium": json.dumps(SELENIUM).encode(),
    "cookies.txt": LINES.encode(),
    "cookies.txt of Windows": LINES.replace("\n", "\r\n").encode("utf-16"),
}
